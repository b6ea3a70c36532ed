#include "conversation/held.h"

static const char insert_sql[] =
    "INSERT INTO held (id, conversation, written_in, staff, channel, mode, answered, subject,"
    "       own_text, own_html, text, html, addresses, quote, sign, closes, made_at, leave_at, "
    "undo)"
    " VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";

static const char get_sql[] =
    "SELECT id, conversation, staff, channel, mode, answered, subject, own_text, own_html, text,"
    "       html, addresses, quote, sign, closes, made_at, leave_at, undo, held_back"
    "  FROM held WHERE id = $1";

static const char move_sql[] =
    "UPDATE held SET leave_at = $2, undo = $3, held_back = $4 WHERE id = $1";

static const char drop_sql[] = "DELETE FROM held WHERE id = $1";

static const char count_sql[] = "SELECT count(*) FROM held WHERE conversation = $1";

static const char scheduled_sql[] =
    "SELECT id FROM held WHERE conversation = $1 AND undo = 0 AND held_back = 0 ORDER BY id";

static const char follow_sql[] = "UPDATE held SET conversation = $2 WHERE conversation = $1";

static const char return_sql[] = "UPDATE held SET conversation = $1 WHERE written_in = $1";

void
held_clear(Held *held)
{
    g_clear_pointer(&held->channel, g_free);
    g_clear_pointer(&held->subject, g_free);
    g_clear_pointer(&held->own_text, g_free);
    g_clear_pointer(&held->own_html, g_free);
    g_clear_pointer(&held->text, g_free);
    g_clear_pointer(&held->html, g_free);
    g_clear_pointer(&held->addresses, g_free);
}

bool
held_store_insert(Db *tx, const Held *held, GError **error)
{
    return db_run(tx, insert_sql,
                  DB_ARGS(DB_INT(held->id), DB_INT(held->conversation), DB_INT(held->staff),
                          DB_TEXT(held->channel), DB_INT(held->mode), DB_ID(held->answered),
                          DB_TEXT(held->subject), DB_TEXT(held->own_text), DB_TEXT(held->own_html),
                          DB_TEXT(held->text), DB_TEXT(held->html), DB_TEXT(held->addresses),
                          DB_INT(held->quote), DB_INT(held->sign), DB_INT(held->closes),
                          DB_INT(held->made_at), DB_INT(held->leave_at), DB_INT(held->undo)),
                  error);
}

int
held_store_get(Db *db, int64_t id, Held *ret_held, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(id)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_held = (Held){
            .id = db_rows_int(rows, 0),
            .conversation = db_rows_int(rows, 1),
            .staff = db_rows_int(rows, 2),
            .channel = g_strdup(db_rows_text(rows, 3)),
            .mode = (ReplyMode)db_rows_int(rows, 4),
            .answered = db_rows_int(rows, 5),
            .subject = g_strdup(db_rows_text(rows, 6)),
            .own_text = g_strdup(db_rows_text(rows, 7)),
            .own_html = g_strdup(db_rows_text(rows, 8)),
            .text = g_strdup(db_rows_text(rows, 9)),
            .html = g_strdup(db_rows_text(rows, 10)),
            .addresses = g_strdup(db_rows_text(rows, 11)),
            .quote = db_rows_int(rows, 12) != 0,
            .sign = db_rows_int(rows, 13) != 0,
            .closes = db_rows_int(rows, 14) != 0,
            .made_at = db_rows_int(rows, 15),
            .leave_at = db_rows_int(rows, 16),
            .undo = db_rows_int(rows, 17) != 0,
            .held_back = (HeldBack)db_rows_int(rows, 18),
        };
    return found;
}

bool
held_store_move(Db *tx, const Held *held, GError **error)
{
    return db_run(tx, move_sql,
                  DB_ARGS(DB_INT(held->id), DB_INT(held->leave_at), DB_INT(held->undo),
                          DB_INT(held->held_back)),
                  error);
}

bool
held_store_drop(Db *tx, int64_t id, GError **error)
{
    return db_run(tx, drop_sql, DB_ARGS(DB_INT(id)), error);
}

int64_t
held_store_count(Db *db, int64_t conversation, GError **error)
{
    int64_t count = 0;

    return db_find_int(db, count_sql, DB_ARGS(DB_INT(conversation)), &count, error) < 0 ? -1
                                                                                        : count;
}

GArray *
held_store_scheduled(Db *db, int64_t conversation, GError **error)
{
    return db_find_ids(db, scheduled_sql, DB_ARGS(DB_INT(conversation)), error);
}

bool
held_store_follow(Db *tx, int64_t from, int64_t to, GError **error)
{
    return db_run(tx, follow_sql, DB_ARGS(DB_INT(from), DB_INT(to)), error);
}

bool
held_store_return(Db *tx, int64_t conversation, GError **error)
{
    return db_run(tx, return_sql, DB_ARGS(DB_INT(conversation)), error);
}
