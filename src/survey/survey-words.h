/* survey-words: what persons outside read, in their language. */
#pragma once

#include "survey/survey.h"

typedef struct {
    const char *language;
    const char *scores[SURVEY_SCORE_MAX + 1]; /* from 1 */
    /* The invitation. */
    const char *hello;
    const char *done_before, *done_after; /* around the subject of the matter */
    const char *question;
    const char *how;              /* what a link does */
    const char *human;            /* how to reach a person */
    const char *machine;          /* a machine wrote this */
    const char *stop;             /* ask me no more */
    const char *link, *stop_link; /* what stands for the links where the message is kept */
    /* The page. */
    const char *title, *comment, *comment_hint, *send, *choose;
    const char *required;
    const char *thanks_title, *thanks_text;
    const char *already_title, *already_text;
    const char *expired_title, *expired_text;
    const char *unknown_title, *unknown_text;
    /* The page that ends invitations. */
    const char *stop_title, *stop_text, *stop_button;
    const char *stopped_title, *stopped_text;
} SurveyWords;

/* French unless language is "en". */
const SurveyWords *survey_words(const char *language);
