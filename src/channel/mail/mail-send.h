/* mail-send: hands mails to the SMTP server of the organisation. TLS whenever it offers it. */
#pragma once

#include "channel/channel.h"

/* The send of channel.h. An error says the code of the server, never the address. */
SendOutcome mail_send(Context *context, const Outgoing *outgoing, GError **error);
