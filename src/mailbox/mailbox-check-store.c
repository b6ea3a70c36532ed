/* What must always be true of mailboxes. */
#include "mailbox/mailbox-store.h"

#include "mailbox/mailbox-secret.h"

/* A secret that cannot be opened makes the mailbox signed out: the organisation's key is not the
 * one it was sealed with. */
static int64_t
count_sealed_for_ever(Context *context, GError **error)
{
    g_autoptr(GPtrArray) all = mailbox_all(database_reader(context->database), error);
    int64_t breaches = 0;

    for (guint i = 0; all != NULL && i < all->len; i++) {
        const char *sealed = ((const Mailbox *)all->pdata[i])->secret;
        g_autoptr(MailboxSecret) secret = sealed != NULL ? mailbox_unseal(context, sealed) : NULL;

        if (sealed != NULL && secret == NULL)
            breaches++;
    }
    return all != NULL ? breaches : -1;
}

const Invariant mailbox_invariants[] = {
    {.name = "mailbox.own-address",
     .about = "The address of a mailbox is among its addresses, the first.",
     .sql = "SELECT id FROM mailbox WHERE NOT EXISTS (SELECT 1 FROM mailbox_address a"
            "   WHERE a.mailbox = mailbox.id AND a.place = 0 AND a.address = mailbox.address)"},
    {.name = "mailbox.clear-here-only",
     .about = "Mail goes in the clear to this machine only.",
     .sql = "SELECT id FROM mailbox WHERE (imap_security = 3 AND imap_host NOT LIKE '127.%'"
            "   AND imap_host NOT IN ('localhost', '::1')) OR (smtp_security = 3"
            "   AND smtp_host NOT LIKE '127.%' AND smtp_host NOT IN ('localhost', '::1'))"},
    {.name = "mailbox.secrets-open",
     .about = "The key of the organisation opens what mailboxes sign in with.",
     .breaches = count_sealed_for_ever},
    INVARIANTS_END,
};
