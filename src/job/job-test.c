#include "job/job.h"

#include "base/clock.h"
#include "base/error.h"
#include "lib/fixture.h"

#include <stdatomic.h>
#include <string.h>

/* What handlers of these tests see and do. */
struct Context {
    Database *database;
    _Atomic int runs;
    _Atomic int ticks;
    JobOutcome outcome;
    _Atomic int last_tries;
    _Atomic int beside; /* what runs at this moment, by weight */
};

#define START INT64_C(1800000000000) /* when tests that turn the clock begin */

static JobOutcome
run_try(Context *context, const Job *job, GError **error)
{
    context->runs++;
    context->last_tries = job->tries;
    if (context->outcome != JOB_DONE)
        error_set(error, APP_ERROR_UNAVAILABLE, "the other server is down");
    return context->outcome;
}

static bool
tick(Context *context, GError **error)
{
    context->ticks++;
    return true;
}

static const JobKind test_kinds[] = {
    {"try.it", run_try, 3, 60 * CLOCK_SECOND},
    JOB_KINDS_END,
};
static const JobKind *const kinds[] = {test_kinds, NULL};

static const JobTimer test_timers[] = {
    {"tick", CLOCK_HOUR, tick},
    JOB_TIMERS_END,
};
static const JobTimer *const timers[] = {test_timers};

typedef struct {
    const char *kind;
    int64_t subject;
    int64_t at;
} Ask;

static bool
ask_work(Db *tx, void *data, GError **error)
{
    const Ask *ask = data;

    return job_add(tx, ask->kind, ask->subject, NULL, ask->at, error);
}

static void
ask(Database *database, const char *kind, int64_t subject, int64_t at)
{
    g_autoptr(GError) error = NULL;

    database_write(database, ask_work, &(Ask){kind, subject, at}, &error);
    g_assert_no_error(error);
}

static void
run_due(Context *context)
{
    g_autoptr(GError) error = NULL;

    job_run_due(context->database, context, kinds, G_N_ELEMENTS(kinds), &error);
    g_assert_no_error(error);
}

static int64_t
count(Database *database, const char *sql)
{
    g_autoptr(GError) error = NULL;
    int64_t value = -1;

    db_find_int(database_reader(database), sql, DB_NO_ARGS, &value, &error);
    g_assert_no_error(error);
    return value;
}

/* Waits for what other threads do; the test fails by its time limit if it never comes. */
#define WAIT_UNTIL(condition)                                                                      \
    do                                                                                             \
        g_usleep(1000);                                                                            \
    while (!(condition))

static const char all_sql[] = "SELECT count(*) FROM job";

static void
test_a_job_runs_when_it_is_due_and_once(void)
{
    g_autoptr(Database) database = database_fresh();
    Context context = {.database = database, .outcome = JOB_DONE};

    clock_freeze(START);
    ask(database, "try.it", 1, START + CLOCK_HOUR);
    run_due(&context);
    g_assert_cmpint(context.runs, ==, 0);
    clock_freeze(START + CLOCK_HOUR);
    run_due(&context);
    run_due(&context);
    g_assert_cmpint(context.runs, ==, 1);
    g_assert_cmpint(count(database, all_sql), ==, 0);
    clock_freeze(0);
}

static void
test_a_second_request_moves_the_first_to_the_earlier_time(void)
{
    static const char due_sql[] = "SELECT due_at FROM job";
    g_autoptr(Database) database = database_fresh();

    clock_freeze(START);
    ask(database, "try.it", 1, START + 3000);
    ask(database, "try.it", 1, START + 2000);
    ask(database, "try.it", 1, START + 4000);
    g_assert_cmpint(count(database, all_sql), ==, 1);
    g_assert_cmpint(count(database, due_sql), ==, START + 2000);
    ask(database, "try.it", 2, START + 4000);
    ask(database, "try.other", 1, START + 4000);
    g_assert_cmpint(count(database, all_sql), ==, 3);
    clock_freeze(0);
}

static bool
cancel_work(Db *tx, void *data, GError **error)
{
    return job_cancel(tx, "try.it", 1, error);
}

static void
test_a_cancelled_job_does_not_run(void)
{
    g_autoptr(Database) database = database_fresh();
    Context context = {.database = database, .outcome = JOB_DONE};

    ask(database, "try.it", 1, 0);
    ask(database, "try.it", 2, 0);
    g_assert_true(database_write(database, cancel_work, NULL, NULL));
    run_due(&context);
    g_assert_cmpint(context.runs, ==, 1);
}

static bool
keep_parked(const ParkedJob *job, void *data)
{
    *(int64_t *)data = job->id;
    g_assert_cmpstr(job->kind, ==, "try.it");
    g_assert_cmpstr(job->last_error, ==, "the other server is down");
    return true;
}

static bool
retry_work(Db *tx, void *id, GError **error)
{
    return job_retry(tx, *(int64_t *)id, error);
}

