#include "conversation/message-view-store.h"

#include "base/limits.h"

#include <string.h>

#define VIEWS                                                                                      \
    "SELECT m.id, m.conversation, c.subject, m.direction, m.kind, m.channel, m.person, p.name,"    \
    "       p.address, m.staff, s.name, m.at, m.sent_at, m.subject, m.text, m.reply, m.addresses," \
    "       m.has_html, m.source, m.delivery, m.delivery_detail, m.delivery_at, m.notes,"          \
    "       m.offer, m.elsewhere, NULL, CASE m.direction WHEN 1 THEN NULL ELSE"                    \
    "       (SELECT coalesce(h.own, h.html) FROM message_html h WHERE h.message = m.id) END"       \
    "  FROM message m"                                                                             \
    "  LEFT JOIN conversation c ON c.id = m.conversation"                                          \
    "  LEFT JOIN person p ON p.id = m.person"                                                      \
    "  LEFT JOIN staff s ON s.id = m.staff"

#define NEWEST(which)                                                                              \
    VIEWS " WHERE " which " AND (m.at, m.id) < ($1, $2) ORDER BY m.at DESC, m.id DESC LIMIT $3"

/* What has not left yet, as the message it will be: queued (1) for who changes their mind, else
 * scheduled (7) or held back (8). */
#define HELD                                                                                       \
    "SELECT h.id, h.conversation, c.subject, 2, 0, h.channel, c.person, p.name, p.address,"        \
    "       h.staff, s.name, h.made_at, NULL, h.subject, h.text,"                                  \
    "       CASE WHEN h.own_text <> h.text THEN h.own_text END, h.addresses, h.html IS NOT NULL,"  \
    "       NULL, CASE WHEN h.held_back <> 0 THEN 8 WHEN h.undo = 1 THEN 1 ELSE 7 END,"            \
    "       CASE h.held_back WHEN 1 THEN 'person-wrote' WHEN 2 THEN 'refused' END, h.made_at,"     \
    "       NULL, NULL, NULL, h.leave_at, h.own_html"                                              \
    "  FROM held h"                                                                                \
    "  JOIN conversation c ON c.id = h.conversation"                                               \
    "  LEFT JOIN person p ON p.id = c.person"                                                      \
    "  LEFT JOIN staff s ON s.id = h.staff"

static const char held_get_sql[] = HELD " WHERE h.id = $1";
static const char held_sql[] = HELD " WHERE h.conversation = $1 ORDER BY h.leave_at, h.id";
static const char scheduled_sql[] =
    HELD " WHERE (h.leave_at, h.id) > ($1, $2) AND $4 IN (0, h.staff)"
         " ORDER BY h.leave_at, h.id LIMIT $3";
static const char held_html_sql[] = "SELECT html FROM held WHERE id = $1 AND html IS NOT NULL";
static const char get_sql[] = VIEWS " WHERE m.id = $1";
static const char newest_sql[] = NEWEST("m.conversation = $4");
static const char oldest_sql[] =
    VIEWS " WHERE m.conversation = $4 AND (m.at, m.id) > ($1, $2) ORDER BY m.at, m.id LIMIT $3";
static const char outbox_sql[] = NEWEST("m.delivery <> 2");
static const char strays_sql[] = NEWEST("m.conversation IS NULL");
static const char html_sql[] = "SELECT html FROM message_html WHERE message = $1";

void
message_view_free(MessageView *view)
{
    if (view == NULL)
        return;
    g_free(view->matter);
    g_free(view->channel);
    g_free(view->person_name);
    g_free(view->person_address);
    g_free(view->staff_name);
    g_free(view->subject);
    g_free(view->text);
    g_free(view->reply);
    g_free(view->addresses);
    g_free(view->delivery_detail);
    g_free(view->notes);
    g_free(view->elsewhere);
    g_free(view->own_html);
    g_free(view);
}

static MessageView *
read_view(DbRows *rows)
{
    MessageView *view = g_new(MessageView, 1);

    *view = (MessageView){
        .id = db_rows_int(rows, 0),
        .conversation = db_rows_int(rows, 1),
        .matter = g_strdup(db_rows_text(rows, 2)),
        .direction = (MessageDirection)db_rows_int(rows, 3),
        .kind = db_rows_int(rows, 4),
        .channel = g_strdup(db_rows_text(rows, 5)),
        .person = db_rows_int(rows, 6),
        .person_name = g_strdup(db_rows_text(rows, 7)),
        .person_address = g_strdup(db_rows_text(rows, 8)),
        .staff = db_rows_int(rows, 9),
        .staff_name = g_strdup(db_rows_text(rows, 10)),
        .at = db_rows_int(rows, 11),
        .sent_at = db_rows_int(rows, 12),
        .subject = g_strdup(db_rows_text(rows, 13)),
        .text = g_strdup(db_rows_text(rows, 14)),
        .reply = g_strdup(db_rows_text(rows, 15)),
        .addresses = g_strdup(db_rows_text(rows, 16)),
        .has_html = db_rows_int(rows, 17) != 0,
        .source = db_rows_int(rows, 18),
        .delivery = (MessageDelivery)db_rows_int(rows, 19),
        .delivery_detail = g_strdup(db_rows_text(rows, 20)),
        .delivery_at = db_rows_int(rows, 21),
        .notes = g_strdup(db_rows_text(rows, 22)),
        .offer = (int)db_rows_int(rows, 23),
        .elsewhere = g_strdup(db_rows_text(rows, 24)),
        .leave_at = db_rows_int(rows, 25),
        .own_html = g_strdup(db_rows_text(rows, 26)),
    };
    return view;
}

