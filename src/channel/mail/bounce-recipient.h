/* bounce-recipient: of whom a mail server speaks, in fields or in words of its own, and which of
 * its words are about that address. */
#pragma once

#include "channel/channel.h"

#include <gmime/gmime.h>

/* The value of a "Name: value" line of a block of fields, unfolded; NULL. Owned by the caller. */
char *bounce_field(const char *block, const char *name);

/* "rfc822; someone@example.org" → the address; NULL if it is none. Owned by the caller. */
char *bounce_typed_address(const char *value);

/* Where a server's own words end and the mail that it returns begins. */
gsize bounce_own_words(const char *text);

/* The mail that a bounce carries back, or NULL. Borrowed from message. */
GMimeMessage *bounce_returned(GMimeMessage *message);

/* The address a mail without a machine-readable report speaks of; words is how far the server's own
 * go. NULL when it names none but ours. Owned by the caller. */
char *bounce_recipient(const Incoming *incoming, GMimeMessage *message, gsize words);

/* What the first length bytes of its text say of one recipient (may be NULL: of all): up to where
 * another one is named after it. Owned by the caller. */
char *bounce_words_about(const Incoming *incoming, gsize length, const char *recipient);
