#include "conversation/conversation-http.h"

#include "base/error.h"
#include "conversation/read-store.h"
#include "http/events.h"

/* Up to which message one has read: a position of one's own, nobody else sees it. */

typedef struct {
    Request *request;
    int64_t conversation, staff;
    bool changed;
} Reading;

static bool
write_reading(Db *tx, void *data, GError **error)
{
    Reading *reading = data;
    Request *request = reading->request;

    if (!request_is_null(request, "message"))
        return read_see(tx, reading->staff, reading->conversation, request_id(request, "message"),
                        &reading->changed, error);
    reading->changed = true;
    return read_forget(tx, reading->staff, reading->conversation, error);
}

/* Their other tabs and machines. */
static void
tell_reading(const Reading *reading)
{
    Context *context = request_context(reading->request);
    g_autoptr(GString) data = g_string_new(NULL);
    JsonWriter json;

    if (context->events == NULL || !reading->changed)
        return;
    json_writer_init(&json, data);
    json_object_begin(&json);
    json_put_id(&json, "conversation", reading->conversation);
    json_object_end(&json);
    events_tell_staff(context->events, reading->staff, "read", data->str);
}

bool
put_read(Request *request, GError **error)
{
    Reading reading = {
        .request = request,
        .conversation = request_id(request, "id"),
        .staff = request_principal(request)->staff,
    };
    g_autoptr(Conversation) conversation =
        conversation_store_need(request_db(request), reading.conversation, error);

    if (conversation == NULL)
        return false;
    if (request_is_null(request, "message") && conversation->status == STATUS_CLOSED)
        return error_set(error, APP_ERROR_CONFLICT, "what is closed is not unread");
    if (!request_write(request, write_reading, &reading, error))
        return false;
    tell_reading(&reading);
    return reply_conversation(request, reading.conversation, 200, error);
}
