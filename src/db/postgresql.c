#include "db/postgresql.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/log.h"

#include <string.h>

#define VERSION_MIN     150000
#define CONNECT_SECONDS "5"
#define CONNECT_TRIES   8 /* after a cut: from 50 ms on, each wait twice the one before */
#define CONNECT_WAIT_US 50000
#define MARK_KEPT       (7 * CLOCK_DAY) /* of writers that are gone */

/* The lock is the letters "lien": whoever writes holds it. A work that waits for nothing but us
 * does not stand still for long: what does was cut off, and its lock must not outlive it. */
static const char session_sql[] = "SET client_min_messages = warning; SET lock_timeout = '30s';"
                                  "SELECT set_config('synchronous_commit', 'on', false)"
                                  " WHERE current_setting('synchronous_commit') = 'off'";
static const char writer_sql[] = "SET idle_in_transaction_session_timeout = '20s';"
                                 "SET statement_timeout = '60s'";
static const char reader_sql[] = "SET default_transaction_read_only = on;"
                                 "SET idle_in_transaction_session_timeout = '10min';"
                                 "SET statement_timeout = '60s'";

/* What this engine needs beside the tables of the program. */
static const char own_tables_sql[] =
    "BEGIN; SELECT pg_advisory_xact_lock(1818846574);"
    "CREATE TABLE IF NOT EXISTS writer_mark ("
    " writer BIGINT PRIMARY KEY," /* one connection that writes */
    " mark   BIGINT NOT NULL,"    /* its last transaction that was committed */
    " at     BIGINT NOT NULL);"
    "COMMIT";

static const char begin_write_sql[] = "BEGIN; SELECT pg_advisory_xact_lock(1818846574)";
static const char begin_read_sql[] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/* A commit is not to be given up while it waits for a standby: it would be here and not there. Who
 * listens (postgresql-hear.c) hears of it once it is done. */
static const char mark_sql[] =
    "INSERT INTO writer_mark (writer, mark, at) VALUES ($1, $2, $3)"
    " ON CONFLICT (writer) DO UPDATE SET mark = excluded.mark, at = excluded.at"
    " RETURNING set_config('statement_timeout', '0', true), pg_notify('lien', $1::text)";
static const char find_mark_sql[] = "SELECT 1 FROM writer_mark WHERE writer = $1 AND mark = $2";
static const char old_marks_sql[] = "DELETE FROM writer_mark WHERE at < $1";

static PostgresqlDb *
postgresql_of(Db *db)
{
    return (PostgresqlDb *)db;
}

bool
postgresql_script(PostgresqlDb *postgresql, const char *sql, GError **error)
{
    PGresult *result;

    if (!postgresql_end_pipeline(postgresql, error))
        return false;
    result = PQexec(postgresql->connection, sql);
    if (!postgresql_succeeded(result))
        return postgresql_fail(postgresql, result, error);
    PQclear(result);
    return true;
}

/* ---- Connecting ---- */

static void
ignore_notice(void *data, const char *message)
{
}

static bool
check_server(PostgresqlDb *postgresql, GError **error)
{
    const char *encoding = PQparameterStatus(postgresql->connection, "server_encoding");

    if (PQserverVersion(postgresql->connection) < VERSION_MIN)
        return error_set_field(error, APP_ERROR_INVALID, "database",
                               "PostgreSQL 15 or later is needed, this is %d",
                               PQserverVersion(postgresql->connection) / 10000);
    if (g_strcmp0(encoding, "UTF8") != 0)
        return error_set_field(error, APP_ERROR_INVALID, "database",
                               "the database is in %s, not in UTF8", encoding);
    return true;
}

/* What stands before the URL it may say otherwise, what stands behind it not. A machine that lost
 * its power says nothing: ten seconds of silence are the end of a connection, and losing one that
 * was alive costs little. */
static PGconn *
dial(const char *url)
{
    static const char *const keywords[] = {
        "connect_timeout",  "target_session_attrs",
        "keepalives_idle",  "keepalives_interval",
        "keepalives_count", "tcp_user_timeout",
        "application_name", "dbname",
        "client_encoding",  NULL,
    };
    const char *const values[] = {
        CONNECT_SECONDS, "read-write", "4", "2", "3", "10000", "lien", url, "UTF8", NULL,
    };

    return PQconnectdbParams(keywords, values, 1);
}

