#include "node/node.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/log.h"
#include "base/wait.h"
#include "node/node-store.h"

#include <inttypes.h>

#define ID "id" /* the kind of lease that a number is */

#define COMMAND_LASTS CLOCK_DAY
#define NUMBER_LASTS  CLOCK_HOUR         /* of a server, which asks again */
#define NUMBER_BEAT   (5 * CLOCK_MINUTE) /* … that often */
#define NUMBER_RESTS  CLOCK_HOUR         /* before another has it */

struct Node {
    Database *database;
    int64_t holder;
    int64_t number;
    int64_t lasts; /* milliseconds a number is taken for */

    GThread *keeper; /* NULL: a command's */
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool leaving; /* under lock */
};

/* ---- The number ---- */

typedef struct {
    const Node *node;
    int64_t number; /* set: the one it had, or another */
} Taking;

/* The one it has may have gone to another: the machine slept. */
static bool
take_work(Db *tx, void *data, GError **error)
{
    Taking *taking = data;
    const Node *node = taking->node;
    int64_t now = clock_now();
    bool held = false;
    int found;

    taking->number = node->number;
    if (taking->number != 0 && !node_store_hold(tx, ID, taking->number, node->holder, now,
                                                now + node->lasts, &held, error))
        return false;
    if (held)
        return true;
    found = node_store_free_number(tx, now, ID_NODE_MAX, &taking->number, error);
    if (found == 0)
        error_set(error, APP_ERROR_CONFLICT, "%d programs have this store open already",
                  ID_NODE_MAX);
    return found > 0 && node_store_hold(tx, ID, taking->number, node->holder, now,
                                        now + node->lasts, &held, error);
}

static bool
take_number(Node *node, GError **error)
{
    Taking taking = {.node = node};

    if (!database_write(node->database, take_work, &taking, error))
        return false;
    if (node->number != 0 && node->number != taking.number)
        log_warning("node", "other-number", "before=%" PRId64 " now=%" PRId64, node->number,
                    taking.number);
    node->number = taking.number;
    id_set_node((unsigned)node->number);
    return true;
}

static void *
keep_number(void *data)
{
    Node *node = data;
    int64_t next = g_get_monotonic_time() / 1000 + NUMBER_BEAT;

    pthread_mutex_lock(&node->lock);
    while (!node->leaving) {
        g_autoptr(GError) error = NULL;
        int64_t now = g_get_monotonic_time() / 1000;

        if (now < next) {
            (void)wait_for(&node->wake, &node->lock, next - now);
            continue;
        }
        next = now + NUMBER_BEAT;
        pthread_mutex_unlock(&node->lock);
        if (!take_number(node, &error))
            log_warning("node", "number-not-kept", "reason=%s", error->message);
        pthread_mutex_lock(&node->lock);
    }
    pthread_mutex_unlock(&node->lock);
    return NULL;
}

Node *
node_join(Database *database, bool stays, GError **error)
{
    g_autofree Node *node = g_new0(Node, 1);

    node->database = database;
    node->holder = random_number();
    node->lasts = stays ? NUMBER_LASTS : COMMAND_LASTS;
    if (!take_number(node, error))
        return NULL;
    pthread_mutex_init(&node->lock, NULL);
    wait_init(&node->wake);
    if (stays)
        node->keeper = g_thread_new("node-keeper", keep_number, node);
    return g_steal_pointer(&node);
}

/* ---- Leases ---- */

typedef struct {
    const Node *node;
    const char *kind;
    const int64_t *subjects;
    size_t n;
    bool *held;
    int64_t until;
} Lease;

static bool
hold_work(Db *tx, void *data, GError **error)
{
    Lease *lease = data;
    int64_t now = clock_now();

    for (size_t i = 0; i < lease->n; i++)
        if (!node_store_hold(tx, lease->kind, lease->subjects[i], lease->node->holder, now,
                             now + NODE_LEASE, &lease->held[i], error))
            return false;
    return true;
}

bool
node_hold(Node *node, const char *kind, const int64_t *subjects, size_t n, bool *ret_held,
          GError **error)
{
    Lease lease = {.node = node, .kind = kind, .subjects = subjects, .n = n, .held = ret_held};
    bool alone = node == NULL || !database_is_shared(node->database);

    for (size_t i = 0; i < n; i++)
        ret_held[i] = alone;
    return alone || n == 0 || database_write(node->database, hold_work, &lease, error);
}

static bool
release_work(Db *tx, void *data, GError **error)
{
    const Lease *lease = data;

    return node_store_release(tx, lease->kind, lease->node->holder, lease->until, error);
}

bool
node_release(Node *node, const char *kind, GError **error)
{
    Lease lease = {.node = node, .kind = kind, .until = clock_now()};

    return node == NULL || !database_is_shared(node->database) ||
           database_write(node->database, release_work, &lease, error);
}

void
node_leave(Node *node)
{
    Lease number = {.node = node, .kind = ID, .until = clock_now() + NUMBER_RESTS};

    if (node == NULL)
        return;
    if (node->keeper != NULL) {
        pthread_mutex_lock(&node->lock);
        node->leaving = true;
        pthread_cond_signal(&node->wake);
        pthread_mutex_unlock(&node->lock);
        g_thread_join(node->keeper);
    }
    /* If that is not written, its time runs out. */
    database_write(node->database, release_work, &number, NULL);
    pthread_mutex_destroy(&node->lock);
    pthread_cond_destroy(&node->wake);
    g_free(node);
}
