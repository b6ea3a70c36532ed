/* mail-build: an Outgoing as the MIME text of a mail. Whatever people typed, no header of ours can
 * be forged by it. */
#pragma once

#include "channel/channel.h"

/* The whole mail, lines ended by CR LF, none over 998 bytes. plus: our address takes a tag, by
 * which an answer finds its thread. APP_ERROR_INVALID, with the field, when an address is none. */
GBytes *mail_build(const Outgoing *outgoing, bool plus, GError **error);

/* A mail to be kept, not sent: the text of an Outgoing, then whole mails as they are, each a part
 * of its own (message/rfc822). */
GBytes *mail_build_bundle(const Outgoing *outgoing, GBytes *const *mails, size_t n_mails,
                          GError **error);
