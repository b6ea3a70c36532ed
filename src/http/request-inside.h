/* request-inside: what a request is made of, for this folder only; handlers see http/request.h.
 *
 * A request is used by one thread at a time: the one that receives it, then a worker, then the one
 * that sends its reply. target.c reads what was asked, dispatch.c decides, reply.c keeps the
 * answer. */
#pragma once

#include "base/limits.h"
#include "http/events.h"
#include "http/feed.h"
#include "http/meter.h"
#include "http/request.h"
#include "http/router.h"
#include "http/server.h"

#define REPLY_HEADERS_MAX 16 /* headers a handler may set */

typedef struct EventStream EventStream; /* http/event-stream.h */

/* What all requests of a server share. */
typedef struct {
    Router *router;
    Database *database;
    Context *context;
    Authenticator authenticator;
    EventHub *events;
    FeedHub *feeds;
    const char *public_url;    /* never NULL; "" in tests */
    const char *trusted_proxy; /* or NULL */
    GBytes *openapi;           /* the document, written once; NULL in tests */
    Meter *meter;              /* or NULL */
    bool (*count_mailboxes)(Context *context, JsonWriter *json, GError **error); /* or NULL */
} Site;

/* Where headers and the peer's address come from: a connection, or a test. */
typedef struct {
    const char *(*header)(void *source, const char *name);
    const char *(*peer)(void *source);
} Source;

/* One parameter of the path or the query, or one field of a form. */
typedef struct {
    const char *name, *value; /* borrowed from the request */
} Parameter;

typedef struct {
    char *name, *value;
} ReplyHeader;

typedef struct {
    unsigned status;  /* 0: nobody has answered yet */
    const char *type; /* Content-Type, NULL: no body */
    GBytes *bytes;
    EventStream *stream; /* instead of bytes */
    ReplyHeader headers[REPLY_HEADERS_MAX];
    size_t n_headers;
} Reply;

struct Request {
    const Site *site;
    const Source *source;
    void *source_data;
    char *method;
    char *target; /* cut into pieces by target.c */
    const char *segments[ROUTER_SEGMENTS];
    size_t n_segments;
    Parameter parameters[LIMIT_HTTP_PARAMETERS];
    size_t n_parameters;
    RouteMatch match;
    bool preflight; /* a browser asks whether another site's page may use match.route */
    Principal principal;

    GByteArray *body; /* as it arrives; NULL: none */
    GBytes *upload;
    GPtrArray *parts; /* of a form with files */
    char *form;       /* cut into pieces */
    json_t *json;
    char *cookie;     /* the last one asked for */
    char address[64]; /* found at first use */

    JsonWriter writer;
    GString *text; /* what writer has written */
    Reply reply;
};

/* method and target (path and query, as they came) are copied. */
Request *request_new(const Site *site, const char *method, const char *target, const Source *source,
                     void *source_data);
void request_free(Request *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Request, request_free)

static inline const Route *
request_route(const Request *request)
{
    return request->match.route;
}

/* Where a reader of a stream was: what its browser says after a cut, else the parameter `after`,
 * else otherwise. */
bool request_last_position(Request *request, int64_t otherwise, int64_t *ret_position,
                           GError **error);

/* The value of a parameter or form field, NULL if absent. */
const char *request_parameter(const Request *request, const char *name);

/* ---- target.c ---- */

/* Cuts the target into segments and parameters. False when it is not one we could serve. */
bool target_parse(Request *request, GError **error);
/* Adds the fields of a form, as they came, to the parameters. The text is changed. */
bool target_parse_form(Request *request, char *form, GError **error);

/* ---- reply.c ---- */

/* Takes away the body of an answer that has been begun; headers stay. */
void reply_forget(Request *request);
/* Turns what the writer has written into the bytes of the answer. */
void reply_finish(Request *request);
/* NULL when nobody set it. */
const char *reply_get_header(const Request *request, const char *name);
void reply_stream(Request *request, EventStream *stream);
