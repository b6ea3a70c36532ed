/* read-store: how far each member of staff has read each matter. Inside conversation/ only.
 *
 * A matter has news when a person or a colleague said something in it (conversation.news_at); what
 * the program sends is none. It is unread for those who have not looked since. Who never looked has
 * read all that was said before their account was made. What is closed is over: it is never unread,
 * so that 100,000 closed matters cost nobody anything. */
#pragma once

#include "db/db.h"

/* SQL of a matter c: a member of staff has not read it, who would have had to since a time. */
#define READ_NOT_BY(staff, since)                                                                  \
    "c.status <> 4 AND c.news_at > coalesce((SELECT r.read_at FROM conversation_read r"            \
    "   WHERE r.staff = " staff " AND r.conversation = c.id), " since ")"

/* When the first word that may be unread for a member of staff was said, milliseconds. */
int64_t read_since(int64_t staff);

/* A member of staff has seen a message of a matter, and those before it. *ret_changed false: they
 * had already. */
bool read_see(Db *tx, int64_t staff, int64_t conversation, int64_t message, bool *ret_changed,
              GError **error);
/* They want to come back to it. */
bool read_forget(Db *tx, int64_t staff, int64_t conversation, GError **error);
/* They write at a time: who had read all has read all still. Before the news is written. */
bool read_keep_up(Db *tx, int64_t staff, int64_t conversation, int64_t at, GError **error);
