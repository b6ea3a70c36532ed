#include "conversation/merge-store.h"

#include "base/error.h"
#include "conversation/conversation-arrival.h"
#include "conversation/mention-store.h"

/* ---- Merges ---- */

static const char insert_sql[] =
    "INSERT INTO merge (id, conversation, survivor, made_at, made_by) VALUES ($1, $2, $3, $4, $5)";

static const char keep_sql[] =
    "INSERT INTO merge_before (merge, " CONVERSATION_COLUMNS ")"
    " SELECT $1, " CONVERSATION_COLUMNS " FROM conversation WHERE id IN ($2, $3)";

static const char keep_persons_sql[] =
    "INSERT INTO merge_person (merge, person)"
    " SELECT $1, person FROM participant WHERE conversation = $2 AND person NOT IN"
    "        (SELECT person FROM participant WHERE conversation = $3)";

static const char set_version_sql[] = "UPDATE merge SET version = $2 WHERE id = $1";

static const char present_sql[] = "SELECT id, conversation, survivor, version FROM merge"
                                  " WHERE conversation = $1 AND ended_at IS NULL";

static const char end_sql[] = "UPDATE merge SET ended_at = $2, ended_by = $3 WHERE id = $1";

static const char before_sql[] =
    "SELECT " CONVERSATION_COLUMNS " FROM merge_before WHERE merge = $1 AND id = $2";

bool
merge_store_insert(Db *tx, const Merge *merge, int64_t staff, int64_t at, GError **error)
{
    const DbArg both[] = {DB_INT(merge->id), DB_INT(merge->conversation), DB_INT(merge->survivor)};

    return db_run(tx, insert_sql,
                  DB_ARGS(DB_INT(merge->id), DB_INT(merge->conversation), DB_INT(merge->survivor),
                          DB_INT(at), DB_ID(staff)),
                  error) &&
           db_run(tx, keep_sql, both, G_N_ELEMENTS(both), error) &&
           db_run(tx, keep_persons_sql, both, G_N_ELEMENTS(both), error);
}

bool
merge_store_set_version(Db *tx, const Merge *merge, GError **error)
{
    return db_run(tx, set_version_sql, DB_ARGS(DB_INT(merge->id), DB_INT(merge->version)), error);
}

