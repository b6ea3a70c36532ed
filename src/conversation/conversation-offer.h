/* conversation-offer: a new matter that is proposed to the staff, never made by itself. Inside
 * conversation/ only.
 *
 * Many people begin something new by answering the last mail they find. Such a mail lands in the
 * old matter, where its thread leads; when whoever takes part there already writes under a subject
 * that is none of the matter's, the message carries an offer. Accepted, it becomes a new matter
 * with what the same person wrote after it; refused, it stays. A fact tells each:
 * conversation.split, message.offer_refused. */
#pragma once

#include "conversation/conversation-store.h"

#define OFFER_NEW_MATTER 1 /* column message.offer */

/* Whether a mail that lands in a matter under a subject begins something new; before it is written.
 * person: who wrote it. */
bool offer_is_due(Db *db, const Conversation *conversation, int64_t person, const char *subject,
                  bool *ret_due, GError **error);

/* APP_ERROR_NOT_FOUND: no such message; APP_ERROR_CONFLICT: nothing is offered; APP_ERROR_INVALID:
 * nothing would stay where it is. */
bool offer_accept(Db *tx, int64_t message, int64_t staff, int64_t *ret_conversation,
                  GError **error);
bool offer_refuse(Db *tx, int64_t message, int64_t staff, GError **error);
