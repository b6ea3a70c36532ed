#include "conversation/conversation-send.h"

#include "base/error.h"
#include "base/log.h"
#include "brand/brand.h"
#include "conversation/attachment-store.h"
#include "conversation/conversation-elsewhere.h"
#include "conversation/conversation-state.h"
#include "conversation/message-addresses.h"
#include "conversation/message-link.h"
#include "conversation/message-store.h"
#include "conversation/recipient-store.h"
#include "file/file.h"
#include "person/person.h"

#include <string.h>

#define REFERENCES_KEPT 20
#define RECORD_TRIES    3

/* An Outgoing and all that it borrows. */
typedef struct {
    Outgoing outgoing;
    SentMessage *message;
    Addresses *addresses;
    GPtrArray *to, *cc, *bcc; /* of const char*, NULL-terminated */
    GPtrArray *files;
    bool infected; /* one of files is: it never leaves */
    char **references;
    GHashTable *settled; /* recipients that have it, or were refused */
    GPtrArray *only;     /* of const char*, NULL-terminated; NULL: all */
    char *subject, *token, *bounce_token, *unsubscribe;
    SendReport report;
    Elsewhere elsewhere; /* how it leaves instead, when the person is not there any more */
} Parcel;

static void
parcel_clear(Parcel *parcel)
{
    g_clear_pointer(&parcel->message, sent_message_free);
    g_clear_pointer(&parcel->addresses, addresses_free);
    g_clear_pointer(&parcel->to, g_ptr_array_unref);
    g_clear_pointer(&parcel->cc, g_ptr_array_unref);
    g_clear_pointer(&parcel->bcc, g_ptr_array_unref);
    g_clear_pointer(&parcel->files, g_ptr_array_unref);
    g_clear_pointer(&parcel->references, g_strfreev);
    g_clear_pointer(&parcel->subject, g_free);
    g_clear_pointer(&parcel->token, g_free);
    g_clear_pointer(&parcel->bounce_token, g_free);
    g_clear_pointer(&parcel->unsubscribe, g_free);
    g_clear_pointer(&parcel->only, g_ptr_array_unref);
    g_clear_pointer(&parcel->settled, g_hash_table_unref);
    send_report_clear(&parcel->report);
    elsewhere_clear(&parcel->elsewhere);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Parcel, parcel_clear)

static GPtrArray *
plain_addresses(const GPtrArray *addresses)
{
    GPtrArray *plain = g_ptr_array_new();

    for (guint i = 0; i < addresses->len; i++)
        g_ptr_array_add(plain, ((const ChannelAddress *)addresses->pdata[i])->address);
    g_ptr_array_add(plain, NULL);
    return plain;
}

/* "Re: " in front of what goes on, once. */
static char *
reply_subject(const SentMessage *message)
{
    const char *subject = message->subject != NULL ? message->subject : message->matter;

    if (message->subject != NULL || message->first || g_ascii_strncasecmp(subject, "re:", 3) == 0 ||
        g_ascii_strncasecmp(subject, "re :", 4) == 0)
        return g_strdup(subject);
    return g_strconcat("Re: ", subject, NULL);
}

static bool
load_files(Db *db, Context *context, Parcel *parcel, GError **error)
{
    g_autoptr(GArray) attachments = attachment_store_of_message(db, parcel->message->id, error);

    if (attachments == NULL)
        return false;
    parcel->files = g_ptr_array_new_with_free_func((GDestroyNotify)channel_file_free);
    for (guint i = 0; i < attachments->len; i++) {
        const Attachment *attachment = &g_array_index(attachments, Attachment, i);
        g_autoptr(GBytes) bytes = NULL;
        ChannelFile *file;

        parcel->infected |= attachment->verdict == FILE_INFECTED;
        if (attachment->verdict == FILE_WAITING)
            return error_set(error, APP_ERROR_UNAVAILABLE,
                             "file %" G_GINT64_FORMAT " is still to be checked", attachment->file);
        bytes = file_get(context->files, db, attachment->file, NULL, error);
        if (bytes == NULL)
            return false;
        file = channel_file_new(attachment->name, attachment->type, bytes);
        file->content_id = g_strdup(attachment->content_id);
        file->is_inline = attachment->is_inline;
        g_ptr_array_add(parcel->files, file);
    }
    return true;
}

/* The organisation's, in a mail that the program wrote, or that quotes one. */
static bool
load_logo(Db *db, Context *context, Parcel *parcel, GError **error)
{
    ChannelFile *logo = NULL;
    int found = brand_mail_logo(context, db, parcel->message->html, &logo, error);

    if (found == 1)
        g_ptr_array_add(parcel->files, logo);
    return found >= 0;
}

