/* change-store: who changed what in the settings, read from the journal. Inside this folder only.
 */
#pragma once

#include "db/db.h"

/* Newest first. Columns: position, position, at, the fact's name, its data, who did it (a name or
 * NULL), what it is about (the name of a team, an account, a mailbox; NULL). */
DbRows *change_store_list(Db *db, int64_t before, int64_t limit, GError **error);