static void
test_a_job_that_keeps_failing_is_parked_and_can_be_retried(void)
{
    g_autoptr(Database) database = database_fresh();
    g_autoptr(GError) error = NULL;
    Context context = {.database = database, .outcome = JOB_RETRY};
    int64_t now = START;
    int64_t parked = 0;

    clock_freeze(now);
    ask(database, "try.it", 1, 0);
    for (int tries = 1; tries <= 3; tries++) {
        run_due(&context);
        run_due(&context); /* not before its pause is over */
        g_assert_cmpint(context.runs, ==, tries);
        g_assert_cmpint(context.last_tries, ==, tries);
        g_assert_cmpint(job_count_parked(database_reader(database), &error), ==, tries == 3);
        clock_freeze(now += CLOCK_DAY);
    }
    run_due(&context);
    g_assert_cmpint(context.runs, ==, 3);
    g_assert_cmpint(job_list_parked(database_reader(database), 0, 10, keep_parked, &parked, &error),
                    ==, 1);
    context.outcome = JOB_DONE;
    g_assert_true(database_write(database, retry_work, &parked, &error));
    run_due(&context);
    g_assert_cmpint(context.last_tries, ==, 1);
    g_assert_cmpint(count(database, all_sql), ==, 0);
    g_assert_false(database_write(database, retry_work, &parked, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_NOT_FOUND);
    clock_freeze(0);
}

static void
test_a_hopeless_or_unknown_job_is_parked_at_once(void)
{
    g_autoptr(Database) database = database_fresh();
    Context context = {.database = database, .outcome = JOB_PARK};

    ask(database, "try.it", 1, 0);
    ask(database, "no.such", 1, 0);
    run_due(&context);
    g_assert_cmpint(context.runs, ==, 1);
    g_assert_cmpint(job_count_parked(database_reader(database), NULL), ==, 2);
}

/* A worker that died: the job is taken and nobody will say how it ended. */
static bool
die_work(Db *tx, void *data, GError **error)
{
    static const char sql[] = "UPDATE job SET deaths = CASE WHEN state = 2 THEN deaths + 1 ELSE 0"
                              " END, state = 2, tries = tries + 1, due_at = $1";

    return db_run(tx, sql, DB_ARGS(DB_INT(*(int64_t *)data)), error);
}

static void
test_a_job_whose_worker_died_runs_again_when_its_lease_ends(void)
{
    g_autoptr(Database) database = database_fresh();
    Context context = {.database = database, .outcome = JOB_DONE};
    int64_t end = START + CLOCK_MINUTE;

    clock_freeze(START);
    ask(database, "try.it", 1, 0);
    g_assert_true(database_write(database, die_work, &end, NULL));
    run_due(&context);
    g_assert_cmpint(context.runs, ==, 0);
    clock_freeze(end);
    run_due(&context);
    g_assert_cmpint(context.runs, ==, 1);
    g_assert_cmpint(context.last_tries, ==, 2);
    clock_freeze(0);
}

static void
test_a_job_that_kills_its_workers_is_parked(void)
{
    g_autoptr(Database) database = database_fresh();
    Context context = {.database = database, .outcome = JOB_DONE};
    int64_t end = 1;

    ask(database, "try.it", 1, 0);
    for (int i = 0; i < 3; i++)
        g_assert_true(database_write(database, die_work, &end, NULL));
    run_due(&context);
    g_assert_cmpint(context.runs, ==, 0);
    g_assert_cmpint(job_count_parked(database_reader(database), NULL), ==, 1);
}

#define ALONE 1000 /* more than run at once */

/* What died beside a killer is as good as any, and must not end as it does. */
static JobOutcome
run_beside(Context *context, const Job *job, GError **error)
{
    int weight = job->tries > JOB_SUSPECTED ? ALONE : 1;
    int beside = atomic_fetch_add(&context->beside, weight);

    g_assert_cmpint(beside, <, weight == ALONE ? 1 : ALONE);
    g_usleep(2000);
    atomic_fetch_sub(&context->beside, weight);
    context->runs++;
    return JOB_DONE;
}

static const JobKind many_tries[] = {{"try.it", run_beside, 16, 0}, JOB_KINDS_END};
static const JobKind *const many_tries_kinds[] = {many_tries};

static void
test_jobs_suspected_of_killing_run_one_at_a_time(void)
{
    g_autoptr(Database) database = database_fresh();
    Context context = {.database = database, .outcome = JOB_DONE};
    int64_t end = 1;
    JobOffice *office;

    for (int i = 1; i <= 8; i++)
        ask(database, "try.it", i, 0);
    for (int i = 0; i < JOB_SUSPECTED; i++)
        g_assert_true(database_write(database, die_work, &end, NULL));
    for (int i = 9; i <= 40; i++)
        ask(database, "try.it", i, 0);
    office = job_office_start(database, &context, many_tries_kinds, 1, NULL, 0, 4);
    WAIT_UNTIL(context.runs == 40);
    job_office_stop(office);
    g_assert_cmpint(count(database, all_sql), ==, 0);
}

static void
test_a_job_is_parked_after_its_deaths_whatever_tries_it_has(void)
{
    g_autoptr(Database) database = database_fresh();
    Context context = {.database = database, .outcome = JOB_DONE};
    int64_t end = 1;

    for (int deaths = JOB_DEATHS - 1; deaths <= JOB_DEATHS; deaths++) {
        ask(database, "try.it", deaths, 0);
        for (int i = 0; i < deaths; i++)
            g_assert_true(database_write(database, die_work, &end, NULL));
        g_assert_true(job_run_due(database, &context, many_tries_kinds, 1, NULL));
        g_assert_cmpint(job_count_parked(database_reader(database), NULL), ==,
                        deaths == JOB_DEATHS);
    }
    g_assert_cmpint(context.runs, ==, 1);
}

static JobOutcome
run_too_long(Context *context, const Job *job, GError **error)
{
    int64_t end = 1;

    /* Meanwhile another worker has taken it, believing this one dead. */
    g_assert_true(database_write(context->database, die_work, &end, NULL));
    return JOB_DONE;
}

static void
test_a_worker_that_lost_its_lease_cannot_end_the_job(void)
{
    static const JobKind slow[] = {{"try.it", run_too_long, 1, 0}, JOB_KINDS_END};
    static const JobKind *const slow_kinds[] = {slow};
    g_autoptr(Database) database = database_fresh();
    Context context = {.database = database};

    ask(database, "try.it", 1, 0);
    g_assert_true(job_run_due(database, &context, slow_kinds, 1, NULL));
    /* It was begun a second time, which is once too many for this kind, and not lost. */
    g_assert_cmpint(job_count_parked(database_reader(database), NULL), ==, 1);
}

static void
test_pauses_grow_to_half_a_day(void)
{
    static const struct {
        int tries;
        int64_t least;
    } cases[] = {
        {1, 30 * CLOCK_SECOND}, {2, CLOCK_MINUTE},     {3, 2 * CLOCK_MINUTE},
        {12, 12 * CLOCK_HOUR},  {16, 12 * CLOCK_HOUR}, {1000, 12 * CLOCK_HOUR},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_cmpint(job_backoff(cases[i].tries), >=, cases[i].least);
        g_assert_cmpint(job_backoff(cases[i].tries), <=, cases[i].least * 11 / 10);
    }
}

static void
test_an_office_runs_what_is_asked_of_it(void)
{
    g_autoptr(Database) database = database_fresh();
    Context context = {.database = database, .outcome = JOB_DONE};
    JobOffice *office;

    for (int i = 1; i <= 50; i++)
        ask(database, "try.it", i, 0);
    office = job_office_start(database, &context, kinds, G_N_ELEMENTS(kinds), timers, 1, 3);
    for (int i = 51; i <= 100; i++)
        ask(database, "try.it", i, 0);
    WAIT_UNTIL(context.runs == 100);
    job_office_stop(office);
    g_assert_cmpint(count(database, all_sql), ==, 0);
    g_assert_cmpint(context.runs, ==, 100);
}

static void
test_a_timer_runs_once_for_all_offices(void)
{
    g_autoptr(Database) database = database_fresh();
    Context context = {.database = database, .outcome = JOB_DONE};
    JobOffice *offices[3];

    for (int i = 0; i < 3; i++)
        offices[i] = job_office_start(database, &context, kinds, 1, timers, 1, 2);
    WAIT_UNTIL(context.ticks > 0);
    for (int i = 1; i <= 20; i++)
        ask(database, "try.it", i, 0);
    WAIT_UNTIL(context.runs == 20);
    for (int i = 0; i < 3; i++)
        job_office_stop(offices[i]);
    g_assert_cmpint(context.ticks, ==, 1);
    g_assert_cmpint(context.runs, ==, 20);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/job/due", test_a_job_runs_when_it_is_due_and_once);
    g_test_add_func("/job/same", test_a_second_request_moves_the_first_to_the_earlier_time);
    g_test_add_func("/job/cancel", test_a_cancelled_job_does_not_run);
    g_test_add_func("/job/parked", test_a_job_that_keeps_failing_is_parked_and_can_be_retried);
    g_test_add_func("/job/hopeless", test_a_hopeless_or_unknown_job_is_parked_at_once);
    g_test_add_func("/job/lease/died", test_a_job_whose_worker_died_runs_again_when_its_lease_ends);
    g_test_add_func("/job/lease/killer", test_a_job_that_kills_its_workers_is_parked);
    g_test_add_func("/job/lease/alone", test_jobs_suspected_of_killing_run_one_at_a_time);
    g_test_add_func("/job/lease/deaths",
                    test_a_job_is_parked_after_its_deaths_whatever_tries_it_has);
    g_test_add_func("/job/lease/lost", test_a_worker_that_lost_its_lease_cannot_end_the_job);
    g_test_add_func("/job/backoff", test_pauses_grow_to_half_a_day);
    g_test_add_func("/job/office", test_an_office_runs_what_is_asked_of_it);
    g_test_add_func("/job/timer", test_a_timer_runs_once_for_all_offices);
    return g_test_run();
}
