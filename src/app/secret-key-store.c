#include "app/secret-key.h"

#include "base/error.h"
#include "base/hash.h"
#include "db/db.h"

#include <string.h>
#include <unistd.h>

static const char digest_sql[] = "SELECT digest FROM node_key";

static const char note_sql[] = "INSERT INTO node_key (one, digest) VALUES (1, $1)"
                               " ON CONFLICT (one) DO NOTHING";

static bool
note_work(Db *tx, void *digest, GError **error)
{
    return db_run(tx, note_sql, DB_ARGS(DB_TEXT(digest)), error);
}

static bool
is_same(const char *path, const char *digest, const char *known, GError **error)
{
    return strcmp(digest, known) == 0 ||
           error_set(error, APP_ERROR_CONFLICT,
                     "'%s' is not the key of this organisation: put that of its other nodes, or of "
                     "a backup, there",
                     path);
}

bool
secret_key_agree(Database *database, const char *path, uint8_t ret_key[SECRET_KEY_SIZE],
                 GError **error)
{
    Db *db = database_reader(database);
    g_autofree char *known = NULL;
    char digest[HASH_HEX_SIZE];
    int found = db_find_text(db, digest_sql, DB_NO_ARGS, &known, error);

    if (found < 0)
        return false;
    if (found > 0 && access(path, F_OK) != 0)
        return error_set(error, APP_ERROR_CONFLICT,
                         "the key of this organisation is missing: copy the file 'key' of another "
                         "of its nodes, or of a backup, to '%s'",
                         path);
    if (!secret_key_load(path, ret_key, error))
        return false;
    hash_sha256_hex(ret_key, SECRET_KEY_SIZE, digest);
    if (found > 0)
        return is_same(path, digest, known, error);
    /* Of several that begin at once, one is first. */
    if (!database_write(database, note_work, digest, error) ||
        db_find_text(db, digest_sql, DB_NO_ARGS, &known, error) <= 0)
        return false;
    return is_same(path, digest, known, error);
}
