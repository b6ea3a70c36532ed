#include "conversation/conversation-elsewhere.h"

#include "base/error.h"
#include "base/text.h"
#include "conversation/conversation-reply.h"
#include "conversation/conversation-send.h"
#include "conversation/conversation-state.h"
#include "conversation/message-quote.h"
#include "conversation/message-view-store.h"
#include "job/job.h"
#include "person/person.h"
#include "setting/setting.h"

#include <string.h>

#define SAID_MESSAGES 30          /* of before, carried along */
#define SAID_SIZE     (32 * 1024) /* bytes of them */

void
elsewhere_clear(Elsewhere *elsewhere)
{
    g_clear_pointer(&elsewhere->addresses, addresses_free);
    g_clear_pointer(&elsewhere->kept_addresses, g_free);
    g_clear_pointer(&elsewhere->external_id, g_free);
    g_clear_pointer(&elsewhere->text, g_free);
    g_clear_pointer(&elsewhere->html, g_free);
}

/* ---- What was said before ---- */

/* Only between us and the person it is for: others may be in the matter. */
static bool
is_said_with(const MessageView *view, const SentMessage *message, const Outgoing *outgoing)
{
    g_autoptr(Addresses) addresses = NULL;

    if (view->id >= message->id || view->direction == DIRECTION_NOTE ||
        strcmp(view->channel, message->channel) != 0 || outgoing->to[0] == NULL)
        return false;
    addresses = addresses_read(view->addresses);
    return addresses_hold(addresses, outgoing->to[0]);
}

static bool
append_said(Db *db, const SentMessage *message, const Outgoing *outgoing, GString *text,
            GError **error)
{
    g_autofree char *zone = setting_text(db, "calendar.zone", 0);
    g_autoptr(GPtrArray) views = NULL;
    gsize begin = text->len;
    bool more;

    views = message_view_store_thread(db, message->conversation, true, INT64_MAX, INT64_MAX,
                                      SAID_MESSAGES, &more, error);
    if (views == NULL)
        return false;
    for (guint i = views->len; i > 0 && text->len - begin < SAID_SIZE; i--) {
        const MessageView *view = views->pdata[i - 1];
        g_autofree char *quote = NULL;

        if (!is_said_with(view, message, outgoing))
            continue;
        quote =
            message_quote(view, false, message->language, zone, SAID_SIZE - (text->len - begin));
        g_string_append_printf(text, "\n\n%s", quote);
    }
    return true;
}

/* The same text with what was said before; what is below is text in the HTML too. */
static bool
compose(Db *db, const SentMessage *message, const Outgoing *outgoing, Elsewhere *elsewhere,
        GError **error)
{
    g_autoptr(GString) text = g_string_new(outgoing->text);
    gsize own = text->len;
    g_autofree char *below = NULL;

    if (!append_said(db, message, outgoing, text, error))
        return false;
    below = g_markup_escape_text(text->str + own, -1);
    if (outgoing->html != NULL)
        elsewhere->html = g_strconcat(outgoing->html, "<pre>", below, "</pre>", NULL);
    elsewhere->text = g_string_free(g_steal_pointer(&text), FALSE);
    return true;
}

/* ---- Where to ---- */

/* 1, 0, -1. */
static int
find_address(Db *db, const SentMessage *message, const Outgoing *outgoing, const char *kind,
             char **ret_address, GError **error)
{
    if (outgoing->report->elsewhere != NULL) {
        *ret_address = g_strdup(outgoing->report->elsewhere);
        return 1;
    }
    return person_address(db, message->person, kind, ret_address, error);
}

