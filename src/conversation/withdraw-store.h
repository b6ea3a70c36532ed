/* withdraw-store: a matter that was opened by a message which was taken back before it left: it is
 * as if it had never been. Inside conversation/ only. */
#pragma once

#include "db/db.h"

/* Deletes a matter in which nothing is, and *ret_withdrawn says so: no message, nothing that waits,
 * nobody's draft, and nothing elsewhere that refers to it. Otherwise it stays. */
bool withdraw_store_empty(Db *tx, int64_t conversation, bool *ret_withdrawn, GError **error);
