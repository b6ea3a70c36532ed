#include "channel/chat/visitor-store.h"

#include "base/clock.h"
#include "base/id.h"

#include <string.h>

#define VISITORS                                                                                   \
    "SELECT v.id, v.widget, v.address, v.identity, v.name, v.email, v.page, v.language,"           \
    "       v.conversation, v.received, v.read, v.made_at, v.seen_at, v.human_at FROM "            \
    "chat_visitor v"

static const char get_sql[] = VISITORS " WHERE v.id = $1";
static const char at_sql[] = VISITORS " WHERE v.address = $1";
static const char of_identity_sql[] = VISITORS " WHERE v.widget = $1 AND v.identity = $2";
static const char of_secret_sql[] =
    VISITORS " JOIN chat_session s ON s.visitor = v.id WHERE s.digest = $2 AND v.widget = $1";

static const char insert_sql[] =
    "INSERT INTO chat_visitor (id, widget, address, identity, name, email, language, page, made_at,"
    "       seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)";

static const char open_sql[] =
    "INSERT INTO chat_session (digest, visitor, made_at, seen_at) VALUES ($1, $2, $3, $3)";

static const char name_sql[] = "UPDATE chat_visitor SET name = coalesce($2, name),"
                               "       email = coalesce($3, email) WHERE id = $1";

static const char said_sql[] = "UPDATE chat_visitor SET conversation = $2,"
                               "       page = coalesce($3, page), seen_at = $4 WHERE id = $1";

static const char mark_sql[] =
    "UPDATE chat_visitor SET received = CASE WHEN received < $2 THEN $2 ELSE received END,"
    "       read = CASE WHEN read < $3 THEN $3 ELSE read END, seen_at = $4 WHERE id = $1";

static const char ask_human_sql[] = "UPDATE chat_visitor SET human_at = $2 WHERE id = $1";
static const char seen_sql[] = "UPDATE chat_visitor SET seen_at = $2 WHERE id = $1";
static const char session_seen_sql[] = "UPDATE chat_session SET seen_at = $2 WHERE visitor = $1";

static const char show_sql[] = "INSERT INTO chat_item (id, visitor, message) VALUES ($1, $2, $3)"
                               " ON CONFLICT (visitor, message) DO NOTHING";
static const char item_sql[] = "SELECT id FROM chat_item WHERE visitor = $1 AND message = $2";

static const char prune_sessions_sql[] = "DELETE FROM chat_session WHERE seen_at < $1";
static const char prune_silent_sql[] =
    "DELETE FROM chat_session WHERE visitor IN"
    " (SELECT id FROM chat_visitor WHERE conversation IS NULL AND seen_at < $1)";
static const char prune_visitors_sql[] =
    "DELETE FROM chat_visitor WHERE conversation IS NULL AND seen_at < $1"
    "   AND NOT EXISTS (SELECT 1 FROM chat_item i WHERE i.visitor = chat_visitor.id)";

void
visitor_free(Visitor *visitor)
{
    if (visitor == NULL)
        return;
    g_free(visitor->address);
    g_free(visitor->identity);
    g_free(visitor->name);
    g_free(visitor->email);
    g_free(visitor->page);
    g_free(visitor->language);
    g_free(visitor);
}

/* The first row, if there is one. */
static int
read_visitor(DbRows *rows, Visitor **ret_visitor, GError **error)
{
    int found = rows != NULL ? db_rows_next(rows, error) : -1;
    Visitor *visitor;

    if (found != 1)
        return found;
    visitor = *ret_visitor = g_new(Visitor, 1);
    *visitor = (Visitor){
        .id = db_rows_int(rows, 0),
        .widget = db_rows_int(rows, 1),
        .address = g_strdup(db_rows_text(rows, 2)),
        .identity = g_strdup(db_rows_text(rows, 3)),
        .name = g_strdup(db_rows_text(rows, 4)),
        .email = g_strdup(db_rows_text(rows, 5)),
        .page = g_strdup(db_rows_text(rows, 6)),
        .language = g_strdup(db_rows_text(rows, 7)),
        .conversation = db_rows_int(rows, 8),
        .received = db_rows_int(rows, 9),
        .read = db_rows_int(rows, 10),
        .made_at = db_rows_int(rows, 11),
        .seen_at = db_rows_int(rows, 12),
        .human_at = db_rows_int(rows, 13),
    };
    return 1;
}

int
visitor_store_get(Db *db, int64_t id, Visitor **ret_visitor, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, get_sql, DB_ARGS(DB_INT(id)), error);

    return read_visitor(rows, ret_visitor, error);
}

int
visitor_store_at(Db *db, const char *address, Visitor **ret_visitor, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, at_sql, DB_ARGS(DB_TEXT(address)), error);

    return read_visitor(rows, ret_visitor, error);
}

