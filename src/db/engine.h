/* engine: what the rest of this folder asks of a database engine, one connection at a time. Each
 * engine is a table of functions; engine.c hands the calls of db.h over to that of the connection.
 * SQLite (sqlite.c) serves; PostgreSQL (postgresql.c) answers the same questions.
 *
 * Transactions do not nest; savepoints live inside one and do. */
#pragma once

#include "db/db.h"

typedef enum {
    DB_WRITER, /* makes the store if it is missing, waits its turn to write */
    DB_READER, /* refuses to write */
} DbUse;

typedef struct Engine Engine;

/* A connection and the rows of a query begin so, whatever the engine keeps behind. */
struct Db {
    const Engine *engine; /* NULL: the one that stands for none */
    DbUse use;
    unsigned open_rows;  /* queries that are being read */
    bool in_transaction; /* between begin and end: if the engine undoes it meanwhile, nothing more
                            may run */
    bool unsettled;      /* a work has sent what may not have been answered */
};
struct DbRows {
    Db *db;
};

/* See the functions of the same names below and in db.h; what is said there holds. */
struct Engine {
    const char *scheme; /* its URLs begin so */
    Db *(*open)(const char *url, DbUse use, GError **error);
    void (*close)(Db *db);
    bool (*begin)(Db *db, GError **error);
    bool (*commit)(Db *db, GError **error);
    void (*rollback)(Db *db);
    bool (*in_transaction)(Db *db);
    bool (*again)(Db *db);
    bool (*migrate)(Db *db, const char *sql, GError **error);
    bool (*backup)(Db *db, const char *path, GError **error);
    bool (*verify)(Db *db, char **ret_detail, GError **error);
    bool (*hear)(Db *db, const Db *writer, int stop, bool *ret_news, GPtrArray *told,
                 GError **error);
    bool (*tell)(Db *db, const char *text, GError **error);
    bool (*describe)(Db *db, DatabaseDescription *ret_description, GError **error);

    /* May be NULL: an engine that answers at once. settle waits, if asked to, for what was sent,
     * and fails when the transaction cannot go on as it is. */
    bool (*send)(Db *db, const char *sql, const DbArg *args, size_t n_args, GError **error);
    bool (*settle)(Db *db, bool wait, GError **error);
    DbRows *(*query)(Db *db, const char *sql, const DbArg *args, size_t n_args, GError **error);
    int (*rows_next)(DbRows *rows, GError **error);
    void (*rows_free)(DbRows *rows);
    int64_t (*rows_changed)(DbRows *rows); /* once there are no more */
    int64_t (*rows_int)(DbRows *rows, int column);
    double (*rows_real)(DbRows *rows, int column);
    const char *(*rows_text)(DbRows *rows, int column);
    const void *(*rows_bytes)(DbRows *rows, int column, gsize *ret_size);
    bool (*rows_is_null)(DbRows *rows, int column);
};

extern const Engine sqlite_engine, postgresql_engine;

/* The engine of a URL says what follows its scheme. A URL of none is APP_ERROR_INVALID. */
Db *engine_open(const char *url, DbUse use, GError **error);
/* Accepts NULL. */
void engine_close(Db *db);

/* Stands for a connection that could not be opened: whatever is asked of it fails as unavailable.
 */
Db *engine_unreachable(void);

/* Begins a transaction; a writer's holds the right to write from the start, so that it never fails
 * half way because of another process. */
bool engine_begin(Db *db, GError **error);
/* True: on disk. False: nothing of it is, nor will be; an engine that lost its answer asks again
 * until it knows, or fails as unavailable when nobody can say. */
bool engine_commit(Db *db, GError **error);
/* Undoes all since engine_begin(); harmless when the engine has undone it already. */
void engine_rollback(Db *db);
/* False after an error so grave that the whole transaction is undone, or has to be. */
bool engine_in_transaction(Db *db);
/* After a transaction failed and was rolled back: whether the reason has gone (a connection that
 * was lost is there again, a conflict with others is over), so that the same work is worth running
 * once more. Says so once for each failure. */
bool engine_again(Db *db);

/* Runs the text of a migration: several statements, no parameters. */
bool engine_migrate(Db *db, const char *sql, GError **error);

/* A consistent copy of what db sees into a file that does not exist yet. */
bool engine_backup(Db *db, const char *path, GError **error);
/* Waits until another process than that of writer may have committed (*ret_news), for a while, or
 * until the descriptor stop is readable. At first it says so at once. Engines without hear have no
 * other processes that matter: they are not asked.
 * What others have told since (engine_tell) is added to told, of char*. */
bool engine_hear(Db *db, const Db *writer, int stop, bool *ret_news, GPtrArray *told,
                 GError **error);
/* Tells a text that passes to every process that hears, this one too. */
bool engine_tell(Db *db, const char *text, GError **error);
bool engine_tells(const Db *db);
/* See database_describe(). */
bool engine_describe(Db *db, DatabaseDescription *ret_description, GError **error);
/* See database_verify(). */
bool engine_verify(Db *db, char **ret_detail, GError **error);
