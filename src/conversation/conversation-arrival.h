/* conversation-arrival: one thing that came in, made ready to be written. All that costs time and
 * needs no database is done here, on the thread of the channel: the writer is one for everybody.
 * Inside conversation/ only. */
#pragma once

#include "conversation/message-store.h"

typedef struct {
    const Incoming *incoming; /* borrowed */
    const char *address_kind; /* how its author is known to person/ */
    const ChannelAddress
        *author;       /* whom it is from: the reply-to when a form of ours wrote the mail */
    char *our_address; /* plain, or NULL */
    char *subject;     /* one line, clipped */
    char *text, *reply, *html; /* within the limits; reply and html may be NULL */
    char *preview;
    char *addresses; /* JSON */
    char *notes;     /* JSON, or NULL */
    bool *left_out;  /* which of incoming->files stay in the source alone (file/file-policy.h) */
    ChannelAddress written_by; /* what author may point to */
} Arrival;

void arrival_prepare(Context *context, const Incoming *incoming, Arrival *ret_arrival);
void arrival_clear(Arrival *arrival);

/* The beginning of a text on one line, as lists show it. Owned by the caller. */
char *message_preview(const char *text);

/* ---- conversation-thread.c: which matter it belongs to ---- */

typedef struct {
    int64_t conversation; /* 0: none that is known; who answers for it */
    int64_t named;        /* the one its token names, which may be merged; 0 */
    int64_t answered;     /* the message of ours or theirs that it answers; 0 */
    int64_t reported;     /* the message a bounce is about; 0 */
    bool to_bounced;      /* that message did go to the address that failed */
} Thread;

/* By the messages it answers, the nearest first, in whose matter person (0: not known) takes part
 * or which went to them: where they are now, whatever became of their matter; else by our token,
 * which also opens what was split from the matter it names. A bounce by the message of ours it
 * reports. */
bool conversation_thread(Db *db, Context *context, const Arrival *arrival, int64_t person,
                         Thread *ret_thread, GError **error);

/* Our token in what they answer came to them at that address: it is theirs if they had claimed it
 * (person.h). */
bool arrival_prove_address(Db *tx, Context *context, const Arrival *arrival, GError **error);
