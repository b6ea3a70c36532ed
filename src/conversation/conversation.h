/* conversation: one matter with one or more persons, in one thread whatever the channels.
 *
 * It is open while we owe something, waiting while the person does, pending while we wait for
 * someone inside or a partner (the person waits on), snoozed until a time, closed when it is over;
 * active is all but closed. A new word of the person opens it again, and its clocks start again
 * when it was closed. Each
 * closing leaves a row in `episode`, so that what was measured never changes.
 *
 * Intake puts what channels bring in the right matter: by the messages it answers if its author
 * takes part in that matter or was written to in that message, else by our own token; never by
 * subject. Machines never open a matter nor open it again: what they say about a matter we know is
 * attached to it (a bounce fails the message it reports), the rest is kept aside as strays,
 * messages of no matter, which the staff can list and open.
 *
 * Two matters that are one are merged, one that is two is split (conversation-merge.h).
 *
 * Facts: message.scheduled and the others of held.h; conversation.opened, conversation.reopened,
 * conversation.assigned {assignee, team}, conversation.status_changed {from, to},
 * conversation.withdrawn (its first message was taken back, and nothing else was in it),
 * conversation.priority_changed {from, to}, conversation.tagged {tag}, conversation.untagged {tag},
 * conversation.closed, conversation.renamed, message.received, message.sent (a reply was written),
 * message.noted, message.mentioned {staff}, message.set_aside (a stray), message.delivery_changed
 * {delivery}. Each names person, conversation and, as subject, the message.
 *
 * conversation.c: words, and what the staff changes; conversation-state.c: states, clocks and their
 * facts. conversation-intake.c: what comes in, after conversation-arrival.c made it ready;
 * conversation-thread.c: which matter it belongs to; stray.c: a stray opened after all.
 * conversation-merge.h: matters that are merged, split, linked. message-prepare.c: what we write,
 * made ready; conversation-write.c: written; held.h: written and not gone yet; conversation-send.c:
 * the job that sends it, conversation-elsewhere.c: by mail to who has left a live channel;
 * message-addresses.c: from whom, to whom;
 * read-store.h: what each of us has read;
 * conversation-token.c: the token in our addresses. conversation-routes.c: the table of routes,
 * with *-shape.c, *-json.c and the handlers in
 * *-http.c; message-page.c: received HTML as a page. *-store.c: SQL, list-store.c that of the
 * lists. */
#pragma once

#include "base/token.h"
#include "module/module.h"

typedef enum {
    STATUS_OPEN = 1,
    STATUS_WAITING,
    STATUS_SNOOZED,
    STATUS_CLOSED,
    STATUS_PENDING,
} ConversationStatus;
typedef enum {
    PRIORITY_LOW = 1,
    PRIORITY_NORMAL,
    PRIORITY_HIGH,
    PRIORITY_URGENT,
} ConversationPriority;
typedef enum { DIRECTION_IN = 1, DIRECTION_OUT, DIRECTION_NOTE } MessageDirection;
typedef enum {
    DELIVERY_QUEUED = 1,
    DELIVERY_SENT,
    DELIVERY_OUTBOX, /* no server: to be read in the application */
    DELIVERY_RETRYING,
    DELIVERY_FAILED,
    DELIVERY_ABSENT, /* the person had left a live channel: it waits there for their return */
    /* Of what has not left yet (held.h): no row of a message has these. */
    DELIVERY_SCHEDULED,
    DELIVERY_HELD_BACK,
} MessageDelivery;

#define MESSAGE_KIND_AUTOMATIC 100 /* written by the program; below: IncomingKind */

/* The words of the API: "open", "waiting", "snoozed", "closed", "pending"; "low", "normal", "high",
 * "urgent"; "in", "out", "note"; "queued"…,
 * "scheduled", "held-back"; "person", "bounce", "auto-reply", "list", "report",
 * "automatic". */
const char *conversation_status_word(ConversationStatus status);
const char *conversation_priority_word(ConversationPriority priority);
const char *message_direction_word(MessageDirection direction);
const char *message_delivery_word(MessageDelivery delivery);
const char *message_kind_word(int64_t kind);

/* ---- What comes in ---- */

/* The Receive of channel.h. What a defect keeps out of every matter is set aside as it came. */
bool conversation_receive(Context *context, Incoming *const *incoming, size_t n, Received *ret,
                          GError **error);

/* ---- What we write ---- */

/* A link that works for whoever has it: in the text, place stands for it; in the HTML, the address
 * that message_link_blank() gives. Only what leaves holds the token (base/token.h) of purpose and
 * subject. */
typedef struct {
    const char *place; /* "[lien vers le questionnaire]"; another for each link of the message */
    const char *path;  /* "/s/{}": the token goes between the braces */
    const char *purpose;
    int64_t subject;
    bool unsubscribe; /* a POST there takes the person off the list the message was sent by */
} DraftLink;

/* The address of a path as the kept HTML has it. Owned by the caller. */
char *message_link_blank(const Context *context, const char *path);

/* Whom a reply goes to when it does not say: see conversation-reply.h. */
typedef enum { REPLY_ALL = 0, REPLY_ONE, REPLY_FORWARD } ReplyMode;

