#include "conversation/read-store.h"

#include "base/id.h"

static const char see_sql[] =
    "INSERT INTO conversation_read (staff, conversation, read_at)"
    " SELECT $1, $2, m.at FROM message m WHERE m.id = $3 AND m.conversation = $2"
    " ON CONFLICT (staff, conversation) DO UPDATE SET read_at = excluded.read_at"
    "  WHERE excluded.read_at > conversation_read.read_at";

static const char forget_sql[] =
    "INSERT INTO conversation_read (staff, conversation, read_at) VALUES ($1, $2, -1)"
    " ON CONFLICT (staff, conversation) DO UPDATE SET read_at = -1";

static const char keep_up_sql[] =
    "INSERT INTO conversation_read (staff, conversation, read_at)"
    " SELECT $1, c.id, $3 FROM conversation c WHERE c.id = $2 AND c.news_at <= coalesce("
    "        (SELECT r.read_at FROM conversation_read r WHERE r.staff = $1 AND r.conversation = "
    "$2),"
    "        $4)"
    " ON CONFLICT (staff, conversation) DO UPDATE SET read_at = excluded.read_at";

int64_t
read_since(int64_t staff)
{
    return id_time(staff);
}

bool
read_see(Db *tx, int64_t staff, int64_t conversation, int64_t message, bool *ret_changed,
         GError **error)
{
    int64_t changed = 0;

    if (!db_change(tx, see_sql, DB_ARGS(DB_INT(staff), DB_INT(conversation), DB_INT(message)),
                   &changed, error))
        return false;
    *ret_changed = changed > 0;
    return true;
}

bool
read_forget(Db *tx, int64_t staff, int64_t conversation, GError **error)
{
    return db_run(tx, forget_sql, DB_ARGS(DB_INT(staff), DB_INT(conversation)), error);
}

bool
read_keep_up(Db *tx, int64_t staff, int64_t conversation, int64_t at, GError **error)
{
    return db_run(
        tx, keep_up_sql,
        DB_ARGS(DB_INT(staff), DB_INT(conversation), DB_INT(at), DB_INT(read_since(staff))), error);
}
