#include "db/postgresql.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

#define PARAMETERS_MAX 64
#define NUMBER_SIZE    40 /* bytes of any number as text */

/* Types of PostgreSQL by their numbers, which never change. */
enum {
    TYPE_UNKNOWN = 0, /* what the place asks for */
    TYPE_BOOLEAN = 16,
    TYPE_BYTES = 17,
    TYPE_INT = 20,
    TYPE_TEXT = 25,
    TYPE_REAL = 701,
};

typedef struct {
    char name[16];
    char *sql;
    unsigned n_args; /* the highest $n */
} Statement;

typedef struct {
    DbRows rows;
    PGresult *result;  /* all of it: a query is over when it returns */
    int row;           /* -1 before the first */
    GSList *unescaped; /* bytes of this row that were asked for */
} PostgresqlRows;

/* Arguments as libpq takes them. */
typedef struct {
    Oid types[PARAMETERS_MAX];
    const char *values[PARAMETERS_MAX];
    int sizes[PARAMETERS_MAX];
    int binary[PARAMETERS_MAX];
    char numbers[PARAMETERS_MAX][NUMBER_SIZE];
    GPtrArray *owned;
} Arguments;

static PGresult *
result_of(const DbRows *rows)
{
    return ((const PostgresqlRows *)rows)->result;
}

static PostgresqlDb *
postgresql_of(Db *db)
{
    return (PostgresqlDb *)db;
}

void
postgresql_statement_free(void *data)
{
    Statement *statement = data;

    g_free(statement->sql);
    g_free(statement);
}

static unsigned
highest_parameter(const char *sql)
{
    guint64 highest = 0;

    for (const char *at = sql; (at = strchr(at, '$')) != NULL;) {
        guint64 number = g_ascii_strtoull(++at, NULL, 10);

        highest = MAX(highest, number);
    }
    return (unsigned)MIN(highest, G_MAXUINT);
}

/* ---- Arguments ---- */

static Oid
type_of(const DbArg *arg)
{
    switch (arg->type) {
    case DB_TYPE_INT:
        return TYPE_INT;
    case DB_TYPE_REAL:
        return TYPE_REAL;
    case DB_TYPE_TEXT:
        return TYPE_TEXT;
    case DB_TYPE_BYTES:
        return TYPE_BYTES;
    case DB_TYPE_NULL:
        break;
    }
    return TYPE_UNKNOWN;
}

/* A text of a known size may go on behind it. */
static const char *
whole_text(Arguments *to, const DbArg *arg)
{
    char *text;

    if (arg->size < 0)
        return arg->bytes;
    text = g_strndup(arg->bytes, (gsize)arg->size);
    g_ptr_array_add(to->owned, text);
    return text;
}

static void
put_argument(Arguments *to, size_t i, const DbArg *arg)
{
    to->types[i] = type_of(arg);
    to->values[i] = NULL;
    to->sizes[i] = 0;
    to->binary[i] = arg->type == DB_TYPE_BYTES;
    switch (arg->null ? DB_TYPE_NULL : arg->type) {
    case DB_TYPE_INT:
        g_snprintf(to->numbers[i], NUMBER_SIZE, "%" G_GINT64_FORMAT, arg->integer);
        to->values[i] = to->numbers[i];
        break;
    case DB_TYPE_REAL:
        to->values[i] = g_ascii_dtostr(to->numbers[i], NUMBER_SIZE, arg->real);
        break;
    case DB_TYPE_TEXT:
        to->values[i] = whole_text(to, arg);
        break;
    case DB_TYPE_BYTES:
        to->values[i] = arg->size > 0 ? arg->bytes : "";
        to->sizes[i] = (int)arg->size;
        break;
    case DB_TYPE_NULL:
        break;
    }
}

/* ---- Queries ---- */

static bool
pipeline_is_on(const PostgresqlDb *postgresql)
{
    return PQpipelineStatus(postgresql->connection) != PQ_PIPELINE_OFF;
}

/* NULL when it failed. */
static PGresult *
succeeded_only(PostgresqlDb *postgresql, PGresult *result, GError **error)
{
    if (postgresql_succeeded(result))
        return result;
    postgresql_fail(postgresql, result, error);
    return NULL;
}

