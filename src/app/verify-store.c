#include "app/verify-store.h"

/* In the order in which they lie: packs are read from end to end. One at a time, because what looks
 * at a file uses the same connection. */
static const char next_file_sql[] = "SELECT id FROM file WHERE id > $1 ORDER BY id LIMIT 1";

const char verify_stuck_reader_sql[] =
    "SELECT name || ': ' || reason FROM journal_reader WHERE failures > 0";

bool
verify_store_each_file(Db *db, FileEach each, void *data, GError **error)
{
    int64_t id = 0;
    int found;

    while ((found = db_find_int(db, next_file_sql, DB_ARGS(DB_INT(id)), &id, error)) > 0)
        if (!each(db, id, data, error))
            return false;
    return found == 0;
}
