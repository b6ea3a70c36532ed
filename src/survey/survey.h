/* survey: the question asked once a matter is closed, "how did we do?", from 1 to 5, and a word if
 * the person wants to add one.
 *
 * Each closing is asked about at most once, some minutes later (setting survey.delay_minutes: time
 * to open again what was closed too soon). A survey is held back, with its reason, rather than sent
 * when it would disturb or make no sense: asking is switched off; the matter was opened again;
 * nobody of ours answered; the address is a machine's, or we have none that works; the same person
 * was asked less than survey.pause_days ago, or asked not to be asked again. So "why was this
 * person not asked?" always has an answer.
 *
 * The invitation leaves by the channel of the matter and holds five links, one a score. A link
 * opens a page where the score is already chosen and a comment may be added; nothing is recorded
 * before the person sends that page, because mail scanners follow links. An answer is given once,
 * within survey.open_days, and never changed afterwards. A sixth link, also in the List-Unsubscribe
 * header of the mail, stops all later invitations; the staff can let them begin again.
 *
 * Comments are personal data: never in a fact, never in the log. Facts, whose subject is the
 * survey: survey.asked, survey.held_back {reason}, survey.answered {score}; and without subject
 * survey.stopped, survey.resumed.
 *
 * survey.c holds the rules, survey-job.c the reader of the journal and the job, survey-mail.c the
 * invitation, survey-page.c the public page, survey-stop.c the refusal of later ones,
 * survey-wordings.c what both say, which the organisation may change (survey-words.c),
 * survey-http.c the API, survey-store.c the SQL. */
#pragma once

#include "module/module.h"

#define SURVEY_SCORE_MAX 5

typedef struct {
    int64_t id, conversation, person;
    int64_t closed_at;      /* the closing it is about */
    int64_t asked_at;       /* 0: not asked (yet) */
    char *reason;           /* why it was held back; NULL */
    int64_t score;          /* 1..5; 0: no answer */
    char *comment;          /* NULL: none */
    int64_t answered_at;    /* 0: no answer */
    int64_t assignee, team; /* who held the matter when it closed; 0: nobody */
} Survey;

void survey_free(Survey *survey);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Survey, survey_free)

/* ---- Asking ---- */

/* A matter was closed, which left an episode: asks now, or plans to ask after the delay. Once for
 * each closing, however often it is called. */
bool survey_plan(Db *tx, Context *context, int64_t episode, GError **error);

/* Asks, or holds back with a reason. Nothing happens when one of both was done before. Writes
 * the invitation and the fact. */
bool survey_ask(Db *tx, Context *context, int64_t survey, GError **error);

/* ---- Answering ---- */

/* 1 and *ret_survey (owned by the caller), 0, -1. */
int survey_get(Db *db, int64_t id, Survey **ret_survey, GError **error);
/* The one whose link holds a secret: a token (base/token.h), or a random one of before. */
int survey_find(Db *db, Context *context, const char *secret, Survey **ret_survey, GError **error);

/* True when it is too late to answer: the days that were allowed when it was asked have passed. */
bool survey_is_expired(Db *db, const Survey *survey);

/* Records an answer; comment may be NULL. APP_ERROR_NOT_FOUND: no such secret; APP_ERROR_CONFLICT:
 * answered before, which stays, or too late; APP_ERROR_INVALID: not a score from 1 to 5. */
bool survey_answer(Db *tx, Context *context, const char *secret, int64_t score, const char *comment,
                   GError **error);

/* ---- Asking no more ---- */

/* When a person asked not to be asked again: 1 and *ret_at, 0, -1. Holds for whoever they were
 * merged with. */
int survey_stopped(Db *db, int64_t person, int64_t *ret_at, GError **error);
/* staff 0: the person themselves. Twice is once; facts survey.stopped, survey.resumed. */
bool survey_stop(Db *tx, int64_t person, int64_t staff, GError **error);
bool survey_resume(Db *tx, int64_t person, int64_t staff, GError **error);

/* The tokens in the links of an invitation. */
#define SURVEY_ANSWER_PURPOSE "survey-answer" /* of a survey */
#define SURVEY_STOP_PURPOSE   "survey-stop"   /* of a person */

/* What became of an unhappy answer, told by whoever follows it up. */
bool survey_note_follow_up(Db *tx, int64_t survey, int64_t follow_up, const char *state,
                           GError **error);

extern const Module survey_module;