static void
add_unsettled(Parcel *parcel, const GPtrArray *addresses)
{
    for (guint i = 0; addresses != NULL && i < addresses->len; i++) {
        const ChannelAddress *address = addresses->pdata[i];

        if (!g_hash_table_contains(parcel->settled, address->address))
            g_ptr_array_add(parcel->only, address->address);
    }
}

/* Those who are still to get it, when others have it or were refused. */
static bool
choose_recipients(Db *db, Parcel *parcel, GError **error)
{
    parcel->settled = recipient_store_settled(db, parcel->message->id, error);
    if (parcel->settled == NULL || g_hash_table_size(parcel->settled) == 0)
        return parcel->settled != NULL;
    parcel->only = g_ptr_array_new();
    add_unsettled(parcel, parcel->addresses->to);
    add_unsettled(parcel, parcel->addresses->cc);
    add_unsettled(parcel, parcel->addresses->bcc);
    g_ptr_array_add(parcel->only, NULL);
    parcel->outgoing.only = (const char *const *)parcel->only->pdata;
    return true;
}

static bool
pack(Db *db, Context *context, Parcel *parcel, GError **error)
{
    const SentMessage *message = parcel->message;
    const ChannelAddress *from;

    parcel->references =
        message_store_references(db, message->conversation, message->id, REFERENCES_KEPT, error);
    if (parcel->references == NULL || !load_files(db, context, parcel, error) ||
        !message_link_fill(db, context, message->id, &parcel->message->text, &parcel->message->html,
                           &parcel->unsubscribe, error) ||
        !load_logo(db, context, parcel, error))
        return false;
    parcel->addresses = addresses_read(message->addresses);
    parcel->to = plain_addresses(parcel->addresses->to);
    parcel->cc = plain_addresses(parcel->addresses->cc);
    parcel->bcc = plain_addresses(parcel->addresses->bcc);
    parcel->subject = reply_subject(message);
    parcel->token = conversation_token(context, message->conversation);
    parcel->bounce_token = message_bounce_token(context, message->id);
    from = parcel->addresses->from;
    parcel->outgoing = (Outgoing){
        .message = message->id,
        .conversation = message->conversation,
        .from_address = from != NULL ? from->address : NULL,
        .from_name = from != NULL ? from->name : NULL,
        .to = (const char *const *)parcel->to->pdata,
        .cc = (const char *const *)parcel->cc->pdata,
        .bcc = (const char *const *)parcel->bcc->pdata,
        .subject = parcel->subject,
        .text = message->text,
        .html = message->html,
        .external_id = message->external_id,
        .references = (const char *const *)parcel->references,
        .thread_token = parcel->token,
        .bounce_token = parcel->bounce_token,
        .unsubscribe = parcel->unsubscribe,
        .automatic = message->kind == MESSAGE_KIND_AUTOMATIC,
        .files = parcel->files,
        .language = message->language,
        .at = message->at,
        .report = &parcel->report,
    };
    if (parcel->addresses->to->len > 0)
        parcel->outgoing.to_name = ((ChannelAddress *)parcel->addresses->to->pdata[0])->name;
    return choose_recipients(db, parcel, error);
}

typedef struct {
    int64_t message;
    MessageDelivery delivery;
    const char *detail;
    const char *address_kind;
    const SendReport *report;
    const Addresses *addresses;
    const Elsewhere *elsewhere; /* NULL: it left by its own channel */
} Outcome;

static bool
record_recipient(Db *tx, const Outcome *outcome, const SendRecipient *recipient, GError **error)
{
    RecipientOutcome became = recipient->outcome == SEND_DONE    ? RECIPIENT_DONE
                              : recipient->outcome == SEND_RETRY ? RECIPIENT_RETRY
                                                                 : RECIPIENT_REFUSED;

    return recipient_store_set(tx, outcome->message, recipient->address, became, recipient->words,
                               error) &&
           (!recipient->permanent ||
            person_address_fail(tx, outcome->address_kind, recipient->address, error));
}

/* All have it: what failed once works. */
static bool
record_works(Db *tx, const Outcome *outcome, GError **error)
{
    const GPtrArray *lists[] = {outcome->addresses->to, outcome->addresses->cc,
                                outcome->addresses->bcc};

    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        for (guint j = 0; j < lists[i]->len; j++)
            if (!person_address_works(tx, outcome->address_kind,
                                      ((const ChannelAddress *)lists[i]->pdata[j])->address, error))
                return false;
    return true;
}

/* Some have it, others never will: the message failed, and says for whom. */
static bool
record(Db *tx, void *data, GError **error)
{
    const Outcome *outcome = data;
    const GPtrArray *recipients = outcome->report->recipients;
    g_autofree char *refusals = NULL;
    MessageDelivery delivery = outcome->delivery;

