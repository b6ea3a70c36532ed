#include "confine/confine.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/log.h"
#include "confine/confine-door.h"
#include "confine/confine-worker.h"

#include <pthread.h>

#define WORKERS_LEAST 2
#define WORKERS_MOST  8

/* How fast dead workers are replaced: so many at once, then one for each so many ms. */
#define STARTS_MOST  24
#define STARTS_EVERY 500
/* How often one that does not begin is tried, then ms without a try. */
#define BEGINNINGS 3
#define REST       1000

/* The workers of this process. Counts and lists under lock; a worker that is taken belongs to the
 * thread that took it. */
static struct {
    const ConfineOptions *options; /* NULL: not in use */
    pthread_mutex_t lock;
    pthread_cond_t given_back;
    ConfineWorker *idle[WORKERS_MOST];
    unsigned n_idle, n_alive, most;
    int64_t starts;      /* ms of credit, STARTS_EVERY for each start */
    int64_t credited_at; /* monotonic ms, up to when starts was counted */
    int64_t rest_until;  /* monotonic ms: the last one could not begin */
} pool = {.lock = PTHREAD_MUTEX_INITIALIZER, .given_back = PTHREAD_COND_INITIALIZER};

static int64_t
now(void)
{
    return g_get_monotonic_time() / 1000;
}

void
confine_use(const ConfineOptions *options)
{
    unsigned cores = g_get_num_processors();

    pool.options = options;
    pool.most = options->workers > 0 ? MIN(options->workers, WORKERS_MOST)
                                     : CLAMP(cores, WORKERS_LEAST, WORKERS_MOST);
    pool.starts = STARTS_MOST * STARTS_EVERY;
    pool.credited_at = now();
    pool.rest_until = 0;
}

/* ---- Having a worker ---- */

/* Whether one more may be started now. */
static bool
may_start_locked(void)
{
    int64_t at = now();

    pool.starts = MIN(pool.starts + at - pool.credited_at, STARTS_MOST * STARTS_EVERY);
    pool.credited_at = at;
    if (at < pool.rest_until || pool.starts < STARTS_EVERY)
        return false;
    pool.starts -= STARTS_EVERY;
    return true;
}

/* A new one, counted among those alive already. */
static ConfineWorker *
start(GError **error)
{
    ConfineWorker *worker = NULL;

    /* One may be killed as it begins; that this happens again is no accident. */
    for (int i = 0; i < BEGINNINGS && worker == NULL; i++) {
        g_clear_error(error);
        worker = confine_worker_new(pool.options->words, error);
    }
    if (worker != NULL)
        return worker;
    pthread_mutex_lock(&pool.lock);
    pool.n_alive--;
    pool.rest_until = now() + REST;
    pthread_cond_broadcast(&pool.given_back);
    pthread_mutex_unlock(&pool.lock);
    return NULL;
}

/* Ends a worker; its place is free. */
static void
lose(ConfineWorker *worker)
{
    confine_worker_free(worker);
    pthread_mutex_lock(&pool.lock);
    pool.n_alive--;
    pthread_cond_signal(&pool.given_back);
    pthread_mutex_unlock(&pool.lock);
}

static void
give_back(ConfineWorker *worker)
{
    if (confine_worker_is_old(worker)) {
        lose(worker);
        return;
    }
    pthread_mutex_lock(&pool.lock);
    pool.idle[pool.n_idle++] = worker;
    pthread_cond_signal(&pool.given_back);
    pthread_mutex_unlock(&pool.lock);
}

/* One that nobody else has; fresh: one that has read nothing yet. */
static ConfineWorker *
take(bool fresh, GError **error)
{
    ConfineWorker *worker = NULL;
    ConfineWorker *spare = NULL;
    bool starting = false;

    pthread_mutex_lock(&pool.lock);
    for (;;) {
        if (!fresh && pool.n_idle > 0) {
            worker = pool.idle[--pool.n_idle];
            break;
        }
        if (fresh && pool.n_alive == pool.most && pool.n_idle > 0) { /* it makes room */
            spare = pool.idle[--pool.n_idle];
            pool.n_alive--;
        }
        if (pool.n_alive < pool.most) {
            starting = may_start_locked();
            pool.n_alive += starting;
            /* Without a new one, those that are there must do. */
            if (starting || fresh || pool.n_alive == 0)
                break;
        }
        pthread_cond_wait(&pool.given_back, &pool.lock);
    }
    pthread_mutex_unlock(&pool.lock);
    confine_worker_free(spare);
    if (starting)
        return start(error);
    if (worker == NULL)
        error_set(error, APP_ERROR_UNAVAILABLE, "no worker can be started now");
    return worker;
}

bool
confine_begin(GError **error)
{
    ConfineWorker *first;

    if (pool.options == NULL)
        return true;
    first = take(true, error);
    if (first == NULL)
        return false;
    if (confine_door_is_half_open())
        log_warning("confine", "half_open",
                    "this program is built with a sanitizer: the readers "
                    "of mail and HTML are NOT confined");
    give_back(first);
    return true;
}

void
confine_stop(void)
{
    while (pool.n_idle > 0)
        confine_worker_free(pool.idle[--pool.n_idle]);
    pool.n_alive = 0;
    pool.options = NULL;
}

/* ---- Asking one ---- */

static uint32_t
place_of(const ConfineTask *task)
{
    uint32_t place = 0;

    while (pool.options->tasks[place] != task) {
        g_assert(pool.options->tasks[place] != NULL);
        place++;
    }
    return place;
}

/* One try: 1, 0 when the worker died of it, -1 when there was none. */
static int
try_once(const ConfineTask *task, GBytes *request, bool fresh, gpointer *ret, GError **error)
{
    ConfineWorker *worker = take(fresh, error);
    g_autoptr(GBytes) answer = NULL;
    const char *why = "nonsense";
    gpointer read = NULL;

    if (worker == NULL)
        return -1;
    answer = confine_worker_ask(worker, place_of(task), request, &why);
    if (answer != NULL)
        read = task->read(answer, request);
    if (read != NULL) {
        give_back(worker);
        *ret = read;
        return 1;
    }
    log_warning("confine", "task_failed", "task=%s why=%s bytes=%zu fresh=%d", task->name, why,
                g_bytes_get_size(request), fresh);
    lose(worker);
    return 0;
}

/* In this process: for tests, and where nothing is confined. */
static int
do_here(const ConfineTask *task, GBytes *request, gpointer *ret)
{
    GByteArray *written = g_byte_array_new();
    g_autoptr(GBytes) answer = NULL;
    gpointer read;

    task->run(request, written);
    answer = g_byte_array_free_to_bytes(written);
    read = task->read(answer, request);
    g_assert(read != NULL); /* what we write, we can read */
    *ret = read;
    return 1;
}

int
confine_call(const ConfineTask *task, GBytes *request, gpointer *ret, GError **error)
{
    int done;

    if (pool.options == NULL)
        return do_here(task, request, ret);
    if (g_bytes_get_size(request) > LIMIT_CONFINE_REQUEST)
        return 0;
    done = try_once(task, request, false, ret, error);
    return done != 0 ? done : try_once(task, request, true, ret, error);
}
