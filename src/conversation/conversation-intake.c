#include "conversation/conversation-arrival.h"

#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/log.h"
#include "conversation/attachment-store.h"
#include "conversation/conversation-offer.h"
#include "conversation/conversation-state.h"
#include "conversation/merge-store.h"
#include "conversation/message-addresses.h"
#include "file/file-scan.h"
#include "file/file.h"
#include "mailbox/mailbox.h"
#include "person/person.h"

#include <string.h>

typedef struct {
    Context *context;
    Arrival *arrivals;
    size_t n;
    Received *received;
} Intake;

static bool
is_ours_coming_back(const Arrival *arrival, const KnownMessage *message)
{
    g_autoptr(Addresses) addresses = NULL;

    if (message->direction != DIRECTION_OUT)
        return false;
    addresses = addresses_read(message->addresses);
    return addresses->from != NULL &&
           strcmp(addresses->from->address, arrival->incoming->from.address) == 0;
}

/* 1: a copy of it is here (the same mail to two mailboxes, or fetched twice); 0; -1. Another
 * content under the same id is another message. A copy of our own is set aside, see receive_one().
 */
static int
find_copy(Db *tx, const Arrival *arrival, Received *ret, bool *ret_ours, GError **error)
{
    const Incoming *incoming = arrival->incoming;
    g_autoptr(GArray) known = NULL;

    if (incoming->external_id == NULL)
        return 0;
    known = message_store_known(tx, incoming->external_id, incoming->content_hash, error);
    if (known == NULL)
        return -1;
    for (guint i = 0; i < known->len; i++) {
        const KnownMessage *message = &g_array_index(known, KnownMessage, i);

        if (message->direction == DIRECTION_IN && message->same_content) {
            *ret = (Received){message->conversation, message->id, true};
            return 1;
        }
        *ret_ours |= is_ours_coming_back(arrival, message);
    }
    return 0;
}

/* Who wrote it. Only a person's word makes a person of an address; a machine's is at most
 * recognised. */
static bool
find_author(Db *tx, Context *context, const Arrival *arrival, int64_t *ret_person, GError **error)
{
    const Incoming *incoming = arrival->incoming;

    *ret_person = 0;
    if (arrival->author->address[0] == '\0')
        return true;
    if (incoming->kind == INCOMING_PERSON)
        return arrival_prove_address(tx, context, arrival, error) &&
               person_meet(tx, arrival->address_kind, arrival->author->address,
                           arrival->author->name, incoming->language, incoming->received_at,
                           ret_person, error);
    return person_find(tx, arrival->address_kind, arrival->author->address, ret_person, error) >= 0;
}

/* ---- Writing the message ---- */

static bool
write_files(Db *tx, Context *context, const Arrival *arrival, int64_t message, GError **error)
{
    const GPtrArray *files = arrival->incoming->files;

    for (guint i = 0; i < files->len; i++) {
        const ChannelFile *file = files->pdata[i];
        NewAttachment attachment = {
            .message = message,
            .name = file->name,
            .type = file->type,
            .size = (int64_t)g_bytes_get_size(file->bytes),
            .content_id = file->content_id,
            .is_inline = file->is_inline,
        };

        if (arrival->left_out[i])
            continue;
        if (!file_put(context->files, tx, file->bytes, file->type, &attachment.file, error) ||
            !file_scan_ask(context, tx, attachment.file, error) ||
            !attachment_store_insert(tx, &attachment, error))
            return false;
    }
    return true;
}

