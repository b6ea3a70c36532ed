/* survey-page: what a person sees behind the link of an invitation. Works without JavaScript, at
 * any width, by keyboard and by screen reader. Inside this folder only. */
#pragma once

#include "http/request.h"

/* The form, with the score of the link chosen; records nothing, because mail scanners follow links.
 */
bool survey_page_get(Request *request, GError **error);
/* Records the answer once, and thanks. */
bool survey_page_post(Request *request, GError **error);
