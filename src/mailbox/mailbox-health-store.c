#include "mailbox/mailbox-health-store.h"

static const char get_sql[] =
    "SELECT last_success_at, last_error_at, error_step, error_code, error_detail, behind, fetched,"
    "  total, catching_up_since FROM mailbox_health WHERE mailbox = $1";
static const char put_sql[] =
    "INSERT INTO mailbox_health (mailbox, last_success_at, last_error_at, error_step, error_code,"
    "  error_detail, behind, fetched, total, catching_up_since)"
    " SELECT id, $2, $3, $4, $5, $6, $7, $8, $9, $10 FROM mailbox WHERE id = $1"
    " ON CONFLICT (mailbox) DO UPDATE SET last_success_at = excluded.last_success_at,"
    "  last_error_at = excluded.last_error_at, error_step = excluded.error_step,"
    "  error_code = excluded.error_code, error_detail = excluded.error_detail,"
    "  behind = excluded.behind, fetched = excluded.fetched, total = excluded.total,"
    "  catching_up_since = excluded.catching_up_since";

bool
mailbox_health_get(Db *db, int64_t id, MailboxHealth *ret_health, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(id)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    *ret_health = (MailboxHealth){0};
    if (found == 1)
        *ret_health = (MailboxHealth){
            .last_success_at = db_rows_int(rows, 0),
            .last_error_at = db_rows_int(rows, 1),
            .error_step = g_strdup(db_rows_text(rows, 2)),
            .error_code = g_strdup(db_rows_text(rows, 3)),
            .error_detail = g_strdup(db_rows_text(rows, 4)),
            .behind = db_rows_int(rows, 5),
            .fetched = db_rows_int(rows, 6),
            .total = db_rows_int(rows, 7),
            .catching_up_since = db_rows_int(rows, 8),
        };
    return found >= 0;
}

bool
mailbox_health_store_put(Db *tx, int64_t mailbox, const MailboxHealth *health, int64_t *ret_changed,
                         GError **error)
{
    return db_change(tx, put_sql,
                     DB_ARGS(DB_INT(mailbox), DB_INT(health->last_success_at),
                             DB_INT(health->last_error_at), DB_TEXT(health->error_step),
                             DB_TEXT(health->error_code), DB_TEXT(health->error_detail),
                             DB_INT(health->behind), DB_INT(health->fetched), DB_INT(health->total),
                             DB_INT(health->catching_up_since)),
                     ret_changed, error);
}
