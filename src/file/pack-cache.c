#include "file/pack-cache.h"

#include <pthread.h>

typedef struct {
    int64_t pack, start; /* by which it is found: no two files begin at the same byte */
    GBytes *bytes;
    GList link; /* in order of use */
} Kept;

struct PackCache {
    gsize max_size;
    pthread_mutex_t lock; /* of what follows */
    gsize size;
    GHashTable *kept; /* a set of Kept */
    GQueue order;     /* the last used first */
};

static guint
hash_kept(gconstpointer data)
{
    const Kept *kept = data;

    return g_int64_hash(&kept->pack) * 31 + g_int64_hash(&kept->start);
}

static gboolean
equal_kept(gconstpointer a, gconstpointer b)
{
    const Kept *one = a, *other = b;

    return one->pack == other->pack && one->start == other->start;
}

static void
free_kept(gpointer data)
{
    Kept *kept = data;

    g_bytes_unref(kept->bytes);
    g_free(kept);
}

PackCache *
pack_cache_new(gsize max_size)
{
    PackCache *cache = g_new0(PackCache, 1);

    cache->max_size = max_size;
    cache->kept = g_hash_table_new_full(hash_kept, equal_kept, free_kept, NULL);
    g_queue_init(&cache->order);
    pthread_mutex_init(&cache->lock, NULL);
    return cache;
}

void
pack_cache_free(PackCache *cache)
{
    g_hash_table_unref(cache->kept);
    pthread_mutex_destroy(&cache->lock);
    g_free(cache);
}

GBytes *
pack_cache_find(PackCache *cache, const PackPlace *place)
{
    const Kept wanted = {.pack = place->pack, .start = place->start};
    GBytes *bytes = NULL;
    Kept *kept;

    pthread_mutex_lock(&cache->lock);
    kept = g_hash_table_lookup(cache->kept, &wanted);
    if (kept != NULL && g_bytes_get_size(kept->bytes) == (gsize)place->size) {
        bytes = g_bytes_ref(kept->bytes);
        g_queue_unlink(&cache->order, &kept->link);
        g_queue_push_head_link(&cache->order, &kept->link);
    }
    pthread_mutex_unlock(&cache->lock);
    return bytes;
}

static void
drop_locked(PackCache *cache, Kept *kept)
{
    cache->size -= g_bytes_get_size(kept->bytes);
    g_queue_unlink(&cache->order, &kept->link);
    g_hash_table_remove(cache->kept, kept);
}

void
pack_cache_keep(PackCache *cache, const PackPlace *place, GBytes *bytes)
{
    gsize size = g_bytes_get_size(bytes);
    Kept *kept, *before;

    if (size > cache->max_size / 4)
        return;
    kept = g_new0(Kept, 1);
    kept->pack = place->pack;
    kept->start = place->start;
    kept->bytes = g_bytes_ref(bytes);
    kept->link.data = kept;
    pthread_mutex_lock(&cache->lock);
    before = g_hash_table_lookup(cache->kept, kept);
    if (before != NULL)
        drop_locked(cache, before);
    while (cache->size + size > cache->max_size)
        drop_locked(cache, g_queue_peek_tail(&cache->order));
    g_hash_table_add(cache->kept, kept);
    g_queue_push_head_link(&cache->order, &kept->link);
    cache->size += size;
    pthread_mutex_unlock(&cache->lock);
}