int
visitor_store_of_identity(Db *db, int64_t widget, const char *identity, Visitor **ret_visitor,
                          GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, of_identity_sql, DB_ARGS(DB_INT(widget), DB_TEXT(identity)), error);

    return read_visitor(rows, ret_visitor, error);
}

int
visitor_store_of_secret(Db *db, int64_t widget, const char *secret, Visitor **ret_visitor,
                        GError **error)
{
    char digest[HASH_HEX_SIZE];
    g_autoptr(DbRows) rows = NULL;

    secret_digest(secret, digest);
    rows = db_query(db, of_secret_sql, DB_ARGS(DB_INT(widget), DB_TEXT(digest)), error);
    return read_visitor(rows, ret_visitor, error);
}

/* Twelve characters of a secret's alphabet that may stand in an address. */
static char *
new_address(void)
{
    char secret[SECRET_SIZE];
    GString *address = g_string_new("visitor-");

    secret_new(secret);
    for (const char *at = secret; *at != '\0' && address->len < strlen("visitor-") + 12; at++)
        if (g_ascii_isalnum(*at))
            g_string_append_c(address, g_ascii_tolower(*at));
    return g_string_free(address, FALSE);
}

bool
visitor_store_insert(Db *tx, Visitor *visitor, GError **error)
{
    visitor->id = id_new();
    g_free(visitor->address);
    visitor->address = new_address();
    visitor->made_at = visitor->seen_at = clock_now();
    return db_run(tx, insert_sql,
                  DB_ARGS(DB_INT(visitor->id), DB_INT(visitor->widget), DB_TEXT(visitor->address),
                          DB_TEXT(visitor->identity), DB_TEXT(visitor->name),
                          DB_TEXT(visitor->email), DB_TEXT(visitor->language),
                          DB_TEXT(visitor->page), DB_INT(visitor->made_at)),
                  error);
}

bool
visitor_store_open(Db *tx, int64_t visitor, char ret_secret[SECRET_SIZE], GError **error)
{
    char digest[HASH_HEX_SIZE];

    secret_new(ret_secret);
    secret_digest(ret_secret, digest);
    return db_run(tx, open_sql, DB_ARGS(DB_TEXT(digest), DB_INT(visitor), DB_INT(clock_now())),
                  error);
}

bool
visitor_store_name(Db *tx, int64_t visitor, const char *name, const char *email, GError **error)
{
    return db_run(tx, name_sql, DB_ARGS(DB_INT(visitor), DB_TEXT(name), DB_TEXT(email)), error);
}

bool
visitor_store_said(Db *tx, int64_t visitor, int64_t conversation, const char *page, GError **error)
{
    return db_run(
        tx, said_sql,
        DB_ARGS(DB_INT(visitor), DB_INT(conversation), DB_TEXT(page), DB_INT(clock_now())), error);
}

bool
visitor_store_mark(Db *tx, int64_t visitor, int64_t received, int64_t read, GError **error)
{
    return db_run(tx, mark_sql,
                  DB_ARGS(DB_INT(visitor), DB_INT(received), DB_INT(read), DB_INT(clock_now())),
                  error);
}

bool
visitor_store_ask_human(Db *tx, int64_t visitor, GError **error)
{
    return db_run(tx, ask_human_sql, DB_ARGS(DB_INT(visitor), DB_INT(clock_now())), error);
}

bool
visitor_store_seen(Db *tx, int64_t visitor, GError **error)
{
    int64_t now = clock_now();

    return db_run(tx, seen_sql, DB_ARGS(DB_INT(visitor), DB_INT(now)), error) &&
           db_run(tx, session_seen_sql, DB_ARGS(DB_INT(visitor), DB_INT(now)), error);
}

bool
visitor_store_show(Db *tx, int64_t visitor, int64_t message, int64_t *ret_item, bool *ret_first,
                   GError **error)
{
    int64_t changed = 0;

    if (!db_change(tx, show_sql, DB_ARGS(DB_INT(id_new()), DB_INT(visitor), DB_INT(message)),
                   &changed, error) ||
        db_find_int(tx, item_sql, DB_ARGS(DB_INT(visitor), DB_INT(message)), ret_item, error) < 0)
        return false;
    *ret_first = changed == 1;
    return true;
}

bool
visitor_store_prune(Db *tx, int64_t before, GError **error)
{
    return db_run(tx, prune_sessions_sql, DB_ARGS(DB_INT(before)), error) &&
           db_run(tx, prune_silent_sql, DB_ARGS(DB_INT(before)), error) &&
           db_run(tx, prune_visitors_sql, DB_ARGS(DB_INT(before)), error);
}
