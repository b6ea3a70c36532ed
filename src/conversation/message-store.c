#include "conversation/message-store.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"

static const char insert_sql[] =
    "INSERT INTO message (id, conversation, direction, channel, kind, person, staff, at, sent_at,"
    "       subject, text, reply, addresses, external_id, external_key, content_hash, source,"
    "       has_html, delivery, delivery_at, notes, offer)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,"
    "         $19, $20, $21, $22)";

static const char insert_html_sql[] =
    "INSERT INTO message_html (message, html, own) VALUES ($1, $2, $3)";

bool
message_store_insert(Db *tx, const NewMessage *message, GError **error)
{
    int64_t key = message->external_id != NULL ? hash_key(message->external_id) : 0;

    return db_send(
        tx, insert_sql,
        DB_ARGS(DB_INT(message->id), DB_ID(message->conversation), DB_INT(message->direction),
                DB_TEXT(message->channel), DB_INT(message->kind), DB_ID(message->person),
                DB_ID(message->staff), DB_INT(message->at), DB_ID(message->sent_at),
                DB_TEXT(message->subject), DB_TEXT(message->text), DB_TEXT(message->reply),
                DB_TEXT(message->addresses), DB_TEXT(message->external_id), DB_ID(key),
                DB_TEXT(message->content_hash), DB_ID(message->source), DB_INT(message->has_html),
                DB_ID(message->delivery), message->delivery != 0 ? DB_INT(message->at) : DB_NULL,
                DB_TEXT(message->notes), DB_ID(message->offer)),
        error);
}

bool
message_store_insert_html(Db *tx, int64_t message, const char *html, const char *own,
                          GError **error)
{
    return db_send(tx, insert_html_sql, DB_ARGS(DB_INT(message), DB_TEXT(html), DB_TEXT(own)),
                   error);
}

/* ---- What threading asks ---- */

#define KNOWN_COLUMNS                                                                              \
    "SELECT id, conversation, coalesce(person, 0), direction, content_hash = $2, addresses, kind"  \
    "  FROM message"

static const char known_sql[] =
    KNOWN_COLUMNS " WHERE external_key = $1 AND external_id = $3 ORDER BY id LIMIT 20";

static const char last_sent_sql[] =
    KNOWN_COLUMNS " WHERE conversation = $1 AND direction = 2 ORDER BY at DESC, id DESC LIMIT 1";

/* Words of persons, and of those who answer through a list. */
static const char last_heard_sql[] =
    KNOWN_COLUMNS " WHERE conversation = $1 AND direction = 1 AND kind IN (0, 3)"
                  " ORDER BY at DESC, id DESC LIMIT 1";

static const char of_sql[] = KNOWN_COLUMNS " WHERE id = $3 AND conversation = $1 AND direction < 3";

void
known_message_clear(KnownMessage *message)
{
    g_clear_pointer(&message->addresses, g_free);
}

static void
clear_known(void *data)
{
    known_message_clear(data);
}

static KnownMessage
read_known(DbRows *rows)
{
    return (KnownMessage){
        .id = db_rows_int(rows, 0),
        .conversation = db_rows_int(rows, 1),
        .person = db_rows_int(rows, 2),
        .direction = (MessageDirection)db_rows_int(rows, 3),
        .same_content = db_rows_int(rows, 4) != 0,
        .addresses = g_strdup(db_rows_text(rows, 5)),
        .kind = db_rows_int(rows, 6),
    };
}

GArray *
message_store_known(Db *db, const char *external_id, const char *content_hash, GError **error)
{
    g_autoptr(GArray) known = g_array_new(FALSE, FALSE, sizeof(KnownMessage));
    g_autoptr(DbRows) rows = db_query(
        db, known_sql,
        DB_ARGS(DB_INT(hash_key(external_id)), DB_TEXT(content_hash), DB_TEXT(external_id)), error);
    int more = rows != NULL ? 1 : -1;

    g_array_set_clear_func(known, clear_known);
    while (more == 1 && (more = db_rows_next(rows, error)) == 1) {
        KnownMessage message = read_known(rows);

        g_array_append_val(known, message);
    }
    return more == 0 ? g_steal_pointer(&known) : NULL;
}

static int
read_one(DbRows *rows, KnownMessage *ret_message, GError **error)
{
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_message = read_known(rows);
    return found;
}

int
message_store_last_sent(Db *db, int64_t conversation, KnownMessage *ret_message, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, last_sent_sql, DB_ARGS(DB_INT(conversation), DB_NULL), error);

    return read_one(rows, ret_message, error);
}

