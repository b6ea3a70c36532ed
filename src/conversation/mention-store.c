#include "conversation/mention-store.h"

#include "base/clock.h"
#include "journal/journal.h"

static const char add_sql[] =
    "INSERT INTO message_mention (message, staff, conversation, at) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT DO NOTHING";

static const char person_sql[] = "SELECT person FROM conversation WHERE id = $1";

static const char follow_sql[] =
    "UPDATE message_mention SET conversation ="
    "       (SELECT conversation FROM message WHERE message.id = message_mention.message)"
    " WHERE conversation = $1";

static const char see_sql[] = "UPDATE message_mention SET seen_at = $3"
                              " WHERE staff = $2 AND conversation = $1 AND seen_at IS NULL";

static const char is_unseen_sql[] =
    "SELECT 1 FROM message_mention WHERE staff = $2 AND conversation = $1 AND seen_at IS NULL"
    " LIMIT 1";

static const char count_unseen_sql[] =
    "SELECT count(DISTINCT c.id) FROM message_mention m JOIN conversation c ON c.id = "
    "m.conversation"
    " WHERE m.staff = $1 AND m.seen_at IS NULL AND c.status <> 4";

bool
mention_add(Db *tx, int64_t message, int64_t conversation, int64_t staff, int64_t author,
            GError **error)
{
    int64_t now = clock_now(), added = 0, person = 0;
    g_autofree char *data = g_strdup_printf("{\"staff\":\"%" G_GINT64_FORMAT "\"}", staff);
    Fact fact = {
        .at = now,
        .name = "message.mentioned",
        .actor = author,
        .conversation = conversation,
        .subject = message,
        .data = data,
    };

    if (!db_change(tx, add_sql,
                   DB_ARGS(DB_INT(message), DB_INT(staff), DB_INT(conversation), DB_INT(now)),
                   &added, error))
        return false;
    if (added == 0)
        return true;
    if (db_find_int(tx, person_sql, DB_ARGS(DB_INT(conversation)), &person, error) < 0)
        return false;
    fact.person = person;
    return journal_append(tx, &fact, error);
}

bool
mention_follow(Db *tx, int64_t conversation, GError **error)
{
    return db_run(tx, follow_sql, DB_ARGS(DB_INT(conversation)), error);
}

bool
mention_see(Db *tx, int64_t conversation, int64_t staff, int64_t *ret_seen, GError **error)
{
    return db_change(tx, see_sql, DB_ARGS(DB_INT(conversation), DB_INT(staff), DB_INT(clock_now())),
                     ret_seen, error);
}

int
mention_is_unseen(Db *db, int64_t conversation, int64_t staff, GError **error)
{
    int64_t one;

    return db_find_int(db, is_unseen_sql, DB_ARGS(DB_INT(conversation), DB_INT(staff)), &one,
                       error);
}

int64_t
mention_count_unseen(Db *db, int64_t staff, GError **error)
{
    int64_t n = 0;

    return db_find_int(db, count_unseen_sql, DB_ARGS(DB_INT(staff)), &n, error) < 0 ? -1 : n;
}