int
merge_store_present(Db *db, int64_t conversation, Merge *ret_merge, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, present_sql, DB_ARGS(DB_INT(conversation)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_merge = (Merge){
            .id = db_rows_int(rows, 0),
            .conversation = db_rows_int(rows, 1),
            .survivor = db_rows_int(rows, 2),
            .version = db_rows_int(rows, 3),
        };
    return found;
}

bool
merge_store_end(Db *tx, const Merge *merge, int64_t staff, int64_t at, GError **error)
{
    return db_run(tx, end_sql, DB_ARGS(DB_INT(merge->id), DB_INT(at), DB_ID(staff)), error);
}

Conversation *
merge_store_before(Db *db, const Merge *merge, int64_t conversation, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, before_sql, DB_ARGS(DB_INT(merge->id), DB_INT(conversation)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 0)
        error_set(error, APP_ERROR_INTERNAL, "merge %" G_GINT64_FORMAT " has forgotten its matters",
                  merge->id);
    return found == 1 ? conversation_store_read(rows) : NULL;
}

/* ---- Messages on their way ---- */

/* The subject a message goes by in a matter of that subject. What we sent left with "Re: ". */
#define OWN_SUBJECT(matter)                                                                        \
    "coalesce(subject, CASE WHEN direction = 2 AND lower(substr(" matter ", 1, 3)) <> 're:'"       \
    "                       THEN 'Re: ' || " matter " ELSE " matter " END)"

static const char list_sql[] =
    "INSERT INTO merge_message (merge, message, plain)"
    " SELECT $1, id, CASE WHEN subject IS NULL THEN 1 ELSE 0 END FROM message"
    "  WHERE conversation = $2";

static const char move_sql[] =
    "UPDATE message SET subject = " OWN_SUBJECT("$3") ", conversation = $2"
                                                      " WHERE conversation = $1";

static const char subject_sql[] = "SELECT subject FROM conversation WHERE id = $1";

static const char join_all_sql[] =
    "INSERT INTO participant (conversation, person)"
    " SELECT $2, person FROM participant WHERE conversation = $1 ON CONFLICT DO NOTHING";

static const char move_back_sql[] =
    "UPDATE message SET conversation = $1, subject ="
    "       CASE WHEN (SELECT plain FROM merge_message WHERE merge = $4 AND message = id) = 1"
    "            THEN NULL ELSE " OWN_SUBJECT("$3") " END"
                                                    " WHERE conversation = $2 AND id IN (SELECT "
                                                    "message FROM merge_message WHERE merge = $4)";

static const char leave_sql[] =
    "DELETE FROM participant WHERE conversation = $1"
    "   AND person IN (SELECT person FROM merge_person WHERE merge = $2)"
    "   AND person <> (SELECT person FROM conversation WHERE id = $1)"
    "   AND NOT EXISTS (SELECT 1 FROM message WHERE message.conversation = $1 AND direction = 1"
    "                    AND message.person = participant.person)";

static const char misses_sql[] =
    "SELECT 1 FROM merge_message JOIN message ON message.id = merge_message.message"
    " WHERE merge = $1 AND conversation <> $2 LIMIT 1";

static const char heard_since_sql[] =
    "SELECT at FROM message WHERE conversation = $1 AND direction = 1 AND kind IN (0, 3)"
    "   AND id > $2 ORDER BY id LIMIT 1";

/* From the matter that the message came to up to who answers for it. */
static const char note_path_sql[] =
    "WITH RECURSIVE path (merge, survivor) AS ("
    "   SELECT id, survivor FROM merge WHERE conversation = $1 AND ended_at IS NULL"
    "   UNION SELECT merge.id, merge.survivor FROM path"
    "     JOIN merge ON merge.conversation = path.survivor AND merge.ended_at IS NULL)"
    " INSERT INTO merge_message (merge, message, plain) SELECT merge, $2, 0 FROM path WHERE 1 = 1"
    " ON CONFLICT DO NOTHING";

static const char brought_sql[] = "SELECT 1 FROM merge_message WHERE message = $1 LIMIT 1";

static const char note_answer_sql[] =
    "INSERT INTO merge_message (merge, message, plain)"
    " SELECT merge, $2, 0 FROM merge_message JOIN merge ON merge.id = merge_message.merge"
    "  WHERE message = $1 AND ended_at IS NULL ON CONFLICT DO NOTHING";

bool
merge_store_move(Db *tx, const Merge *merge, GError **error)
{
    g_autofree char *subject = NULL;
    const DbArg both[] = {DB_INT(merge->conversation), DB_INT(merge->survivor)};

    return db_find_text(tx, subject_sql, DB_ARGS(DB_INT(merge->conversation)), &subject, error) >=
               0 &&
           db_run(tx, list_sql, DB_ARGS(DB_INT(merge->id), DB_INT(merge->conversation)), error) &&
           db_run(tx, move_sql,
                  DB_ARGS(DB_INT(merge->conversation), DB_INT(merge->survivor), DB_TEXT(subject)),
                  error) &&
           mention_follow(tx, merge->conversation, error) &&
           db_run(tx, join_all_sql, both, G_N_ELEMENTS(both), error);
}

bool
merge_store_move_back(Db *tx, const Merge *merge, const char *survivor_subject, GError **error)
{
    return db_run(tx, move_back_sql,
                  DB_ARGS(DB_INT(merge->conversation), DB_INT(merge->survivor),
                          DB_TEXT(survivor_subject), DB_INT(merge->id)),
                  error) &&
           mention_follow(tx, merge->survivor, error) &&
           merge_store_join_authors(tx, merge->conversation, error) &&
           db_run(tx, leave_sql, DB_ARGS(DB_INT(merge->survivor), DB_INT(merge->id)), error);
}

int
merge_store_misses(Db *db, const Merge *merge, GError **error)
{
    int64_t one;

    return db_find_int(db, misses_sql, DB_ARGS(DB_INT(merge->id), DB_INT(merge->conversation)),
                       &one, error);
}

int
merge_store_heard_since(Db *db, const Merge *merge, int64_t *ret_at, GError **error)
{
    return db_find_int(db, heard_since_sql, DB_ARGS(DB_INT(merge->conversation), DB_INT(merge->id)),
                       ret_at, error);
}

bool
merge_store_note(Db *tx, int64_t conversation, int64_t answered, int64_t message, GError **error)
{
    int64_t one;
    int brought =
        answered != 0 ? db_find_int(tx, brought_sql, DB_ARGS(DB_INT(answered)), &one, error) : 0;

    return brought >= 0 &&
           (conversation == 0 ||
            db_run(tx, note_path_sql, DB_ARGS(DB_INT(conversation), DB_INT(message)), error)) &&
           (brought == 0 ||
            db_run(tx, note_answer_sql, DB_ARGS(DB_INT(answered), DB_INT(message)), error));
}

/* ---- One message, one matter ---- */

static const char move_one_sql[] =
    "UPDATE message SET subject = " OWN_SUBJECT("$3") ", conversation = $4, offer = NULL"
                                                      " WHERE id = $1 AND conversation = $2";

static const char authors_sql[] =
    "INSERT INTO participant (conversation, person)"
    " SELECT DISTINCT conversation, person FROM message WHERE conversation = $1 AND direction = 1"
    "    AND kind IN (0, 3) AND person IS NOT NULL ON CONFLICT DO NOTHING";

static const char keep_subjects_sql[] = "UPDATE message SET subject = " OWN_SUBJECT(
    "$2") " WHERE conversation = $1 AND subject IS NULL AND direction < 3";

static const char count_sql[] = "SELECT count(*), max(at) FROM message WHERE conversation = $1";

static const char newest_sql[] =
    "SELECT coalesce(reply, text) FROM message WHERE conversation = $1 AND kind <> 100"
    " ORDER BY at DESC, id DESC LIMIT 1";

bool
merge_store_move_one(Db *tx, int64_t message, const Conversation *from, int64_t to, bool *ret_moved,
                     GError **error)
{
    int64_t changed = 0;

    if (!db_change(tx, move_one_sql,
                   DB_ARGS(DB_INT(message), DB_INT(from->id), DB_TEXT(from->subject), DB_INT(to)),
                   &changed, error))
        return false;
    *ret_moved = changed == 1;
    return !*ret_moved || mention_follow(tx, from->id, error);
}

bool
merge_store_join_authors(Db *tx, int64_t conversation, GError **error)
{
    return db_run(tx, authors_sql, DB_ARGS(DB_INT(conversation)), error);
}

bool
merge_store_keep_subjects(Db *tx, const Conversation *conversation, GError **error)
{
    return db_run(tx, keep_subjects_sql,
                  DB_ARGS(DB_INT(conversation->id), DB_TEXT(conversation->subject)), error);
}

bool
merge_store_recount(Db *db, Conversation *conversation, char **ret_preview, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, count_sql, DB_ARGS(DB_INT(conversation->id)), error);
    g_autofree char *text = NULL;

    if (rows == NULL || db_rows_next(rows, error) != 1 ||
        db_find_text(db, newest_sql, DB_ARGS(DB_INT(conversation->id)), &text, error) < 0)
        return false;
    conversation->message_count = db_rows_int(rows, 0);
    if (conversation->message_count > 0)
        conversation->last_at = db_rows_int(rows, 1);
    *ret_preview = message_preview(text != NULL ? text : "");
    return true;
}

