#include "conversation/link-store.h"

static const char add_sql[] =
    "INSERT INTO conversation_link (conversation, other, made_at, made_by) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT DO NOTHING";

/* Also what was linked before either was merged: it shows as one link. */
#define INSIDE(name, of)                                                                           \
    name " (id) AS (SELECT " of " UNION SELECT c.id FROM " name                                    \
         " JOIN conversation c ON c.merged_into = " name ".id)"

static const char remove_sql[] = "WITH RECURSIVE " INSIDE("here", "$1") ", " INSIDE(
    "there",
    "$2") " DELETE FROM conversation_link"
          "  WHERE (conversation IN (SELECT id FROM here) AND other IN (SELECT id FROM there))"
          "     OR (other IN (SELECT id FROM here) AND conversation IN (SELECT id FROM there))";

static const char links_sql[] = "WITH RECURSIVE " INSIDE(
    "here",
    "$1") ", linked (id) AS ("
          "   SELECT other FROM conversation_link WHERE conversation IN (SELECT id FROM here)"
          "   UNION SELECT conversation FROM conversation_link WHERE other IN (SELECT id FROM here)"
          "   UNION SELECT c.merged_into FROM linked JOIN conversation c ON c.id = linked.id"
          "    WHERE c.merged_into IS NOT NULL)"
          " SELECT c.id, c.subject FROM linked JOIN conversation c ON c.id = linked.id"
          "  WHERE c.merged_into IS NULL AND c.id <> $1 ORDER BY c.id DESC LIMIT $2";

static const char merged_sql[] =
    "SELECT id, subject FROM conversation WHERE merged_into = $1 ORDER BY id LIMIT $2";

bool
link_store_add(Db *tx, int64_t conversation, int64_t other, int64_t staff, int64_t at,
               GError **error)
{
    return db_run(tx, add_sql,
                  DB_ARGS(DB_INT(MIN(conversation, other)), DB_INT(MAX(conversation, other)),
                          DB_INT(at), DB_ID(staff)),
                  error);
}

bool
link_store_remove(Db *tx, int64_t conversation, int64_t other, bool *ret_removed, GError **error)
{
    int64_t changed = 0;

    if (!db_change(tx, remove_sql, DB_ARGS(DB_INT(conversation), DB_INT(other)), &changed, error))
        return false;
    *ret_removed = changed > 0;
    return true;
}

static bool
give_all(Db *db, const char *sql, int64_t conversation, LinkEach each, void *data, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, sql, DB_ARGS(DB_INT(conversation), DB_INT(LINKS_MAX)), error);
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1)
        each(db_rows_int(rows, 0), db_rows_text(rows, 1), data);
    return more == 0;
}

bool
link_store_links(Db *db, int64_t conversation, LinkEach each, void *data, GError **error)
{
    return give_all(db, links_sql, conversation, each, data, error);
}

bool
link_store_merged(Db *db, int64_t conversation, LinkEach each, void *data, GError **error)
{
    return give_all(db, merged_sql, conversation, each, data, error);
}