static bool
write_message(Db *tx, Context *context, const Arrival *arrival, int64_t person,
              const Conversation *conversation, int offer, int64_t *ret_message, GError **error)
{
    const Incoming *incoming = arrival->incoming;
    bool same_subject =
        conversation != NULL && strcmp(arrival->subject, conversation->subject) == 0;
    NewMessage message = {
        .id = id_new(),
        .conversation = conversation != NULL ? conversation->id : 0,
        .person = person,
        .direction = DIRECTION_IN,
        .kind = incoming->kind,
        .channel = incoming->channel,
        .at = incoming->received_at,
        .sent_at = incoming->sent_at,
        .subject = same_subject ? NULL : arrival->subject,
        .text = arrival->text,
        .reply = arrival->reply,
        .addresses = arrival->addresses,
        .external_id = incoming->external_id,
        .content_hash = incoming->content_hash,
        .has_html = arrival->html != NULL,
        .notes = arrival->notes,
        .offer = offer,
    };

    *ret_message = message.id;
    if (incoming->source != NULL &&
        !file_put(context->files, tx, incoming->source, "message/rfc822", &message.source, error))
        return false;
    return message_store_insert(tx, &message, error) &&
           (arrival->html == NULL ||
            message_store_insert_html(tx, message.id, arrival->html, NULL, error)) &&
           write_files(tx, context, arrival, message.id, error);
}

/* ---- Its matter ---- */

static bool
tell_received(Db *tx, const Arrival *arrival, int64_t person, int64_t conversation, int64_t message,
              GError **error)
{
    g_autofree char *data =
        g_strdup_printf("{\"kind\":\"%s\",\"channel\":\"%s\"}",
                        message_kind_word(arrival->incoming->kind), arrival->incoming->channel);
    Fact fact = {
        .at = arrival->incoming->received_at,
        .name = conversation != 0 ? "message.received" : "message.set_aside",
        .person = person,
        .conversation = conversation,
        .subject = message,
        .data = data,
    };

    return journal_append(tx, &fact, error);
}

/* What begins at an address with a team is that team's; a channel may know better. */
static bool
give_to_team(Db *tx, const Arrival *arrival, int64_t conversation, GError **error)
{
    ConversationChange change = CONVERSATION_KEEP_ALL;
    g_autoptr(MailboxAddress) address = NULL;
    int found = arrival->incoming->team == 0 && arrival->our_address != NULL
                    ? mailbox_of_address(tx, arrival->our_address, &address, error)
                    : 0;

    change.team = found == 1 ? address->team : arrival->incoming->team;
    if (found < 0 || change.team == 0)
        return found >= 0;
    return conversation_change(tx, conversation, &change, 0, error);
}

static bool
open_matter(Db *tx, Context *context, const Arrival *arrival, int64_t person, Received *ret,
            GError **error)
{
    int64_t at = arrival->incoming->received_at;
    Conversation conversation = {
        .id = id_new(),
        .person = person,
        .status = STATUS_OPEN,
        .subject = arrival->subject,
        .channel = (char *)arrival->incoming->channel,
        .our_address = arrival->our_address,
        .message_count = 1,
        .opened_at = at,
        .last_at = at,
        .news_at = at,
        .waiting_since = at,
    };

    ret->conversation = conversation.id;
    return conversation_store_insert(tx, &conversation, arrival->preview, error) &&
           conversation_store_join(tx, conversation.id, person, error) &&
           write_message(tx, context, arrival, person, &conversation, 0, &ret->message, error) &&
           conversation_tell(tx, &conversation, "conversation.opened", 0, ret->message, at, NULL,
                             error) &&
           tell_received(tx, arrival, person, conversation.id, ret->message, error) &&
           give_to_team(tx, arrival, conversation.id, error);
}

/* A person speaks, even through a list, when they answer in a matter of theirs. */
static bool
is_word(const Arrival *arrival)
{
    return arrival->incoming->kind == INCOMING_PERSON || arrival->incoming->kind == INCOMING_LIST;
}

