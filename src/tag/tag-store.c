#include "tag/tag-store.h"

#include "base/error.h"

void
tag_free(Tag *tag)
{
    if (tag == NULL)
        return;
    g_free(tag->name);
    g_free(tag->folded);
    g_free(tag->colour);
    g_free(tag->about);
    g_free(tag);
}

static const char insert_sql[] =
    "INSERT INTO tag (id, name, folded, colour, about, archived, made_at, made_by)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

static const char update_sql[] =
    "UPDATE tag SET name = $2, folded = $3, colour = $4, about = $5, archived = $6 WHERE id = $1";

static const char get_sql[] = "SELECT id, name, folded, colour, about, archived FROM tag"
                              " WHERE id = $1 AND merged_into IS NULL";

static const char find_sql[] = "SELECT id FROM tag WHERE folded = $1 AND merged_into IS NULL";

static const char total_sql[] = "SELECT count(*) FROM tag WHERE merged_into IS NULL";

static const char present_sql[] = "SELECT coalesce(merged_into, id) FROM tag WHERE id = $1";

static const char name_sql[] =
    "SELECT n.name FROM tag t JOIN tag n ON n.id = coalesce(t.merged_into, t.id) WHERE t.id = $1";

/* The counts of all tags are read in one go from what is active, which is small. */
static const char list_sql[] =
    "SELECT t.id, t.id, t.name, t.colour, t.about, t.archived, coalesce(n.n, 0)"
    "  FROM tag t LEFT JOIN (SELECT x.tag AS tag, count(*) AS n FROM conversation c"
    "         JOIN conversation_tag x ON x.conversation = c.id WHERE c.status <> 4"
    "        GROUP BY x.tag) n ON n.tag = t.id"
    " WHERE t.merged_into IS NULL AND t.id < $2 AND ($1 = 0 OR t.id = $1)"
    " ORDER BY t.id DESC LIMIT $3";

bool
tag_store_insert(Db *tx, const Tag *tag, int64_t staff, int64_t at, GError **error)
{
    return db_run(tx, insert_sql,
                  DB_ARGS(DB_INT(tag->id), DB_TEXT(tag->name), DB_TEXT(tag->folded),
                          DB_TEXT(tag->colour), DB_TEXT(tag->about), DB_INT(tag->archived),
                          DB_INT(at), DB_ID(staff)),
                  error);
}

bool
tag_store_update(Db *tx, const Tag *tag, GError **error)
{
    return db_run(tx, update_sql,
                  DB_ARGS(DB_INT(tag->id), DB_TEXT(tag->name), DB_TEXT(tag->folded),
                          DB_TEXT(tag->colour), DB_TEXT(tag->about), DB_INT(tag->archived)),
                  error);
}

int
tag_store_get(Db *db, int64_t id, Tag **ret_tag, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(id)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found != 1)
        return found;
    *ret_tag = g_new(Tag, 1);
    **ret_tag = (Tag){
        .id = db_rows_int(rows, 0),
        .name = g_strdup(db_rows_text(rows, 1)),
        .folded = g_strdup(db_rows_text(rows, 2)),
        .colour = g_strdup(db_rows_text(rows, 3)),
        .about = g_strdup(db_rows_text(rows, 4)),
        .archived = db_rows_int(rows, 5) != 0,
    };
    return 1;
}

int
tag_store_find(Db *db, const char *folded, int64_t *ret_tag, GError **error)
{
    return db_find_int(db, find_sql, DB_ARGS(DB_TEXT(folded)), ret_tag, error);
}

int64_t
tag_store_total(Db *db, GError **error)
{
    int64_t n = 0;

    return db_find_int(db, total_sql, DB_NO_ARGS, &n, error) < 0 ? -1 : n;
}

int64_t
tag_present(Db *db, int64_t tag, GError **error)
{
    int64_t present = 0;

    return db_find_int(db, present_sql, DB_ARGS(DB_INT(tag)), &present, error) < 0 ? -1 : present;
}

int
tag_name(Db *db, int64_t tag, char **ret_name, GError **error)
{
    return db_find_text(db, name_sql, DB_ARGS(DB_INT(tag)), ret_name, error);
}

DbRows *
tag_store_list(Db *db, int64_t only, int64_t before, int64_t limit, GError **error)
{
    return db_query(db, list_sql, DB_ARGS(DB_INT(only), DB_INT(before), DB_INT(limit)), error);
}

static const char by_name_sql[] = "SELECT name, colour, about, archived FROM tag"
                                  " WHERE merged_into IS NULL ORDER BY folded";

DbRows *
tag_store_by_name(Db *db, GError **error)
{
    return db_query(db, by_name_sql, DB_NO_ARGS, error);
}

/* ---- Two tags that are one ---- */

static const char carry_sql[] =
    "INSERT INTO conversation_tag (conversation, tag)"
    " SELECT conversation, $2 FROM conversation_tag WHERE tag = $1 ON CONFLICT DO NOTHING";

static const char carry_merge_sql[] =
    "INSERT INTO merge_tag (merge, tag)"
    " SELECT merge, $2 FROM merge_tag WHERE tag = $1 ON CONFLICT DO NOTHING";

