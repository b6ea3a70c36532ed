#include "base/error.h"
#include "configuration/change-store.h"
#include "configuration/configuration.h"

static bool
get_configuration(Request *request, GError **error)
{
    GString *text = configuration_write(request_context(request), request_db(request), error);
    g_autoptr(GBytes) bytes = text != NULL ? g_string_free_to_bytes(text) : NULL;

    if (bytes == NULL)
        return false;
    reply_file(request, "application/json", "lien-configuration.json", false, bytes);
    return true;
}

static bool
post_configuration(Request *request, GError **error)
{
    g_autoptr(ConfigurationReport) report = NULL;
    ConfigurationOrder order = {
        .staff = request_principal(request)->staff,
        .dry_run = request_bool(request, "dry_run", false),
    };

    if (!configuration_read(request_context(request), request_bytes(request), &order, &report,
                            error))
        return false;
    configuration_report_write(reply_json(request, 200), report);
    return true;
}

/* ---- Who changed what ---- */

static const Shape change_shape = {
    .name = "ConfigurationChange",
    .fields =
        (const Field[]){
            {.name = "at", .type = FIELD_TIME, .flags = FIELD_REQUIRED},
            {.name = "fact",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED,
             .about = "As the journal names it: setting.changed."},
            {.name = "data", .type = FIELD_JSON, .flags = FIELD_REQUIRED},
            {.name = "by",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "Who did it; null: the program."},
            {.name = "about",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED | FIELD_NULLABLE,
             .about = "The team, the account or the mailbox, by name."},
            FIELDS_END,
        },
};

static void
write_change(JsonWriter *json, DbRows *row)
{
    json_object_begin(json);
    json_put_time(json, "at", db_rows_int(row, 2));
    json_put_text(json, "fact", db_rows_text(row, 3));
    json_name(json, "data");
    json_raw(json, db_rows_text(row, 4));
    json_put_text(json, "by", db_rows_text(row, 5));
    json_put_text(json, "about", db_rows_text(row, 6));
    json_object_end(json);
}

static bool
get_changes(Request *request, GError **error)
{
    g_autoptr(DbRows) rows = NULL;
    Page page;

    if (!request_page(request, &page, error))
        return false;
    rows = change_store_list(request_db(request), page.before_key, (int64_t)page.limit + 1, error);
    return rows != NULL && reply_rows(request, rows, page.limit, write_change, error);
}

/* ---- Module ---- */

static const Field post_fields[] = {
    {.name = "dry_run", .type = FIELD_BOOL, .about = "True: only tells what would be done."},
    FIELDS_END,
};

static const Route routes[] = {
    {
        .method = "GET",
        .path = "/api/configuration",
        .right = RIGHT_SETTING_MANAGE,
        .handler = get_configuration,
        .about = "What is set up, as one JSON file, without secrets.",
    },
    {
        .method = "POST",
        .path = "/api/configuration",
        .right = RIGHT_SETTING_MANAGE,
        .handler = post_configuration,
        .about = "Brings in such a file: adds and changes, deletes nothing; all of it or nothing.",
        .flags = ROUTE_UPLOAD | ROUTE_SLOW,
        .query = post_fields,
        .reply = &configuration_report_shape,
    },
    {
        .method = "GET",
        .path = "/api/configuration/changes",
        .right = RIGHT_SETTING_MANAGE,
        .handler = get_changes,
        .about = "Who changed what in the settings, newest first.",
        .flags = ROUTE_LIST,
        .reply = &change_shape,
    },
    ROUTES_END,
};

const Module configuration_module = {.name = "configuration", .routes = routes};
