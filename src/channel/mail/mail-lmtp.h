/* mail-lmtp: the listener where mail servers deliver to us. One thread accepts, each session has
 * its own, which spends its life waiting for the other side or for the disk; the writes of several
 * share one commit. */
#pragma once

#include "channel/channel.h"

#include <glib.h>

typedef struct LmtpServer LmtpServer;

/* Listens on "127.0.0.1:2424" or "[::1]:2424"; port 0 takes any free one. APP_ERROR_INVALID when
 * address is none, APP_ERROR_UNAVAILABLE when it cannot be had. context lives longer. */
LmtpServer *lmtp_server_start(Context *context, const char *address, GError **error);
unsigned lmtp_server_port(const LmtpServer *server);

/* Takes no more mails, lets those that are being kept be answered, then closes every session. */
void lmtp_server_stop(LmtpServer *server);

/* Bytes of mail being read and kept, all connections together: LIMIT_LMTP_MAILS, less in tests. */
extern int64_t lmtp_mails_max;
/* What was done with mails since the start, and what is there now. */
typedef struct {
    int64_t kept, refused, later; /* mails */
    int64_t last_at;              /* when the last one was kept; 0: none yet */
    unsigned sessions;            /* open */
} LmtpFigures;
LmtpFigures lmtp_server_figures(LmtpServer *server);
/* Of the listener of this program; false when it does not listen. */
bool mail_lmtp_figures(LmtpFigures *ret_figures);

/* How many there are now. */
int64_t lmtp_server_held(const LmtpServer *server);