typedef struct {
    int64_t conversation;
    MessageDirection direction; /* DIRECTION_OUT or DIRECTION_NOTE */
    int64_t staff;              /* 0: the program (then automatic) */
    const char *channel;        /* NULL: the one the person used last */
    const char *subject;        /* NULL: the matter's */
    const char *text;
    const char *html;           /* NULL: made from text by the channel; text NULL: taken from it */
    const int64_t *attachments; /* uploaded before by the same staff; of the matter, to forward */
    size_t n_attachments;
    const DraftLink *links;
    size_t n_links;
    ReplyMode mode;
    int64_t answered;      /* the message it answers or forwards; 0: the last word of a person */
    const char *from;      /* one of our addresses; NULL: the one the matter came to */
    const char *const *to; /* addresses, NULL-terminated; NULL: whom the mode says */
    const char *const *cc, *const *bcc; /* NULL: nobody (when to is given), nobody */
    const int64_t *mentions;            /* of a note: staff whose eye it is brought to */
    size_t n_mentions;
    bool quote; /* what it answers stands below */
    bool sign;  /* the signature of its address, or of its team, stands below */
    bool sent;  /* it left by other means: kept as sent, not queued */
} Draft;

/* Writes a reply or a note; a reply is queued for sending in the same transaction, and the matter
 * then waits for the person (a closed one stays closed). It goes to the last who wrote, with the
 * others of that message in copy, never to ourselves. A forward answers nobody: the person waits
 * on. What the program writes changes no state. APP_ERROR_NOT_FOUND: no such conversation;
 * APP_ERROR_INVALID: no text, no address, no such attachment. *ret_message is its id. */
bool conversation_write(Db *tx, Context *context, const Draft *draft, int64_t *ret_message,
                        GError **error);

/* The same, and closes the matter with it if asked. */
bool conversation_write_close(Db *tx, Context *context, const Draft *draft, bool closes,
                              int64_t *ret_message, GError **error);

/* Opens a matter from our side, without any message yet. */
bool conversation_open(Db *tx, int64_t person, const char *subject, const char *channel,
                       int64_t staff, int64_t *ret_conversation, GError **error);

/* Sends again a message that failed or waits. APP_ERROR_NOT_FOUND; APP_ERROR_CONFLICT if it was
 * sent, or is being sent now. */
bool conversation_send_again(Db *tx, int64_t message, GError **error);

/* What a live channel took never reached the person, who had left: it is sent again, by mail if
 * they are still away. APP_ERROR_CONFLICT while it is being sent. */
bool conversation_unheard(Db *tx, int64_t message, GError **error);

/* The person has come back to the live channel and has it now. */
bool conversation_heard(Db *tx, int64_t message, GError **error);

/* ---- What changes ---- */

/* What may be changed; a field left at CONVERSATION_KEEP stays. */
#define CONVERSATION_KEEP INT64_C(-1)
typedef struct {
    const int64_t *ids; /* borrowed */
    size_t n;
} ConversationTags;
typedef struct {
    int64_t status;        /* ConversationStatus */
    int64_t assignee;      /* staff, 0: nobody */
    int64_t team;          /* 0: none */
    int64_t snoozed_until; /* with STATUS_SNOOZED */
    int64_t priority;      /* ConversationPriority */
    int64_t version;     /* the one that was seen: APP_ERROR_CONFLICT when another has come since */
    const char *subject; /* NULL: stays */
    ConversationTags tags; /* these and no others; ids NULL: stay */
    ConversationTags add_tags, remove_tags;
} ConversationChange;
#define CONVERSATION_KEEP_ALL                                                                      \
    {                                                                                              \
        .status = CONVERSATION_KEEP, .assignee = CONVERSATION_KEEP, .team = CONVERSATION_KEEP,     \
        .snoozed_until = CONVERSATION_KEEP, .priority = CONVERSATION_KEEP,                         \
        .version = CONVERSATION_KEEP,                                                              \
    }

/* staff: who changes it, 0 the program. APP_ERROR_NOT_FOUND if there is none. Writes one fact for
 * each thing that changed. */
bool conversation_change(Db *tx, int64_t conversation, const ConversationChange *change,
                         int64_t staff, GError **error);

/* ---- Token ---- */

/* The token (base/token.h) that goes out in addresses and Message-IDs. Owned by the caller. And
 * back: 0 when it is not ours. */
#define CONVERSATION_TOKEN_SIZE TOKEN_LENGTH /* characters */
char *conversation_token(Context *context, int64_t conversation);
int64_t conversation_of_token(Context *context, const char *token);

/* The same for the one message whose envelope carries it: what comes back to that address is about
 * this message, whatever it says. */
char *message_bounce_token(Context *context, int64_t message);
int64_t message_of_bounce_token(Context *context, const char *token);

/* ConversationRef {id, subject} as the API gives it; null for 0. */
extern const Shape conversation_ref_shape;
void conversation_ref_write(JsonWriter *json, int64_t id, const char *subject);

extern const Module conversation_module;
