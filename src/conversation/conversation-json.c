#include "conversation/conversation-http.h"

#include "conversation/conversation-offer.h"
#include "conversation/message-addresses.h"
#include "person/person.h"
#include "staff/staff.h"

void
conversation_ref_write(JsonWriter *json, int64_t id, const char *subject)
{
    if (id == 0) {
        json_none(json);
        return;
    }
    json_object_begin(json);
    json_put_id(json, "id", id);
    json_put_text(json, "subject", subject != NULL ? subject : "");
    json_object_end(json);
}

/* The fields of Conversation, inside an object that the caller opened. */
void
conversation_row_write(JsonWriter *json, const ListRow *row)
{
    json_put_id(json, "id", row->id);
    json_put_text(json, "subject", row->subject);
    json_put_text(json, "status", conversation_status_word(row->status));
    json_put_text(json, "priority", conversation_priority_word(row->priority));
    json_put_text(json, "channel", row->channel);
    json_name(json, "person");
    person_ref_write(json, row->person, row->person_name, row->person_address);
    json_name(json, "assignee");
    staff_ref_write(json, row->assignee, row->assignee_name);
    json_name(json, "team");
    team_ref_write(json, row->team, row->team_name);
    json_name(json, "tags");
    json_raw(json, row->tags);
    json_put_text(json, "preview", row->preview);
    json_put_int(json, "message_count", row->message_count);
    json_put_time(json, "opened_at", row->opened_at);
    json_put_time(json, "last_at", row->last_at);
    json_put_time(json, "waiting_since", row->waiting_since);
    json_put_time(json, "snoozed_until", row->snoozed_until);
    json_put_time(json, "closed_at", row->closed_at);
    json_put_bool(json, "unread", row->unread);
    json_put_int(json, "version", row->version);
}

void
attachment_write(JsonWriter *json, const Attachment *attachment)
{
    json_object_begin(json);
    json_put_id(json, "id", attachment->id);
    json_put_text(json, "name", attachment->name);
    json_put_text(json, "type", attachment->type);
    json_put_int(json, "size", attachment->size);
    json_put_bool(json, "inline", attachment->is_inline);
    json_put_text(json, "verdict", file_verdict_word(attachment->verdict));
    json_object_end(json);
}

static void
write_author(JsonWriter *json, const MessageView *view, const Addresses *addresses)
{
    const ChannelAddress *from = addresses->from;
    bool in = view->direction == DIRECTION_IN;
    const char *known = in ? view->person_name : view->staff_name;
    const char *name = known != NULL && known[0] != '\0' ? known
                       : in && from != NULL              ? from->name
                                                         : NULL;

    json_object_begin(json);
    json_put_text(json, "kind", in ? "person" : view->staff != 0 ? "staff" : "program");
    json_put_id(json, "id", in ? view->person : view->staff);
    json_put_text(json, "name", name != NULL ? name : "");
    json_put_text(json, "address", in && from != NULL ? from->address : NULL);
    json_object_end(json);
}

static void
write_addresses(JsonWriter *json, const char *name, const GPtrArray *addresses)
{
    json_name(json, name);
    json_list_begin(json);
    for (guint i = 0; i < addresses->len; i++) {
        const ChannelAddress *address = addresses->pdata[i];

        json_object_begin(json);
        json_put_text(json, "address", address->address);
        json_put_text(json, "name", address->name);
        json_object_end(json);
    }
    json_list_end(json);
}

static void
write_delivery(JsonWriter *json, const MessageView *view)
{
    json_name(json, "delivery");
    if (view->delivery == 0) {
        json_none(json);
        return;
    }
    json_object_begin(json);
    json_put_text(json, "state", message_delivery_word(view->delivery));
    json_put_text(json, "detail", view->delivery_detail);
    json_put_time(json, "at", view->delivery_at);
    json_put_text(json, "elsewhere", view->elsewhere);
    json_object_end(json);
}

void
message_view_write(JsonWriter *json, const MessageView *view, const GArray *attachments)
{
    g_autoptr(Addresses) addresses = addresses_read(view->addresses);

    json_object_begin(json);
    json_put_id(json, "id", view->id);
    json_put_text(json, "direction", message_direction_word(view->direction));
    json_put_text(json, "channel", view->channel);
    json_put_text(json, "kind", message_kind_word(view->kind));
    json_name(json, "author");
    write_author(json, view, addresses);
    json_put_time(json, "at", view->at);
    json_put_time(json, "sent_at", view->sent_at);
    json_put_text(json, "subject", view->subject);
    json_put_text(json, "text", view->text);
    json_put_text(json, "reply", view->reply);
    json_put_text(json, "html", view->own_html);
    json_put_bool(json, "has_html", view->has_html);
    json_put_bool(json, "has_source", view->source != 0);
    write_addresses(json, "to", addresses->to);
    write_addresses(json, "cc", addresses->cc);
    write_addresses(json, "bcc", addresses->bcc);
    write_delivery(json, view);
    json_put_time(json, "send_at", view->leave_at);
    json_name(json, "attachments");
    json_list_begin(json);
    for (guint i = 0; i < attachments->len; i++) {
        const Attachment *attachment = &g_array_index(attachments, Attachment, i);

        if (attachment->message == view->id)
            attachment_write(json, attachment);
    }
    json_list_end(json);
    json_put_text(json, "offer", view->offer == OFFER_NEW_MATTER ? "new-matter" : NULL);
    json_name(json, "notes");
    json_raw(json, view->notes != NULL ? view->notes : "[]");
    json_object_end(json);
}
