#include "http/exchange.h"

#include "http/dispatch.h"
#include "http/send.h"

#include <netdb.h>
#include <netinet/in.h>
#include <string.h>

/* What is refused is still read when it is no longer than this, so that the client hears why and
 * the connection stays; a longer one is cut off. */
#define DISCARD_MAX (16 * LIMIT_HTTP_BODY)

typedef enum {
    STATE_HEAD,      /* nothing has been looked at */
    STATE_ADMITTING, /* a worker asks whether an upload may begin */
    STATE_BODY,
    STATE_ANSWERING, /* a worker answers */
} State;

typedef struct {
    Exchanges *all;
    struct MHD_Connection *connection;
    char *target;
    State state;
    Request *request;
    bool admitted;
    int64_t began;                 /* monotonic, microseconds */
    int64_t whole;                 /* the same, when all of it was there; 0: never was */
    int64_t held;                  /* of all->held, ours */
    int64_t strange;               /* of all->strangers, ours */
    size_t dropped;                /* bytes read and not kept */
    struct MHD_Response *asset;    /* the answer, if it is a file of ours; borrowed */
    struct MHD_Response *response; /* made by the worker */
    char peer[64];
} Exchange;

/* ---- What a request asks its connection ---- */

static const char *
connection_header(void *source, const char *name)
{
    const Exchange *exchange = source;

    return MHD_lookup_connection_value(exchange->connection, MHD_HEADER_KIND, name);
}

static const char *
connection_peer(void *source)
{
    Exchange *exchange = source;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *address = info != NULL ? info->client_addr : NULL;
    socklen_t size = address != NULL && address->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6)
                                                                       : sizeof(struct sockaddr_in);

    if (address == NULL || getnameinfo(address, size, exchange->peer, sizeof exchange->peer, NULL,
                                       0, NI_NUMERICHOST) != 0)
        return NULL;
    return exchange->peer;
}

static const Source connection_source = {.header = connection_header, .peer = connection_peer};

/* ---- Handing over to a worker and back ---- */

static bool
is_slow(const Exchange *exchange)
{
    return (request_route(exchange->request)->flags & ROUTE_SLOW) != 0;
}

void
exchange_work(void *item)
{
    Exchange *exchange = item;
    Request *request = exchange->request;
    Meter *meter = exchange->all->site.meter;
    bool slow = is_slow(exchange), admitted;

    meter_take(meter, slow);
    admitted = exchange->admitted || dispatch_admit(request);
    exchange->admitted = admitted;
    if (admitted && exchange->state == STATE_ANSWERING)
        dispatch_answer(request);
    if (request->reply.status != 0)
        exchange->response = send_make(request);
    meter_done(meter, slow);
    MHD_resume_connection(exchange->connection); /* not ours any more */
}

static enum MHD_Result
hand_over(Exchange *exchange, State state)
{
    bool slow = is_slow(exchange);
    Meter *meter = exchange->all->site.meter;
    Pool *pool = slow ? exchange->all->slow_pool : exchange->all->pool;

    exchange->state = state;
    MHD_suspend_connection(exchange->connection);
    meter_wait(meter, slow);
    if (!pool_push(pool, exchange)) {
        meter_turn_away(meter, slow);
        dispatch_refuse_busy(exchange->request);
        MHD_resume_connection(exchange->connection);
    }
    return MHD_YES;
}

static void
count_answer(const Exchange *exchange)
{
    const Request *request = exchange->request;
    int64_t since = exchange->whole != 0 ? exchange->whole : exchange->began;
    bool asset = exchange->asset != NULL;

    meter_note(exchange->all->site.meter, asset ? NULL : request_route(request),
               asset ? METER_ASSET : METER_NOTHING, asset ? MHD_HTTP_OK : request->reply.status,
               g_get_monotonic_time() - since);
}

static enum MHD_Result
send_reply(Exchange *exchange)
{
    Request *request = exchange->request;

    count_answer(exchange);
    if (exchange->asset != NULL)
        return MHD_queue_response(exchange->connection, MHD_HTTP_OK, exchange->asset);
    if (exchange->response == NULL)
        exchange->response = send_make(request);
    if (request->reply.stream != NULL)
        send_attach(request, exchange->connection);
    return MHD_queue_response(exchange->connection, request->reply.status, exchange->response);
}

/* ---- The steps ---- */

static bool
is_refused(const Exchange *exchange)
{
    return exchange->request->reply.status != 0;
}

/* Bytes the client announces; 0 when it says nothing or sends in chunks. */
static uint64_t
announced_size(Exchange *exchange)
{
    const char *text = connection_header(exchange, MHD_HTTP_HEADER_CONTENT_LENGTH);
    guint64 size = 0;

    if (text != NULL)
        g_ascii_string_to_unsigned(text, 10, 0, G_MAXUINT64, &size, NULL);
    return size;
}

static bool
wants(Exchange *exchange, const char *header, const char *value)
{
    const char *given = connection_header(exchange, header);

    return given != NULL && strstr(given, value) != NULL;
}

