/* survey-page: what a person sees behind the link of an invitation. Works without JavaScript, at
 * any width, by keyboard and by screen reader. Inside this folder only. */
#pragma once

#include "http/request.h"
#include "survey/survey-words.h"

/* The form, with the score of the link chosen; records nothing, because mail scanners follow links.
 */
bool survey_page_get(Request *request, GError **error);
/* Records the answer once, and thanks. */
bool survey_page_post(Request *request, GError **error);

/* ---- survey-stop.c: the link that asks for no more, and the same for the staff ---- */

/* Asks whether it is meant; then notes it. A mail program sends the second at once (RFC 8058). */
bool survey_stop_get(Request *request, GError **error);
bool survey_stop_post(Request *request, GError **error);
bool survey_stop_read(Request *request, GError **error);
bool survey_stop_change(Request *request, GError **error);

/* ---- What both are shown in ---- */

bool survey_page_show(Request *request, unsigned status, const SurveyWords *words,
                      const char *title, const char *content);
bool survey_page_tell(Request *request, unsigned status, const SurveyWords *words,
                      const char *title, const char *text);
