#include "view/view-store.h"

void
view_free(View *view)
{
    if (view == NULL)
        return;
    g_free(view->name);
    g_free(view->query);
    g_free(view);
}

/* $1: who looks. */
#define SEEN                                                                                       \
    "(v.owner = $1 OR v.everyone = 1 OR v.team IN"                                                 \
    " (SELECT team FROM team_member WHERE staff = $1))"

static const char get_sql[] = "SELECT v.id, v.owner, v.team, v.everyone, v.name, v.query"
                              "  FROM view v WHERE v.id = $2 AND " SEEN;

static const char insert_sql[] =
    "INSERT INTO view (id, name, owner, team, everyone, query, made_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)";

static const char update_sql[] =
    "UPDATE view SET name = $2, team = $3, everyone = $4, query = $5 WHERE id = $1";

static const char remove_places_sql[] = "DELETE FROM view_place WHERE view = $1";

static const char remove_sql[] = "DELETE FROM view WHERE id = $1";

static const char place_sql[] =
    "INSERT INTO view_place (staff, view, position) SELECT $1, v.id, $3 FROM view v"
    " WHERE v.id = $2 AND " SEEN " ON CONFLICT (staff, view) DO UPDATE SET position = $3";

static const char unplace_sql[] = "DELETE FROM view_place WHERE staff = $1";

static const char count_sql[] = "SELECT count(*) FROM view v WHERE " SEEN;

static const char in_team_sql[] = "SELECT 1 FROM team_member WHERE staff = $1 AND team = $2";

/* Those without a place come last, the oldest first. */
#define PLACE "coalesce(o.position, 1000000)"

static const char list_sql[] =
    "SELECT " PLACE ", v.id, v.name, v.owner, s.name, v.team, t.name, v.everyone, v.query"
    "  FROM view v LEFT JOIN view_place o ON o.view = v.id AND o.staff = $1"
    "  LEFT JOIN staff s ON s.id = v.owner LEFT JOIN team t ON t.id = v.team"
    " WHERE " SEEN " AND ($2 = 0 OR v.id = $2) AND (" PLACE ", v.id) > ($3, $4)"
    " ORDER BY " PLACE ", v.id LIMIT $5";

static View *
read_view(DbRows *rows)
{
    View *view = g_new(View, 1);

    *view = (View){
        .id = db_rows_int(rows, 0),
        .owner = db_rows_int(rows, 1),
        .team = db_rows_int(rows, 2),
        .everyone = db_rows_int(rows, 3) != 0,
        .name = g_strdup(db_rows_text(rows, 4)),
        .query = g_strdup(db_rows_text(rows, 5)),
    };
    return view;
}

int
view_store_get(Db *db, int64_t staff, int64_t id, View **ret_view, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(staff), DB_INT(id)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found != 1)
        return found;
    *ret_view = read_view(rows);
    return 1;
}

bool
view_store_insert(Db *tx, const View *view, int64_t at, GError **error)
{
    return db_run(tx, insert_sql,
                  DB_ARGS(DB_INT(view->id), DB_TEXT(view->name), DB_INT(view->owner),
                          DB_ID(view->team), DB_INT(view->everyone), DB_TEXT(view->query),
                          DB_INT(at)),
                  error);
}

bool
view_store_update(Db *tx, const View *view, GError **error)
{
    return db_run(tx, update_sql,
                  DB_ARGS(DB_INT(view->id), DB_TEXT(view->name), DB_ID(view->team),
                          DB_INT(view->everyone), DB_TEXT(view->query)),
                  error);
}

bool
view_store_remove(Db *tx, int64_t id, GError **error)
{
    return db_run(tx, remove_places_sql, DB_ARGS(DB_INT(id)), error) &&
           db_run(tx, remove_sql, DB_ARGS(DB_INT(id)), error);
}

bool
view_store_place(Db *tx, int64_t staff, int64_t view, int64_t position, GError **error)
{
    return db_run(tx, place_sql, DB_ARGS(DB_INT(staff), DB_INT(view), DB_INT(position)), error);
}

bool
view_store_unplace(Db *tx, int64_t staff, GError **error)
{
    return db_run(tx, unplace_sql, DB_ARGS(DB_INT(staff)), error);
}

int64_t
view_store_count(Db *db, int64_t staff, GError **error)
{
    int64_t n = 0;

    return db_find_int(db, count_sql, DB_ARGS(DB_INT(staff)), &n, error) < 0 ? -1 : n;
}

int
view_store_in_team(Db *db, int64_t staff, int64_t team, GError **error)
{
    int64_t one;

    return db_find_int(db, in_team_sql, DB_ARGS(DB_INT(staff), DB_INT(team)), &one, error);
}

DbRows *
view_store_list(Db *db, int64_t staff, int64_t only, int64_t after, int64_t after_id, int64_t limit,
                GError **error)
{
    return db_query(
        db, list_sql,
        DB_ARGS(DB_INT(staff), DB_INT(only), DB_INT(after), DB_INT(after_id), DB_INT(limit)),
        error);
}

/* ---- For the file of the configuration ---- */

static const char shared_sql[] =
    "SELECT v.name, t.name, v.query FROM view v LEFT JOIN team t ON t.id = v.team"
    " WHERE v.everyone = 1 OR t.id IS NOT NULL ORDER BY v.name, t.name, v.id";

static const char shared_named_sql[] =
    "SELECT id, owner, team, everyone, name, query FROM view"
    " WHERE name = $1 AND coalesce(team, 0) = $2 AND (everyone = 1 OR team IS NOT NULL)"
    " ORDER BY id LIMIT 1";

static const char team_name_sql[] = "SELECT name FROM team WHERE id = $1";

static const char team_named_sql[] = "SELECT id FROM team WHERE name = $1";

DbRows *
view_store_shared(Db *db, GError **error)
{
    return db_query(db, shared_sql, DB_NO_ARGS, error);
}

int
view_store_shared_named(Db *db, const char *name, int64_t team, View **ret_view, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, shared_named_sql, DB_ARGS(DB_TEXT(name), DB_INT(team)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_view = read_view(rows);
    return found;
}

int
view_store_team_name(Db *db, int64_t team, char **ret_name, GError **error)
{
    return db_find_text(db, team_name_sql, DB_ARGS(DB_INT(team)), ret_name, error);
}

int
view_store_team_named(Db *db, const char *name, int64_t *ret_team, GError **error)
{
    return db_find_int(db, team_named_sql, DB_ARGS(DB_TEXT(name)), ret_team, error);
}

const Invariant view_invariants[] = {
    {.name = "view.sharing",
     .about = "A view is shared with a team or with everyone, not both.",
     .sql = "SELECT id FROM view WHERE everyone = 1 AND team IS NOT NULL"},
    INVARIANTS_END,
};
