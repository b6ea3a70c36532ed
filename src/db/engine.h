/* engine: what the rest of this folder asks of a database engine, one connection at a time. SQLite
 * answers today (sqlite.c, statement.c); PostgreSQL will answer the same questions.
 *
 * Transactions do not nest; savepoints live inside one and do. */
#pragma once

#include "db/db.h"

typedef enum {
    DB_WRITER, /* makes the file if it is missing, waits its turn to write */
    DB_READER, /* refuses to write */
} DbUse;

/* Pragmas of a kind of file: the database proper, or an index that can be made again. */
typedef enum {
    DB_DURABLE, /* a commit survives a power cut */
    DB_DERIVED, /* a power cut may take the last commits back, whole */
} DbCare;

Db *engine_open(const char *path, DbUse use, DbCare care, GError **error);
/* Accepts NULL. */
void engine_close(Db *db);

/* Stands for a connection that could not be opened: whatever is asked of it fails as unavailable.
 */
Db *engine_unreachable(void);

/* Begins a transaction; a writer's holds the right to write from the start, so that it never fails
 * half way because of another process. */
bool engine_begin(Db *db, GError **error);
bool engine_commit(Db *db, GError **error);
/* Undoes all since engine_begin(); harmless when the engine has undone it already. */
void engine_rollback(Db *db);
/* False after an error so grave that the engine undid the whole transaction by itself. */
bool engine_in_transaction(Db *db);

/* Runs the text of a migration: several statements, no parameters. */
bool engine_migrate(Db *db, const char *sql, GError **error);

/* A consistent copy of what db sees into a file that does not exist yet. */
bool engine_backup(Db *db, const char *path, GError **error);
/* See database_verify(). */
bool engine_verify(Db *db, char **ret_detail, GError **error);