int
message_store_last_heard(Db *db, int64_t conversation, KnownMessage *ret_message, GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, last_heard_sql, DB_ARGS(DB_INT(conversation), DB_NULL), error);

    return read_one(rows, ret_message, error);
}

int
message_store_of(Db *db, int64_t message, int64_t conversation, KnownMessage *ret_message,
                 GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, of_sql, DB_ARGS(DB_INT(conversation), DB_NULL, DB_INT(message)), error);

    return read_one(rows, ret_message, error);
}

/* ---- What sending asks ---- */

static const char sent_sql[] =
    "SELECT m.id, m.conversation, m.kind, m.at, m.person, m.delivery, m.channel, m.subject, m.text,"
    "       h.html, m.addresses, m.external_id, c.subject, c.our_address, p.language,"
    "       NOT EXISTS (SELECT 1 FROM message b WHERE b.conversation = m.conversation"
    "                    AND b.direction < 3 AND b.id < m.id)"
    "  FROM message m JOIN conversation c ON c.id = m.conversation"
    "  LEFT JOIN person p ON p.id = m.person"
    "  LEFT JOIN message_html h ON h.message = m.id"
    " WHERE m.id = $1 AND m.direction = 2";

static const char references_sql[] =
    "SELECT external_id FROM message"
    " WHERE conversation = $1 AND direction < 3 AND id < $2 AND external_id IS NOT NULL"
    " ORDER BY at DESC, id DESC LIMIT $3";

static const char set_delivery_sql[] =
    "UPDATE message SET delivery = $2, delivery_detail = $3, delivery_at = $4 WHERE id = $1";

static const char set_elsewhere_sql[] =
    "UPDATE message SET elsewhere = $2, addresses = $3, external_id = $4, external_key = $5"
    " WHERE id = $1";

static const char delivery_sql[] =
    "SELECT conversation, person, delivery FROM message WHERE id = $1 AND direction = 2";

void
sent_message_free(SentMessage *message)
{
    if (message == NULL)
        return;
    g_free(message->channel);
    g_free(message->subject);
    g_free(message->text);
    g_free(message->html);
    g_free(message->addresses);
    g_free(message->external_id);
    g_free(message->matter);
    g_free(message->our_address);
    g_free(message->language);
    g_free(message);
}

int
message_store_sent(Db *db, int64_t id, SentMessage **ret_message, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, sent_sql, DB_ARGS(DB_INT(id)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;
    SentMessage *message;

    if (found != 1)
        return found;
    message = g_new(SentMessage, 1);
    *message = (SentMessage){
        .id = db_rows_int(rows, 0),
        .conversation = db_rows_int(rows, 1),
        .kind = db_rows_int(rows, 2),
        .at = db_rows_int(rows, 3),
        .person = db_rows_int(rows, 4),
        .delivery = (MessageDelivery)db_rows_int(rows, 5),
        .channel = g_strdup(db_rows_text(rows, 6)),
        .subject = g_strdup(db_rows_text(rows, 7)),
        .text = g_strdup(db_rows_text(rows, 8)),
        .html = g_strdup(db_rows_text(rows, 9)),
        .addresses = g_strdup(db_rows_text(rows, 10)),
        .external_id = g_strdup(db_rows_text(rows, 11)),
        .matter = g_strdup(db_rows_text(rows, 12)),
        .our_address = g_strdup(db_rows_text(rows, 13)),
        .language = g_strdup(db_rows_text(rows, 14)),
        .first = db_rows_int(rows, 15) != 0,
    };
    *ret_message = message;
    return 1;
}

char **
message_store_references(Db *db, int64_t conversation, int64_t before, size_t limit, GError **error)
{
    g_autoptr(GPtrArray) newest_first = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GStrvBuilder) references = g_strv_builder_new();
    g_autoptr(DbRows) rows =
        db_query(db, references_sql,
                 DB_ARGS(DB_INT(conversation), DB_INT(before), DB_INT((int64_t)limit)), error);
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1)
        g_ptr_array_add(newest_first, g_strdup(db_rows_text(rows, 0)));
    if (more < 0)
        return NULL;
    for (guint i = newest_first->len; i > 0; i--)
        g_strv_builder_add(references, newest_first->pdata[i - 1]);
    return g_strv_builder_end(references);
}

bool
message_store_set_delivery(Db *tx, int64_t message, MessageDelivery delivery, const char *detail,
                           int64_t at, GError **error)
{
    return db_run(tx, set_delivery_sql,
                  DB_ARGS(DB_INT(message), DB_INT(delivery), DB_TEXT(detail), DB_INT(at)), error);
}