/* A file of the web application, if that is what a path that is no route means. */
static struct MHD_Response *
find_asset(Exchange *exchange)
{
    if (exchange->request->reply.status != MHD_HTTP_NOT_FOUND ||
        method_is_unsafe(exchange->request->method))
        return NULL;
    return assets_find(exchange->all->assets, exchange->target,
                       wants(exchange, MHD_HTTP_HEADER_ACCEPT_ENCODING, "gzip"),
                       wants(exchange, MHD_HTTP_HEADER_ACCEPT, "text/html"));
}

static enum MHD_Result
begin(Exchange *exchange, const char *method)
{
    Exchanges *all = exchange->all;
    uint64_t size = announced_size(exchange);

    exchange->request =
        request_new(&all->site, method, exchange->target, &connection_source, exchange);
    exchange->state = STATE_BODY;
    if (dispatch_find(exchange->request, size) && all->stopping) {
        dispatch_refuse_busy(exchange->request);
        reply_header(exchange->request, MHD_HTTP_HEADER_CONNECTION, "close");
    }
    exchange->asset = find_asset(exchange);
    /* An answer this early makes MHD close the connection: only for what we will not read. */
    if (is_refused(exchange))
        return size > DISCARD_MAX ? send_reply(exchange) : MHD_YES;
    if ((request_route(exchange->request)->flags & ROUTE_UPLOAD) != 0)
        return hand_over(exchange, STATE_ADMITTING);
    return MHD_YES;
}

static enum MHD_Result
go_on_after_admission(Exchange *exchange)
{
    exchange->state = STATE_BODY;
    if (is_refused(exchange) && announced_size(exchange) > DISCARD_MAX)
        return send_reply(exchange);
    return MHD_YES;
}

/* Takes bytes from the common measure of all bodies; false when it is used up. */
static bool
hold(Exchange *exchange, size_t size)
{
    if ((request_route(exchange->request)->flags & ROUTE_MULTIPART) != 0) {
        exchange->strange += (int64_t)size;
        if (atomic_fetch_add(&exchange->all->strangers, (int64_t)size) + (int64_t)size >
            LIMIT_HTTP_STRANGERS)
            return false;
    }
    exchange->held += (int64_t)size;
    return atomic_fetch_add(&exchange->all->held, (int64_t)size) + (int64_t)size <=
           LIMIT_HTTP_BODIES;
}

static void
keep(Exchange *exchange, const char *data, size_t size)
{
    Request *request = exchange->request;

    if (request->body == NULL)
        request->body = g_byte_array_new();
    if (request->body->len + size > dispatch_body_limit(request))
        dispatch_refuse_body(request);
    else if (!hold(exchange, size))
        dispatch_refuse_busy(request);
    else
        g_byte_array_append(request->body, (const guint8 *)data, (guint)size);
}

/* MHD_NO closes the connection. */
static enum MHD_Result
receive(Exchange *exchange, const char *data, size_t size)
{
    int64_t seconds = (g_get_monotonic_time() - exchange->began) / G_USEC_PER_SEC;

    if (seconds > LIMIT_HTTP_BODY_TIME)
        return MHD_NO;
    if (!is_refused(exchange))
        keep(exchange, data, size);
    if (is_refused(exchange))
        exchange->dropped += size;
    return exchange->dropped <= DISCARD_MAX ? MHD_YES : MHD_NO;
}

/* ---- Callbacks ---- */

void *
exchange_on_target(void *cls, const char *target, struct MHD_Connection *connection)
{
    Exchange *exchange = g_new0(Exchange, 1);

    exchange->all = cls;
    exchange->connection = connection;
    exchange->target = g_strdup(target != NULL ? target : "");
    exchange->began = g_get_monotonic_time();
    atomic_fetch_add(&exchange->all->active, 1);
    return exchange;
}

enum MHD_Result
exchange_on_data(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                 const char *version, const char *data, size_t *data_size, void **exchange)
{
    Exchange *this = *exchange;
    enum MHD_Result result = MHD_YES;

    switch (this->state) {
    case STATE_HEAD:
        return begin(this, method);
    case STATE_ADMITTING:
        return go_on_after_admission(this);
    case STATE_BODY:
        if (*data_size > 0)
            result = receive(this, data, *data_size);
        else {
            this->whole = g_get_monotonic_time();
            return is_refused(this) ? send_reply(this) : hand_over(this, STATE_ANSWERING);
        }
        *data_size = 0;
        return result;
    case STATE_ANSWERING:
        return send_reply(this);
    }
    return MHD_NO;
}

void
exchange_on_end(void *cls, struct MHD_Connection *connection, void **exchange,
                enum MHD_RequestTerminationCode how)
{
    Exchange *this = *exchange;

    if (this == NULL)
        return;
    *exchange = NULL;
    if (this->response != NULL)
        MHD_destroy_response(this->response);
    request_free(this->request);
    atomic_fetch_sub(&this->all->held, this->held);
    atomic_fetch_sub(&this->all->strangers, this->strange);
    atomic_fetch_sub(&this->all->active, 1);
    g_free(this->target);
    g_free(this);
}
