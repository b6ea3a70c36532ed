#include "conversation/conversation-arrival.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "conversation/attachment-store.h"
#include "conversation/conversation-reply.h"
#include "conversation/conversation-send.h"
#include "conversation/conversation-state.h"
#include "conversation/conversation-subject.h"
#include "conversation/inline-image.h"
#include "conversation/message-addresses.h"
#include "conversation/message-link.h"
#include "conversation/message-quote.h"
#include "conversation/recipient-store.h"
#include "html/html.h"
#include "mailbox/mailbox.h"
#include "person/person.h"
#include "setting/setting.h"

#include <string.h>

static bool
find_channel(Context *context, const Draft *draft, const Conversation *conversation,
             const Channel **ret_channel, GError **error)
{
    const char *name = draft->channel != NULL ? draft->channel : conversation->channel;

    *ret_channel = context_channel_out(context, name);
    if (*ret_channel == NULL || (*ret_channel)->send == NULL)
        return error_set_field(error, APP_ERROR_INVALID, "channel", "nothing leaves by '%s'", name);
    return true;
}

/* What the program writes is for the person of the matter alone: a link to answer a survey is
 * theirs, not that of whoever was in copy. */
static bool
address_draft(Db *tx, Context *context, const Draft *draft, const Conversation *conversation,
              const Channel *channel, Envelope *envelope, GError **error)
{
    return draft->staff == 0
               ? envelope_to_person(tx, context, conversation, channel, envelope, error)
               : envelope_of_draft(tx, context, conversation, draft, channel, envelope, error);
}

static bool
give_attachments(Db *tx, const Draft *draft, int64_t conversation, int64_t message, GError **error)
{
    for (size_t i = 0; i < draft->n_attachments; i++) {
        bool given = false;

        if (!attachment_store_give(tx, draft->attachments[i], draft->staff, message, &given,
                                   error) ||
            (!given && draft->mode == REPLY_FORWARD &&
             !attachment_store_carry(tx, draft->attachments[i], conversation, message, &given,
                                     error)))
            return false;
        if (!given) {
            g_autofree char *field = g_strdup_printf("attachments[%zu]", i);

            return error_set_field(error, APP_ERROR_INVALID, field, "no such file is waiting");
        }
    }
    return true;
}

/* ---- What stands below ---- */

static bool
append_signature(Db *tx, const Conversation *conversation, const Envelope *envelope, GString *text,
                 GError **error)
{
    g_autofree char *signature = NULL;
    int found = envelope->from != NULL ? mailbox_signature(tx, envelope->from->address,
                                                           conversation->team, &signature, error)
                                       : 0;

    if (found == 1 && signature[0] != '\0')
        g_string_append_printf(text, "\n\n-- \n%s", signature);
    return found >= 0;
}

static bool
append_quote(Db *tx, const Draft *draft, const Conversation *conversation, const Envelope *envelope,
             GString *text, GError **error)
{
    g_autoptr(MessageView) view = NULL;
    g_autoptr(Person) person = NULL;
    g_autofree char *zone = setting_text(tx, "calendar.zone", 0);
    g_autofree char *quote = NULL;

    if (envelope->answered == 0 || text->len >= LIMIT_TEXT)
        return true;
    if (message_view_store_get(tx, envelope->answered, &view, error) != 1 ||
        person_get(tx, conversation->person, &person, error) < 0)
        return false;
    quote = message_quote(view, draft->mode == REPLY_FORWARD,
                          person != NULL ? person->language : NULL, zone, LIMIT_TEXT - text->len);
    g_string_append_printf(text, "\n\n%s", quote);
    return true;
}

/* The whole text in message->text; what is new in it in message->reply, so that a screen folds the
 * rest. *ret_text owns it. */
