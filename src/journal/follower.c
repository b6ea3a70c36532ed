#include "journal/journal-store.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "base/wait.h"

#include <inttypes.h>
#include <pthread.h>
#include <string.h>

/* A batch holds up everyone who writes: it ends at these bounds, and the rest is for the next one.
 */
#define BATCH_FACTS   256
#define BATCH_TIME_US 20000
/* A position that moved over facts nobody wanted is written down after that many. */
#define PASSED_MAX 2000
/* Commits of other processes are not heard of: the follower looks by itself that often. */
#define LOOK_EVERY (CLOCK_SECOND / 2)
/* The pause after a failure: doubling from the first to the last. */
#define PAUSE_FIRST CLOCK_SECOND
#define PAUSE_LAST  (5 * CLOCK_MINUTE)

/* One reader, and how far it has come. */
typedef struct {
    const JournalReader *reader;
    int64_t position; /* every fact up to it is handled, or not wanted */
    unsigned passed;  /* facts not wanted since the position was written down */
    unsigned failures;
    int64_t retry_at; /* after a failure, not before */
    int64_t reached;  /* by the transaction under way */
    GError *error;    /* why it stopped there, or NULL */
} Cursor;

struct JournalFollower {
    Database *database;
    Context *context;
    GPtrArray *cursors; /* Cursor */
    GThread *thread;

    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t wake;
    bool news;
    bool stopping;
};

static void
cursor_free(void *data)
{
    Cursor *cursor = data;

    g_clear_error(&cursor->error);
    g_free(cursor);
}

/* ---- A batch: the facts after a position, and the readers that stand there ---- */

typedef struct {
    Context *context;
    GPtrArray *facts;   /* Fact, oldest first */
    GPtrArray *cursors; /* borrowed: those that have something to write */
} Batch;

static void
fact_free(void *data)
{
    Fact *fact = data;

    g_free((char *)fact->name);
    g_free((char *)fact->data);
    g_free(fact);
}

static bool
keep_fact(const Fact *fact, void *facts, GError **error)
{
    Fact *copy = g_memdup2(fact, sizeof *fact);

    copy->name = g_strdup(fact->name);
    copy->data = g_strdup(fact->data);
    g_ptr_array_add(facts, copy);
    return true;
}

typedef struct {
    const JournalReader *reader;
    Context *context;
    const Fact *fact;
} Handling;

static bool
handle_fact(Db *tx, void *data, GError **error)
{
    Handling *handling = data;

    return handling->reader->handle(tx, handling->context, handling->fact, error);
}

/* True when the fact at which a reader failed is out of its way: it failed too often. */
static bool
park(Db *tx, Cursor *cursor, const Fact *fact)
{
    const char *reader = cursor->reader->name;
    int64_t before = journal_failures(tx, reader, cursor->reached, NULL);

    if (before + 1 < JOURNAL_PARK_AFTER ||
        g_error_matches(cursor->error, APP_ERROR, APP_ERROR_UNAVAILABLE) ||
        !journal_park(tx, reader, fact, before + 1, cursor->error->message, NULL))
        return false;
    g_clear_error(&cursor->error);
    return true;
}

/* Until a fact fails or the time is up; what was handled before stands. */
static void
handle_facts(Db *tx, const Batch *batch, Cursor *cursor, gint64 end)
{
    Handling handling = {.reader = cursor->reader, .context = batch->context};

    for (guint i = 0; i < batch->facts->len; i++) {
        handling.fact = batch->facts->pdata[i];
        if (handling.fact->position <= cursor->reached)
            continue;
        if (journal_wants(cursor->reader, handling.fact->name) &&
            (g_get_monotonic_time() >= end ||
             (!db_try(tx, handle_fact, &handling, &cursor->error) &&
              !park(tx, cursor, handling.fact))))
            return;
        cursor->reached = handling.fact->position;
    }
}

