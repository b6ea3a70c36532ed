#include "conversation/conversation-http.h"

#include "base/error.h"
#include "base/limits.h"
#include "conversation/conversation-offer.h"
#include "conversation/conversation-reply.h"
#include "conversation/conversation-subject.h"
#include "conversation/message-quote.h"
#include "mailbox/mailbox.h"
#include "person/person.h"
#include "setting/setting.h"

/* ---- What the composer begins with ---- */

typedef struct {
    Db *db;
    const Channel *channel;
    const Conversation *conversation;
    const Envelope *envelope;
    ReplyMode mode;
} Proposal;

static bool
write_recipient(JsonWriter *json, const Proposal *proposal, const ChannelAddress *address,
                GError **error)
{
    int64_t failed_at = 0;

    if (person_address_failed_at(proposal->db, proposal->channel->address_kind, address->address,
                                 &failed_at, error) < 0)
        return false;
    json_object_begin(json);
    json_put_text(json, "address", address->address);
    json_put_text(json, "name", address->name);
    json_put_time(json, "failed_at", failed_at);
    json_put_bool(json, "machine", channel_address_is_machine(address->address));
    json_object_end(json);
    return true;
}

static bool
write_recipients(JsonWriter *json, const Proposal *proposal, const char *name,
                 const GPtrArray *list, GError **error)
{
    json_name(json, name);
    json_list_begin(json);
    for (guint i = 0; i < list->len; i++)
        if (!write_recipient(json, proposal, list->pdata[i], error))
            return false;
    json_list_end(json);
    return true;
}

static void
write_sender(JsonWriter *json, const ChannelAddress *address)
{
    if (address == NULL) {
        json_none(json);
        return;
    }
    json_object_begin(json);
    json_put_text(json, "address", address->address);
    json_put_text(json, "name", address->name);
    json_object_end(json);
}

static bool
write_from(JsonWriter *json, Request *request, const Proposal *proposal, GError **error)
{
    const ChannelAddress *from = proposal->envelope->from;
    g_autoptr(GPtrArray) senders =
        envelope_senders(proposal->db, request_context(request), proposal->conversation, error);
    g_autofree char *signature = NULL;

    if (senders == NULL ||
        (from != NULL && mailbox_signature(proposal->db, from->address,
                                           proposal->conversation->team, &signature, error) < 0))
        return false;
    json_name(json, "from");
    write_sender(json, from);
    json_name(json, "froms");
    json_list_begin(json);
    for (guint i = 0; i < senders->len; i++)
        write_sender(json, senders->pdata[i]);
    json_list_end(json);
    json_put_text(json, "signature", signature);
    return true;
}

static bool
write_answered(JsonWriter *json, const Proposal *proposal, GError **error)
{
    int64_t answered = proposal->envelope->answered;
    bool forward = proposal->mode == REPLY_FORWARD;
    g_autoptr(MessageView) view = NULL;
    g_autoptr(Person) person = NULL;
    g_autoptr(GArray) attachments = NULL;
    g_autofree char *zone = setting_text(proposal->db, "calendar.zone", 0);
    g_autofree char *quote = NULL;

    if ((answered != 0 && message_view_store_get(proposal->db, answered, &view, error) < 0) ||
        person_get(proposal->db, proposal->conversation->person, &person, error) < 0)
        return false;
    attachments = attachment_store_of_message(proposal->db, answered, error);
    if (attachments == NULL)
        return false;
    if (view != NULL)
        quote = message_quote(view, forward, person != NULL ? person->language : NULL, zone,
                              LIMIT_TEXT);
    json_put_id(json, "message", answered);
    json_put_text(json, "text", quote != NULL ? quote : "");
    json_name(json, "attachments");
    json_list_begin(json);
    for (guint i = 0; forward && i < attachments->len; i++)
        attachment_write(json, &g_array_index(attachments, Attachment, i));
    json_list_end(json);
    return true;
}

