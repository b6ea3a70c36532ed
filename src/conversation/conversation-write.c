#include "conversation/conversation-arrival.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "conversation/attachment-store.h"
#include "conversation/conversation-send.h"
#include "conversation/conversation-state.h"
#include "conversation/inline-image.h"
#include "conversation/message-addresses.h"
#include "conversation/message-link.h"
#include "conversation/recipient-store.h"
#include "html/html.h"
#include "person/person.h"

#include <string.h>

/* Our side of a reply: the channel it leaves by, and who it goes from and to. */
typedef struct {
    const Channel *channel;
    ChannelAddress from;
    GPtrArray *to, *cc;
} Envelope;

static void
envelope_clear(Envelope *envelope)
{
    g_clear_pointer(&envelope->to, g_ptr_array_unref);
    g_clear_pointer(&envelope->cc, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Envelope, envelope_clear)

static bool
find_channel(Context *context, const Draft *draft, const Conversation *conversation,
             Envelope *envelope, GError **error)
{
    const char *name = draft->channel != NULL ? draft->channel : conversation->channel;

    envelope->channel = context_channel(context, name);
    if (envelope->channel == NULL || envelope->channel->send == NULL)
        return error_set_field(error, APP_ERROR_INVALID, "channel", "nothing leaves by '%s'", name);
    return true;
}

/* When nobody has written yet, or the one who did cannot be written to: the address we know. */
static bool
address_person(Db *tx, const Conversation *conversation, Envelope *envelope, GError **error)
{
    g_autoptr(Person) person = NULL;
    g_autofree char *address = NULL;
    int found = person_get(tx, conversation->person, &person, error);

    if (found == 1)
        found = person_address(tx, person->id, envelope->channel->address_kind, &address, error);
    if (found == 0)
        return error_set_field(error, APP_ERROR_INVALID, "conversation",
                               "no address that works on channel '%s'", envelope->channel->name);
    if (found == 1)
        g_ptr_array_add(envelope->to, channel_address_new(address, person->name));
    return found == 1;
}

static bool
address_reply(Db *tx, Context *context, const Conversation *conversation, bool automatic,
              Envelope *envelope, GError **error)
{
    const char *ours = context->mail != NULL ? context->mail->address : NULL;
    g_autofree char *json = NULL;
    g_autoptr(Addresses) heard = NULL;

    envelope->from.address =
        (char *)(conversation->our_address != NULL ? conversation->our_address : ours);
    envelope->from.name =
        (char *)(context->mail != NULL && context->mail->name != NULL ? context->mail->name
                                                                      : context->organisation);
    envelope->to = g_ptr_array_new_with_free_func((GDestroyNotify)channel_address_free);
    envelope->cc = g_ptr_array_new_with_free_func((GDestroyNotify)channel_address_free);
    /* What the program writes is for the person of the matter alone: a link to answer a survey is
     * theirs, not that of whoever was in copy. */
    if (automatic)
        return address_person(tx, conversation, envelope, error);
    if (message_store_last_heard(tx, conversation->id, &json, error) < 0)
        return false;
    heard = addresses_read(json);
    return addresses_answer(tx, heard, ours, envelope->to, envelope->cc, error) &&
           (envelope->to->len > 0 || address_person(tx, conversation, envelope, error));
}

static bool
give_attachments(Db *tx, const Draft *draft, int64_t message, GError **error)
{
    for (size_t i = 0; i < draft->n_attachments; i++) {
        bool given = false;

        if (!attachment_store_give(tx, draft->attachments[i], draft->staff, message, &given, error))
            return false;
        if (!given) {
            g_autofree char *field = g_strdup_printf("attachments[%zu]", i);

            return error_set_field(error, APP_ERROR_INVALID, field, "no such file is waiting");
        }
    }
    return true;
}

/* What the staff may write is no more than what others may send us, and pictures of their own. */
static char *
safe_html(const Draft *draft)
{
    static const HtmlOptions options = {.remote_images = true, .image = inline_image_keep};
    g_autofree char *named =
        draft->html != NULL
            ? inline_images_name(draft->html, draft->attachments, draft->n_attachments)
            : NULL;

    return named != NULL ? html_sanitise(named, strlen(named), &options, NULL) : NULL;
}

static bool
insert(Db *tx, Context *context, const Draft *draft, const Conversation *conversation,
       NewMessage *message, const Envelope *envelope, GError **error)
{
    g_autofree char *html = safe_html(draft);
    g_autofree char *addresses = addresses_write(
        envelope->from.address != NULL ? &envelope->from : NULL, NULL, envelope->to, envelope->cc);
    g_autofree char *token = conversation_token(context, conversation->id);
    g_autofree char *external_id = NULL;

    if (message->direction == DIRECTION_OUT) {
        message->channel = envelope->channel->name;
        message->delivery = draft->sent ? DELIVERY_SENT : DELIVERY_QUEUED;
        if (envelope->channel->external_id != NULL)
            external_id = envelope->channel->external_id(context, message->id, token);
    }
    message->external_id = external_id;
    message->addresses = addresses;
    message->has_html = html != NULL;
    return message_store_insert(tx, message, error) &&
           (html == NULL || message_store_insert_html(tx, message->id, html, error)) &&
           message_link_keep(tx, message->id, draft, error) &&
           give_attachments(tx, draft, message->id, error) &&
           inline_images_mark(tx, html, draft->attachments, draft->n_attachments, error);
}

/* What follows from a message of ours in its matter. */
static bool
settle(Db *tx, const Draft *draft, Conversation *conversation, const NewMessage *message,
       GError **error)
{
    bool reply = draft->direction == DIRECTION_OUT;
    g_autofree char *preview = message_preview(draft->text);
    g_autofree char *data = g_strdup_printf("{\"kind\":\"%s\",\"channel\":\"%s\"}",
                                            message_kind_word(message->kind), message->channel);
    bool newest;

    conversation_count(conversation, message->at, &newest);
    if (message->kind == MESSAGE_KIND_AUTOMATIC)
        newest = false; /* a list shows what people said last */
    if (reply && draft->staff != 0 &&
        (!conversation_answer(tx, conversation, draft->staff, message->at, error) ||
         !person_touch(tx, conversation->person, message->at, error)))
        return false;
    return conversation_store_update(tx, conversation, newest ? preview : NULL, error) &&
           conversation_tell(tx, conversation, reply ? "message.sent" : "message.noted",
                             draft->staff, message->id, message->at, data, error) &&
           (!reply || draft->sent || job_add(tx, MESSAGE_SEND_JOB, message->id, NULL, 0, error));
}

bool
conversation_write(Db *tx, Context *context, const Draft *draft, int64_t *ret_message,
                   GError **error)
{
    /* Who answers for a merged matter may be with another person: only a program may not know. */
    g_autoptr(Conversation) conversation =
        draft->staff != 0 ? conversation_store_need_own(tx, draft->conversation, error)
                          : conversation_store_survivor(tx, draft->conversation, error);
    g_auto(Envelope) envelope = {0};
    NewMessage message = {
        .id = id_new(),
        .staff = draft->staff,
        .direction = draft->direction,
        .kind = draft->staff != 0 ? INCOMING_PERSON : MESSAGE_KIND_AUTOMATIC,
        .at = clock_now(),
        .subject = draft->subject,
        .text = draft->text,
    };

    if (conversation == NULL)
        return false;
    if (draft->text[0] == '\0')
        return error_set_field(error, APP_ERROR_INVALID, "text", "is empty");
    if (strlen(draft->text) > LIMIT_TEXT)
        return error_set_field(error, APP_ERROR_TOO_LARGE, "text", "over %d bytes", LIMIT_TEXT);
    message.conversation = conversation->id;
    message.person = conversation->person;
    message.channel = conversation->channel;
    if (draft->direction == DIRECTION_OUT &&
        (!find_channel(context, draft, conversation, &envelope, error) ||
         !address_reply(tx, context, conversation, draft->staff == 0, &envelope, error)))
        return false;
    if (!insert(tx, context, draft, conversation, &message, &envelope, error) ||
        !settle(tx, draft, conversation, &message, error))
        return false;
    *ret_message = message.id;
    return true;
}

bool
conversation_send_again(Db *tx, int64_t message, GError **error)
{
    MessageState state;
    int found = message_store_delivery(tx, message, &state, error);

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no message of ours %" G_GINT64_FORMAT,
                         message);
    if (found < 0)
        return false;
    if (state.delivery == DELIVERY_SENT)
        return error_set(error, APP_ERROR_CONFLICT, "message %" G_GINT64_FORMAT " was sent",
                         message);
    /* A second job beside the one under way would send it twice. */
    found = job_is_taken(tx, MESSAGE_SEND_JOB, message, error);
    if (found != 0)
        return found > 0 ? error_set(error, APP_ERROR_CONFLICT,
                                     "message %" G_GINT64_FORMAT " is being sent", message)
                         : false;
    return recipient_store_forgive(tx, message, error) &&
           message_delivery_become(tx, message, DELIVERY_QUEUED, NULL, error) &&
           job_add(tx, MESSAGE_SEND_JOB, message, NULL, 0, error);
}
