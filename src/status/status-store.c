#include "status/status-inside.h"

static const char nodes_sql[] =
    "SELECT name, version, started_at, seen_at FROM status_node ORDER BY name";

static const char last_backup_sql[] =
    "SELECT at, bytes FROM status_backup ORDER BY at DESC LIMIT 1";

static const char add_backup_sql[] =
    "INSERT INTO status_backup (at, bytes) VALUES ($1, $2) ON CONFLICT (at) DO NOTHING";

static const char beat_sql[] =
    "INSERT INTO status_node (name, version, started_at, seen_at) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (name) DO UPDATE SET version = excluded.version,"
    "    started_at = excluded.started_at, seen_at = excluded.seen_at";

static const char forget_sql[] = "DELETE FROM status_node WHERE seen_at < $1";

static const char leave_sql[] = "DELETE FROM status_node WHERE name = $1";

void
status_node_free(StatusNode *node)
{
    g_free(node->name);
    g_free(node->version);
    g_free(node);
}

bool
status_store_nodes(Db *db, GPtrArray *nodes, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, nodes_sql, DB_NO_ARGS, error);
    int more = rows != NULL ? 1 : -1;

    while (more > 0 && (more = db_rows_next(rows, error)) > 0) {
        StatusNode *node = g_new0(StatusNode, 1);

        node->name = g_strdup(db_rows_text(rows, 0));
        node->version = g_strdup(db_rows_text(rows, 1));
        node->started_at = db_rows_int(rows, 2);
        node->seen_at = db_rows_int(rows, 3);
        g_ptr_array_add(nodes, node);
    }
    return more == 0;
}

bool
status_store_last_backup(Db *db, int64_t *ret_at, int64_t *ret_bytes, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, last_backup_sql, DB_NO_ARGS, error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    *ret_at = found > 0 ? db_rows_int(rows, 0) : 0;
    *ret_bytes = found > 0 ? db_rows_int(rows, 1) : 0;
    return found >= 0;
}

static bool
add_backup(Db *tx, void *data, GError **error)
{
    return db_run(tx, add_backup_sql, DB_ARGS(DB_INT(clock_now()), DB_INT(*(int64_t *)data)),
                  error);
}

bool
status_tell_backup(Database *database, int64_t bytes, GError **error)
{
    return database_write(database, add_backup, &bytes, error);
}

bool
status_store_beat(Db *tx, const StatusNode *node, int64_t oldest, GError **error)
{
    return db_run(tx, forget_sql, DB_ARGS(DB_INT(oldest)), error) &&
           db_run(tx, beat_sql,
                  DB_ARGS(DB_TEXT(node->name), DB_TEXT(node->version), DB_INT(node->started_at),
                          DB_INT(node->seen_at)),
                  error);
}

bool
status_store_leave(Db *tx, const char *name, GError **error)
{
    return db_run(tx, leave_sql, DB_ARGS(DB_TEXT(name)), error);
}
