/* mail-file: a part of a mail that is kept as a file. */
#pragma once

#include "channel/channel.h"

#include <gmime/gmime.h>

/* Adds a file with the name somebody gave it ("" or a path too) and the type it is said to have.
 * Returns it, owned by the Incoming. */
ChannelFile *mail_keep_file(Incoming *incoming, const char *name, const char *declared,
                            GBytes *bytes);

/* Adds a part that is not shown to the files of an Incoming. */
void mail_add_file(Incoming *incoming, GMimeObject *part);
