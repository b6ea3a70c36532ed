#include "staff/session-store.h"

#include "base/clock.h"
#include "base/error.h"

static const char session_find_sql[] =
    "SELECT x.id, x.staff, s.person, s.role, x.csrf, x.made_at, x.used_at, x.ends_at"
    "  FROM session x JOIN staff s ON s.id = x.staff"
    " WHERE x.digest = $1 AND x.ends_at > $2 AND s.active = 1";
static const char session_touch_sql[] =
    "UPDATE session SET used_at = $2, ends_at = $3 WHERE id = $1";
static const char session_insert_sql[] =
    "INSERT INTO session (id, digest, staff, csrf, made_at, used_at, ends_at)"
    " VALUES ($1, $2, $3, $4, $5, $5, $6)";
static const char session_end_sql[] = "DELETE FROM session WHERE id = $1";
static const char session_end_of_sql[] = "DELETE FROM session WHERE staff = $1 AND id <> $2";
static const char session_tidy_sql[] = "DELETE FROM session WHERE ends_at <= $1";

static const char token_find_sql[] =
    "SELECT x.id, x.staff, s.person, s.role, NULL, x.made_at, x.used_at, 0"
    "  FROM api_token x JOIN staff s ON s.id = x.staff"
    " WHERE x.digest = $1 AND s.active = 1";
static const char token_touch_sql[] = "UPDATE api_token SET used_at = $2 WHERE id = $1";
static const char token_insert_sql[] = "INSERT INTO api_token (id, digest, staff, name, made_at)"
                                       " VALUES ($1, $2, $3, $4, $5)";
static const char token_list_sql[] = "SELECT id, name, made_at, used_at FROM api_token"
                                     " WHERE staff = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
static const char token_end_sql[] = "DELETE FROM api_token"
                                    " WHERE staff = $1 AND (id = $2 OR $2 = 0)";

static const char link_insert_sql[] =
    "INSERT INTO staff_link (digest, staff, ends_at) VALUES ($1, $2, $3)";
static const char link_find_sql[] = "SELECT staff FROM staff_link"
                                    " WHERE digest = $1 AND ends_at > $2 AND used_at IS NULL";
static const char link_use_sql[] = "UPDATE staff_link SET used_at = $2"
                                   " WHERE digest = $1 AND ends_at > $2 AND used_at IS NULL";
static const char link_end_of_sql[] = "DELETE FROM staff_link"
                                      " WHERE staff = $1 OR (staff IS NULL AND $1 = 0)";
static const char link_tidy_sql[] = "DELETE FROM staff_link WHERE ends_at <= $1";

static const char failure_get_sql[] =
    "SELECT failures, last_at FROM sign_in_failure WHERE scope = $1";
static const char failure_put_sql[] =
    "INSERT INTO sign_in_failure (scope, failures, last_at) VALUES ($1, $2, $3)"
    " ON CONFLICT (scope) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at";
static const char failure_forget_sql[] = "DELETE FROM sign_in_failure WHERE scope = $1";
static const char failure_tidy_sql[] = "DELETE FROM sign_in_failure WHERE last_at <= $1";

void
bearer_clear(Bearer *bearer)
{
    g_clear_pointer(&bearer->role, g_free);
    g_clear_pointer(&bearer->csrf, g_free);
}

static int
read_bearer(DbRows *rows, Bearer *ret_bearer, GError **error)
{
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_bearer = (Bearer){
            .session = db_rows_int(rows, 0),
            .staff = db_rows_int(rows, 1),
            .person = db_rows_int(rows, 2),
            .role = g_strdup(db_rows_text(rows, 3)),
            .csrf = g_strdup(db_rows_text(rows, 4)),
            .made_at = db_rows_int(rows, 5),
            .used_at = db_rows_int(rows, 6),
            .ends_at = db_rows_int(rows, 7),
        };
    return found;
}

int
session_store_find(Db *db, const char *digest, int64_t now, Bearer *ret_bearer, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, session_find_sql, DB_ARGS(DB_TEXT(digest), DB_INT(now)), error);

    return read_bearer(rows, ret_bearer, error);
}

int
token_store_find(Db *db, const char *digest, Bearer *ret_bearer, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, token_find_sql, DB_ARGS(DB_TEXT(digest)), error);

    return read_bearer(rows, ret_bearer, error);
}

