/* db: the store. Everything the product knows is behind this header, whichever engine holds it.
 *
 * A Database is the whole store of one organisation; any thread may use it. A Db is one connection
 * of it, used by one thread at a time. One SQL dialect for every engine: `$n` parameters, ON
 * CONFLICT, RETURNING, integers for booleans, milliseconds UTC, ids made by base/id.h. SQL is a
 * static constant of a *-store.c file; values travel only as parameters. No engine's own trick
 * outside this folder.
 *
 * Writing is group commit: database_write() hands a function to the one writer, which runs many of
 * them in a single transaction, each behind its own savepoint, and returns to each caller after
 * their common commit is on disk. Concurrent writers pay one fsync together; when database_write()
 * has returned true, the change survives a power cut.
 *
 * database.c shares commits, readers.c gives each thread its connection, engine.h is what both ask
 * of an engine, sqlite*.c speak to SQLite, postgresql*.c to PostgreSQL, migrate.c brings the schema
 * up to date, fulltext.c searches. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Database Database;
typedef struct Db Db;
/* The rows of one query. At most one is read at a time per statement and connection. */
typedef struct DbRows DbRows;

typedef struct {
    enum { DB_TYPE_NULL, DB_TYPE_INT, DB_TYPE_REAL, DB_TYPE_TEXT, DB_TYPE_BYTES } type;
    bool null; /* a value of this type that is missing */
    int64_t integer;
    double real;
    const void *bytes; /* borrowed until the call returns or the rows are freed */
    gssize size;       /* of bytes; -1: up to the NUL */
} DbArg;

#define DB_NULL    ((DbArg){.type = DB_TYPE_NULL})
#define DB_INT(v)  ((DbArg){.type = DB_TYPE_INT, .integer = (v)})
#define DB_REAL(v) ((DbArg){.type = DB_TYPE_REAL, .real = (v)})
/* NULL text writes NULL. */
#define DB_TEXT(v) db_arg_text(v)
/* 0 writes NULL: an optional reference. */
#define DB_ID(v)       db_arg_id(v)
#define DB_BYTES(v, n) ((DbArg){.type = DB_TYPE_BYTES, .bytes = (v), .size = (gssize)(n)})
/* The two arguments args, n_args of the calls below. */
#define DB_ARGS(...) (const DbArg[]){__VA_ARGS__}, G_N_ELEMENTS(((const DbArg[]){__VA_ARGS__}))
#define DB_NO_ARGS   NULL, 0

static inline DbArg
db_arg_text(const char *text)
{
    return (DbArg){.type = DB_TYPE_TEXT, .null = text == NULL, .bytes = text, .size = -1};
}

static inline DbArg
db_arg_id(int64_t id)
{
    return (DbArg){.type = DB_TYPE_INT, .null = id == 0, .integer = id};
}

/* ---- The whole store ---- */

/* Opens (or creates) the store at url: "sqlite:PATH" for the file PATH, "postgresql://…" for a
 * database that exists, as libpq takes it. Brings the schema up to date. NULL and an error that
 * names what was wrong otherwise. Several processes may have the same store open, and write in
 * turn: a command works while the server runs. */
Database *database_open(const char *url, GError **error);

/* Waits for writes under way, then closes every connection. No other thread may still use it. */
void database_close(Database *database);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Database, database_close)

/* A piece of work inside a transaction. It may be run again from the start (a lost connection, a
 * conflict between nodes), so it does nothing but read and write through tx: no mail, no reply.
 * False with an error undoes this work alone. */
typedef bool (*DbWork)(Db *tx, void *data, GError **error);

/* Runs work in a transaction and waits until it is on disk. True: done and durable. False: nothing
 * of it remains and error says why. Never call it from inside a DbWork, nor on an HTTP input/output
 * thread. */
bool database_write(Database *database, DbWork work, void *data, GError **error);

/* The connection of this thread for reading; opened at first use, closed when the thread ends or
 * with the database. It sees every write that was acknowledged before the query began. Writing
 * through it is refused. Never NULL: if it cannot be opened, its queries fail with
 * APP_ERROR_UNAVAILABLE. */
Db *database_reader(Database *database);

