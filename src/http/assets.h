/* assets: the files of the web application, served from the binary without a copy, compressed
 * beforehand.
 *
 * Files under /assets/ carry a digest in their names and may be kept for ever. Any other path that
 * a browser asks for as a page is the application itself, which finds its way by the path; never
 * under /api or /s, where a wrong path is a wrong path. */
#pragma once

#include <microhttpd.h>
#include <stdbool.h>

typedef struct Assets Assets;

Assets *assets_new(void);
void assets_free(Assets *assets);

/* What to answer, borrowed; NULL when the path is none of ours. target may have a query. */
struct MHD_Response *assets_find(const Assets *assets, const char *target, bool gzip, bool page);
