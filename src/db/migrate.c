#include "db/migrate.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "db/engine.h"

#include <inttypes.h>
#include <string.h>

static const char table_sql[] = "CREATE TABLE IF NOT EXISTS migration ("
                                " number INTEGER PRIMARY KEY,"
                                " name   TEXT   NOT NULL,"
                                " digest TEXT   NOT NULL," /* SHA-256 of its text */
                                " at     BIGINT NOT NULL)";

static const char newest_sql[] = "SELECT coalesce(max(number), 0) FROM migration";

static const char digest_sql[] = "SELECT digest FROM migration WHERE number = $1";

static const char done_sql[] = "INSERT INTO migration (number, name, digest, at)"
                               " VALUES ($1, $2, $3, $4)";

/* 1: has run, and was the same; 0: is to be run; -1: error. */
static int
has_run(Db *db, const Migration *step, const char *digest, GError **error)
{
    g_autofree char *ran = NULL;
    int found = db_find_text(db, digest_sql, DB_ARGS(DB_INT(step->number)), &ran, error);

    if (found > 0 && strcmp(ran, digest) != 0) {
        error_set(error, APP_ERROR_INTERNAL, "migration %04d-%s was changed after it had run",
                  step->number, step->name);
        return -1;
    }
    return found;
}

/* Looked at again inside the transaction: another process may be opening the same database. */
static bool
apply(Db *db, const Migration *step, GError **error)
{
    char digest[HASH_HEX_SIZE];
    int found;

    hash_sha256_hex(step->sql, strlen(step->sql), digest);
    found = has_run(db, step, digest, error);
    if (found != 0)
        return found > 0;
    if (!engine_begin(db, error))
        return false;
    found = has_run(db, step, digest, error);
    if (found == 0 && engine_migrate(db, step->sql, error) &&
        db_run(db, done_sql,
               DB_ARGS(DB_INT(step->number), DB_TEXT(step->name), DB_TEXT(digest),
                       DB_INT(clock_now())),
               error) &&
        engine_commit(db, error))
        return true;
    engine_rollback(db);
    if (found == 0)
        g_prefix_error(error, "migration %04d-%s: ", step->number, step->name);
    return found > 0;
}

/* In a writer's turn: another process may be making it too. */
static bool
make_table(Db *db, GError **error)
{
    if (engine_begin(db, error) && db_run(db, table_sql, DB_NO_ARGS, error) &&
        engine_commit(db, error))
        return true;
    engine_rollback(db);
    return false;
}

bool
migrate(Db *db, const Migration *steps, GError **error)
{
    int64_t newest = 0;
    int known = 0;

    if (db_find_int(db, newest_sql, DB_NO_ARGS, &newest, NULL) < 0 &&
        (!make_table(db, error) || db_find_int(db, newest_sql, DB_NO_ARGS, &newest, error) < 0))
        return false;
    for (const Migration *step = steps; step->number != 0; step++)
        known = MAX(known, step->number);
    if (newest > known)
        return error_set(error, APP_ERROR_INTERNAL,
                         "the database was made by a newer program (migration %" PRId64
                         ", this one knows %d)",
                         newest, known);
    for (const Migration *step = steps; step->number != 0; step++)
        if (!apply(db, step, error))
            return false;
    return true;
}
