#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"
#include "setting/setting-configuration.h"
#include "setting/setting-store.h"

static const Shape words_shape = {
    .name = "Words",
    .fields =
        (const Field[]){
            {.name = "fr", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_TEXT},
            {.name = "en", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_TEXT},
            FIELDS_END,
        },
};

static const Shape setting_shape = {
    .name = "Setting",
    .fields =
        (const Field[]){
            {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "type",
             .type = FIELD_CHOICE,
             .flags = FIELD_REQUIRED,
             .choices = (const char *const[]){"bool", "int", "text", "choice", "zone", "hours",
                                              "colour", NULL}},
            {.name = "value",
             .type = FIELD_JSON,
             .flags = FIELD_REQUIRED,
             .about = "The value in force now."},
            {.name = "default", .type = FIELD_JSON, .flags = FIELD_REQUIRED},
            {.name = "source",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "Where the rule comes from."},
            {.name = "about", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &words_shape},
            {.name = "min",
             .type = FIELD_INT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .min = INT64_MIN,
             .max = INT64_MAX},
            {.name = "max",
             .type = FIELD_INT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .min = INT64_MIN,
             .max = INT64_MAX},
            {.name = "choices",
             .type = FIELD_LIST,
             .of = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .max = 100},
            {.name = "valid_from",
             .type = FIELD_TIME,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "Since when the value is in force; null: it is the default."},
            {.name = "next",
             .type = FIELD_JSON,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "The value that is already decided for later."},
            {.name = "next_from", .type = FIELD_TIME, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
            FIELDS_END,
        },
};

static const Shape change_shape = {
    .name = "SettingChange",
    .fields =
        (const Field[]){
            {.name = "value",
             .type = FIELD_JSON,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "Of the setting's type; null: its default."},
            {.name = "valid_from",
             .type = FIELD_TIME,
             .about = "From when on; now when it is not said."},
            FIELDS_END,
        },
};

static const Shape past_shape = {
    .name = "SettingPast",
    .fields =
        (const Field[]){
            {.name = "value", .type = FIELD_JSON, .flags = FIELD_REQUIRED},
            {.name = "valid_from", .type = FIELD_TIME, .flags = FIELD_REQUIRED},
            {.name = "by",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "Whose decision it was; null: the program's."},
            FIELDS_END,
        },
};

static const Field name_fields[] = {
    {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = 64},
    FIELDS_END,
};

static void
put_bound(JsonWriter *json, const char *name, const SettingRule *rule, int64_t bound)
{
    if (rule->type == SETTING_INT || rule->type == SETTING_TEXT)
        json_put_int(json, name, bound);
    else
        json_put_null(json, name);
}

static void
write_bounds(JsonWriter *json, const SettingRule *rule)
{
    put_bound(json, "min", rule, rule->min);
    put_bound(json, "max", rule, rule->max);
    json_name(json, "choices");
    if (rule->choices == NULL) {
        json_none(json);
        return;
    }
    json_list_begin(json);
    for (const char *const *choice = rule->choices; *choice != NULL; choice++)
        json_text(json, *choice);
    json_list_end(json);
}

static void
write_change(JsonWriter *json, const char *name, const char *name_from, const SettingChange *change,
             const char *otherwise)
{
    json_name(json, name);
    json_raw(json, change != NULL ? change->value : otherwise);
    json_put_time(json, name_from, change != NULL ? change->valid_from : 0);
}

static bool
write_setting(JsonWriter *json, Db *db, const SettingRule *rule, int64_t now, GError **error)
{
    g_autoptr(SettingChange) change = NULL;
    g_autoptr(SettingChange) next = NULL;

    if (setting_change_at(db, rule->name, now, &change, error) < 0 ||
        setting_change_after(db, rule->name, now, &next, error) < 0)
        return false;
    json_object_begin(json);
    json_put_text(json, "name", rule->name);
    json_put_text(json, "type", setting_type_word(rule->type));
    write_change(json, "value", "valid_from", change, rule->otherwise);
    json_name(json, "default");
    json_raw(json, rule->otherwise);
    json_put_text(json, "source", rule->source);
    json_name(json, "about");
    json_object_begin(json);
    json_put_text(json, "fr", rule->about_fr);
    json_put_text(json, "en", rule->about_en);
    json_object_end(json);
    write_bounds(json, rule);
    write_change(json, "next", "next_from", next, "null");
    json_object_end(json);
    return true;
}

static bool
get_settings(Request *request, GError **error)
{
    JsonWriter *json = reply_list(request);
    int64_t now = clock_now();

    for (const SettingRule *rule = setting_rules; rule->name != NULL; rule++)
        if (!write_setting(json, request_db(request), rule, now, error))
            return false;
    reply_list_end(request, false, 0, 0);
    return true;
}

typedef struct {
    const SettingRule *rule;
    const char *value;
    int64_t valid_from, staff;
} Put;

static bool
put_work(Db *tx, void *data, GError **error)
{
    const Put *put = data;

    return setting_set(tx, put->rule->name, put->value, put->valid_from, put->staff, error);
}

static bool
put_setting(Request *request, GError **error)
{
    const char *name = request_text(request, "name");
    g_autofree char *value = NULL;
    Put put = {
        .rule = setting_rule(name),
        .valid_from = request_time(request, "valid_from", 0),
        .staff = request_principal(request)->staff,
    };

    if (put.rule == NULL)
        return error_set_field(error, APP_ERROR_NOT_FOUND, "name", "no such setting");
    if (request_has(request, "value"))
        value = json_dumps(request_json(request, "value"), JSON_ENCODE_ANY | JSON_COMPACT);
    put.value = value != NULL ? value : put.rule->otherwise;
    if (!request_write(request, put_work, &put, error))
        return false;
    return write_setting(reply_json(request, 200), request_db(request), put.rule, clock_now(),
                         error);
}

/* ---- What was decided before ---- */

static void
write_past(JsonWriter *json, DbRows *row)
{
    json_object_begin(json);
    json_name(json, "value");
    json_raw(json, db_rows_text(row, 2));
    json_put_time(json, "valid_from", db_rows_int(row, 0));
    json_put_text(json, "by", db_rows_text(row, 3));
    json_object_end(json);
}

static bool
get_history(Request *request, GError **error)
{
    const char *name = request_text(request, "name");
    g_autoptr(DbRows) rows = NULL;
    Page page;

    if (setting_rule(name) == NULL)
        return error_set_field(error, APP_ERROR_NOT_FOUND, "name", "no such setting");
    if (!request_page(request, &page, error))
        return false;
    rows = setting_store_history(request_db(request), name, page.before_key,
                                 (int64_t)page.limit + 1, error);
    return rows != NULL && reply_rows(request, rows, page.limit, write_past, error);
}

static const Route routes[] = {
    {
        .method = "GET",
        .path = "/api/settings",
        .right = RIGHT_SETTING_MANAGE,
        .handler = get_settings,
        .about = "Every setting with its value, default, limits and source.",
        .flags = ROUTE_LIST,
        .reply = &setting_shape,
    },
    {
        .method = "PUT",
        .path = "/api/settings/{name}",
        .right = RIGHT_SETTING_MANAGE,
        .handler = put_setting,
        .about =
            "Changes a setting from a time on; earlier values stay for what was measured then.",
        .query = name_fields,
        .body = &change_shape,
        .reply = &setting_shape,
        .example = "{\"value\": 14}",
    },
    {
        .method = "GET",
        .path = "/api/settings/{name}/history",
        .right = RIGHT_SETTING_MANAGE,
        .handler = get_history,
        .about = "Every value a setting had or will have, newest first, and who decided it.",
        .flags = ROUTE_LIST,
        .query = name_fields,
        .reply = &past_shape,
    },
    ROUTES_END,
};

const Module setting_module = {
    .name = "setting",
    .routes = routes,
    .configurations = setting_configurations,
};
