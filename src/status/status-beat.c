/* The beat of this node: others see that it lives by a line in the store, the supervisor by a word.
 * The word follows the attempt, whatever came of it: a store that is away is no reason to be
 * started again, a writer that never answers is. */
#include "status/status-inside.h"

#include "base/log.h"
#include "base/supervisor.h"
#include "base/wait.h"

#define BEAT_EVERY   (15 * CLOCK_SECOND)
#define FORGET_AFTER CLOCK_DAY /* by then somebody has seen that it is gone */

/* One program beats once. */
static struct {
    Context *context;
    StatusNode node;
    GThread *thread;
    int64_t every;

    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t wake;
    bool stopping;
} beat = {.lock = PTHREAD_MUTEX_INITIALIZER};

char *
status_node_name(const Context *context)
{
    return g_strdup_printf("%s:%s", g_get_host_name(),
                           context->data_dir != NULL ? context->data_dir : "");
}

static bool
beat_work(Db *tx, void *data, GError **error)
{
    return status_store_beat(tx, data, ((StatusNode *)data)->seen_at - FORGET_AFTER, error);
}

static bool
leave_work(Db *tx, void *data, GError **error)
{
    return status_store_leave(tx, data, error);
}

static void
beat_once(void)
{
    g_autoptr(GError) error = NULL;

    beat.node.seen_at = clock_now();
    if (!database_write(beat.context->database, beat_work, &beat.node, &error))
        log_warning("status", "no-beat", "error=%d", error->code);
    supervisor_tell("WATCHDOG=1");
}

static void *
loop(void *data)
{
    pthread_mutex_lock(&beat.lock);
    while (!beat.stopping) {
        pthread_mutex_unlock(&beat.lock);
        beat_once();
        pthread_mutex_lock(&beat.lock);
        if (!beat.stopping)
            wait_for(&beat.wake, &beat.lock, beat.every);
    }
    pthread_mutex_unlock(&beat.lock);
    return NULL;
}

bool
status_beat_start(Context *context, GError **error)
{
    int64_t watched = supervisor_watchdog();

    beat.context = context;
    beat.node = (StatusNode){
        .name = status_node_name(context),
        .version = g_strdup(LIEN_VERSION),
        .started_at = clock_now(),
    };
    beat.every = watched > 0 ? CLAMP(watched / 3, 1, BEAT_EVERY) : BEAT_EVERY;
    beat.stopping = false;
    wait_init(&beat.wake);
    beat.thread = g_thread_new("status-beat", loop, NULL);
    return true;
}

void
status_beat_stop(Context *context)
{
    if (beat.thread == NULL)
        return;
    pthread_mutex_lock(&beat.lock);
    beat.stopping = true;
    pthread_cond_signal(&beat.wake);
    pthread_mutex_unlock(&beat.lock);
    g_thread_join(g_steal_pointer(&beat.thread));
    database_write(context->database, leave_work, beat.node.name, NULL);
    pthread_cond_destroy(&beat.wake);
    g_clear_pointer(&beat.node.name, g_free);
    g_clear_pointer(&beat.node.version, g_free);
}
