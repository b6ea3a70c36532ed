/* conversation-merge: two matters that are one, and one that is two. Inside conversation/ only.
 *
 * Merged: the messages of a matter move to another, the survivor, which answers for it from then
 * on: an answer to either thread arrives there, whoever took part in one takes part in it. The
 * merged matter is closed, holds no message and points at the survivor; it shows in no list and no
 * count. What was measured stays where it was: its episodes, surveys and call-backs go on naming
 * it. The survivor owes what either owed: it is open if one was, else pending, else snoozed until
 * the earlier time, else waiting; its clocks are the older of both, and it keeps who has it, or
 * takes them from the other; the higher priority stays, and the tags of both. A closed survivor is
 * opened again by a matter that is not, and goes on with its clocks. A matter merges into whoever
 * answers for the other in the end, never into itself.
 *
 * Taken back: the merged matter is as it was before. With it go the messages it brought, and those
 * that came since by its token or as answers to them; these are heard anew. What was said in the
 * survivor otherwise stays there. The survivor is as it was if nothing else happened to it; if
 * something did, it keeps its state and its clocks are told by the messages that stay. A survivor
 * that was merged in its turn comes back first.
 *
 * Split: some messages of a matter become another one, by the person who wrote the first of them;
 * both are linked. An answer to a message goes where the message is now.
 *
 * A matter that messages left waits for an answer to the words that are still there, and to those
 * whose answer has left; what nothing is left of but what was over is closed again, in its old
 * episode.
 *
 * Facts, with ids only: conversation.merged and conversation.unmerged {into}, conversation.split
 * {into} (its subject is the first message that left), conversation.linked and
 * conversation.unlinked {other}.
 *
 * conversation-merge.c: merging and taking back; conversation-split.c: splitting, and what a matter
 * is when messages have left; conversation-link.c: links; merge-store.c, link-store.c: SQL. */
#pragma once

#include "conversation/conversation-store.h"

/* Merges a matter into another. version: the one that was seen, CONVERSATION_KEEP any.
 * APP_ERROR_NOT_FOUND, APP_ERROR_INVALID (into itself), APP_ERROR_CONFLICT (it is merged already,
 * it has changed). *ret_survivor answers for it now. */
bool conversation_merge(Db *tx, int64_t conversation, int64_t into, int64_t version, int64_t staff,
                        int64_t *ret_survivor, GError **error);

/* Takes a merge back. APP_ERROR_NOT_FOUND; APP_ERROR_CONFLICT: it is not merged, or its survivor
 * is. */
bool conversation_unmerge(Db *tx, int64_t conversation, int64_t staff, GError **error);

typedef struct {
    int64_t conversation;
    const int64_t *messages; /* of it, each once */
    size_t n_messages;
    const char *subject; /* of the new matter; never empty */
    int64_t version;     /* CONVERSATION_KEEP: any */
} Split;

/* *ret_conversation is the new matter. APP_ERROR_NOT_FOUND, APP_ERROR_CONFLICT; APP_ERROR_INVALID
 * when a message is not of the matter or none would stay. */
bool conversation_split(Db *tx, const Split *split, int64_t staff, int64_t *ret_conversation,
                        GError **error);

/* Messages have left a matter for another: its clocks and its state, in memory, from those that
 * stayed. An answer that left answered nothing here. */
bool conversation_left(Db *tx, Conversation *conversation, int64_t to, int64_t staff, int64_t at,
                       GError **error);

/* ---- Links ---- */

/* Of matters that answer for themselves; linking twice is no error. APP_ERROR_NOT_FOUND,
 * APP_ERROR_CONFLICT (merged), APP_ERROR_INVALID (with itself). */
bool conversation_link(Db *tx, int64_t conversation, int64_t other, int64_t staff, GError **error);
/* APP_ERROR_NOT_FOUND when they are not linked. */
bool conversation_unlink(Db *tx, int64_t conversation, int64_t other, int64_t staff,
                         GError **error);
