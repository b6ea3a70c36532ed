/* postgresql: what a connection is for PostgreSQL. Private to this folder: postgresql.c (opening,
 * transactions, what a lost connection means), postgresql-statement.c (queries),
 * postgresql-pipeline.c (sending without waiting),
 * postgresql-error.c (its codes in ours), postgresql-schema.c (migrations in its spelling).
 *
 * Writers take turns, on one node and between nodes, by an advisory lock that a transaction holds
 * from its beginning to its end: as with SQLite, a work sees all that was committed before it and
 * nobody changes anything meanwhile, and facts are committed in the order of their positions.
 *
 * A commit whose answer was lost is looked for, never guessed: each transaction leaves a mark of
 * its own in the table writer_mark. Who holds the lock again after a cut knows that the old
 * transaction has ended, and sees by the mark how. */
#pragma once

#include "db/engine.h"

#include <postgresql/libpq-fe.h>

typedef struct {
    Db db;
    char *url; /* may hold a password: never shown */
    PGconn *connection;
    GHashTable *statements;   /* address of a static SQL text → prepared, on this connection */
    unsigned statements_made; /* names them */
    int64_t writer, mark;     /* of the transaction that is committed; 0: never one */
    unsigned unanswered;      /* statements that were sent and whose answers are still to be read */
    bool listens;             /* for commits of others, on this connection */
    bool conflict;            /* the transaction has to be undone and may be run again */
    bool lost;                /* the connection was lost and is not there again */
    bool unknown;             /* a commit may have been done: running it again could do it twice */
} PostgresqlDb;

/* Connects, in the place of a connection that was lost if there was one. */
bool postgresql_connect(PostgresqlDb *postgresql, GError **error);

/* Runs statements without parameters. */
bool postgresql_script(PostgresqlDb *postgresql, const char *sql, GError **error);

static inline bool
postgresql_succeeded(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);

    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/* Sets error from what a result (NULL: the connection) says, notes what it means for the
 * transaction, frees the result and returns false. No value of a row gets into the message. */
bool postgresql_fail(PostgresqlDb *postgresql, PGresult *result, GError **error);

/* The text of a migration as PostgreSQL spells it: integers of 64 bits, texts compared byte by
 * byte, expressions of an index between parentheses. Owned by the caller. */
char *postgresql_schema(const char *sql);

/* postgresql-pipeline.c: sends without waiting. Between begin and end no PQexec() and the like.
 * Ending fails when what was sent failed; the pipeline is over unless the connection is. */
bool postgresql_begin_pipeline(PostgresqlDb *postgresql, GError **error);
bool postgresql_end_pipeline(PostgresqlDb *postgresql, GError **error);
/* Takes what a PQsend…() returned into account. */
bool postgresql_sent(PostgresqlDb *postgresql, int sent, GError **error);
/* Waits for all that was sent: the result of the last one, to be freed, once it and all before it
 * have succeeded; otherwise NULL, and the error of the first that failed. */
PGresult *postgresql_answer(PostgresqlDb *postgresql, GError **error);
/* The same where no result is wanted; nothing to do when nothing was sent. */
bool postgresql_settle(PostgresqlDb *postgresql, GError **error);

/* postgresql-hear.c */
bool postgresql_hear(Db *db, const Db *writer, int stop, bool *ret_news, GPtrArray *told,
                     GError **error);
bool postgresql_tell(Db *db, const char *text, GError **error);

/* postgresql-statement.c: frees a Statement; the functions of the engine's table. */
void postgresql_statement_free(void *statement);
bool postgresql_send(Db *db, const char *sql, const DbArg *args, size_t n_args, GError **error);
DbRows *postgresql_query(Db *db, const char *sql, const DbArg *args, size_t n_args, GError **error);
int postgresql_rows_next(DbRows *rows, GError **error);
void postgresql_rows_free(DbRows *rows);
int64_t postgresql_rows_changed(DbRows *rows);
int64_t postgresql_rows_int(DbRows *rows, int column);
double postgresql_rows_real(DbRows *rows, int column);
const char *postgresql_rows_text(DbRows *rows, int column);
const void *postgresql_rows_bytes(DbRows *rows, int column, gsize *ret_size);
bool postgresql_rows_is_null(DbRows *rows, int column);
