#include "draft/draft-store.h"

#define DRAFTS                                                                                     \
    "SELECT d.id, d.staff, d.conversation, c.subject, d.kind, d.text, d.html, d.letter,"           \
    "       d.version, d.saved_at"                                                                 \
    "  FROM draft d LEFT JOIN conversation c ON c.id = d.conversation"

static const char get_sql[] = DRAFTS " WHERE d.id = $1 AND d.staff = $2";
static const char of_sql[] = DRAFTS " WHERE d.conversation = $1 AND d.kind = $2 AND d.staff = $3";
static const char list_sql[] = DRAFTS " WHERE d.staff = $1 AND (d.saved_at, d.id) < ($2, $3)"
                                      " ORDER BY d.saved_at DESC, d.id DESC LIMIT $4";
static const char insert_sql[] =
    "INSERT INTO draft (id, staff, conversation, kind, text, html, letter, version, saved_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8)";
static const char update_sql[] =
    "UPDATE draft SET text = $2, html = $3, letter = $4, version = version + 1, saved_at = $5"
    " WHERE id = $1";
static const char drop_sql[] = "DELETE FROM draft WHERE id = $1";
static const char count_sql[] = "SELECT count(*) FROM draft WHERE staff = $1";
static const char follow_sql[] =
    "UPDATE draft SET conversation = $2"
    " WHERE conversation = $1 AND NOT EXISTS (SELECT 1 FROM draft other"
    "   WHERE other.conversation = $2 AND other.staff = draft.staff AND other.kind = draft.kind)";

void
kept_draft_clear(KeptDraft *draft)
{
    g_clear_pointer(&draft->subject, g_free);
    g_clear_pointer(&draft->text, g_free);
    g_clear_pointer(&draft->html, g_free);
    g_clear_pointer(&draft->letter, g_free);
}

static KeptDraft
read_draft(DbRows *rows)
{
    return (KeptDraft){
        .id = db_rows_int(rows, 0),
        .staff = db_rows_int(rows, 1),
        .conversation = db_rows_int(rows, 2),
        .subject = g_strdup(db_rows_text(rows, 3)),
        .kind = (DraftKind)db_rows_int(rows, 4),
        .text = g_strdup(db_rows_text(rows, 5)),
        .html = g_strdup(db_rows_text(rows, 6)),
        .letter = g_strdup(db_rows_text(rows, 7)),
        .version = db_rows_int(rows, 8),
        .saved_at = db_rows_int(rows, 9),
    };
}

static int
read_one(DbRows *rows, KeptDraft *ret_draft, GError **error)
{
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_draft = read_draft(rows);
    return found;
}

int
draft_store_get(Db *db, int64_t id, int64_t staff, KeptDraft *ret_draft, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(id), DB_INT(staff)), error);

    return read_one(rows, ret_draft, error);
}

int
draft_store_of(Db *db, int64_t conversation, DraftKind kind, int64_t staff, KeptDraft *ret_draft,
               GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, of_sql, DB_ARGS(DB_INT(conversation), DB_INT(kind), DB_INT(staff)), error);

    return read_one(rows, ret_draft, error);
}

bool
draft_store_insert(Db *tx, const DraftSave *save, int64_t id, int64_t at, GError **error)
{
    return db_run(tx, insert_sql,
                  DB_ARGS(DB_INT(id), DB_INT(save->staff), DB_ID(save->conversation),
                          DB_INT(save->kind), DB_TEXT(save->text), DB_TEXT(save->html),
                          DB_TEXT(save->letter), DB_INT(at)),
                  error);
}

bool
draft_store_update(Db *tx, const DraftSave *save, int64_t id, int64_t at, GError **error)
{
    return db_run(tx, update_sql,
                  DB_ARGS(DB_INT(id), DB_TEXT(save->text), DB_TEXT(save->html),
                          DB_TEXT(save->letter), DB_INT(at)),
                  error);
}

bool
draft_store_drop(Db *tx, int64_t id, GError **error)
{
    return db_run(tx, drop_sql, DB_ARGS(DB_INT(id)), error);
}

int64_t
draft_store_count(Db *db, int64_t staff, GError **error)
{
    int64_t count = 0;

    return db_find_int(db, count_sql, DB_ARGS(DB_INT(staff)), &count, error) < 0 ? -1 : count;
}

bool
draft_store_follow(Db *tx, int64_t from, int64_t to, GError **error)
{
    return db_run(tx, follow_sql, DB_ARGS(DB_INT(from), DB_INT(to)), error);
}

bool
draft_store_list(Db *db, int64_t staff, int64_t before_at, int64_t before_id, size_t limit,
                 KeptDraftEach each, void *data, GError **error)
{
    g_autoptr(DbRows) rows = db_query(
        db, list_sql,
        DB_ARGS(DB_INT(staff), DB_INT(before_at), DB_INT(before_id), DB_INT((int64_t)limit)),
        error);
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1) {
        g_auto(KeptDraft) draft = read_draft(rows);

        if (!each(&draft, data, error))
            return false;
    }
    return more == 0;
}
