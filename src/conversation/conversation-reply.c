#include "conversation/conversation-reply.h"

#include "base/error.h"
#include "base/text.h"
#include "brand/brand.h"
#include "conversation/message-addresses.h"
#include "mailbox/mailbox.h"
#include "person/person.h"

#include <string.h>

static GPtrArray *
address_list(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)channel_address_free);
}

static void
envelope_init(Envelope *envelope)
{
    *envelope = (Envelope){.to = address_list(),
                           .cc = address_list(),
                           .bcc = address_list(),
                           .left_out = address_list()};
}

void
envelope_clear(Envelope *envelope)
{
    g_clear_pointer(&envelope->from, channel_address_free);
    g_clear_pointer(&envelope->to, g_ptr_array_unref);
    g_clear_pointer(&envelope->cc, g_ptr_array_unref);
    g_clear_pointer(&envelope->bcc, g_ptr_array_unref);
    g_clear_pointer(&envelope->left_out, g_ptr_array_unref);
}

static const char *
own_address(const Context *context)
{
    return context->mail != NULL ? context->mail->address : NULL;
}

/* Written beside that address. Owned by the caller. */
static char *
own_name(Db *db, const Context *context)
{
    return context->mail != NULL && context->mail->name != NULL ? g_strdup(context->mail->name)
                                                                : brand_name(context, db);
}

/* ---- From ---- */

static bool
set_from(Db *db, Context *context, const char *address, Envelope *envelope, GError **error)
{
    g_autoptr(MailboxAddress) mailbox = NULL;
    g_autofree char *name = own_name(db, context);

    if (address == NULL)
        return true;
    if (mailbox_of_address(db, address, &mailbox, error) < 0)
        return false;
    g_clear_pointer(&envelope->from, channel_address_free);
    envelope->from = channel_address_new(
        address, mailbox != NULL && mailbox->name[0] != '\0' ? mailbox->name : name);
    return true;
}

static bool
propose_from(Db *db, Context *context, const Conversation *conversation, Envelope *envelope,
             GError **error)
{
    return set_from(db, context,
                    conversation->our_address != NULL ? conversation->our_address
                                                      : own_address(context),
                    envelope, error);
}

static void
add_sender(GPtrArray *senders, const char *address, const char *name)
{
    if (address != NULL && !address_list_holds(senders, address))
        g_ptr_array_add(senders, channel_address_new(address, name));
}

GPtrArray *
envelope_senders(Db *db, Context *context, const Conversation *conversation, GError **error)
{
    g_autoptr(GPtrArray) ours = mailbox_addresses(db, error);
    g_autoptr(GPtrArray) senders = address_list();
    g_autofree char *name = own_name(db, context);
    g_auto(Envelope) envelope = {0};

    if (ours == NULL || !propose_from(db, context, conversation, &envelope, error))
        return NULL;
    if (envelope.from != NULL)
        add_sender(senders, envelope.from->address, envelope.from->name);
    for (guint i = 0; i < ours->len; i++) {
        const MailboxAddress *address = ours->pdata[i];

        add_sender(senders, address->address, address->name);
    }
    add_sender(senders, own_address(context), name);
    return g_steal_pointer(&senders);
}

/* ---- To ---- */

/* When nobody has written yet, or the one who did cannot be written to: the address we know. */
static int
add_person(Db *db, const Conversation *conversation, const Channel *channel, Envelope *envelope,
           GError **error)
{
    g_autoptr(Person) person = NULL;
    g_autofree char *address = NULL;
    int found = person_get(db, conversation->person, &person, error);

    if (found == 1)
        found = person_address(db, person->id, channel->address_kind, &address, error);
    if (found == 1)
        g_ptr_array_add(envelope->to, channel_address_new(address, person->name));
    return found;
}

static bool
need_somebody(const Channel *channel, int found, GError **error)
{
    if (found == 0)
        return error_set_field(error, APP_ERROR_INVALID, "conversation",
                               "no address that works on channel '%s'", channel->name);
    return found == 1;
}

typedef bool (*AddressTest)(const ChannelAddress *address, void *data);

/* Moves what test says from one list to another (NULL: away). */
static void
sift(GPtrArray *list, AddressTest test, void *data, GPtrArray *away)
{
    for (guint i = 0; i < list->len;) {
        ChannelAddress *address = list->pdata[i];

        if (!test(address, data)) {
            i++;
            continue;
        }
        if (away != NULL)
            g_ptr_array_add(away, channel_address_new(address->address, address->name));
        g_ptr_array_remove_index(list, i);
    }
}

