#include "conversation/attachment-hold-store.h"

#include "base/error.h"
#include "base/id.h"

/* Those it held are marked first, then each that is named finds its place again. */
static const char mark_sql[] = "UPDATE attachment_keep SET place = -1 WHERE holder = $1";

static const char keep_sql[] =
    "UPDATE attachment_keep SET place = $3 WHERE holder = $1 AND attachment = $2";

static const char hold_sql[] =
    "INSERT INTO attachment_keep (holder, attachment, place, open)"
    " SELECT $1, a.id, $3, $4 FROM attachment a LEFT JOIN message m ON m.id = a.message"
    "  WHERE a.id = $2"
    "    AND ((a.message IS NULL AND coalesce(a.staff, 0) = $5) OR m.conversation = $6)";

static const char drop_marked_sql[] = "DELETE FROM attachment_keep WHERE holder = $1 AND place < 0";

static const char held_sql[] =
    "SELECT attachment FROM attachment_keep WHERE holder = $1 ORDER BY place";

static const char let_go_sql[] = "DELETE FROM attachment_keep WHERE holder = $1";

static const char pass_sql[] =
    "UPDATE attachment SET staff = $2 WHERE message IS NULL"
    "   AND id IN (SELECT attachment FROM attachment_keep WHERE holder = $1)";

static const char open_sql[] =
    "SELECT count(*) FROM attachment_keep WHERE attachment = $1 AND open = 1";

static const char copy_sql[] = "INSERT INTO attachment (id, staff, file, name, type, size)"
                               " SELECT $1, $2, file, name, type, size FROM attachment"
                               "  WHERE id = $3";

static bool
hold_one(Db *tx, const AttachmentHolder *holder, int64_t attachment, size_t place, GError **error)
{
    g_autofree char *field = NULL;
    int64_t changed = 0;

    if (!db_change(tx, keep_sql,
                   DB_ARGS(DB_INT(holder->id), DB_INT(attachment), DB_INT((int64_t)place)),
                   &changed, error))
        return false;
    if (changed == 0 && !db_change(tx, hold_sql,
                                   DB_ARGS(DB_INT(holder->id), DB_INT(attachment),
                                           DB_INT((int64_t)place), DB_INT(holder->open),
                                           DB_INT(holder->staff), DB_ID(holder->conversation)),
                                   &changed, error))
        return false;
    if (changed == 1)
        return true;
    field = g_strdup_printf("attachments[%zu]", place);
    return error_set_field(error, APP_ERROR_INVALID, field, "no such file is waiting");
}

bool
attachment_store_hold(Db *tx, const AttachmentHolder *holder, const int64_t *attachments, size_t n,
                      GError **error)
{
    if (!db_run(tx, mark_sql, DB_ARGS(DB_INT(holder->id)), error))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!hold_one(tx, holder, attachments[i], i, error))
            return false;
    return db_run(tx, drop_marked_sql, DB_ARGS(DB_INT(holder->id)), error);
}

GArray *
attachment_store_held(Db *db, int64_t holder, GError **error)
{
    return db_find_ids(db, held_sql, DB_ARGS(DB_INT(holder)), error);
}

bool
attachment_store_let_go(Db *tx, int64_t holder, GError **error)
{
    return db_run(tx, let_go_sql, DB_ARGS(DB_INT(holder)), error);
}

bool
attachment_store_pass(Db *tx, int64_t holder, int64_t staff, GError **error)
{
    return db_run(tx, pass_sql, DB_ARGS(DB_INT(holder), DB_INT(staff)), error);
}

int
attachment_store_is_open(Db *db, int64_t attachment, GError **error)
{
    int64_t count = 0;
    int found = db_find_int(db, open_sql, DB_ARGS(DB_INT(attachment)), &count, error);

    return found < 0 ? -1 : count > 0;
}

bool
attachment_store_copy(Db *tx, int64_t attachment, int64_t staff, int64_t *ret_copy, GError **error)
{
    int64_t id = id_new();

    if (!db_run(tx, copy_sql, DB_ARGS(DB_INT(id), DB_INT(staff), DB_INT(attachment)), error))
        return false;
    *ret_copy = id;
    return true;
}
