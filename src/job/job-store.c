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

static const char cancel_sql[] =
    "DELETE FROM job WHERE kind = $1 AND subject = $2 AND state = " WAITING;

static const char retry_sql[] = "UPDATE job SET state = " WAITING ", due_at = $2, tries = 0"
                                " WHERE id = $1 AND state = " PARKED;

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
job_cancel(Db *tx, const char *kind, int64_t subject, GError **error)
{
    return db_run(tx, cancel_sql, DB_ARGS(DB_TEXT(kind), DB_INT(subject)), error);
}

bool
job_retry(Db *tx, int64_t id, GError **error)
{
    int64_t changed = 0;

    if (!db_change(tx, retry_sql, DB_ARGS(DB_INT(id), DB_INT(clock_now())), &changed, error))
        return false;
    return changed > 0 || error_set(error, APP_ERROR_NOT_FOUND, "no parked job %" PRId64, id);
}
