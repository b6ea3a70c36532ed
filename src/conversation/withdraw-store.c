#include "conversation/withdraw-store.h"

#include "base/error.h"

static const char drafted_sql[] = "SELECT 1 FROM draft WHERE conversation = $1 LIMIT 1";
static const char parts_sql[] = "DELETE FROM participant WHERE conversation = $1";
static const char reads_sql[] = "DELETE FROM conversation_read WHERE conversation = $1";
static const char tags_sql[] = "DELETE FROM conversation_tag WHERE conversation = $1";
static const char matter_sql[] = "DELETE FROM conversation WHERE id = $1";

/* Messages, what waits, merges, links, notices: each refers to its matter, which the store then
 * refuses to delete. */
static bool
drop(Db *tx, void *data, GError **error)
{
    int64_t id = *(const int64_t *)data;

    return db_run(tx, parts_sql, DB_ARGS(DB_INT(id)), error) &&
           db_run(tx, reads_sql, DB_ARGS(DB_INT(id)), error) &&
           db_run(tx, tags_sql, DB_ARGS(DB_INT(id)), error) &&
           db_run(tx, matter_sql, DB_ARGS(DB_INT(id)), error);
}

bool
withdraw_store_empty(Db *tx, int64_t conversation, bool *ret_withdrawn, GError **error)
{
    g_autoptr(GError) why = NULL;
    int64_t one;
    int drafted = db_find_int(tx, drafted_sql, DB_ARGS(DB_INT(conversation)), &one, error);

    if (drafted < 0)
        return false;
    *ret_withdrawn = drafted == 0 && db_try(tx, drop, &conversation, &why);
    if (why == NULL || g_error_matches(why, APP_ERROR, APP_ERROR_INTERNAL))
        return true;
    g_propagate_error(error, g_steal_pointer(&why));
    return false;
}
