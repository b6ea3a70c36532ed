#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "conversation/conversation.h"
#include "loop/loop-store.h"
#include "person/person.h"
#include "staff/staff.h"
#include "survey/survey.h"

#include <inttypes.h>

/* ---- Shapes ---- */

static const Shape answer_shape = {
    .name = "LoopSurvey",
    .fields =
        (const Field[]){
            {.name = "score",
             .type = FIELD_INT,
             .flags = FIELD_REQUIRED,
             .min = 1,
             .max = SURVEY_SCORE_MAX},
            {.name = "comment",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .max = LIMIT_COMMENT},
            {.name = "answered_at", .type = FIELD_TIME, .flags = FIELD_REQUIRED},
            FIELDS_END,
        },
};

static const Shape loop_shape = {
    .name = "Loop",
    .fields =
        (const Field[]){
            {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
            {.name = "survey",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED,
             .shape = &answer_shape,
             .about = "The unhappy answer."},
            {.name = "conversation",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED,
             .shape = &conversation_ref_shape},
            {.name = "person",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED,
             .shape = &person_ref_shape},
            {.name = "owner",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .shape = &staff_ref_shape,
             .about = "Who calls back; null: to be taken."},
            {.name = "due_at", .type = FIELD_TIME, .flags = FIELD_REQUIRED},
            {.name = "late",
             .type = FIELD_BOOL,
             .flags = FIELD_REQUIRED,
             .about = "Past its due time, now or when it was closed."},
            {.name = "state",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = (const char *const[]){"todo", "done", "dropped", NULL}},
            {.name = "outcome",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .choices = loop_outcomes},
            {.name = "note",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .max = LIMIT_COMMENT},
            {.name = "made_at", .type = FIELD_TIME, .flags = FIELD_REQUIRED},
            {.name = "closed_at", .type = FIELD_TIME, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
            FIELDS_END,
        },
};

static const Shape change_shape = {
    .name = "LoopChange",
    .fields =
        (const Field[]){
            {.name = "owner",
             .type = FIELD_ID,
             .flags = FIELD_NULLABLE,
             .about = "Who takes it; null: nobody."},
            {.name = "due_at", .type = FIELD_TIME},
            {.name = "outcome",
             .type = FIELD_CHOICE,
             .choices = loop_outcomes,
             .about = "With close, and only then."},
            {.name = "note",
             .type = FIELD_TEXT,
             .max = LIMIT_COMMENT,
             .about = "Goes into the thread of the conversation too."},
            {.name = "close", .type = FIELD_BOOL},
            FIELDS_END,
        },
};

static const Field list_fields[] = {
    {.name = "state",
     .type = FIELD_CHOICE,
     .choices = (const char *const[]){"todo", "closed", NULL},
     .about = "To do, the most urgent first (the default), or closed, the last first."},
    {.name = "owner", .type = FIELD_TEXT, .max = ID_TEXT_MAX, .about = "me, none or an id."},
    FIELDS_END,
};

/* ---- Reading ---- */

/* A row of loop_store_list(). */
static void
write_loop(JsonWriter *json, DbRows *rows)
{
    LoopState state = (LoopState)db_rows_int(rows, 13);
    int64_t due_at = db_rows_int(rows, 12), closed_at = db_rows_int(rows, 17);

    json_object_begin(json);
    json_put_id(json, "id", db_rows_int(rows, 1));
    json_name(json, "survey");
    json_object_begin(json);
    json_put_int(json, "score", db_rows_int(rows, 2));
    json_put_text(json, "comment", db_rows_text(rows, 3));
    json_put_time(json, "answered_at", db_rows_int(rows, 4));
    json_object_end(json);
    json_name(json, "conversation");
    conversation_ref_write(json, db_rows_int(rows, 5), db_rows_text(rows, 6));
    json_name(json, "person");
    person_ref_write(json, db_rows_int(rows, 7), db_rows_text(rows, 8), db_rows_text(rows, 9));
    json_name(json, "owner");
    staff_ref_write(json, db_rows_int(rows, 10), db_rows_text(rows, 11));
    json_put_time(json, "due_at", due_at);
    json_put_bool(json, "late", (closed_at != 0 ? closed_at : clock_now()) > due_at);
    json_put_text(json, "state", loop_state_word(state));
    json_put_text(json, "outcome", db_rows_text(rows, 14));
    json_put_text(json, "note", db_rows_text(rows, 15));
    json_put_time(json, "made_at", db_rows_int(rows, 16));
    json_put_time(json, "closed_at", closed_at);
    json_object_end(json);
}

static bool
read_filter(Request *request, LoopFilter *ret_filter, GError **error)
{
    const char *owner = request_text(request, "owner");
    LoopFilter filter = {
        .closed = request_choice(request, "state", 0) == 1,
        .owner = LOOP_KEEP,
    };

    if (g_strcmp0(owner, "me") == 0)
        filter.owner = request_principal(request)->staff;
    else if (g_strcmp0(owner, "none") == 0)
        filter.owner = 0;
    else if (owner != NULL && !id_parse(owner, &filter.owner))
        return error_set_field(error, APP_ERROR_INVALID, "owner", "must be me, none or an id");
    if (!request_page(request, &filter.page, error))
        return false;
    *ret_filter = filter;
    return true;
}

static bool
get_loops(Request *request, GError **error)
{
    g_autoptr(DbRows) rows = NULL;
    LoopFilter filter;

    if (!read_filter(request, &filter, error))
        return false;
    rows = loop_store_list(request_db(request), &filter, error);
    return rows != NULL && reply_rows(request, rows, filter.page.limit, write_loop, error);
}

/* ---- Changing ---- */

static bool
write_change(Db *tx, void *data, GError **error)
{
    Request *request = data;
    LoopChange change = {
        .owner = request_is_null(request, "owner") ? 0
                 : request_has(request, "owner")   ? request_id(request, "owner")
                                                   : LOOP_KEEP,
        .due_at = request_time(request, "due_at", LOOP_KEEP),
        .outcome = request_text(request, "outcome"),
        .note = request_text(request, "note"),
        .close = request_bool(request, "close", false),
    };

    return loop_change(tx, request_context(request), request_id(request, "id"), &change,
                       request_principal(request)->staff, error);
}

static bool
patch_loop(Request *request, GError **error)
{
    g_autoptr(DbRows) rows = NULL;
    int64_t id = request_id(request, "id");
    int found;

    if (!request_write(request, write_change, request, error))
        return false;
    rows = loop_store_row(request_db(request), id, error);
    found = rows != NULL ? db_rows_next(rows, error) : -1;
    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no loop %" PRId64, id);
    if (found < 0)
        return false;
    write_loop(reply_json(request, 200), rows);
    return true;
}

/* ---- Module ---- */

static const Route routes[] = {
    {
        .method = "GET",
        .path = "/api/loops",
        .right = RIGHT_SURVEY_READ,
        .handler = get_loops,
        .about = "Unhappy answers to follow up, or followed up.",
        .flags = ROUTE_LIST,
        .query = list_fields,
        .reply = &loop_shape,
    },
    {
        .method = "PATCH",
        .path = "/api/loops/{id}",
        .right = RIGHT_LOOP_WRITE,
        .handler = patch_loop,
        .about = "Takes, moves, notes or closes a loop that is to do.",
        .body = &change_shape,
        .reply = &loop_shape,
        .example = "{\"outcome\": \"satisfied\", \"note\": \"Rappel fait\", \"close\": true}",
    },
    ROUTES_END,
};

const Module loop_module = {
    .name = "loop",
    .routes = routes,
    .readers = loop_readers,
    .invariants = loop_invariants,
};
