#include "http/throttle.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"

#include <gio/gio.h>
#include <pthread.h>

const Throttle throttle_open = {"open", 600, CLOCK_MINUTE};
const Throttle throttle_secret = {"secret", 120, CLOCK_MINUTE};

typedef struct {
    double left;
    int64_t at;      /* when left was right */
    int64_t full_at; /* when nothing need be remembered any more */
} Measure;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static GHashTable *measures; /* "purpose client" → Measure */

static char *
client_network(const char *address)
{
    g_autoptr(GInetAddress) inet = address != NULL ? g_inet_address_new_from_string(address) : NULL;
    const uint8_t *bytes;
    GString *network;

    if (inet == NULL || g_inet_address_get_family(inet) != G_SOCKET_FAMILY_IPV6)
        return g_strdup(address != NULL ? address : "");
    bytes = g_inet_address_to_bytes(inet);
    network = g_string_new(NULL);
    for (int i = 0; i < 8; i++)
        g_string_append_printf(network, "%02x", bytes[i]);
    return g_string_free(network, FALSE);
}

static gboolean
is_full(gpointer key, gpointer measure, gpointer now)
{
    return ((Measure *)measure)->full_at <= *(int64_t *)now;
}

/* When strangers fill the memory with addresses, what is least certain is forgotten: all of it. */
static void
make_room_locked(int64_t now)
{
    if (measures == NULL)
        measures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (g_hash_table_size(measures) < LIMIT_THROTTLED)
        return;
    g_hash_table_foreach_remove(measures, is_full, &now);
    if (g_hash_table_size(measures) >= LIMIT_THROTTLED)
        g_hash_table_remove_all(measures);
}

/* Milliseconds to wait; 0: taken. */
static int64_t
take_locked(const Throttle *throttle, const char *key, int64_t now)
{
    double rate = (double)throttle->count / (double)throttle->period;
    Measure *measure = g_hash_table_lookup(measures, key);

    if (measure == NULL) {
        measure = g_new0(Measure, 1);
        *measure = (Measure){.left = throttle->count, .at = now};
        g_hash_table_insert(measures, g_strdup(key), measure);
    }
    measure->left = MIN(throttle->count, measure->left + rate * (double)MAX(now - measure->at, 0));
    measure->at = now;
    if (measure->left < 1)
        return MAX((int64_t)((1 - measure->left) / rate), 1);
    measure->left -= 1;
    measure->full_at = now + (int64_t)((throttle->count - measure->left) / rate);
    return 0;
}

bool
throttle_take(Request *request, const Throttle *throttle, GError **error)
{
    g_autofree char *client = client_network(request_address(request));
    g_autofree char *key = g_strdup_printf("%s %s", throttle->purpose, client);
    g_autofree char *seconds = NULL;
    int64_t now = clock_now(), wait;

    pthread_mutex_lock(&lock);
    make_room_locked(now);
    wait = take_locked(throttle, key, now);
    pthread_mutex_unlock(&lock);
    if (wait == 0)
        return true;
    seconds = g_strdup_printf("%" G_GINT64_FORMAT, (wait + 999) / 1000);
    reply_header(request, "Retry-After", seconds);
    return error_set(error, APP_ERROR_TOO_MANY, "too often: %s", throttle->purpose);
}

void
throttle_forgive_all(void)
{
    pthread_mutex_lock(&lock);
    if (measures != NULL)
        g_hash_table_remove_all(measures);
    pthread_mutex_unlock(&lock);
}
