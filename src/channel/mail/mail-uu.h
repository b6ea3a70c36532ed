/* mail-uu: files written inside of a text, as programs did before MIME: a line "begin 644 name",
 * coded lines, a line "end". */
#pragma once

#include "channel/channel.h"

/* Makes files of an Incoming of those in a text, and returns the text without them, for who reads
 * it. Only what is whole is taken: whatever else looks so is somebody's words. NULL when there is
 * none. Owned by the caller. */
char *mail_uu_take(Incoming *incoming, const char *text);
