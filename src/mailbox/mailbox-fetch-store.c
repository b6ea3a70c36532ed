#include "mailbox/mailbox-fetch-store.h"

#include "base/clock.h"
#include "base/id.h"

static const char get_sql[] =
    "SELECT account, uid_validity, uid_last, uid_trying, deaths FROM mailbox_cursor"
    " WHERE mailbox = $1 AND folder = $2";
static const char put_sql[] =
    "INSERT INTO mailbox_cursor (mailbox, folder, account, uid_validity, uid_last, uid_trying,"
    "  deaths) SELECT id, $2, $3, $4, $5, $6, $7 FROM mailbox WHERE id = $1"
    " ON CONFLICT (mailbox, folder) DO UPDATE SET account = excluded.account,"
    "  uid_validity = excluded.uid_validity, uid_last = excluded.uid_last,"
    "  uid_trying = excluded.uid_trying, deaths = excluded.deaths";
static const char refuse_sql[] =
    "INSERT INTO mailbox_refused (id, mailbox, folder, uid_validity, uid, at, reason, source)"
    " SELECT $8, id, $2, $3, $4, $5, $6, $7 FROM mailbox WHERE id = $1"
    " ON CONFLICT (mailbox, folder, uid_validity, uid) DO NOTHING";

bool
mailbox_cursor_get(Db *db, MailboxCursor *cursor, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, get_sql, DB_ARGS(DB_INT(cursor->mailbox), DB_TEXT(cursor->folder)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1) {
        cursor->account = db_rows_int(rows, 0);
        cursor->uid_validity = (uint32_t)db_rows_int(rows, 1);
        cursor->uid_last = (uint32_t)db_rows_int(rows, 2);
        cursor->uid_trying = (uint32_t)db_rows_int(rows, 3);
        cursor->deaths = db_rows_int(rows, 4);
    }
    return found >= 0;
}

bool
mailbox_cursor_put(Db *tx, const MailboxCursor *cursor, GError **error)
{
    return db_run(tx, put_sql,
                  DB_ARGS(DB_INT(cursor->mailbox), DB_TEXT(cursor->folder), DB_INT(cursor->account),
                          DB_INT(cursor->uid_validity), DB_INT(cursor->uid_last),
                          DB_INT(cursor->uid_trying), DB_INT(cursor->deaths)),
                  error);
}

bool
mailbox_refused_put(Db *tx, const MailboxCursor *cursor, uint32_t uid, const char *reason,
                    int64_t source, GError **error)
{
    return db_run(tx, refuse_sql,
                  DB_ARGS(DB_INT(cursor->mailbox), DB_TEXT(cursor->folder),
                          DB_INT(cursor->uid_validity), DB_INT(uid), DB_INT(clock_now()),
                          DB_TEXT(reason), DB_ID(source), DB_INT(id_new())),
                  error);
}
