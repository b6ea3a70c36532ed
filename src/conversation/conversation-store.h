/* conversation-store: the rows of matters, inside conversation/ only. Nothing here decides
 * anything. */
#pragma once

#include "conversation/conversation.h"

/* A matter as its rules see it: the columns of the table `conversation`. Times 0 and ids 0 are
 * NULL. */
typedef struct {
    int64_t id, person;
    ConversationStatus status;
    ConversationPriority priority; /* 0: as it is, normal for a new one */
    char *subject, *channel, *our_address;
    int64_t assignee, team;
    int64_t message_count;
    int64_t opened_at, last_at, waiting_since, first_answer_at, closed_at, snoozed_until;
    int64_t reopened, version;
    int64_t merged_into; /* who answers for it */
    int64_t split_from;  /* whose messages it was made of */
    int64_t news_at; /* only written: the last word worth reading; an older one changes nothing */
} Conversation;

/* The columns of a matter, in the order conversation_store_read() wants them. */
#define CONVERSATION_COLUMNS                                                                       \
    "id, person, status, subject, channel, our_address, assignee, team, message_count, opened_at," \
    " last_at, waiting_since, first_answer_at, closed_at, snoozed_until, reopened, version,"       \
    " merged_into, split_from, priority"

void conversation_free(Conversation *conversation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Conversation, conversation_free)

/* From a row of CONVERSATION_COLUMNS. */
Conversation *conversation_store_read(DbRows *rows);
/* 1 and *ret_conversation, 0, -1. */
int conversation_store_get(Db *db, int64_t id, Conversation **ret_conversation, GError **error);
/* The same; none is APP_ERROR_NOT_FOUND. */
Conversation *conversation_store_need(Db *db, int64_t id, GError **error);
/* The same, and not merged: what is merged no longer changes, APP_ERROR_CONFLICT. */
Conversation *conversation_store_need_own(Db *db, int64_t id, GError **error);
/* Who answers for a matter in the end: itself, unless it is merged. APP_ERROR_NOT_FOUND. */
Conversation *conversation_store_survivor(Db *db, int64_t id, GError **error);
bool conversation_store_insert(Db *tx, const Conversation *conversation, const char *preview,
                               GError **error);
/* Writes all that may change and moves the version on. preview NULL: stays. */
bool conversation_store_update(Db *tx, Conversation *conversation, const char *preview,
                               GError **error);
/* The same once for many changes, of a matter that was inserted in this transaction and stays with
 * its person, channel and subject (conversation-past.h). */
bool conversation_store_settle(Db *tx, const Conversation *conversation, const char *preview,
                               GError **error);
/* Snoozed matters whose time has come: a GArray of int64_t, at most limit. NULL on error. */
GArray *conversation_store_due(Db *db, int64_t now, size_t limit, GError **error);

/* The row of this closing; *ret_episode is its id. */
bool conversation_store_insert_episode(Db *tx, const Conversation *conversation, int64_t staff,
                                       int64_t *ret_episode, GError **error);

/* ---- Who is in it ---- */

bool conversation_store_join(Db *tx, int64_t conversation, int64_t person, GError **error);
/* 1: takes part, or was merged with who does; 0; -1. */
int conversation_store_takes_part(Db *db, int64_t conversation, int64_t person, GError **error);
/* Calls each with id, name and address of those in it, and since when that address fails (0: it
 * works). */
typedef void (*ParticipantEach)(int64_t person, const char *name, const char *address,
                                int64_t failed_at, void *data);
bool conversation_store_participants(Db *db, int64_t conversation, ParticipantEach each, void *data,
                                     GError **error);

/* ---- Addresses of ours ---- */

bool own_address_store_add(Db *tx, const char *address, int64_t at, GError **error);
/* 1: ours, 0, -1. */
int own_address_store_has(Db *db, const char *address, GError **error);

/* 1 if a team has that id, 0, -1. */
int team_store_exists(Db *db, int64_t team, GError **error);

/* conversation-check-store.c */
extern const Invariant conversation_invariants[];
