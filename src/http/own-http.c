/* The routes of this folder: is it alive, what can it do, what is happening. */
#include "http/dispatch.h"

#include "base/error.h"
#include "http/events-inside.h"
#include "http/throttle.h"
#include "job/job.h"
#include "journal/journal.h"

static bool
get_health(Request *request, GError **error)
{
    Db *db = request_db(request);
    int64_t stuck = journal_count_stuck(db, error);
    int64_t parked = stuck >= 0 ? job_count_parked(db, error) : -1;
    JsonWriter *json;

    if (parked < 0)
        return false;
    json = reply_json(request, 200);
    json_object_begin(json);
    json_put_text(json, "status", "ok");
    json_put_text(json, "version", LIEN_VERSION);
    json_put_int(json, "stuck_readers", stuck);
    json_put_int(json, "parked_jobs", parked);
    json_name(json, "mailboxes");
    if (request->site->count_mailboxes == NULL)
        json_none(json);
    else if (!request->site->count_mailboxes(request->site->context, json, error))
        return false;
    json_object_end(json);
    return true;
}

static bool
get_openapi(Request *request, GError **error)
{
    if (request->site->openapi == NULL)
        return error_set(error, APP_ERROR_UNAVAILABLE, "no document here");
    reply_bytes(request, 200, "application/json", request->site->openapi);
    return true;
}

static bool
get_events(Request *request, GError **error)
{
    EventHub *hub = request->site->events;
    EventStream *stream;
    int64_t position = -1;

    if (hub == NULL)
        return error_set(error, APP_ERROR_UNAVAILABLE, "no events here");
    if (!request_last_position(request, -1, &position, error))
        return false;
    stream =
        events_open(hub, request_database(request), request_principal(request), position, error);
    if (stream == NULL)
        return false;
    reply_stream(request, stream);
    /* A proxy that gathers answers before it passes them on would make live screens late. */
    reply_header(request, "X-Accel-Buffering", "no");
    return true;
}

static const char *const health_words[] = {"ok", NULL};
static const Field health_fields[] = {
    {"status", FIELD_CHOICE, FIELD_REQUIRED, .choices = health_words},
    {"version", FIELD_TEXT, FIELD_REQUIRED},
    {"stuck_readers", FIELD_INT, FIELD_REQUIRED,
     .about = "Readers of the journal that cannot go on: the log and `lien check` say why."},
    {"parked_jobs", FIELD_INT, FIELD_REQUIRED,
     .about = "Jobs that failed for good and wait for a person, see /api/jobs."},
    {"mailboxes", FIELD_JSON, FIELD_REQUIRED | FIELD_NULLABLE,
     .about = "How many mail accounts are in each state of health: {\"ok\": 2, \"failing\": 1}."},
    FIELDS_END,
};
static const Shape health_shape = {"Health", health_fields};

static const Field events_query[] = {
    {"after", FIELD_INT, 0, 0, INT64_MAX,
     .about = "The position to go on from, for clients that cannot send Last-Event-ID."},
    FIELDS_END,
};

const Route http_routes[] = {
    {"GET", "/health", RIGHT_ANYONE, get_health,
     "Whether the server answers, its version, and how much waits for a person.",
     .reply = &health_shape},
    {"GET", "/api/openapi.json", RIGHT_ANYONE, get_openapi, "This document.",
     .throttle = &throttle_open},
    {"GET", "/api/events", RIGHT_SIGNED_IN, get_events,
     "Server-sent events: the facts of the journal the reader may know of, as they happen.",
     ROUTE_STREAM, .query = events_query},
    ROUTES_END,
};
