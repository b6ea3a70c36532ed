#include "mailbox/mailbox-deadline.h"

#include "base/error.h"
#include "base/wait.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

struct Deadline {
    GCancellable *cancellable;
    gint64 ends_at; /* microseconds of the clock that nobody sets */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t over;
    bool ended;
};

static atomic_flag taken = ATOMIC_FLAG_INIT;

static void *
watch(void *data)
{
    Deadline *deadline = data;
    gint64 left;

    pthread_mutex_lock(&deadline->lock);
    while (!deadline->ended && (left = deadline->ends_at - g_get_monotonic_time()) > 0)
        wait_for(&deadline->over, &deadline->lock, left / 1000 + 1);
    if (!deadline->ended)
        g_cancellable_cancel(deadline->cancellable);
    pthread_mutex_unlock(&deadline->lock);
    return NULL;
}

Deadline *
deadline_begin(unsigned seconds, GError **error)
{
    Deadline *deadline;

    if (atomic_flag_test_and_set(&taken)) {
        error_set(error, APP_ERROR_TOO_MANY, "another server is being talked to, try again soon");
        return NULL;
    }
    deadline = g_new0(Deadline, 1);
    deadline->cancellable = g_cancellable_new();
    deadline->ends_at = g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
    pthread_mutex_init(&deadline->lock, NULL);
    wait_init(&deadline->over);
    if (pthread_create(&deadline->thread, NULL, watch, deadline) != 0)
        g_error("no thread can be made");
    return deadline;
}

GCancellable *
deadline_cancellable(Deadline *deadline)
{
    return deadline->cancellable;
}

unsigned
deadline_left(const Deadline *deadline)
{
    gint64 left = (deadline->ends_at - g_get_monotonic_time()) / G_USEC_PER_SEC;

    return left > 1 ? (unsigned)left : 1;
}

void
deadline_end(Deadline *deadline)
{
    if (deadline == NULL)
        return;
    pthread_mutex_lock(&deadline->lock);
    deadline->ended = true;
    pthread_cond_signal(&deadline->over);
    pthread_mutex_unlock(&deadline->lock);
    pthread_join(deadline->thread, NULL);
    pthread_cond_destroy(&deadline->over);
    pthread_mutex_destroy(&deadline->lock);
    g_object_unref(deadline->cancellable);
    g_free(deadline);
    atomic_flag_clear(&taken);
}
