#include "job/job-store.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"

#include <inttypes.h>

#define WAITING "1"
#define TAKEN   "2"
#define PARKED  "3"

static const char sooner_sql[] =
    "UPDATE job SET due_at = CASE WHEN due_at < $3 THEN due_at ELSE $3 END"
    " WHERE kind = $1 AND subject = $2 AND state = " WAITING;

static const char add_sql[] = "INSERT INTO job (id, kind, subject, payload, state, due_at, made_at)"
                              " VALUES ($1, $2, $3, $4, " WAITING ", $5, $6)";

static const char add_parked_sql[] =
    "INSERT INTO job (id, kind, subject, payload, state, due_at, tries, last_error, made_at)"
    " VALUES ($1, $2, $3, $4, " PARKED ", $5, $6, $7, $5)";

static const char cancel_sql[] =
    "DELETE FROM job WHERE kind = $1 AND subject = $2 AND state = " WAITING;

bool
job_add(Db *tx, const char *kind, int64_t subject, const char *payload, int64_t at, GError **error)
{
    int64_t now = clock_now();
    int64_t moved = 0;

    at = at != 0 ? at : now;
    if (!db_change(tx, sooner_sql, DB_ARGS(DB_TEXT(kind), DB_INT(subject), DB_INT(at)), &moved,
                   error))
        return false;
    return moved > 0 || db_run(tx, add_sql,
                               DB_ARGS(DB_INT(id_new()), DB_TEXT(kind), DB_INT(subject),
                                       DB_TEXT(payload), DB_INT(at), DB_INT(now)),
                               error);
}

bool
job_add_parked(Db *tx, const char *kind, int64_t subject, const char *payload, int tries,
               const char *why, GError **error)
{
    return db_run(tx, add_parked_sql,
                  DB_ARGS(DB_INT(id_new()), DB_TEXT(kind), DB_INT(subject), DB_TEXT(payload),
                          DB_INT(clock_now()), DB_INT(tries), DB_TEXT(why)),
                  error);
}

bool
job_cancel(Db *tx, const char *kind, int64_t subject, GError **error)
{
    return db_run(tx, cancel_sql, DB_ARGS(DB_TEXT(kind), DB_INT(subject)), error);
}

static const char taken_sql[] = "SELECT 1 FROM job WHERE kind = $1 AND subject = $2"
                                " AND state = " TAKEN " AND due_at > $3 LIMIT 1";

int
job_is_taken(Db *db, const char *kind, int64_t subject, GError **error)
{
    int64_t one;

    return db_find_int(db, taken_sql, DB_ARGS(DB_TEXT(kind), DB_INT(subject), DB_INT(clock_now())),
                       &one, error);
}

/* ---- Leases ---- */

/* One that is taken and due again has lost its worker. */
static const char due_sql[] = "SELECT id, kind, subject, payload, tries,"
                              " CASE WHEN state = " TAKEN " THEN deaths + 1 ELSE 0 END FROM job"
                              " WHERE state < " PARKED " AND due_at <= $1"
                              " ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED";

static const char take_sql[] = "UPDATE job SET state = " TAKEN ", tries = $2, due_at = $3,"
                               " deaths = $4 WHERE id = $1";

/* A lease is still ours when nobody has taken the job since: tries has not moved. */
#define OURS " WHERE id = $1 AND state = " TAKEN " AND tries = $2"

static const char done_sql[] = "DELETE FROM job" OURS;

static const char again_sql[] =
    "UPDATE job SET state = " WAITING ", due_at = $3, last_error = $4" OURS;

static const char park_sql[] =
    "UPDATE job SET state = " PARKED ", due_at = $3, last_error = $4" OURS;

static const char next_sql[] =
    "SELECT due_at FROM job WHERE state < " PARKED " ORDER BY due_at LIMIT 1";

void
job_lease_free(JobLease *lease)
{
    if (lease == NULL)
        return;
    g_free(lease->kind);
    g_free(lease->payload);
    g_free(lease);
}

