/* mail-server: a mail server and how to sign in there, as those who talk to one need it: who
 * fetches mail and who hands it over. A mailbox of the organisation (mailbox/) says which; this
 * folder does not know of mailboxes. The secret is in the clear here: it lives as long as the
 * connection is made, and is never logged. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
    MAIL_TLS = 1,  /* from the first byte: ports 993 and 465 */
    MAIL_STARTTLS, /* asked for, and insisted on, after the greeting: 143 and 587 */
    MAIL_PLAIN,    /* in the clear: to this machine only */
} MailSecurity;

typedef struct MailServer {
    char *host; /* a name, or an IP address without brackets */
    uint16_t port;
    MailSecurity security;
    char *user;    /* NULL: the server asks for none */
    char *secret;  /* its password, or an access token when oauth; NULL without user */
    bool oauth;    /* XOAUTH2 */
    char *ca_file; /* PEM file of authorities trusted besides the system's; NULL */
    bool plus;     /* our addresses there take a tag after '+' */
} MailServer;

/* Wipes the secret and frees what it holds; all zero afterwards. */
void mail_server_clear(MailServer *server);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MailServer, mail_server_clear)

/* "tls", "starttls", "none": the words of the API; NULL for another number. And back: 0 for a word
 * that is none of them. */
const char *mail_security_word(MailSecurity security);
MailSecurity mail_security_of(const char *word);
