#include "channel/mail/import-store.h"

#include "base/clock.h"

static const char get_sql[] = "SELECT file, head, position, mails FROM mail_import WHERE path = $1";

static const char save_sql[] =
    "INSERT INTO mail_import (path, file, head, position, mails, updated_at)"
    " VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (path) DO UPDATE SET file = excluded.file, head = excluded.head,"
    "    position = excluded.position, mails = excluded.mails, updated_at = excluded.updated_at";

static const char forget_sql[] = "DELETE FROM mail_import WHERE path = $1";

int
import_store_get(Db *db, const char *path, MailPlace *ret_place, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_TEXT(path)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found > 0)
        *ret_place = (MailPlace){
            .file = g_strdup(db_rows_text(rows, 0)),
            .head = g_strdup(db_rows_text(rows, 1)),
            .position = (uint64_t)db_rows_int(rows, 2),
            .mails = (uint64_t)db_rows_int(rows, 3),
        };
    return found;
}

bool
import_store_save(Db *tx, const char *path, const MailPlace *place, GError **error)
{
    return db_run(tx, save_sql,
                  DB_ARGS(DB_TEXT(path), DB_TEXT(place->file), DB_TEXT(place->head),
                          DB_INT((int64_t)place->position), DB_INT((int64_t)place->mails),
                          DB_INT(clock_now())),
                  error);
}

bool
import_store_forget(Db *tx, const char *path, GError **error)
{
    return db_run(tx, forget_sql, DB_ARGS(DB_TEXT(path)), error);
}
