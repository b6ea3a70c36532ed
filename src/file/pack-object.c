/* Packs in an object store: what a commit brings goes there in one piece. */
#include "file/pack-inside.h"

#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "file/pack-cache.h"

#include <inttypes.h>
#include <pthread.h>

#define OBJECT_SIZE (8 * 1024 * 1024) /* bytes of a pack, unless one file is larger */

typedef struct {
    Packs packs;
    ObjectStore *store;
    PackCache *cache;
    int64_t rest_until; /* monotonic; of the writing thread, as what is appended */

    pthread_mutex_t lock; /* of what follows: readers look whether it is not there yet */
    int64_t number;       /* 0: nothing waits */
    GByteArray *pending;
} Objects;

static const PackKind object_kind;

Packs *
packs_open_objects(ObjectStore *store)
{
    Objects *objects = g_new0(Objects, 1);

    objects->packs.kind = &object_kind;
    objects->store = store;
    objects->cache = pack_cache_new(LIMIT_FILES_CACHE);
    objects->pending = g_byte_array_new();
    pthread_mutex_init(&objects->lock, NULL);
    return &objects->packs;
}

static void
close_objects(Packs *packs)
{
    Objects *objects = (Objects *)packs;

    pack_cache_free(objects->cache);
    object_store_free(objects->store);
    g_byte_array_unref(objects->pending);
    pthread_mutex_destroy(&objects->lock);
    g_free(objects);
}

/* Whoever waits for bytes is told to come again, whatever the reason: what came is not lost by it.
 */
static bool
fail(Objects *objects, GError *why, GError **error)
{
    error_set(error, APP_ERROR_UNAVAILABLE, "%s", why->message);
    g_error_free(why);
    return false;
}

static void
drop_pending(Objects *objects)
{
    pthread_mutex_lock(&objects->lock);
    g_byte_array_set_size(objects->pending, 0);
    objects->number = 0;
    pthread_mutex_unlock(&objects->lock);
}

/* Only the writing thread changes what is pending, so that reading it here needs no lock. */
static bool
put_pending(Objects *objects, GError **error)
{
    g_autofree char *name = pack_name(objects->number);
    int64_t began = g_get_monotonic_time();
    GError *why = NULL;

    if (objects->pending->len > 0) {
        if (began < objects->rest_until)
            return error_set(error, APP_ERROR_UNAVAILABLE, "the object store failed just now");
        if (!object_put(objects->store, name, objects->pending->data, objects->pending->len,
                        &why)) {
            int64_t now = g_get_monotonic_time();

            /* For as long again nobody waits for it: what comes is refused at once, and comes
             * again. Writers that need no file have half of the time at least. */
            objects->rest_until = now + (now - began);
            return fail(objects, why, error);
        }
    }
    drop_pending(objects);
    return true;
}

/* Bytes of works before this one stay when there is no room for it: their commit asks for them. */
static bool
append(Packs *packs, GBytes *bytes, PackPlace *ret_place, GError **error)
{
    Objects *objects = (Objects *)packs;
    gsize size;
    const void *data = g_bytes_get_data(bytes, &size);

    if (g_get_monotonic_time() < objects->rest_until)
        return error_set(error, APP_ERROR_UNAVAILABLE, "the object store failed just now");
    if (objects->pending->len > 0 && objects->pending->len + size > OBJECT_SIZE &&
        !put_pending(objects, error))
        return false;
    pthread_mutex_lock(&objects->lock);
    if (objects->number == 0)
        objects->number = id_new();
    *ret_place = (PackPlace){objects->number, objects->pending->len, (int64_t)size};
    g_byte_array_append(objects->pending, data, (guint)size);
    pthread_mutex_unlock(&objects->lock);
    return true;
}

static bool
sync_group(Packs *packs, GError **error)
{
    Objects *objects = (Objects *)packs;

    if (put_pending(objects, error))
        return true;
    drop_pending(objects); /* its rows are undone */
    return false;
}

/* What the work under way has just put. NULL: it is not there. */
static GBytes *
read_pending(Objects *objects, const PackPlace *place)
{
    GBytes *bytes = NULL;

    pthread_mutex_lock(&objects->lock);
    if (place->pack == objects->number && place->start <= objects->pending->len &&
        place->size <= objects->pending->len - place->start)
        bytes = g_bytes_new(objects->pending->data + place->start, (gsize)place->size);
    pthread_mutex_unlock(&objects->lock);
    return bytes;
}

static GBytes *
read_place(Packs *packs, const PackPlace *place, GError **error)
{
    Objects *objects = (Objects *)packs;
    g_autofree char *name = pack_name(place->pack);
    GError *why = NULL;
    GBytes *bytes;

    if (place->size == 0)
        return g_bytes_new_static("", 0);
    bytes = read_pending(objects, place);
    if (bytes == NULL)
        bytes = pack_cache_find(objects->cache, place);
    if (bytes != NULL)
        return bytes;
    bytes = object_get(objects->store, name, place->start, place->size, &why);
    if (bytes == NULL)
        fail(objects, why, error);
    return bytes;
}

static void
keep(Packs *packs, const PackPlace *place, GBytes *bytes)
{
    pack_cache_keep(((Objects *)packs)->cache, place, bytes);
}

static const PackKind object_kind = {
    .close = close_objects,
    .append = append,
    .sync = sync_group,
    .read = read_place,
    .keep = keep,
};
