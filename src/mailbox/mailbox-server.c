#include "mailbox/mailbox.h"

#include "base/error.h"
#include "mailbox/mailbox-oauth.h"
#include "mailbox/mailbox-secret.h"

#include <inttypes.h>

/* What to sign in with. NULL: nothing usable, error says so. */
static char *
open_secret(Context *context, const Mailbox *mailbox, GError **error)
{
    char *secret = NULL;

    if (mailbox->auth == MAILBOX_OAUTH && mailbox->secret != NULL)
        return access_token(context, mailbox->id, error);
    if (mailbox->secret != NULL)
        secret = mailbox_unseal(context, mailbox->secret);
    if (secret == NULL)
        error_set(error, APP_ERROR_UNAUTHENTICATED, "mailbox %" PRId64 " is signed out",
                  mailbox->id);
    return secret;
}

static bool
fill(Context *context, const Mailbox *mailbox, const MailboxEnd *end, MailServer *ret_server,
     GError **error)
{
    g_auto(MailServer) server = {0};

    if (end->host == NULL)
        return error_set(error, APP_ERROR_NOT_FOUND, "mailbox %" PRId64 " has no such server",
                         mailbox->id);
    server.host = g_strdup(end->host);
    server.port = end->port;
    server.security = end->security;
    server.plus = mailbox->plus;
    server.oauth = mailbox->auth == MAILBOX_OAUTH;
    server.ca_file = g_strdup(context->mail->ca_file);
    if (mailbox->user != NULL) {
        server.user = g_strdup(mailbox->user);
        server.secret = open_secret(context, mailbox, error);
        if (server.secret == NULL)
            return false;
    }
    *ret_server = server;
    server = (MailServer){0};
    return true;
}

bool
mailbox_imap_server(Context *context, const Mailbox *mailbox, MailServer *ret_server,
                    GError **error)
{
    return fill(context, mailbox, &mailbox->imap, ret_server, error);
}

bool
mailbox_smtp_server(Context *context, const Mailbox *mailbox, MailServer *ret_server,
                    GError **error)
{
    return fill(context, mailbox, &mailbox->smtp, ret_server, error);
}

int
mailbox_mail_server_of(Context *context, const char *our_address, MailServer *ret_server,
                       GError **error)
{
    Db *db = database_reader(context->database);
    g_autoptr(MailboxAddress) address = NULL;
    g_autoptr(Mailbox) mailbox = NULL;
    int found = mailbox_of_address(db, our_address, &address, error);

    if (found == 1)
        found = mailbox_get(db, address->mailbox, &mailbox, error);
    if (found != 1 || mailbox->smtp.host == NULL)
        return MIN(found, 0);
    return mailbox_smtp_server(context, mailbox, ret_server, error) ? 1 : -1;
}
