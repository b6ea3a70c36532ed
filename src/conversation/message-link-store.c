#include "conversation/message-link-store.h"

static const char insert_sql[] =
    "INSERT INTO message_link (message, place, path, purpose, subject, unsubscribe)"
    " VALUES ($1, $2, $3, $4, $5, $6)";

static const char each_sql[] =
    "SELECT place, path, purpose, subject, unsubscribe FROM message_link WHERE message = $1";

bool
message_link_store_insert(Db *tx, int64_t message, const DraftLink *link, GError **error)
{
    return db_run(tx, insert_sql,
                  DB_ARGS(DB_INT(message), DB_TEXT(link->place), DB_TEXT(link->path),
                          DB_TEXT(link->purpose), DB_INT(link->subject), DB_INT(link->unsubscribe)),
                  error);
}

bool
message_link_store_each(Db *db, int64_t message, MessageLinkEach each, void *data, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, each_sql, DB_ARGS(DB_INT(message)), error);
    int more = -1;

    while (rows != NULL && (more = db_rows_next(rows, error)) == 1)
        each(
            &(DraftLink){
                .place = db_rows_text(rows, 0),
                .path = db_rows_text(rows, 1),
                .purpose = db_rows_text(rows, 2),
                .subject = db_rows_int(rows, 3),
                .unsubscribe = db_rows_int(rows, 4) != 0,
            },
            data);
    return more == 0;
}