static bool
handle_batch(Db *tx, void *data, GError **error)
{
    const Batch *batch = data;
    gint64 end = g_get_monotonic_time() + BATCH_TIME_US;

    for (guint i = 0; i < batch->cursors->len; i++) {
        Cursor *cursor = batch->cursors->pdata[i];
        int64_t saved = journal_position(tx, cursor->reader->name, error);

        if (saved < 0)
            return false;
        g_clear_error(&cursor->error);
        cursor->reached = MAX(saved, cursor->position); /* another process may be further */
        handle_facts(tx, batch, cursor, end);
        if (!journal_save_position(tx, cursor->reader->name, cursor->reached,
                                   cursor->error != NULL ? cursor->error->message : NULL, error))
            return false;
    }
    return true;
}

static void
pause_reader(Cursor *cursor, const GError *error)
{
    int64_t pause = MIN(PAUSE_FIRST << MIN(cursor->failures, 20u), PAUSE_LAST);

    cursor->failures++;
    cursor->retry_at = clock_now() + pause;
    log_warning("journal", "reader-failed",
                "name=%s after=%" PRId64 " failures=%u pause_ms=%" PRId64 " reason=%s",
                cursor->reader->name, cursor->position, cursor->failures, pause, error->message);
}

/* The transaction of a batch has ended: done, or error says why nothing of it remains. */
static void
settle_batch(const Batch *batch, bool done, const GError *error)
{
    for (guint i = 0; i < batch->cursors->len; i++) {
        Cursor *cursor = batch->cursors->pdata[i];

        if (done) {
            if (cursor->reached > cursor->position)
                cursor->failures = 0; /* they were of a fact before */
            cursor->position = cursor->reached;
            cursor->passed = 0;
        }
        if (!done || cursor->error != NULL)
            pause_reader(cursor, done ? cursor->error : error);
        else
            cursor->failures = 0;
    }
}

static bool
wants_any(const Cursor *cursor, const GPtrArray *facts)
{
    for (guint i = 0; i < facts->len; i++)
        if (journal_wants(cursor->reader, ((const Fact *)facts->pdata[i])->name))
            return true;
    return false;
}

/* Gives the facts after position to the readers that stand there. True when there were any. */
static bool
run_batch(JournalFollower *follower, int64_t position, const GPtrArray *standing)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func(fact_free);
    g_autoptr(GPtrArray) writing = g_ptr_array_new();
    Batch batch = {.context = follower->context, .facts = facts, .cursors = writing};

    if (journal_read(database_reader(follower->database), position, BATCH_FACTS, keep_fact, facts,
                     &error) < 0) {
        log_error("journal", "read-failed", "reason=%s", error->message);
        return false;
    }
    for (guint i = 0; facts->len > 0 && i < standing->len; i++) {
        Cursor *cursor = standing->pdata[i];

        if (cursor->passed + facts->len >= PASSED_MAX || wants_any(cursor, facts)) {
            g_ptr_array_add(writing, cursor);
        } else {
            cursor->position = ((const Fact *)facts->pdata[facts->len - 1])->position;
            cursor->passed += facts->len;
        }
    }
    if (writing->len > 0) {
        bool done = database_write(follower->database, handle_batch, &batch, &error);

        settle_batch(&batch, done, error);
    }
    return facts->len > 0;
}

/* One batch for each position where readers stand, those that pause left out. True when there may
 * be more. */
static bool
run_round(JournalFollower *follower)
{
    g_autoptr(GPtrArray) waiting = g_ptr_array_new();
    int64_t now = clock_now();
    bool more = false;

    for (guint i = 0; i < follower->cursors->len; i++)
        if (((Cursor *)follower->cursors->pdata[i])->retry_at <= now)
            g_ptr_array_add(waiting, follower->cursors->pdata[i]);
    while (waiting->len > 0) {
        g_autoptr(GPtrArray) standing = g_ptr_array_new();
        int64_t position = ((Cursor *)waiting->pdata[0])->position;

        for (guint i = waiting->len; i > 0; i--)
            if (((Cursor *)waiting->pdata[i - 1])->position == position)
                g_ptr_array_add(standing, g_ptr_array_remove_index(waiting, i - 1));
        more |= run_batch(follower, position, standing);
    }
    return more;
}

