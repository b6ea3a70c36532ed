/* mail-bounds: mails built to exhaust whoever parses them. */
#pragma once

#include "channel/channel.h"

#include <glib.h>
#include <stdbool.h>

/* Notes of a mail that passes a limit: what is kept of it is not all. */
#define MAIL_NOTE_HEADERS    "its headers are too long"
#define MAIL_NOTE_PARTS      "it has too many parts"
#define MAIL_NOTE_DEPTH      "it has too many parts: the rest is only in the source"
#define MAIL_NOTE_RECIPIENTS "it has too many recipients: only the first ones are kept"

/* Looks over a mail before it is parsed: false, with a static reason, when its headers or its parts
 * are too many for a tree of them to be built. In one pass, without allocating. */
bool mail_within_bounds(const char *bytes, gsize size, const char **ret_reason);

/* What its server is answered when a mail passes a limit, in French and in English for the person
 * whom that server will tell: "554 5.6.0 …". NULL when it passes none. Static. */
const char *mail_refusal(const Incoming *incoming);
