#include "status/status-inside.h"

#include "base/error.h"
#include "base/hash.h"
#include "http/throttle.h"

static int64_t started_at; /* of this process; told once, before it serves */

static Status *
look(Request *request, GError **error)
{
    Status *status = status_look(request_context(request), request_meter(request), error);

    if (status != NULL)
        status->process.started_at = started_at;
    return status;
}

/* ---- GET /ready ---- */

static bool
get_ready(Request *request, GError **error)
{
    const char *why = status_not_ready(request_context(request));
    JsonWriter *json = reply_json(request, why == NULL ? 200 : 503);

    json_object_begin(json);
    json_put_bool(json, "ready", why == NULL);
    json_put_text(json, "reason", why);
    json_object_end(json);
    return true;
}

static const char *const reasons[] = {"store", "lmtp", "search", NULL};

static const Shape ready_shape = {
    "Ready",
    (const Field[]){
        {"ready", FIELD_BOOL, FIELD_REQUIRED},
        {"reason", FIELD_CHOICE, FIELD_REQUIRED | FIELD_NULLABLE, .choices = reasons,
         .about = "What keeps this node from taking work."},
        FIELDS_END,
    },
};

/* ---- GET /metrics ---- */

static bool
check_reader(Request *request, GError **error)
{
    const char *wanted = request_context(request)->metrics_token;
    const char *given = request_header(request, "Authorization");

    if (wanted == NULL)
        return request_is_local(request) ||
               error_set(error, APP_ERROR_FORBIDDEN,
                         "only for programs of this machine, or with the token of "
                         "LIEN_METRICS_TOKEN");
    if (given != NULL && g_ascii_strncasecmp(given, "Bearer ", 7) == 0 &&
        secret_equal(given + 7, wanted))
        return true;
    reply_header(request, "WWW-Authenticate", "Bearer");
    return error_set(error, APP_ERROR_UNAUTHENTICATED, "the token is missing or wrong");
}

static bool
get_metrics(Request *request, GError **error)
{
    g_autoptr(GString) out = NULL;
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(Status) status = NULL;

    if (!check_reader(request, error))
        return false;
    status = look(request, error);
    if (status == NULL)
        return false;
    out = g_string_new(NULL);
    status_write_metrics(status, out);
    meter_write(request_meter(request), out);
    bytes = g_string_free_to_bytes(g_steal_pointer(&out));
    reply_bytes(request, 200, "text/plain; version=0.0.4; charset=utf-8", bytes);
    return true;
}

/* ---- GET /api/status ---- */

static bool
get_status(Request *request, GError **error)
{
    g_autofree char *node = status_node_name(request_context(request));
    g_autoptr(Status) status = look(request, error);

    if (status == NULL)
        return false;
    status_write_json(status, node, reply_json(request, 200));
    return true;
}

static const Route routes[] = {
    {
        .method = "GET",
        .path = "/ready",
        .right = RIGHT_ANYONE,
        .handler = get_ready,
        .about = "Whether this node should be given work: 200, or 503 with the reason.",
        .reply = &ready_shape,
    },
    {
        .method = "GET",
        .path = "/metrics",
        .right = RIGHT_ANYONE,
        .throttle = &throttle_secret,
        .handler = get_metrics,
        .about = "Every figure of the program, as Prometheus reads it; only for programs of the "
                 "same machine, or with the token of LIEN_METRICS_TOKEN.",
    },
    {
        .method = "GET",
        .path = "/api/status",
        .right = RIGHT_SETTING_MANAGE,
        .handler = get_status,
        .about = "How the program is: what is well, what should be looked at, and the figures.",
        .reply = &status_shape,
    },
    ROUTES_END,
};

static bool
start(Context *context, GError **error)
{
    started_at = clock_now();
    return status_beat_start(context, error);
}

const Module status_module = {
    .name = "status",
    .routes = routes,
    .start = start,
    .stop = status_beat_stop,
};
