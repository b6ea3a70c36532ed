#include "file/file-scan-store.h"

static const char ask_sql[] = "INSERT INTO file_verdict (file, state, asked_at) VALUES ($1, 1, $2)"
                              " ON CONFLICT (file) DO NOTHING";
static const char put_sql[] = "UPDATE file_verdict SET state = $2, found = $3, checked_at = $4"
                              " WHERE file = $1";
static const char get_sql[] = "SELECT state FROM file_verdict WHERE file = $1";
static const char waiting_sql[] = "SELECT file FROM file_verdict WHERE state = 1"
                                  " ORDER BY asked_at, file LIMIT $1";

bool
verdict_store_ask(Db *tx, int64_t file, int64_t at, bool *ret_new, GError **error)
{
    int64_t changed = 0;

    if (!db_change(tx, ask_sql, DB_ARGS(DB_INT(file), DB_INT(at)), &changed, error))
        return false;
    *ret_new = changed == 1;
    return true;
}

bool
verdict_store_put(Db *tx, int64_t file, FileVerdict verdict, const char *found, int64_t at,
                  GError **error)
{
    return db_run(tx, put_sql, DB_ARGS(DB_INT(file), DB_INT(verdict), DB_TEXT(found), DB_INT(at)),
                  error);
}

int
verdict_store_get(Db *db, int64_t file, int64_t *ret_state, GError **error)
{
    return db_find_int(db, get_sql, DB_ARGS(DB_INT(file)), ret_state, error);
}

GArray *
verdict_store_waiting(Db *db, size_t limit, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, waiting_sql, DB_ARGS(DB_INT((int64_t)limit)), error);
    g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(int64_t));
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1) {
        int64_t file = db_rows_int(rows, 0);

        g_array_append_val(files, file);
    }
    return more == 0 ? g_steal_pointer(&files) : NULL;
}

const Invariant file_invariants[] = {
    {
        .name = "file.verdict-time",
        .about = "A verdict has its time, and only a verdict.",
        .sql = "SELECT file FROM file_verdict WHERE (state = 1) <> (checked_at IS NULL)",
    },
    INVARIANTS_END,
};
