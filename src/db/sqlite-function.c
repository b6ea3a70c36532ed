#include "db/sqlite.h"

/* What PostgreSQL has under these names and SQLite 3.40 has not: one text of a query serves both.
 */

/* string_agg(text, between): the texts of all rows, in their order; NULL when there is none. */
static void
string_agg_step(sqlite3_context *context, int n_args, sqlite3_value **args)
{
    GString **joined = sqlite3_aggregate_context(context, sizeof *joined);

    if (joined == NULL || sqlite3_value_type(args[0]) == SQLITE_NULL)
        return;
    if (*joined == NULL)
        *joined = g_string_new(NULL);
    else if (sqlite3_value_type(args[1]) != SQLITE_NULL)
        g_string_append(*joined, (const char *)sqlite3_value_text(args[1]));
    g_string_append(*joined, (const char *)sqlite3_value_text(args[0]));
}

static void
string_agg_end(sqlite3_context *context)
{
    GString **joined = sqlite3_aggregate_context(context, 0);

    if (joined == NULL || *joined == NULL)
        return;
    sqlite3_result_text64(context, (*joined)->str, (*joined)->len, SQLITE_TRANSIENT, SQLITE_UTF8);
    g_string_free(*joined, TRUE);
}

bool
sqlite_functions(Db *db, GError **error)
{
    return sqlite3_create_function(sqlite_handle(db), "string_agg", 2,
                                   SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, NULL, string_agg_step,
                                   string_agg_end) == SQLITE_OK ||
           sqlite_fail(db, error);
}
