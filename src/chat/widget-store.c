#include "chat/widget.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/id.h"

#define WIDGETS                                                                                    \
    "SELECT id, key, name, team, origins, colour, position, language, greeting_fr, greeting_en,"   \
    "       away_fr, away_en, hours, address, phone, names, patience, files, enabled, generation," \
    "       made_at FROM chat_widget"

static const char any_sql[] = "SELECT 1 FROM chat_widget WHERE enabled = 1 LIMIT 1";
static const char get_sql[] = WIDGETS " WHERE id = $1";
static const char at_sql[] = WIDGETS " WHERE key = $1 AND enabled = 1";
static const char named_sql[] = WIDGETS " WHERE name = $1";
static const char list_sql[] = WIDGETS " ORDER BY name, id";

static const char insert_sql[] =
    "INSERT INTO chat_widget (id, key, name, origins, position, names, patience, files, enabled,"
    "       made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    " ON CONFLICT (name) DO NOTHING";

static const char update_sql[] =
    "UPDATE chat_widget SET name = $2, team = $3, origins = $4, colour = $5, position = $6,"
    "       language = $7, greeting_fr = $8, greeting_en = $9, away_fr = $10, away_en = $11,"
    "       hours = $12, address = $13, phone = $14, names = $15, patience = $16, files = $17,"
    "       enabled = $18, generation = $19 WHERE id = $1";

static const char taken_sql[] = "SELECT 1 FROM chat_widget WHERE name = $1 AND id <> $2";
static const char team_named_sql[] = "SELECT id FROM team WHERE name = $1";
static const char team_sql[] = "SELECT name FROM team WHERE id = $1";

static Widget *
read_widget(DbRows *rows)
{
    Widget *widget = g_new(Widget, 1);
    char **texts[] = {&widget->colour,      &widget->position,    &widget->language,
                      &widget->greeting_fr, &widget->greeting_en, &widget->away_fr,
                      &widget->away_en,     &widget->hours,       &widget->address,
                      &widget->phone,       &widget->names};

    *widget = (Widget){
        .id = db_rows_int(rows, 0),
        .key = g_strdup(db_rows_text(rows, 1)),
        .name = g_strdup(db_rows_text(rows, 2)),
        .team = db_rows_int(rows, 3),
        .origins = g_strdup(db_rows_text(rows, 4)),
        .patience = db_rows_int(rows, 16),
        .files = db_rows_int(rows, 17) != 0,
        .enabled = db_rows_int(rows, 18) != 0,
        .generation = db_rows_int(rows, 19),
        .made_at = db_rows_int(rows, 20),
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        *texts[i] = g_strdup(db_rows_text(rows, 5 + (int)i));
    return widget;
}

static int
read_one(DbRows *rows, Widget **ret_widget, GError **error)
{
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_widget = read_widget(rows);
    return found;
}

int
widget_store_any(Db *db, GError **error)
{
    int64_t one;

    return db_find_int(db, any_sql, DB_NO_ARGS, &one, error);
}

int
widget_store_get(Db *db, int64_t id, Widget **ret_widget, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(id)), error);

    return read_one(rows, ret_widget, error);
}

int
widget_store_at(Db *db, const char *key, Widget **ret_widget, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, at_sql, DB_ARGS(DB_TEXT(key)), error);

    return read_one(rows, ret_widget, error);
}

int
widget_store_named(Db *db, const char *name, Widget **ret_widget, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, named_sql, DB_ARGS(DB_TEXT(name)), error);

    return read_one(rows, ret_widget, error);
}

int
widget_store_team_named(Db *db, const char *name, int64_t *ret_team, GError **error)
{
    return db_find_int(db, team_named_sql, DB_ARGS(DB_TEXT(name)), ret_team, error);
}

GPtrArray *
widget_store_list(Db *db, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, list_sql, DB_NO_ARGS, error);
    g_autoptr(GPtrArray) widgets = g_ptr_array_new_with_free_func((GDestroyNotify)widget_free);
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1)
        g_ptr_array_add(widgets, read_widget(rows));
    return more == 0 ? g_steal_pointer(&widgets) : NULL;
}

static char *
new_key(void)
{
    char secret[SECRET_SIZE];
    GString *key = g_string_new(NULL);

    while (key->len < WIDGET_KEY_LENGTH) {
        secret_new(secret);
        for (const char *at = secret; *at != '\0' && key->len < WIDGET_KEY_LENGTH; at++)
            if (g_ascii_isalnum(*at))
                g_string_append_c(key, g_ascii_tolower(*at));
    }
    return g_string_free(key, FALSE);
}

static bool
refuse_name(GError **error)
{
    return error_set_field(error, APP_ERROR_CONFLICT, "name", "another widget has that name");
}

bool
widget_store_insert(Db *tx, Widget *widget, GError **error)
{
    int64_t changed = 0;

    widget->id = id_new();
    g_free(widget->key);
    widget->key = new_key();
    widget->made_at = clock_now();
    if (!db_change(tx, insert_sql,
                   DB_ARGS(DB_INT(widget->id), DB_TEXT(widget->key), DB_TEXT(widget->name),
                           DB_TEXT(widget->origins), DB_TEXT(widget->position),
                           DB_TEXT(widget->names), DB_INT(widget->patience), DB_INT(widget->files),
                           DB_INT(widget->enabled), DB_INT(widget->made_at)),
                   &changed, error))
        return false;
    return changed == 1 ? widget_store_update(tx, widget, error) : refuse_name(error);
}

bool
widget_store_update(Db *tx, const Widget *widget, GError **error)
{
    int64_t taken = 0;
    int found = db_find_int(tx, taken_sql, DB_ARGS(DB_TEXT(widget->name), DB_INT(widget->id)),
                            &taken, error);

    if (found != 0)
        return found == 1 && refuse_name(error);
    return db_run(tx, update_sql,
                  DB_ARGS(DB_INT(widget->id), DB_TEXT(widget->name), DB_ID(widget->team),
                          DB_TEXT(widget->origins), DB_TEXT(widget->colour),
                          DB_TEXT(widget->position), DB_TEXT(widget->language),
                          DB_TEXT(widget->greeting_fr), DB_TEXT(widget->greeting_en),
                          DB_TEXT(widget->away_fr), DB_TEXT(widget->away_en),
                          DB_TEXT(widget->hours), DB_TEXT(widget->address), DB_TEXT(widget->phone),
                          DB_TEXT(widget->names), DB_INT(widget->patience), DB_INT(widget->files),
                          DB_INT(widget->enabled), DB_INT(widget->generation)),
                  error);
}

int
widget_store_team(Db *db, int64_t team, char **ret_name, GError **error)
{
    return db_find_text(db, team_sql, DB_ARGS(DB_INT(team)), ret_name, error);
}
