#include "job/job-run.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/wait.h"

#include <pthread.h>

/* Commits of other processes are not heard of: the clerk looks by itself that often. */
#define LOOK_EVERY (CLOCK_SECOND / 2)
/* The pause after the database refused the clerk's turn. */
#define REFUSED_PAUSE CLOCK_SECOND

typedef struct {
    const JobTimer *timer;
    int64_t next_at;      /* as last seen in the database */
    bool taken;           /* by the turn under way */
    _Atomic bool running; /* on a worker of this office, or about to; the rest is the clerk's */
} OfficeTimer;

/* One clerk speaks to the database: each of its turns writes down what the workers have finished
 * and takes as many jobs as there are free hands, in one transaction. Workers only run handlers. */
struct JobOffice {
    Database *database;
    Context *context;
    JobKinds kinds;
    GArray *timers; /* OfficeTimer */
    GThread *clerk;
    GPtrArray *workers; /* GThread */

    pthread_mutex_t lock;    /* of what follows */
    pthread_cond_t to_clerk; /* a result, a commit, or the end */
    pthread_cond_t to_work;  /* a lease, a timer, or the end */
    GQueue leases;           /* JobLease, not begun */
    GQueue due_timers;       /* OfficeTimer, not begun */
    GPtrArray *results;      /* JobResult, not written down */
    unsigned busy;           /* leases and timers queued or running */
    bool alone;              /* what runs is suspected: nothing else begins beside it */
    bool news;               /* something was committed */
    bool stopping;           /* nothing more is taken */
    bool closed;             /* nothing more will be handed out */
};

/* ---- Workers ---- */

static void
run_timer(JobOffice *office, OfficeTimer *timer)
{
    g_autoptr(GError) error = NULL;

    if (!timer->timer->run(office->context, &error))
        log_warning("job", "timer-failed", "name=%s reason=%s", timer->timer->name,
                    error != NULL ? error->message : "none given");
}

/* Begins and ends with the lock held. */
static void
work_locked(JobOffice *office)
{
    JobLease *lease = g_queue_pop_head(&office->leases);
    OfficeTimer *timer = lease == NULL ? g_queue_pop_head(&office->due_timers) : NULL;
    JobResult *result = NULL;

    pthread_mutex_unlock(&office->lock);
    if (lease != NULL)
        result = job_run(&office->kinds, office->context, lease);
    else
        run_timer(office, timer);
    pthread_mutex_lock(&office->lock);
    if (result != NULL) {
        g_ptr_array_add(office->results, result);
        office->alone = false;
    } else
        timer->running = false;
    office->busy--;
    pthread_cond_signal(&office->to_clerk);
}

static void *
worker_loop(void *data)
{
    JobOffice *office = data;

    pthread_mutex_lock(&office->lock);
    for (;;) {
        if (office->leases.length + office->due_timers.length > 0)
            work_locked(office);
        else if (office->closed)
            break;
        else
            pthread_cond_wait(&office->to_work, &office->lock);
    }
    pthread_mutex_unlock(&office->lock);
    return NULL;
}

/* ---- The clerk ---- */

typedef struct {
    JobOffice *office;
    int64_t now;
    GPtrArray *results; /* to be written down */
    unsigned hands;     /* free */
    GPtrArray *leases;  /* set: what was taken */
    int64_t next_at;    /* when there will be something to do */
} Turn;

static bool
may_take(const OfficeTimer *timer, int64_t now)
{
    return !timer->running && timer->next_at <= now;
}

static bool
take_timers(Db *tx, Turn *turn, GError **error)
{
    GArray *timers = turn->office->timers;

    for (guint i = 0; i < timers->len; i++) {
        OfficeTimer *timer = &g_array_index(timers, OfficeTimer, i);

        timer->taken = false;
        if (turn->hands == 0 || !may_take(timer, turn->now))
            continue;
        if (!job_store_take_timer(tx, timer->timer->name, turn->now, timer->timer->every,
                                  &timer->taken, &timer->next_at, error))
            return false;
        turn->hands -= timer->taken;
    }
    return true;
}

static bool
write_turn(Db *tx, void *data, GError **error)
{
    Turn *turn = data;
    unsigned hands = turn->hands;
    bool done = true;

    for (guint i = 0; done && i < turn->results->len; i++)
        done = job_result_store(tx, turn->results->pdata[i], turn->now, error);
    g_clear_pointer(&turn->leases, g_ptr_array_unref);
    done = done && take_timers(tx, turn, error) &&
           job_store_take(tx, turn->now, turn->hands, turn->hands == turn->office->workers->len,
                          job_lease_of, &turn->office->kinds, &turn->leases, error);
    turn->hands = hands; /* it may run again from the start */
    return done;
}

/* When the next job or timer is due; in the past: now. */
static bool
find_next(Turn *turn, GError **error)
{
    JobOffice *office = turn->office;

    turn->next_at = G_MAXINT64;
    if (job_store_next(database_reader(office->database), &turn->next_at, error) < 0)
        return false;
    for (guint i = 0; i < office->timers->len; i++) {
        const OfficeTimer *timer = &g_array_index(office->timers, OfficeTimer, i);

        if (!timer->running)
            turn->next_at = MIN(turn->next_at, timer->next_at);
    }
    return true;
}

/* Speaks to the database without the lock; the lease list is set when there was something to do. */
static bool
do_turn(Turn *turn, GError **error)
{
    if (!find_next(turn, error))
        return false;
    if (turn->results->len == 0 && (turn->hands == 0 || turn->next_at > turn->now))
        return true;
    return database_write(turn->office->database, write_turn, turn, error) &&
           find_next(turn, error);
}

