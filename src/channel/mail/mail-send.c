#include "channel/mail/mail-send.h"

#include "base/error.h"
#include "channel/mail/mail-build.h"
#include "channel/mail/mail-sign.h"
#include "channel/mail/mail-smtp.h"
#include "channel/mail/mail-token.h"
#include "module/context.h"

#include <string.h>

#define SMTP_PORT  25
#define SMTPS_PORT 465

/* The server that the program was started with (--smtp). Whoever delivers to us there takes a tag
 * in our address: answers and bounces find their way by it. */
static bool
own_server(const MailOptions *options, MailServer *ret_server, GError **error)
{
    g_autoptr(GUri) uri = g_uri_parse(options->smtp, G_URI_FLAGS_NONE, error);
    bool tls = uri != NULL && strcmp(g_uri_get_scheme(uri), "smtps") == 0;
    int port;

    if (uri == NULL)
        return false;
    port = g_uri_get_port(uri);
    *ret_server = (MailServer){
        .host = g_strdup(g_uri_get_host(uri)),
        .port = (uint16_t)(port > 0 ? port
                           : tls    ? SMTPS_PORT
                                    : SMTP_PORT),
        .security = tls                          ? MAIL_TLS
                    : options->smtp_user != NULL ? MAIL_STARTTLS
                                                 : MAIL_PLAIN,
        .user = g_strdup(options->smtp_user),
        .secret = g_strdup(options->smtp_password),
        .ca_file = g_strdup(options->ca_file),
        .plus = true,
    };
    return true;
}

static void
add_recipients(GPtrArray *all, const char *const *addresses)
{
    for (; addresses != NULL && *addresses != NULL; addresses++)
        if (!g_ptr_array_find_with_equal_func(all, *addresses, g_str_equal, NULL))
            g_ptr_array_add(all, (gpointer)*addresses);
}

/* Of the envelope, each once, ended by NULL. */
static GPtrArray *
recipients(const Outgoing *outgoing)
{
    GPtrArray *all = g_ptr_array_new();

    if (outgoing->only != NULL) {
        add_recipients(all, outgoing->only);
    } else {
        add_recipients(all, outgoing->to);
        add_recipients(all, outgoing->cc);
        add_recipients(all, outgoing->bcc);
    }
    g_ptr_array_add(all, NULL);
    return all;
}

/* The mail, signed if its domain has a key at work. NULL: error says why. */
static GBytes *
build(Context *context, const Outgoing *outgoing, bool plus, GError **error)
{
    GBytes *mail = mail_build(outgoing, plus, error);
    const char *domain = mail != NULL ? strrchr(outgoing->from_address, '@') : NULL;
    g_auto(MailKey) key = {.selector = NULL};
    g_autoptr(GBytes) plain = mail;
    int found = 0;

    if (mail != NULL && domain != NULL && context->mail_key_of != NULL)
        found = context->mail_key_of(context, domain + 1, &key, error);
    if (mail == NULL || found < 0)
        return NULL;
    return found == 1 ? mail_sign(mail, domain + 1, &key, error) : g_steal_pointer(&plain);
}

/* What cannot be built never can; what cannot be signed now can be later. */
static SendOutcome
outcome_of_build(const GError *error)
{
    return g_error_matches(error, APP_ERROR, APP_ERROR_INVALID) ? SEND_REFUSED : SEND_RETRY;
}

static SendOutcome
send_by(Context *context, const MailServer *server, bool try_tls, const Outgoing *outgoing,
        GError **error)
{
    g_autoptr(GError) why = NULL;
    g_autoptr(GBytes) mail = build(context, outgoing, server->plus, &why);
    g_autoptr(GPtrArray) to = recipients(outgoing);
    /* What comes back names the message; from a server that takes no tag, only by its Message-ID.
     */
    g_autofree char *sender =
        server->plus ? mail_token_bounce_address(outgoing->from_address, outgoing->bounce_token)
                     : g_strdup(outgoing->from_address);
    SmtpParcel parcel = {
        .server = server,
        .try_tls = try_tls,
        .sender = sender,
        .recipients = (const char *const *)to->pdata,
        .mail = mail,
    };

    if (mail == NULL) {
        SendOutcome outcome = outcome_of_build(why);

        g_propagate_error(error, g_steal_pointer(&why));
        return outcome;
    }
    return smtp_send(&parcel, outgoing->report, error);
}

/* What could not be sent is not kept either: it would look sent one day. */
static SendOutcome
keep(const Outgoing *outgoing, GError **error)
{
    g_autoptr(GBytes) mail = mail_build(outgoing, true, error);

    return mail != NULL ? SEND_KEPT : SEND_REFUSED;
}

SendOutcome
mail_send(Context *context, const Outgoing *outgoing, GError **error)
{
    g_auto(MailServer) server = {.host = NULL};
    int found = 0;

    if (context->mail_server_of != NULL && outgoing->from_address != NULL)
        found = context->mail_server_of(context, outgoing->from_address, &server, error);
    if (found < 0)
        return SEND_RETRY;
    if (found == 1)
        return send_by(context, &server, false, outgoing, error);
    if (context->mail->smtp != NULL)
        return own_server(context->mail, &server, error)
                   ? send_by(context, &server, server.security == MAIL_PLAIN, outgoing, error)
                   : SEND_RETRY;
    return keep(outgoing, error);
}
