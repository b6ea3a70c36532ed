/* mail-smtp: one SMTP dialogue: a mail handed to a server, and what it said of each recipient.
 *
 * The certificate of the server and its name are checked whenever TLS is spoken; a password or a
 * token never goes out in the clear. Each recipient is told apart: one who is refused keeps nobody
 * else from getting the mail. A connection cut after the last byte leaves it unknown whether the
 * mail was taken: it is tried again, under the same Message-ID, by which servers and mail programs
 * tell that it is one mail. Inside channel/mail/ only. */
#pragma once

#include "channel/channel.h"
#include "channel/mail/mail-server.h"

typedef struct {
    const MailServer *server;
    bool try_tls; /* of a server given without sign-in: TLS if it offers it, else in the clear */
    const char *sender;            /* of the envelope */
    const char *const *recipients; /* NULL-terminated, each once, one at least */
    GBytes *mail;                  /* lines ended by CR LF */
} SmtpParcel;

/* SEND_DONE, SEND_RETRY or SEND_REFUSED: the worst of the recipients'. report may be NULL. The
 * error says the code of the server, never its words nor an address. */
SendOutcome smtp_send(const SmtpParcel *parcel, SendReport *report, GError **error);
