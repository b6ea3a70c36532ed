#include "job/job-run.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"

#include <inttypes.h>
#include <string.h>

#define TRIES_DEFAULT 16
#define LEASE_DEFAULT (2 * CLOCK_MINUTE)
#define BACKOFF_FIRST (30 * CLOCK_SECOND)
#define BACKOFF_MAX   (12 * CLOCK_HOUR)

static const JobKind *
find_kind(const JobKinds *kinds, const char *name)
{
    for (size_t i = 0; i < kinds->n_tables; i++)
        for (const JobKind *kind = kinds->tables[i]; kind != NULL && kind->kind != NULL; kind++)
            if (strcmp(kind->kind, name) == 0)
                return kind;
    return NULL;
}

int64_t
job_lease_of(const char *name, const void *data)
{
    const JobKind *kind = find_kind(data, name);

    return kind != NULL && kind->lease > 0 ? kind->lease : LEASE_DEFAULT;
}

int64_t
job_backoff(int tries)
{
    int64_t pause = BACKOFF_FIRST << CLAMP(tries - 1, 0, 20);

    pause = MIN(pause, BACKOFF_MAX);
    return pause + g_random_int_range(0, (gint32)(pause / 10));
}

static void
log_failure(const JobResult *result)
{
    const JobLease *lease = result->lease;
    bool parked = result->outcome == JOB_PARK;

    log_write(parked ? LOG_ERROR : LOG_WARNING, "job", parked ? "parked" : "failed",
              "id=%" PRId64 " kind=%s subject=%" PRId64 " tries=%d reason=%s", lease->id,
              lease->kind, lease->subject, lease->tries, result->why);
}

static JobOutcome
try_kind(const JobKind *kind, Context *context, const Job *job, int deaths, GError **error)
{
    int tries = kind->tries > 0 ? kind->tries : TRIES_DEFAULT;
    JobOutcome outcome = JOB_PARK;

    if (deaths >= JOB_DEATHS || job->tries > tries)
        error_set(error, APP_ERROR_INTERNAL,
                  "begun %d times, %d of them in a row without a word on the end", job->tries - 1,
                  deaths);
    else
        outcome = kind->run(context, job, error);
    return outcome == JOB_RETRY && job->tries >= tries ? JOB_PARK : outcome;
}

JobResult *
job_run(const JobKinds *kinds, Context *context, JobLease *lease)
{
    const JobKind *kind = find_kind(kinds, lease->kind);
    g_autoptr(GError) error = NULL;
    JobResult *result = g_new0(JobResult, 1);
    Job job = {
        .id = lease->id,
        .kind = lease->kind,
        .subject = lease->subject,
        .payload = lease->payload,
        .tries = lease->tries,
    };

    result->lease = lease;
    result->outcome = JOB_PARK;
    if (kind != NULL)
        result->outcome = try_kind(kind, context, &job, lease->deaths, &error);
    else
        error_set(&error, APP_ERROR_INTERNAL, "this program has no such kind of job");
    if (result->outcome == JOB_DONE)
        return result;
    result->why = g_strdup(error != NULL ? error->message : "no reason given");
    log_failure(result);
    return result;
}

void
job_result_free(JobResult *result)
{
    if (result == NULL)
        return;
    job_lease_free(result->lease);
    g_free(result->why);
    g_free(result);
}

bool
job_result_store(Db *tx, const JobResult *result, int64_t now, GError **error)
{
    switch (result->outcome) {
    case JOB_DONE:
        return job_store_done(tx, result->lease, error);
    case JOB_RETRY:
        return job_store_again(tx, result->lease, now + job_backoff(result->lease->tries),
                               result->why, error);
    case JOB_PARK:
        break;
    }
    return job_store_park(tx, result->lease, now, result->why, error);
}

/* ---- Without an office ---- */

typedef struct {
    const JobKinds *kinds;
    JobResult *result; /* of the run before, or NULL */
    GPtrArray *leases; /* set: at most one job to run */
} Turn;

static bool
take_turn(Db *tx, void *data, GError **error)
{
    Turn *turn = data;
    int64_t now = clock_now();

    g_clear_pointer(&turn->leases, g_ptr_array_unref);
    return (turn->result == NULL || job_result_store(tx, turn->result, now, error)) &&
           job_store_take(tx, now, 1, true, job_lease_of, turn->kinds, &turn->leases, error);
}

bool
job_run_due(Database *database, Context *context, const JobKind *const *kinds, size_t n_kinds,
            GError **error)
{
    const JobKinds all = {.tables = kinds, .n_tables = n_kinds};
    Turn turn = {.kinds = &all};
    bool done;

    for (;;) {
        done = database_write(database, take_turn, &turn, error);
        if (!done || turn.leases->len == 0)
            break;
        job_result_free(turn.result);
        turn.result = job_run(&all, context, g_ptr_array_steal_index(turn.leases, 0));
    }
    job_result_free(turn.result);
    g_clear_pointer(&turn.leases, g_ptr_array_unref);
    return done;
}
