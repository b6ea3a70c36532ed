#include "db/db.h"

#include "base/error.h"
#include "base/log.h"
#include "db/engine.h"
#include "db/migrate.h"
#include "db/news.h"
#include "db/readers.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <string.h>

/* A group commits when nobody waits any more, or at these bounds: an early work of it should not
 * wait long for the late ones. */
#define GROUP_WRITES_MAX 256
#define GROUP_TIME_US    20000
#define GROUP_TRIES      3 /* of a group whose transaction failed for a reason that has gone */

/* A work in the queue; lives on the stack of the thread that waits for it. */
typedef struct Write {
    DbWork work;
    void *data;
    GError *error; /* set: it failed */
    sem_t done;
    struct Write *next;
} Write;

typedef struct {
    Write *first, **end;
    unsigned length;
} WriteList;

typedef struct {
    DatabaseBefore before; /* one of both */
    DatabaseAfter after;
    void *data;
} Hook;

struct Database {
    char *url;
    Db *writer; /* used by the writing thread alone */
    pthread_t thread;
    Readers *readers;
    News *news; /* of other processes; NULL where the engine does not tell */

    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t more;  /* work was queued, or stopping */
    WriteList queue;
    bool stopping;

    pthread_mutex_t hooks_lock; /* held while hooks run, so that one taken out runs no more */
    GArray *hooks;              /* Hook */

    _Atomic int64_t commits, writes, failures;
};

static void
list_init(WriteList *list)
{
    *list = (WriteList){.end = &list->first};
}

static void
list_push(WriteList *list, Write *write)
{
    write->next = NULL;
    *list->end = write;
    list->end = &write->next;
    list->length++;
}

static Write *
list_pop(WriteList *list)
{
    Write *write = list->first;

    if (write == NULL)
        return NULL;
    list->first = write->next;
    if (list->first == NULL)
        list->end = &list->first;
    list->length--;
    return write;
}

/* ---- The writing thread ---- */

static Write *
next_write(Database *database, bool wait)
{
    Write *write;

    pthread_mutex_lock(&database->lock);
    while (wait && database->queue.first == NULL && !database->stopping)
        pthread_cond_wait(&database->more, &database->lock);
    write = list_pop(&database->queue);
    pthread_mutex_unlock(&database->lock);
    return write;
}

static bool
run_hooks_before(Database *database, GError **error)
{
    bool ready = true;

    pthread_mutex_lock(&database->hooks_lock);
    for (guint i = 0; ready && i < database->hooks->len; i++) {
        const Hook *hook = &g_array_index(database->hooks, Hook, i);

        if (hook->before != NULL)
            ready = hook->before(hook->data, error);
    }
    pthread_mutex_unlock(&database->hooks_lock);
    return ready;
}

static void
run_hooks_after(Database *database)
{
    pthread_mutex_lock(&database->hooks_lock);
    for (guint i = 0; i < database->hooks->len; i++) {
        const Hook *hook = &g_array_index(database->hooks, Hook, i);

        if (hook->after != NULL)
            hook->after(hook->data);
    }
    pthread_mutex_unlock(&database->hooks_lock);
}

/* Undoes the work alone when it fails. False when the transaction is lost for all of its group. */
static bool
run_write(Database *database, Write *write, GError **error)
{
    if (!db_try(database->writer, write->work, write->data, &write->error) && write->error == NULL)
        error_set(&write->error, APP_ERROR_INTERNAL, "database: a work failed without a reason");
    return engine_in_transaction(database->writer) ||
           error_set(error, APP_ERROR_UNAVAILABLE, "database: the transaction was undone");
}

/* Runs first and whatever is queued meanwhile; those that ran, well or not, are in group. False
 * when the transaction is lost for all of them. */
static bool
run_group(Database *database, Write *first, WriteList *group, GError **error)
{
    gint64 end = g_get_monotonic_time() + GROUP_TIME_US;

    list_push(group, first);
    if (!engine_begin(database->writer, error))
        return false;
    for (Write *write = first; write != NULL; write = next_write(database, false)) {
        if (write != first)
            list_push(group, write);
        if (!run_write(database, write, error))
            return false;
        if (group->length >= GROUP_WRITES_MAX || g_get_monotonic_time() >= end)
            break;
    }
    return true;
}

/* The same group from its start, those that failed alone too: what they met may have gone. */
static bool
run_group_again(Database *database, WriteList *group, GError **error)
{
    if (!engine_begin(database->writer, error))
        return false;
    for (Write *write = group->first; write != NULL; write = write->next) {
        g_clear_error(&write->error);
        if (!run_write(database, write, error))
            return false;
    }
    return true;
}

static bool
any_succeeded(const WriteList *group)
{
    for (const Write *write = group->first; write != NULL; write = write->next)
        if (write->error == NULL)
            return true;
    return false;
}

static void
answer_group(Database *database, WriteList *group, const GError *error)
{
    Write *write;

    while ((write = list_pop(group)) != NULL) {
        if (error != NULL && write->error == NULL)
            write->error = g_error_copy(error);
        database->writes++;
        database->failures += write->error != NULL;
        sem_post(&write->done); /* write is gone from here on */
    }
}

/* False without an error when there is nothing to commit. */
static bool
commit_group(Database *database, WriteList *group, GError **error)
{
    return any_succeeded(group) && run_hooks_before(database, error) &&
           engine_commit(database->writer, error);
}