bool
postgresql_connect(PostgresqlDb *postgresql, GError **error)
{
    g_hash_table_remove_all(postgresql->statements);
    PQfinish(postgresql->connection);
    postgresql->unanswered = 0;
    postgresql->connection = dial(postgresql->url);
    if (PQstatus(postgresql->connection) != CONNECTION_OK)
        return postgresql_fail(postgresql, NULL, error);
    PQsetNoticeProcessor(postgresql->connection, ignore_notice, NULL);
    if (!check_server(postgresql, error) || !postgresql_script(postgresql, session_sql, error) ||
        !postgresql_script(postgresql, postgresql->db.use == DB_WRITER ? writer_sql : reader_sql,
                           error))
        return false;
    postgresql->lost = postgresql->conflict = postgresql->listens = false;
    return true;
}

/* A server that starts again, or another that takes its place, needs some seconds. */
static bool
find_again(PostgresqlDb *postgresql, GError **error)
{
    gulong wait = CONNECT_WAIT_US;

    for (int tries = 1; !postgresql_connect(postgresql, tries == CONNECT_TRIES ? error : NULL);
         tries++) {
        if (tries == CONNECT_TRIES)
            return false;
        g_usleep(wait);
        wait *= 2;
    }
    log_warning("db", "connected-again", "use=%s",
                postgresql->db.use == DB_WRITER ? "writer" : "reader");
    return true;
}

static void
close_connection(Db *db)
{
    PostgresqlDb *postgresql = postgresql_of(db);

    if (db->open_rows > 0)
        g_critical("database: closed while rows were being read");
    PQfinish(postgresql->connection);
    g_hash_table_unref(postgresql->statements);
    g_free(postgresql->url);
    g_free(postgresql);
}

static bool
make_own_tables(PostgresqlDb *postgresql, GError **error)
{
    postgresql->writer = random_number();
    return postgresql_script(postgresql, own_tables_sql, error) &&
           db_run(&postgresql->db, old_marks_sql, DB_ARGS(DB_INT(clock_now() - MARK_KEPT)), error);
}

static Db *
open_url(const char *url, DbUse use, GError **error)
{
    PostgresqlDb *postgresql = g_new0(PostgresqlDb, 1);

    postgresql->db.engine = &postgresql_engine;
    postgresql->db.use = use;
    postgresql->url = g_strdup(url);
    postgresql->statements = g_hash_table_new_full(NULL, NULL, NULL, postgresql_statement_free);
    if (postgresql_connect(postgresql, error) &&
        (use == DB_READER || make_own_tables(postgresql, error)))
        return &postgresql->db;
    close_connection(&postgresql->db);
    return NULL;
}

/* ---- Transactions ---- */

static bool
begin(Db *db, GError **error)
{
    PostgresqlDb *postgresql = postgresql_of(db);
    const char *sql = db->use == DB_WRITER ? begin_write_sql : begin_read_sql;

    postgresql->conflict = false;
    if (!postgresql->lost && postgresql_script(postgresql, sql, error))
        return true;
    if (!postgresql->lost)
        return false;
    g_clear_error(error);
    return postgresql_connect(postgresql, error) && postgresql_script(postgresql, sql, error);
}

static bool
in_transaction(Db *db)
{
    const PostgresqlDb *postgresql = postgresql_of(db);
    PGTransactionStatusType status = PQtransactionStatus(postgresql->connection);

    return !postgresql->conflict && !postgresql->lost &&
           (status == PQTRANS_INTRANS || status == PQTRANS_INERROR || postgresql->unanswered > 0);
}

static void
rollback(Db *db)
{
    PostgresqlDb *postgresql = postgresql_of(db);
    PGTransactionStatusType status;

    postgresql_settle(postgresql, NULL);
    status = PQtransactionStatus(postgresql->connection);
    if (status == PQTRANS_INTRANS || status == PQTRANS_INERROR)
        postgresql_script(postgresql, "ROLLBACK", NULL);
}

static bool
again(Db *db)
{
    PostgresqlDb *postgresql = postgresql_of(db);
    bool conflict = postgresql->conflict;
    bool unknown = postgresql->unknown;

    postgresql->conflict = postgresql->unknown = false;
    return !unknown && (postgresql->lost ? find_again(postgresql, NULL) : conflict);
}

/* Goes with the COMMIT behind it. */
static bool
put_mark(PostgresqlDb *postgresql, GError **error)
{
    postgresql->mark++;
    return postgresql_send(
        &postgresql->db, mark_sql,
        DB_ARGS(DB_INT(postgresql->writer), DB_INT(postgresql->mark), DB_INT(clock_now())), error);
}

/* NULL when something before it failed, or it did. */
static PGresult *
run_commit(PostgresqlDb *postgresql, GError **error)
{
    static const char sql[] = "COMMIT";
    PGresult *result;

    if (!postgresql_begin_pipeline(postgresql, error) ||
        !postgresql_sent(
            postgresql,
            PQsendQueryParams(postgresql->connection, sql, 0, NULL, NULL, NULL, NULL, 0), error))
        return NULL;
    result = postgresql_answer(postgresql, error);
    if (!postgresql->lost)
        postgresql_end_pipeline(postgresql, NULL);
    return result;
}

