#include "conversation/conversation-past.h"

#include "base/id.h"
#include "conversation/conversation-arrival.h"
#include "conversation/conversation-reply.h"
#include "conversation/conversation-state.h"
#include "conversation/message-addresses.h"
#include "person/person.h"

/* What is the same for all words of the matter. */
typedef struct {
    Context *context;
    const Channel *channel;
    const Past *past;
    Conversation conversation; /* its texts are borrowed from past */
    int64_t contact_at;        /* what was last said to or by the person */
    char *token;
    char *heard, *answered, *noted; /* message.addresses of each direction */
} Telling;

static void
telling_clear(Telling *telling)
{
    g_free(telling->token);
    g_free(telling->heard);
    g_free(telling->answered);
    g_free(telling->noted);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Telling, telling_clear)

static bool
begin(Db *tx, Telling *telling, GError **error)
{
    const Past *past = telling->past;
    int64_t at = past->words[0].at;
    Conversation *conversation = &telling->conversation;

    *conversation = (Conversation){
        .id = id_new(),
        .status = STATUS_OPEN,
        .priority = PRIORITY_NORMAL,
        .subject = (char *)past->subject,
        .channel = (char *)telling->channel->name,
        .our_address = (char *)past->our_address,
        .opened_at = at,
        .last_at = at,
        .news_at = at,
    };
    return own_address_store_add(tx, past->our_address, at, error) &&
           person_meet(tx, telling->channel->address_kind, past->person.address, past->person.name,
                       NULL, at, &conversation->person, error) &&
           conversation_store_insert(tx, conversation, "", error) &&
           conversation_store_join(tx, conversation->id, conversation->person, error);
}

static bool
address_all(Db *tx, Telling *telling, GError **error)
{
    g_autoptr(GPtrArray) to_us =
        g_ptr_array_new_with_free_func((GDestroyNotify)channel_address_free);
    g_auto(Envelope) envelope = {0};

    if (!envelope_to_person(tx, telling->context, &telling->conversation, telling->channel,
                            &envelope, error))
        return false;
    g_ptr_array_add(to_us, channel_address_new(telling->past->our_address, NULL));
    telling->token = conversation_token(telling->context, telling->conversation.id);
    telling->heard = addresses_write(&telling->past->person, NULL, to_us, NULL, NULL);
    telling->answered = addresses_write(envelope.from, NULL, envelope.to, envelope.cc, NULL);
    telling->noted = addresses_write(NULL, NULL, NULL, NULL, NULL);
    return true;
}

static NewMessage
message_of(const Telling *telling, const PastWord *word)
{
    return (NewMessage){
        .id = id_new(),
        .conversation = telling->conversation.id,
        .person = telling->conversation.person,
        .staff = word->staff,
        .direction = word->direction,
        .kind = INCOMING_PERSON,
        .channel = telling->channel->name,
        .at = word->at,
        .sent_at = word->direction == DIRECTION_IN ? word->at : 0,
        .subject = word->subject,
        .text = word->text,
        .addresses = word->direction == DIRECTION_IN    ? telling->heard
                     : word->direction == DIRECTION_OUT ? telling->answered
                                                        : telling->noted,
        .external_id = word->external_id,
        .content_hash = word->content_hash,
        .delivery = word->direction == DIRECTION_OUT ? DELIVERY_SENT : 0,
    };
}

/* A word changes the matter and is told, as when it is said. */
static bool
say(Db *tx, Telling *telling, const PastWord *word, GError **error)
{
    static const char *const facts[] = {
        [DIRECTION_IN] = "message.received",
        [DIRECTION_OUT] = "message.sent",
        [DIRECTION_NOTE] = "message.noted",
    };
    Conversation *conversation = &telling->conversation;
    NewMessage message = message_of(telling, word);
    g_autofree char *external_id = NULL;
    bool newest;

    if (word->direction == DIRECTION_OUT && telling->channel->external_id != NULL)
        message.external_id = external_id =
            telling->channel->external_id(telling->context, message.id, telling->token);
    if (word->direction == DIRECTION_IN
            ? !conversation_hear(tx, conversation, word->at, error)
            : word->direction == DIRECTION_OUT &&
                  !conversation_answer(tx, conversation, word->staff, word->at, error))
        return false;
    conversation_count(conversation, word->at, &newest);
    conversation->news_at = word->at;
    if (word->direction != DIRECTION_NOTE)
        telling->contact_at = word->at;
    return message_store_insert(tx, &message, error) &&
           (conversation->message_count > 1 ||
            conversation_tell(tx, conversation, "conversation.opened", 0, message.id, word->at,
                              NULL, error)) &&
           conversation_tell_message(tx, conversation, facts[word->direction], &message, error);
}

static bool
settle(Db *tx, Telling *telling, GError **error)
{
    const Past *past = telling->past;
    const PastWord *last = &past->words[past->n_words - 1];
    Conversation *conversation = &telling->conversation;
    g_autofree char *preview = message_preview(last->text);

    conversation->version = (int64_t)past->n_words + 1;
    conversation->team = past->team;
    conversation->assignee = past->assignee;
    return ((past->team == 0 && past->assignee == 0) ||
            conversation_tell_assigned(tx, conversation, past->staff, past->settled_at, error)) &&
           (!past->closed || conversation_pass(tx, conversation, STATUS_CLOSED, past->staff,
                                               past->settled_at, error)) &&
           conversation_store_settle(tx, conversation, preview, error) &&
           person_touch(tx, conversation->person, telling->contact_at, error);
}

bool
conversation_past_write(Db *tx, Context *context, const Past *past, GError **error)
{
    g_auto(Telling) telling = {
        .context = context, .channel = context_channel_out(context, "mail"), .past = past};

    if (!begin(tx, &telling, error) || !address_all(tx, &telling, error))
        return false;
    for (size_t i = 0; i < past->n_words; i++)
        if (!say(tx, &telling, &past->words[i], error))
            return false;
    return settle(tx, &telling, error);
}
