/* node-store: the leases of nodes. Private to this folder. */
#pragma once

#include "db/db.h"

/* Takes a lease, or goes on with it, when nobody else has it at now. */
bool node_store_hold(Db *tx, const char *kind, int64_t subject, int64_t holder, int64_t now,
                     int64_t until, bool *ret_held, GError **error);

/* Ends the leases that a holder has of a kind, at a time. */
bool node_store_release(Db *tx, const char *kind, int64_t holder, int64_t until, GError **error);

/* The number that has been free for longest, or the first that nobody ever had: 1, 0 when all to
 * highest are held at now, -1. */
int node_store_free_number(Db *tx, int64_t now, int64_t highest, int64_t *ret_number,
                           GError **error);
