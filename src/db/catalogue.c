#include "db/catalogue.h"

#include "base/error.h"
#include "db/migrate.h"

#include <sqlite3.h>
#include <string.h>

/* The schema is made in memory, by the engine that tells most easily what it holds. */
static const char tables_sql[] = "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                 "   AND name NOT LIKE 'sqlite_%' ORDER BY rowid";
static const char columns_sql[] = "SELECT name, type, pk FROM pragma_table_info(?1) ORDER BY cid";
static const char parents_sql[] =
    "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(?1) WHERE \"table\" <> ?1";

static bool
fail(sqlite3 *schema, GError **error)
{
    return error_set(error, APP_ERROR_INTERNAL, "database: the schema cannot be read: %s",
                     sqlite3_errmsg(schema));
}

static sqlite3 *
make_schema(GError **error)
{
    sqlite3 *schema = NULL;
    int done = sqlite3_open(":memory:", &schema);

    for (const Migration *step = migrations; done == SQLITE_OK && step->number != 0; step++)
        done = sqlite3_exec(schema, step->sql, NULL, NULL, NULL);
    if (done == SQLITE_OK)
        return schema;
    fail(schema, error);
    sqlite3_close(schema);
    return NULL;
}

static sqlite3_stmt *
ask(sqlite3 *schema, const char *sql, const char *name)
{
    sqlite3_stmt *statement = NULL;

    if (sqlite3_prepare_v2(schema, sql, -1, &statement, NULL) == SQLITE_OK && name != NULL)
        sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    return statement;
}

static const char *
text_of(sqlite3_stmt *row, int column)
{
    return (const char *)sqlite3_column_text(row, column);
}

/* ---- Statements ---- */

static const char *
keep(GString *text)
{
    const char *kept = g_intern_string(text->str);

    g_string_free(text, TRUE);
    return kept;
}

/* "a, b DESC" or "$1, $2": what stands before and behind each. */
static char *
list(char **names, size_t n, const char *after)
{
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < n; i++)
        g_string_append_printf(text, "%s%s%s", i > 0 ? ", " : "", names[i], after);
    return g_string_free(text, FALSE);
}

static char *
places(size_t n)
{
    GString *text = g_string_new(NULL);

    for (size_t i = 1; i <= n; i++)
        g_string_append_printf(text, "%s$%zu", i > 1 ? ", " : "", i);
    return g_string_free(text, FALSE);
}

static char *
arrays(const CatalogueTable *table)
{
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < table->n_columns; i++)
        g_string_append_printf(text, "%sCAST($%zu AS %s[])", i > 0 ? ", " : "", i + 1,
                               table->is_text[i] ? "TEXT" : "BIGINT");
    return g_string_free(text, FALSE);
}

static void
spell(CatalogueTable *table, char **columns)
{
    char *keys[CATALOGUE_COLUMNS_MAX];
    g_autofree char *all = list(columns, table->n_columns, "");
    g_autofree char *all_places = places(table->n_columns);
    g_autofree char *all_arrays = arrays(table);
    g_autofree char *key_places = places(table->n_keys);
    g_autofree char *key = NULL;
    g_autofree char *back = NULL;
    GString *first = g_string_new(NULL), *next = g_string_new(NULL), *last = g_string_new(NULL);
    GString *insert = g_string_new(NULL), *many = g_string_new(NULL), *any = g_string_new(NULL);

    for (size_t i = 0; i < table->n_keys; i++)
        keys[i] = columns[table->keys[i]];
    key = list(keys, table->n_keys, "");
    back = list(keys, table->n_keys, " DESC");
    g_string_printf(first, "SELECT %s FROM \"%s\" ORDER BY %s LIMIT $1", all, table->name, key);
    g_string_printf(next, "SELECT %s FROM \"%s\" WHERE (%s) > (%s) ORDER BY %s LIMIT $%zu", all,
                    table->name, key, key_places, key, table->n_keys + 1);
    g_string_printf(last, "SELECT %s FROM \"%s\" ORDER BY %s LIMIT 1", all, table->name, back);
    g_string_printf(insert, "INSERT INTO \"%s\" (%s) VALUES (%s)", table->name, all, all_places);
    g_string_printf(many, "INSERT INTO \"%s\" (%s) SELECT * FROM unnest(%s)", table->name, all,
                    all_arrays);
    g_string_printf(any, "SELECT 1 FROM \"%s\" LIMIT 1", table->name);
    table->first_sql = keep(first);
    table->next_sql = keep(next);
    table->last_sql = keep(last);
    table->insert_sql = keep(insert);
    table->insert_many_sql = keep(many);
    table->any_sql = keep(any);
}