static bool
is_machine(const ChannelAddress *address, void *data)
{
    return channel_address_is_machine(address->address);
}

/* Who was heard by mail is not reached at that address on another channel, nor the other way. */
static bool
is_foreign(const ChannelAddress *address, void *data)
{
    const Channel *channel = data;

    return (strcmp(channel->address_kind, "email") == 0) != (strchr(address->address, '@') != NULL);
}

static bool
is_any(const ChannelAddress *address, void *data)
{
    return true;
}

/* Through a list the person speaks for themself: the list is answered only by who means to. */
static void
answer_past_list(Addresses *heard)
{
    if (heard->reply_to != NULL && (address_list_holds(heard->to, heard->reply_to) ||
                                    address_list_holds(heard->cc, heard->reply_to)))
        g_clear_pointer(&heard->reply_to, g_free);
}

static bool
answer_word(Db *db, const KnownMessage *message, const char *ours, ReplyMode mode,
            Envelope *envelope, GError **error)
{
    g_autoptr(Addresses) heard = addresses_read(message->addresses);

    if (message->kind == INCOMING_LIST)
        answer_past_list(heard);
    if (!addresses_answer(db, heard, ours, envelope->to, envelope->cc, error))
        return false;
    if (mode == REPLY_ONE)
        g_ptr_array_set_size(envelope->cc, 0);
    sift(envelope->cc, message->kind == INCOMING_LIST ? is_any : is_machine, NULL,
         envelope->left_out);
    return true;
}

/* What we said ourselves goes to the same persons again; whom we hid stays out of it. */
static void
answer_own(const KnownMessage *message, ReplyMode mode, Envelope *envelope)
{
    g_autoptr(Addresses) said = addresses_read(message->addresses);

    g_ptr_array_extend_and_steal(envelope->to, g_steal_pointer(&said->to));
    said->to = address_list();
    if (mode == REPLY_ONE)
        return;
    g_ptr_array_extend_and_steal(envelope->cc, g_steal_pointer(&said->cc));
    said->cc = address_list();
}

static bool
find_answered(Db *db, const Conversation *conversation, int64_t answered, KnownMessage *message,
              GError **error)
{
    int found = answered != 0 ? message_store_of(db, answered, conversation->id, message, error)
                              : message_store_last_heard(db, conversation->id, message, error);

    if (found == 0 && answered != 0)
        return error_set(error, APP_ERROR_NOT_FOUND,
                         "no message %" G_GINT64_FORMAT " in the conversation", answered);
    return found >= 0;
}

bool
envelope_propose(Db *db, Context *context, const Conversation *conversation, ReplyMode mode,
                 int64_t answered, const Channel *channel, Envelope *envelope, GError **error)
{
    g_auto(KnownMessage) message = {0};

    envelope_init(envelope);
    if (!propose_from(db, context, conversation, envelope, error) ||
        !find_answered(db, conversation, answered, &message, error))
        return false;
    envelope->answered = message.id;
    if (mode == REPLY_FORWARD)
        return true;
    if (message.direction == DIRECTION_OUT)
        answer_own(&message, mode, envelope);
    else if (message.id != 0 &&
             !answer_word(db, &message, own_address(context), mode, envelope, error))
        return false;
    sift(envelope->to, is_foreign, (void *)channel, NULL);
    sift(envelope->cc, is_foreign, (void *)channel, NULL);
    return envelope->to->len > 0 || add_person(db, conversation, channel, envelope, error) >= 0;
}

/* ---- What a draft says ---- */

static bool
refuse_address(GError **error, const char *field, guint i, const char *why)
{
    g_autofree char *path = g_strdup_printf("%s[%u]", field, i);

    return error_set_field(error, APP_ERROR_INVALID, path, "%s", why);
}

/* As the channel compares addresses; NULL: none of its. Owned by the caller. */
static char *
channel_address(const Channel *channel, const char *given)
{
    if (strcmp(channel->address_kind, "email") == 0)
        return text_email(given);
    return strchr(given, '@') == NULL ? text_line(given) : NULL;
}

