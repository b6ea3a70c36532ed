#include "conversation/conversation-store.h"

#include "base/error.h"
#include "base/id.h"

void
conversation_free(Conversation *conversation)
{
    if (conversation == NULL)
        return;
    g_free(conversation->subject);
    g_free(conversation->channel);
    g_free(conversation->our_address);
    g_free(conversation);
}

static const char get_sql[] = "SELECT " CONVERSATION_COLUMNS " FROM conversation WHERE id = $1";

static const char insert_sql[] =
    "INSERT INTO conversation (id, person, status, subject, channel, our_address, preview,"
    "       message_count, opened_at, last_at, waiting_since, assignee, team, split_from,"
    "       priority, news_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, coalesce($15, 2), $16)";

static const char update_sql[] =
    "UPDATE conversation SET status = $2, subject = $3, channel = $4, our_address = $5,"
    "       assignee = $6, team = $7, message_count = $8, opened_at = $9, last_at = $10,"
    "       waiting_since = $11, first_answer_at = $12, closed_at = $13, snoozed_until = $14,"
    "       reopened = $15, preview = coalesce($16, preview), version = version + 1,"
    "       merged_into = $17, person = $18, priority = coalesce($19, priority),"
    "       news_at = CASE WHEN $20 > news_at THEN $20 ELSE news_at END"
    " WHERE id = $1";

/* No column here points to another table: SQLite then needs nothing to undo the statement alone,
 * which in a transaction of thousands costs more than writing. */
static const char settle_sql[] =
    "UPDATE conversation SET status = $2, assignee = $3, team = $4, message_count = $5,"
    "       opened_at = $6, last_at = $7, waiting_since = $8, first_answer_at = $9,"
    "       closed_at = $10, reopened = $11, preview = $12, version = $13, news_at = $14"
    " WHERE id = $1";

static const char due_sql[] = "SELECT id FROM conversation WHERE status = 3 AND snoozed_until <= $1"
                              " ORDER BY last_at LIMIT $2";

static const char insert_episode_sql[] =
    "INSERT INTO episode (id, conversation, person, opened_at, first_answer_at, closed_at,"
    "       closed_by, assignee, team, channel)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

Conversation *
conversation_store_read(DbRows *rows)
{
    Conversation *conversation = g_new(Conversation, 1);

    *conversation = (Conversation){
        .id = db_rows_int(rows, 0),
        .person = db_rows_int(rows, 1),
        .status = (ConversationStatus)db_rows_int(rows, 2),
        .subject = g_strdup(db_rows_text(rows, 3)),
        .channel = g_strdup(db_rows_text(rows, 4)),
        .our_address = g_strdup(db_rows_text(rows, 5)),
        .assignee = db_rows_int(rows, 6),
        .team = db_rows_int(rows, 7),
        .message_count = db_rows_int(rows, 8),
        .opened_at = db_rows_int(rows, 9),
        .last_at = db_rows_int(rows, 10),
        .waiting_since = db_rows_int(rows, 11),
        .first_answer_at = db_rows_int(rows, 12),
        .closed_at = db_rows_int(rows, 13),
        .snoozed_until = db_rows_int(rows, 14),
        .reopened = db_rows_int(rows, 15),
        .version = db_rows_int(rows, 16),
        .merged_into = db_rows_int(rows, 17),
        .split_from = db_rows_int(rows, 18),
        .priority = (ConversationPriority)db_rows_int(rows, 19),
    };
    return conversation;
}

int
conversation_store_get(Db *db, int64_t id, Conversation **ret_conversation, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(id)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_conversation = conversation_store_read(rows);
    return found;
}

Conversation *
conversation_store_need(Db *db, int64_t id, GError **error)
{
    Conversation *conversation = NULL;

    if (conversation_store_get(db, id, &conversation, error) == 0)
        error_set(error, APP_ERROR_NOT_FOUND, "no conversation %" G_GINT64_FORMAT, id);
    return conversation;
}

Conversation *
conversation_store_need_own(Db *db, int64_t id, GError **error)
{
    g_autoptr(Conversation) conversation = conversation_store_need(db, id, error);

    if (conversation != NULL && conversation->merged_into != 0) {
        error_set(error, APP_ERROR_CONFLICT,
                  "conversation %" G_GINT64_FORMAT " is merged into %" G_GINT64_FORMAT, id,
                  conversation->merged_into);
        return NULL;
    }
    return g_steal_pointer(&conversation);
}

Conversation *
conversation_store_survivor(Db *db, int64_t id, GError **error)
{
    g_autoptr(Conversation) conversation = conversation_store_need(db, id, error);

    /* Merges never make a ring: conversation_merge() refuses it. */
    while (conversation != NULL && conversation->merged_into != 0) {
        int64_t next = conversation->merged_into;

        g_clear_pointer(&conversation, conversation_free);
        conversation = conversation_store_need(db, next, error);
    }
    return g_steal_pointer(&conversation);
}

bool
conversation_store_insert(Db *tx, const Conversation *conversation, const char *preview,
                          GError **error)
{
    return db_send(tx, insert_sql,
                   DB_ARGS(DB_INT(conversation->id), DB_INT(conversation->person),
                           DB_INT(conversation->status), DB_TEXT(conversation->subject),
                           DB_TEXT(conversation->channel), DB_TEXT(conversation->our_address),
                           DB_TEXT(preview), DB_INT(conversation->message_count),
                           DB_INT(conversation->opened_at), DB_INT(conversation->last_at),
                           DB_ID(conversation->waiting_since), DB_ID(conversation->assignee),
                           DB_ID(conversation->team), DB_ID(conversation->split_from),
                           DB_ID(conversation->priority), DB_INT(conversation->news_at)),
                   error);
}

