/* notice-store: the SQL of notices. Inside this folder only. */
#pragma once

#include "notice/notice.h"

/* Adds to the notice not seen yet of the same person, kind and matter, or makes one. */
bool notice_store_put(Db *tx, const Notice *notice, int ways, int64_t *ret_notice, GError **error);

bool notice_store_see(Db *tx, int64_t staff, int64_t notice, int64_t at, GError **error);
bool notice_store_see_conversation(Db *tx, int64_t staff, int64_t conversation, int64_t at,
                                   GError **error);
bool notice_store_see_all(Db *tx, int64_t staff, int64_t at, GError **error);

/* Those for the page: at, id, kind, seen_at, count, conversation, its subject, person's id, name
 * and address, message, beginning of its text, actor's id and name. */
DbRows *notice_store_list(Db *db, int64_t staff, bool unseen, int64_t before_at, int64_t before_id,
                          size_t limit, GError **error);
/* How many for the page have not been seen; -1. */
int64_t notice_store_count(Db *db, int64_t staff, GError **error);

/* Ways chosen: 1 and *ret_ways, 0, -1. */
int notice_store_ways(Db *db, int64_t staff, NoticeKind kind, int *ret_ways, GError **error);
bool notice_store_choose(Db *tx, int64_t staff, NoticeKind kind, int ways, GError **error);

/* 1, 0 when nothing was chosen, -1. */
int notice_store_rhythm(Db *db, int64_t staff, NoticeRhythm *ret_rhythm, GError **error);
bool notice_store_set_rhythm(Db *tx, int64_t staff, const NoticeRhythm *rhythm, GError **error);

/* ---- Who is concerned ---- */

typedef struct {
    int64_t staff, conversation;
} NoticeForgotten;

/* Replies begun by accounts that are active, last saved before a time, where the person still waits
 * and nobody snoozed the matter, and that their author was not told of since; the oldest first. A
 * GArray of NoticeForgotten owned by the caller. */
GArray *notice_store_forgotten(Db *db, int64_t before, size_t limit, GError **error);

/* Who has a matter: 1, 0 when there is no such matter, -1. */
int notice_store_holder(Db *db, int64_t conversation, int64_t *ret_assignee, int64_t *ret_team,
                        GError **error);
/* Active members of a team, as a GArray of int64_t owned by the caller. */
GArray *notice_store_members(Db *db, int64_t team, GError **error);
/* The author of a message of ours, be it held and not left yet; the owner of a call-back: 1, 0,
 * -1. */
int notice_store_author(Db *db, int64_t message, int64_t *ret_staff, GError **error);
int notice_store_loop_owner(Db *db, int64_t loop, int64_t *ret_staff, GError **error);

/* ---- Mails ---- */

/* Active accounts that have something for a mail, not seen and not mailed, older than before. */
GArray *notice_store_waiting(Db *db, GError **error);
/* Those of one: kind, count, conversation, its subject, person's name and address. */
DbRows *notice_store_to_mail(Db *db, int64_t staff, int64_t until, size_t limit, GError **error);
bool notice_store_mailed(Db *tx, int64_t staff, int64_t until, GError **error);

/* What is old goes. */
bool notice_store_tidy(Db *tx, int64_t seen_before, int64_t made_before, GError **error);

extern const Invariant notice_invariants[];