static bool
read_due(Db *tx, int64_t now, size_t limit, GPtrArray *leases, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(tx, due_sql, DB_ARGS(DB_INT(now), DB_INT((int64_t)limit)), error);
    int more = rows != NULL ? 1 : -1;

    while (more > 0 && (more = db_rows_next(rows, error)) > 0) {
        JobLease *lease = g_new0(JobLease, 1);

        lease->id = db_rows_int(rows, 0);
        lease->kind = g_strdup(db_rows_text(rows, 1));
        lease->subject = db_rows_int(rows, 2);
        lease->payload = g_strdup(db_rows_text(rows, 3));
        lease->tries = (int)db_rows_int(rows, 4) + 1;
        lease->deaths = (int)db_rows_int(rows, 5);
        g_ptr_array_add(leases, lease);
    }
    return more == 0;
}

/* How many of the first may be taken together. */
static guint
count_together(const GPtrArray *leases, bool idle)
{
    guint n = 0;

    while (n < leases->len && !job_lease_is_suspected(leases->pdata[n]))
        n++;
    return n == 0 && leases->len > 0 && idle ? 1 : n;
}

bool
job_store_take(Db *tx, int64_t now, size_t limit, bool idle, JobLeaseOf lease_of, const void *data,
               GPtrArray **ret_leases, GError **error)
{
    g_autoptr(GPtrArray) leases = g_ptr_array_new_with_free_func((GDestroyNotify)job_lease_free);

    if (!read_due(tx, now, limit, leases, error))
        return false;
    g_ptr_array_set_size(leases, (gint)count_together(leases, idle));
    for (guint i = 0; i < leases->len; i++) {
        JobLease *lease = leases->pdata[i];

        lease->end = now + lease_of(lease->kind, data);
        if (!db_run(tx, take_sql,
                    DB_ARGS(DB_INT(lease->id), DB_INT(lease->tries), DB_INT(lease->end),
                            DB_INT(lease->deaths)),
                    error))
            return false;
    }
    *ret_leases = g_steal_pointer(&leases);
    return true;
}

bool
job_store_done(Db *tx, const JobLease *lease, GError **error)
{
    return db_run(tx, done_sql, DB_ARGS(DB_INT(lease->id), DB_INT(lease->tries)), error);
}

bool
job_store_again(Db *tx, const JobLease *lease, int64_t at, const char *why, GError **error)
{
    return db_run(tx, again_sql,
                  DB_ARGS(DB_INT(lease->id), DB_INT(lease->tries), DB_INT(at), DB_TEXT(why)),
                  error);
}

bool
job_store_park(Db *tx, const JobLease *lease, int64_t at, const char *why, GError **error)
{
    return db_run(tx, park_sql,
                  DB_ARGS(DB_INT(lease->id), DB_INT(lease->tries), DB_INT(at), DB_TEXT(why)),
                  error);
}

int
job_store_next(Db *db, int64_t *ret_at, GError **error)
{
    return db_find_int(db, next_sql, DB_NO_ARGS, ret_at, error);
}

/* ---- Parked jobs ---- */

static const char parked_sql[] = "SELECT id, kind, subject, tries, last_error, due_at FROM job"
                                 " WHERE state = " PARKED " AND id < $1 ORDER BY id DESC LIMIT $2";

static const char count_parked_sql[] = "SELECT count(*) FROM job WHERE state = " PARKED;

static const char retry_sql[] = "UPDATE job SET state = " WAITING ", due_at = $2, tries = 0"
                                " WHERE id = $1 AND state = " PARKED;

static const char drop_sql[] = "DELETE FROM job WHERE id = $1 AND state = " PARKED;

