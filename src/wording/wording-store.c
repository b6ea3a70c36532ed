#include "wording/wording-store.h"

#include "base/clock.h"
#include "base/id.h"

static const char find_sql[] = "SELECT text FROM wording WHERE name = $1 AND language = $2"
                               " ORDER BY id DESC LIMIT 1";

static const char all_sql[] =
    "SELECT name, text FROM wording"
    " WHERE id IN (SELECT max(id) FROM wording WHERE language = $1 GROUP BY name)"
    "   AND text IS NOT NULL";

static const char add_sql[] = "INSERT INTO wording (id, name, language, text, staff, at)"
                              " VALUES ($1, $2, $3, $4, $5, $6)";

static const char history_sql[] =
    "SELECT wording.id, wording.id, wording.language, wording.text, wording.at, staff.name"
    " FROM wording LEFT JOIN staff ON staff.id = wording.staff"
    " WHERE wording.name = $1 AND wording.id < $2 ORDER BY wording.id DESC LIMIT $3";

int
wording_store_find(Db *db, const char *name, const char *language, char **ret_text, GError **error)
{
    g_autofree char *text = NULL;
    int found = db_find_text(db, find_sql, DB_ARGS(DB_TEXT(name), DB_TEXT(language)), &text, error);

    if (found == 1 && text == NULL)
        return 0; /* the default was put back */
    if (found == 1)
        *ret_text = g_steal_pointer(&text);
    return found;
}

bool
wording_store_all(Db *db, const char *language, GHashTable *into, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, all_sql, DB_ARGS(DB_TEXT(language)), error);
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1)
        g_hash_table_insert(into, g_strdup(db_rows_text(rows, 0)), g_strdup(db_rows_text(rows, 1)));
    return more == 0;
}

bool
wording_store_add(Db *tx, const char *name, const char *language, const char *text, int64_t staff,
                  GError **error)
{
    return db_run(tx, add_sql,
                  DB_ARGS(DB_INT(id_new()), DB_TEXT(name), DB_TEXT(language), DB_TEXT(text),
                          DB_ID(staff), DB_INT(clock_now())),
                  error);
}

DbRows *
wording_store_history(Db *db, const char *name, int64_t before, int64_t limit, GError **error)
{
    return db_query(db, history_sql, DB_ARGS(DB_TEXT(name), DB_INT(before), DB_INT(limit)), error);
}