static int
get_one(Db *db, const char *sql, int64_t id, MessageView **ret_view, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, sql, DB_ARGS(DB_INT(id)), error);
    int found = rows != NULL ? db_rows_next(rows, error) : -1;

    if (found == 1)
        *ret_view = read_view(rows);
    return found;
}

int
message_view_store_get(Db *db, int64_t id, MessageView **ret_view, GError **error)
{
    int found = get_one(db, get_sql, id, ret_view, error);

    return found != 0 ? found : get_one(db, held_get_sql, id, ret_view, error);
}

static size_t
text_size(const MessageView *view)
{
    return strlen(view->text) + (view->reply != NULL ? strlen(view->reply) : 0) +
           (view->own_html != NULL ? strlen(view->own_html) : 0);
}

/* rows: one more than limit, if there are. */
static GPtrArray *
read_page(DbRows *rows, size_t limit, bool *ret_more, GError **error)
{
    g_autoptr(GPtrArray) views = g_ptr_array_new_with_free_func((GDestroyNotify)message_view_free);
    int more = rows != NULL ? db_rows_next(rows, error) : -1;

    for (size_t size = 0; more == 1 && views->len < limit && size < LIMIT_LIST_TEXT;
         more = db_rows_next(rows, error)) {
        MessageView *view = read_view(rows);

        g_ptr_array_add(views, view);
        size += text_size(view);
    }
    *ret_more = more == 1;
    return more >= 0 ? g_steal_pointer(&views) : NULL;
}

GPtrArray *
message_view_store_thread(Db *db, int64_t conversation, bool newest_first, int64_t from_at,
                          int64_t from_id, size_t limit, bool *ret_more, GError **error)
{
    g_autoptr(DbRows) rows = db_query(
        db, newest_first ? newest_sql : oldest_sql,
        DB_ARGS(DB_INT(from_at), DB_INT(from_id), DB_INT((int64_t)limit + 1), DB_INT(conversation)),
        error);

    return read_page(rows, limit, ret_more, error);
}

GPtrArray *
message_view_store_held(Db *db, int64_t conversation, GError **error)
{
    g_autoptr(DbRows) rows = db_query(db, held_sql, DB_ARGS(DB_INT(conversation)), error);
    bool more = false;

    return read_page(rows, LIMIT_LIST_MAX, &more, error);
}

GPtrArray *
message_view_store_scheduled(Db *db, int64_t staff, int64_t from_at, int64_t from_id, size_t limit,
                             bool *ret_more, GError **error)
{
    g_autoptr(DbRows) rows = db_query(
        db, scheduled_sql,
        DB_ARGS(DB_INT(from_at), DB_INT(from_id), DB_INT((int64_t)limit + 1), DB_INT(staff)),
        error);

    return read_page(rows, limit, ret_more, error);
}

GPtrArray *
message_view_store_outbox(Db *db, int64_t from_at, int64_t from_id, size_t limit, bool *ret_more,
                          GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, outbox_sql,
                 DB_ARGS(DB_INT(from_at), DB_INT(from_id), DB_INT((int64_t)limit + 1)), error);

    return read_page(rows, limit, ret_more, error);
}

GPtrArray *
message_view_store_strays(Db *db, int64_t from_at, int64_t from_id, size_t limit, bool *ret_more,
                          GError **error)
{
    g_autoptr(DbRows) rows =
        db_query(db, strays_sql,
                 DB_ARGS(DB_INT(from_at), DB_INT(from_id), DB_INT((int64_t)limit + 1)), error);

    return read_page(rows, limit, ret_more, error);
}

int
message_view_store_html(Db *db, int64_t message, char **ret_html, GError **error)
{
    int found = db_find_text(db, html_sql, DB_ARGS(DB_INT(message)), ret_html, error);

    return found != 0 ? found
                      : db_find_text(db, held_html_sql, DB_ARGS(DB_INT(message)), ret_html, error);
}
