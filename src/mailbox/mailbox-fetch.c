#include "mailbox/mailbox-fetch.h"

#include "base/log.h"
#include "base/wait.h"
#include "mailbox/mailbox-fetcher.h"
#include "node/node.h"

#include <pthread.h>

/* One program fetches once, one node a mailbox. A thread of its own gives each mailbox that is on,
 * and whose lease this node has, its fetcher, and takes away those whose mailbox is paused, gone,
 * not what it was, or another node's. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool ready, changed, stopping; /* under lock; ready: wake is made */
    GThread *thread;
    Context *context;
    GPtrArray *fetchers; /* of MailboxFetcher*, the thread's own */
} fetch = {.lock = PTHREAD_MUTEX_INITIALIZER};

static bool
is_fetched(const Mailbox *mailbox)
{
    return mailbox->state == MAILBOX_ON && mailbox->imap.host != NULL;
}

/* Leaves those to be fetched from here. Where leases cannot be asked for, none is held. */
static void
keep_held(GPtrArray *mailboxes)
{
    g_autofree int64_t *ids = g_new(int64_t, mailboxes->len);
    g_autofree bool *held = g_new(bool, mailboxes->len);
    g_autoptr(GError) error = NULL;

    for (guint i = mailboxes->len; i > 0; i--)
        if (!is_fetched(mailboxes->pdata[i - 1]))
            g_ptr_array_remove_index(mailboxes, i - 1);
    for (guint i = 0; i < mailboxes->len; i++)
        ids[i] = ((const Mailbox *)mailboxes->pdata[i])->id;
    if (!node_hold(fetch.context->node, "mailbox", ids, mailboxes->len, held, &error)) {
        log_warning("mailbox", "no_lease", "error=%s", error->message);
        g_ptr_array_set_size(mailboxes, 0);
    }
    for (guint i = mailboxes->len; i > 0; i--)
        if (!held[i - 1])
            g_ptr_array_remove_index(mailboxes, i - 1);
}

static const Mailbox *
mailbox_served(const GPtrArray *mailboxes, const MailboxFetcher *fetcher)
{
    for (guint i = 0; i < mailboxes->len; i++)
        if (mailbox_fetcher_serves(fetcher, mailboxes->pdata[i]))
            return mailboxes->pdata[i];
    return NULL;
}

static bool
is_served(const Mailbox *mailbox)
{
    for (guint i = 0; i < fetch.fetchers->len; i++)
        if (mailbox_fetcher_serves(fetch.fetchers->pdata[i], mailbox))
            return true;
    return false;
}

/* All that must end are told first, so that one does not wait for another. */
static void
end_stale(const GPtrArray *mailboxes, bool wake)
{
    g_autoptr(GPtrArray) stale =
        g_ptr_array_new_with_free_func((GDestroyNotify)mailbox_fetcher_free);

    for (guint i = 0; i < fetch.fetchers->len;) {
        MailboxFetcher *fetcher = fetch.fetchers->pdata[i];

        if (mailboxes != NULL && mailbox_served(mailboxes, fetcher) != NULL) {
            if (wake)
                mailbox_fetcher_wake(fetcher);
            i++;
        } else {
            mailbox_fetcher_end(fetcher);
            g_ptr_array_add(stale, g_ptr_array_steal_index(fetch.fetchers, i));
        }
    }
}

/* changed: a mailbox may not be what it was, and who pauses after a failure need not. */
static void
look_again(bool changed)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) mailboxes = mailbox_all(database_reader(fetch.context->database), &error);

    if (mailboxes == NULL) {
        log_error("mailbox", "not_listed", "error=%s", error->message);
        if (database_is_shared(fetch.context->database))
            end_stale(NULL, false); /* what is held is not known any more */
        return;
    }
    keep_held(mailboxes);
    end_stale(mailboxes, changed);
    for (guint i = 0; i < mailboxes->len; i++)
        if (!is_served(mailboxes->pdata[i]))
            g_ptr_array_add(fetch.fetchers,
                            mailbox_fetcher_start(fetch.context, mailboxes->pdata[i]));
}

static void *
watch(void *data)
{
    /* Alone, it looks when it is told; among nodes, leases are kept and those of the dead taken. */
    int64_t every = database_is_shared(fetch.context->database) ? NODE_BEAT : CLOCK_DAY;

    pthread_mutex_lock(&fetch.lock);
    while (!fetch.stopping) {
        bool changed = fetch.changed;

        fetch.changed = false;
        pthread_mutex_unlock(&fetch.lock);
        look_again(changed);
        pthread_mutex_lock(&fetch.lock);
        if (!fetch.changed && !fetch.stopping)
            (void)wait_for(&fetch.wake, &fetch.lock, every);
    }
    pthread_mutex_unlock(&fetch.lock);
    end_stale(NULL, false);
    (void)node_release(fetch.context->node, "mailbox", NULL);
    return NULL;
}

bool
mailbox_fetch_start(Context *context, GError **error)
{
    fetch.context = context;
    fetch.fetchers = g_ptr_array_new();
    fetch.stopping = false;
    fetch.changed = true;
    pthread_mutex_lock(&fetch.lock);
    if (!fetch.ready)
        wait_init(&fetch.wake);
    fetch.ready = true;
    pthread_mutex_unlock(&fetch.lock);
    fetch.thread = g_thread_new("mailboxes", watch, NULL);
    return true;
}

void
mailbox_fetch_stop(void)
{
    if (fetch.thread == NULL)
        return;
    pthread_mutex_lock(&fetch.lock);
    fetch.stopping = true;
    pthread_cond_signal(&fetch.wake);
    pthread_mutex_unlock(&fetch.lock);
    g_thread_join(g_steal_pointer(&fetch.thread));
    g_clear_pointer(&fetch.fetchers, g_ptr_array_unref);
}

void
mailbox_fetch_changed(void)
{
    pthread_mutex_lock(&fetch.lock);
    fetch.changed = true;
    if (fetch.ready)
        pthread_cond_signal(&fetch.wake);
    pthread_mutex_unlock(&fetch.lock);
}
