/* conversation-state: how a matter passes from one state to another, and the facts that tell it.
 * Inside conversation/ only. These change the Conversation in memory and write the facts; the
 * caller then writes the row with conversation_store_update(), once. */
#pragma once

#include "conversation/message-store.h"

/* Writes a fact about a matter. */
bool conversation_tell(Db *tx, const Conversation *conversation, const char *name, int64_t staff,
                       int64_t subject, int64_t at, const char *data, GError **error);

/* APP_ERROR_CONFLICT when it has changed since version was seen (CONVERSATION_KEEP: any). In
 * conversation.c. */
bool conversation_check_version(const Conversation *conversation, int64_t version, GError **error);

/* Tells who has it now. */
bool conversation_tell_assigned(Db *tx, const Conversation *conversation, int64_t staff, int64_t at,
                                GError **error);

/* A message is there: the fact of that name ("message.received"…), with its kind and channel. */
bool conversation_tell_message(Db *tx, const Conversation *conversation, const char *name,
                               const NewMessage *message, GError **error);

/* A message joins: the count, the time of the last, and true in *ret_newest if it is the newest. */
void conversation_count(Conversation *conversation, int64_t at, bool *ret_newest);

/* It is in another state than from, by no closing and no opening of its own. */
bool conversation_tell_status(Db *tx, const Conversation *conversation, ConversationStatus from,
                              int64_t staff, int64_t at, GError **error);

/* A person said something at a time: what was not open is open again; what was closed starts anew.
 */
bool conversation_hear(Db *tx, Conversation *conversation, int64_t at, GError **error);

/* A member of staff answered: nobody waits for us any more. */
bool conversation_answer(Db *tx, Conversation *conversation, int64_t staff, int64_t at,
                         GError **error);

/* Another state. Closing leaves its episode; leaving closed starts the clocks again. Nothing
 * happens if it is the state already. */
bool conversation_pass(Db *tx, Conversation *conversation, ConversationStatus to, int64_t staff,
                       int64_t at, GError **error);

/* What became of a message we sent; writes the fact if the state is another than before. A failed
 * answer gives the matter back to us: what was waiting is open. */
bool message_delivery_become(Db *tx, int64_t message, MessageDelivery delivery, const char *detail,
                             GError **error);

/* Puts and takes tags; tells each that changed. In conversation-tag.c. */
bool conversation_change_tags(Db *tx, const Conversation *conversation,
                              const ConversationChange *change, int64_t staff, int64_t at,
                              GError **error);

/* The timer that opens again what was snoozed until now. */
bool conversation_wake(Context *context, GError **error);

/* The timer that drops files uploaded for replies that were never sent, after a week. */
bool conversation_tidy(Context *context, GError **error);
