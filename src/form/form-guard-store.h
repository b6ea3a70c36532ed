/* form-guard-store: counts that survive a restart. Inside this folder only. */
#pragma once

#include "db/db.h"

/* Counts one more of a key; those that began before a time begin anew. */
bool form_count_store_add(Db *tx, const char *key, int64_t now, int64_t before, int64_t *ret_n,
                          GError **error);
/* How many since a time: 0 when none. */
bool form_count_store_get(Db *db, const char *key, int64_t before, int64_t *ret_n, GError **error);
bool form_count_store_prune(Db *tx, int64_t before, GError **error);
