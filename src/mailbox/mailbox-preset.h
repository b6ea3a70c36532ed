/* mailbox-preset: what is known of the usual mail providers, so that a mailbox is added by its
 * address and a password. Hosts and ports are those the providers publish for mail programs;
 * whoever has other ones types them. */
#pragma once

#include "mailbox/mailbox.h"

#include <gio/gio.h>

typedef struct {
    const char *provider; /* the word of Mailbox.provider */
    const char *name;     /* its own name */
    MailboxEnd imap, smtp;
    MailboxAuth auths[2]; /* the best first; 0: no other */
    bool plus;            /* its addresses take a tag after '+' */
    /* Domains whose addresses are always there, and ends of the names of the mail exchangers (MX)
     * of the domains that are held there. NULL-terminated, or NULL. */
    const char *const *domains, *const *exchangers;
    const char *help; /* what to do there before: a word of the API, or NULL */
    /* Its OAuth2; NULL when it has none. authorize_url may hold a query of its own. */
    const char *authorize_url, *token_url, *scope;
} MailboxPreset;

/* Ends with a row whose provider is NULL; the one before is "other", of which nothing is known. */
extern const MailboxPreset mailbox_presets[];

/* The row of a word, or NULL. */
const MailboxPreset *mailbox_preset(const char *provider);

/* Of an address, by its domain; of a domain's mail exchanger, by its name. NULL: not known. */
const MailboxPreset *mailbox_preset_of_address(const char *address);
const MailboxPreset *mailbox_preset_of_exchanger(const char *host);

/* ---- mailbox-guess.c ---- */

/* Where the mail of an address is, as far as the domain name system says: a preset, never NULL. For
 * "other", the hosts that are likely and exist; NULL when there are none. Asks the network. */
typedef struct {
    const MailboxPreset *preset;
    char *imap_host, *smtp_host; /* of "other" */
} MailboxGuess;

void mailbox_guess_clear(MailboxGuess *guess);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MailboxGuess, mailbox_guess_clear)

void mailbox_guess(const char *address, GCancellable *cancellable, MailboxGuess *ret_guess);
