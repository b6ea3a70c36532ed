#include "channel/mail/mail-server.h"

#include <string.h>

static const char *const words[] = {[MAIL_TLS] = "tls", "starttls", "none"};

void
mail_server_clear(MailServer *server)
{
    if (server->secret != NULL)
        explicit_bzero(server->secret, strlen(server->secret));
    g_free(server->host);
    g_free(server->user);
    g_free(server->secret);
    g_free(server->ca_file);
    *server = (MailServer){.host = NULL};
}

const char *
mail_security_word(MailSecurity security)
{
    return security >= MAIL_TLS && security <= MAIL_PLAIN ? words[security] : NULL;
}

MailSecurity
mail_security_of(const char *word)
{
    for (MailSecurity security = MAIL_TLS; security <= MAIL_PLAIN; security++)
        if (strcmp(words[security], word) == 0)
            return security;
    return 0;
}