static void
write_group(Database *database, Write *first)
{
    g_autoptr(GError) error = NULL;
    WriteList group;
    bool done;

    list_init(&group);
    done = run_group(database, first, &group, &error) && commit_group(database, &group, &error);
    for (int tries = 1; !done && error != NULL && tries < GROUP_TRIES; tries++) {
        engine_rollback(database->writer);
        if (!engine_again(database->writer))
            break;
        g_clear_error(&error);
        done = run_group_again(database, &group, &error) && commit_group(database, &group, &error);
    }
    if (done) {
        database->commits++;
        run_hooks_after(database);
    } else
        engine_rollback(database->writer);
    if (error != NULL)
        log_error("db", "group-failed", "writes=%u reason=%s", group.length, error->message);
    answer_group(database, &group, error);
}

static void *
write_loop(void *data)
{
    Database *database = data;
    Write *write;

    while ((write = next_write(database, true)) != NULL)
        write_group(database, write);
    return NULL;
}

/* ---- The whole store ---- */

static void
heard(void *database)
{
    run_hooks_after(database);
}

News *
database_news(Database *database)
{
    return database->news;
}

bool
database_is_shared(const Database *database)
{
    return database->news != NULL;
}

static Db *
open_reader(void *data, GError **error)
{
    Database *database = data;

    return engine_open(database->url, DB_READER, error);
}

Database *
database_open(const char *url, GError **error)
{
    Database *database;
    Db *writer = engine_open(url, DB_WRITER, error);

    if (writer == NULL || !migrate(writer, migrations, error)) {
        engine_close(writer);
        return NULL;
    }
    database = g_new0(Database, 1);
    database->url = g_strdup(url);
    database->writer = writer;
    database->readers = readers_new(open_reader, database);
    database->hooks = g_array_new(FALSE, FALSE, sizeof(Hook));
    list_init(&database->queue);
    pthread_mutex_init(&database->lock, NULL);
    pthread_mutex_init(&database->hooks_lock, NULL);
    pthread_cond_init(&database->more, NULL);
    if (pthread_create(&database->thread, NULL, write_loop, database) != 0)
        g_error("database: cannot start its thread");
    if (engine_tells(writer))
        database->news = news_start(url, writer, heard, database);
    return database;
}

void
database_close(Database *database)
{
    if (database == NULL)
        return;
    news_stop(database->news);
    pthread_mutex_lock(&database->lock);
    database->stopping = true;
    pthread_cond_signal(&database->more);
    pthread_mutex_unlock(&database->lock);
    pthread_join(database->thread, NULL);
    readers_free(database->readers);
    engine_close(database->writer);
    g_array_unref(database->hooks);
    pthread_mutex_destroy(&database->lock);
    pthread_mutex_destroy(&database->hooks_lock);
    pthread_cond_destroy(&database->more);
    g_free(database->url);
    g_free(database);
}

bool
database_write(Database *database, DbWork work, void *data, GError **error)
{
    Write write = {.work = work, .data = data};

    if (pthread_equal(pthread_self(), database->thread)) {
        g_critical("database_write() inside a transaction");
        return error_set(error, APP_ERROR_INTERNAL, "database: a write inside a write");
    }
    sem_init(&write.done, 0, 0);
    pthread_mutex_lock(&database->lock);
    list_push(&database->queue, &write);
    pthread_cond_signal(&database->more);
    pthread_mutex_unlock(&database->lock);
    while (sem_wait(&write.done) != 0)
        ; /* interrupted by a signal */
    sem_destroy(&write.done);
    if (write.error == NULL)
        return true;
    g_propagate_error(error, write.error);
    return false;
}

Db *
database_reader(Database *database)
{
    g_autoptr(GError) error = NULL;
    Db *db = readers_get(database->readers, &error);

    if (db != NULL)
        return db;
    log_error("db", "reader-failed", "reason=%s", error->message);
    return engine_unreachable();
}

bool
database_read(Database *database, DbWork work, void *data, GError **error)
{
    Db *db = database_reader(database);
    bool done;

    if (engine_in_transaction(db)) /* inside another database_read(): the same view */
        return work(db, data, error);
    if (!engine_begin(db, error))
        return false;
    done = work(db, data, error);
    engine_rollback(db);
    return done;
}

static void
add_hook(Database *database, Hook hook)
{
    pthread_mutex_lock(&database->hooks_lock);
    g_array_append_val(database->hooks, hook);
    pthread_mutex_unlock(&database->hooks_lock);
}

void
database_before_commit(Database *database, DatabaseBefore before, void *data)
{
    add_hook(database, (Hook){.before = before, .data = data});
}

void
database_after_commit(Database *database, DatabaseAfter after, void *data)
{
    add_hook(database, (Hook){.after = after, .data = data});
}

void
database_forget(Database *database, const void *data)
{
    pthread_mutex_lock(&database->hooks_lock);
    for (guint i = database->hooks->len; i > 0; i--)
        if (g_array_index(database->hooks, Hook, i - 1).data == data)
            g_array_remove_index(database->hooks, i - 1);
    pthread_mutex_unlock(&database->hooks_lock);
}

DatabaseStats
database_stats(Database *database)
{
    DatabaseStats stats = {
        .commits = database->commits,
        .writes = database->writes,
        .failures = database->failures,
    };

    pthread_mutex_lock(&database->lock);
    stats.queued = database->queue.length;
    pthread_mutex_unlock(&database->lock);
    return stats;
}

bool
database_backup(Database *database, const char *path, GError **error)
{
    return engine_backup(database_reader(database), path, error);
}

bool
database_describe(Database *database, DatabaseDescription *ret_description, GError **error)
{
    return engine_describe(database_reader(database), ret_description, error);
}

bool
database_verify(Database *database, char **ret_detail, GError **error)
{
    return engine_verify(database_reader(database), ret_detail, error);
}
