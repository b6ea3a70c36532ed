/* survey-mail: the invitation to answer. Inside this folder only. */
#pragma once

#include "survey/survey-words.h"

/* The text and the HTML of an invitation, each owned by the caller. */
void survey_invitation(const Context *context, const SurveyWords *words, const char *subject,
                       const char *secret, char **ret_text, char **ret_html);
