/* form-http: the handlers of the table in form-http.c, and its shapes. Inside this folder only. */
#pragma once

#include "form/form.h"
#include "http/request.h"

/* ---- form-visit.c: the page for everybody ---- */

bool form_visit_get(Request *request, GError **error);
bool form_visit_post(Request *request, GError **error);
/* The page of a form that is being made: its HTML in JSON. */
bool form_preview(Request *request, GError **error);

/* ---- form-aside-http.c: what was kept aside ---- */

bool form_aside_list(Request *request, GError **error);
bool form_aside_accept(Request *request, GError **error);
bool form_aside_drop(Request *request, GError **error);
extern const Shape form_answer_shape;

/* ---- form-shape.c ---- */

extern const Shape form_shape, form_draft_shape, form_preview_shape, form_preview_reply_shape;

/* A definition as it is kept. Owned by the caller. */
char *form_dump(const json_t *definition);
/* A form of a body that was checked; its id, version and times are not filled. NULL with
 * APP_ERROR_INVALID. */
Form *form_of_json(const json_t *body, GError **error);
