/* form-answer: what was sent, kept until it is in a conversation. Inside this folder only. */
#pragma once

#include "form/form-input.h"

typedef enum {
    ANSWER_ON_ITS_WAY = 1,
    ANSWER_IN, /* in a conversation */
    ANSWER_ASIDE,
    ANSWER_DROPPED,
} AnswerState;

typedef struct {
    int64_t id;
    char reference[16];
    int64_t at;
    bool aside;
} FormReceipt;

/* Keeps what was sent, its files too; durable when it returns true. seems: of form_guard_judge(); 0
 * sends it on its way. The same page with the same content gives the first one's receipt. */
bool form_answer_keep(Context *context, const FormInput *input, unsigned seems,
                      FormReceipt *ret_receipt, GError **error);

/* Decides on what was kept aside: brings it in, or drops it with all that was in it.
 * APP_ERROR_NOT_FOUND; APP_ERROR_CONFLICT when it was decided before. */
bool form_answer_decide(Db *tx, int64_t answer, bool accept, int64_t staff, GError **error);

extern const JobKind form_jobs[];
extern const JobTimer form_timers[];
extern const WordingRule form_wordings[];
