#include "file/file.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/media.h"
#include "file/file-move.h"
#include "file/pack.h"

#include <inttypes.h>
#include <string.h>

struct FileStore {
    Database *database;
    Packs *packs; /* appended to and synced by the writing thread alone */
};

static const char find_sql[] = "SELECT id FROM file WHERE sha256 = $1";

static const char add_sql[] = "INSERT INTO file (id, sha256, pack, start, size, type, made_at)"
                              " VALUES ($1, $2, $3, $4, $5, $6, $7)";

static const char packs_sql[] = "SELECT DISTINCT pack FROM file ORDER BY pack";

static const char load_sql[] = "SELECT sha256, pack, start, size, type FROM file WHERE id = $1";

static bool
before_commit(void *data, GError **error)
{
    FileStore *store = data;

    return packs_sync(store->packs, error);
}

static FileStore *
open_packs(Packs *packs, Database *database)
{
    FileStore *store = g_new0(FileStore, 1);

    store->database = database;
    store->packs = packs;
    database_before_commit(database, before_commit, store);
    return store;
}

FileStore *
file_store_open(const char *dir, Database *database, GError **error)
{
    Packs *packs = packs_open(dir, PACK_SIZE, error);

    return packs != NULL ? open_packs(packs, database) : NULL;
}

FileStore *
file_store_open_objects(const ObjectPlace *place, Database *database, GError **error)
{
    static const char word[] = "Files of a Lien.\n";
    g_autoptr(ObjectStore) objects = object_store_new(place, error);
    g_autoptr(GError) why = NULL;

    if (objects == NULL)
        return NULL;
    if (!object_put(objects, "lien.txt", word, strlen(word), &why)) {
        if (!g_error_matches(why, APP_ERROR, APP_ERROR_UNAVAILABLE)) {
            g_propagate_error(error, g_steal_pointer(&why));
            return NULL;
        }
        log_warning("file", "store-away", "reason=\"%s\"", why->message);
    }
    return open_packs(packs_open_objects(g_steal_pointer(&objects)), database);
}

GArray *
file_store_packs(Db *db, GError **error)
{
    return db_find_ids(db, packs_sql, DB_NO_ARGS, error);
}

void
file_store_close(FileStore *store)
{
    if (store == NULL)
        return;
    database_forget(store->database, store);
    packs_close(store->packs);
    g_free(store);
}

bool
file_put(FileStore *store, Db *tx, GBytes *bytes, const char *type, int64_t *ret_id, GError **error)
{
    char digest[HASH_HEX_SIZE];
    PackPlace place;
    gsize size;
    const void *data = g_bytes_get_data(bytes, &size);
    int64_t id = id_new();
    int found;

    if (size > LIMIT_FILE)
        return error_set(error, APP_ERROR_TOO_LARGE, "a file of %zu bytes, at most %d", size,
                         LIMIT_FILE);
    hash_sha256_hex(data, size, digest);
    found = db_find_int(tx, find_sql, DB_ARGS(DB_TEXT(digest)), ret_id, error);
    if (found != 0)
        return found > 0;
    if (!packs_append(store->packs, bytes, &place, error) ||
        !db_send(tx, add_sql,
                 DB_ARGS(DB_INT(id), DB_TEXT(digest), DB_INT(place.pack), DB_INT(place.start),
                         DB_INT(place.size), DB_TEXT(type != NULL ? type : file_type(bytes)),
                         DB_INT(clock_now())),
                 error))
        return false;
    *ret_id = id;
    return true;
}

GBytes *
file_get(FileStore *store, Db *db, int64_t id, char **ret_type, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, load_sql, DB_ARGS(DB_INT(id)), error);
    g_autoptr(GBytes) bytes = NULL;
    char digest[HASH_HEX_SIZE];
    PackPlace place;
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 0)
        error_set(error, APP_ERROR_NOT_FOUND, "no file %" PRId64, id);
    if (found <= 0)
        return NULL;
    place = (PackPlace){db_rows_int(rows, 1), db_rows_int(rows, 2), db_rows_int(rows, 3)};
    bytes = packs_read(store->packs, &place, error);
    if (bytes == NULL)
        return NULL;
    hash_sha256_hex(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), digest);
    if (strcmp(digest, db_rows_text(rows, 0)) != 0) {
        error_set(error, APP_ERROR_INTERNAL, "file %" PRId64 " is damaged", id);
        return NULL;
    }
    packs_keep(store->packs, &place, bytes);
    if (ret_type != NULL)
        *ret_type = g_strdup(db_rows_text(rows, 4));
    return g_steal_pointer(&bytes);
}

const char *
file_type(GBytes *bytes)
{
    gsize size;
    const void *data = g_bytes_get_data(bytes, &size);

    return media_type(data, size);
}
