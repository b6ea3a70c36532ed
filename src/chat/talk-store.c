#include "chat/talk-store.h"

#include "base/clock.h"
#include "base/hash.h"
#include "base/id.h"
#include "staff/staff.h"

/* ---- What a visitor may see ---- */

/* Notes have no item; the direction is asked all the same. */
static const char each_sql[] =
    "SELECT i.id, m.id, m.direction, s.name, coalesce(m.reply, m.text), m.external_id, m.at,"
    "       m.kind"
    "  FROM chat_item i JOIN message m ON m.id = i.message LEFT JOIN staff s ON s.id = m.staff"
    " WHERE i.visitor = $1 AND i.id > $2 AND m.direction IN (1, 2) ORDER BY i.id LIMIT $3";

static const char before_newest_sql[] =
    "SELECT id FROM chat_item WHERE visitor = $1 ORDER BY id DESC LIMIT 1 OFFSET $2";

static const char said_sql[] =
    "SELECT i.id FROM message m JOIN chat_item i ON i.message = m.id"
    " WHERE m.external_key = $2 AND m.external_id = $3 AND m.direction = 1 AND i.visitor = $1"
    " LIMIT 1";

static const char waiting_sql[] =
    "SELECT m.id FROM chat_item i JOIN message m ON m.id = i.message"
    " WHERE i.visitor = $1 AND i.id > $2 AND i.id <= $3 AND m.direction = 2 AND m.delivery = 6"
    " ORDER BY i.id LIMIT 200";

static const char unheard_sql[] =
    "SELECT 1 FROM chat_item i JOIN chat_visitor v ON v.id = i.visitor"
    " WHERE i.message = $1 AND v.received < i.id LIMIT 1";

static const char read_sql[] =
    "SELECT m.id FROM chat_item i JOIN message m ON m.id = i.message"
    " WHERE i.visitor = $1 AND i.id <= $2 AND m.direction = 2 ORDER BY i.id DESC LIMIT 1";

int
talk_store_each(Db *db, int64_t visitor, int64_t after, size_t limit, TalkEach each, void *data,
                GError **error)
{
    g_autoptr(DbRows) rows = db_query(
        db, each_sql, DB_ARGS(DB_INT(visitor), DB_INT(after), DB_INT((int64_t)limit)), error);
    int count = 0, more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1) {
        const TalkItem item = {
            .id = db_rows_int(rows, 0),
            .message = db_rows_int(rows, 1),
            .own = db_rows_int(rows, 2) == 1,
            .program = db_rows_int(rows, 7) == 100,
            .staff_name = db_rows_text(rows, 3),
            .text = db_rows_text(rows, 4),
            .external_id = db_rows_text(rows, 5),
            .at = db_rows_int(rows, 6),
        };

        if (!each(&item, data, error))
            return -1;
        count++;
    }
    return more == 0 ? count : -1;
}

bool
talk_store_before_newest(Db *db, int64_t visitor, size_t count, int64_t *ret_position,
                         GError **error)
{
    *ret_position = 0;
    return db_find_int(db, before_newest_sql, DB_ARGS(DB_INT(visitor), DB_INT((int64_t)count)),
                       ret_position, error) >= 0;
}

int
talk_store_said(Db *db, int64_t visitor, const char *external_id, int64_t *ret_item, GError **error)
{
    return db_find_int(
        db, said_sql, DB_ARGS(DB_INT(visitor), DB_INT(hash_key(external_id)), DB_TEXT(external_id)),
        ret_item, error);
}

GArray *
talk_store_waiting(Db *db, int64_t visitor, int64_t after, int64_t upto, GError **error)
{
    return db_find_ids(db, waiting_sql, DB_ARGS(DB_INT(visitor), DB_INT(after), DB_INT(upto)),
                       error);
}

int
talk_store_unheard(Db *db, int64_t message, GError **error)
{
    int64_t one;

    return db_find_int(db, unheard_sql, DB_ARGS(DB_INT(message)), &one, error);
}

bool
talk_store_read_message(Db *db, const Visitor *visitor, int64_t *ret_message, GError **error)
{
    *ret_message = 0;
    return db_find_int(db, read_sql, DB_ARGS(DB_INT(visitor->id), DB_INT(visitor->read)),
                       ret_message, error) >= 0;
}

