#include "wording/wording-store.h"

#include "base/clock.h"
#include "base/id.h"

static const char find_sql[] = "SELECT text FROM wording WHERE name = $1 AND language = $2"
                               " ORDER BY id DESC LIMIT 1";

static const char add_sql[] = "INSERT INTO wording (id, name, language, text, staff, at)"
                              " VALUES ($1, $2, $3, $4, $5, $6)";

static const char history_sql[] =
    "SELECT wording.id, wording.id, wording.language, wording.text, wording.at, wording.staff,"
    "       person.name"
    " FROM wording"
    " LEFT JOIN staff ON staff.id = wording.staff LEFT JOIN person ON person.id = staff.person"
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
