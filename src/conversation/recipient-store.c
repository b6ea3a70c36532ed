#include "conversation/recipient-store.h"

#include "base/clock.h"

static const char set_sql[] =
    "INSERT INTO message_recipient (message, address, outcome, words, at)"
    " VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (message, address) DO UPDATE"
    "    SET outcome = excluded.outcome, words = excluded.words, at = excluded.at";

static const char forgive_sql[] =
    "DELETE FROM message_recipient WHERE message = $1 AND outcome = 3";

static const char settled_sql[] =
    "SELECT address FROM message_recipient WHERE message = $1 AND outcome <> 2";

static const char refusals_sql[] = "SELECT address, words FROM message_recipient"
                                   " WHERE message = $1 AND outcome = 3 ORDER BY address";

bool
recipient_store_set(Db *tx, int64_t message, const char *address, RecipientOutcome outcome,
                    const char *words, GError **error)
{
    return db_run(tx, set_sql,
                  DB_ARGS(DB_INT(message), DB_TEXT(address), DB_INT(outcome), DB_TEXT(words),
                          DB_INT(clock_now())),
                  error);
}

bool
recipient_store_forgive(Db *tx, int64_t message, GError **error)
{
    return db_run(tx, forgive_sql, DB_ARGS(DB_INT(message)), error);
}

GHashTable *
recipient_store_settled(Db *db, int64_t message, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, settled_sql, DB_ARGS(DB_INT(message)), error);
    g_autoptr(GHashTable) settled = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    int more;

    if (rows == NULL)
        return NULL;
    while ((more = db_rows_next(rows, error)) == 1)
        g_hash_table_add(settled, g_strdup(db_rows_text(rows, 0)));
    return more == 0 ? g_steal_pointer(&settled) : NULL;
}

bool
recipient_store_refusals(Db *db, int64_t message, char **ret_text, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, refusals_sql, DB_ARGS(DB_INT(message)), error);
    g_autoptr(GString) text = g_string_new(NULL);
    int more;

    if (rows == NULL)
        return false;
    while ((more = db_rows_next(rows, error)) == 1)
        g_string_append_printf(text, "%s%s: %s", text->len > 0 ? "\n" : "", db_rows_text(rows, 0),
                               db_rows_is_null(rows, 1) ? "refused" : db_rows_text(rows, 1));
    if (more == 0)
        *ret_text = text->len > 0 ? g_strdup(text->str) : NULL;
    return more == 0;
}