/* What the composer may offer. */
static void
write_channel(JsonWriter *json, const Channel *channel)
{
    json_name(json, "channel");
    json_object_begin(json);
    json_put_text(json, "name", channel->name);
    json_put_bool(json, "live", channel->live);
    json_put_bool(json, "takes_html", channel->takes_html);
    json_put_bool(json, "takes_files", channel->takes_files);
    if (channel->text_max != 0)
        json_put_int(json, "text_max", (int64_t)channel->text_max);
    else
        json_put_null(json, "text_max");
    json_object_end(json);
}

static bool
write_proposal(JsonWriter *json, Request *request, const Proposal *proposal, GError **error)
{
    g_autofree char *forwarded = forward_subject(proposal->conversation);
    const Envelope *envelope = proposal->envelope;

    json_object_begin(json);
    write_channel(json, proposal->channel);
    json_put_int(json, "undo_seconds", setting_int(proposal->db, "conversation.undo_seconds", 0));
    json_put_text(json, "subject",
                  proposal->mode == REPLY_FORWARD ? forwarded : proposal->conversation->subject);
    if (!write_from(json, request, proposal, error) ||
        !write_recipients(json, proposal, "to", envelope->to, error) ||
        !write_recipients(json, proposal, "cc", envelope->cc, error) ||
        !write_recipients(json, proposal, "left_out", envelope->left_out, error) ||
        !write_answered(json, proposal, error))
        return false;
    json_object_end(json);
    return true;
}

bool
get_reply(Request *request, GError **error)
{
    Db *db = request_db(request);
    Context *context = request_context(request);
    g_autoptr(Conversation) conversation =
        conversation_store_need(db, request_id(request, "id"), error);
    g_auto(Envelope) envelope = {0};
    Proposal proposal = {.db = db,
                         .conversation = conversation,
                         .envelope = &envelope,
                         .mode = (ReplyMode)request_choice(request, "mode", REPLY_ALL)};

    if (conversation == NULL)
        return false;
    proposal.channel = context_channel_out(context, conversation->channel);
    if (proposal.channel == NULL)
        return error_set(error, APP_ERROR_INVALID, "nothing leaves by '%s'", conversation->channel);
    return envelope_propose(db, context, conversation, proposal.mode,
                            request_id(request, "message"), proposal.channel, &envelope, error) &&
           write_proposal(reply_json(request, 200), request, &proposal, error);
}

/* Writing first: no matter says from which. */
bool
get_senders(Request *request, GError **error)
{
    static const Conversation none = {0};
    g_autoptr(GPtrArray) senders =
        envelope_senders(request_db(request), request_context(request), &none, error);
    JsonWriter *json;

    if (senders == NULL)
        return false;
    json = reply_json(request, 200);
    json_object_begin(json);
    json_name(json, "froms");
    json_list_begin(json);
    for (guint i = 0; i < senders->len; i++)
        write_sender(json, senders->pdata[i]);
    json_list_end(json);
    json_object_end(json);
    return true;
}

/* ---- What is offered ---- */

typedef struct {
    Request *request;
    int64_t conversation;
} Opening;

static bool
write_new_matter(Db *tx, void *data, GError **error)
{
    Opening *opening = data;

    return offer_accept(tx, request_id(opening->request, "id"),
                        request_principal(opening->request)->staff, &opening->conversation, error);
}

bool
post_new_matter(Request *request, GError **error)
{
    Opening opening = {.request = request};

    return request_write(request, write_new_matter, &opening, error) &&
           reply_conversation(request, opening.conversation, 201, error);
}

static bool
write_refusal(Db *tx, void *data, GError **error)
{
    return offer_refuse(tx, request_id(data, "id"), request_principal(data)->staff, error);
}

bool
delete_offer(Request *request, GError **error)
{
    if (!request_write(request, write_refusal, request, error))
        return false;
    reply_empty(request);
    return true;
}
