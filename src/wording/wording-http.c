#include "base/error.h"
#include "base/limits.h"
#include "wording/wording-configuration.h"
#include "wording/wording-store.h"

#include <string.h>

static const char *const languages[] = {"fr", "en", NULL};

/* ---- Shapes ---- */

static const Shape about_shape = {
    .name = "WordingAbout",
    .fields =
        (const Field[]){
            {.name = "fr", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_TEXT},
            {.name = "en", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_TEXT},
            FIELDS_END,
        },
};

static const Shape own_shape = {
    .name = "WordingTexts",
    .fields =
        (const Field[]){
            {.name = "fr",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .max = LIMIT_TEXT},
            {.name = "en",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .max = LIMIT_TEXT},
            FIELDS_END,
        },
};

static const Shape wording_shape = {
    .name = "Wording",
    .fields =
        (const Field[]){
            {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "about",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED,
             .shape = &about_shape,
             .about = "Where the text stands."},
            {.name = "variables",
             .type = FIELD_LIST,
             .of = FIELD_TEXT,
             .flags = FIELD_REQUIRED,
             .about = "Names that may stand in it as {{name}}."},
            {.name = "max",
             .type = FIELD_INT,
             .flags = FIELD_REQUIRED,
             .min = 1,
             .max = LIMIT_TEXT,
             .about = "Bytes."},
            {.name = "multiline", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},
            {.name = "texts",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED,
             .shape = &own_shape,
             .about = "The organisation's own; null: the default is said."},
            {.name = "default",
             .type = FIELD_OBJECT,
             .flags = FIELD_REQUIRED,
             .shape = &about_shape,
             .about = "What the program says by itself."},
            FIELDS_END,
        },
};

static const Shape said_shape = {
    .name = "WordingSaid",
    .fields =
        (const Field[]){
            {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "fr",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .max = LIMIT_TEXT},
            {.name = "en",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .max = LIMIT_TEXT},
            FIELDS_END,
        },
};

static const Shape change_shape = {
    .name = "WordingChange",
    .fields =
        (const Field[]){
            {.name = "text",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .max = LIMIT_TEXT,
             .about = "Null puts the default back."},
            FIELDS_END,
        },
};

static const Shape past_shape = {
    .name = "WordingPast",
    .fields =
        (const Field[]){
            {.name = "language",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = languages},
            {.name = "text",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .max = LIMIT_TEXT,
             .about = "Null: the default."},
            {.name = "at", .type = FIELD_TIME, .flags = FIELD_REQUIRED},
            {.name = "by",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "Whose change it was; null: the program's."},
            FIELDS_END,
        },
};

static const Field name_fields[] = {
    {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 64},
    FIELDS_END,
};

static const Field change_fields[] = {
    {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 64},
    {.name = "language", .type = FIELD_CHOICE, .flags = FIELD_REQUIRED, .choices = languages},
    FIELDS_END,
};

/* ---- Reading ---- */

static void
write_both(JsonWriter *json, const char *name, const char *fr, const char *en)
{
    json_name(json, name);
    json_object_begin(json);
    json_put_text(json, "fr", fr);
    json_put_text(json, "en", en);
    json_object_end(json);
}

static bool
write_wording(JsonWriter *json, Db *db, const WordingRule *rule, GError **error)
{
    g_autofree char *fr = NULL;
    g_autofree char *en = NULL;

    if (wording_store_find(db, rule->name, "fr", &fr, error) < 0 ||
        wording_store_find(db, rule->name, "en", &en, error) < 0)
        return false;
    json_object_begin(json);
    json_put_text(json, "name", rule->name);
    write_both(json, "about", rule->about_fr, rule->about_en);
    json_name(json, "variables");
    json_list_begin(json);
    for (const char *const *name = rule->variables; name != NULL && *name != NULL; name++)
        json_text(json, *name);
    json_list_end(json);
    json_put_int(json, "max", (int64_t)(rule->max != 0 ? rule->max : LIMIT_NAME));
    json_put_bool(json, "multiline", rule->multiline);
    write_both(json, "texts", fr, en);
    write_both(json, "default", rule->otherwise_fr, rule->otherwise_en);
    json_object_end(json);
    return true;
}

static bool
get_wordings(Request *request, GError **error)
{
    JsonWriter *json = reply_list(request);

    for (const Module *const *module = module_all(); *module != NULL; module++)
        for (const WordingRule *rule = (*module)->wordings; rule != NULL && rule->name != NULL;
             rule++)
            if (!write_wording(json, request_db(request), rule, error))
                return false;
    reply_list_end(request, false, 0, 0);
    return true;
}