/* ---- Following ---- */

static GPtrArray *
read_cursors(Database *database, const JournalReader *const *tables, size_t n_tables)
{
    GPtrArray *cursors = g_ptr_array_new_with_free_func(cursor_free);

    for (size_t i = 0; i < n_tables; i++)
        for (const JournalReader *reader = tables[i]; reader != NULL && reader->name != NULL;
             reader++) {
            Cursor *cursor = g_new0(Cursor, 1);

            g_ptr_array_add(cursors, cursor);
            cursor->reader = reader;
            /* What cannot be read now is read again in the transaction of each batch. */
            cursor->position =
                MAX(journal_position(database_reader(database), reader->name, NULL), 0);
        }
    return cursors;
}

bool
journal_catch_up(Database *database, Context *context, const JournalReader *const *tables,
                 size_t n_tables, GError **error)
{
    g_autoptr(GPtrArray) cursors = read_cursors(database, tables, n_tables);
    JournalFollower follower = {.database = database, .context = context, .cursors = cursors};

    while (run_round(&follower))
        ;
    for (guint i = 0; i < cursors->len; i++) {
        Cursor *cursor = cursors->pdata[i];

        if (cursor->failures > 0)
            return error_set(error, APP_ERROR_INTERNAL, "reader %s: %s", cursor->reader->name,
                             cursor->error != NULL ? cursor->error->message : "cannot write");
    }
    return true;
}

typedef struct {
    const JournalReader *const *tables;
    size_t n_tables;
} Skip;

static bool
skip_work(Db *tx, void *data, GError **error)
{
    const Skip *skip = data;
    int64_t last = journal_last(tx, error);

    for (size_t i = 0; last >= 0 && i < skip->n_tables; i++)
        for (const JournalReader *reader = skip->tables[i]; reader != NULL && reader->name != NULL;
             reader++)
            if (!journal_save_position(tx, reader->name, last, NULL, error))
                return false;
    return last >= 0;
}

bool
journal_skip(Database *database, const JournalReader *const *tables, size_t n_tables,
             GError **error)
{
    Skip skip = {tables, n_tables};

    return database_write(database, skip_work, &skip, error);
}

static void *
follow_loop(void *data)
{
    JournalFollower *follower = data;
    bool more;

    pthread_mutex_lock(&follower->lock);
    while (!follower->stopping) {
        follower->news = false;
        pthread_mutex_unlock(&follower->lock);
        more = run_round(follower);
        pthread_mutex_lock(&follower->lock);
        while (!more && !follower->news && !follower->stopping &&
               wait_for(&follower->wake, &follower->lock, LOOK_EVERY))
            ;
    }
    pthread_mutex_unlock(&follower->lock);
    return NULL;
}

static void
committed(void *data)
{
    JournalFollower *follower = data;

    pthread_mutex_lock(&follower->lock);
    follower->news = true;
    pthread_cond_signal(&follower->wake);
    pthread_mutex_unlock(&follower->lock);
}

JournalFollower *
journal_follow(Database *database, Context *context, const JournalReader *const *tables,
               size_t n_tables)
{
    JournalFollower *follower = g_new0(JournalFollower, 1);

    follower->database = database;
    follower->context = context;
    follower->cursors = read_cursors(database, tables, n_tables);
    pthread_mutex_init(&follower->lock, NULL);
    wait_init(&follower->wake);
    database_after_commit(database, committed, follower);
    follower->thread = g_thread_new("journal", follow_loop, follower);
    return follower;
}

void
journal_follower_stop(JournalFollower *follower)
{
    if (follower == NULL)
        return;
    pthread_mutex_lock(&follower->lock);
    follower->stopping = true;
    pthread_cond_signal(&follower->wake);
    pthread_mutex_unlock(&follower->lock);
    g_thread_join(follower->thread);
    database_forget(follower->database, follower);
    g_ptr_array_unref(follower->cursors);
    pthread_mutex_destroy(&follower->lock);
    pthread_cond_destroy(&follower->wake);
    g_free(follower);
}
