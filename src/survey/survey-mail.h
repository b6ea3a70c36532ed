/* survey-mail: the invitation to answer. Inside this folder only. */
#pragma once

#include "conversation/conversation.h"
#include "survey/survey-words.h"

/* An invitation as it is kept: words and blank addresses stand for its links. */
typedef struct {
    char *subject, *text, *html;
    DraftLink links[SURVEY_SCORE_MAX + 1]; /* one a score, and the one that asks for no more */
    char *owned[2 * (SURVEY_SCORE_MAX + 1)];
} Invitation;

void invitation_clear(Invitation *invitation);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Invitation, invitation_clear)

void survey_invitation(const Context *context, const SurveyWords *words, int64_t survey,
                       int64_t person, Invitation *ret_invitation);
