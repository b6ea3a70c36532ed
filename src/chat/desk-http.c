/* What advisers see of a visitor, and whether they take chats. */
#include "chat/chat-http.h"

#include "base/error.h"
#include "chat/human.h"
#include "chat/opening.h"

static bool
write_talk(Request *request, const Visitor *visitor, const Widget *widget, GError **error)
{
    Context *context = request_context(request);
    int64_t read = 0, human = 0;
    JsonWriter *json;

    if (!talk_store_read_message(request_db(request), visitor, &read, error) ||
        !human_waits(request_db(request), visitor, &human, error))
        return false;
    json = reply_json(request, 200);
    json_object_begin(json);
    json_put_text(json, "widget", widget != NULL ? widget->name : "");
    json_put_bool(json, "present", chat_channel.present(context, visitor->address));
    json_put_time(json, "seen_at", visitor->seen_at);
    json_put_text(json, "page", visitor->page);
    json_put_text(json, "name", visitor->name);
    json_put_text(json, "email", visitor->email);
    json_put_bool(json, "identified", visitor->identity != NULL);
    json_put_text(json, "language", visitor->language);
    json_put_id(json, "read", read);
    json_put_time(json, "human_since", human);
    json_object_end(json);
    return true;
}

bool
chat_get_talk(Request *request, GError **error)
{
    Db *db = request_db(request);
    g_autoptr(Visitor) visitor = NULL;
    g_autoptr(Widget) widget = NULL;
    int64_t id = 0;
    int found = talk_store_visitor(db, request_id(request, "id"), &id, error);

    if (found == 1)
        found = visitor_store_get(db, id, &visitor, error);
    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no visitor of a chat is in it");
    if (found < 0 || widget_store_get(db, visitor->widget, &widget, error) < 0)
        return false;
    return write_talk(request, visitor, widget, error);
}

bool
chat_get_availability(Request *request, GError **error)
{
    bool takes = false;
    int used;
    JsonWriter *json;

    if (!opening_takes(request_db(request), request_principal(request)->staff, &takes, error))
        return false;
    used = widget_store_any(request_db(request), error);
    if (used < 0)
        return false;
    json = reply_json(request, 200);
    json_object_begin(json);
    json_put_bool(json, "available", takes);
    json_put_bool(json, "in_use", used == 1);
    json_object_end(json);
    return true;
}

static bool
set_work(Db *tx, void *data, GError **error)
{
    Request *request = data;

    return opening_set(tx, request_principal(request)->staff,
                       request_bool(request, "available", true), error);
}

bool
chat_put_availability(Request *request, GError **error)
{
    if (!request_write(request, set_work, request, error))
        return false;
    reply_empty(request);
    return true;
}
