/* bounce-sign: by what one sees that a mail server wrote, because a delivery failed, when it wrote
 * no machine-readable report: who sends, under which subject, in which words. One sign alone is not
 * enough: people answer from postmaster@, and ask "was my mail not delivered?". */
#pragma once

#include "channel/channel.h"

#include <gmime/gmime.h>

/* Whether enough of them are in a mail whose headers and body were read. */
bool bounce_has_signs(const Incoming *incoming, GMimeObject *mail);
