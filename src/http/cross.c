#include "http/cross.h"

#include "base/error.h"
#include "http/security.h"

#include <string.h>

/* Seconds a browser may remember the answer: short, because allowed sites may change. */
#define REMEMBERED "300"

bool
cross_find(Request *request)
{
    const char *method = request_header(request, "Access-Control-Request-Method");
    RouteMatch match;

    if (strcmp(request->method, "OPTIONS") != 0 || method == NULL ||
        request_header(request, "Origin") == NULL ||
        !router_find(request->site->router, method, request->segments, request->n_segments,
                     &match) ||
        match.route == NULL || match.route->cross == NULL)
        return false;
    request->match = match;
    request->preflight = true;
    return true;
}

static void
let_read(Request *request, const char *origin)
{
    reply_header(request, "Access-Control-Allow-Origin", origin);
    reply_header(request, "Cross-Origin-Resource-Policy", "cross-origin");
    reply_header(request, "Access-Control-Expose-Headers", "Retry-After");
    if (!request->preflight)
        return;
    reply_header(request, "Access-Control-Allow-Methods", request_route(request)->method);
    reply_header(request, "Access-Control-Allow-Headers",
                 "Authorization, Content-Type, Last-Event-ID");
    reply_header(request, "Access-Control-Max-Age", REMEMBERED);
}

bool
cross_admit(Request *request, GError **error)
{
    const Route *route = request_route(request);
    const char *origin = request_header(request, "Origin");
    int allowed;

    if (route->cross == NULL)
        return true;
    reply_header(request, "Vary", "Origin");
    if (origin == NULL ||
        (security_origin_ok(origin, request_header(request, "Host"), request->site->public_url) &&
         !request->preflight))
        return true;
    allowed = route->cross(request, origin, error);
    if (allowed == 0)
        return error_set(error, APP_ERROR_FORBIDDEN, "pages of that site may not ask");
    if (allowed == 1)
        let_read(request, origin);
    return allowed == 1;
}
