#include "conversation/conversation-arrival.h"

#include "base/limits.h"
#include "conversation/message-addresses.h"
#include "person/person.h"

#include <string.h>

/* 1: the token that came with it opens the matter of a message, or the one that was split from; 0;
 * -1. */
static int
token_opens(Db *db, const Thread *thread, const KnownMessage *message, GError **error)
{
    g_autoptr(Conversation) conversation = NULL;

    if (thread->conversation == 0 || message->conversation == thread->conversation)
        return thread->conversation != 0;
    conversation = conversation_store_need(db, message->conversation, error);
    if (conversation == NULL)
        return -1;
    return conversation->split_from != 0 && (conversation->split_from == thread->conversation ||
                                             conversation->split_from == thread->named);
}

/* 1: whoever wrote the arrival has a part in the matter of a message they quote; 0; -1. An external
 * id alone proves nothing: anyone can write one. */
static int
may_answer(Db *db, const Arrival *arrival, int64_t person, const KnownMessage *message,
           const Thread *thread, GError **error)
{
    int takes_part =
        person != 0 ? conversation_store_takes_part(db, message->conversation, person, error) : 0;
    g_autoptr(Addresses) addresses = NULL;

    if (takes_part == 0)
        takes_part = token_opens(db, thread, message, error);
    if (takes_part != 0 || arrival->author->address[0] == '\0')
        return takes_part;
    addresses = addresses_read(message->addresses);
    return addresses_hold(addresses, arrival->author->address) ? 1 : 0;
}

static bool
went_to_bounced(const Arrival *arrival, const KnownMessage *message)
{
    const char *bounced = arrival->incoming->bounced_address;
    g_autoptr(Addresses) addresses = NULL;

    if (bounced == NULL)
        return false;
    addresses = addresses_read(message->addresses);
    return addresses_hold(addresses, bounced);
}

/* A bounce is believed when it reports a message that we did send, to that address if it names one.
 */
static bool
take_report(const Arrival *arrival, const KnownMessage *message, Thread *thread)
{
    if (message->direction != DIRECTION_OUT)
        return false;
    thread->to_bounced = went_to_bounced(arrival, message);
    if (arrival->incoming->bounced_address != NULL && !thread->to_bounced)
        return false;
    thread->conversation = message->conversation;
    thread->reported = message->id;
    return true;
}

/* 1: the matter is found in thread; 0; -1. */
static int
by_reference(Db *db, const Arrival *arrival, const char *reference, int64_t person, Thread *thread,
             GError **error)
{
    bool bounce = arrival->incoming->kind == INCOMING_BOUNCE;
    g_autoptr(GArray) known = message_store_known(db, reference, NULL, error);

    if (known == NULL)
        return -1;
    for (guint i = 0; i < known->len; i++) {
        const KnownMessage *message = &g_array_index(known, KnownMessage, i);
        int may;

        if (message->conversation == 0)
            continue;
        if (bounce && take_report(arrival, message, thread))
            return 1;
        may = may_answer(db, arrival, person, message, thread, error);
        if (may < 0)
            return -1;
        if (may == 1) {
            thread->conversation = message->conversation;
            thread->answered = message->id;
            return 1;
        }
    }
    return 0;
}

/* Some servers give back nothing of the message: our token is then all there is, and the newest we
 * sent to that address in the matter is what failed. */
static bool
guess_reported(Db *db, const Arrival *arrival, Thread *thread, GError **error)
{
    KnownMessage last = {0};
    int found = message_store_last_sent(db, thread->conversation, &last, error);

    if (found == 1 && went_to_bounced(arrival, &last)) {
        thread->reported = last.id;
        thread->to_bounced = true;
    }
    known_message_clear(&last);
    return found >= 0;
}

static int
by_token(Db *db, Context *context, const Arrival *arrival, Thread *thread, GError **error)
{
    int64_t id = conversation_of_token(context, arrival->incoming->thread_token);
    g_autoptr(Conversation) conversation = NULL;
    int found = id != 0 ? conversation_store_get(db, id, &conversation, error) : 0;

    if (found == 1 && conversation->merged_into != 0) {
        int64_t next = conversation->merged_into;

        g_clear_pointer(&conversation, conversation_free);
        conversation = conversation_store_survivor(db, next, error);
        found = conversation != NULL ? 1 : -1;
    }
    if (found == 1) {
        thread->named = id;
        thread->conversation = conversation->id;
    }
    return found;
}

static int
by_references(Db *db, const Arrival *arrival, int64_t person, Thread *thread, GError **error)
{
    const GPtrArray *references = arrival->incoming->references;
    guint oldest =
        references->len > LIMIT_MAIL_REFERENCES ? references->len - LIMIT_MAIL_REFERENCES : 0;
    int found = 0;

    for (guint i = references->len; found == 0 && i > oldest; i--)
        found = by_reference(db, arrival, references->pdata[i - 1], person, thread, error);
    return found;
}

/* The message whose envelope came back: nobody but us can name it, so nothing else has to agree. A
 * machine that answers there instead (someone is away) is in the matter too. */
static int
by_envelope(Db *db, Context *context, const Arrival *arrival, Thread *thread, GError **error)
{
    int64_t id = message_of_bounce_token(context, arrival->incoming->bounce_token);
    g_autoptr(SentMessage) message = NULL;
    int found = id != 0 ? message_store_sent(db, id, &message, error) : 0;

    if (found != 1)
        return found;
    thread->conversation = message->conversation;
    if (arrival->incoming->kind == INCOMING_BOUNCE) {
        g_autoptr(Addresses) addresses = addresses_read(message->addresses);
        const char *bounced = arrival->incoming->bounced_address;

        thread->reported = id;
        thread->to_bounced = bounced != NULL && addresses_hold(addresses, bounced);
    }
    return 1;
}

/* What a person or a machine answers: a message says more than the token of an older address. */
static int
of_answer(Db *db, Context *context, const Arrival *arrival, int64_t person, Thread *thread,
          GError **error)
{
    int named = by_token(db, context, arrival, thread, error);
    int found = named >= 0 ? by_references(db, arrival, person, thread, error) : -1;

    return found != 0 ? found : named;
}

static int
of_bounce(Db *db, Context *context, const Arrival *arrival, int64_t person, Thread *thread,
          GError **error)
{
    int found = by_references(db, arrival, person, thread, error);

    if (found != 0)
        return found;
    found = by_token(db, context, arrival, thread, error);
    return found == 1 && !guess_reported(db, arrival, thread, error) ? -1 : found;
}

bool
conversation_thread(Db *db, Context *context, const Arrival *arrival, int64_t person,
                    Thread *ret_thread, GError **error)
{
    bool bounce = arrival->incoming->kind == INCOMING_BOUNCE;
    Thread thread = {0};
    int found = by_envelope(db, context, arrival, &thread, error);

    if (found == 0)
        found = (bounce ? of_bounce : of_answer)(db, context, arrival, person, &thread, error);
    *ret_thread = thread;
    return found >= 0;
}

bool
arrival_prove_address(Db *tx, Context *context, const Arrival *arrival, GError **error)
{
    const char *token = arrival->incoming->thread_token;
    int64_t id = token != NULL ? conversation_of_token(context, token) : 0;
    g_autoptr(Conversation) conversation = NULL;
    int found = id != 0 ? conversation_store_get(tx, id, &conversation, error) : 0;

    return found == 0 ||
           (found == 1 && person_address_prove(tx, conversation->person, arrival->address_kind,
                                               arrival->author->address, error));
}