/* ---- Tables ---- */

static bool
add_column(CatalogueTable *table, GPtrArray *columns, sqlite3_stmt *row, GError **error)
{
    const char *type = text_of(row, 1);
    int place_in_key = sqlite3_column_int(row, 2);
    bool is_text = strcmp(type, "TEXT") == 0;

    if (!is_text && strcmp(type, "BIGINT") != 0 && strcmp(type, "INTEGER") != 0)
        return error_set(error, APP_ERROR_INTERNAL, "a column of table '%s' is %s: not known here",
                         table->name, type);
    if (columns->len == CATALOGUE_COLUMNS_MAX)
        return error_set(error, APP_ERROR_INTERNAL, "table '%s' has more than %d columns",
                         table->name, CATALOGUE_COLUMNS_MAX);
    if (place_in_key > 0) {
        table->keys[place_in_key - 1] = columns->len;
        table->n_keys++;
    }
    table->is_text[columns->len] = is_text;
    g_ptr_array_add(columns, g_strdup_printf("\"%s\"", text_of(row, 0)));
    return true;
}

static CatalogueTable *
read_table(sqlite3 *schema, const char *name, GError **error)
{
    g_autofree CatalogueTable *table = g_new0(CatalogueTable, 1);
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func(g_free);
    sqlite3_stmt *row = ask(schema, columns_sql, name);
    bool known = row != NULL || fail(schema, error);

    table->name = g_intern_string(name);
    while (known && sqlite3_step(row) == SQLITE_ROW)
        known = add_column(table, columns, row, error);
    sqlite3_finalize(row);
    table->n_columns = columns->len;
    if (known && table->n_keys == 0)
        known = error_set(error, APP_ERROR_INTERNAL, "table '%s' has no primary key", name);
    if (!known)
        return NULL;
    spell(table, (char **)columns->pdata);
    return g_steal_pointer(&table);
}

/* ---- Their order ---- */

static bool
is_placed(const GPtrArray *tables, const char *name)
{
    for (guint i = 0; i < tables->len; i++)
        if (strcmp(((const CatalogueTable *)tables->pdata[i])->name, name) == 0)
            return true;
    return false;
}

static bool
may_be_placed(sqlite3 *schema, const GPtrArray *placed, const char *name)
{
    sqlite3_stmt *row = ask(schema, parents_sql, name);
    bool may = row != NULL;

    while (may && sqlite3_step(row) == SQLITE_ROW)
        may = is_placed(placed, text_of(row, 0));
    sqlite3_finalize(row);
    return may;
}

/* Moves what all it points to is placed already; how many. -1: error. */
static int
place_some(sqlite3 *schema, GPtrArray *names, GPtrArray *tables, GError **error)
{
    int placed = 0;

    for (guint i = 0; i < names->len;) {
        CatalogueTable *table;

        if (!may_be_placed(schema, tables, names->pdata[i])) {
            i++;
            continue;
        }
        table = read_table(schema, names->pdata[i], error);
        if (table == NULL)
            return -1;
        g_ptr_array_add(tables, table);
        g_ptr_array_remove_index(names, i);
        placed++;
    }
    return placed;
}

/* What running programs write of themselves: it is not the organisation's. */
static const char *const of_programs[] = {"transfer", "node_lease", "status_node", NULL};

static GPtrArray *
names_of(sqlite3 *schema)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    sqlite3_stmt *row = ask(schema, tables_sql, NULL);

    while (row != NULL && sqlite3_step(row) == SQLITE_ROW)
        if (!g_strv_contains(of_programs, text_of(row, 0)))
            g_ptr_array_add(names, g_strdup(text_of(row, 0)));
    sqlite3_finalize(row);
    return names;
}

GPtrArray *
catalogue_new(GError **error)
{
    g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) names = NULL;
    sqlite3 *schema = make_schema(error);
    int placed = schema != NULL ? 1 : -1;

    if (schema == NULL)
        return NULL;
    names = names_of(schema);
    while (placed > 0 && names->len > 0)
        placed = place_some(schema, names, tables, error);
    sqlite3_close(schema);
    if (placed == 0)
        error_set(error, APP_ERROR_INTERNAL, "table '%s' and others point to each other",
                  (const char *)names->pdata[0]);
    return placed > 0 ? g_steal_pointer(&tables) : NULL;
}
