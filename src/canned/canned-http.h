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

/* The files of a reply kept ready as uploads of staff: they may be taken out again. files and
 * copies (of int64_t) get both, in the same order. */
bool canned_copy_files(Db *tx, const Canned *canned, int64_t staff, GArray *files, GArray *copies,
                       GError **error);
/* Its HTML with its values, and its pictures as the copies show them; NULL: it has none. */
char *canned_fill_html(const Canned *canned, const char *const *values, const GArray *files,
                       const GArray *copies, GPtrArray *missing);
bool post_canned_use(Request *request, GError **error);

/* ---- canned-many.c ---- */
bool post_canned_replies(Request *request, GError **error);
