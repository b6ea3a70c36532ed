/* Any request at all through the router, the checks and a handler that reads everything it was
 * promised: no input may make a handler see what its row refuses. Input: method, path and query,
 * then the body, each after a line end. */
#include "http/server.h"

#include <math.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const colours[] = {"red", "green", NULL};
static const Field leaf_fields[] = {{"name", FIELD_TEXT, FIELD_REQUIRED, 1, 5}, FIELDS_END};
static const Shape leaf_shape = {"Leaf", leaf_fields};
static const Field tree_fields[] = {
    {"name", FIELD_TEXT, FIELD_REQUIRED, 1, 10},
    {"age", FIELD_INT, 0, 0, 1000},
    {"height", FIELD_NUMBER},
    {"old", FIELD_BOOL, FIELD_NULLABLE},
    {"seen", FIELD_TIME, FIELD_NULLABLE},
    {"owner", FIELD_ID, FIELD_NULLABLE},
    {"colour", FIELD_CHOICE, .choices = colours},
    {"leaves", FIELD_LIST, 0, 0, 2, .of = FIELD_OBJECT, .shape = &leaf_shape},
    FIELDS_END,
};
static const Shape tree_shape = {"Tree", tree_fields};
static const Field path_query[] = {
    {"word", FIELD_CHOICE, .choices = colours}, {"day", FIELD_DATE}, FIELDS_END};

/* What the row promises, whatever came. */
static bool
take_tree(Request *request, GError **error)
{
    const char *name = request_text(request, "name");
    int colour = request_choice(request, "colour", 0);
    JsonWriter *json;

    g_assert(name != NULL && strlen(name) >= 1 && strlen(name) <= 10);
    g_assert(request_int(request, "age", 0) >= 0 && request_int(request, "age", 0) <= 1000);
    g_assert(isfinite(request_double(request, "height", 0)));
    g_assert(request_id(request, "owner") >= 0);
    g_assert(colour == 0 || colour == 1);
    g_assert(json_array_size(request_json(request, "leaves")) <= 2);
    json = reply_json(request, 200);
    json_object_begin(json);
    json_put_text(json, "name", name);
    json_put_time(json, "seen", request_time(request, "seen", 0));
    json_object_end(json);
    return true;
}

static bool
take_list(Request *request, GError **error)
{
    Page page;

    g_assert(request_id(request, "id") > 0);
    g_assert(request_text(request, "word") != NULL);
    if (!request_page(request, &page, error))
        return false;
    g_assert(page.limit >= 1 && page.limit <= 200);
    reply_list(request);
    reply_list_end(request, true, page.before_key, page.before_id);
    return true;
}

static const Route routes[] = {
    {"POST", "/t", RIGHT_ANYONE, take_tree, "Takes.", .body = &tree_shape, .reply = &tree_shape},
    {"POST", "/f", RIGHT_ANYONE, take_tree, "Takes.", ROUTE_FORM, .body = &tree_shape},
    {"GET", "/t/{id}/{word}", RIGHT_ANYONE, take_list, "Lists.", ROUTE_LIST, path_query,
     .reply = &leaf_shape},
    ROUTES_END,
};
static const Route *const tables[] = {routes, http_routes};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *text = g_strndup((const char *)data, size);
    g_auto(GStrv) lines = g_strsplit(text, "\n", 3);
    g_autofree char *answer = NULL;
    Ask ask = {.method = "GET", .path = "/"};

    if (g_strv_length(lines) < 2)
        return 0;
    ask.method = lines[0];
    ask.path = lines[1];
    ask.body = lines[2];
    if (strcmp(ask.path, "/f") == 0)
        ask.form_or_type = "application/x-www-form-urlencoded";
    route_ask(NULL, NULL, tables, G_N_ELEMENTS(tables), &ask, &answer);
    return 0;
}