static bool
get_said(Request *request, GError **error)
{
    g_autoptr(GHashTable) fr = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(GHashTable) en = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    JsonWriter *json;

    if (!wording_store_all(request_db(request), "fr", fr, error) ||
        !wording_store_all(request_db(request), "en", en, error))
        return false;
    json = reply_list(request);
    for (const Module *const *module = module_all(); *module != NULL; module++)
        for (const WordingRule *rule = (*module)->wordings; rule != NULL && rule->name != NULL;
             rule++) {
            const char *own_fr = g_hash_table_lookup(fr, rule->name);
            const char *own_en = g_hash_table_lookup(en, rule->name);

            if (own_fr == NULL && own_en == NULL)
                continue;
            json_object_begin(json);
            json_put_text(json, "name", rule->name);
            json_put_text(json, "fr", own_fr);
            json_put_text(json, "en", own_en);
            json_object_end(json);
        }
    reply_list_end(request, false, 0, 0);
    return true;
}

static void
write_past(JsonWriter *json, DbRows *row)
{
    json_object_begin(json);
    json_put_text(json, "language", db_rows_text(row, 2));
    json_put_text(json, "text", db_rows_text(row, 3));
    json_put_time(json, "at", db_rows_int(row, 4));
    json_put_text(json, "by", db_rows_text(row, 5));
    json_object_end(json);
}

static bool
need_rule(Request *request, const WordingRule **ret_rule, GError **error)
{
    *ret_rule = wording_rule(request_text(request, "name"));
    return *ret_rule != NULL ||
           error_set_field(error, APP_ERROR_NOT_FOUND, "name", "no such wording");
}

static bool
get_history(Request *request, GError **error)
{
    g_autoptr(DbRows) rows = NULL;
    const WordingRule *rule;
    Page page;

    if (!need_rule(request, &rule, error) || !request_page(request, &page, error))
        return false;
    rows = wording_store_history(request_db(request), rule->name, page.before_id,
                                 (int64_t)page.limit + 1, error);
    return rows != NULL && reply_rows(request, rows, page.limit, write_past, error);
}

/* ---- Changing ---- */

typedef struct {
    const char *name, *language, *text;
    int64_t staff;
} Put;

static bool
put_work(Db *tx, void *data, GError **error)
{
    const Put *put = data;
    bool changed;

    return wording_set(tx, put->name, put->language, put->text, put->staff, &changed, error);
}

static bool
put_wording(Request *request, GError **error)
{
    const WordingRule *rule;
    Put put = {
        .name = request_text(request, "name"),
        .language = request_text(request, "language"),
        .text = request_text(request, "text"),
        .staff = request_principal(request)->staff,
    };

    return need_rule(request, &rule, error) && request_write(request, put_work, &put, error) &&
           write_wording(reply_json(request, 200), request_db(request), rule, error);
}

/* ---- Module ---- */

static const Route routes[] = {
    {
        .method = "GET",
        .path = "/api/wordings",
        .right = RIGHT_SETTING_MANAGE,
        .handler = get_wordings,
        .about = "Every text that the organisation may say in its own words.",
        .flags = ROUTE_LIST,
        .reply = &wording_shape,
    },
    {
        .method = "GET",
        .path = "/api/wordings/said",
        .right = RIGHT_SIGNED_IN,
        .handler = get_said,
        .about = "Only what the organisation says otherwise than the program: for the screens.",
        .flags = ROUTE_LIST,
        .reply = &said_shape,
    },
    {
        .method = "PUT",
        .path = "/api/wordings/{name}/{language}",
        .right = RIGHT_SETTING_MANAGE,
        .handler = put_wording,
        .about = "Says a text in the organisation's own words, or puts the default back.",
        .query = change_fields,
        .body = &change_shape,
        .reply = &wording_shape,
        .example = "{\"text\": \"Merci !\"}",
    },
    {
        .method = "GET",
        .path = "/api/wordings/{name}/history",
        .right = RIGHT_SETTING_MANAGE,
        .handler = get_history,
        .about = "What was said before, newest first, and who changed it.",
        .flags = ROUTE_LIST,
        .query = name_fields,
        .reply = &past_shape,
    },
    ROUTES_END,
};

const Module wording_module = {
    .name = "wording",
    .routes = routes,
    .configurations = wording_configurations,
};