int
job_list_parked(Db *db, int64_t before, size_t limit, ParkedJobEach each, void *data,
                GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, parked_sql,
                 DB_ARGS(DB_INT(before != 0 ? before : G_MAXINT64), DB_INT((int64_t)limit)), error);
    int more = rows != NULL ? 1 : -1;
    int given = 0;

    while (more > 0 && (more = db_rows_next(rows, error)) > 0) {
        ParkedJob job = {
            .id = db_rows_int(rows, 0),
            .kind = db_rows_text(rows, 1),
            .subject = db_rows_int(rows, 2),
            .tries = (int)db_rows_int(rows, 3),
            .last_error = db_rows_text(rows, 4),
            .at = db_rows_int(rows, 5),
        };

        given++;
        if (!each(&job, data))
            break;
    }
    return more < 0 ? -1 : given;
}

int64_t
job_count_parked(Db *db, GError **error)
{
    int64_t count;

    return db_find_int(db, count_parked_sql, DB_NO_ARGS, &count, error) < 0 ? -1 : count;
}

static const char queues_sql[] =
    "SELECT kind,"
    " sum(CASE WHEN state = " WAITING " AND due_at <= $1 THEN 1 ELSE 0 END),"
    " sum(CASE WHEN state = " WAITING " AND due_at > $1 THEN 1 ELSE 0 END),"
    " sum(CASE WHEN state = " TAKEN " THEN 1 ELSE 0 END),"
    " sum(CASE WHEN state = " PARKED " THEN 1 ELSE 0 END),"
    " coalesce(min(CASE WHEN state = " WAITING " AND due_at <= $1 THEN due_at END), 0)"
    " FROM job GROUP BY kind ORDER BY kind";

bool
job_list_queues(Db *db, JobQueueEach each, void *data, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, queues_sql, DB_ARGS(DB_INT(clock_now())), error);
    int more = rows != NULL ? 1 : -1;

    while (more > 0 && (more = db_rows_next(rows, error)) > 0)
        each(&(JobQueue){.kind = db_rows_text(rows, 0),
                         .due = db_rows_int(rows, 1),
                         .later = db_rows_int(rows, 2),
                         .taken = db_rows_int(rows, 3),
                         .parked = db_rows_int(rows, 4),
                         .oldest_due_at = db_rows_int(rows, 5)},
             data);
    return more == 0;
}

static bool
change_parked(Db *tx, const char *sql, const DbArg *args, size_t n_args, GError **error)
{
    int64_t changed = 0;

    if (!db_change(tx, sql, args, n_args, &changed, error))
        return false;
    return changed > 0 ||
           error_set(error, APP_ERROR_NOT_FOUND, "no parked job %" PRId64, args[0].integer);
}

bool
job_retry(Db *tx, int64_t id, GError **error)
{
    return change_parked(tx, retry_sql, DB_ARGS(DB_INT(id), DB_INT(clock_now())), error);
}

bool
job_drop(Db *tx, int64_t id, GError **error)
{
    return change_parked(tx, drop_sql, DB_ARGS(DB_INT(id)), error);
}

/* ---- Timers ---- */

static const char timer_sql[] = "SELECT next_at FROM job_timer WHERE name = $1";

static const char set_timer_sql[] = "INSERT INTO job_timer (name, next_at) VALUES ($1, $2)"
                                    " ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at";

bool
job_store_take_timer(Db *tx, const char *name, int64_t now, int64_t every, bool *ret_taken,
                     int64_t *ret_next, GError **error)
{
    int64_t next = 0;
    bool due;

    if (db_find_int(tx, timer_sql, DB_ARGS(DB_TEXT(name)), &next, error) < 0)
        return false;
    /* A clock that was set back does not silence a timer for long; clocks of nodes may differ a
     * bit. */
    due = next <= now || next > now + every + CLOCK_MINUTE;
    if (due && !db_run(tx, set_timer_sql, DB_ARGS(DB_TEXT(name), DB_INT(now + every)), error))
        return false;
    *ret_taken = due;
    *ret_next = due ? now + every : next;
    return true;
}
