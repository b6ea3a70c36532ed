#include "conversation/timeline-store.h"

static const char words_sql[] =
    "SELECT (SELECT name FROM staff WHERE id = $1), (SELECT subject FROM conversation WHERE id = "
    "$2),"
    "       m.direction, m.channel, substr(coalesce(m.reply, m.text), 1, 800)"
    "  FROM (SELECT 1) one LEFT JOIN message m ON m.id = $3";

bool
timeline_store_words(Db *db, int64_t staff, int64_t conversation, int64_t message,
                     TimelineEach each, void *data, GError **error)
{
    g_autoptr(DbRows) rows = db_query(
        db, words_sql, DB_ARGS(DB_INT(staff), DB_INT(conversation), DB_INT(message)), error);
    TimelineWords words;

    if (rows == NULL || db_rows_next(rows, error) != 1)
        return false;
    words = (TimelineWords){
        .actor = db_rows_text(rows, 0),
        .subject = db_rows_text(rows, 1),
        .direction = (MessageDirection)db_rows_int(rows, 2),
        .channel = db_rows_text(rows, 3),
        .text = db_rows_text(rows, 4),
    };
    each(&words, data);
    return true;
}