static const char leave_sql[] = "DELETE FROM conversation_tag WHERE tag = $1";

static const char leave_merge_sql[] = "DELETE FROM merge_tag WHERE tag = $1";

/* Those that were merged into it before go on with it. */
static const char point_sql[] =
    "UPDATE tag SET merged_into = $2, archived = 1 WHERE id = $1 OR merged_into = $1";

bool
tag_store_merge(Db *tx, int64_t tag, int64_t into, GError **error)
{
    const DbArg both[] = {DB_INT(tag), DB_INT(into)};

    return db_run(tx, carry_sql, both, G_N_ELEMENTS(both), error) &&
           db_run(tx, leave_sql, both, 1, error) &&
           db_run(tx, carry_merge_sql, both, G_N_ELEMENTS(both), error) &&
           db_run(tx, leave_merge_sql, both, 1, error) &&
           db_run(tx, point_sql, both, G_N_ELEMENTS(both), error);
}

/* ---- On a matter ---- */

static const char put_sql[] =
    "INSERT INTO conversation_tag (conversation, tag) SELECT $1, id FROM tag"
    "  WHERE id = $2 AND merged_into IS NULL ON CONFLICT DO NOTHING";

static const char take_sql[] = "DELETE FROM conversation_tag WHERE conversation = $1 AND tag = $2";

static const char of_sql[] =
    "SELECT t.id, t.name, t.colour FROM conversation_tag x JOIN tag t ON t.id = x.tag"
    " WHERE x.conversation = $1 ORDER BY t.folded";

static const char count_sql[] =
    "SELECT count(*) FROM (SELECT 1 FROM conversation_tag WHERE tag = $1 LIMIT $2) AS few";

bool
tag_put(Db *tx, int64_t conversation, int64_t tag, int64_t *ret_put, GError **error)
{
    int64_t present = tag_present(tx, tag, error), changed = 0;

    if (present == 0)
        return error_set_field(error, APP_ERROR_INVALID, "tags", "no tag %" G_GINT64_FORMAT, tag);
    if (present < 0 ||
        !db_change(tx, put_sql, DB_ARGS(DB_INT(conversation), DB_INT(present)), &changed, error))
        return false;
    *ret_put = changed > 0 ? present : 0;
    return true;
}

bool
tag_take(Db *tx, int64_t conversation, int64_t tag, bool *ret_changed, GError **error)
{
    int64_t changed = 0;

    if (!db_change(tx, take_sql, DB_ARGS(DB_INT(conversation), DB_INT(tag)), &changed, error))
        return false;
    *ret_changed = changed > 0;
    return true;
}

bool
tag_each_of(Db *db, int64_t conversation, TagEach each, void *data, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, of_sql, DB_ARGS(DB_INT(conversation)), error);
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1)
        each(db_rows_int(rows, 0), db_rows_text(rows, 1), db_rows_text(rows, 2), data);
    return more == 0;
}

int64_t
tag_count(Db *db, int64_t tag, int64_t max, GError **error)
{
    int64_t n = 0;

    return db_find_int(db, count_sql, DB_ARGS(DB_INT(tag), DB_INT(max)), &n, error) < 0 ? -1 : n;
}

/* ---- Two matters that are one ---- */

static const char note_sql[] =
    "INSERT INTO merge_tag (merge, tag) SELECT $1, tag FROM conversation_tag"
    "  WHERE conversation = $2"
    "    AND tag NOT IN (SELECT tag FROM conversation_tag WHERE conversation = $3)";

static const char get_theirs_sql[] = "INSERT INTO conversation_tag (conversation, tag)"
                                     " SELECT $2, tag FROM merge_tag WHERE merge = $1"
                                     " ON CONFLICT DO NOTHING";

static const char give_back_sql[] = "DELETE FROM conversation_tag WHERE conversation = $2"
                                    "   AND tag IN (SELECT tag FROM merge_tag WHERE merge = $1)";

bool
tag_merge_matters(Db *tx, int64_t merge, int64_t conversation, int64_t survivor, GError **error)
{
    return db_run(tx, note_sql, DB_ARGS(DB_INT(merge), DB_INT(conversation), DB_INT(survivor)),
                  error) &&
           db_run(tx, get_theirs_sql, DB_ARGS(DB_INT(merge), DB_INT(survivor)), error);
}

bool
tag_unmerge_matters(Db *tx, int64_t merge, int64_t survivor, GError **error)
{
    return db_run(tx, give_back_sql, DB_ARGS(DB_INT(merge), DB_INT(survivor)), error);
}

const Invariant tag_invariants[] = {
    {.name = "tag.merged",
     .about = "A merged tag is on no conversation, and what stands for it was not merged.",
     .sql = "SELECT t.id FROM tag t JOIN conversation_tag x ON x.tag = t.id"
            " WHERE t.merged_into IS NOT NULL"
            " UNION SELECT t.id FROM tag t LEFT JOIN tag o ON o.id = t.merged_into"
            " WHERE t.merged_into IS NOT NULL AND (o.id IS NULL OR o.merged_into IS NOT NULL)"},
    INVARIANTS_END,
};
