#include "canned/canned-store.h"

#define CANNED                                                                                     \
    "SELECT c.id, c.name, c.shortcut, c.subject, c.text, c.html, c.language, c.team, c.staff,"     \
    "       t.name, c.use_count, c.version"                                                        \
    "  FROM canned c LEFT JOIN team t ON t.id = c.team"

static const char get_sql[] = CANNED " WHERE c.id = $1";
static const char visible_sql[] =
    CANNED " WHERE c.id < $2 AND (c.staff = $1 OR (c.staff IS NULL AND (c.team IS NULL OR $3 = 1"
           "        OR c.team IN (SELECT team FROM team_member WHERE staff = $1))))"
           " ORDER BY c.id DESC";
static const char insert_sql[] =
    "INSERT INTO canned (id, name, shortcut, subject, text, html, language, team, staff, made_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
static const char update_sql[] =
    "UPDATE canned SET name = $2, shortcut = $3, subject = $4, text = $5, html = $6,"
    "       language = $7, team = $8, staff = $9, version = version + 1"
    " WHERE id = $1 AND version = $10";
static const char shared_sql[] =
    CANNED " WHERE c.staff IS NULL ORDER BY c.name, coalesce(t.name, ''), c.id";
static const char named_sql[] = "SELECT min(id) FROM canned"
                                " WHERE name = $1 AND coalesce(team, 0) = $2 AND staff IS NULL"
                                " HAVING min(id) IS NOT NULL";
static const char team_named_sql[] = "SELECT id FROM team WHERE name = $1";
static const char drop_sql[] = "DELETE FROM canned WHERE id = $1";
static const char use_sql[] = "UPDATE canned SET use_count = use_count + 1 WHERE id = $1";
static const char member_sql[] = "SELECT 1 FROM team_member WHERE team = $1 AND staff = $2";
static const char team_sql[] = "SELECT name FROM team WHERE id = $1";

void
canned_clear(Canned *canned)
{
    g_clear_pointer(&canned->name, g_free);
    g_clear_pointer(&canned->shortcut, g_free);
    g_clear_pointer(&canned->subject, g_free);
    g_clear_pointer(&canned->text, g_free);
    g_clear_pointer(&canned->html, g_free);
    g_clear_pointer(&canned->language, g_free);
    g_clear_pointer(&canned->team_name, g_free);
}

static Canned
read_canned(DbRows *rows)
{
    return (Canned){
        .id = db_rows_int(rows, 0),
        .name = g_strdup(db_rows_text(rows, 1)),
        .shortcut = g_strdup(db_rows_text(rows, 2)),
        .subject = g_strdup(db_rows_text(rows, 3)),
        .text = g_strdup(db_rows_text(rows, 4)),
        .html = g_strdup(db_rows_text(rows, 5)),
        .language = g_strdup(db_rows_text(rows, 6)),
        .team = db_rows_int(rows, 7),
        .staff = db_rows_int(rows, 8),
        .team_name = g_strdup(db_rows_text(rows, 9)),
        .use_count = db_rows_int(rows, 10),
        .version = db_rows_int(rows, 11),
    };
}

int
canned_store_get(Db *db, int64_t id, Canned *ret_canned, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(id)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_canned = read_canned(rows);
    return found;
}

bool
canned_store_insert(Db *tx, const Canned *canned, int64_t at, GError **error)
{
    return db_run(tx, insert_sql,
                  DB_ARGS(DB_INT(canned->id), DB_TEXT(canned->name), DB_TEXT(canned->shortcut),
                          DB_TEXT(canned->subject), DB_TEXT(canned->text), DB_TEXT(canned->html),
                          DB_TEXT(canned->language), DB_ID(canned->team), DB_ID(canned->staff),
                          DB_INT(at)),
                  error);
}

bool
canned_store_update(Db *tx, const Canned *canned, bool *ret_done, GError **error)
{
    int64_t changed = 0;

    if (!db_change(tx, update_sql,
                   DB_ARGS(DB_INT(canned->id), DB_TEXT(canned->name), DB_TEXT(canned->shortcut),
                           DB_TEXT(canned->subject), DB_TEXT(canned->text), DB_TEXT(canned->html),
                           DB_TEXT(canned->language), DB_ID(canned->team), DB_ID(canned->staff),
                           DB_INT(canned->version)),
                   &changed, error))
        return false;
    *ret_done = changed == 1;
    return true;
}

bool
canned_store_drop(Db *tx, int64_t id, GError **error)
{
    return db_run(tx, drop_sql, DB_ARGS(DB_INT(id)), error);
}

bool
canned_store_use(Db *tx, int64_t id, GError **error)
{
    return db_run(tx, use_sql, DB_ARGS(DB_INT(id)), error);
}

int
canned_store_in_team(Db *db, int64_t team, int64_t staff, GError **error)
{
    int64_t one;

    return db_find_int(db, member_sql, DB_ARGS(DB_INT(team), DB_INT(staff)), &one, error);
}

int
canned_store_team_exists(Db *db, int64_t team, GError **error)
{
    g_autofree char *name = NULL;

    return canned_store_team_name(db, team, &name, error);
}

int
canned_store_team_name(Db *db, int64_t team, char **ret_name, GError **error)
{
    return db_find_text(db, team_sql, DB_ARGS(DB_INT(team)), ret_name, error);
}

static bool
give_each(DbRows *rows, CannedEach each, void *data, GError **error)
{
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1) {
        g_auto(Canned) canned = read_canned(rows);

        if (!each(&canned, data, error))
            return true;
    }
    return more == 0;
}

bool
canned_store_visible(Db *db, int64_t staff, bool steers, int64_t before, CannedEach each,
                     void *data, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, visible_sql, DB_ARGS(DB_INT(staff), DB_INT(before), DB_INT(steers)), error);

    return give_each(rows, each, data, error);
}

bool
canned_store_shared(Db *db, CannedEach each, void *data, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, shared_sql, DB_NO_ARGS, error);

    return give_each(rows, each, data, error);
}

int
canned_store_named(Db *db, const char *name, int64_t team, int64_t *ret_canned, GError **error)
{
    return db_find_int(db, named_sql, DB_ARGS(DB_TEXT(name), DB_INT(team)), ret_canned, error);
}

int
canned_store_team_named(Db *db, const char *name, int64_t *ret_team, GError **error)
{
    return db_find_int(db, team_named_sql, DB_ARGS(DB_TEXT(name)), ret_team, error);
}
