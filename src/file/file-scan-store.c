#include "file/file-scan-store.h"

static const char ask_sql[] = "INSERT INTO file_verdict (file, state, asked_at) VALUES ($1, 1, $2)"
                              " ON CONFLICT (file) DO NOTHING";
static const char put_sql[] = "UPDATE file_verdict SET state = $2, found = $3, checked_at = $4"
                              " WHERE file = $1";
static const char get_sql[] = "SELECT state FROM file_verdict WHERE file = $1";
static const char waiting_sql[] = "SELECT file FROM file_verdict WHERE state = 1"
                                  " ORDER BY asked_at, file LIMIT $1";
static const char of_digest_sql[] =
    "SELECT v.state FROM file f JOIN file_verdict v ON v.file = f.id WHERE f.sha256 = $1";

static const char review_sql[] = "SELECT below FROM file_review";
static const char begin_sql[] = "INSERT INTO file_review (id, below, since) VALUES (1, $1, $2)"
                                " ON CONFLICT (id) DO NOTHING";
static const char move_sql[] = "UPDATE file_review SET below = $1";
static const char end_sql[] = "DELETE FROM file_review";
static const char page_sql[] = "SELECT id FROM file WHERE id < $1 ORDER BY id DESC LIMIT $2";

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

int
verdict_store_of_digest(Db *db, const char *digest, int64_t *ret_state, GError **error)
{
    return db_find_int(db, of_digest_sql, DB_ARGS(DB_TEXT(digest)), ret_state, error);
}

GArray *
verdict_store_waiting(Db *db, size_t limit, GError **error)
{
    return db_find_ids(db, waiting_sql, DB_ARGS(DB_INT((int64_t)limit)), error);
}

int
review_store_get(Db *db, int64_t *ret_below, GError **error)
{
    return db_find_int(db, review_sql, DB_NO_ARGS, ret_below, error);
}

bool
review_store_begin(Db *tx, int64_t below, int64_t at, GError **error)
{
    return db_run(tx, begin_sql, DB_ARGS(DB_INT(below), DB_INT(at)), error);
}

bool
review_store_move(Db *tx, int64_t below, GError **error)
{
    return db_run(tx, move_sql, DB_ARGS(DB_INT(below)), error);
}

bool
review_store_end(Db *tx, GError **error)
{
    return db_run(tx, end_sql, DB_NO_ARGS, error);
}

GArray *
review_store_page(Db *db, int64_t below, size_t limit, GError **error)
{
    return db_find_ids(db, page_sql, DB_ARGS(DB_INT(below), DB_INT((int64_t)limit)), error);
}

const Invariant file_invariants[] = {
    {
        .name = "file.verdict-time",
        .about = "A verdict has its time, and only a verdict.",
        .sql = "SELECT file FROM file_verdict WHERE (state = 1) <> (checked_at IS NULL)",
    },
    INVARIANTS_END,
};
