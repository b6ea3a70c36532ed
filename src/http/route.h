/* route: one row for each thing a client can ask. The table of a module is its contract: the server
 * checks right, parameters and body against the row before the handler runs, so that a handler
 * reads values that are there and within limits. */
#pragma once

#include "http/request.h"
#include "http/right.h"
#include "http/shape.h"

/* Answers with one of the reply calls and returns true; or sets error and returns false, which
 * becomes a problem+json answer (a page, for a ROUTE_PAGE) with the status of the error's code;
 * headers and cookies set before are kept. Runs on a worker thread: it may read and write the
 * database, but keep it short. */
typedef bool (*RouteHandler)(Request *request, GError **error);

/* Whether a page of another site may ask: 1, 0, -1 with an error. origin: as its browser tells it.
 * The parameters of the path have been checked. */
typedef int (*RouteCross)(Request *request, const char *origin, GError **error);

enum {
    ROUTE_LIST = 1 << 0,   /* the answer is {"items": [reply…], "next": cursor or null} */
    ROUTE_UPLOAD = 1 << 1, /* the body is a file, not JSON; LIMIT_HTTP_UPLOAD */
    ROUTE_FORM = 1 << 2,   /* the body is an HTML form (public pages without JavaScript) */
    ROUTE_STREAM = 1 << 3, /* server-sent events, see http/events.h */
    ROUTE_PAGE = 1 << 4,   /* answers HTML: a page for persons outside */
    /* The body is an HTML form that may carry files (multipart/form-data): request_parts().
     * LIMIT_HTTP_MULTIPART, all of them together LIMIT_HTTP_STRANGERS: what nobody signed in sends
     * must not use up what the staff works with. */
    ROUTE_MULTIPART = 1 << 6,
    ROUTE_SLOW = 1 << 5, /* may take long (password hash): a pool of its own, few at a time */
};

typedef struct {
    const char *method;
    const char
        *path; /* "/api/conversations/{id}": {word} is an id unless `fields` says otherwise */
    Right right;
    RouteHandler handler;
    const char *about; /* one sentence */
    unsigned flags;
    /* Parameters of the path or after the '?'; ends with FIELDS_END; may be NULL. A ROUTE_LIST also
     * takes limit and cursor. */
    const Field *query;
    const Shape *body;  /* of JSON or of a form; NULL: no body is accepted (but an upload's) */
    const Shape *reply; /* of a 200 or 201 in JSON; NULL: 204, or not JSON */
    const char
        *example; /* a body that is accepted, for the documentation and tests; NULL without body */
    /* Which other sites' pages may ask (CORS), of a route for RIGHT_ANYONE that reads no cookie.
     * The server answers the browser's question beforehand (OPTIONS) and names the origin in the
     * answer; a page of a site that may not is refused. NULL: pages of ours alone. */
    RouteCross cross;
    /* How often one client may ask (http/throttle.h): every route for RIGHT_ANYONE has one, but
     * those that machines ask for whether we live. NULL: as often as they like. */
    const struct Throttle *throttle;
} Route;

#define ROUTES_END                                                                                 \
    {                                                                                              \
        .method = NULL                                                                             \
    }
