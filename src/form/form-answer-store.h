/* form-answer-store: the rows of answers. Inside this folder only. */
#pragma once

#include "form/form-answer.h"

typedef struct {
    int64_t id, form, at, conversation;
    AnswerState state;
    char *reference, *content; /* content NULL: gone */
} FormAnswer;

void form_answer_free(FormAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FormAnswer, form_answer_free)

typedef struct {
    int64_t id, form, at;
    AnswerState state;
    const char *reference, *digest, *reasons, *content;
} NewFormAnswer;

typedef struct {
    int64_t file, size;
    char *name, *type;
} FormAnswerFile;

bool form_answer_store_insert(Db *tx, const NewFormAnswer *answer, GError **error);
bool form_answer_store_insert_file(Db *tx, int64_t answer, int position, const FormAnswerFile *file,
                                   GError **error);
/* The one of a digest: 1 and the receipt, 0, -1. */
int form_answer_store_find(Db *db, const char *digest, FormReceipt *ret_receipt, GError **error);
int form_answer_store_get(Db *db, int64_t id, FormAnswer **ret_answer, GError **error);
/* Of FormAnswerFile, in order; g_array_unref() frees all. NULL: error. */
GArray *form_answer_store_files(Db *db, int64_t answer, GError **error);

/* It is in a conversation: what was sent is there now. */
bool form_answer_store_arrived(Db *tx, int64_t id, int64_t conversation, int64_t message,
                               int64_t copy, GError **error);
/* staff 0: nobody, in time. A dropped one loses its content. */
bool form_answer_store_decide(Db *tx, int64_t id, AnswerState state, int64_t staff, int64_t at,
                              GError **error);
/* Kept aside before a time: of int64_t, at most limit. NULL: error. */
GArray *form_answer_store_stale(Db *db, int64_t before, size_t limit, GError **error);

/* Kept aside, newest first: at, id, form, name of the form, reference, reasons, content. form 0:
 * of all. */
DbRows *form_answer_store_aside(Db *db, int64_t form, int64_t before_at, int64_t before_id,
                                size_t limit, GError **error);
bool form_answer_store_count_aside(Db *db, int64_t *ret_count, GError **error);

extern const Invariant form_invariants[];