/* ---- Their matter ---- */

static const char going_on_sql[] =
    "SELECT subject FROM conversation WHERE id = $1 AND (status <> 4 OR closed_at >= $2)";

static const char visitor_sql[] =
    "SELECT v.id FROM chat_visitor v WHERE v.conversation = $1 OR v.conversation IN"
    "       (SELECT c.id FROM conversation c WHERE c.merged_into = $1)"
    " ORDER BY v.seen_at DESC LIMIT 1";

static const char matter_sql[] = "SELECT assignee, priority FROM conversation WHERE id = $1";

static const char answered_sql[] =
    "SELECT 1 FROM chat_item i JOIN message m ON m.id = i.message"
    " WHERE i.visitor = $1 AND m.direction = 2 AND m.staff IS NOT NULL AND m.at >= $2 LIMIT 1";

static const char survivor_sql[] =
    "WITH RECURSIVE up (id, into_id) AS"
    " (SELECT id, merged_into FROM conversation WHERE id = $1"
    "  UNION SELECT c.id, c.merged_into FROM conversation c JOIN up ON c.id = up.into_id)"
    " SELECT id FROM up WHERE into_id IS NULL LIMIT 1";

int
talk_store_going_on(Db *db, int64_t conversation, int64_t before, char **ret_subject,
                    GError **error)
{
    int64_t survivor;

    return talk_store_survivor(db, conversation, &survivor, error)
               ? db_find_text(db, going_on_sql, DB_ARGS(DB_INT(survivor), DB_INT(before)),
                              ret_subject, error)
               : -1;
}

bool
talk_store_matter(Db *db, int64_t conversation, int64_t *ret_assignee, int64_t *ret_priority,
                  GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, matter_sql, DB_ARGS(DB_INT(conversation)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1) {
        *ret_assignee = db_rows_int(rows, 0);
        *ret_priority = db_rows_int(rows, 1);
    }
    return found >= 0;
}

int
talk_store_answered(Db *db, int64_t visitor, int64_t since, GError **error)
{
    int64_t one;

    return db_find_int(db, answered_sql, DB_ARGS(DB_INT(visitor), DB_INT(since)), &one, error);
}

int
talk_store_visitor(Db *db, int64_t conversation, int64_t *ret_id, GError **error)
{
    return db_find_int(db, visitor_sql, DB_ARGS(DB_INT(conversation)), ret_id, error);
}

bool
talk_store_survivor(Db *db, int64_t conversation, int64_t *ret_conversation, GError **error)
{
    *ret_conversation = conversation;
    return db_find_int(db, survivor_sql, DB_ARGS(DB_INT(conversation)), ret_conversation, error) >=
           0;
}

/* ---- Files ---- */

static const char files_sql[] =
    "SELECT id, name, type, size FROM attachment WHERE message = $1 ORDER BY id LIMIT 50";

static const char find_file_sql[] =
    "SELECT a.id, a.file, a.size, a.name, a.type FROM attachment a"
    "  JOIN chat_item i ON i.message = a.message WHERE a.id = $2 AND i.visitor = $1"
    " UNION ALL SELECT id, file, size, name, type FROM chat_upload"
    " WHERE id = $2 AND visitor = $1";

static const char insert_upload_sql[] =
    "INSERT INTO chat_upload (id, visitor, file, name, type, size, made_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)";
static const char count_uploads_sql[] = "SELECT count(*) FROM chat_upload WHERE visitor = $1";
static const char get_upload_sql[] = "SELECT id, file, size, name, type FROM chat_upload"
                                     " WHERE visitor = $1 AND id = $2";
static const char drop_upload_sql[] = "DELETE FROM chat_upload WHERE visitor = $1 AND id = $2";
static const char prune_uploads_sql[] = "DELETE FROM chat_upload WHERE made_at < $1";

void
talk_file_clear(TalkFile *file)
{
    g_clear_pointer(&file->name, g_free);
    g_clear_pointer(&file->type, g_free);
}

bool
file_store_each(Db *db, int64_t message, FileEach each, void *data, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, files_sql, DB_ARGS(DB_INT(message)), error);
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1)
        each(db_rows_int(rows, 0), db_rows_text(rows, 1), db_rows_text(rows, 2),
             db_rows_int(rows, 3), data);
    return more == 0;
}

