#include "conversation/conversation-send.h"

#include "base/error.h"
#include "base/log.h"
#include "conversation/attachment-store.h"
#include "conversation/conversation-state.h"
#include "conversation/message-addresses.h"
#include "conversation/message-store.h"
#include "file/file.h"

#include <string.h>

#define REFERENCES_KEPT 20
#define RECORD_TRIES    3

/* An Outgoing and all that it borrows. */
typedef struct {
    Outgoing outgoing;
    SentMessage *message;
    Addresses *addresses;
    GPtrArray *to, *cc; /* of const char*, NULL-terminated */
    GPtrArray *files;
    char **references;
    char *subject, *token;
} Parcel;

static void
parcel_clear(Parcel *parcel)
{
    g_clear_pointer(&parcel->message, sent_message_free);
    g_clear_pointer(&parcel->addresses, addresses_free);
    g_clear_pointer(&parcel->to, g_ptr_array_unref);
    g_clear_pointer(&parcel->cc, g_ptr_array_unref);
    g_clear_pointer(&parcel->files, g_ptr_array_unref);
    g_clear_pointer(&parcel->references, g_strfreev);
    g_clear_pointer(&parcel->subject, g_free);
    g_clear_pointer(&parcel->token, g_free);
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
        g_autoptr(GBytes) bytes = file_get(context->files, db, attachment->file, NULL, error);
        ChannelFile *file;

        if (bytes == NULL)
            return false;
        file = channel_file_new(attachment->name, attachment->type, bytes);
        file->content_id = g_strdup(attachment->content_id);
        file->is_inline = attachment->is_inline;
        g_ptr_array_add(parcel->files, file);
    }
    return true;
}

static bool
pack(Db *db, Context *context, Parcel *parcel, GError **error)
{
    const SentMessage *message = parcel->message;
    const ChannelAddress *from;

    parcel->references =
        message_store_references(db, message->conversation, message->id, REFERENCES_KEPT, error);
    if (parcel->references == NULL || !load_files(db, context, parcel, error))
        return false;
    parcel->addresses = addresses_read(message->addresses);
    parcel->to = plain_addresses(parcel->addresses->to);
    parcel->cc = plain_addresses(parcel->addresses->cc);
    parcel->subject = reply_subject(message);
    parcel->token = conversation_token(context, message->conversation);
    from = parcel->addresses->from;
    parcel->outgoing = (Outgoing){
        .message = message->id,
        .conversation = message->conversation,
        .from_address = from != NULL ? from->address : NULL,
        .from_name = from != NULL ? from->name : NULL,
        .to = (const char *const *)parcel->to->pdata,
        .cc = (const char *const *)parcel->cc->pdata,
        .subject = parcel->subject,
        .text = message->text,
        .html = message->html,
        .external_id = message->external_id,
        .references = (const char *const *)parcel->references,
        .thread_token = parcel->token,
        .automatic = message->kind == MESSAGE_KIND_AUTOMATIC,
        .files = parcel->files,
        .language = message->language,
        .at = message->at,
    };
    if (parcel->addresses->to->len > 0)
        parcel->outgoing.to_name = ((ChannelAddress *)parcel->addresses->to->pdata[0])->name;
    return true;
}

typedef struct {
    int64_t message;
    MessageDelivery delivery;
    const char *detail;
} Outcome;

static bool
record(Db *tx, void *data, GError **error)
{
    const Outcome *outcome = data;

    return message_delivery_become(tx, outcome->message, outcome->delivery, outcome->detail, error);
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
    case SEND_REFUSED:
        break;
    }
    return DELIVERY_FAILED;
}

static JobOutcome
hand_over(Context *context, const Channel *channel, const Parcel *parcel, const Job *job,
          GError **error)
{
    g_autoptr(GError) why = NULL;
    SendOutcome sent = channel->send(context, &parcel->outgoing, &why);
    Outcome outcome = {parcel->message->id, delivery_of(sent, job),
                       why != NULL ? why->message : NULL};

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
