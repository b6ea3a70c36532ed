#include "staff/session-cache.h"

#include <pthread.h>

#define ENTRIES_MAX 4096

typedef struct {
    Principal principal;
    int64_t until;
} Entry;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static GHashTable *entries; /* key → Entry */
static unsigned generation;

bool
session_cache_find(const char *key, int64_t now, Principal *ret_principal, unsigned *ret_generation)
{
    const Entry *entry;
    bool fresh;

    pthread_mutex_lock(&lock);
    entry = entries != NULL ? g_hash_table_lookup(entries, key) : NULL;
    fresh = entry != NULL && now < entry->until;
    if (fresh)
        *ret_principal = entry->principal;
    *ret_generation = generation;
    pthread_mutex_unlock(&lock);
    return fresh;
}

void
session_cache_keep(const char *key, const Principal *principal, int64_t until, unsigned began)
{
    Entry *entry = g_new(Entry, 1);

    *entry = (Entry){.principal = *principal, .until = until};
    pthread_mutex_lock(&lock);
    if (entries == NULL)
        entries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    /* Full: it only lives half a minute anyway, so begin again rather than choose. */
    if (g_hash_table_size(entries) >= ENTRIES_MAX)
        g_hash_table_remove_all(entries);
    if (began == generation) {
        g_hash_table_replace(entries, g_strdup(key), entry);
        entry = NULL;
    }
    pthread_mutex_unlock(&lock);
    g_free(entry);
}

void
session_cache_clear(void)
{
    pthread_mutex_lock(&lock);
    generation++;
    if (entries != NULL)
        g_hash_table_remove_all(entries);
    pthread_mutex_unlock(&lock);
}
