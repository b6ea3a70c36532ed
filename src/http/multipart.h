/* multipart: a form with files as a browser sends it (RFC 7578, and how the HTML standard writes
 * its names). The body is whole in memory, within the limit of its route; each part is a slice of
 * it.
 *
 * Read here and not by libmicrohttpd's post processor: that one lives on a connection, joins the
 * values of one name, and cannot be asked in a test or by a fuzzer. */
#pragma once

#include "http/request.h"

/* Where the body is cut, from a Content-Type such as `multipart/form-data; boundary="x"`. Owned by
 * the caller; NULL when it is no such type or names none of 1 to 70 bytes. */
char *multipart_boundary(const char *content_type);

/* The parts, in the order of the page: of FormPart*. Names are valid UTF-8 of one line. NULL with
 * APP_ERROR_INVALID when it is not such a body, APP_ERROR_TOO_LARGE over LIMIT_HTTP_PARTS. */
GPtrArray *multipart_read(GBytes *body, const char *boundary, GError **error);
