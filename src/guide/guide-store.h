/* guide-store: the SQL of guide/, used inside this folder only. */
#pragma once

#include "guide/guide.h"

bool guide_store_read(Db *db, Guide *ret_guide, GError **error);
/* *ret_changed 0: it is so already. */
bool guide_store_skip(Db *tx, const char *step, bool skip, int64_t staff, int64_t *ret_changed,
                      GError **error);