bool
message_store_set_elsewhere(Db *tx, int64_t message, const char *channel, const char *addresses,
                            const char *external_id, GError **error)
{
    int64_t key = external_id != NULL ? hash_key(external_id) : 0;

    return db_run(tx, set_elsewhere_sql,
                  DB_ARGS(DB_INT(message), DB_TEXT(channel), DB_TEXT(addresses),
                          DB_TEXT(external_id), DB_ID(key)),
                  error);
}

int
message_store_delivery(Db *db, int64_t message, MessageState *ret_state, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, delivery_sql, DB_ARGS(DB_INT(message)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_state = (MessageState){
            .conversation = db_rows_int(rows, 0),
            .person = db_rows_int(rows, 1),
            .delivery = (MessageDelivery)db_rows_int(rows, 2),
        };
    return found;
}

/* ---- What is offered ---- */

static const char offered_sql[] =
    "SELECT m.id, m.conversation, coalesce(m.person, 0), coalesce(m.subject, c.subject),"
    "       coalesce(m.offer, 0)"
    "  FROM message m JOIN conversation c ON c.id = m.conversation"
    " WHERE m.id = $1 AND m.direction = 1";

static const char set_offer_sql[] = "UPDATE message SET offer = $2 WHERE id = $1";

static const char words_from_sql[] =
    "SELECT id FROM message WHERE conversation = $1 AND direction = 1 AND person = $2 AND id >= $3"
    " ORDER BY id LIMIT $4";

static const char subjects_sql[] = "SELECT subject FROM message WHERE conversation = $1"
                                   "   AND subject IS NOT NULL ORDER BY at DESC, id DESC LIMIT 20";

void
offered_clear(Offered *offered)
{
    g_clear_pointer(&offered->subject, g_free);
}

int
message_store_offered(Db *db, int64_t message, Offered *ret_offered, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, offered_sql, DB_ARGS(DB_INT(message)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_offered = (Offered){
            .id = db_rows_int(rows, 0),
            .conversation = db_rows_int(rows, 1),
            .person = db_rows_int(rows, 2),
            .subject = g_strdup(db_rows_text(rows, 3)),
            .offer = (int)db_rows_int(rows, 4),
        };
    return found;
}

bool
message_store_set_offer(Db *tx, int64_t message, int offer, GError **error)
{
    return db_run(tx, set_offer_sql, DB_ARGS(DB_INT(message), DB_ID(offer)), error);
}

GArray *
message_store_words_from(Db *db, const Offered *offered, GError **error)
{
    return db_find_ids(db, words_from_sql,
                       DB_ARGS(DB_INT(offered->conversation), DB_INT(offered->person),
                               DB_INT(offered->id), DB_INT(LIMIT_LIST_MAX)),
                       error);
}

char **
message_store_subjects(Db *db, int64_t conversation, GError **error)
{
    g_autoptr(GStrvBuilder) subjects = g_strv_builder_new();
    g_autoptr(DbRows) rows = db_query(db, subjects_sql, DB_ARGS(DB_INT(conversation)), error);
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1)
        g_strv_builder_add(subjects, db_rows_text(rows, 0));
    return more == 0 ? g_strv_builder_end(subjects) : NULL;
}

/* ---- Strays ---- */

static const char stray_sql[] =
    "SELECT channel, coalesce(subject, ''), addresses, at, text FROM message"
    " WHERE id = $1 AND conversation IS NULL";

static const char adopt_sql[] =
    "UPDATE message SET conversation = $2, person = $3 WHERE id = $1 AND conversation IS NULL";

void
stray_clear(Stray *stray)
{
    g_free(stray->channel);
    g_free(stray->subject);
    g_free(stray->addresses);
    g_free(stray->text);
}

int
message_store_stray(Db *db, int64_t message, Stray *ret_stray, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, stray_sql, DB_ARGS(DB_INT(message)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_stray = (Stray){
            .channel = g_strdup(db_rows_text(rows, 0)),
            .subject = g_strdup(db_rows_text(rows, 1)),
            .addresses = g_strdup(db_rows_text(rows, 2)),
            .at = db_rows_int(rows, 3),
            .text = g_strdup(db_rows_text(rows, 4)),
        };
    return found;
}

bool
message_store_adopt(Db *tx, int64_t message, int64_t conversation, int64_t person, GError **error)
{
    return db_run(tx, adopt_sql, DB_ARGS(DB_INT(message), DB_INT(conversation), DB_INT(person)),
                  error);
}
