/* survey-page: what a person sees behind the link of an invitation. Works without JavaScript, at
 * any width, by keyboard and by screen reader. Inside this folder only. */
#pragma once

#include "http/request.h"
#include "person/person.h"
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

/* In the language that the browser asks for, else the person's (NULL: not known), else the
 * organisation's. */
SurveyWords *survey_page_words(Request *request, const Person *person);

bool survey_page_show(Request *request, unsigned status, const SurveyWords *words,
                      const char *title, const char *content);
bool survey_page_tell(Request *request, unsigned status, const SurveyWords *words,
                      const char *title, const char *text);

/* ---- survey-preview.c: what an administrator sees before a text is kept ---- */

bool survey_preview(Request *request, GError **error);
extern const Shape survey_preview_ask_shape, survey_preview_shape;

/* The pages as texts: the form, with a score chosen (0: none), and one that tells something. */
char *survey_page_form(const SurveyWords *words, const char *secret, int64_t score,
                       const char *comment, bool wrong);
char *survey_page_told(const char *title, const char *text);
extern const char survey_page_style[];