/* Within a pipeline too its answer is waited for, once for each statement of a connection: one that
 * was passed over for the failure of another must not be taken for prepared. */
static PGresult *
run_prepare(PostgresqlDb *postgresql, const Statement *statement, const Oid *types, GError **error)
{
    PGconn *connection = postgresql->connection;
    int n_args = (int)statement->n_args;

    if (!pipeline_is_on(postgresql))
        return succeeded_only(postgresql,
                              PQprepare(connection, statement->name, statement->sql, n_args, types),
                              error);
    if (!postgresql_sent(postgresql,
                         PQsendPrepare(connection, statement->name, statement->sql, n_args, types),
                         error))
        return NULL;
    return postgresql_answer(postgresql, error);
}

static Statement *
prepare(PostgresqlDb *postgresql, const char *sql, size_t n_args, const Oid *types, GError **error)
{
    Statement *statement;
    PGresult *result;

    if (n_args != highest_parameter(sql)) {
        error_set(error, APP_ERROR_INTERNAL, "database: %zu arguments for '%s'", n_args, sql);
        return NULL;
    }
    statement = g_new0(Statement, 1);
    statement->n_args = (unsigned)n_args;
    statement->sql = g_strdup(sql);
    g_snprintf(statement->name, sizeof statement->name, "s%u", ++postgresql->statements_made);
    result = run_prepare(postgresql, statement, types, error);
    if (result == NULL) {
        postgresql_statement_free(statement);
        return NULL;
    }
    PQclear(result);
    return statement;
}

/* The statement kept for sql. The types of its first arguments are its own from then on; values of
 * another type are read as such by the server. */
static Statement *
find_statement(PostgresqlDb *postgresql, const char *sql, size_t n_args, const Oid *types,
               GError **error)
{
    Statement *statement = g_hash_table_lookup(postgresql->statements, sql);

    if (statement != NULL && strcmp(statement->sql, sql) != 0) {
        g_critical("database: '%s' is not a static text", sql);
        statement = NULL;
    }
    if (statement == NULL) {
        statement = prepare(postgresql, sql, n_args, types, error);
        if (statement != NULL)
            g_hash_table_replace(postgresql->statements, (void *)sql, statement);
    } else if (n_args != statement->n_args) {
        error_set(error, APP_ERROR_INTERNAL, "database: %zu arguments for '%s'", n_args, sql);
        return NULL;
    }
    return statement;
}

static bool
send_prepared(PostgresqlDb *postgresql, const Statement *statement, const Arguments *arguments,
              GError **error)
{
    return postgresql_sent(postgresql,
                           PQsendQueryPrepared(postgresql->connection, statement->name,
                                               (int)statement->n_args, arguments->values,
                                               arguments->sizes, arguments->binary, 0),
                           error);
}

static PGresult *
execute(PostgresqlDb *postgresql, const char *sql, size_t n_args, const Arguments *arguments,
        GError **error)
{
    const Statement *statement = find_statement(postgresql, sql, n_args, arguments->types, error);

    if (statement == NULL)
        return NULL;
    if (pipeline_is_on(postgresql))
        return send_prepared(postgresql, statement, arguments, error)
                   ? postgresql_answer(postgresql, error)
                   : NULL;
    return succeeded_only(postgresql,
                          PQexecPrepared(postgresql->connection, statement->name, (int)n_args,
                                         arguments->values, arguments->sizes, arguments->binary, 0),
                          error);
}

/* A reader that finds its connection cut between two transactions asks once more on a new one. */
static PGresult *
execute_or_reconnect(PostgresqlDb *postgresql, const char *sql, size_t n_args,
                     const Arguments *arguments, GError **error)
{
    g_autoptr(GError) why = NULL;
    PGresult *result = execute(postgresql, sql, n_args, arguments, &why);

    if (result != NULL)
        return result;
    if (postgresql->lost && !postgresql->db.in_transaction && postgresql->db.use == DB_READER &&
        postgresql_connect(postgresql, NULL))
        return execute(postgresql, sql, n_args, arguments, error);
    g_propagate_error(error, g_steal_pointer(&why));
    return NULL;
}

