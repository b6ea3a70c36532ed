#include "file/file-move.h"

#include "base/error.h"
#include "file/pack.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

/* What is in the folder is whole: it came under another name. */
static bool
fetch_pack(ObjectStore *objects, int64_t number, const char *dir, size_t *fetched, GError **error)
{
    g_autofree char *name = pack_name(number);
    g_autofree char *path = g_build_filename(dir, name, NULL);

    if (g_file_test(path, G_FILE_TEST_EXISTS))
        return true;
    if (!object_fetch(objects, name, path, error))
        return false;
    *fetched += 1;
    return true;
}

bool
file_fetch_packs(const ObjectPlace *place, Db *db, const char *dir, size_t *ret_fetched,
                 GError **error)
{
    g_autoptr(ObjectStore) objects = object_store_new(place, error);
    g_autoptr(GArray) packs = objects != NULL ? file_store_packs(db, error) : NULL;

    if (packs == NULL)
        return false;
    if (g_mkdir_with_parents(dir, 0700) != 0)
        return error_set(error, APP_ERROR_UNAVAILABLE, "cannot make '%s': %s", dir,
                         g_strerror(errno));
    *ret_fetched = 0;
    for (guint i = 0; i < packs->len; i++)
        if (!fetch_pack(objects, g_array_index(packs, int64_t, i), dir, ret_fetched, error))
            return false;
    return true;
}

/* A pack of a folder may have grown since it was sent: its last byte tells. */
static bool
send_pack(ObjectStore *objects, const char *dir, const char *name, size_t *sent, GError **error)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    g_autoptr(GBytes) last = NULL;
    GStatBuf info;

    if (g_stat(path, &info) != 0)
        return error_set(error, APP_ERROR_UNAVAILABLE, "cannot read '%s': %s", path,
                         g_strerror(errno));
    if (info.st_size == 0)
        return true;
    last = object_get(objects, name, info.st_size - 1, 1, NULL);
    if (last != NULL)
        return true;
    if (!object_send(objects, name, path, error))
        return false;
    *sent += 1;
    return true;
}

bool
file_send_packs(const ObjectPlace *place, const char *dir, size_t *ret_sent, GError **error)
{
    g_autoptr(ObjectStore) objects = object_store_new(place, error);
    g_autoptr(GDir) entries = objects != NULL ? g_dir_open(dir, 0, error) : NULL;
    const char *name;

    if (entries == NULL)
        return false;
    *ret_sent = 0;
    while ((name = g_dir_read_name(entries)) != NULL)
        if (g_str_has_suffix(name, ".pack") && !send_pack(objects, dir, name, ret_sent, error))
            return false;
    return true;
}
