/* mail-tnef: what Outlook packs in a winmail.dat when it believes that the other side is Outlook
 * too: the files of the mail, and sometimes its text. [MS-OXTNEF].
 *
 * Our own reader: it takes the files, a title and a body in one pass with every length checked,
 * where libytnef decodes the whole tree of properties and has a history of reading beyond it. */
#pragma once

#include "channel/channel.h"

/* Whether bytes begin as such a package. */
bool mail_tnef_is(const void *bytes, gsize size);

/* Adds the files in it to those of an Incoming. Returns the text in it, NULL if there is none.
 * What is broken is taken as far as it goes. Owned by the caller. */
char *mail_tnef_read(Incoming *incoming, const void *bytes, gsize size);
