#include "conversation/stray.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "conversation/conversation-arrival.h"
#include "conversation/conversation-state.h"
#include "conversation/message-addresses.h"
#include "person/person.h"

bool
stray_open(Db *tx, Context *context, int64_t message, int64_t staff, int64_t *ret_conversation,
           GError **error)
{
    g_auto(Stray) stray = {0};
    g_autoptr(Addresses) addresses = NULL;
    g_autofree char *preview = NULL;
    const Channel *channel;
    int64_t person, now = clock_now();
    Conversation conversation = {.id = id_new(), .status = STATUS_OPEN, .message_count = 1};
    int found = message_store_stray(tx, message, &stray, error);

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no stray message %" G_GINT64_FORMAT, message);
    if (found < 0)
        return false;
    addresses = addresses_read(stray.addresses);
    if (addresses->from == NULL || addresses->from->address[0] == '\0')
        return error_set(error, APP_ERROR_INVALID, "message %" G_GINT64_FORMAT " names no author",
                         message);
    channel = context_channel(context, stray.channel);
    if (!person_meet(tx, channel != NULL ? channel->address_kind : stray.channel,
                     addresses->from->address, addresses->from->name, NULL, stray.at, &person,
                     error))
        return false;
    preview = message_preview(stray.text);
    conversation.person = person;
    conversation.subject = stray.subject;
    conversation.channel = stray.channel;
    conversation.opened_at = now;
    conversation.last_at = conversation.news_at = stray.at;
    conversation.waiting_since = now;
    *ret_conversation = conversation.id;
    return conversation_store_insert(tx, &conversation, preview, error) &&
           conversation_store_join(tx, conversation.id, person, error) &&
           message_store_adopt(tx, message, conversation.id, person, error) &&
           conversation_tell(tx, &conversation, "conversation.opened", staff, message, now, NULL,
                             error) &&
           conversation_tell(tx, &conversation, "message.received", staff, message, now,
                             "{\"kind\":\"stray\"}", error);
}
