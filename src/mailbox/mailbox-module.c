/* What this folder gives the program. */
#include "mailbox/mailbox-configuration.h"
#include "mailbox/mailbox-fetch.h"
#include "mailbox/mailbox-http.h"
#include "mailbox/mailbox-store.h"

/* Whoever changed it, this process or a command beside it, those who fetch hear of it. */
static bool
wake_fetch(Db *tx, Context *context, const Fact *fact, GError **error)
{
    mailbox_fetch_changed();
    return true;
}

static const JournalReader readers[] = {
    {
        .name = "mailbox.fetch",
        .facts = (const char *const[]){"mailbox.added", "mailbox.changed", "mailbox.paused",
                                       "mailbox.resumed", "mailbox.removed", NULL},
        .handle = wake_fetch,
    },
    JOURNAL_READERS_END,
};

static void
stop(Context *context)
{
    mailbox_fetch_stop();
}

const Module mailbox_module = {
    .name = "mailbox",
    .routes = mailbox_routes,
    .readers = readers,
    .invariants = mailbox_invariants,
    .configurations = mailbox_configurations,
    .start = mailbox_fetch_start,
    .stop = stop,
};