/* $1 the matter, $2 its waiting_since, $3 its first_answer_at, $4 its opened_at. Ids tell the
 * order in which things happened here; `at` may be older, of what was imported. */
#define WORDS   "FROM message WHERE conversation = $1 AND direction = 1 AND kind IN (0, 3)"
#define ANSWERS "FROM message WHERE conversation = $1 AND direction = 2 AND kind = 0"
#define EPISODE "FROM episode WHERE conversation = $1 ORDER BY id DESC LIMIT 1"

static const char left_sql[] =
    "SELECT (SELECT min(at) FROM message WHERE conversation = $1),"
    "       (SELECT person " WORDS " ORDER BY at, id LIMIT 1),"
    "       EXISTS (SELECT 1 " WORDS " AND at = $2),"
    "       (SELECT min(at) " WORDS " AND id > coalesce((SELECT max(id) " ANSWERS "), 0)"
    "                                 AND id > coalesce((SELECT id " EPISODE "), 0)),"
    "       EXISTS (SELECT 1 " ANSWERS " AND at = $3),"
    "       (SELECT min(at) " ANSWERS " AND at >= $4),"
    "       (SELECT max(id) " ANSWERS "),"
    "       (SELECT max(id) FROM message WHERE conversation = $1),"
    "       (SELECT id " EPISODE "), (SELECT opened_at " EPISODE "),"
    "       (SELECT first_answer_at " EPISODE "), (SELECT closed_at " EPISODE ")";

bool
merge_store_left(Db *db, const Conversation *conversation, Left *ret_left, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, left_sql,
                 DB_ARGS(DB_INT(conversation->id), DB_INT(conversation->waiting_since),
                         DB_INT(conversation->first_answer_at), DB_INT(conversation->opened_at)),
                 error);

    if (rows == NULL || db_rows_next(rows, error) != 1)
        return false;
    *ret_left = (Left){
        .first_at = db_rows_int(rows, 0),
        .first_person = db_rows_int(rows, 1),
        .waiting_stays = db_rows_int(rows, 2) != 0,
        .unanswered_at = db_rows_int(rows, 3),
        .first_stays = db_rows_int(rows, 4) != 0,
        .first_answer_at = db_rows_int(rows, 5),
        .last_answer = db_rows_int(rows, 6),
        .last_message = db_rows_int(rows, 7),
        .last_episode = db_rows_int(rows, 8),
        .episode_opened_at = db_rows_int(rows, 9),
        .episode_first_answer_at = db_rows_int(rows, 10),
        .episode_closed_at = db_rows_int(rows, 11),
    };
    return true;
}
