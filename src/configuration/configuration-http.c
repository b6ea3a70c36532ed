#include "base/error.h"
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
    ROUTES_END,
};

const Module configuration_module = {.name = "configuration", .routes = routes};
