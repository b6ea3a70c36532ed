/* mail-body: what a mail shows and what it carries. Nothing of it is lost: a part that is not shown
 * as text is a file. */
#pragma once

#include "channel/channel.h"

#include <gmime/gmime.h>

/* Fills text, html and files. */
void mail_read_body(Incoming *incoming, GMimeMessage *message);

/* The decoded bytes of a part, at most max of them; NULL if it has no content. */
GByteArray *mail_part_bytes(GMimePart *part, gsize max, bool *ret_cut);
