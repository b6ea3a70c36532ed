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

typedef struct {
    DbRows rows;
    Statement *statement;
} SqliteRows;

static sqlite3_stmt *
handle_of(DbRows *rows)
{
    return ((SqliteRows *)rows)->statement->handle;
}

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

/* Who writes is alone here: no row is locked by another, and SQLite has no word for it. */
static int
length_to_read(const char *sql)
{
    static const char locking[] = " FOR UPDATE SKIP LOCKED";

    return g_str_has_suffix(sql, locking) ? (int)(strlen(sql) - strlen(locking)) : -1;
}

static bool
is_of(const Statement *statement, const char *sql)
{
    const char *kept = sqlite3_sql(statement->handle);
    int length = length_to_read(sql);

    return length < 0 ? strcmp(kept, sql) == 0
                      : strncmp(kept, sql, (size_t)length) == 0 && kept[length] == '\0';
}

static Statement *
prepare(Db *db, const char *sql, bool cached, GError **error)
{
    Statement *statement = g_new0(Statement, 1);

    statement->cached = cached;
    if (sqlite3_prepare_v3(sqlite_handle(db), sql, length_to_read(sql),
                           cached ? SQLITE_PREPARE_PERSISTENT : 0, &statement->handle,
                           NULL) != SQLITE_OK) {
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
    GHashTable *statements = ((SqliteDb *)db)->statements;
    Statement *statement;

    statement = g_hash_table_lookup(statements, sql);
    if (statement == NULL) {
        statement = prepare(db, sql, true, error);
        if (statement != NULL)
            g_hash_table_insert(statements, (void *)sql, statement);
    } else if (!is_of(statement, sql)) {
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
    switch (arg->null ? DB_TYPE_NULL : arg->type) {
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
sqlite_query(Db *db, const char *sql, const DbArg *args, size_t n_args, GError **error)
{
    Statement *statement = find_statement(db, sql, error);
    SqliteRows *rows;

    if (statement == NULL)
        return NULL;
    rows = g_new(SqliteRows, 1);
    *rows = (SqliteRows){{db}, statement};
    statement->busy = true;
    if (n_args == statement->n_args) {
        unsigned i = 0;

        while (i < statement->n_slots &&
               bind(statement->handle, (int)i + 1, &args[statement->slots[i]]) == SQLITE_OK)
            i++;
        if (i == statement->n_slots)
            return &rows->rows;
        sqlite_fail(db, error);
    } else
        error_set(error, APP_ERROR_INTERNAL, "database: %zu arguments for '%s'", n_args, sql);
    sqlite_rows_free(&rows->rows);
    return NULL;
}

int
sqlite_rows_next(DbRows *rows, GError **error)
{
    switch (sqlite3_step(handle_of(rows))) {
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
sqlite_rows_free(DbRows *rows)
{
    Statement *statement = ((SqliteRows *)rows)->statement;

    if (statement->cached) {
        sqlite3_reset(statement->handle);
        sqlite3_clear_bindings(statement->handle);
        statement->busy = false;
    } else
        sqlite_statement_free(statement);
    g_free(rows);
}

int64_t
sqlite_rows_changed(DbRows *rows)
{
    return sqlite3_changes64(sqlite_handle(rows->db));
}

int64_t
sqlite_rows_int(DbRows *rows, int column)
{
    return sqlite3_column_int64(handle_of(rows), column);
}

double
sqlite_rows_real(DbRows *rows, int column)
{
    return sqlite3_column_double(handle_of(rows), column);
}

const char *
sqlite_rows_text(DbRows *rows, int column)
{
    return (const char *)sqlite3_column_text(handle_of(rows), column);
}

const void *
sqlite_rows_bytes(DbRows *rows, int column, gsize *ret_size)
{
    const void *bytes = sqlite3_column_blob(handle_of(rows), column);

    *ret_size = (gsize)sqlite3_column_bytes(handle_of(rows), column);
    return bytes;
}

bool
sqlite_rows_is_null(DbRows *rows, int column)
{
    return sqlite3_column_type(handle_of(rows), column) == SQLITE_NULL;
}
