/* The routes of the back office: jobs that failed for good, for a person to look at. job/ itself
 * stands below http/ and knows no route. */
#include "app/back-office.h"

#include "app/modules.h"
#include "app/verify-store.h"
#include "base/error.h"

static const Shape job_shape = {
    .name = "ParkedJob",
    .fields =
        (const Field[]){
            {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
            {.name = "kind",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED,
             .about = "What was to be done: \"message.send\"."},
            {.name = "subject",
             .type = FIELD_ID,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "The message, survey, fact… it was to be done for."},
            {.name = "tries", .type = FIELD_INT, .flags = FIELD_REQUIRED},
            {.name = "last_error", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
            {.name = "at",
             .type = FIELD_TIME,
             .flags = FIELD_REQUIRED,
             .about = "Since when it is parked."},
            FIELDS_END,
        },
};

static const Field list_query[] = {
    {.name = "state",
     .type = FIELD_CHOICE,
     .choices = (const char *const[]){"parked", NULL},
     .about = "Parked: failed for good, waiting for a person. The only state that is listed."},
    FIELDS_END,
};

typedef struct {
    JsonWriter *json;
    size_t left; /* that still fit on the page */
    int64_t last;
    bool more;
} JobList;

static bool
write_job(const ParkedJob *job, void *data)
{
    JobList *list = data;

    if (list->left-- == 0) {
        list->more = true;
        return false;
    }
    json_object_begin(list->json);
    json_put_id(list->json, "id", job->id);
    json_put_text(list->json, "kind", job->kind);
    json_put_id(list->json, "subject", job->subject);
    json_put_int(list->json, "tries", job->tries);
    json_put_text(list->json, "last_error", job->last_error);
    json_put_time(list->json, "at", job->at);
    json_object_end(list->json);
    list->last = job->id;
    return true;
}

static bool
get_jobs(Request *request, GError **error)
{
    JobList list = {0};
    Page page;

    if (!request_page(request, &page, error))
        return false;
    list.json = reply_list(request);
    list.left = page.limit;
    if (job_list_parked(request_db(request), page.before_id == INT64_MAX ? 0 : page.before_id,
                        page.limit + 1, write_job, &list, error) < 0)
        return false;
    reply_list_end(request, list.more, list.last, list.last);
    return true;
}

static bool
retry_work(Db *tx, void *data, GError **error)
{
    return job_retry(tx, *(const int64_t *)data, error);
}

static bool
post_retry(Request *request, GError **error)
{
    int64_t id = request_id(request, "id");

    if (!request_write(request, retry_work, &id, error))
        return false;
    reply_empty(request);
    return true;
}

static bool
drop_work(Db *tx, void *data, GError **error)
{
    return job_drop(tx, *(const int64_t *)data, error);
}

static bool
delete_job(Request *request, GError **error)
{
    int64_t id = request_id(request, "id");

    if (!request_write(request, drop_work, &id, error))
        return false;
    reply_empty(request);
    return true;
}

static const Route routes[] = {
    {
        .method = "GET",
        .path = "/api/jobs",
        .right = RIGHT_JOB_MANAGE,
        .handler = get_jobs,
        .about = "Jobs that failed for good and wait for a person, newest first.",
        .flags = ROUTE_LIST,
        .query = list_query,
        .reply = &job_shape,
    },
    {
        .method = "POST",
        .path = "/api/jobs/{id}/retry",
        .right = RIGHT_JOB_MANAGE,
        .handler = post_retry,
        .about = "Tries a parked job again now.",
    },
    {
        .method = "DELETE",
        .path = "/api/jobs/{id}",
        .right = RIGHT_JOB_MANAGE,
        .handler = delete_job,
        .about = "Drops a parked job.",
    },
    ROUTES_END,
};

/* A fact that a reader could not handle, when a person has it tried again. */
static JobOutcome
handle_parked_fact(Context *context, const Job *job, GError **error)
{
    const ModuleTables *tables = module_tables();

    return journal_handle_parked(context->database, context, tables->readers, tables->n_readers,
                                 job->payload != NULL ? job->payload : "", job->subject, error)
               ? JOB_DONE
               : JOB_PARK;
}

static const JobKind kinds[] = {
    {.kind = JOURNAL_JOB, .run = handle_parked_fact},
    JOB_KINDS_END,
};

static const Invariant invariants[] = {
    {
        .name = "journal.readers",
        .about = "every reader of the journal handles what it reads",
        .sql = verify_stuck_reader_sql,
    },
    INVARIANTS_END,
};

const Module back_office_module = {
    .name = "back-office",
    .routes = routes,
    .jobs = kinds,
    .invariants = invariants,
};
