#include "conversation/conversation-http.h"

#include "base/error.h"
#include "conversation/message-link.h"
#include "conversation/stray.h"
#include "person/person.h"

/* A list of messages from all over: what of each is written, and how. */
typedef GPtrArray *(*ReadPage)(Db *db, int64_t from_at, int64_t from_id, size_t limit,
                               bool *ret_more, GError **error);
typedef void (*WriteItem)(JsonWriter *json, const MessageView *view, const GArray *attachments);

/* Without a mail server the outbox is where a message is read: there, and only there, its links
 * work. */
static bool
fill_links(Request *request, MessageView *view, GError **error)
{
    return view->delivery != DELIVERY_OUTBOX ||
           message_link_fill(request_db(request), request_context(request), view->id, &view->text,
                             NULL, NULL, error);
}

static bool
reply_messages(Request *request, ReadPage read, WriteItem write, GError **error)
{
    Db *db = request_db(request);
    g_autoptr(GPtrArray) views = NULL;
    const MessageView *last = NULL;
    bool more = false;
    JsonWriter *json;
    Page page;

    if (!request_page(request, &page, error))
        return false;
    views = read(db, page.before_key, page.before_id, page.limit, &more, error);
    if (views == NULL)
        return false;
    json = reply_list(request);
    for (guint i = 0; i < views->len; i++) {
        g_autoptr(GArray) attachments = NULL;

        last = views->pdata[i];
        attachments = attachment_store_of_message(db, last->id, error);
        if (attachments == NULL || !fill_links(request, views->pdata[i], error))
            return false;
        write(json, last, attachments);
    }
    reply_list_end(request, more, last != NULL ? last->at : 0, last != NULL ? last->id : 0);
    return true;
}

void
outgoing_write(JsonWriter *json, const MessageView *view, const GArray *attachments)
{
    json_object_begin(json);
    json_name(json, "message");
    message_view_write(json, view, attachments);
    json_name(json, "conversation");
    conversation_ref_write(json, view->conversation, view->matter);
    json_name(json, "person");
    person_ref_write(json, view->person, view->person_name, view->person_address);
    json_object_end(json);
}

bool
get_outbox(Request *request, GError **error)
{
    return reply_messages(request, message_view_store_outbox, outgoing_write, error);
}

bool
get_strays(Request *request, GError **error)
{
    return reply_messages(request, message_view_store_strays, message_view_write, error);
}

typedef struct {
    Request *request;
    int64_t conversation;
} Opening;

static bool
write_opening(Db *tx, void *data, GError **error)
{
    Opening *opening = data;
    Request *request = opening->request;

    return stray_open(tx, request_context(request), request_id(request, "id"),
                      request_principal(request)->staff, &opening->conversation, error);
}

bool
post_stray_open(Request *request, GError **error)
{
    Opening opening = {.request = request};

    return request_write(request, write_opening, &opening, error) &&
           reply_conversation(request, opening.conversation, 201, error);
}
