/* mail-bounds: mails built to exhaust whoever parses them. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Looks over a mail before it is parsed: false, with a static reason, when its headers or its parts
 * are too many for a tree of them to be built. In one pass, without allocating. */
bool mail_within_bounds(const char *bytes, gsize size, const char **ret_reason);
