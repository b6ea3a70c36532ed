#include "journal/journal.h"

#include "base/clock.h"
#include "base/wait.h"

#include <pthread.h>

/* Commits of other processes are not heard of: a watch looks by itself that often. */
#define LOOK_EVERY (CLOCK_SECOND / 2)

struct JournalWatch {
    Database *database;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t wake;
    uint64_t commits; /* heard of */
    bool stopped;
};

static void
committed(void *data)
{
    JournalWatch *watch = data;

    pthread_mutex_lock(&watch->lock);
    watch->commits++;
    pthread_cond_broadcast(&watch->wake);
    pthread_mutex_unlock(&watch->lock);
}

JournalWatch *
journal_watch_new(Database *database)
{
    JournalWatch *watch = g_new0(JournalWatch, 1);

    watch->database = database;
    pthread_mutex_init(&watch->lock, NULL);
    wait_init(&watch->wake);
    database_after_commit(database, committed, watch);
    return watch;
}

int64_t
journal_watch_wait(JournalWatch *watch, int64_t after, int64_t timeout_ms)
{
    int64_t end = g_get_monotonic_time() / 1000 + timeout_ms;
    int64_t last = after;

    pthread_mutex_lock(&watch->lock);
    while (!watch->stopped) {
        uint64_t heard = watch->commits;
        int64_t left;

        pthread_mutex_unlock(&watch->lock);
        last = journal_last(database_reader(watch->database), NULL);
        left = end - g_get_monotonic_time() / 1000;
        pthread_mutex_lock(&watch->lock);
        if (last > after || left <= 0)
            break;
        if (heard == watch->commits && !watch->stopped)
            wait_for(&watch->wake, &watch->lock, MIN(left, LOOK_EVERY));
    }
    last = watch->stopped ? -1 : MAX(last, after);
    pthread_mutex_unlock(&watch->lock);
    return last;
}

void
journal_watch_stop(JournalWatch *watch)
{
    pthread_mutex_lock(&watch->lock);
    watch->stopped = true;
    pthread_cond_broadcast(&watch->wake);
    pthread_mutex_unlock(&watch->lock);
}

void
journal_watch_free(JournalWatch *watch)
{
    if (watch == NULL)
        return;
    database_forget(watch->database, watch);
    pthread_mutex_destroy(&watch->lock);
    pthread_cond_destroy(&watch->wake);
    g_free(watch);
}
