/* recipient-store: what became of each recipient of a message, when they did not fare alike: nobody
 * is written to twice because another was refused. Inside conversation/ only. */
#pragma once

#include "conversation/conversation.h"

typedef enum { RECIPIENT_DONE = 1, RECIPIENT_RETRY, RECIPIENT_REFUSED } RecipientOutcome;

/* Replaces what was known of this one. words may be NULL. */
bool recipient_store_set(Db *tx, int64_t message, const char *address, RecipientOutcome outcome,
                         const char *words, GError **error);

/* Refused ones are tried again too. */
bool recipient_store_forgive(Db *tx, int64_t message, GError **error);

/* The addresses that are done with or refused: a set (keys char*), empty when all fared alike. NULL
 * on error. */
GHashTable *recipient_store_settled(Db *db, int64_t message, GError **error);

/* "address: words", a line each, of all that was refused; NULL when none was. False on error. */
bool recipient_store_refusals(Db *db, int64_t message, char **ret_text, GError **error);
