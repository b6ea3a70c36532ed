#include "base/calendar.h"
#include "base/clock.h"
#include "base/limits.h"
#include "conversation/conversation.h"
#include "http/throttle.h"
#include "person/person.h"
#include "setting/setting.h"
#include "survey/survey-job.h"
#include "survey/survey-page.h"
#include "survey/survey-store.h"
#include "survey/survey-words.h"

/* ---- Shapes ---- */

static const Shape follow_up_shape = {
    .name = "SurveyLoop",
    .fields =
        (const Field[]){
            {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
            {.name = "state",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = (const char *const[]){"todo", "done", "dropped", NULL}},
            FIELDS_END,
        },
};

static const Shape survey_shape = {
    .name = "Survey",
    .fields =
        (const Field[]){
            {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
            {.name = "conversation",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED,
             .shape = &conversation_ref_shape},
            {.name = "person",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED,
             .shape = &person_ref_shape},
            {.name = "closed_at",
             .type = FIELD_TIME,
             .flags = FIELD_REQUIRED,
             .about = "The closing it is about."},
            {.name = "asked_at", .type = FIELD_TIME, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
            {.name = "reason",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .choices = (const char *const[]){"disabled", "reopened", "late", "no_reply",
                                              "no_address", "machine", "pause", "stopped", NULL},
             .about = "Why the person was not asked."},
            {.name = "score",
             .type = FIELD_INT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .min = 1,
             .max = SURVEY_SCORE_MAX},
            {.name = "comment",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .max = LIMIT_COMMENT},
            {.name = "answered_at", .type = FIELD_TIME, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
            {.name = "loop",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .shape = &follow_up_shape,
             .about = "What follows up an unhappy answer."},
            FIELDS_END,
        },
};

static const Field list_fields[] = {
    {.name = "answered",
     .type = FIELD_BOOL,
     .about = "True: answers only, by the time they came. Otherwise all, by the time of closing."},
    {.name = "score", .type = FIELD_INT, .min = 1, .max = SURVEY_SCORE_MAX},
    {.name = "from", .type = FIELD_DATE, .about = "First day, in the organisation's time zone."},
    {.name = "to", .type = FIELD_DATE, .about = "Last day, included."},
    FIELDS_END,
};

static const Field page_fields[] = {
    {.name = "secret", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 100},
    {.name = "score",
     .type = FIELD_INT,
     .min = 1,
     .max = SURVEY_SCORE_MAX,
     .about = "Chosen beforehand by the link."},
    FIELDS_END,
};

static const Field answer_fields[] = {
    {.name = "secret", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 100},
    FIELDS_END,
};

static const Field stop_fields[] = {
    {.name = "token", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 100},
    FIELDS_END,
};

/* RFC 8058: what a mail program sends; a person's browser sends nothing. */
static const Shape stop_form_shape = {
    .name = "SurveyStopForm",
    .fields =
        (const Field[]){
            {.name = "List-Unsubscribe", .type = FIELD_TEXT, .max = 40},
            FIELDS_END,
        },
};

static const Shape stop_shape = {
    .name = "SurveyStop",
    .fields =
        (const Field[]){
            {.name = "stopped_at",
             .type = FIELD_TIME,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "Since when the person is asked no more; null: they may be."},
            FIELDS_END,
        },
};

static const Shape stop_change_shape = {
    .name = "SurveyStopChange",
    .fields =
        (const Field[]){
            {.name = "stopped", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
            FIELDS_END,
        },
};

static const Shape answer_shape = {
    .name = "SurveyAnswer",
    .fields =
        (const Field[]){
            {.name = "score", .type = FIELD_INT, .min = 1, .max = SURVEY_SCORE_MAX},
            {.name = "comment", .type = FIELD_TEXT, .max = LIMIT_COMMENT},
            FIELDS_END,
        },
};

/* ---- The list ---- */

/* A row of survey_store_list(). */
static void
write_survey(JsonWriter *json, DbRows *rows)
{
    json_object_begin(json);
    json_put_id(json, "id", db_rows_int(rows, 1));
    json_name(json, "conversation");
    conversation_ref_write(json, db_rows_int(rows, 2), db_rows_text(rows, 3));
    json_name(json, "person");
    person_ref_write(json, db_rows_int(rows, 4), db_rows_text(rows, 5), db_rows_text(rows, 6));
    json_put_time(json, "closed_at", db_rows_int(rows, 7));
    json_put_time(json, "asked_at", db_rows_int(rows, 8));
    json_put_text(json, "reason", db_rows_text(rows, 9));
    if (db_rows_is_null(rows, 10))
        json_put_null(json, "score");
    else
        json_put_int(json, "score", db_rows_int(rows, 10));
    json_put_text(json, "comment", db_rows_text(rows, 11));
    json_put_time(json, "answered_at", db_rows_int(rows, 12));
    json_name(json, "loop");
    if (db_rows_is_null(rows, 13)) {
        json_none(json);
    } else {
        json_object_begin(json);
        json_put_id(json, "id", db_rows_int(rows, 13));
        json_put_text(json, "state", db_rows_text(rows, 14));
        json_object_end(json);
    }
    json_object_end(json);
}

static bool
read_filter(Request *request, SurveyFilter *ret_filter, GError **error)
{
    g_autoptr(Calendar) calendar = setting_calendar(request_db(request), error);
    SurveyFilter filter = {
        .answered = request_bool(request, "answered", false),
        .score = request_int(request, "score", 0),
        .from = 0,
        .to = INT64_MAX,
    };

    if (calendar == NULL || !request_page(request, &filter.page, error))
        return false;
    if (request_has(request, "from"))
        filter.from = calendar_from_wall(calendar, request_time(request, "from", 0));
    if (request_has(request, "to"))
        filter.to = calendar_from_wall(calendar, request_time(request, "to", 0) + CLOCK_DAY);
    *ret_filter = filter;
    return true;
}

static bool
get_surveys(Request *request, GError **error)
{
    g_autoptr(DbRows) rows = NULL;
    SurveyFilter filter;

    if (!read_filter(request, &filter, error))
        return false;
    rows = survey_store_list(request_db(request), &filter, error);
    return rows != NULL && reply_rows(request, rows, filter.page.limit, write_survey, error);
}

/* ---- Module ---- */

static const Route routes[] = {
    {
        .method = "GET",
        .path = "/api/surveys",
        .right = RIGHT_SURVEY_READ,
        .handler = get_surveys,
        .about = "Questions asked or held back, and their answers, newest first.",
        .flags = ROUTE_LIST,
        .query = list_fields,
        .reply = &survey_shape,
    },
    {
        .method = "POST",
        .path = "/api/surveys/preview",
        .right = RIGHT_SETTING_MANAGE,
        .handler = survey_preview,
        .about = "What persons would read, some texts said otherwise; keeps nothing.",
        .body = &survey_preview_ask_shape,
        .reply = &survey_preview_shape,
        .example = "{\"language\":\"fr\","
                   "\"texts\":[{\"name\":\"survey.question\",\"text\":\"Alors ?\"}]}",
    },
    {
        .method = "GET",
        .path = "/s/{secret}",
        .right = RIGHT_ANYONE,
        .throttle = &throttle_secret,
        .handler = survey_page_get,
        .about = "The page behind the link of an invitation. Records nothing.",
        .flags = ROUTE_PAGE,
        .query = page_fields,
    },
    {
        .method = "POST",
        .path = "/s/{secret}",
        .right = RIGHT_ANYONE,
        .throttle = &throttle_secret,
        .handler = survey_page_post,
        .about = "Records the answer of a person, once.",
        .flags = ROUTE_PAGE | ROUTE_FORM,
        .query = answer_fields,
        .body = &answer_shape,
        .example = "score=4&comment=Merci",
    },
    {
        .method = "GET",
        .path = "/u/{token}",
        .right = RIGHT_ANYONE,
        .throttle = &throttle_secret,
        .handler = survey_stop_get,
        .about = "Asks a person whether they want no more surveys. Changes nothing.",
        .flags = ROUTE_PAGE,
        .query = stop_fields,
    },
    {
        .method = "POST",
        .path = "/u/{token}",
        .right = RIGHT_ANYONE,
        .throttle = &throttle_secret,
        .handler = survey_stop_post,
        .about = "The person is asked no more; in one click from their mail program.",
        .flags = ROUTE_PAGE | ROUTE_FORM,
        .query = stop_fields,
        .body = &stop_form_shape,
        .example = "List-Unsubscribe=One-Click",
    },
    {
        .method = "GET",
        .path = "/api/persons/{id}/surveys-stopped",
        .right = RIGHT_PERSON_READ,
        .handler = survey_stop_read,
        .about = "Whether a person asked not to be invited to surveys.",
        .reply = &stop_shape,
    },
    {
        .method = "PUT",
        .path = "/api/persons/{id}/surveys-stopped",
        .right = RIGHT_PERSON_WRITE,
        .handler = survey_stop_change,
        .about = "Notes it for a person who said so, or lets invitations begin again.",
        .body = &stop_change_shape,
        .reply = &stop_shape,
        .example = "{\"stopped\":false}",
    },
    ROUTES_END,
};

const Module survey_module = {
    .name = "survey",
    .routes = routes,
    .jobs = survey_jobs,
    .readers = survey_readers,
    .invariants = survey_invariants,
    .wordings = survey_wordings,
};
