/* letter: a mail that the program itself writes to a colleague: the digest of what awaits them. It
 * is of no conversation, so it is no message; all else is as for what leaves to persons: written in
 * the transaction of what it tells, sent by a job until it is delivered or given up, kept in the
 * local outbox when no server is configured.
 *
 * It is text and HTML, the HTML in the frame of brand/brand.h. It stands in the outbox until it has
 * left, for whoever manages jobs; all of it is gone after LETTER_KEPT. Its address and text are
 * personal data: never logged.
 *
 * letter.c writes and sends, letter-store.c holds the SQL, letter-http.c the routes. */
#pragma once

#include "base/clock.h"
#include "module/module.h"

#define LETTER_KEPT (30 * CLOCK_DAY)

typedef enum {
    LETTER_QUEUED = 1,
    LETTER_SENT,
    LETTER_OUTBOX, /* no server: to be read in the application */
    LETTER_RETRYING,
    LETTER_FAILED,
} LetterDelivery;

typedef struct {
    const char *kind; /* "notice-digest" (static) */
    int64_t staff;
    const char *address, *name;
    const char *language; /* "fr" or "en" */
    const char *subject, *text;
    const char *content; /* HTML of ours, within the frame of the brand */
} LetterDraft;

/* Writes it and asks for its sending. */
bool letter_write(Db *tx, Context *context, const LetterDraft *draft, int64_t *ret_letter,
                  GError **error);

/* Sends again what failed or waits. APP_ERROR_NOT_FOUND; APP_ERROR_CONFLICT if it was sent, or is
 * being sent now. */
bool letter_send_again(Db *tx, int64_t letter, GError **error);

extern const Module letter_module;