bool
session_store_touch(Db *tx, int64_t session, int64_t used_at, int64_t ends_at, GError **error)
{
    return db_run(tx, session_touch_sql, DB_ARGS(DB_INT(session), DB_INT(used_at), DB_INT(ends_at)),
                  error);
}

bool
token_store_touch(Db *tx, int64_t token, int64_t used_at, GError **error)
{
    return db_run(tx, token_touch_sql, DB_ARGS(DB_INT(token), DB_INT(used_at)), error);
}

bool
session_store_insert(Db *tx, int64_t id, const char *digest, int64_t staff, const char *csrf,
                     int64_t now, int64_t ends_at, GError **error)
{
    return db_run(tx, session_insert_sql,
                  DB_ARGS(DB_INT(id), DB_TEXT(digest), DB_INT(staff), DB_TEXT(csrf), DB_INT(now),
                          DB_INT(ends_at)),
                  error);
}

bool
session_store_end(Db *tx, int64_t session, GError **error)
{
    return db_run(tx, session_end_sql, DB_ARGS(DB_INT(session)), error);
}

bool
session_store_end_of(Db *tx, int64_t staff, int64_t but, GError **error)
{
    return db_run(tx, session_end_of_sql, DB_ARGS(DB_INT(staff), DB_INT(but)), error);
}

bool
token_store_insert(Db *tx, int64_t id, const char *digest, int64_t staff, const char *name,
                   GError **error)
{
    return db_run(
        tx, token_insert_sql,
        DB_ARGS(DB_INT(id), DB_TEXT(digest), DB_INT(staff), DB_TEXT(name), DB_INT(clock_now())),
        error);
}

DbRows *
token_store_list(Db *db, int64_t staff, int64_t before, int64_t limit, GError **error)
{
    return db_query(db, token_list_sql, DB_ARGS(DB_INT(staff), DB_INT(before), DB_INT(limit)),
                    error);
}

bool
token_store_end(Db *tx, int64_t staff, int64_t token, int64_t *ret_ended, GError **error)
{
    return db_change(tx, token_end_sql, DB_ARGS(DB_INT(staff), DB_INT(token)), ret_ended, error);
}

bool
link_store_insert(Db *tx, const char *digest, int64_t staff, int64_t ends_at, GError **error)
{
    return db_run(tx, link_insert_sql, DB_ARGS(DB_TEXT(digest), DB_ID(staff), DB_INT(ends_at)),
                  error);
}

int
link_store_find(Db *db, const char *digest, int64_t now, int64_t *ret_staff, GError **error)
{
    return db_find_int(db, link_find_sql, DB_ARGS(DB_TEXT(digest), DB_INT(now)), ret_staff, error);
}

bool
link_store_use(Db *tx, const char *digest, int64_t now, GError **error)
{
    int64_t used = 0;

    if (!db_change(tx, link_use_sql, DB_ARGS(DB_TEXT(digest), DB_INT(now)), &used, error))
        return false;
    return used == 1 || error_set_field(error, APP_ERROR_NOT_FOUND, "secret",
                                        "this link does not work any more");
}

bool
link_store_end_of(Db *tx, int64_t staff, GError **error)
{
    return db_run(tx, link_end_of_sql, DB_ARGS(DB_INT(staff)), error);
}

int
failure_store_get(Db *db, const char *scope, int64_t *ret_failures, int64_t *ret_last_at,
                  GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, failure_get_sql, DB_ARGS(DB_TEXT(scope)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1) {
        *ret_failures = db_rows_int(rows, 0);
        *ret_last_at = db_rows_int(rows, 1);
    }
    return found;
}

bool
failure_store_put(Db *tx, const char *scope, int64_t failures, int64_t last_at, GError **error)
{
    if (failures <= 0)
        return db_run(tx, failure_forget_sql, DB_ARGS(DB_TEXT(scope)), error);
    return db_run(tx, failure_put_sql, DB_ARGS(DB_TEXT(scope), DB_INT(failures), DB_INT(last_at)),
                  error);
}

bool
session_store_tidy(Db *tx, int64_t now, int64_t old, GError **error)
{
    return db_run(tx, session_tidy_sql, DB_ARGS(DB_INT(now)), error) &&
           db_run(tx, link_tidy_sql, DB_ARGS(DB_INT(now)), error) &&
           db_run(tx, failure_tidy_sql, DB_ARGS(DB_INT(old)), error);
}
