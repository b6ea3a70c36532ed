#include "conversation/message-prepare.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "conversation/attachment-store.h"
#include "conversation/conversation-arrival.h"
#include "conversation/conversation-send.h"
#include "conversation/conversation-state.h"
#include "conversation/inline-image.h"
#include "conversation/mention-store.h"
#include "conversation/message-link.h"
#include "conversation/read-store.h"
#include "conversation/recipient-store.h"
#include "person/person.h"
#include "staff/staff.h"

#include <string.h>

/* A forward takes along a file of the matter, shown in its HTML when it was in what is forwarded.
 */
static bool
carry(Db *tx, int64_t attachment, const NewMessage *message, const char *html, bool *ret_given,
      GError **error)
{
    g_auto(Attachment) file = {0};
    g_autofree char *shown = NULL;

    if (attachment_store_get(tx, attachment, &file, error) < 0)
        return false;
    if (html != NULL && file.content_id != NULL)
        shown = g_strconcat("cid:", file.content_id, NULL);
    return attachment_store_carry(tx, attachment, message->conversation, message->id,
                                  shown != NULL && strstr(html, shown) != NULL, ret_given, error);
}

static bool
give_attachments(Db *tx, const Draft *draft, const Prepared *prepared, const NewMessage *message,
                 GError **error)
{
    for (size_t i = 0; i < draft->n_attachments; i++) {
        bool given = false;

        if (!attachment_store_give(tx, draft->attachments[i], draft->staff, message->id, &given,
                                   error) ||
            (!given && draft->mode == REPLY_FORWARD &&
             !carry(tx, draft->attachments[i], message, prepared->html, &given, error)))
            return false;
        if (!given) {
            g_autofree char *field = g_strdup_printf("attachments[%zu]", i);

            return error_set_field(error, APP_ERROR_INVALID, field, "no such file is waiting");
        }
    }
    return true;
}

static bool
insert_html(Db *tx, const Draft *draft, const Prepared *prepared, int64_t message, GError **error)
{
    const char *own =
        g_strcmp0(prepared->own_html, prepared->html) != 0 ? prepared->own_html : NULL;

    return prepared->html == NULL ||
           (message_store_insert_html(tx, message, prepared->html, own, error) &&
            inline_images_mark(tx, prepared->html, draft->attachments, draft->n_attachments,
                               error));
}

static bool
insert(Db *tx, Context *context, const Draft *draft, const Prepared *prepared, NewMessage *message,
       GError **error)
{
    const Channel *channel = prepared->channel;
    g_autofree char *token = conversation_token(context, message->conversation);
    g_autofree char *external_id = NULL;

    if (message->direction == DIRECTION_OUT) {
        message->channel = channel->name;
        message->delivery = draft->sent ? DELIVERY_SENT : DELIVERY_QUEUED;
        if (channel->external_id != NULL)
            external_id = channel->external_id(context, message->id, token);
    }
    message->external_id = external_id;
    return message_store_insert(tx, message, error) &&
           message_link_keep(tx, message->id, draft, error) &&
           give_attachments(tx, draft, prepared, message, error) &&
           insert_html(tx, draft, prepared, message->id, error);
}

/* What follows from a message of ours in its matter. */
static bool
settle(Db *tx, const Draft *draft, const Prepared *prepared, const NewMessage *message,
       GError **error)
{
    Conversation *conversation = prepared->conversation;
    bool reply = draft->direction == DIRECTION_OUT;
    g_autofree char *preview = message_preview(prepared->own_text);
    bool newest;

    conversation_count(conversation, message->at, &newest);
    if (message->kind == MESSAGE_KIND_AUTOMATIC)
        newest = false; /* a list shows what people said last */
    else
        conversation->news_at = message->at;
    if (reply && draft->staff != 0 && draft->mode != REPLY_FORWARD &&
        (!conversation_answer(tx, conversation, draft->staff, message->at, error) ||
         !person_touch(tx, conversation->person, message->at, error)))
        return false;
    return (draft->staff == 0 ||
            read_keep_up(tx, draft->staff, conversation->id, message->at, error)) &&
           conversation_store_update(tx, conversation, newest ? preview : NULL, error) &&
           conversation_tell_message(tx, conversation, reply ? "message.sent" : "message.noted",
                                     message, error) &&
           (!reply || draft->sent || job_add(tx, MESSAGE_SEND_JOB, message->id, NULL, 0, error));
}

/* Colleagues whose eye a note is brought to; who was called and has left since is an error. */
static bool
call_colleagues(Db *tx, const Draft *draft, const NewMessage *message, GError **error)
{
    for (size_t i = 0; i < draft->n_mentions; i++) {
        g_autofree char *field = g_strdup_printf("mentions[%zu]", i);
        g_autoptr(Staff) staff = NULL;
        int found = staff_get(tx, draft->mentions[i], &staff, error);

        if (found < 0)
            return false;
        if (draft->direction != DIRECTION_NOTE)
            return error_set_field(error, APP_ERROR_INVALID, field, "only a note mentions");
        if (found == 0 || !staff->active)
            return error_set_field(error, APP_ERROR_INVALID, field, "no active account");
        if (!mention_add(tx, message->id, message->conversation, staff->id, draft->staff, error))
            return false;
    }
    return true;
}

bool
message_write_prepared(Db *tx, Context *context, const Draft *draft, const Prepared *prepared,
                       int64_t id, GError **error)
{
    const Conversation *conversation = prepared->conversation;
    bool whole = strcmp(prepared->own_text, prepared->text) == 0;
    NewMessage message = {
        .id = id,
        .conversation = conversation->id,
        /* Whom a forward is for may be nobody we know. */
        .person = draft->mode == REPLY_FORWARD ? 0 : conversation->person,
        .staff = draft->staff,
        .direction = draft->direction,
        .kind = draft->staff != 0 ? INCOMING_PERSON : MESSAGE_KIND_AUTOMATIC,
        .channel = conversation->channel,
        .at = clock_now(),
        .subject = prepared->subject,
        .text = prepared->text,
        /* What is new in it, so that a screen folds the rest. */
        .reply = whole ? NULL : prepared->own_text,
        .addresses = prepared->addresses,
        .has_html = prepared->html != NULL,
    };

    return insert(tx, context, draft, prepared, &message, error) &&
           call_colleagues(tx, draft, &message, error) &&
           settle(tx, draft, prepared, &message, error);
}

bool
conversation_write(Db *tx, Context *context, const Draft *draft, int64_t *ret_message,
                   GError **error)
{
    g_auto(Prepared) prepared = {0};
    int64_t id = id_new();

    if (!message_prepare(tx, context, draft, &prepared, error) ||
        !message_write_prepared(tx, context, draft, &prepared, id, error))
        return false;
    *ret_message = id;
    return true;
}

bool
conversation_write_close(Db *tx, Context *context, const Draft *draft, bool closes,
                         int64_t *ret_message, GError **error)
{
    ConversationChange closing = CONVERSATION_KEEP_ALL;

    closing.status = STATUS_CLOSED;
    return conversation_write(tx, context, draft, ret_message, error) &&
           (!closes || conversation_change(tx, draft->conversation, &closing, draft->staff, error));
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