static bool
put_arguments(Arguments *to, const char *sql, const DbArg *args, size_t n_args, GError **error)
{
    if (n_args > PARAMETERS_MAX)
        return error_set(error, APP_ERROR_INTERNAL, "database: %zu parameters in '%s'", n_args,
                         sql);
    for (size_t i = 0; i < n_args; i++)
        put_argument(to, i, &args[i]);
    return true;
}

bool
postgresql_send(Db *db, const char *sql, const DbArg *args, size_t n_args, GError **error)
{
    g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func(g_free);
    Arguments arguments = {.owned = owned};
    PostgresqlDb *postgresql = postgresql_of(db);
    const Statement *statement;

    if (!put_arguments(&arguments, sql, args, n_args, error) ||
        !postgresql_begin_pipeline(postgresql, error))
        return false;
    statement = find_statement(postgresql, sql, n_args, arguments.types, error);
    return statement != NULL && send_prepared(postgresql, statement, &arguments, error);
}

DbRows *
postgresql_query(Db *db, const char *sql, const DbArg *args, size_t n_args, GError **error)
{
    g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func(g_free);
    Arguments arguments = {.owned = owned};
    PostgresqlRows *rows;
    PGresult *result;

    if (!put_arguments(&arguments, sql, args, n_args, error))
        return NULL;
    result = execute_or_reconnect(postgresql_of(db), sql, n_args, &arguments, error);
    if (result == NULL)
        return NULL;
    rows = g_new(PostgresqlRows, 1);
    *rows = (PostgresqlRows){.rows = {db}, .result = result, .row = -1};
    return &rows->rows;
}

/* ---- Rows ---- */

static void
forget_bytes(PostgresqlRows *rows)
{
    g_slist_free_full(g_steal_pointer(&rows->unescaped), PQfreemem);
}

int
postgresql_rows_next(DbRows *rows, GError **error)
{
    PostgresqlRows *ours = (PostgresqlRows *)rows;

    forget_bytes(ours);
    if (ours->row + 1 >= PQntuples(ours->result))
        return 0;
    ours->row++;
    return 1;
}

void
postgresql_rows_free(DbRows *rows)
{
    PostgresqlRows *ours = (PostgresqlRows *)rows;

    forget_bytes(ours);
    PQclear(ours->result);
    g_free(ours);
}

int64_t
postgresql_rows_changed(DbRows *rows)
{
    return g_ascii_strtoll(PQcmdTuples(result_of(rows)), NULL, 10);
}

bool
postgresql_rows_is_null(DbRows *rows, int column)
{
    return PQgetisnull(result_of(rows), ((PostgresqlRows *)rows)->row, column) != 0;
}

const char *
postgresql_rows_text(DbRows *rows, int column)
{
    if (postgresql_rows_is_null(rows, column))
        return NULL;
    return PQgetvalue(result_of(rows), ((PostgresqlRows *)rows)->row, column);
}

int64_t
postgresql_rows_int(DbRows *rows, int column)
{
    const char *text = postgresql_rows_text(rows, column);

    if (text == NULL)
        return 0;
    if (PQftype(result_of(rows), column) == TYPE_BOOLEAN)
        return text[0] == 't';
    return g_ascii_strtoll(text, NULL, 10);
}

double
postgresql_rows_real(DbRows *rows, int column)
{
    const char *text = postgresql_rows_text(rows, column);

    return text != NULL ? g_ascii_strtod(text, NULL) : 0;
}

const void *
postgresql_rows_bytes(DbRows *rows, int column, gsize *ret_size)
{
    PostgresqlRows *ours = (PostgresqlRows *)rows;
    const char *text = postgresql_rows_text(rows, column);

    *ret_size = 0;
    if (text == NULL)
        return NULL;
    if (PQftype(ours->result, column) == TYPE_BYTES) {
        ours->unescaped = g_slist_prepend(ours->unescaped,
                                          PQunescapeBytea((const unsigned char *)text, ret_size));
        return ours->unescaped->data;
    }
    *ret_size = (gsize)PQgetlength(ours->result, ours->row, column);
    return text;
}