bool
conversation_store_update(Db *tx, Conversation *conversation, const char *preview, GError **error)
{
    conversation->version++;
    return db_send(tx, update_sql,
                   DB_ARGS(DB_INT(conversation->id), DB_INT(conversation->status),
                           DB_TEXT(conversation->subject), DB_TEXT(conversation->channel),
                           DB_TEXT(conversation->our_address), DB_ID(conversation->assignee),
                           DB_ID(conversation->team), DB_INT(conversation->message_count),
                           DB_INT(conversation->opened_at), DB_INT(conversation->last_at),
                           DB_ID(conversation->waiting_since), DB_ID(conversation->first_answer_at),
                           DB_ID(conversation->closed_at), DB_ID(conversation->snoozed_until),
                           DB_INT(conversation->reopened), DB_TEXT(preview),
                           DB_ID(conversation->merged_into), DB_INT(conversation->person),
                           DB_ID(conversation->priority), DB_INT(conversation->news_at)),
                   error);
}

bool
conversation_store_settle(Db *tx, const Conversation *conversation, const char *preview,
                          GError **error)
{
    return db_send(tx, settle_sql,
                   DB_ARGS(DB_INT(conversation->id), DB_INT(conversation->status),
                           DB_ID(conversation->assignee), DB_ID(conversation->team),
                           DB_INT(conversation->message_count), DB_INT(conversation->opened_at),
                           DB_INT(conversation->last_at), DB_ID(conversation->waiting_since),
                           DB_ID(conversation->first_answer_at), DB_ID(conversation->closed_at),
                           DB_INT(conversation->reopened), DB_TEXT(preview),
                           DB_INT(conversation->version), DB_INT(conversation->news_at)),
                   error);
}

GArray *
conversation_store_due(Db *db, int64_t now, size_t limit, GError **error)
{
    return db_find_ids(db, due_sql, DB_ARGS(DB_INT(now), DB_INT((int64_t)limit)), error);
}

bool
conversation_store_insert_episode(Db *tx, const Conversation *conversation, int64_t staff,
                                  int64_t *ret_episode, GError **error)
{
    *ret_episode = id_new();
    return db_run(tx, insert_episode_sql,
                  DB_ARGS(DB_INT(*ret_episode), DB_INT(conversation->id),
                          DB_INT(conversation->person), DB_INT(conversation->opened_at),
                          DB_ID(conversation->first_answer_at), DB_INT(conversation->closed_at),
                          DB_ID(staff), DB_ID(conversation->assignee), DB_ID(conversation->team),
                          DB_TEXT(conversation->channel)),
                  error);
}

/* ---- Who is in it ---- */

static const char join_sql[] =
    "INSERT INTO participant (conversation, person) VALUES ($1, $2) ON CONFLICT DO NOTHING";

static const char takes_part_sql[] =
    "SELECT 1 FROM participant t JOIN person p ON p.id = t.person"
    " WHERE t.conversation = $1 AND coalesce(p.merged_into, p.id) = $2 LIMIT 1";

static const char participants_sql[] =
    "SELECT p.id, p.name, p.address, (SELECT max(a.failed_at) FROM person_address a"
    "         WHERE a.person = p.id AND a.address = p.address)"
    "  FROM participant t JOIN person p ON p.id = t.person"
    " WHERE t.conversation = $1 ORDER BY p.id LIMIT 200";

bool
conversation_store_join(Db *tx, int64_t conversation, int64_t person, GError **error)
{
    return db_send(tx, join_sql, DB_ARGS(DB_INT(conversation), DB_INT(person)), error);
}

int
conversation_store_takes_part(Db *db, int64_t conversation, int64_t person, GError **error)
{
    int64_t one;

    return db_find_int(db, takes_part_sql, DB_ARGS(DB_INT(conversation), DB_INT(person)), &one,
                       error);
}

bool
conversation_store_participants(Db *db, int64_t conversation, ParticipantEach each, void *data,
                                GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, participants_sql, DB_ARGS(DB_INT(conversation)), error);
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1)
        each(db_rows_int(rows, 0), db_rows_text(rows, 1), db_rows_text(rows, 2),
             db_rows_int(rows, 3), data);
    return more == 0;
}

/* ---- Addresses of ours, teams ---- */

static const char add_own_sql[] =
    "INSERT INTO own_address (address, made_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";

static const char has_own_sql[] = "SELECT 1 FROM own_address WHERE address = $1";

static const char team_sql[] = "SELECT 1 FROM team WHERE id = $1";

bool
own_address_store_add(Db *tx, const char *address, int64_t at, GError **error)
{
    return db_send(tx, add_own_sql, DB_ARGS(DB_TEXT(address), DB_INT(at)), error);
}

int
own_address_store_has(Db *db, const char *address, GError **error)
{
    int64_t one;

    return db_find_int(db, has_own_sql, DB_ARGS(DB_TEXT(address)), &one, error);
}

int
team_store_exists(Db *db, int64_t team, GError **error)
{
    int64_t one;

    return db_find_int(db, team_sql, DB_ARGS(DB_INT(team)), &one, error);
}