static void
hand_out_locked(JobOffice *office, Turn *turn)
{
    for (guint i = 0; i < turn->leases->len; i++)
        g_queue_push_tail(&office->leases, turn->leases->pdata[i]);
    office->busy += turn->leases->len;
    if (turn->leases->len > 0)
        office->alone = job_lease_is_suspected(turn->leases->pdata[0]);
    g_ptr_array_set_free_func(turn->leases, NULL);
    for (guint i = 0; i < office->timers->len; i++) {
        OfficeTimer *timer = &g_array_index(office->timers, OfficeTimer, i);

        if (!timer->taken)
            continue;
        timer->taken = false;
        timer->running = true;
        office->busy++;
        g_queue_push_tail(&office->due_timers, timer);
    }
    pthread_cond_broadcast(&office->to_work);
}

/* Something is due, and is suspected: it waits until nothing else runs. */
static bool
waits_to_be_alone(const JobOffice *office, const Turn *turn)
{
    return office->alone || (turn->leases != NULL && turn->leases->len == 0 && office->busy > 0);
}

static int64_t
pause_after(const JobOffice *office, const Turn *turn)
{
    bool full = office->busy == office->workers->len || waits_to_be_alone(office, turn);

    return full ? LOOK_EVERY : MIN(turn->next_at - turn->now, LOOK_EVERY);
}

/* One turn; returns how many milliseconds there is nothing to do for. */
static int64_t
turn_locked(JobOffice *office)
{
    g_autoptr(GError) error = NULL;
    Turn turn = {
        .office = office,
        .now = clock_now(),
        .results = g_steal_pointer(&office->results),
        .hands = office->stopping || office->alone ? 0 : office->workers->len - office->busy,
    };
    int64_t pause = REFUSED_PAUSE;
    bool done;

    office->news = false;
    office->results = g_ptr_array_new_with_free_func((GDestroyNotify)job_result_free);
    pthread_mutex_unlock(&office->lock);
    done = do_turn(&turn, &error);
    pthread_mutex_lock(&office->lock);
    if (done) {
        if (turn.leases != NULL)
            hand_out_locked(office, &turn);
        pause = pause_after(office, &turn);
    } else {
        log_error("job", "turn-failed", "reason=%s", error->message);
        if (!office->stopping) /* otherwise their leases run out, and they run again */
            g_ptr_array_extend_and_steal(office->results, g_steal_pointer(&turn.results));
    }
    g_clear_pointer(&turn.results, g_ptr_array_unref);
    g_clear_pointer(&turn.leases, g_ptr_array_unref);
    return pause;
}

static void *
clerk_loop(void *data)
{
    JobOffice *office = data;
    int64_t pause;

    pthread_mutex_lock(&office->lock);
    do {
        pause = turn_locked(office);
        while (pause > 0 && !office->news && office->results->len == 0 &&
               !(office->stopping && office->busy == 0) &&
               wait_for(&office->to_clerk, &office->lock, pause))
            ;
    } while (!office->stopping || office->busy > 0 || office->results->len > 0);
    pthread_mutex_unlock(&office->lock);
    return NULL;
}

static void
committed(void *data)
{
    JobOffice *office = data;

    pthread_mutex_lock(&office->lock);
    office->news = true;
    pthread_cond_signal(&office->to_clerk);
    pthread_mutex_unlock(&office->lock);
}

/* ---- The office ---- */

static GArray *
list_timers(const JobTimer *const *tables, size_t n_tables)
{
    GArray *timers = g_array_new(FALSE, TRUE, sizeof(OfficeTimer));

    for (size_t i = 0; i < n_tables; i++)
        for (const JobTimer *timer = tables[i]; timer != NULL && timer->name != NULL; timer++)
            g_array_append_val(timers, (OfficeTimer){.timer = timer});
    return timers;
}

JobOffice *
job_office_start(Database *database, Context *context, const JobKind *const *kinds, size_t n_kinds,
                 const JobTimer *const *timers, size_t n_timers, unsigned workers)
{
    JobOffice *office = g_new0(JobOffice, 1);

    office->database = database;
    office->context = context;
    office->kinds = (JobKinds){.tables = kinds, .n_tables = n_kinds};
    office->timers = list_timers(timers, n_timers);
    office->workers = g_ptr_array_new();
    office->results = g_ptr_array_new_with_free_func((GDestroyNotify)job_result_free);
    pthread_mutex_init(&office->lock, NULL);
    wait_init(&office->to_clerk);
    wait_init(&office->to_work);
    database_after_commit(database, committed, office);
    for (unsigned i = 0; i < workers; i++)
        g_ptr_array_add(office->workers, g_thread_new("job-worker", worker_loop, office));
    office->clerk = g_thread_new("job-clerk", clerk_loop, office);
    return office;
}

void
job_office_stop(JobOffice *office)
{
    if (office == NULL)
        return;
    pthread_mutex_lock(&office->lock);
    office->stopping = true;
    pthread_cond_signal(&office->to_clerk);
    pthread_mutex_unlock(&office->lock);
    g_thread_join(office->clerk);
    pthread_mutex_lock(&office->lock);
    office->closed = true;
    pthread_cond_broadcast(&office->to_work);
    pthread_mutex_unlock(&office->lock);
    for (guint i = 0; i < office->workers->len; i++)
        g_thread_join(office->workers->pdata[i]);
    database_forget(office->database, office);
    g_ptr_array_unref(office->workers);
    g_ptr_array_unref(office->results);
    g_array_unref(office->timers);
    pthread_mutex_destroy(&office->lock);
    pthread_cond_destroy(&office->to_clerk);
    pthread_cond_destroy(&office->to_work);
    g_free(office);
}
