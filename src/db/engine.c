#include "db/engine.h"

#include "base/error.h"

#include <string.h>

static const Engine *const engines[] = {&sqlite_engine, &postgresql_engine};

Db *
engine_open(const char *url, DbUse use, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(engines); i++)
        if (g_str_has_prefix(url, engines[i]->scheme))
            return engines[i]->open(url, use, error);
    error_set_field(error, APP_ERROR_INVALID, "database", "'%.*s' is not sqlite:PATH",
                    (int)strcspn(url, ":"), url); /* what follows may hold a password */
    return NULL;
}

void
engine_close(Db *db)
{
    if (db != NULL)
        db->engine->close(db);
}

Db *
engine_unreachable(void)
{
    static Db unreachable;

    return &unreachable;
}

static bool
is_open(Db *db, GError **error)
{
    return db->engine != NULL || error_set(error, APP_ERROR_UNAVAILABLE, "database: no connection");
}

/* ---- Transactions ---- */

bool
engine_begin(Db *db, GError **error)
{
    db->in_transaction = is_open(db, error) && db->engine->begin(db, error);
    return db->in_transaction;
}

bool
engine_commit(Db *db, GError **error)
{
    if (!db->engine->commit(db, error))
        return false;
    db->in_transaction = false;
    return true;
}

void
engine_rollback(Db *db)
{
    db->in_transaction = false;
    if (db->engine != NULL)
        db->engine->rollback(db);
}

bool
engine_in_transaction(Db *db)
{
    return db->engine != NULL && db->engine->in_transaction(db);
}

bool
engine_again(Db *db)
{
    return db->engine != NULL && db->engine->again(db);
}

/* What a work has sent is done, or failed, from here on. */
static bool
settle(Db *tx, GError **error)
{
    bool wait = tx->unsettled;

    tx->unsettled = false;
    return tx->engine == NULL || tx->engine->settle == NULL || tx->engine->settle(tx, wait, error);
}

static bool
send(Db *tx, const char *sql, const DbArg *args, size_t n_args, GError **error)
{
    if (tx->engine == NULL || tx->engine->send == NULL || !tx->in_transaction)
        return db_run(tx, sql, args, n_args, error);
    return (engine_in_transaction(tx) ||
            error_set(error, APP_ERROR_UNAVAILABLE, "database: the transaction was undone")) &&
           tx->engine->send(tx, sql, args, n_args, error);
}

bool
db_try(Db *tx, DbWork work, void *data, GError **error)
{
    static const char begin_sql[] = "SAVEPOINT work";
    static const char undo_sql[] = "ROLLBACK TO work";
    static const char end_sql[] = "RELEASE work";
    unsigned open_rows = tx->open_rows;
    bool done;

    /* What failed before is no failure of work, nor undone with it. */
    if (!settle(tx, error) || !send(tx, begin_sql, DB_NO_ARGS, error))
        return false;
    done = work(tx, data, error) && settle(tx, error);
    if (tx->open_rows != open_rows)
        g_critical("database: a work left rows open");
    if (!done)
        settle(tx, NULL); /* or the undoing would be passed over for what failed before it */
    /* What cannot be undone alone is undone with the rest. */
    if (!done && engine_in_transaction(tx) && !db_run(tx, undo_sql, DB_NO_ARGS, NULL))
        tx->engine->rollback(tx);
    return send(tx, end_sql, DB_NO_ARGS, done ? error : NULL) && done;
}

/* ---- The schema and the whole ---- */

bool
engine_migrate(Db *db, const char *sql, GError **error)
{
    return db->engine->migrate(db, sql, error);
}

bool
engine_backup(Db *db, const char *path, GError **error)
{
    return is_open(db, error) && db->engine->backup(db, path, error);
}

bool
engine_hear(Db *db, const Db *writer, int stop, bool *ret_news, GPtrArray *told, GError **error)
{
    return is_open(db, error) && db->engine->hear(db, writer, stop, ret_news, told, error);
}

bool
engine_tell(Db *db, const char *text, GError **error)
{
    return is_open(db, error) && db->engine->tell(db, text, error);
}

bool
engine_tells(const Db *db)
{
    return db->engine->hear != NULL;
}

bool
engine_describe(Db *db, DatabaseDescription *ret_description, GError **error)
{
    return is_open(db, error) && db->engine->describe(db, ret_description, error);
}

bool
engine_verify(Db *db, char **ret_detail, GError **error)
{
    return is_open(db, error) && db->engine->verify(db, ret_detail, error);
}

/* ---- Queries ---- */

DbRows *
db_query(Db *db, const char *sql, const DbArg *args, size_t n_args, GError **error)
{
    DbRows *rows;

    if (!is_open(db, error))
        return NULL;
    if (db->in_transaction && !engine_in_transaction(db)) {
        error_set(error, APP_ERROR_UNAVAILABLE, "database: the transaction was undone");
        return NULL;
    }
    rows = db->engine->query(db, sql, args, n_args, error);
    if (rows != NULL)
        db->open_rows++;
    return rows;
}

int
db_rows_next(DbRows *rows, GError **error)
{
    return rows->db->engine->rows_next(rows, error);
}

void
db_rows_free(DbRows *rows)
{
    if (rows == NULL)
        return;
    rows->db->open_rows--;
    rows->db->engine->rows_free(rows);
}

int64_t
db_rows_int(DbRows *rows, int column)
{
    return rows->db->engine->rows_int(rows, column);
}

double
db_rows_real(DbRows *rows, int column)
{
    return rows->db->engine->rows_real(rows, column);
}

const char *
db_rows_text(DbRows *rows, int column)
{
    return rows->db->engine->rows_text(rows, column);
}

const void *
db_rows_bytes(DbRows *rows, int column, gsize *ret_size)
{
    return rows->db->engine->rows_bytes(rows, column, ret_size);
}

bool
db_rows_is_null(DbRows *rows, int column)
{
    return rows->db->engine->rows_is_null(rows, column);
}

bool
db_run(Db *db, const char *sql, const DbArg *args, size_t n_args, GError **error)
{
    return db_change(db, sql, args, n_args, NULL, error);
}

bool
db_send(Db *tx, const char *sql, const DbArg *args, size_t n_args, GError **error)
{
    tx->unsettled = tx->engine != NULL && tx->engine->settle != NULL;
    return send(tx, sql, args, n_args, error);
}

bool
db_change(Db *db, const char *sql, const DbArg *args, size_t n_args, int64_t *ret_changed,
          GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, sql, args, n_args, error);
    int more;

    if (rows == NULL)
        return false;
    while ((more = db_rows_next(rows, error)) > 0)
        ;
    if (more == 0 && ret_changed != NULL)
        *ret_changed = db->engine->rows_changed(rows);
    return more == 0;
}

int
db_find_int(Db *db, const char *sql, const DbArg *args, size_t n_args, int64_t *ret_value,
            GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, sql, args, n_args, error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found > 0)
        *ret_value = db_rows_int(rows, 0);
    return found;
}

GArray *
db_find_ids(Db *db, const char *sql, const DbArg *args, size_t n_args, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autoptr(DbRows) rows = db_query(db, sql, args, n_args, error);
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1) {
        int64_t id = db_rows_int(rows, 0);

        g_array_append_val(ids, id);
    }
    return more == 0 ? g_steal_pointer(&ids) : NULL;
}

int
db_find_text(Db *db, const char *sql, const DbArg *args, size_t n_args, char **ret_text,
             GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, sql, args, n_args, error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found > 0)
        *ret_text = g_strdup(db_rows_text(rows, 0));
    return found;
}
