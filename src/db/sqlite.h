/* sqlite: what a connection is for SQLite. Only the files of this folder that speak to SQLite
 * include it: sqlite.c (connection and transactions), sqlite-statement.c (queries),
 * sqlite-function.c (string_agg), fulltext.c. */
#pragma once

#include "db/engine.h"

#include <sqlite3.h>

/* Pragmas of a kind of file: the database proper, or an index that can be made again. */
typedef enum {
    DB_DURABLE, /* a commit survives a power cut */
    DB_DERIVED, /* a power cut may take the last commits back, whole */
} DbCare;

typedef struct {
    Db db;
    sqlite3 *handle;
    GHashTable *statements; /* address of a static SQL text → Statement */
} SqliteDb;

static inline sqlite3 *
sqlite_handle(Db *db)
{
    return ((SqliteDb *)db)->handle;
}

/* engine_open() for the file path, with the pragmas of its kind. */
Db *sqlite_open(const char *path, DbUse use, DbCare care, GError **error);

/* Sets error from what SQLite says of its last call on db; returns false. */
bool sqlite_fail(Db *db, GError **error);

/* Runs statements without parameters. */
bool sqlite_script(Db *db, const char *sql, GError **error);

/* sqlite-function.c: gives a connection what it lacks of the common dialect. */
bool sqlite_functions(Db *db, GError **error);

/* sqlite-statement.c: frees a Statement of the cache; the functions of the engine's table. */
void sqlite_statement_free(void *statement);
DbRows *sqlite_query(Db *db, const char *sql, const DbArg *args, size_t n_args, GError **error);
int sqlite_rows_next(DbRows *rows, GError **error);
void sqlite_rows_free(DbRows *rows);
int64_t sqlite_rows_changed(DbRows *rows);
int64_t sqlite_rows_int(DbRows *rows, int column);
double sqlite_rows_real(DbRows *rows, int column);
const char *sqlite_rows_text(DbRows *rows, int column);
const void *sqlite_rows_bytes(DbRows *rows, int column, gsize *ret_size);
bool sqlite_rows_is_null(DbRows *rows, int column);
