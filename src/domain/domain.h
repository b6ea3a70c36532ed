/* domain: whether the mail we send from our domains is believed by those who receive it.
 *
 * Whoever receives a mail asks the domain of its sender three things, by the domain name system:
 * may this server send for you (SPF)? did you sign this (DKIM)? and what shall I do with what is
 * neither (DMARC)? The last is about the From that people see: SPF or DKIM must speak for that very
 * domain. Here the same questions are asked for each domain of our addresses, as a receiver asks
 * them, and told with what to publish when an answer is missing. What cannot be known from here
 * (which machines a provider sends from) is said to be unknown rather than guessed.
 *
 * A domain may have a signing key: made here (RSA, 2048 bits), sealed like passwords are; first
 * only made, so that its record can be published; switched on when that is done. Then every mail
 * from an address of the domain is signed (channel/mail/mail-sign.h).
 *
 * Nothing here is personal data but the address a test mail goes to.
 *
 * domain.c tells which domains are ours, domain-key.c holds their keys; spf.c follows the SPF
 * records, dmarc.c reads the DMARC one, dns.c asks; domain-check.c judges, domain-http.c is the
 * API, domain-trial.c the job that sends a test mail, domain-store.c the SQL. */
#pragma once

#include "channel/mail/mail-sign.h"
#include "module/module.h"

#define DOMAIN_SELECTOR "lien1"

typedef enum { DOMAIN_KEY_NONE, DOMAIN_KEY_MADE, DOMAIN_KEY_ON } DomainKeyState;

typedef struct {
    DomainKeyState state;
    char *selector;     /* NULL: no key */
    char *record_name;  /* "lien1._domainkey.example.org"; NULL */
    char *record_value; /* "v=DKIM1; k=rsa; p=…"; NULL */
} DomainKey;

void domain_key_clear(DomainKey *key);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DomainKey, domain_key_clear)

/* One of our domains. */
typedef struct {
    char *domain;
    GPtrArray *addresses; /* of char*: ours in it, those of mailboxes first */
} Domain;

/* Every domain of our addresses, by name: of Domain*, g_ptr_array_unref() frees all. NULL: error.
 */
GPtrArray *domain_all(Db *db, Context *context, GError **error);
/* 1 and *ret_domain (free with domain_free()), 0: none of ours, -1. */
int domain_get(Db *db, Context *context, const char *domain, Domain **ret_domain, GError **error);
void domain_free(Domain *domain);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Domain, domain_free)

/* ---- Keys ---- */

/* All zero when there is none. */
bool domain_key_get(Db *db, const char *domain, DomainKey *ret_key, GError **error);
/* A new key, which is not used before it is switched on; the one it replaces is gone. Takes a tenth
 * of a second, hence outside of any transaction; it is durable when this returns true. */
bool domain_key_make(Context *context, const char *domain, GError **error);
/* APP_ERROR_CONFLICT: there is no key to switch. */
bool domain_key_switch(Db *tx, const char *domain, bool on, GError **error);
/* The mail_key_of of a Context. */
int domain_mail_key_of(Context *context, const char *domain, MailKey *ret_key, GError **error);

/* ---- Checking ---- */

/* Asks the domain name system; takes seconds, so not in a transaction. The findings as a JSON
 * object: spf, dkim_dns, dmarc, mx, aligned. Owned by the caller. NULL: error. */
char *domain_check(Db *db, Context *context, const Domain *domain, GError **error);

extern const Module domain_module;
