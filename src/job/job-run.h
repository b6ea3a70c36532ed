/* job-run: one job from lease to outcome. Private to this folder; shared by the office, which has
 * many workers, and by job_run_due(), which has none. */
#pragma once

#include "job/job-store.h"

typedef struct {
    const JobKind *const *tables;
    size_t n_tables;
} JobKinds;

/* A job that has run, and what came of it. */
typedef struct {
    JobLease *lease;
    JobOutcome outcome;
    char *why; /* it failed */
} JobResult;

/* Runs the handler of lease's kind, outside any transaction. Takes the lease. */
JobResult *job_run(const JobKinds *kinds, Context *context, JobLease *lease);
void job_result_free(JobResult *result);

/* Writes what came of it. */
bool job_result_store(Db *tx, const JobResult *result, int64_t now, GError **error);

/* A JobLeaseOf; data is a JobKinds. */
int64_t job_lease_of(const char *kind, const void *data);
