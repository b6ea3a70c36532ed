/* job: the back office. What must be done later, or retried, or regularly, and survive a restart.
 *
 * A job is a row written in the same transaction as the change that asks for it. A worker takes it
 * under a lease, runs its handler outside any transaction, and marks it done. A job that fails is
 * tried again with growing pauses; after its last try, or when its handler says it is hopeless, it
 * is parked: it stays visible, with the reason, for a person to retry or drop. A worker that dies
 * loses its lease and the job runs again: handlers bear repeating.
 *
 * A job whose program ended JOB_SUSPECTED times in a row while it ran may be what ended it: it runs
 * again with no other beside it, so that the others do not die with it, and after JOB_DEATHS times
 * it is parked. */
#pragma once

#include "db/db.h"

typedef struct Context Context; /* module/context.h */

typedef struct {
    int64_t id;
    const char *kind;    /* "message.send" */
    int64_t subject;     /* the id it works on; its handler loads the rest */
    const char *payload; /* JSON, or NULL */
    int tries;           /* this one included, from 1 */
} Job;

typedef enum {
    JOB_DONE,
    JOB_RETRY, /* error says why; tried again later, unless this was the last try */
    JOB_PARK,  /* error says why; trying again would not help */
} JobOutcome;

#define JOB_SUSPECTED 2 /* deaths in a row */
#define JOB_DEATHS    5

/* A row of a module's table of job kinds. */
typedef struct {
    const char *kind;
    JobOutcome (*run)(Context *context, const Job *job, GError **error);
    int tries;     /* at most; 0: the default, 16 (over about 3 days) */
    int64_t lease; /* milliseconds a run may last; 0: the default, 2 minutes */
} JobKind;

#define JOB_KINDS_END                                                                              \
    {                                                                                              \
        NULL, NULL, 0, 0                                                                           \
    }

/* Something to do every so often, on one node at a time. */
typedef struct {
    const char *name;
    int64_t every; /* milliseconds */
    bool (*run)(Context *context, GError **error);
} JobTimer;

#define JOB_TIMERS_END                                                                             \
    {                                                                                              \
        NULL, 0, NULL                                                                              \
    }

/* Asks for a job at a time (0: now). A second job of the same kind and subject that has not begun
 * moves to the earlier of both times instead of being added. */
bool job_add(Db *tx, const char *kind, int64_t subject, const char *payload, int64_t at,
             GError **error);

/* Writes down what failed elsewhere as a job that is parked: seen, retried or dropped by a person
 * as those that failed here. */
bool job_add_parked(Db *tx, const char *kind, int64_t subject, const char *payload, int tries,
                    const char *why, GError **error);

/* Drops the jobs of a kind and subject that have not begun. */
bool job_cancel(Db *tx, const char *kind, int64_t subject, GError **error);

/* 1 while a worker has a job of a kind and subject, 0, -1. */
int job_is_taken(Db *db, const char *kind, int64_t subject, GError **error);

/* Makes a parked job run again now. APP_ERROR_NOT_FOUND if it is not parked. */
bool job_retry(Db *tx, int64_t id, GError **error);

/* Drops a parked job. APP_ERROR_NOT_FOUND if it is not parked. */
bool job_drop(Db *tx, int64_t id, GError **error);

typedef struct {
    int64_t id;
    const char *kind;
    int64_t subject;
    int tries;
    const char *last_error;
    int64_t at; /* since when it is parked */
} ParkedJob;

/* Calls each with the parked jobs, newest first, older than the job before (0: from the newest), at
 * most limit; stops early when each returns false. The job is borrowed for the call. Returns how
 * many were given, or -1. */
typedef bool (*ParkedJobEach)(const ParkedJob *job, void *data);
int job_list_parked(Db *db, int64_t before, size_t limit, ParkedJobEach each, void *data,
                    GError **error);
/* How many there are; -1: error. */
int64_t job_count_parked(Db *db, GError **error);

/* The jobs of one kind. */
typedef struct {
    const char *kind;      /* borrowed for the call */
    int64_t due;           /* wait, and should have begun */
    int64_t later;         /* wait for their time */
    int64_t taken;         /* by a worker */
    int64_t parked;        /* wait for a person */
    int64_t oldest_due_at; /* when the first of those that are due should have begun; 0: none is */
} JobQueue;

/* Calls each for every kind of which there is a job, by its name. */
typedef void (*JobQueueEach)(const JobQueue *queue, void *data);
bool job_list_queues(Db *db, JobQueueEach each, void *data, GError **error);

/* The pause after a number of failed tries, in milliseconds: 30 s, then doubling, 12 h at most, and
 * up to a tenth more by chance so that what failed together does not come back together. */
int64_t job_backoff(int tries);

typedef struct JobOffice JobOffice;

/* Starts the workers and the clock. The tables live as long as the office. */
JobOffice *job_office_start(Database *database, Context *context, const JobKind *const *kinds,
                            size_t n_kinds, const JobTimer *const *timers, size_t n_timers,
                            unsigned workers);
/* Lets the jobs under way end, then stops. */
void job_office_stop(JobOffice *office);

/* Runs everything that is due on this thread until nothing is: for tests and commands. */
bool job_run_due(Database *database, Context *context, const JobKind *const *kinds, size_t n_kinds,
                 GError **error);
