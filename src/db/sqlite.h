/* sqlite: what a connection is for SQLite. Only the files of this folder that speak to SQLite
 * include it: sqlite.c (connection and transactions), statement.c (queries), fulltext.c. */
#pragma once

#include "db/engine.h"

#include <sqlite3.h>

struct Db {
    sqlite3 *handle;
    GHashTable *statements; /* address of a static SQL text → Statement */
    unsigned open_rows;     /* queries that are being read */
    DbUse use;
    bool in_transaction; /* between begin and end: if SQLite undoes it meanwhile, nothing more may
                            run */
};

/* Sets error from what SQLite says of its last call on db; returns false. */
bool sqlite_fail(Db *db, GError **error);

/* Runs statements without parameters. */
bool sqlite_script(Db *db, const char *sql, GError **error);

/* statement.c: frees a Statement of the cache. */
void sqlite_statement_free(void *statement);