/* Each once, in the first list that names it. */
static bool
take_list(Db *tx, Context *context, const Channel *channel, const char *field,
          const char *const *given, GPtrArray *list, const Envelope *envelope, GError **error)
{
    for (guint i = 0; given[i] != NULL; i++) {
        g_autofree char *address = channel_address(channel, given[i]);
        int ours;

        if (address == NULL)
            return refuse_address(error, field, i, "is not an address");
        ours = address_is_ours(tx, address, own_address(context), error);
        if (ours < 0)
            return false;
        if (ours == 1)
            return refuse_address(error, field, i, "is one of ours");
        if (!address_list_holds(envelope->to, address) &&
            !address_list_holds(envelope->cc, address) &&
            !address_list_holds(envelope->bcc, address))
            g_ptr_array_add(list, channel_address_new(address, NULL));
    }
    return true;
}

/* The names of those that were proposed. */
static void
take_names(GPtrArray *list, const GPtrArray *proposed)
{
    for (guint i = 0; i < list->len; i++)
        for (guint j = 0; j < proposed->len; j++) {
            ChannelAddress *mine = list->pdata[i];
            const ChannelAddress *theirs = proposed->pdata[j];

            if (mine->name == NULL && strcmp(mine->address, theirs->address) == 0)
                mine->name = g_strdup(theirs->name);
        }
}

static bool
take_recipients(Db *tx, Context *context, const Channel *channel, const Draft *draft,
                Envelope *envelope, GError **error)
{
    static const char *const none[] = {NULL};
    g_autoptr(GPtrArray) to = g_steal_pointer(&envelope->to);
    g_autoptr(GPtrArray) cc = g_steal_pointer(&envelope->cc);

    envelope->to = address_list();
    envelope->cc = address_list();
    if (!take_list(tx, context, channel, "to", draft->to, envelope->to, envelope, error) ||
        !take_list(tx, context, channel, "cc", draft->cc != NULL ? draft->cc : none, envelope->cc,
                   envelope, error))
        return false;
    take_names(envelope->to, to);
    take_names(envelope->to, cc);
    take_names(envelope->cc, to);
    take_names(envelope->cc, cc);
    return true;
}

typedef struct {
    Db *db;
    const char *kind;
} Register;

static bool
is_dead(const ChannelAddress *address, void *data)
{
    const Register *known = data;
    int64_t failed_at = 0;

    return person_address_failed_at(known->db, known->kind, address->address, &failed_at, NULL) ==
               1 &&
           failed_at != 0;
}

static bool
take_from(Db *tx, Context *context, const char *given, Envelope *envelope, GError **error)
{
    g_autofree char *address = text_email(given);
    int ours = address != NULL ? address_is_ours(tx, address, own_address(context), error) : 0;

    if (ours == 0)
        return error_set_field(error, APP_ERROR_INVALID, "from", "is not an address of ours");
    return ours == 1 && set_from(tx, context, address, envelope, error);
}

bool
envelope_of_draft(Db *tx, Context *context, const Conversation *conversation, const Draft *draft,
                  const Channel *channel, Envelope *envelope, GError **error)
{
    static const char *const none[] = {NULL};
    Register known = {tx, channel->address_kind};

    if (!envelope_propose(tx, context, conversation, draft->mode, draft->answered, channel,
                          envelope, error) ||
        (draft->from != NULL && !take_from(tx, context, draft->from, envelope, error)))
        return false;
    if (draft->to != NULL) {
        if (!take_recipients(tx, context, channel, draft, envelope, error))
            return false;
    } else {
        sift(envelope->to, is_dead, &known, NULL);
        sift(envelope->cc, is_dead, &known, NULL);
    }
    if (!take_list(tx, context, channel, "bcc", draft->bcc != NULL ? draft->bcc : none,
                   envelope->bcc, envelope, error))
        return false;
    if (envelope->to->len > 0)
        return true;
    if (draft->to != NULL || draft->mode == REPLY_FORWARD)
        return error_set_field(error, APP_ERROR_INVALID, "to", "nobody is written to");
    return need_somebody(channel, add_person(tx, conversation, channel, envelope, error), error);
}

bool
envelope_to_person(Db *tx, Context *context, const Conversation *conversation,
                   const Channel *channel, Envelope *envelope, GError **error)
{
    envelope_init(envelope);
    return propose_from(tx, context, conversation, envelope, error) &&
           need_somebody(channel, add_person(tx, conversation, channel, envelope, error), error);
}
