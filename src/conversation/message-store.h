/* message-store: the rows of messages, inside conversation/ only. */
#pragma once

#include "conversation/conversation-store.h"

/* A message to be written; borrowed texts. Times and ids 0 are NULL. */
typedef struct {
    int64_t id, conversation, person, staff;
    MessageDirection direction;
    int64_t kind; /* IncomingKind or MESSAGE_KIND_AUTOMATIC */
    const char *channel;
    int64_t at, sent_at;
    const char *subject, *text, *reply;
    const char *addresses; /* JSON, see message-addresses.h */
    const char *external_id;
    const char *content_hash;
    int64_t source;
    bool has_html;
    MessageDelivery delivery; /* 0: not to be delivered */
    const char *notes;        /* JSON list, or NULL */
    int offer;                /* conversation-offer.h; 0: none */
} NewMessage;

bool message_store_insert(Db *tx, const NewMessage *message, GError **error);
/* own: of what we wrote, the part above what stands below; NULL: all of it. */
bool message_store_insert_html(Db *tx, int64_t message, const char *html, const char *own,
                               GError **error);

/* ---- What threading asks ---- */

/* A message that carries an external id. */
typedef struct {
    int64_t id, conversation, person, kind;
    MessageDirection direction;
    bool same_content; /* its content_hash is the one asked */
    char *addresses;
} KnownMessage;

void known_message_clear(KnownMessage *message);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(KnownMessage, known_message_clear)

/* Messages with an external id, the oldest first: an array of KnownMessage (g_array_unref() frees
 * all). content_hash may be NULL. NULL on error. */
GArray *message_store_known(Db *db, const char *external_id, const char *content_hash,
                            GError **error);
/* The newest message we sent in a matter: 1, 0, -1. */
int message_store_last_sent(Db *db, int64_t conversation, KnownMessage *ret_message,
                            GError **error);
/* The newest word of a person in a matter: 1, 0, -1. */
int message_store_last_heard(Db *db, int64_t conversation, KnownMessage *ret_message,
                             GError **error);
/* A message of a matter: 1, 0, -1. */
int message_store_of(Db *db, int64_t message, int64_t conversation, KnownMessage *ret_message,
                     GError **error);

/* ---- What sending asks ---- */

/* A message on its way out; every text is its own. */
typedef struct {
    int64_t id, conversation, kind, at, person;
    MessageDelivery delivery;
    char *channel, *subject, *text, *html, *addresses, *external_id;
    char *matter;      /* the subject of the conversation */
    char *our_address; /* of the conversation; NULL */
    char *language;    /* of the person; NULL */
    bool first;        /* nothing was said before it in the matter */
} SentMessage;

void sent_message_free(SentMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SentMessage, sent_message_free)

int message_store_sent(Db *db, int64_t id, SentMessage **ret_message, GError **error);
/* External ids of the messages of a matter before one, oldest first, the last limit of them. NULL
 * on error. NULL-terminated, g_strfreev(). */
char **message_store_references(Db *db, int64_t conversation, int64_t before, size_t limit,
                                GError **error);
/* detail NULL: none. */
bool message_store_set_delivery(Db *tx, int64_t message, MessageDelivery delivery,
                                const char *detail, int64_t at, GError **error);

/* It leaves by another channel than its own, to these addresses (JSON) and under this id. */
bool message_store_set_elsewhere(Db *tx, int64_t message, const char *channel,
                                 const char *addresses, const char *external_id, GError **error);

typedef struct {
    int64_t conversation, person;
    MessageDelivery delivery;
} MessageState;
/* Of a message we sent: 1, 0, -1. */
int message_store_delivery(Db *db, int64_t message, MessageState *ret_state, GError **error);

/* ---- What is offered ---- */

typedef struct {
    int64_t id, conversation, person;
    char *subject;
    int offer;
} Offered;

void offered_clear(Offered *offered);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Offered, offered_clear)

/* A message of a matter that came in: 1, 0, -1. */
int message_store_offered(Db *db, int64_t message, Offered *ret_offered, GError **error);
bool message_store_set_offer(Db *tx, int64_t message, int offer, GError **error);
/* The message and what the same person wrote after it in the matter: of int64_t, at most
 * LIMIT_LIST_MAX. NULL on error. */
GArray *message_store_words_from(Db *db, const Offered *offered, GError **error);
/* The subjects that messages of a matter went by, the newest twenty. NULL on error; g_strfreev().
 */
char **message_store_subjects(Db *db, int64_t conversation, GError **error);

/* ---- Strays ---- */

typedef struct {
    char *channel, *subject, *addresses, *text;
    int64_t at;
} Stray;

void stray_clear(Stray *stray);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Stray, stray_clear)

int message_store_stray(Db *db, int64_t message, Stray *ret_stray, GError **error);
/* Puts a stray in a matter. */
bool message_store_adopt(Db *tx, int64_t message, int64_t conversation, int64_t person,
                         GError **error);
