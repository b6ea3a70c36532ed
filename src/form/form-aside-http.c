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

static const Shape file_shape = {
    .name = "FormAnswerFile",
    .fields =
        (const Field[]){
            {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "type", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "size", .type = FIELD_INT, .flags = FIELD_REQUIRED, .about = "Bytes."},
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
            {.name = "files",
             .type = FIELD_LIST,
             .flags = FIELD_REQUIRED,
             .of = FIELD_OBJECT,
             .shape = &file_shape},
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

/* What they are called and weigh: nothing of what is in them is shown before a person decides. */
static bool
write_files(JsonWriter *json, Db *db, int64_t answer, GError **error)
{
    g_autoptr(GArray) files = form_answer_store_files(db, answer, error);

    json_name(json, "files");
    json_list_begin(json);
    for (guint i = 0; files != NULL && i < files->len; i++) {
        const FormAnswerFile *file = &g_array_index(files, FormAnswerFile, i);

        json_object_begin(json);
        json_put_text(json, "name", file->name);
        json_put_text(json, "type", file->type);
        json_put_int(json, "size", file->size);
        json_object_end(json);
    }
    json_list_end(json);
    return files != NULL;
}

/* A row of form_answer_store_aside(). */
static bool
write_answer(JsonWriter *json, Db *db, DbRows *rows, GError **error)
{
    bool written;

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
    json_put_time(json, "at", db_rows_int(rows, 0));
    written = write_files(json, db, db_rows_int(rows, 1), error);
    json_object_end(json);
    return written;
}

bool
form_aside_list(Request *request, GError **error)
{
    g_autoptr(DbRows) rows = NULL;
    JsonWriter *json;
    int64_t last_at = 0, last_id = 0;
    size_t n = 0;
    Page page;
    int more;

    if (!request_page(request, &page, error))
        return false;
    rows = form_answer_store_aside(request_db(request), request_id(request, "form"),
                                   page.before_key, page.before_id, page.limit + 1, error);
    if (rows == NULL)
        return false;
    json = reply_list(request);
    while ((more = db_rows_next(rows, error)) == 1 && n++ < page.limit) {
        if (!write_answer(json, request_db(request), rows, error))
            return false;
        last_at = db_rows_int(rows, 0);
        last_id = db_rows_int(rows, 1);
    }
    if (more < 0)
        return false;
    reply_list_end(request, more == 1, last_at, last_id);
    return true;
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
