/* canned-http: what the handlers of canned/ share. Inside canned/ only. */
#pragma once

#include "canned/canned.h"
#include "http/route.h"

extern const Shape canned_new_shape, canned_change_shape, canned_shape, canned_use_shape,
    canned_filled_shape, canned_many_shape, canned_written_shape;
extern const Field canned_query[];

/* The reply of the path, which who asks may see, or change. APP_ERROR_NOT_FOUND: not to be seen;
 * APP_ERROR_FORBIDDEN: not theirs to change. */
bool canned_need(Db *db, Request *request, bool change, Canned *ret_canned, GError **error);

/* ---- canned-use.c ---- */
bool post_canned_use(Request *request, GError **error);

/* ---- canned-many.c ---- */
bool post_canned_replies(Request *request, GError **error);
