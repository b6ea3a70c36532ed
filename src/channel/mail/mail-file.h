/* mail-file: a part of a mail that is kept as a file. */
#pragma once

#include "channel/channel.h"

#include <gmime/gmime.h>

/* Adds a part that is not shown to the files of an Incoming. */
void mail_add_file(Incoming *incoming, GMimeObject *part);
