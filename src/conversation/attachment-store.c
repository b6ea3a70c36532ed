#include "conversation/attachment-store.h"

#include "base/id.h"

#define COLUMNS                                                                                    \
    "SELECT a.id, a.message, a.staff, a.file, a.size, a.name, a.type, a.content_id, a.is_inline,"  \
    "  (SELECT state FROM file_verdict WHERE file = a.file) FROM attachment a"

static const char insert_sql[] =
    "INSERT INTO attachment (id, message, staff, file, name, type, size, content_id, is_inline)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

static const char get_sql[] = COLUMNS " WHERE a.id = $1";

/* Of a message, or of what is not one yet and holds them. */
static const char of_message_sql[] =
    COLUMNS " WHERE a.message = $1"
            " UNION ALL "
            "SELECT a.id, k.holder, a.staff, a.file, a.size, a.name, a.type, a.content_id,"
            "       a.is_inline, (SELECT state FROM file_verdict WHERE file = a.file)"
            "  FROM attachment_keep k JOIN attachment a ON a.id = k.attachment"
            " WHERE k.holder = $1 ORDER BY 1";

static const char of_thread_sql[] =
    COLUMNS " JOIN message m ON m.id = a.message"
            " WHERE m.conversation = $1 AND m.at >= $2 AND m.at <= $3 ORDER BY a.message, a.id";

static const char give_sql[] = "UPDATE attachment SET message = $3"
                               " WHERE id = $1 AND message IS NULL AND coalesce(staff, 0) = $2";

/* Never one that we received and carry along. */
static const char show_sql[] = "UPDATE attachment SET content_id = $2, is_inline = 1"
                               " WHERE id = $1 AND staff IS NOT NULL";

static const char carry_sql[] = "INSERT INTO attachment (id, message, file, name, type, size,"
                                "       content_id, is_inline)"
                                " SELECT $1, $2, a.file, a.name, a.type, a.size,"
                                "        CASE WHEN $5 = 1 THEN a.content_id END, $5"
                                "   FROM attachment a JOIN message m ON m.id = a.message"
                                "  WHERE a.id = $3 AND m.conversation = $4";

#define NOBODY_HOLDS                                                                               \
    "NOT EXISTS (SELECT 1 FROM attachment_keep k WHERE k.attachment = attachment.id)"

/* Out of a draft it goes with the file; what others rely on stays. */
static const char forget_sql[] =
    "DELETE FROM attachment_keep WHERE attachment = $1 AND open = 0"
    "   AND EXISTS (SELECT 1 FROM attachment a"
    "                WHERE a.id = $1 AND a.message IS NULL AND a.staff = $2)";

static const char drop_sql[] =
    "DELETE FROM attachment WHERE id = $1 AND message IS NULL AND staff = $2 AND " NOBODY_HOLDS;

static const char drop_unsent_sql[] =
    "DELETE FROM attachment WHERE message IS NULL AND id < $1 AND " NOBODY_HOLDS;

void
attachment_clear(Attachment *attachment)
{
    g_free(attachment->name);
    g_free(attachment->type);
    g_free(attachment->content_id);
}

bool
attachment_store_insert(Db *tx, NewAttachment *attachment, GError **error)
{
    attachment->id = id_new();
    return db_run(tx, insert_sql,
                  DB_ARGS(DB_INT(attachment->id), DB_ID(attachment->message),
                          DB_ID(attachment->staff), DB_INT(attachment->file),
                          DB_TEXT(attachment->name), DB_TEXT(attachment->type),
                          DB_INT(attachment->size), DB_TEXT(attachment->content_id),
                          DB_INT(attachment->is_inline)),
                  error);
}

static Attachment
read_attachment(DbRows *rows)
{
    return (Attachment){
        .id = db_rows_int(rows, 0),
        .message = db_rows_int(rows, 1),
        .staff = db_rows_int(rows, 2),
        .file = db_rows_int(rows, 3),
        .size = db_rows_int(rows, 4),
        .name = g_strdup(db_rows_text(rows, 5)),
        .type = g_strdup(db_rows_text(rows, 6)),
        .content_id = g_strdup(db_rows_text(rows, 7)),
        .is_inline = db_rows_int(rows, 8) != 0,
        .verdict = (FileVerdict)db_rows_int(rows, 9),
    };
}

int
attachment_store_get(Db *db, int64_t id, Attachment *ret_attachment, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(id)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_attachment = read_attachment(rows);
    return found;
}

bool
attachment_store_give(Db *tx, int64_t id, int64_t staff, int64_t message, bool *ret_done,
                      GError **error)
{
    int64_t changed = 0;

    if (!db_change(tx, give_sql, DB_ARGS(DB_INT(id), DB_INT(staff), DB_INT(message)), &changed,
                   error))
        return false;
    *ret_done = changed == 1;
    return true;
}

bool
attachment_store_show(Db *tx, int64_t id, const char *content_id, GError **error)
{
    return db_run(tx, show_sql, DB_ARGS(DB_INT(id), DB_TEXT(content_id)), error);
}

bool
attachment_store_carry(Db *tx, int64_t id, int64_t conversation, int64_t message, bool shown,
                       bool *ret_done, GError **error)
{
    int64_t changed = 0;

    if (!db_change(tx, carry_sql,
                   DB_ARGS(DB_INT(id_new()), DB_INT(message), DB_INT(id), DB_INT(conversation),
                           DB_INT(shown)),
                   &changed, error))
        return false;
    *ret_done = changed == 1;
    return true;
}

bool
attachment_store_drop(Db *tx, int64_t id, int64_t staff, bool *ret_done, GError **error)
{
    int64_t changed = 0;

    if (!db_run(tx, forget_sql, DB_ARGS(DB_INT(id), DB_INT(staff)), error) ||
        !db_change(tx, drop_sql, DB_ARGS(DB_INT(id), DB_INT(staff)), &changed, error))
        return false;
    *ret_done = changed == 1;
    return true;
}

bool
attachment_store_drop_unsent(Db *tx, int64_t before, GError **error)
{
    return db_run(tx, drop_unsent_sql, DB_ARGS(DB_INT(before)), error);
}

static GArray *
read_all(DbRows *rows, GError **error)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(Attachment));
    int more = rows != NULL ? 1 : -1;

    g_array_set_clear_func(all, (GDestroyNotify)attachment_clear);
    while (more == 1 && (more = db_rows_next(rows, error)) == 1) {
        Attachment attachment = read_attachment(rows);

        g_array_append_val(all, attachment);
    }
    return more == 0 ? g_steal_pointer(&all) : NULL;
}

GArray *
attachment_store_of_message(Db *db, int64_t message, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, of_message_sql, DB_ARGS(DB_INT(message)), error);

    return read_all(rows, error);
}

GArray *
attachment_store_of_thread(Db *db, int64_t conversation, int64_t first_at, int64_t last_at,
                           GError **error)
{
    g_autoptr(DbRows) rows = db_query(
        db, of_thread_sql, DB_ARGS(DB_INT(conversation), DB_INT(first_at), DB_INT(last_at)), error);

    return read_all(rows, error);
}