/* Runs work on the reading connection with one unchanging view of the data. */
bool database_read(Database *database, DbWork work, void *data, GError **error);

/* Called on the writer's thread before each common commit, to make durable what lives beside the
 * database (files); false fails the whole group. After each commit, to wake those who wait for
 * news; must not block, and may be called for nothing. Commits of other processes are heard of too
 * where the engine tells (PostgreSQL); where it does not, look now and then. */
typedef bool (*DatabaseBefore)(void *data, GError **error);
typedef void (*DatabaseAfter)(void *data);
void database_before_commit(Database *database, DatabaseBefore before, void *data);
void database_after_commit(Database *database, DatabaseAfter after, void *data);
/* Takes out what was registered with data; once it has returned, none of it runs any more. */
void database_forget(Database *database, const void *data);

/* Whether servers on other machines may have it open too. */
bool database_is_shared(const Database *database);

/* What the writer has done since the store was opened. */
typedef struct {
    int64_t commits;  /* groups on disk */
    int64_t writes;   /* calls of database_write() answered */
    int64_t failures; /* of them, with an error */
    unsigned queued;  /* waiting now */
} DatabaseStats;
DatabaseStats database_stats(Database *database);

/* What holds it, and how large it is. */
typedef struct {
    const char *engine; /* "SQLite", "PostgreSQL" */
    char version[32];   /* of the engine, "3.40.1" */
    int64_t bytes;      /* tables and indexes */
    int64_t log_bytes;  /* committed and not yet in its place (write-ahead log); -1: not told */
} DatabaseDescription;
bool database_describe(Database *database, DatabaseDescription *ret_description, GError **error);

/* A consistent copy into a new file while the store is in use. */
bool database_backup(Database *database, const char *path, GError **error);

/* What the engine itself can say of its pages and indexes. True: sound. False: ret_detail (owned by
 * the caller) says what is broken, or error why it could not be looked at. */
bool database_verify(Database *database, char **ret_detail, GError **error);

/* ---- One connection ---- */

/* Runs work inside the transaction of tx, behind its own savepoint: false undoes it alone and
 * leaves the rest of the transaction as it was. */
bool db_try(Db *tx, DbWork work, void *data, GError **error);

/* sql must be a static string: its prepared statement is kept under its address. */
bool db_run(Db *db, const char *sql, const DbArg *args, size_t n_args, GError **error);
/* The same within a work, for a statement that succeeds unless something is broken: where the store
 * is at the other end of a wire nobody waits for its answer. When it fails after all, a later call
 * of the work says so, at the latest its end: the work is undone as if this one had said it. */
bool db_send(Db *tx, const char *sql, const DbArg *args, size_t n_args, GError **error);
/* As db_run(), telling how many rows it changed. */
bool db_change(Db *db, const char *sql, const DbArg *args, size_t n_args, int64_t *ret_changed,
               GError **error);
DbRows *db_query(Db *db, const char *sql, const DbArg *args, size_t n_args, GError **error);
/* 1: a row is ready; 0: no more; -1: error. */
int db_rows_next(DbRows *rows, GError **error);
void db_rows_free(DbRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DbRows, db_rows_free)

/* Columns from 0. Text and bytes are borrowed until the next db_rows_next(). NULL reads as 0, NaN
 * is never made, NULL text is NULL. */
int64_t db_rows_int(DbRows *rows, int column);
double db_rows_real(DbRows *rows, int column);
const char *db_rows_text(DbRows *rows, int column);
const void *db_rows_bytes(DbRows *rows, int column, gsize *ret_size);
bool db_rows_is_null(DbRows *rows, int column);

/* The first column of the first row: 1 found, 0 no row (*ret_value untouched), -1 error. */
int db_find_int(Db *db, const char *sql, const DbArg *args, size_t n_args, int64_t *ret_value,
                GError **error);
/* The first column of every row, int64_t each. Owned by the caller; NULL on error. */
GArray *db_find_ids(Db *db, const char *sql, const DbArg *args, size_t n_args, GError **error);
/* As db_find_int() for a text, owned by the caller. */
int db_find_text(Db *db, const char *sql, const DbArg *args, size_t n_args, char **ret_text,
                 GError **error);
