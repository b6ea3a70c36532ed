/* mail-kind: whether a person wrote this mail, or a machine. A machine never opens a matter and is
 * never answered by one of ours: two machines that answer each other do it all night.
 *
 * Lists. Organisations often receive through a group (support@example.org is one, and the desk a
 * member of it): whoever writes to it is a person to us, though the group adds its headers. So it
 * is a list's mail only when it says it is sent in bulk (Precedence: bulk, junk); when it offers to
 * unsubscribe and nobody can write to it: a newsletter; when people write to it (List-Post,
 * Precedence: list), but to the list alone, and the list is not one of the domain of our address
 * that the mail was delivered to. A List-Id alone says nothing. */
#pragma once

#include "channel/channel.h"

#include <gmime/gmime.h>

/* Sets the kind of an Incoming whose headers and body were read, and what a bounce says. */
void mail_tell_kind(Incoming *incoming, GMimeMessage *message);
