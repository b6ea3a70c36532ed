/* mention-store: colleagues called in a note, so that they look at a matter. A mention stands with
 * its message, which a merge or a split may carry to another matter. */
#pragma once

#include "db/db.h"

/* A note of a matter calls a member of staff; once is enough. Writes the fact message.mentioned
 * {"staff": id} about the message. author: who wrote the note. */
bool mention_add(Db *tx, int64_t message, int64_t conversation, int64_t staff, int64_t author,
                 GError **error);

/* Messages left a matter: their mentions go where they are now. */
bool mention_follow(Db *tx, int64_t conversation, GError **error);

/* A member of staff has looked at a matter: *ret_seen is how many mentions that were not seen yet
 * are now. */
bool mention_see(Db *tx, int64_t conversation, int64_t staff, int64_t *ret_seen, GError **error);

/* 1: a member of staff is called in a matter and has not looked since, 0, -1. */
int mention_is_unseen(Db *db, int64_t conversation, int64_t staff, GError **error);

/* Mentions of a member of staff in active matters that were not seen; -1: error. */
int64_t mention_count_unseen(Db *db, int64_t staff, GError **error);
