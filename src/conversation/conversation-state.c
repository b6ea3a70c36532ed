#include "conversation/conversation-state.h"

#include "base/clock.h"
#include "conversation/held.h"

bool
conversation_tell(Db *tx, const Conversation *conversation, const char *name, int64_t staff,
                  int64_t subject, int64_t at, const char *data, GError **error)
{
    Fact fact = {
        .at = at,
        .name = name,
        .actor = staff,
        .person = conversation->person,
        .conversation = conversation->id,
        .subject = subject,
        .data = data,
    };

    return journal_append(tx, &fact, error);
}

bool
conversation_tell_message(Db *tx, const Conversation *conversation, const char *name,
                          const NewMessage *message, GError **error)
{
    g_autofree char *data = g_strdup_printf("{\"kind\":\"%s\",\"channel\":\"%s\"}",
                                            message_kind_word(message->kind), message->channel);

    return conversation_tell(tx, conversation, name, message->staff, message->id, message->at, data,
                             error);
}

bool
conversation_tell_assigned(Db *tx, const Conversation *conversation, int64_t staff, int64_t at,
                           GError **error)
{
    g_autofree char *data =
        g_strdup_printf("{\"assignee\":\"%" G_GINT64_FORMAT "\",\"team\":\"%" G_GINT64_FORMAT "\"}",
                        conversation->assignee, conversation->team);

    return conversation_tell(tx, conversation, "conversation.assigned", staff, 0, at, data, error);
}

void
conversation_count(Conversation *conversation, int64_t at, bool *ret_newest)
{
    conversation->message_count++;
    *ret_newest = at >= conversation->last_at;
    conversation->last_at = MAX(conversation->last_at, at);
}

static bool
tell_status(Db *tx, const Conversation *conversation, const char *name, ConversationStatus from,
            int64_t staff, int64_t subject, int64_t at, GError **error)
{
    g_autofree char *data =
        g_strdup_printf("{\"from\":\"%s\",\"to\":\"%s\"}", conversation_status_word(from),
                        conversation_status_word(conversation->status));

    return conversation_tell(tx, conversation, name, staff, subject, at, data, error);
}

bool
conversation_tell_status(Db *tx, const Conversation *conversation, ConversationStatus from,
                         int64_t staff, int64_t at, GError **error)
{
    return from == conversation->status ||
           tell_status(tx, conversation, "conversation.status_changed", from, staff, 0, at, error);
}

static bool
close_matter(Db *tx, Conversation *conversation, ConversationStatus from, int64_t staff, int64_t at,
             GError **error)
{
    int64_t episode;

    conversation->closed_at = MAX(at, conversation->opened_at);
    conversation->waiting_since = 0;
    return conversation_store_insert_episode(tx, conversation, staff, &episode, error) &&
           tell_status(tx, conversation, "conversation.closed", from, staff, episode, at, error);
}

/* The clocks start again: what was measured of the time before is in its episode. A word that was
 * on its way while the matter was being closed counts from the closing. */
static bool
reopen(Db *tx, Conversation *conversation, int64_t staff, int64_t at, GError **error)
{
    conversation->opened_at = MAX(at, conversation->closed_at);
    conversation->first_answer_at = 0;
    conversation->closed_at = 0;
    conversation->reopened++;
    return tell_status(tx, conversation, "conversation.reopened", STATUS_CLOSED, staff, 0, at,
                       error);
}

bool
conversation_pass(Db *tx, Conversation *conversation, ConversationStatus to, int64_t staff,
                  int64_t at, GError **error)
{
    ConversationStatus from = conversation->status;

    if (from == to)
        return true;
    conversation->status = to;
    if (to != STATUS_SNOOZED)
        conversation->snoozed_until = 0;
    if (to == STATUS_CLOSED)
        return close_matter(tx, conversation, from, staff, at, error);
    if (from == STATUS_CLOSED)
        return reopen(tx, conversation, staff, at, error);
    return conversation_tell_status(tx, conversation, from, staff, at, error);
}

bool
conversation_hear(Db *tx, Conversation *conversation, int64_t at, GError **error)
{
    if (!conversation_pass(tx, conversation, STATUS_OPEN, 0, at, error))
        return false;
    /* An import may bring the beginning of a matter last. */
    if (conversation->reopened == 0)
        conversation->opened_at = MIN(conversation->opened_at, at);
    if (conversation->waiting_since == 0)
        conversation->waiting_since = MAX(at, conversation->opened_at);
    return held_hear(tx, conversation, at, error);
}

bool
conversation_answer(Db *tx, Conversation *conversation, int64_t staff, int64_t at, GError **error)
{
    if (conversation->status == STATUS_CLOSED)
        return true;
    /* A word of ours that nobody was waiting for answers nothing: no delay is measured. */
    if (conversation->first_answer_at == 0 && conversation->waiting_since != 0)
        conversation->first_answer_at = at;
    conversation->waiting_since = 0;
    return conversation_pass(tx, conversation, STATUS_WAITING, staff, at, error);
}

static bool
give_back(Db *tx, int64_t id, int64_t at, GError **error)
{
    g_autoptr(Conversation) conversation = conversation_store_need(tx, id, error);

    if (conversation == NULL)
        return false;
    if (conversation->status != STATUS_WAITING)
        return true;
    return conversation_pass(tx, conversation, STATUS_OPEN, 0, at, error) &&
           conversation_store_update(tx, conversation, NULL, error);
}

bool
message_delivery_become(Db *tx, int64_t message, MessageDelivery delivery, const char *detail,
                        GError **error)
{
    int64_t now = clock_now();
    g_autofree char *data = NULL;
    MessageState before;
    Fact fact = {.name = "message.delivery_changed", .subject = message, .at = now};
    int found = message_store_delivery(tx, message, &before, error);

    if (found <= 0)
        return found == 0;
    if (!message_store_set_delivery(tx, message, delivery, detail, now, error))
        return false;
    if (before.delivery == delivery)
        return true;
    data = g_strdup_printf("{\"delivery\":\"%s\"}", message_delivery_word(delivery));
    fact.data = data;
    fact.person = before.person;
    fact.conversation = before.conversation;
    return journal_append(tx, &fact, error) &&
           (delivery != DELIVERY_FAILED || give_back(tx, before.conversation, now, error));
}