static bool
hear(Db *tx, const Arrival *arrival, int64_t *person, Conversation *conversation, GError **error)
{
    const Incoming *incoming = arrival->incoming;

    if (*person == 0 && arrival->author->address[0] != '\0' &&
        !person_meet(tx, arrival->address_kind, arrival->author->address, arrival->author->name,
                     incoming->language, incoming->received_at, person, error))
        return false;
    if (strcmp(conversation->channel, incoming->channel) != 0) {
        g_free(conversation->channel);
        conversation->channel = g_strdup(incoming->channel);
    }
    if (conversation->our_address == NULL)
        conversation->our_address = g_strdup(arrival->our_address);
    return conversation_hear(tx, conversation, incoming->received_at, error) &&
           (*person == 0 || conversation_store_join(tx, conversation->id, *person, error));
}

static bool
fail_reported(Db *tx, const Arrival *arrival, const Thread *thread, GError **error)
{
    const Incoming *incoming = arrival->incoming;

    if (thread->reported == 0)
        return true;
    return message_delivery_become(tx, thread->reported, DELIVERY_FAILED, incoming->bounce_status,
                                   error) &&
           (!incoming->bounce_permanent || !thread->to_bounced ||
            person_address_fail(tx, arrival->address_kind, incoming->bounced_address, error));
}

static bool
join_matter(Db *tx, Context *context, const Arrival *arrival, int64_t person, const Thread *thread,
            Received *ret, GError **error)
{
    g_autoptr(Conversation) conversation = NULL;
    bool newest, offer = false;

    if (!fail_reported(tx, arrival, thread, error))
        return false;
    conversation = conversation_store_need(tx, thread->conversation, error);
    if (conversation == NULL ||
        (arrival->incoming->kind == INCOMING_PERSON && person != 0 &&
         !offer_is_due(tx, conversation, person, arrival->subject, &offer, error)) ||
        (is_word(arrival) && !hear(tx, arrival, &person, conversation, error)))
        return false;
    conversation_count(conversation, arrival->incoming->received_at, &newest);
    if (arrival->incoming->kind != INCOMING_AUTO_REPLY)
        conversation->news_at = arrival->incoming->received_at;
    ret->conversation = conversation->id;
    return write_message(tx, context, arrival, person, conversation, offer ? OFFER_NEW_MATTER : 0,
                         &ret->message, error) &&
           merge_store_note(tx, thread->named != conversation->id ? thread->named : 0,
                            thread->answered, ret->message, error) &&
           conversation_store_update(tx, conversation, newest ? arrival->preview : NULL, error) &&
           tell_received(tx, arrival, person, conversation->id, ret->message, error);
}

static bool
keep_aside(Db *tx, Context *context, const Arrival *arrival, int64_t person, Received *ret,
           GError **error)
{
    ret->conversation = 0;
    return write_message(tx, context, arrival, person, NULL, 0, &ret->message, error) &&
           tell_received(tx, arrival, person, 0, ret->message, error);
}

static bool
receive_one(Db *tx, Context *context, const Arrival *arrival, Received *ret, GError **error)
{
    int64_t person = 0;
    Thread thread = {0};
    bool ours = false;
    int copy = find_copy(tx, arrival, ret, &ours, error);

    if (copy != 0)
        return copy > 0;
    ret->duplicate = false;
    if (ours)
        return keep_aside(tx, context, arrival, 0, ret, error);
    if (!find_author(tx, context, arrival, &person, error) ||
        !conversation_thread(tx, context, arrival, person, &thread, error))
        return false;
    if (thread.conversation != 0)
        return join_matter(tx, context, arrival, person, &thread, ret, error);
    if (arrival->incoming->kind == INCOMING_PERSON && person != 0)
        return open_matter(tx, context, arrival, person, ret, error);
    return keep_aside(tx, context, arrival, person, ret, error);
}

/* ---- One after the other ---- */

typedef struct {
    const Intake *intake;
    size_t i;
} Turn;

