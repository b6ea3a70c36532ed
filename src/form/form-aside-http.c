#include "base/error.h"
#include "base/limits.h"
#include "form/form-answer-store.h"
#include "form/form-http.h"

static const Shape line_shape = {
    .name = "FormLine",
    .fields =
        (const Field[]){
            {.name = "label", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "value", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "long", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
            FIELDS_END,
        },
};

static const Shape ref_shape = {
    .name = "FormRef",
    .fields =
        (const Field[]){
            {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
            {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            FIELDS_END,
        },
};

const Shape form_answer_shape = {
    .name = "FormAnswer",
    .fields =
        (const Field[]){
            {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
            {.name = "form", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &ref_shape},
            {.name = "reference", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "reasons",
             .type = FIELD_LIST,
             .flags = FIELD_REQUIRED,
             .of = FIELD_TEXT,
             .about = "token, trap, fast, rate, links, repeated, address."},
            {.name = "subject", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "email", .type = FIELD_TEXT, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
            {.name = "lines",
             .type = FIELD_LIST,
             .flags = FIELD_REQUIRED,
             .of = FIELD_OBJECT,
             .shape = &line_shape},
            {.name = "files", .type = FIELD_INT, .flags = FIELD_REQUIRED, .about = "How many."},
            {.name = "at", .type = FIELD_TIME, .flags = FIELD_REQUIRED},
            FIELDS_END,
        },
};

static void
write_reasons(JsonWriter *json, const char *words)
{
    g_auto(GStrv) reasons = g_strsplit(words != NULL ? words : "", " ", -1);

    json_name(json, "reasons");
    json_list_begin(json);
    for (char **reason = reasons; *reason != NULL; reason++)
        json_text(json, *reason);
    json_list_end(json);
}

static void
write_content(JsonWriter *json, const char *text)
{
    json_t *content = json_loads(text, 0, NULL);
    char *lines = json_dumps(json_object_get(content, "lines"), JSON_COMPACT);

    json_put_text(json, "subject", json_string_value(json_object_get(content, "subject")));
    json_put_text(json, "email", json_string_value(json_object_get(content, "email")));
    json_name(json, "lines");
    json_raw(json, lines != NULL ? lines : "[]");
    free(lines); /* lint: forbidden-functions jansson allocated it */
    json_decref(content);
}

/* A row of form_answer_store_aside(). */
static void
write_answer(JsonWriter *json, DbRows *rows)
{
    json_object_begin(json);
    json_put_id(json, "id", db_rows_int(rows, 1));
    json_name(json, "form");
    json_object_begin(json);
    json_put_id(json, "id", db_rows_int(rows, 2));
    json_put_text(json, "name", db_rows_text(rows, 3));
    json_object_end(json);
    json_put_text(json, "reference", db_rows_text(rows, 4));
    write_reasons(json, db_rows_text(rows, 5));
    write_content(json, db_rows_text(rows, 6));
    json_put_int(json, "files", db_rows_int(rows, 7));
    json_put_time(json, "at", db_rows_int(rows, 0));
    json_object_end(json);
}

bool
form_aside_list(Request *request, GError **error)
{
    g_autoptr(DbRows) rows = NULL;
    Page page;

    if (!request_page(request, &page, error))
        return false;
    rows = form_answer_store_aside(request_db(request), request_id(request, "form"),
                                   page.before_key, page.before_id, page.limit + 1, error);
    return rows != NULL && reply_rows(request, rows, page.limit, write_answer, error);
}

/* ---- Deciding ---- */

typedef struct {
    int64_t answer, staff;
    bool accept;
} Decision;

static bool
decide(Db *tx, void *data, GError **error)
{
    const Decision *decision = data;

    return form_answer_decide(tx, decision->answer, decision->accept, decision->staff, error);
}

static bool
decide_on(Request *request, bool accept, GError **error)
{
    Decision decision = {request_id(request, "id"), request_principal(request)->staff, accept};

    if (!request_write(request, decide, &decision, error))
        return false;
    reply_empty(request);
    return true;
}

bool
form_aside_accept(Request *request, GError **error)
{
    return decide_on(request, true, error);
}

bool
form_aside_drop(Request *request, GError **error)
{
    return decide_on(request, false, error);
}
