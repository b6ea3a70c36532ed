/* loop: an unhappy answer is followed up until it is closed by a person.
 *
 * An answer up to the setting csat.unhappy_to opens a loop: somebody calls back. It belongs to
 * whoever held the matter, or is there to be taken; it is due after loop.due_hours of working time.
 * It closes only with an outcome, by a member of staff; what is closed does not change any more.
 * Each note goes into the thread of the matter as well, so that the thread tells the whole story.
 *
 * Facts, whose subject is the loop: loop.opened, loop.taken {owner}, loop.moved (another due time),
 * loop.closed {outcome}. Notes are personal data.
 *
 * loop.c holds the rules and the reader of the journal, loop-http.c the routes, loop-store.c the
 * SQL. */
#pragma once

#include "module/module.h"

typedef enum { LOOP_TODO = 1, LOOP_DONE, LOOP_DROPPED } LoopState;

typedef struct {
    int64_t id, survey, conversation, person;
    int64_t owner; /* staff; 0: nobody yet */
    int64_t due_at;
    LoopState state;
    int64_t score; /* of the answer */
} Loop;

/* The words of the API: "todo", "done", "dropped". */
const char *loop_state_word(LoopState state);

/* "satisfied", "still_unhappy", "not_reached", "other"; NULL-terminated. */
extern const char *const loop_outcomes[];

/* Opens the loop of an answered survey, once, if its score asks for it. */
bool loop_open(Db *tx, int64_t survey, GError **error);

/* What may be changed; what is left at LOOP_KEEP or NULL stays. */
#define LOOP_KEEP INT64_C(-1)
typedef struct {
    int64_t owner;       /* an active member of staff, 0: nobody */
    int64_t due_at;      /* later than now */
    const char *outcome; /* one of loop_outcomes, to close it */
    const char *note;    /* "" is none */
    bool close;
} LoopChange;

/* APP_ERROR_NOT_FOUND; APP_ERROR_CONFLICT when it is closed; APP_ERROR_INVALID names the field: an
 * outcome is given when and only when it is closed. */
bool loop_change(Db *tx, Context *context, int64_t loop, const LoopChange *change, int64_t staff,
                 GError **error);

extern const Module loop_module;