static bool
receive_turn(Db *tx, void *data, GError **error)
{
    const Turn *turn = data;
    const Intake *intake = turn->intake;
    const Arrival *arrival = &intake->arrivals[turn->i];
    /* Most of a batch comes to one address. */
    const char *known = turn->i > 0 ? intake->arrivals[turn->i - 1].our_address : NULL;

    return (arrival->our_address == NULL || g_strcmp0(known, arrival->our_address) == 0 ||
            own_address_store_add(tx, arrival->our_address, arrival->incoming->received_at,
                                  error)) &&
           receive_one(tx, intake->context, arrival, &intake->received[turn->i], error);
}

/* No more than what came and from whom: nothing of it is looked for in what we know. */
static Incoming *
bare_copy(const Incoming *incoming)
{
    Incoming *bare = incoming_new(incoming->channel);

    bare->kind = incoming->kind;
    bare->received_at = incoming->received_at;
    g_free(bare->from.address);
    bare->from.address = g_strdup(incoming->from.address);
    g_free(bare->subject);
    bare->subject = g_strdup(incoming->subject);
    if (incoming->source != NULL) {
        bare->source = g_bytes_ref(incoming->source);
    } else {
        g_free(bare->text);
        bare->text = g_strdup(incoming->text);
    }
    g_ptr_array_add(bare->notes, g_strdup("could not be taken in: kept as it came"));
    return bare;
}

static bool
keep_as_it_came(Db *tx, void *data, GError **error)
{
    const Turn *turn = data;
    const Intake *intake = turn->intake;
    g_autoptr(Incoming) bare = bare_copy(intake->arrivals[turn->i].incoming);
    Received *ret = &intake->received[turn->i];
    Arrival arrival;
    bool kept;

    ret->duplicate = false;
    arrival_prepare(intake->context, bare, &arrival);
    kept = keep_aside(tx, intake->context, &arrival, 0, ret, error);
    arrival_clear(&arrival);
    return kept;
}

static bool
receive_together(Db *tx, void *data, GError **error)
{
    const Intake *intake = data;

    for (size_t i = 0; i < intake->n; i++) {
        Turn turn = {intake, i};

        if (!receive_turn(tx, &turn, error))
            return false;
    }
    return true;
}

/* What a defect keeps out of every matter must neither be lost nor be brought again for ever: it is
 * set aside as it came, for a person to see. What only the moment prevents (a full disk) is
 * refused, so that it is brought again. */
static bool
receive_each(Db *tx, const Intake *intake, GError **error)
{
    for (size_t i = 0; i < intake->n; i++) {
        g_autoptr(GError) why = NULL;
        Turn turn = {intake, i};

        if (db_try(tx, receive_turn, &turn, &why))
            continue;
        if (g_error_matches(why, APP_ERROR, APP_ERROR_UNAVAILABLE)) {
            g_propagate_error(error, g_steal_pointer(&why));
            return false;
        }
        if (!db_try(tx, keep_as_it_came, &turn, error))
            return false;
        log_error("conversation", "not_taken_in", "message=%" G_GINT64_FORMAT " reason=%s",
                  intake->received[i].message, why->message);
    }
    return true;
}

/* Several at once: what undoes each alone costs as much as writing it, and is hardly ever needed.
 */
static bool
receive_all(Db *tx, void *data, GError **error)
{
    const Intake *intake = data;

    return (intake->n > 1 && db_try(tx, receive_together, data, NULL)) ||
           receive_each(tx, intake, error);
}

bool
conversation_receive(Context *context, Incoming *const *incoming, size_t n, Received *ret,
                     GError **error)
{
    g_autofree Arrival *arrivals = g_new(Arrival, n);
    g_autofree Received *received = g_new0(Received, n);
    Intake intake = {context, arrivals, n, received};
    bool done;

    for (size_t i = 0; i < n; i++)
        arrival_prepare(context, incoming[i], &arrivals[i]);
    done = database_write(context->database, receive_all, &intake, error);
    if (done)
        memcpy(ret, received, n * sizeof *ret);
    for (size_t i = 0; i < n; i++)
        arrival_clear(&arrivals[i]);
    return done;
}
