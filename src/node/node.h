/* node: one program among those that have the same store open: servers behind one address, and the
 * commands of an operator beside them.
 *
 * It has a number that no other has at the same time, from 1 to ID_NODE_MAX, so that ids made by
 * two of them never meet (base/id.h); and it may hold leases: what only one of them does at a time
 * (fetching a mailbox) is done by whoever holds the lease of it. A lease is kept by asking for it
 * again before NODE_LEASE has passed; of a node that died, or cannot reach the store any more, it
 * goes to the first that asks after that time. The clocks of nodes differ by less than a second
 * (NTP); a lease is no lock: what is done twice at such a moment must bear it.
 *
 * Where only one server can be (SQLite), every lease is held and nothing is written for it.
 *
 * node.c knows the rules, node-store.c holds the SQL. */
#pragma once

#include "db/db.h"

typedef struct Node Node;

#define NODE_LEASE INT64_C(10000) /* milliseconds */
#define NODE_BEAT  INT64_C(3000)  /* ask again that often */

/* Takes a number, until node_leave(). stays: as long as the program serves, on a thread that keeps
 * it; a command has it for a day. NULL when the store cannot be written, or 1,023 programs hold all
 * numbers (APP_ERROR_CONFLICT). */
Node *node_join(Database *database, bool stays, GError **error);

/* Gives up leases and number: the number is not given again within an hour, for another's clock may
 * be behind. Accepts NULL. */
void node_leave(Node *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Node, node_leave)

/* Asks for, or keeps, the leases of a kind on some subjects, in one transaction: ret_held says of
 * each whether this node holds it now. A lease it holds and does not name here goes on until its
 * time is over. On an error none may be taken for held. */
bool node_hold(Node *node, const char *kind, const int64_t *subjects, size_t n, bool *ret_held,
               GError **error);

/* Gives up all leases of a kind, so that others need not wait. */
bool node_release(Node *node, const char *kind, GError **error);
