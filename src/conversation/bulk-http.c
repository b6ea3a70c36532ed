#include "conversation/bulk.h"
#include "conversation/conversation-http.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "setting/setting.h"

static const char *const states[] = {"running", "done", NULL};

static const Field failure_fields[] = {
    {.name = "conversation", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.name = "code", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .about = "As a problem has it."},
    FIELDS_END,
};
static const Shape failure_shape = {"BulkFailure", failure_fields};

static const Field bulk_fields[] = {
    {.name = "id",
     .type = FIELD_ID,
     .flags = FIELD_REQUIRED | FIELD_NULLABLE,
     .about = "To ask how far it is; null when it is done already."},
    {.name = "state", .type = FIELD_CHOICE, .flags = FIELD_REQUIRED, .choices = states},
    {.name = "total", .type = FIELD_INT, .flags = FIELD_REQUIRED},
    {.name = "done", .type = FIELD_INT, .flags = FIELD_REQUIRED, .about = "Changed so far."},
    {.name = "begins_in",
     .type = FIELD_INT,
     .flags = FIELD_REQUIRED,
     .about = "Seconds during which it can be taken back still."},
    {.name = "failed",
     .type = FIELD_LIST,
     .flags = FIELD_REQUIRED,
     .of = FIELD_OBJECT,
     .shape = &failure_shape,
     .about = "Those that are as they were."},
    FIELDS_END,
};
const Shape bulk_shape = {"Bulk", bulk_fields};

static const Field new_bulk_fields[] = {
    {.name = "conversations",
     .type = FIELD_LIST,
     .min = 1,
     .max = LIMIT_BULK_NOW,
     .of = FIELD_ID,
     .about = "These; or else filter."},
    {.name = "filter",
     .type = FIELD_OBJECT,
     .shape = &list_filter_shape,
     .about = "All that a list of it shows, by a job."},
    {.name = "change", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &bulk_change_shape},
    {.name = "undo",
     .type = FIELD_BOOL,
     .about = "Begins after the seconds during which a reply can be taken back, and so can it."},
    FIELDS_END,
};
const Shape new_bulk_shape = {"NewBulk", new_bulk_fields};

static void
reply_bulk(Request *request, const Bulk *bulk, bool running)
{
    g_autofree char *list = g_strdup_printf("[%s]", bulk->failed != NULL ? bulk->failed : "");
    int64_t left = running && bulk->seen == 0 ? bulk->begins_at - clock_now() : 0;
    JsonWriter *json = reply_json(request, 200);

    json_object_begin(json);
    json_put_id(json, "id", bulk->id);
    json_put_text(json, "state", states[running ? 0 : 1]);
    json_put_int(json, "total", bulk->total);
    json_put_int(json, "done", bulk->seen - bulk->n_failed);
    json_put_int(json, "begins_in", left > 0 ? (left + CLOCK_SECOND - 1) / CLOCK_SECOND : 0);
    json_name(json, "failed");
    json_raw(json, list);
    json_object_end(json);
}

/* ---- At once ---- */

typedef struct {
    const int64_t *ids;
    size_t n, n_failed;
    const ConversationChange *change;
    int64_t staff;
    GString *failed;
    gsize failed_before; /* the work may run again from its start */
} Batch;

static bool
write_batch(Db *tx, void *data, GError **error)
{
    Batch *batch = data;

    g_string_truncate(batch->failed, batch->failed_before);
    return bulk_change(tx, batch->ids, batch->n, batch->change, batch->staff, batch->failed,
                       &batch->n_failed, error);
}

static bool
change_now(Request *request, const BulkChange *change, GError **error)
{
    size_t n, failed = 0;
    g_autofree int64_t *ids = request_ids(request, "conversations", &n);
    g_autoptr(GString) failures = g_string_new(NULL);

    for (size_t i = 0; i < n; i += BULK_BATCH) {
        Batch batch = {
            .ids = ids + i,
            .n = MIN(n - i, BULK_BATCH),
            .change = &change->change,
            .staff = request_principal(request)->staff,
            .failed = failures,
            .failed_before = failures->len,
        };

        if (!request_write(request, write_batch, &batch, error))
            return false;
        failed += batch.n_failed;
    }
    reply_bulk(request,
               &(Bulk){.total = (int64_t)n,
                       .seen = (int64_t)n,
                       .failed = failures->str,
                       .n_failed = (int64_t)failed},
               false);
    return true;
}

/* ---- By a job ---- */

static bool
write_bulk(Db *tx, void *data, GError **error)
{
    const Bulk *bulk = data;

    return bulk_store_insert(tx, bulk, error) &&
           job_add(tx, BULK_JOB, bulk->id, NULL, bulk->begins_at, error);
}

