#include "letter/letter-store.h"

static const char insert_sql[] =
    "INSERT INTO letter (id, kind, staff, address, name, language, subject, text, html, at,"
    "                    delivery_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)";

static const char get_sql[] = "SELECT id, kind, staff, address, name, language, subject, text,"
                              "       html, at, delivery"
                              "  FROM letter WHERE id = $1";

static const char become_sql[] =
    "UPDATE letter SET delivery = $2, detail = $3, delivery_at = $4 WHERE id = $1";

static const char outbox_sql[] =
    "SELECT at, id, kind, staff, name, address, subject, text, delivery, detail"
    "  FROM letter WHERE delivery <> 2 AND (at, id) < ($1, $2) ORDER BY at DESC, id DESC LIMIT $3";

static const char tidy_sql[] = "DELETE FROM letter WHERE at < $1";

void
letter_free(Letter *letter)
{
    if (letter == NULL)
        return;
    g_free(letter->kind);
    g_free(letter->address);
    g_free(letter->name);
    g_free(letter->language);
    g_free(letter->subject);
    g_free(letter->text);
    g_free(letter->html);
    g_free(letter);
}

bool
letter_store_insert(Db *tx, const Letter *letter, GError **error)
{
    return db_run(tx, insert_sql,
                  DB_ARGS(DB_INT(letter->id), DB_TEXT(letter->kind), DB_INT(letter->staff),
                          DB_TEXT(letter->address), DB_TEXT(letter->name),
                          DB_TEXT(letter->language), DB_TEXT(letter->subject),
                          DB_TEXT(letter->text), DB_TEXT(letter->html), DB_INT(letter->at)),
                  error);
}

int
letter_store_get(Db *db, int64_t id, Letter **ret_letter, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(id)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found != 1)
        return found;
    *ret_letter = g_new(Letter, 1);
    **ret_letter = (Letter){
        .id = db_rows_int(rows, 0),
        .kind = g_strdup(db_rows_text(rows, 1)),
        .staff = db_rows_int(rows, 2),
        .address = g_strdup(db_rows_text(rows, 3)),
        .name = g_strdup(db_rows_text(rows, 4)),
        .language = g_strdup(db_rows_text(rows, 5)),
        .subject = g_strdup(db_rows_text(rows, 6)),
        .text = g_strdup(db_rows_text(rows, 7)),
        .html = g_strdup(db_rows_text(rows, 8)),
        .at = db_rows_int(rows, 9),
        .delivery = (LetterDelivery)db_rows_int(rows, 10),
    };
    return 1;
}

bool
letter_store_become(Db *tx, int64_t id, LetterDelivery delivery, const char *detail, GError **error)
{
    return db_run(tx, become_sql,
                  DB_ARGS(DB_INT(id), DB_INT(delivery), DB_TEXT(detail), DB_INT(clock_now())),
                  error);
}

DbRows *
letter_store_outbox(Db *db, int64_t before_at, int64_t before_id, size_t limit, GError **error)
{
    return db_query(db, outbox_sql,
                    DB_ARGS(DB_INT(before_at), DB_INT(before_id), DB_INT((int64_t)limit)), error);
}

bool
letter_store_tidy(Db *tx, int64_t before, GError **error)
{
    return db_run(tx, tidy_sql, DB_ARGS(DB_INT(before)), error);
}
