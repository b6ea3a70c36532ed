/* talk-store: the SQL of what visitors may see, of files they send, and of advisers who take chats.
 * Inside chat/ only. */
#pragma once

#include "channel/chat/visitor-store.h"

/* ---- What a visitor may see ---- */

/* One message of the talk; texts borrowed for the call. */
typedef struct {
    int64_t id; /* its position */
    int64_t message;
    bool own; /* the visitor's */
    bool program;
    const char *staff_name; /* of ours; NULL: the program */
    const char *text;
    const char *external_id; /* of their own: made of the key their browser gave it */
    int64_t at;
} TalkItem;
typedef bool (*TalkEach)(const TalkItem *item, void *data, GError **error);

/* Calls each with those after a position, in order, at most limit. Returns how many, -1: error. */
int talk_store_each(Db *db, int64_t visitor, int64_t after, size_t limit, TalkEach each, void *data,
                    GError **error);
/* The position before the newest `count`; 0 when there are no more. */
bool talk_store_before_newest(Db *db, int64_t visitor, size_t count, int64_t *ret_position,
                              GError **error);
/* What they said before under an external id: 1 and its position, 0, -1. */
int talk_store_said(Db *db, int64_t visitor, const char *external_id, int64_t *ret_item,
                    GError **error);
/* Those of us to them between two positions that wait for their return: of int64_t (messages). NULL
 * on error. */
GArray *talk_store_waiting(Db *db, int64_t visitor, int64_t after, int64_t upto, GError **error);
/* Visitors whom a message was shown to and whose browser did not get it: 1, 0, -1. */
int talk_store_unheard(Db *db, int64_t message, GError **error);
/* The newest of our messages they have read: 0 none. */
bool talk_store_read_message(Db *db, const Visitor *visitor, int64_t *ret_message, GError **error);

/* ---- Their matter ---- */

/* What it is called by who answers for it, unless it is closed since before a time: what they say
 * then is another matter. 1 and *ret_subject (owned by the caller), 0, -1. */
int talk_store_going_on(Db *db, int64_t conversation, int64_t before, char **ret_subject,
                        GError **error);
/* The visitor a matter, or one merged into it, is with: 1 and *ret_id, 0, -1. */
int talk_store_visitor(Db *db, int64_t conversation, int64_t *ret_id, GError **error);
/* Who has it, and its priority. */
bool talk_store_matter(Db *db, int64_t conversation, int64_t *ret_assignee, int64_t *ret_priority,
                       GError **error);
/* Whether a person of ours has written to a visitor since a time: 1, 0, -1. */
int talk_store_answered(Db *db, int64_t visitor, int64_t since, GError **error);
/* Who answers for a matter that may be merged. */
bool talk_store_survivor(Db *db, int64_t conversation, int64_t *ret_conversation, GError **error);

/* ---- Files ---- */

typedef struct {
    int64_t id, file, size;
    char *name, *type;
} TalkFile;

void talk_file_clear(TalkFile *file);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TalkFile, talk_file_clear)

typedef void (*FileEach)(int64_t id, const char *name, const char *type, int64_t size, void *data);
/* Those of a message. */
bool file_store_each(Db *db, int64_t message, FileEach each, void *data, GError **error);
/* A file of a message they may see, or that they sent up: 1, 0, -1. */
int file_store_find(Db *db, int64_t visitor, int64_t id, TalkFile *ret_file, GError **error);

/* Keeps one sent up; fills id. How many they have waiting. */
bool upload_store_insert(Db *tx, int64_t visitor, TalkFile *file, GError **error);
bool upload_store_count(Db *db, int64_t visitor, int64_t *ret_count, GError **error);
int upload_store_get(Db *db, int64_t visitor, int64_t id, TalkFile *ret_file, GError **error);
bool upload_store_drop(Db *tx, int64_t visitor, int64_t id, GError **error);
bool upload_store_prune(Db *tx, int64_t before, GError **error);

/* ---- Advisers ---- */

/* Whether an active adviser takes chats, of a team (0: any): 1, 0, -1. */
int adviser_store_takes(Db *db, int64_t staff, int64_t team, GError **error);
/* Those who take chats of a team (0: any) and may answer: of int64_t. NULL: error. */
GArray *adviser_store_takers(Db *db, int64_t team, GError **error);
bool adviser_store_set(Db *tx, int64_t staff, bool takes, GError **error);
