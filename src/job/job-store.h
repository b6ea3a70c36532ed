/* job-store: the table of jobs and that of timers. Private to this folder. */
#pragma once

#include "job/job.h"

/* A job taken under a lease; tries tells this lease from later ones. Freed with job_lease_free().
 */
typedef struct {
    int64_t id;
    char *kind;
    int64_t subject;
    char *payload;
    int tries;
    int deaths;  /* of its workers, in a row, before this one */
    int64_t end; /* when another worker may take it */
} JobLease;

/* Whether it is to run with no other beside it. */
static inline bool
job_lease_is_suspected(const JobLease *lease)
{
    return lease->deaths >= JOB_SUSPECTED;
}

void job_lease_free(JobLease *lease);

/* Takes at most limit jobs that are due, or whose lease has run out. One that is suspected comes
 * alone, and only when nothing else runs (idle); when it is the next, nothing is taken until then.
 * lease_of says for how many milliseconds a kind is lent. The list (of JobLease) is owned by the
 * caller. */
typedef int64_t (*JobLeaseOf)(const char *kind, const void *data);
bool job_store_take(Db *tx, int64_t now, size_t limit, bool idle, JobLeaseOf lease_of,
                    const void *data, GPtrArray **ret_leases, GError **error);

/* The end of a lease: the job is done, waits again until at, or is parked at a time. Changes
 * nothing when the lease was lost meanwhile. */
bool job_store_done(Db *tx, const JobLease *lease, GError **error);
bool job_store_again(Db *tx, const JobLease *lease, int64_t at, const char *why, GError **error);
bool job_store_park(Db *tx, const JobLease *lease, int64_t at, const char *why, GError **error);

/* When the next job is due or the next lease runs out: 1, 0 none, -1 error. */
int job_store_next(Db *db, int64_t *ret_at, GError **error);

/* Takes a timer if it is due, or never ran: *ret_taken, and it is due again after every. *ret_next
 * is when it is due next. */
bool job_store_take_timer(Db *tx, const char *name, int64_t now, int64_t every, bool *ret_taken,
                          int64_t *ret_next, GError **error);
