/* mail-flat: what a mail says, as bytes: how the worker that read a mail (confine/) tells it to the
 * server. The source is not in it: the server has it. */
#pragma once

#include "channel/channel.h"

/* Appends all of incoming but its channel, its source and when it came. */
void mail_flat_write(const Incoming *incoming, GByteArray *out);

/* The same again, received now. answer may come from an enemy: NULL unless it is what
 * mail_flat_write() makes, each text UTF-8, each list and number within its limits. Files stay
 * parts of answer. */
Incoming *mail_flat_read(GBytes *answer);