/* As JSON. Owned by the caller. */
static char *
list_of(const GArray *ids)
{
    GString *text = g_string_new("[");

    for (guint i = 0; i < ids->len; i++)
        g_string_append_printf(text, "%s\"%" G_GINT64_FORMAT "\"", i > 0 ? "," : "",
                               g_array_index(ids, int64_t, i));
    return g_string_free(g_string_append_c(text, ']'), FALSE);
}

/* The matters that are named, or all that a filter shows. NULL on error. */
static GArray *
find_all(Request *request, GError **error)
{
    g_autoptr(GArray) ids = NULL;
    ListQuery query;
    size_t n;

    if (request_has(request, "conversations")) {
        g_autofree int64_t *named = request_ids(request, "conversations", &n);

        ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
        return g_array_append_vals(g_steal_pointer(&ids), named, (guint)n);
    }
    if (!list_query_read(request_json(request, "filter"), request_principal(request)->staff, &query,
                         error))
        return NULL;
    ids = list_query_find(request_context(request), request_db(request), &query, LIMIT_BULK_ALL + 1,
                          error);
    if (ids != NULL && ids->len > LIMIT_BULK_ALL) {
        error_set_field(error, APP_ERROR_TOO_LARGE, "filter", "shows more than %d", LIMIT_BULK_ALL);
        return NULL;
    }
    return g_steal_pointer(&ids);
}

static bool
change_later(Request *request, GError **error)
{
    g_autoptr(GArray) ids = find_all(request, error);
    g_autoptr(Bulk) bulk = g_new0(Bulk, 1);
    int64_t wait = request_bool(request, "undo", false)
                       ? setting_int(request_db(request), "conversation.undo_seconds", 0)
                       : 0;

    if (ids == NULL)
        return false;
    bulk->id = ids->len > 0 ? id_new() : 0;
    bulk->staff = request_principal(request)->staff;
    bulk->change = json_dumps(request_json(request, "change"), JSON_COMPACT);
    bulk->conversations = list_of(ids);
    bulk->total = ids->len;
    bulk->made_at = clock_now();
    bulk->begins_at = wait > 0 ? bulk->made_at + wait * CLOCK_SECOND : 0;
    if (ids->len > 0 && !request_write(request, write_bulk, bulk, error))
        return false;
    reply_bulk(request, bulk, ids->len > 0);
    return true;
}

bool
post_bulk(Request *request, GError **error)
{
    g_auto(BulkChange) change = {0};
    bool named = request_has(request, "conversations");

    if (named == request_has(request, "filter"))
        return error_set_field(error, APP_ERROR_INVALID, "conversations",
                               "either conversations or filter");
    if (json_object_size(request_json(request, "change")) == 0)
        return error_set_field(error, APP_ERROR_INVALID, "change", "changes nothing");
    bulk_change_read(request_json(request, "change"), &change);
    return named && !request_bool(request, "undo", false) ? change_now(request, &change, error)
                                                          : change_later(request, error);
}

/* One of mine. */
static bool
need_bulk(Db *db, Request *request, Bulk **ret_bulk, GError **error)
{
    int64_t id = request_id(request, "id");
    int found = bulk_store_get(db, id, ret_bulk, error);

    if (found == 1 && (*ret_bulk)->staff != request_principal(request)->staff) {
        g_clear_pointer(ret_bulk, bulk_free);
        found = 0;
    }
    return found == 1 || (found == 0 && error_set(error, APP_ERROR_NOT_FOUND,
                                                  "no bulk change %" G_GINT64_FORMAT, id));
}

bool
get_bulk(Request *request, GError **error)
{
    g_autoptr(Bulk) bulk = NULL;

    if (!need_bulk(request_db(request), request, &bulk, error))
        return false;
    reply_bulk(request, bulk, bulk->ended_at == 0);
    return true;
}

static bool
write_taking_back(Db *tx, void *data, GError **error)
{
    Request *request = data;
    g_autoptr(Bulk) bulk = NULL;
    int taken;

    if (!need_bulk(tx, request, &bulk, error))
        return false;
    taken = job_is_taken(tx, BULK_JOB, bulk->id, error);
    if (taken < 0)
        return false;
    if (taken > 0 || bulk->seen > 0)
        return error_set(error, APP_ERROR_CONFLICT, "bulk change %" G_GINT64_FORMAT " has begun",
                         bulk->id);
    return job_cancel(tx, BULK_JOB, bulk->id, error) && bulk_store_remove(tx, bulk->id, error);
}

bool
delete_bulk(Request *request, GError **error)
{
    if (!request_write(request, write_taking_back, request, error))
        return false;
    reply_empty(request);
    return true;
}
