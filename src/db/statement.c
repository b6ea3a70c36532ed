#include "db/sqlite.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

#define PARAMETERS_MAX 64

/* A prepared query. SQLite numbers the parameters in order of appearance, whatever their names:
 * slots says which argument each of its numbers takes. */
typedef struct {
    sqlite3_stmt *handle;
    unsigned n_slots;
    unsigned n_args; /* the highest $n */
    uint8_t slots[PARAMETERS_MAX];
    bool busy;   /* rows of it are being read */
    bool cached; /* kept after use */
} Statement;

struct DbRows {
    Db *db;
    Statement *statement;
};

void
sqlite_statement_free(void *data)
{
    Statement *statement = data;

    sqlite3_finalize(statement->handle);
    g_free(statement);
}

static bool
number_parameters(Statement *statement, const char *sql, GError **error)
{
    int count = sqlite3_bind_parameter_count(statement->handle);

    if (count > PARAMETERS_MAX)
        return error_set(error, APP_ERROR_INTERNAL, "database: %d parameters in '%s'", count, sql);
    for (int i = 1; i <= count; i++) {
        const char *name = sqlite3_bind_parameter_name(statement->handle, i);
        uint64_t n = 0;

        if (name == NULL || name[0] != '$' ||
            !g_ascii_string_to_unsigned(name + 1, 10, 1, PARAMETERS_MAX, &n, NULL))
            return error_set(error, APP_ERROR_INTERNAL, "database: parameter '%s' in '%s'",
                             name != NULL ? name : "?", sql);
        statement->slots[i - 1] = (uint8_t)(n - 1);
        statement->n_args = MAX(statement->n_args, (unsigned)n);
    }
    statement->n_slots = (unsigned)count;
    return true;
}

static Statement *
prepare(Db *db, const char *sql, bool cached, GError **error)
{
    Statement *statement = g_new0(Statement, 1);

    statement->cached = cached;
    if (sqlite3_prepare_v3(db->handle, sql, -1, cached ? SQLITE_PREPARE_PERSISTENT : 0,
                           &statement->handle, NULL) != SQLITE_OK) {
        sqlite_fail(db, error);
        sqlite_statement_free(statement);
        return NULL;
    }
    if (!number_parameters(statement, sql, error)) {
        sqlite_statement_free(statement);
        return NULL;
    }
    return statement;
}

/* The statement kept for sql; a fresh one when the kept one is being read further up the stack. */
static Statement *
find_statement(Db *db, const char *sql, GError **error)
{
    Statement *statement;

    if (db->handle == NULL) {
        error_set(error, APP_ERROR_UNAVAILABLE, "database: no connection");
        return NULL;
    }
    if (db->in_transaction && !engine_in_transaction(db)) {
        error_set(error, APP_ERROR_UNAVAILABLE, "database: the transaction was undone");
        return NULL;
    }
    statement = g_hash_table_lookup(db->statements, sql);
    if (statement == NULL) {
        statement = prepare(db, sql, true, error);
        if (statement != NULL)
            g_hash_table_insert(db->statements, (void *)sql, statement);
    } else if (strcmp(sqlite3_sql(statement->handle), sql) != 0) {
        g_critical("database: '%s' is not a static text", sql);
        return prepare(db, sql, false, error);
    }
    if (statement != NULL && statement->busy)
        return prepare(db, sql, false, error);
    return statement;
}

static int
bind(sqlite3_stmt *handle, int slot, const DbArg *arg)
{
    switch (arg->type) {
    case DB_TYPE_INT:
        return sqlite3_bind_int64(handle, slot, arg->integer);
    case DB_TYPE_REAL:
        return sqlite3_bind_double(handle, slot, arg->real);
    case DB_TYPE_TEXT:
        return sqlite3_bind_text(handle, slot, arg->bytes, (int)arg->size, SQLITE_STATIC);
    case DB_TYPE_BYTES:
        return arg->size == 0 ? sqlite3_bind_zeroblob(handle, slot, 0)
                              : sqlite3_bind_blob64(handle, slot, arg->bytes,
                                                    (sqlite3_uint64)arg->size, SQLITE_STATIC);
    case DB_TYPE_NULL:
        break;
    }
    return sqlite3_bind_null(handle, slot);
}

DbRows *
db_query(Db *db, const char *sql, const DbArg *args, size_t n_args, GError **error)
{
    g_autoptr(DbRows) rows = NULL;
    Statement *statement = find_statement(db, sql, error);

    if (statement == NULL)
        return NULL;
    rows = g_new(DbRows, 1);
    *rows = (DbRows){.db = db, .statement = statement};
    statement->busy = true;
    db->open_rows++;
    if (n_args != statement->n_args) {
        error_set(error, APP_ERROR_INTERNAL, "database: %zu arguments for '%s'", n_args, sql);
        return NULL;
    }
    for (unsigned i = 0; i < statement->n_slots; i++)
        if (bind(statement->handle, (int)i + 1, &args[statement->slots[i]]) != SQLITE_OK) {
            sqlite_fail(db, error);
            return NULL;
        }
    return g_steal_pointer(&rows);
}

int
db_rows_next(DbRows *rows, GError **error)
{
    switch (sqlite3_step(rows->statement->handle)) {
    case SQLITE_ROW:
        return 1;
    case SQLITE_DONE:
        return 0;
    default:
        sqlite_fail(rows->db, error);
        return -1;
    }
}

void
db_rows_free(DbRows *rows)
{
    if (rows == NULL)
        return;
    rows->db->open_rows--;
    if (rows->statement->cached) {
        sqlite3_reset(rows->statement->handle);
        sqlite3_clear_bindings(rows->statement->handle);
        rows->statement->busy = false;
    } else
        sqlite_statement_free(rows->statement);
    g_free(rows);
}

bool
db_run(Db *db, const char *sql, const DbArg *args, size_t n_args, GError **error)
{
    return db_change(db, sql, args, n_args, NULL, error);
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
        *ret_changed = sqlite3_changes64(db->handle);
    return more == 0;
}

int64_t
db_rows_int(DbRows *rows, int column)
{
    return sqlite3_column_int64(rows->statement->handle, column);
}

double
db_rows_real(DbRows *rows, int column)
{
    return sqlite3_column_double(rows->statement->handle, column);
}

const char *
db_rows_text(DbRows *rows, int column)
{
    return (const char *)sqlite3_column_text(rows->statement->handle, column);
}

const void *
db_rows_bytes(DbRows *rows, int column, gsize *ret_size)
{
    const void *bytes = sqlite3_column_blob(rows->statement->handle, column);

    *ret_size = (gsize)sqlite3_column_bytes(rows->statement->handle, column);
    return bytes;
}

bool
db_rows_is_null(DbRows *rows, int column)
{
    return sqlite3_column_type(rows->statement->handle, column) == SQLITE_NULL;
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
