/* wording-store: the SQL of wording/, used inside this folder only. */
#pragma once

#include "wording/wording.h"

/* The organisation's own text: 1 and *ret_text (owned by the caller), 0: the default is said, -1.
 */
int wording_store_find(Db *db, const char *name, const char *language, char **ret_text,
                       GError **error);
/* Puts every own text of a language into a table of owned names and texts. */
bool wording_store_all(Db *db, const char *language, GHashTable *into, GError **error);
/* text NULL: the default from now on. */
bool wording_store_add(Db *tx, const char *name, const char *language, const char *text,
                       int64_t staff, GError **error);
/* What was said, newest first. Columns: sort key, id, language, text, at, name of the staff. */
DbRows *wording_store_history(Db *db, const char *name, int64_t before, int64_t limit,
                              GError **error);
