/* security: what protects browsers and is the same for every answer, and where unsafe requests may
 * come from. */
#pragma once

#include "http/request.h"

/* Nothing may load, nothing may frame it: JSON and whatever has no reason to be shown. */
#define SECURITY_CSP_CLOSED "default-src 'none'; frame-ancestors 'none'"
/* A file a person sent: shown as if it stood alone in the world. */
#define SECURITY_CSP_FILE "default-src 'none'; frame-ancestors 'none'; sandbox"

/* A PDF a person sent: its viewer may run, nothing may be fetched, and only we may frame it. */
#define SECURITY_CSP_PDF                                                                           \
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"

typedef struct {
    const char *name, *value;
} SecurityHeader;

/* The headers of every answer, unless the reply sets its own; ends with a NULL name. */
extern const SecurityHeader security_headers[];

/* The policy of the web application's shell. */
extern const char security_app_policy[];

/* The policy of a page of ours for persons outside: its own form, its one <style> element by its
 * digest; a script only when script, its one <script> element by its digest. frames: the origins
 * that may show it in a frame, NULL: none. Owned by the caller. */
char *security_page_policy(const char *html, bool script, const char *frames);

/* Whether an unsafe request may come from where it says it does: a browser tells the Origin, and it
 * is public_url or the Host itself. Programs tell none. */
bool security_origin_ok(const char *origin, const char *host, const char *public_url);
