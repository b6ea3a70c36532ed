/* survey-words: what persons outside read, in their language and in the organisation's words
 * (wording/wording.h). Inside this folder only. */
#pragma once

#include "brand/brand.h"
#include "survey/survey.h"

typedef enum {
    WORD_SCORE_1, /* the next four follow */
    WORD_SCORE_2,
    WORD_SCORE_3,
    WORD_SCORE_4,
    WORD_SCORE_5,
    WORD_SUBJECT,
    WORD_HELLO,
    WORD_DONE,
    WORD_QUESTION,
    WORD_HOW,
    WORD_HUMAN,
    WORD_MACHINE,
    WORD_STOP,
    WORD_LINK,
    WORD_STOP_LINK,
    WORD_TITLE,
    WORD_REQUIRED,
    WORD_COMMENT,
    WORD_COMMENT_HINT,
    WORD_SEND,
    WORD_CHOOSE,
    WORD_THANKS_TITLE,
    WORD_THANKS_TEXT,
    WORD_ALREADY_TITLE,
    WORD_ALREADY_TEXT,
    WORD_EXPIRED_TITLE,
    WORD_EXPIRED_TEXT,
    WORD_UNKNOWN_TITLE,
    WORD_UNKNOWN_TEXT,
    WORD_STOP_ASK_TITLE,
    WORD_STOP_ASK_TEXT,
    WORD_STOPPED_TITLE,
    WORD_STOPPED_TEXT,
    WORD_STOP_BUTTON,
    WORD_COUNT,
} SurveyWord;

/* By SurveyWord; ends with a row whose name is NULL. */
extern const WordingRule survey_wordings[];

/* All of them in one language. */
typedef struct {
    const char *language; /* "fr" or "en"; static */
    Brand *brand;
    char **said; /* by SurveyWord */
} SurveyWords;

/* The texts as they are written, variables and all; language as in wording_language(). */
SurveyWords *survey_words_load(const Context *context, Db *db, const char *language);
void survey_words_free(SurveyWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SurveyWords, survey_words_free)

/* Says one otherwise than it is kept, for a preview: held to the same rule. */
bool survey_words_try(SurveyWords *words, const char *name, const char *text, GError **error);

/* Fills the variables; person (their name) and subject (of the matter) may be NULL. */
void survey_words_fill(SurveyWords *words, const char *person, const char *subject);

/* Loaded and filled, for a page, which names neither. */
SurveyWords *survey_words_new(const Context *context, Db *db, const char *language);

/* The word of a score, from 1; borrowed. */
const char *survey_score_word(const SurveyWords *words, int score);
