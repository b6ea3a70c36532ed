/* mail-sign: the signature by which whoever receives a mail knows that it comes from our domain and
 * was not changed on its way (DKIM, RFC 6376). libopendkim signs. */
#pragma once

#include <glib.h>

/* How mails of a domain are signed. */
typedef struct MailKey {
    char *selector; /* where its public half is published: SELECTOR._domainkey.DOMAIN */
    char *pem;      /* its private half, in the clear: wiped by mail_key_clear() */
} MailKey;

void mail_key_clear(MailKey *key);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MailKey, mail_key_clear)

/* The mail (lines ended by CR LF) with a DKIM-Signature before it, for the domain. NULL:
 * APP_ERROR_INTERNAL. Any thread. */
GBytes *mail_sign(GBytes *mail, const char *domain, const MailKey *key, GError **error);