static bool
find_sender(Db *db, Context *context, const SentMessage *message, Elsewhere *elsewhere,
            GError **error)
{
    g_autoptr(Conversation) conversation =
        conversation_store_need(db, message->conversation, error);
    g_autoptr(GPtrArray) senders =
        conversation != NULL ? envelope_senders(db, context, conversation, error) : NULL;
    const ChannelAddress *from;

    if (senders == NULL)
        return false;
    if (senders->len == 0)
        return error_set(error, APP_ERROR_UNAVAILABLE, "no mail address of ours to write from");
    from = senders->pdata[0];
    elsewhere->addresses->from = channel_address_new(from->address, from->name);
    return true;
}

/* Those of the message, and the one it went to in the end. */
static char *
keep_addresses(const SentMessage *message, const char *address, const char *name)
{
    g_autoptr(Addresses) addresses = addresses_read(message->addresses);

    if (!address_list_holds(addresses->to, address))
        g_ptr_array_add(addresses->to, channel_address_new(address, name));
    return addresses_write(addresses->from, NULL, addresses->to, addresses->cc, addresses->bcc);
}

int
elsewhere_prepare(Db *db, Context *context, const SentMessage *message, const Outgoing *outgoing,
                  Elsewhere *elsewhere, GError **error)
{
    const Channel *mail = context_channel(context, "mail");
    g_autofree char *address = NULL;
    int found =
        mail != NULL ? find_address(db, message, outgoing, mail->address_kind, &address, error) : 0;

    if (found != 1)
        return found;
    elsewhere->addresses = addresses_read("{}");
    if (!find_sender(db, context, message, elsewhere, error) ||
        !compose(db, message, outgoing, elsewhere, error))
        return -1;
    g_ptr_array_add(elsewhere->addresses->to, channel_address_new(address, outgoing->to_name));
    elsewhere->kept_addresses = keep_addresses(message, address, outgoing->to_name);
    elsewhere->external_id = mail->external_id != NULL
                                 ? mail->external_id(context, message->id, outgoing->thread_token)
                                 : NULL;
    elsewhere->to[0] = ((const ChannelAddress *)elsewhere->addresses->to->pdata[0])->address;
    elsewhere->message = message->id;
    elsewhere->outgoing = *outgoing;
    elsewhere->outgoing.from_address = elsewhere->addresses->from->address;
    elsewhere->outgoing.from_name = elsewhere->addresses->from->name;
    elsewhere->outgoing.to = elsewhere->to;
    elsewhere->outgoing.cc = elsewhere->outgoing.bcc = &elsewhere->to[1];
    elsewhere->outgoing.only = NULL;
    elsewhere->outgoing.text = elsewhere->text;
    elsewhere->outgoing.html = elsewhere->html;
    elsewhere->outgoing.external_id = elsewhere->external_id;
    elsewhere->channel = mail;
    return 1;
}

bool
elsewhere_record(Db *tx, const Elsewhere *elsewhere, GError **error)
{
    return message_store_set_elsewhere(tx, elsewhere->message, elsewhere->channel->name,
                                       elsewhere->kept_addresses, elsewhere->external_id, error);
}

/* ---- What the live channel hears later ---- */

bool
conversation_unheard(Db *tx, int64_t message, GError **error)
{
    MessageState state;
    int found = message_store_delivery(tx, message, &state, error);

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no message of ours %" G_GINT64_FORMAT,
                         message);
    if (found == 1)
        found = job_is_taken(tx, MESSAGE_SEND_JOB, message, error);
    if (found != 0)
        return found > 0 ? error_set(error, APP_ERROR_CONFLICT,
                                     "message %" G_GINT64_FORMAT " is being sent", message)
                         : false;
    return message_delivery_become(tx, message, DELIVERY_QUEUED, NULL, error) &&
           job_add(tx, MESSAGE_SEND_JOB, message, NULL, 0, error);
}

bool
conversation_heard(Db *tx, int64_t message, GError **error)
{
    MessageState state;
    int found = message_store_delivery(tx, message, &state, error);

    if (found < 1 || state.delivery != DELIVERY_ABSENT)
        return found >= 0;
    return message_delivery_become(tx, message, DELIVERY_SENT, NULL, error);
}
