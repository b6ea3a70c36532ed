#include "status/status-inside.h"

#include "http/events.h"
#include "http/feed.h"
#include "search/search.h"

static void
queue_free(void *data)
{
    StatusQueue *queue = data;

    g_free(queue->kind);
    g_free(queue);
}

static void
mailbox_entry_free(void *data)
{
    StatusMailbox *mailbox = data;

    g_free(mailbox->name);
    g_free(mailbox);
}

static void
keep_queue(const JobQueue *queue, void *data)
{
    StatusQueue *kept = g_new0(StatusQueue, 1);

    kept->queue = *queue;
    kept->queue.kind = kept->kind = g_strdup(queue->kind);
    g_ptr_array_add(data, kept);
}

static bool
look_mailboxes(Context *context, Status *status, Db *db, GError **error)
{
    g_autoptr(GPtrArray) all = mailbox_all(db, error);

    for (guint i = 0; all != NULL && i < all->len; i++) {
        const Mailbox *mailbox = all->pdata[i];
        g_auto(MailboxHealth) health = {0};
        StatusMailbox *entry;

        if (!mailbox_health_get(db, mailbox->id, &health, error))
            return false;
        entry = g_new0(StatusMailbox, 1);
        entry->id = mailbox->id;
        entry->name = g_strdup(mailbox->name);
        entry->state = mailbox_health_state(context, mailbox, &health, status->at);
        entry->fetches = mailbox->imap.host != NULL;
        entry->last_success_at = health.last_success_at;
        entry->behind = health.behind;
        g_ptr_array_add(status->mailboxes, entry);
    }
    return all != NULL;
}

static bool
look_readers(Status *status, Db *db, GError **error)
{
    g_autoptr(GPtrArray) tables = g_ptr_array_new();

    for (const Module *const *module = module_all(); *module != NULL; module++)
        if ((*module)->readers != NULL)
            g_ptr_array_add(tables, (gpointer)(*module)->readers);
    status->readers =
        journal_lags(db, (const JournalReader *const *)tables->pdata, tables->len, error);
    return status->readers != NULL;
}

static bool
look_search(Context *context, Status *status, GError **error)
{
    status->searching = context->fulltext != NULL;
    return !status->searching || search_behind(context, STATUS_SEARCH_MAX, &status->search_behind,
                                               &status->search_since, error);
}

static bool
look_store(Context *context, Status *status, GError **error)
{
    Db *db = database_reader(context->database);

    return database_describe(context->database, &status->store, error) &&
           job_list_queues(db, keep_queue, status->queues, error) &&
           look_readers(status, db, error) && look_search(context, status, error) &&
           look_mailboxes(context, status, db, error) &&
           status_store_nodes(db, status->nodes, error) &&
           status_store_last_backup(db, &status->backup_at, &status->backup_bytes, error);
}

Status *
status_look(Context *context, const Meter *meter, GError **error)
{
    g_autoptr(Status) status = g_new0(Status, 1);

    status->at = clock_now();
    status->queues = g_ptr_array_new_with_free_func(queue_free);
    status->mailboxes = g_ptr_array_new_with_free_func(mailbox_entry_free);
    status->nodes = g_ptr_array_new_with_free_func((GDestroyNotify)status_node_free);
    status->writes = database_stats(context->database);
    status->requests = meter_now(meter);
    status_look_process(&status->process);
    status_look_disk(context->data_dir, &status->disk);
    status->listens = mail_lmtp_figures(&status->lmtp);
    status->streams = context->events != NULL ? events_count(context->events) : 0;
    status->feeds = feed_count(context->feeds);
    return look_store(context, status, error) ? g_steal_pointer(&status) : NULL;
}

void
status_free(Status *status)
{
    if (status == NULL)
        return;
    g_ptr_array_unref(status->queues);
    g_ptr_array_unref(status->mailboxes);
    g_ptr_array_unref(status->nodes);
    if (status->readers != NULL)
        g_array_unref(status->readers);
    g_free(status);
}