/* The connection was cut while COMMIT was under way. The lock is ours again only when the old
 * transaction is over: its mark is there, or it will never be. */
static bool
look_for_mark(PostgresqlDb *postgresql, GError **error)
{
    int64_t one;
    int found = -1;

    if (find_again(postgresql, error) && postgresql_script(postgresql, begin_write_sql, error))
        found =
            db_find_int(&postgresql->db, find_mark_sql,
                        DB_ARGS(DB_INT(postgresql->writer), DB_INT(postgresql->mark)), &one, error);
    rollback(&postgresql->db);
    log_warning("db", "commit-looked-for", "found=%d", found);
    postgresql->conflict = found == 0; /* not there, and worth running again */
    postgresql->unknown = found < 0;
    if (found == 0)
        error_set(error, APP_ERROR_UNAVAILABLE, "database: cut off before the commit");
    else if (found < 0)
        g_prefix_error(error, "nobody can say whether a commit was done: ");
    return found > 0;
}

/* A transaction that failed inside is undone by COMMIT, which calls that a success. */
static bool
commit(Db *db, GError **error)
{
    PostgresqlDb *postgresql = postgresql_of(db);
    g_autoptr(GError) why = NULL;
    PGresult *result;

    if (db->use == DB_WRITER && !put_mark(postgresql, error))
        return false;
    result = run_commit(postgresql, &why);
    if (result != NULL) {
        bool done = strcmp(PQcmdStatus(result), "COMMIT") == 0;

        PQclear(result);
        return done ||
               error_set(error, APP_ERROR_UNAVAILABLE, "database: the transaction was undone");
    }
    if (!postgresql->lost || db->use != DB_WRITER) {
        g_propagate_error(error, g_steal_pointer(&why));
        return false;
    }
    db->in_transaction = false;
    return look_for_mark(postgresql, error);
}

static bool
settle(Db *db, bool wait, GError **error)
{
    PostgresqlDb *postgresql = postgresql_of(db);

    if (wait && !postgresql_settle(postgresql, error))
        return false;
    return PQtransactionStatus(postgresql->connection) != PQTRANS_INERROR ||
           error_set(error, APP_ERROR_INTERNAL, "database: a work went on after a failure");
}

/* ---- The schema and the whole ---- */

static bool
migrate(Db *db, const char *sql, GError **error)
{
    g_autofree char *spelled = postgresql_schema(sql);
    PostgresqlDb *postgresql = postgresql_of(db);

    return postgresql_script(postgresql, "SET LOCAL statement_timeout = 0", error) &&
           postgresql_script(postgresql, spelled, error);
}

static bool
backup(Db *db, const char *path, GError **error)
{
    return error_set(error, APP_ERROR_INVALID,
                     "a PostgreSQL database is copied by pg_dump or pg_basebackup");
}

/* The server checks the keys at each change, and its pages by its own tools (pg_amcheck). */
static bool
verify(Db *db, char **ret_detail, GError **error)
{
    return true;
}

static bool
describe(Db *db, DatabaseDescription *ret_description, GError **error)
{
    static const char sql[] = "SELECT pg_database_size(current_database())";
    const char *version = PQparameterStatus(((PostgresqlDb *)db)->connection, "server_version");
    int64_t bytes = 0;

    if (db_find_int(db, sql, DB_NO_ARGS, &bytes, error) < 0)
        return false;
    *ret_description =
        (DatabaseDescription){.engine = "PostgreSQL", .bytes = bytes, .log_bytes = -1};
    /* "15.18 (Debian 15.18-0+deb12u1)" */
    g_strlcpy(
        ret_description->version, version != NULL ? version : "",
        MIN(sizeof ret_description->version, strcspn(version != NULL ? version : "", " ") + 1));
    return true;
}

const Engine postgresql_engine = {
    .scheme = "postgresql://",
    .open = open_url,
    .close = close_connection,
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .in_transaction = in_transaction,
    .again = again,
    .migrate = migrate,
    .backup = backup,
    .verify = verify,
    .describe = describe,
    .hear = postgresql_hear,
    .tell = postgresql_tell,
    .send = postgresql_send,
    .settle = settle,
    .query = postgresql_query,
    .rows_next = postgresql_rows_next,
    .rows_free = postgresql_rows_free,
    .rows_changed = postgresql_rows_changed,
    .rows_int = postgresql_rows_int,
    .rows_real = postgresql_rows_real,
    .rows_text = postgresql_rows_text,
    .rows_bytes = postgresql_rows_bytes,
    .rows_is_null = postgresql_rows_is_null,
};
