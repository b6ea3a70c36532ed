#include "form/form-guard-store.h"

static const char add_sql[] =
    "INSERT INTO form_count (key, since, n) VALUES ($1, $2, 1)"
    " ON CONFLICT (key) DO UPDATE SET"
    "   n = CASE WHEN form_count.since <= $3 THEN 1 ELSE form_count.n + 1 END,"
    "   since = CASE WHEN form_count.since <= $3 THEN excluded.since ELSE form_count.since END";
static const char get_sql[] = "SELECT n FROM form_count WHERE key = $1 AND since > $2";
static const char prune_sql[] = "DELETE FROM form_count WHERE since <= $1";

bool
form_count_store_add(Db *tx, const char *key, int64_t now, int64_t before, int64_t *ret_n,
                     GError **error)
{
    return db_run(tx, add_sql, DB_ARGS(DB_TEXT(key), DB_INT(now), DB_INT(before)), error) &&
           form_count_store_get(tx, key, before, ret_n, error);
}

bool
form_count_store_get(Db *db, const char *key, int64_t before, int64_t *ret_n, GError **error)
{
    *ret_n = 0;
    return db_find_int(db, get_sql, DB_ARGS(DB_TEXT(key), DB_INT(before)), ret_n, error) >= 0;
}

bool
form_count_store_prune(Db *tx, int64_t before, GError **error)
{
    return db_run(tx, prune_sql, DB_ARGS(DB_INT(before)), error);
}
