#include "db/sqlite.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MS 20000

/* Caches are in KiB and fill only as they are used. No mmap: a disk error would be a signal instead
 * of an error. Big pages hold several messages each; temporary data (savepoints) stays in memory.
 */
static const char common_pragmas[] = "PRAGMA temp_store = memory; PRAGMA foreign_keys = on;"
                                     "PRAGMA secure_delete = on;";
static const char new_file_pragmas[] = "PRAGMA page_size = 8192; PRAGMA journal_mode = wal;";
static const char durable_pragmas[] = "PRAGMA synchronous = full; PRAGMA cache_size = -32768;"
                                      "PRAGMA wal_autocheckpoint = 20000;";
static const char derived_pragmas[] = "PRAGMA synchronous = normal; PRAGMA cache_size = -16384;"
                                      "PRAGMA wal_autocheckpoint = 4000;";
static const char reader_pragmas[] = "PRAGMA query_only = on; PRAGMA cache_size = -4096;";

static AppError
code_of(int rc)
{
    switch (rc) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        return APP_ERROR_CONFLICT;
    }
    switch (rc & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
        return APP_ERROR_UNAVAILABLE;
    default:
        return APP_ERROR_INTERNAL;
    }
}

bool
sqlite_fail(Db *db, GError **error)
{
    return error_set(error, code_of(sqlite3_extended_errcode(sqlite_handle(db))), "database: %s",
                     sqlite3_errmsg(sqlite_handle(db)));
}

bool
sqlite_script(Db *db, const char *sql, GError **error)
{
    return sqlite3_exec(sqlite_handle(db), sql, NULL, NULL, NULL) == SQLITE_OK ||
           sqlite_fail(db, error);
}

/* The file holds personal data: readable by its owner alone, and SQLite gives its companions (-wal,
 * -shm) the same rights. */
static bool
make_file(const char *path, GError **error)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (fd < 0)
        return error_set(error, APP_ERROR_UNAVAILABLE, "cannot open %s: %s", path,
                         g_strerror(errno));
    close(fd);
    return true;
}

static bool
set_up(Db *db, DbCare care, GError **error)
{
    sqlite3_extended_result_codes(sqlite_handle(db), 1);
    sqlite3_busy_timeout(sqlite_handle(db), BUSY_TIMEOUT_MS);
    if (!sqlite_script(db, common_pragmas, error) || !sqlite_functions(db, error))
        return false;
    if (db->use == DB_READER)
        return sqlite_script(db, reader_pragmas, error);
    return sqlite_script(db, new_file_pragmas, error) &&
           sqlite_script(db, care == DB_DURABLE ? durable_pragmas : derived_pragmas, error);
}

static bool
migrate(Db *db, const char *sql, GError **error)
{
    /* An id is the place of its row only under this spelling; otherwise SQLite keeps a second tree.
     */
    g_autoptr(GRegex) spelling = g_regex_new("\\bBIGINT\\s+PRIMARY KEY\\b", 0, 0, NULL);
    g_autofree char *spelled =
        g_regex_replace_literal(spelling, sql, -1, 0, "INTEGER PRIMARY KEY", 0, NULL);

    return sqlite_script(db, spelled, error);
}