static bool
compose(Db *tx, const Draft *draft, const Conversation *conversation, const Envelope *envelope,
        NewMessage *message, char **ret_text, GError **error)
{
    g_autoptr(GString) text = g_string_new(draft->text);

    if ((draft->sign && !append_signature(tx, conversation, envelope, text, error)) ||
        (draft->quote && !append_quote(tx, draft, conversation, envelope, text, error)))
        return false;
    if (text->len > LIMIT_TEXT)
        return error_set_field(error, APP_ERROR_TOO_LARGE, "text", "over %d bytes", LIMIT_TEXT);
    if (strcmp(text->str, draft->text) == 0)
        return true;
    *ret_text = g_string_free(g_steal_pointer(&text), FALSE);
    message->text = *ret_text;
    message->reply = draft->text;
    return true;
}

/* What the staff may write is no more than what others may send us, and pictures of their own; what
 * stands below is text. */
static char *
html_with_below(const Draft *draft, const NewMessage *message)
{
    static const HtmlOptions options = {.remote_images = true, .image = inline_image_keep};
    const char *rest = message->reply != NULL ? message->text + strlen(message->reply) : "";
    g_autofree char *named = NULL;
    g_autofree char *below = NULL;
    g_autofree char *html = NULL;

    if (draft->html == NULL)
        return NULL;
    named = inline_images_name(draft->html, draft->attachments, draft->n_attachments);
    below = g_markup_escape_text(rest, -1);
    html = rest[0] != '\0' ? g_strconcat(named, "<pre>", below, "</pre>", NULL) : g_strdup(named);
    return html_sanitise(html, strlen(html), &options, NULL);
}

/* ---- Writing it ---- */

static bool
insert(Db *tx, Context *context, const Draft *draft, const Conversation *conversation,
       NewMessage *message, const Channel *channel, const Envelope *envelope, GError **error)
{
    g_autofree char *html = html_with_below(draft, message);
    g_autofree char *addresses =
        addresses_write(envelope->from, NULL, envelope->to, envelope->cc, envelope->bcc);
    g_autofree char *token = conversation_token(context, conversation->id);
    g_autofree char *external_id = NULL;

    if (message->direction == DIRECTION_OUT) {
        message->channel = channel->name;
        message->delivery = draft->sent ? DELIVERY_SENT : DELIVERY_QUEUED;
        if (channel->external_id != NULL)
            external_id = channel->external_id(context, message->id, token);
    }
    message->external_id = external_id;
    message->addresses = addresses;
    message->has_html = html != NULL;
    return message_store_insert(tx, message, error) &&
           (html == NULL || message_store_insert_html(tx, message->id, html, error)) &&
           message_link_keep(tx, message->id, draft, error) &&
           give_attachments(tx, draft, conversation->id, message->id, error) &&
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
    if (reply && draft->staff != 0 && draft->mode != REPLY_FORWARD &&
        (!conversation_answer(tx, conversation, draft->staff, message->at, error) ||
         !person_touch(tx, conversation->person, message->at, error)))
        return false;
    return conversation_store_update(tx, conversation, newest ? preview : NULL, error) &&
           conversation_tell(tx, conversation, reply ? "message.sent" : "message.noted",
                             draft->staff, message->id, message->at, data, error) &&
           (!reply || draft->sent || job_add(tx, MESSAGE_SEND_JOB, message->id, NULL, 0, error));
}

char *
forward_subject(const Conversation *conversation)
{
    g_autofree char *bare = subject_bare(conversation->subject);
    g_autofree char *subject = g_strconcat("Fwd: ", bare, NULL);

    return text_clip(subject, LIMIT_SUBJECT);
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
    g_autofree char *subject = NULL;
    g_autofree char *text = NULL;
    const Channel *channel = NULL;
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
        (!find_channel(context, draft, conversation, &channel, error) ||
         !address_draft(tx, context, draft, conversation, channel, &envelope, error) ||
         !compose(tx, draft, conversation, &envelope, &message, &text, error)))
        return false;
    if (draft->mode == REPLY_FORWARD) {
        message.person = 0; /* who it is for may be nobody we know */
        if (draft->subject == NULL)
            message.subject = subject = forward_subject(conversation);
    }
    if (!insert(tx, context, draft, conversation, &message, channel, &envelope, error) ||
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
