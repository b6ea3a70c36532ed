/* conversation: one matter with one or more persons, in one thread whatever the channels.
 *
 * It is open while we owe something, waiting while the person does, snoozed until a time, closed when it is
 * over; a new word of the person opens it again. Intake (conversation-intake.c) puts what channels
 * bring in the right matter: by our own token, else by the messages it answers, if its author takes part
 * in that matter; never by subject alone. Machines never open a matter.
 *
 * Facts: conversation.opened, conversation.reopened, conversation.assigned {assignee, team},
 * conversation.status_changed {from, to}, conversation.closed, message.received, message.sent (a reply was
 * written), message.noted, message.delivery_changed {delivery}. Each names person, conversation
 * and, as subject, the message. */
#pragma once

#include "channel/channel.h"
#include "db/db.h"

typedef enum { STATUS_OPEN = 1, STATUS_WAITING, STATUS_SNOOZED, STATUS_CLOSED } ConversationStatus;
typedef enum { DIRECTION_IN = 1, DIRECTION_OUT, DIRECTION_NOTE } MessageDirection;
typedef enum {
    DELIVERY_QUEUED = 1,
    DELIVERY_SENT,
    DELIVERY_OUTBOX, /* no server: to be read in the application */
    DELIVERY_RETRYING,
    DELIVERY_FAILED,
} MessageDelivery;

#define MESSAGE_KIND_AUTOMATIC 100 /* written by the program */

/* The words of the API: "open", "waiting", "snoozed", "closed"; "in", "out", "note"; "queued"… */
const char *conversation_status_word(ConversationStatus status);
const char *message_direction_word(MessageDirection direction);
const char *message_delivery_word(MessageDelivery delivery);

/* The Receive of channel.h. */
bool conversation_receive(Context *context, Incoming *const *incoming, size_t n, Received *ret,
                          GError **error);

/* A message we write. */
typedef struct {
    int64_t conversation;
    MessageDirection direction; /* DIRECTION_OUT or DIRECTION_NOTE */
    int64_t staff;              /* 0: the program (then automatic) */
    const char *channel;        /* NULL: the one the person used last */
    const char *subject;        /* NULL: the matter's */
    const char *text;
    const char *html;           /* NULL: made from text */
    const int64_t *attachments; /* uploaded before by the same staff */
    size_t n_attachments;
} Draft;

/* Writes a reply or a note; a reply is queued for sending in the same transaction, and the matter then
 * waits for the person. *ret_message is its id. */
bool conversation_write(Db *tx, Context *context, const Draft *draft, int64_t *ret_message,
                        GError **error);

/* Opens a matter from our side, without any message yet. */
bool conversation_open(Db *tx, int64_t person, const char *subject, const char *channel,
                       int64_t staff, int64_t *ret_conversation, GError **error);

/* What may be changed; a field left at KEEP stays. */
#define CONVERSATION_KEEP INT64_C(-1)
typedef struct {
    int64_t status;        /* ConversationStatus */
    int64_t assignee;      /* staff, 0: nobody */
    int64_t team;          /* 0: none */
    int64_t snoozed_until; /* with STATUS_SNOOZED */
    const char *subject;   /* NULL: stays */
} ConversationChange;

/* staff: who changes it. APP_ERROR_NOT_FOUND if there is none. Writes one fact for each thing that changed. */
bool conversation_change(Db *tx, int64_t conversation, const ConversationChange *change,
                         int64_t staff, GError **error);

/* The token that goes out in addresses and Message-IDs: the id, and a keyed digest that a stranger cannot
 * make up. Owned by the caller. And back: 0 when it is not ours. */
char *conversation_token(Context *context, int64_t conversation);
int64_t conversation_of_token(Context *context, const char *token);
