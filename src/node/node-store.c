#include "node/node-store.h"

static const char hold_sql[] =
    "INSERT INTO node_lease (kind, subject, holder, held_until) VALUES ($1, $2, $3, $5)"
    " ON CONFLICT (kind, subject) DO UPDATE"
    " SET holder = excluded.holder, held_until = excluded.held_until"
    " WHERE node_lease.holder = excluded.holder OR node_lease.held_until <= $4";

static const char release_sql[] = "UPDATE node_lease SET held_until = $3"
                                  " WHERE kind = $1 AND holder = $2 AND held_until > $3";

static const char unused_sql[] =
    "SELECT coalesce(max(subject), 0) + 1 FROM node_lease WHERE kind = 'id'";

static const char free_sql[] = "SELECT subject FROM node_lease WHERE kind = 'id'"
                               " AND held_until <= $1 ORDER BY held_until, subject LIMIT 1";

bool
node_store_hold(Db *tx, const char *kind, int64_t subject, int64_t holder, int64_t now,
                int64_t until, bool *ret_held, GError **error)
{
    int64_t changed = 0;

    if (!db_change(
            tx, hold_sql,
            DB_ARGS(DB_TEXT(kind), DB_INT(subject), DB_INT(holder), DB_INT(now), DB_INT(until)),
            &changed, error))
        return false;
    *ret_held = changed > 0;
    return true;
}

bool
node_store_release(Db *tx, const char *kind, int64_t holder, int64_t until, GError **error)
{
    return db_run(tx, release_sql, DB_ARGS(DB_TEXT(kind), DB_INT(holder), DB_INT(until)), error);
}

int
node_store_free_number(Db *tx, int64_t now, int64_t highest, int64_t *ret_number, GError **error)
{
    int found = db_find_int(tx, free_sql, DB_ARGS(DB_INT(now)), ret_number, error);

    if (found != 0)
        return found;
    if (db_find_int(tx, unused_sql, DB_NO_ARGS, ret_number, error) < 0)
        return -1;
    return *ret_number <= highest;
}
