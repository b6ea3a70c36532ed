#include "conversation/held.h"

#include "base/error.h"
#include "base/limits.h"
#include "conversation/attachment-hold-store.h"
#include "conversation/conversation-http.h"
#include "conversation/message-addresses.h"

/* ---- Taken back ---- */

typedef struct {
    Request *request;
    Held held;
    GArray *attachments;
} Taking;

static bool
write_taking(Db *tx, void *data, GError **error)
{
    Taking *taking = data;
    int64_t id = request_id(taking->request, "id");

    held_clear(&taking->held);
    g_clear_pointer(&taking->attachments, g_array_unref);
    taking->attachments = attachment_store_of_message(tx, id, error);
    return taking->attachments != NULL &&
           held_take_back(tx, id, request_principal(taking->request)->staff, &taking->held, error);
}

static void
write_plain(JsonWriter *json, const char *name, const GPtrArray *addresses)
{
    json_name(json, name);
    json_list_begin(json);
    for (guint i = 0; i < addresses->len; i++)
        json_text(json, ((const ChannelAddress *)addresses->pdata[i])->address);
    json_list_end(json);
}

/* As POST …/messages takes it, so that the composer is filled again. */
static void
write_taken(JsonWriter *json, const Held *held, const GArray *attachments)
{
    g_autoptr(Addresses) addresses = addresses_read(held->addresses);

    json_object_begin(json);
    json_put_id(json, "conversation", held->conversation);
    json_put_bool(json, "withdrawn", held->withdrawn);
    json_put_text(json, "text", held->own_text);
    json_put_text(json, "html", held->own_html);
    json_put_text(json, "mode", reply_modes[held->mode]);
    json_put_id(json, "message", held->answered);
    json_put_text(json, "subject", held->subject);
    json_put_text(json, "from", addresses->from != NULL ? addresses->from->address : NULL);
    write_plain(json, "to", addresses->to);
    write_plain(json, "cc", addresses->cc);
    write_plain(json, "bcc", addresses->bcc);
    json_put_bool(json, "quote", held->quote);
    json_put_bool(json, "signature", held->sign);
    json_put_bool(json, "close", held->closes);
    json_put_time(json, "send_at", held->undo ? 0 : held->leave_at);
    json_name(json, "attachments");
    json_list_begin(json);
    for (guint i = 0; i < attachments->len; i++)
        attachment_write(json, &g_array_index(attachments, Attachment, i));
    json_list_end(json);
    json_object_end(json);
}

bool
delete_message(Request *request, GError **error)
{
    Taking taking = {.request = request};
    bool taken = request_write(request, write_taking, &taking, error);

    if (taken)
        write_taken(reply_json(request, 200), &taking.held, taking.attachments);
    held_clear(&taking.held);
    g_clear_pointer(&taking.attachments, g_array_unref);
    return taken;
}

/* ---- Another time ---- */

static bool
write_move(Db *tx, void *data, GError **error)
{
    Request *request = data;

    return held_move(tx, request_id(request, "id"), request_time(request, "send_at", 0),
                     request_principal(request)->staff, error);
}

bool
patch_message(Request *request, GError **error)
{
    if (!request_has(request, "send_at") && !request_is_null(request, "send_at"))
        return error_set_field(error, APP_ERROR_INVALID, "send_at",
                               "is needed; null sends it at once");
    return request_write(request, write_move, request, error) && get_message(request, error);
}

/* ---- All that waits ---- */

bool
get_scheduled(Request *request, GError **error)
{
    Db *db = request_db(request);
    bool mine = request_choice(request, "whose", 0) == 1;
    int64_t staff = mine ? request_principal(request)->staff : 0;
    g_autoptr(GPtrArray) views = NULL;
    const MessageView *last = NULL;
    bool more = false;
    JsonWriter *json;
    Page page;

    if (!request_page(request, &page, error))
        return false;
    if (page.before_key == INT64_MAX)
        page.before_key = page.before_id = 0;
    views = message_view_store_scheduled(db, staff, page.before_key, page.before_id, page.limit,
                                         &more, error);
    if (views == NULL)
        return false;
    json = reply_list(request);
    for (guint i = 0; i < views->len; i++) {
        g_autoptr(GArray) attachments = NULL;

        last = views->pdata[i];
        attachments = attachment_store_of_message(db, last->id, error);
        if (attachments == NULL)
            return false;
        outgoing_write(json, last, attachments);
    }
    reply_list_end(request, more, last != NULL ? last->leave_at : 0, last != NULL ? last->id : 0);
    return true;
}
