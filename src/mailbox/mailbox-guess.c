/* Where the mail of an address probably is. */
#include "mailbox/mailbox-preset.h"

#include <string.h>

void
mailbox_guess_clear(MailboxGuess *guess)
{
    g_free(guess->imap_host);
    g_free(guess->smtp_host);
    *guess = (MailboxGuess){0};
}

/* Whoever receives the mail of a domain holds its mailboxes, mostly. */
static const MailboxPreset *
preset_of_domain(GResolver *resolver, const char *domain, GCancellable *cancellable)
{
    GList *records =
        g_resolver_lookup_records(resolver, domain, G_RESOLVER_RECORD_MX, cancellable, NULL);
    const MailboxPreset *found = NULL;

    for (GList *at = records; at != NULL && found == NULL; at = at->next) {
        const char *host;

        g_variant_get(at->data, "(q&s)", NULL, &host);
        found = mailbox_preset_of_exchanger(host);
    }
    g_list_free_full(records, (GDestroyNotify)g_variant_unref);
    return found;
}

static bool
exists(GResolver *resolver, const char *host, GCancellable *cancellable)
{
    GList *addresses = g_resolver_lookup_by_name(resolver, host, cancellable, NULL);
    bool there = addresses != NULL;

    g_resolver_free_addresses(addresses);
    return there;
}

/* The first of some names in the domain that exists. Owned by the caller; NULL: none. */
static char *
likely_host(GResolver *resolver, const char *const *names, const char *domain,
            GCancellable *cancellable)
{
    for (; *names != NULL; names++) {
        g_autofree char *host = g_strconcat(*names, ".", domain, NULL);

        if (exists(resolver, host, cancellable))
            return g_steal_pointer(&host);
    }
    return NULL;
}

void
mailbox_guess(const char *address, GCancellable *cancellable, MailboxGuess *ret_guess)
{
    static const char *const imap_names[] = {"imap", "mail", NULL};
    static const char *const smtp_names[] = {"smtp", "mail", NULL};
    g_autoptr(GResolver) resolver = g_resolver_get_default();
    const char *at = strrchr(address, '@');
    MailboxGuess guess = {.preset = mailbox_preset_of_address(address)};

    if (guess.preset == NULL && at != NULL)
        guess.preset = preset_of_domain(resolver, at + 1, cancellable);
    if (guess.preset == NULL) {
        guess.preset = mailbox_preset("other");
        if (at != NULL) {
            guess.imap_host = likely_host(resolver, imap_names, at + 1, cancellable);
            guess.smtp_host = likely_host(resolver, smtp_names, at + 1, cancellable);
        }
    }
    *ret_guess = guess;
}
