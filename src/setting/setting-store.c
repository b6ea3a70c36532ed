#include "setting/setting-store.h"

static const char change_at_sql[] = "SELECT value, valid_from, staff FROM setting"
                                    " WHERE name = $1 AND valid_from <= $2"
                                    " ORDER BY valid_from DESC LIMIT 1";

static const char change_after_sql[] = "SELECT value, valid_from, staff FROM setting"
                                       " WHERE name = $1 AND valid_from > $2"
                                       " ORDER BY valid_from LIMIT 1";

static const char history_sql[] =
    "SELECT setting.valid_from, 0, setting.value, staff.name FROM setting"
    " LEFT JOIN staff ON staff.id = setting.staff"
    " WHERE setting.name = $1 AND setting.valid_from < $2"
    " ORDER BY setting.valid_from DESC LIMIT $3";

/* Twice from the same moment on: the later word counts, nothing was measured in between. */
static const char put_sql[] =
    "INSERT INTO setting (name, valid_from, value, source, staff) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (name, valid_from) DO UPDATE"
    " SET value = excluded.value, source = excluded.source, staff = excluded.staff";

static int
read_change(Db *db, const char *sql, const char *name, int64_t at, SettingChange **ret_change,
            GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, sql, DB_ARGS(DB_TEXT(name), DB_INT(at)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1) {
        *ret_change = g_new0(SettingChange, 1);
        (*ret_change)->value = g_strdup(db_rows_text(rows, 0));
        (*ret_change)->valid_from = db_rows_int(rows, 1);
        (*ret_change)->staff = db_rows_int(rows, 2);
    }
    return found;
}

int
setting_change_at(Db *db, const char *name, int64_t at, SettingChange **ret_change, GError **error)
{
    return read_change(db, change_at_sql, name, at, ret_change, error);
}

int
setting_change_after(Db *db, const char *name, int64_t at, SettingChange **ret_change,
                     GError **error)
{
    return read_change(db, change_after_sql, name, at, ret_change, error);
}

bool
setting_store_put(Db *tx, const char *name, const SettingChange *change, const char *source,
                  GError **error)
{
    return db_run(tx, put_sql,
                  DB_ARGS(DB_TEXT(name), DB_INT(change->valid_from), DB_TEXT(change->value),
                          DB_TEXT(source), DB_ID(change->staff)),
                  error);
}

DbRows *
setting_store_history(Db *db, const char *name, int64_t before, int64_t limit, GError **error)
{
    return db_query(db, history_sql, DB_ARGS(DB_TEXT(name), DB_INT(before), DB_INT(limit)), error);
}
