#include "channel/mail/mail-lmtp.h"
#include "channel/mail/mail-send.h"
#include "channel/mail/mail-token.h"
#include "channel/mail/mail.h"
#include "module/context.h"

/* One program listens once. */
static LmtpServer *listener;

static bool
start(Context *context, GError **error)
{
    if (context->mail->lmtp == NULL)
        return true;
    listener = lmtp_server_start(context, context->mail->lmtp, error);
    return listener != NULL;
}

static void
stop(Context *context)
{
    g_clear_pointer(&listener, lmtp_server_stop);
}

static char *
external_id(Context *context, int64_t message, const char *thread_token)
{
    return mail_token_message_id(message, thread_token, context->mail->address);
}

bool
mail_lmtp_figures(LmtpFigures *ret_figures)
{
    if (listener != NULL)
        *ret_figures = lmtp_server_figures(listener);
    return listener != NULL;
}

const Channel mail_channel = {
    .name = "mail",
    .address_kind = "email",
    .takes_files = true,
    .takes_html = true,
    .external_id = external_id,
    .send = mail_send,
    .start = start,
    .stop = stop,
};
