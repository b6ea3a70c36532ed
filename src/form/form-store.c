#include "form/form-store.h"

#include "base/log.h"

#define COLUMNS                                                                                    \
    "made_at, id, slug, name, open, definition, team, address, version, changed_at,"               \
    " (SELECT name FROM team WHERE id = form.team),"                                               \
    " (SELECT count(*) FROM form_answer WHERE form_answer.form = form.id AND state = 2),"          \
    " (SELECT count(*) FROM form_answer WHERE form_answer.form = form.id AND state = 3) FROM form"

static const char get_sql[] = "SELECT " COLUMNS " WHERE id = $1";
static const char find_sql[] = "SELECT " COLUMNS " WHERE slug = $1";
static const char open_sql[] = "SELECT " COLUMNS " WHERE open = 1"
                               " ORDER BY made_at DESC, id DESC LIMIT 1";
static const char list_sql[] = "SELECT " COLUMNS " WHERE (made_at, id) < ($1, $2)"
                               " ORDER BY made_at DESC, id DESC LIMIT $3";

static const char by_slug_sql[] = "SELECT " COLUMNS " ORDER BY slug";
static const char team_named_sql[] = "SELECT id FROM team WHERE name = $1";

static const char insert_sql[] =
    "INSERT INTO form (id, slug, name, open, definition, team, address, version, made_at,"
    " changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

static const char update_sql[] =
    "UPDATE form SET slug = $2, name = $3, open = $4, definition = $5, team = $6, address = $7,"
    " version = $8, changed_at = $9 WHERE id = $1";

Form *
form_store_list_row(DbRows *rows)
{
    g_autoptr(Form) form = g_new0(Form, 1);
    g_autoptr(GError) error = NULL;
    json_t *definition = json_loads(db_rows_text(rows, 5), 0, NULL);

    form->made_at = db_rows_int(rows, 0);
    form->id = db_rows_int(rows, 1);
    form->slug = g_strdup(db_rows_text(rows, 2));
    form->name = g_strdup(db_rows_text(rows, 3));
    form->open = db_rows_int(rows, 4) != 0;
    form->definition = g_strdup(db_rows_text(rows, 5));
    form->team = db_rows_int(rows, 6);
    form->address = g_strdup(db_rows_text(rows, 7));
    form->version = db_rows_int(rows, 8);
    form->changed_at = db_rows_int(rows, 9);
    if (!form_define(form, definition, &error)) {
        log_error("form", "not_read", "form=%" G_GINT64_FORMAT " reason=%s", form->id,
                  error->message);
        g_clear_pointer(&form, form_free);
    }
    json_decref(definition);
    return g_steal_pointer(&form);
}

static int
read_one(DbRows *rows, Form **ret_form, GError **error)
{
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_form = form_store_list_row(rows);
    return found == 1 && *ret_form == NULL ? 0 : found;
}

int
form_store_get(Db *db, int64_t id, Form **ret_form, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(id)), error);

    return read_one(rows, ret_form, error);
}

int
form_store_find(Db *db, const char *slug, Form **ret_form, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, find_sql, DB_ARGS(DB_TEXT(slug)), error);

    return read_one(rows, ret_form, error);
}

int
form_store_find_open(Db *db, Form **ret_form, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, open_sql, DB_NO_ARGS, error);

    return read_one(rows, ret_form, error);
}

bool
form_store_insert(Db *tx, const Form *form, GError **error)
{
    return db_run(tx, insert_sql,
                  DB_ARGS(DB_INT(form->id), DB_TEXT(form->slug), DB_TEXT(form->name),
                          DB_INT(form->open), DB_TEXT(form->definition), DB_ID(form->team),
                          DB_TEXT(form->address), DB_INT(form->version), DB_INT(form->made_at),
                          DB_INT(form->changed_at)),
                  error);
}

bool
form_store_update(Db *tx, const Form *form, GError **error)
{
    return db_run(tx, update_sql,
                  DB_ARGS(DB_INT(form->id), DB_TEXT(form->slug), DB_TEXT(form->name),
                          DB_INT(form->open), DB_TEXT(form->definition), DB_ID(form->team),
                          DB_TEXT(form->address), DB_INT(form->version), DB_INT(form->changed_at)),
                  error);
}

DbRows *
form_store_list(Db *db, int64_t before_at, int64_t before_id, size_t limit, GError **error)
{
    return db_query(db, list_sql,
                    DB_ARGS(DB_INT(before_at), DB_INT(before_id), DB_INT((int64_t)limit)), error);
}

DbRows *
form_store_one(Db *db, int64_t id, GError **error)
{
    return db_query(db, get_sql, DB_ARGS(DB_INT(id)), error);
}

DbRows *
form_store_by_slug(Db *db, GError **error)
{
    return db_query(db, by_slug_sql, DB_NO_ARGS, error);
}

int
form_store_team_named(Db *db, const char *name, int64_t *ret_team, GError **error)
{
    return db_find_int(db, team_named_sql, DB_ARGS(DB_TEXT(name)), ret_team, error);
}