static int
read_file(DbRows *rows, TalkFile *ret_file, GError **error)
{
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_file = (TalkFile){
            .id = db_rows_int(rows, 0),
            .file = db_rows_int(rows, 1),
            .size = db_rows_int(rows, 2),
            .name = g_strdup(db_rows_text(rows, 3)),
            .type = g_strdup(db_rows_text(rows, 4)),
        };
    return found;
}

int
file_store_find(Db *db, int64_t visitor, int64_t id, TalkFile *ret_file, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, find_file_sql, DB_ARGS(DB_INT(visitor), DB_INT(id)), error);

    return read_file(rows, ret_file, error);
}

bool
upload_store_insert(Db *tx, int64_t visitor, TalkFile *file, GError **error)
{
    file->id = id_new();
    return db_run(tx, insert_upload_sql,
                  DB_ARGS(DB_INT(file->id), DB_INT(visitor), DB_INT(file->file),
                          DB_TEXT(file->name), DB_TEXT(file->type), DB_INT(file->size),
                          DB_INT(clock_now())),
                  error);
}

bool
upload_store_count(Db *db, int64_t visitor, int64_t *ret_count, GError **error)
{
    return db_find_int(db, count_uploads_sql, DB_ARGS(DB_INT(visitor)), ret_count, error) == 1;
}

int
upload_store_get(Db *db, int64_t visitor, int64_t id, TalkFile *ret_file, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, get_upload_sql, DB_ARGS(DB_INT(visitor), DB_INT(id)), error);

    return read_file(rows, ret_file, error);
}

bool
upload_store_drop(Db *tx, int64_t visitor, int64_t id, GError **error)
{
    return db_run(tx, drop_upload_sql, DB_ARGS(DB_INT(visitor), DB_INT(id)), error);
}

bool
upload_store_prune(Db *tx, int64_t before, GError **error)
{
    return db_run(tx, prune_uploads_sql, DB_ARGS(DB_INT(before)), error);
}

/* ---- Advisers ---- */

static const char takes_sql[] =
    "SELECT 1 FROM staff s WHERE s.id = $1 AND s.active = 1"
    "   AND NOT EXISTS (SELECT 1 FROM chat_away a WHERE a.staff = s.id)"
    "   AND ($2 = 0 OR EXISTS (SELECT 1 FROM team_member t WHERE t.staff = s.id AND t.team = $2))";

static const char takers_sql[] =
    "SELECT s.id, s.role FROM staff s WHERE s.active = 1"
    "   AND NOT EXISTS (SELECT 1 FROM chat_away a WHERE a.staff = s.id)"
    "   AND ($1 = 0 OR EXISTS (SELECT 1 FROM team_member t WHERE t.staff = s.id AND t.team = $1))"
    " ORDER BY s.id LIMIT 500";

static const char away_sql[] =
    "INSERT INTO chat_away (staff, since) VALUES ($1, $2) ON CONFLICT (staff) DO NOTHING";
static const char back_sql[] = "DELETE FROM chat_away WHERE staff = $1";

int
adviser_store_takes(Db *db, int64_t staff, int64_t team, GError **error)
{
    int64_t one;

    return db_find_int(db, takes_sql, DB_ARGS(DB_INT(staff), DB_INT(team)), &one, error);
}

GArray *
adviser_store_takers(Db *db, int64_t team, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, takers_sql, DB_ARGS(DB_INT(team)), error);
    g_autoptr(GArray) takers = g_array_new(FALSE, FALSE, sizeof(int64_t));
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1) {
        int64_t staff = db_rows_int(rows, 0);

        if (staff_rights(db_rows_text(rows, 1)) & (UINT64_C(1) << RIGHT_CONVERSATION_WRITE))
            g_array_append_val(takers, staff);
    }
    return more == 0 ? g_steal_pointer(&takers) : NULL;
}

bool
adviser_store_set(Db *tx, int64_t staff, bool takes, GError **error)
{
    return takes ? db_run(tx, back_sql, DB_ARGS(DB_INT(staff)), error)
                 : db_run(tx, away_sql, DB_ARGS(DB_INT(staff), DB_INT(clock_now())), error);
}
