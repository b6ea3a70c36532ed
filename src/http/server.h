/* server: HTTP on the outside, routes on the inside. The only folder that knows libmicrohttpd.
 *
 * Two threads hold all connections (epoll); each request is handed to a pool of workers and its
 * connection sleeps meanwhile, so that nothing a handler does makes others wait. Files of the web
 * application are served from the binary. Every answer carries the security headers of
 * http/security.c. */
#pragma once

#include "http/events.h"
#include "http/feed.h"
#include "http/route.h"

typedef struct {
    const char *listen;        /* "127.0.0.1:8080", "[::1]:8080"; port 0 takes any free one */
    const char *public_url;    /* "https://lien.example.org", without a final slash */
    unsigned workers;          /* threads for handlers */
    const char *trusted_proxy; /* an address whose X-Forwarded-For is believed, or NULL */
    EventHub *events;          /* NULL: GET /api/events is unavailable */
    FeedHub *feeds;            /* whose streams end with the server, or NULL */
    /* Writes, as one JSON value, how many mailboxes are in which state; no name and no address,
     * since anyone may ask GET /health. NULL: it says null. */
    bool (*count_mailboxes)(Context *context, JsonWriter *json, GError **error);
} ServerOptions;

/* Who is asking? Fills ret_principal (zeroed before) from a bearer token, or from the session
 * cookie; one of them is NULL. True also for nobody; false with an error when the store could not
 * be asked. */
typedef bool (*Authenticator)(Context *context, const char *bearer, const char *session_cookie,
                              Principal *ret_principal, GError **error);

/* The cookie that holds a session. */
#define SESSION_COOKIE "lien_session"

/* GET /health, /api/openapi.json and /api/events: the routes of this folder. */
extern const Route http_routes[];

typedef struct Server Server;

Server *server_start(const ServerOptions *options, Database *database, Context *context,
                     const Route *const *tables, size_t n_tables, Authenticator authenticator,
                     GError **error);
/* The port it listens on. */
unsigned server_port(Server *server);
/* Ends the streams, lets requests under way finish (a few seconds at most), then closes. The hub of
 * events is stopped after it, by whoever started it. */
void server_stop(Server *server);

/* For tests: one request through the routes without a socket. Returns the status; *ret_body (owned
 * by the caller, may be NULL) is the answer's text. An answer that does not have the shape its
 * route declares fails the test. */
typedef struct {
    const char *method, *path; /* with the query */
    const char *body;          /* NULL: none */
    Principal principal;       /* who asks */
    const char *form_or_type;  /* Content-Type of the body; NULL: application/json */
    /* Further headers, name then value, NULL-terminated; may be NULL. Without X-CSRF-Token among
     * them the principal's own is sent. */
    const char *const *headers;
} Ask;
unsigned route_ask(Database *database, Context *context, const Route *const *tables,
                   size_t n_tables, const Ask *ask, char **ret_body);

/* The OpenAPI 3.1 document of the tables. Owned by the caller. */
char *openapi_write(const Route *const *tables, size_t n_tables, const char *public_url);
