#include "mailbox/mailbox-fetch.h"

#include "base/log.h"
#include "mailbox/mailbox-fetcher.h"

#include <pthread.h>

/* One program fetches once. A thread of its own gives each mailbox that is on its fetcher, and
 * takes away those whose mailbox is paused, gone or not what it was. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool changed, stopping; /* under lock */
    GThread *thread;
    Context *context;
    GPtrArray *fetchers; /* of MailboxFetcher*, the thread's own */
} fetch = {.lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

static const Mailbox *
mailbox_served(const GPtrArray *mailboxes, const MailboxFetcher *fetcher)
{
    for (guint i = 0; i < mailboxes->len; i++) {
        const Mailbox *mailbox = mailboxes->pdata[i];

        if (mailbox->state == MAILBOX_ON && mailbox->imap.host != NULL &&
            mailbox_fetcher_serves(fetcher, mailbox))
            return mailbox;
    }
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
end_stale(const GPtrArray *mailboxes)
{
    g_autoptr(GPtrArray) stale =
        g_ptr_array_new_with_free_func((GDestroyNotify)mailbox_fetcher_free);

    for (guint i = 0; i < fetch.fetchers->len;) {
        MailboxFetcher *fetcher = fetch.fetchers->pdata[i];

        if (mailboxes != NULL && mailbox_served(mailboxes, fetcher) != NULL) {
            mailbox_fetcher_wake(fetcher);
            i++;
        } else {
            mailbox_fetcher_end(fetcher);
            g_ptr_array_add(stale, g_ptr_array_steal_index(fetch.fetchers, i));
        }
    }
}

static void
look_again(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) mailboxes = mailbox_all(database_reader(fetch.context->database), &error);

    if (mailboxes == NULL) {
        log_error("mailbox", "not_listed", "error=%s", error->message);
        return;
    }
    end_stale(mailboxes);
    for (guint i = 0; i < mailboxes->len; i++) {
        const Mailbox *mailbox = mailboxes->pdata[i];

        if (mailbox->state == MAILBOX_ON && mailbox->imap.host != NULL && !is_served(mailbox))
            g_ptr_array_add(fetch.fetchers, mailbox_fetcher_start(fetch.context, mailbox));
    }
}

static void *
watch(void *data)
{
    pthread_mutex_lock(&fetch.lock);
    while (!fetch.stopping) {
        if (!fetch.changed) {
            pthread_cond_wait(&fetch.wake, &fetch.lock);
            continue;
        }
        fetch.changed = false;
        pthread_mutex_unlock(&fetch.lock);
        look_again();
        pthread_mutex_lock(&fetch.lock);
    }
    pthread_mutex_unlock(&fetch.lock);
    end_stale(NULL);
    return NULL;
}

bool
mailbox_fetch_start(Context *context, GError **error)
{
    fetch.context = context;
    fetch.fetchers = g_ptr_array_new();
    fetch.stopping = false;
    fetch.changed = true;
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
    pthread_cond_signal(&fetch.wake);
    pthread_mutex_unlock(&fetch.lock);
}
