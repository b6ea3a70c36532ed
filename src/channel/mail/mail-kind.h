/* mail-kind: whether a person wrote this mail, or a machine. A machine never opens a matter and is
 * never answered by one of ours: two machines that answer each other do it all night. */
#pragma once

#include "channel/channel.h"

#include <gmime/gmime.h>

/* Sets the kind of an Incoming whose headers and body were read, and what a bounce says. */
void mail_tell_kind(Incoming *incoming, GMimeMessage *message);