static void
close_connection(Db *db)
{
    SqliteDb *sqlite = (SqliteDb *)db;

    g_hash_table_unref(sqlite->statements);
    if (db->use == DB_WRITER)
        sqlite3_wal_checkpoint_v2(sqlite->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    if (sqlite3_close(sqlite->handle) != SQLITE_OK)
        g_critical("database: closed while rows were being read");
    g_free(sqlite);
}

Db *
sqlite_open(const char *path, DbUse use, DbCare care, GError **error)
{
    SqliteDb *sqlite;

    if (use == DB_WRITER && !make_file(path, error))
        return NULL;
    sqlite = g_new0(SqliteDb, 1);
    sqlite->db.engine = &sqlite_engine;
    sqlite->db.use = use;
    sqlite->statements = g_hash_table_new_full(NULL, NULL, NULL, sqlite_statement_free);
    if (sqlite3_open_v2(path, &sqlite->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
            SQLITE_OK ||
        !set_up(&sqlite->db, care, error)) {
        if (error != NULL && *error == NULL)
            sqlite_fail(&sqlite->db, error);
        close_connection(&sqlite->db);
        return NULL;
    }
    return &sqlite->db;
}

static Db *
open_url(const char *url, DbUse use, GError **error)
{
    const char *path = url + strlen(sqlite_engine.scheme);

    if (path[0] != '\0')
        return sqlite_open(path, use, DB_DURABLE, error);
    error_set_field(error, APP_ERROR_INVALID, "database", "'%s' names no file", url);
    return NULL;
}

static bool
begin(Db *db, GError **error)
{
    static const char read_sql[] = "BEGIN";
    static const char write_sql[] = "BEGIN IMMEDIATE";

    return db_run(db, db->use == DB_WRITER ? write_sql : read_sql, DB_NO_ARGS, error);
}

static bool
commit(Db *db, GError **error)
{
    static const char sql[] = "COMMIT";

    return db_run(db, sql, DB_NO_ARGS, error);
}

static bool
in_transaction(Db *db)
{
    return sqlite3_get_autocommit(sqlite_handle(db)) == 0;
}

static void
rollback(Db *db)
{
    static const char sql[] = "ROLLBACK";

    if (in_transaction(db))
        db_run(db, sql, DB_NO_ARGS, NULL);
}

/* Its turn to write is waited for in begin(): what fails then fails again. */
static bool
again(Db *db)
{
    return false;
}

static bool
backup(Db *db, const char *path, GError **error)
{
    sqlite3 *to = NULL;
    sqlite3_backup *copying = NULL;
    int rc = SQLITE_CANTOPEN;

    if (g_file_test(path, G_FILE_TEST_EXISTS))
        return error_set(error, APP_ERROR_CONFLICT, "%s exists already", path);
    if (!make_file(path, error))
        return false;
    if (sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK)
        copying = sqlite3_backup_init(to, "main", sqlite_handle(db), "main");
    if (copying != NULL) {
        sqlite3_backup_step(copying, -1);
        rc = sqlite3_backup_finish(copying);
    }
    if (rc != SQLITE_OK) {
        error_set(error, code_of(rc), "cannot copy the database to %s: %s", path,
                  sqlite3_errstr(rc));
        unlink(path);
    }
    sqlite3_close(to);
    return rc == SQLITE_OK;
}

static bool
verify(Db *db, char **ret_detail, GError **error)
{
    static const char pages_sql[] = "PRAGMA integrity_check(20)";
    static const char keys_sql[] =
        "SELECT 'row ' || rowid || ' of ' || \"table\" || ' points to nothing in ' || parent"
        "  FROM pragma_foreign_key_check LIMIT 20";
    static const char *const checks[] = {pages_sql, keys_sql};
    g_autoptr(GString) detail = g_string_new(NULL);

    /* Keys are not followed through pages that are not sound: what is known is told. */
    for (size_t i = 0; i < G_N_ELEMENTS(checks) && detail->len == 0; i++) {
        g_autoptr(DbRows) rows = db_query(db, checks[i], DB_NO_ARGS, error);
        int more = rows != NULL ? 1 : -1;

        while (more > 0 && (more = db_rows_next(rows, error)) > 0)
            if (strcmp(db_rows_text(rows, 0), "ok") != 0)
                g_string_append_printf(detail, "%s%s", detail->len > 0 ? "; " : "",
                                       db_rows_text(rows, 0));
        if (more < 0 && detail->len == 0)
            return false;
        g_clear_error(error);
    }
    if (detail->len == 0)
        return true;
    g_strdelimit(detail->str, "\n", ' '); /* one line of those who list what holds */
    *ret_detail = g_string_free(g_steal_pointer(&detail), FALSE);
    return false;
}

/* 0: no such file; in memory there is none. */
static int64_t
size_of(const char *path, const char *suffix)
{
    g_autofree char *name = g_strconcat(path != NULL ? path : "", suffix, NULL);
    GStatBuf found;

    return g_stat(name, &found) == 0 ? (int64_t)found.st_size : 0;
}

static bool
describe(Db *db, DatabaseDescription *ret_description, GError **error)
{
    const char *path = sqlite3_db_filename(sqlite_handle(db), "main");

    *ret_description = (DatabaseDescription){
        .engine = "SQLite",
        .bytes = size_of(path, ""),
        .log_bytes = size_of(path, "-wal"),
    };
    g_strlcpy(ret_description->version, sqlite3_libversion(), sizeof ret_description->version);
    return true;
}

const Engine sqlite_engine = {
    .scheme = "sqlite:",
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
    .query = sqlite_query,
    .rows_next = sqlite_rows_next,
    .rows_free = sqlite_rows_free,
    .rows_changed = sqlite_rows_changed,
    .rows_int = sqlite_rows_int,
    .rows_real = sqlite_rows_real,
    .rows_text = sqlite_rows_text,
    .rows_bytes = sqlite_rows_bytes,
    .rows_is_null = sqlite_rows_is_null,
};
