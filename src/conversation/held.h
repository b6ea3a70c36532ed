/* held: what was written and has not left yet. One mechanism for two habits: a reply is held back a
 * few seconds, so that who changes their mind takes it back into the composer; or until a time that
 * was chosen. Inside conversation/ only, and canned/ for replies to many.
 *
 * It is whole when it is written: addresses, signature, quote, files; what leaves is what was seen.
 * Until it leaves it is no message: nothing of the matter changes, no clock stops, nobody was told.
 * Then it becomes a message, under the same id. It can be taken back, moved to another time, sent
 * at once. Someone who is there now (a live channel) is never made to wait.
 *
 * When the person writes meanwhile, what was meant for later may be out of place: it is held back
 * (setting conversation.hold_back) until someone decides, and so is what is refused at the moment
 * of leaving. A merge carries it along; when the merge is taken back, it returns.
 *
 * Facts: message.scheduled, message.rescheduled, message.taken_back (or conversation.withdrawn),
 * message.held_back {why}; then message.sent, as of any reply. The subject is the message to be.
 *
 * held.c: the rules; held-leave.c: the job by which it leaves; held-store.c: SQL; held-http.c:
 * routes. */
#pragma once

#include "conversation/message-prepare.h"

#define HELD_LEAVE_JOB "message.leave" /* its subject is the message to be */
#define HELD_AHEAD_MAX (366 * CLOCK_DAY)
#define HELD_MAX       20 /* in one matter */

typedef enum { HELD_BACK_NOT, HELD_BACK_PERSON_WROTE, HELD_BACK_REFUSED } HeldBack;

/* The word of the API: "person-wrote", "refused"; NULL for not. */
const char *held_back_word(HeldBack why);

typedef struct {
    int64_t id, conversation, staff;
    char *channel;
    ReplyMode mode;
    int64_t answered;          /* 0: none */
    char *subject;             /* when it was given, or the forward's; NULL */
    char *own_text, *own_html; /* as typed */
    char *text, *html;         /* whole */
    char *addresses;           /* as message.addresses */
    bool quote, sign, closes;
    int64_t made_at, leave_at;
    bool undo;      /* held for who changes their mind, not for a time */
    bool withdrawn; /* its matter went with it: nothing else was in it */
    HeldBack held_back;
} Held;

void held_clear(Held *held);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Held, held_clear)

/* Writes a reply that leaves later. leave_at: when; 0: undo, after the setting's seconds (none: at
 * once). closes: the matter is closed with it. *ret_message is its id, now and once it left. What
 * conversation_write() refuses is refused now; APP_ERROR_INVALID on "send_at" for a time in the
 * past, beyond HELD_AHEAD_MAX, or of a note; APP_ERROR_CONFLICT when HELD_MAX are waiting. */
bool held_write(Db *tx, Context *context, const Draft *draft, int64_t leave_at, bool closes,
                int64_t *ret_message, GError **error);

/* Takes it back: it is gone, and *ret_held is what it was; its files are uploads of staff again. A
 * matter that was opened for it, and in which nothing else is, is withdrawn whole: it was never
 * anybody's (conversation.withdrawn, instead of message.taken_back); subject is then the matter's.
 * APP_ERROR_CONFLICT when it left, APP_ERROR_NOT_FOUND when there is none. */
bool held_take_back(Db *tx, int64_t message, int64_t staff, Held *ret_held, GError **error);

/* Another time (0: now), which also lets go what was held back. Errors as above. */
bool held_move(Db *tx, int64_t message, int64_t leave_at, int64_t staff, GError **error);

/* The person wrote: what was meant for later waits for someone to decide. */
bool held_hear(Db *tx, const Conversation *conversation, int64_t at, GError **error);

/* The job: what is due becomes a message. */
JobOutcome held_leave(Context *context, const Job *job, GError **error);

/* ---- held-store.c ---- */

bool held_store_insert(Db *tx, const Held *held, GError **error);
int held_store_get(Db *db, int64_t id, Held *ret_held, GError **error);
bool held_store_move(Db *tx, const Held *held, GError **error);
bool held_store_drop(Db *tx, int64_t id, GError **error);
/* How many wait in a matter; -1: error. */
int64_t held_store_count(Db *db, int64_t conversation, GError **error);
/* Those of a matter that wait for a time, not held back: of int64_t. NULL on error. */
GArray *held_store_scheduled(Db *db, int64_t conversation, GError **error);
/* With a merge, and back. */
bool held_store_follow(Db *tx, int64_t from, int64_t to, GError **error);
bool held_store_return(Db *tx, int64_t conversation, GError **error);
