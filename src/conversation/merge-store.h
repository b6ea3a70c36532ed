/* merge-store: the rows of merges, and messages on their way from one matter to another. Inside
 * conversation/ only. */
#pragma once

#include "conversation/conversation-store.h"

typedef struct {
    int64_t id, conversation, survivor;
    int64_t version; /* of the survivor just after */
} Merge;

/* Keeps both matters as they are now, and who comes into the survivor. */
bool merge_store_insert(Db *tx, const Merge *merge, int64_t staff, int64_t at, GError **error);
bool merge_store_set_version(Db *tx, const Merge *merge, GError **error);
/* The merge by which a matter is merged now: 1, 0, -1. */
int merge_store_present(Db *db, int64_t conversation, Merge *ret_merge, GError **error);
bool merge_store_end(Db *tx, const Merge *merge, int64_t staff, int64_t at, GError **error);
/* One of both matters as it was before. NULL on error. */
Conversation *merge_store_before(Db *db, const Merge *merge, int64_t conversation, GError **error);

/* All messages of the merged matter go to the survivor, and its participants join. */
bool merge_store_move(Db *tx, const Merge *merge, GError **error);
/* They go back, those at least that are in the survivor still, and whoever came in with them goes
 * unless they wrote there. survivor_subject: its subject. */
bool merge_store_move_back(Db *tx, const Merge *merge, const char *survivor_subject,
                           GError **error);
/* 1: some of its messages are elsewhere now (a split took them); 0; -1. */
int merge_store_misses(Db *db, const Merge *merge, GError **error);
/* The first word of a person that came to a merged matter since: 1 and *ret_at, 0, -1. */
int merge_store_heard_since(Db *db, const Merge *merge, int64_t *ret_at, GError **error);

/* A message came to the survivor of a matter that is merged: it is noted for all merges between
 * them; and for those that brought the message it answers (0: none). */
bool merge_store_note(Db *tx, int64_t conversation, int64_t answered, int64_t message,
                      GError **error);

/* ---- One message, one matter ---- */

/* Moves a message of a matter; it keeps the subject it was under. *ret_moved false: it is not
 * there. */
bool merge_store_move_one(Db *tx, int64_t message, const Conversation *from, int64_t to,
                          bool *ret_moved, GError **error);
/* The authors of its messages take part. */
bool merge_store_join_authors(Db *tx, int64_t conversation, GError **error);
/* Messages that go by the subject of their matter keep it: it is about to get another. */
bool merge_store_keep_subjects(Db *tx, const Conversation *conversation, GError **error);

/* How many messages it has, when the last came, in memory; *ret_preview is what lists show of it.
 */
bool merge_store_recount(Db *db, Conversation *conversation, char **ret_preview, GError **error);

/* What is left in a matter; times and ids 0: none. Words are a person's, answers the staff's. */
typedef struct {
    int64_t first_at;        /* the oldest message */
    int64_t first_person;    /* who wrote the first word */
    bool waiting_stays;      /* the word at waiting_since */
    int64_t unanswered_at;   /* the oldest word since the last answer or closing */
    bool first_stays;        /* the answer at first_answer_at */
    int64_t first_answer_at; /* the first answer since opened_at */
    int64_t last_answer;     /* the last answer */
    int64_t last_message;    /* the newest message */
    int64_t last_episode;    /* the last closing; its times: */
    int64_t episode_opened_at, episode_first_answer_at, episode_closed_at;
} Left;
bool merge_store_left(Db *db, const Conversation *conversation, Left *ret_left, GError **error);
