#include "conversation/bulk.h"

static const char insert_sql[] =
    "INSERT INTO bulk (id, staff, change, conversations, total, made_at)"
    " VALUES ($1, $2, $3, $4, $5, $6)";

static const char get_sql[] =
    "SELECT id, staff, change, conversations, total, seen, failed, n_failed, made_at, ended_at"
    "  FROM bulk WHERE id = $1";

static const char update_sql[] =
    "UPDATE bulk SET seen = $2, failed = $3, n_failed = $4, ended_at = $5 WHERE id = $1";

static const char remove_sql[] = "DELETE FROM bulk WHERE id = $1";

static const char drop_sql[] = "DELETE FROM bulk WHERE ended_at < $1";

void
bulk_free(Bulk *bulk)
{
    if (bulk == NULL)
        return;
    g_free(bulk->change);
    g_free(bulk->conversations);
    g_free(bulk->failed);
    g_free(bulk);
}

bool
bulk_store_insert(Db *tx, const Bulk *bulk, GError **error)
{
    return db_run(tx, insert_sql,
                  DB_ARGS(DB_INT(bulk->id), DB_INT(bulk->staff), DB_TEXT(bulk->change),
                          DB_TEXT(bulk->conversations), DB_INT(bulk->total), DB_INT(bulk->made_at)),
                  error);
}

int
bulk_store_get(Db *db, int64_t id, Bulk **ret_bulk, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(id)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found != 1)
        return found;
    *ret_bulk = g_new(Bulk, 1);
    **ret_bulk = (Bulk){
        .id = db_rows_int(rows, 0),
        .staff = db_rows_int(rows, 1),
        .change = g_strdup(db_rows_text(rows, 2)),
        .conversations = g_strdup(db_rows_text(rows, 3)),
        .total = db_rows_int(rows, 4),
        .seen = db_rows_int(rows, 5),
        .failed = g_strdup(db_rows_text(rows, 6)),
        .n_failed = db_rows_int(rows, 7),
        .made_at = db_rows_int(rows, 8),
        .ended_at = db_rows_int(rows, 9),
    };
    return 1;
}

bool
bulk_store_update(Db *tx, const Bulk *bulk, GError **error)
{
    return db_run(tx, update_sql,
                  DB_ARGS(DB_INT(bulk->id), DB_INT(bulk->seen), DB_TEXT(bulk->failed),
                          DB_INT(bulk->n_failed), DB_ID(bulk->ended_at)),
                  error);
}

bool
bulk_store_remove(Db *tx, int64_t id, GError **error)
{
    return db_run(tx, remove_sql, DB_ARGS(DB_INT(id)), error);
}

bool
bulk_store_drop(Db *tx, int64_t before, GError **error)
{
    return db_run(tx, drop_sql, DB_ARGS(DB_INT(before)), error);
}