    if (outcome->elsewhere != NULL && !elsewhere_record(tx, outcome->elsewhere, error))
        return false;
    for (guint i = 0; recipients != NULL && i < recipients->len; i++)
        if (!record_recipient(tx, outcome, recipients->pdata[i], error))
            return false;
    if (!recipient_store_refusals(tx, outcome->message, &refusals, error))
        return false;
    if (refusals != NULL && delivery == DELIVERY_SENT)
        delivery = DELIVERY_FAILED;
    if (delivery == DELIVERY_SENT && !record_works(tx, outcome, error))
        return false;
    return message_delivery_become(tx, outcome->message, delivery,
                                   refusals != NULL ? refusals : outcome->detail, error);
}

/* What the channel took must not be sent again because a disk was full for a second. */
static bool
record_outcome(Context *context, Outcome *outcome, GError **error)
{
    for (int i = 1; i < RECORD_TRIES; i++)
        if (database_write(context->database, record, outcome, NULL))
            return true;
    return database_write(context->database, record, outcome, error);
}

static MessageDelivery
delivery_of(SendOutcome sent, const Job *job)
{
    switch (sent) {
    case SEND_DONE:
        return DELIVERY_SENT;
    case SEND_KEPT:
        return DELIVERY_OUTBOX;
    case SEND_RETRY:
        return job->tries < MESSAGE_SEND_TRIES ? DELIVERY_RETRYING : DELIVERY_FAILED;
    case SEND_ABSENT:
        return DELIVERY_ABSENT;
    case SEND_REFUSED:
        break;
    }
    return DELIVERY_FAILED;
}

/* By its channel; by mail when the person it was for has left a live one. What cannot be prepared
 * is tried again. */
static SendOutcome
send_parcel(Context *context, const Channel *channel, Parcel *parcel, GError **error)
{
    bool nobody_left = parcel->only != NULL && parcel->only->pdata[0] == NULL;
    SendOutcome sent;
    int found;

    if (parcel->infected) {
        error_set(error, APP_ERROR_FORBIDDEN, "a virus was found in one of its files");
        return SEND_REFUSED;
    }
    sent = nobody_left ? SEND_DONE : channel->send(context, &parcel->outgoing, error);
    if (sent != SEND_ABSENT)
        return sent;
    found = elsewhere_prepare(database_reader(context->database), context, parcel->message,
                              &parcel->outgoing, &parcel->elsewhere, error);
    if (found <= 0)
        return found == 0 ? SEND_ABSENT : SEND_RETRY;
    return parcel->elsewhere.channel->send(context, &parcel->elsewhere.outgoing, error);
}

static JobOutcome
hand_over(Context *context, const Channel *channel, Parcel *parcel, const Job *job, GError **error)
{
    g_autoptr(GError) why = NULL;
    SendOutcome sent = send_parcel(context, channel, parcel, &why);
    const Elsewhere *elsewhere = parcel->elsewhere.channel != NULL ? &parcel->elsewhere : NULL;
    const char *words = parcel->report.words;
    Outcome outcome = {
        .message = parcel->message->id,
        .delivery = delivery_of(sent, job),
        .detail = words != NULL ? words
                  : why != NULL ? why->message
                                : NULL,
        .address_kind = (elsewhere != NULL ? elsewhere->channel : channel)->address_kind,
        .report = &parcel->report,
        .addresses = elsewhere != NULL ? elsewhere->addresses : parcel->addresses,
        .elsewhere = elsewhere,
    };

    if (!record_outcome(context, &outcome, error))
        return JOB_RETRY;
    if (outcome.delivery == DELIVERY_FAILED)
        log_warning("conversation", "given up", "message=%" G_GINT64_FORMAT " tries=%d",
                    outcome.message, job->tries);
    if (outcome.delivery != DELIVERY_RETRYING)
        return JOB_DONE;
    /* The other server's words may hold an address: they stay with the message. */
    error_set(error, APP_ERROR_UNAVAILABLE,
              "the channel asks to try message %" G_GINT64_FORMAT " again later", outcome.message);
    return JOB_RETRY;
}

JobOutcome
conversation_send(Context *context, const Job *job, GError **error)
{
    Db *db = database_reader(context->database);
    g_auto(Parcel) parcel = {0};
    const Channel *channel;
    int found = message_store_sent(db, job->subject, &parcel.message, error);

    if (found == 0 || (found == 1 && parcel.message->delivery != DELIVERY_QUEUED &&
                       parcel.message->delivery != DELIVERY_RETRYING))
        return JOB_DONE;
    if (found < 0)
        return JOB_RETRY;
    channel = context_channel(context, parcel.message->channel);
    if (channel == NULL || channel->send == NULL) {
        error_set(error, APP_ERROR_INTERNAL, "nothing leaves by '%s'", parcel.message->channel);
        return JOB_PARK;
    }
    if (!pack(db, context, &parcel, error))
        return JOB_RETRY;
    return hand_over(context, channel, &parcel, job, error);
}
