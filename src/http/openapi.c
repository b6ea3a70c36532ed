/* The OpenAPI document: what the tables of routes say, for programs and their authors. */
#include "http/server.h"

#include "base/error.h"
#include "base/json.h"
#include "http/openapi-schema.h"
#include "http/router.h"
#include "http/throttle.h"

#include <string.h>

static const char about_api[] = "Every action of the application is a call described here. Ids are "
                                "strings; times are RFC 3339 in "
                                "UTC; lists come in pages: pass the `next` of one as the `cursor` "
                                "of the following. In a PATCH, what "
                                "is absent stays and null takes away. Errors are problem+json with "
                                "a code, a field and a sentence. "
                                "Programs send a token (Authorization: Bearer); browsers have the "
                                "session cookie and, when they "
                                "change something, send X-CSRF-Token.";

/* "GET", "/api/persons/{id}/timeline" → "getApiPersonsByIdTimeline", less "Api". */
static char *
operation_id(const Route *route)
{
    g_autofree char *method = g_ascii_strdown(route->method, -1);
    GString *id = g_string_new(method);
    bool upper = true;

    for (const char *at = route->path; *at != '\0'; at++) {
        if (g_str_has_prefix(at, "/api/"))
            at += strlen("/api");
        if (*at == '{')
            g_string_append(id, "By");
        if (!g_ascii_isalnum(*at)) {
            upper = true;
            continue;
        }
        g_string_append_c(id, upper ? g_ascii_toupper(*at) : *at);
        upper = false;
    }
    return g_string_free(id, FALSE);
}

static void
write_tag(JsonWriter *json, const Route *route)
{
    const char *word =
        g_str_has_prefix(route->path, "/api/") ? route->path + strlen("/api/") : route->path + 1;
    g_autofree char *tag = g_strndup(word, strcspn(word, "/."));

    json_name(json, "tags");
    json_list_begin(json);
    json_text(json, tag);
    json_list_end(json);
}

/* ---- Parameters ---- */

static bool
is_in_path(const Route *route, const char *name)
{
    g_autofree char *word = g_strdup_printf("{%s}", name);

    return strstr(route->path, word) != NULL;
}

static void
write_parameter(JsonWriter *json, const Field *field, const char *name, bool in_path)
{
    json_object_begin(json);
    json_put_text(json, "name", name);
    json_put_text(json, "in", in_path ? "path" : "query");
    if (in_path || (field->flags & FIELD_REQUIRED) != 0)
        json_put_bool(json, "required", true);
    if (field->about != NULL)
        json_put_text(json, "description", field->about);
    json_name(json, "schema");
    schema_write_field(json, field);
    json_object_end(json);
}

static void
write_path_parameters(JsonWriter *json, const Route *route)
{
    for (const char *at = strchr(route->path, '{'); at != NULL; at = strchr(at + 1, '{')) {
        g_autofree char *name = g_strndup(at + 1, strcspn(at + 1, "}"));
        const Field *field = route_parameter(route, name);

        write_parameter(json, field != NULL ? field : &route_id_field, name, true);
    }
}

static void
write_parameters(JsonWriter *json, const Route *route)
{
    json_name(json, "parameters");
    json_list_begin(json);
    write_path_parameters(json, route);
    for (const Field *field = route->query; field != NULL && field->name != NULL; field++)
        if (!is_in_path(route, field->name))
            write_parameter(json, field, field->name, false);
    if ((route->flags & ROUTE_LIST) != 0)
        for (const Field *field = route_list_fields; field->name != NULL; field++)
            write_parameter(json, field, field->name, false);
    json_list_end(json);
}

/* ---- Bodies ---- */

static void
write_request_body(JsonWriter *json, const Route *route)
{
    bool upload = (route->flags & ROUTE_UPLOAD) != 0;
    bool form = (route->flags & ROUTE_FORM) != 0;
    bool parts = (route->flags & ROUTE_MULTIPART) != 0;

    if (route->body == NULL && !upload && !parts)
        return;
    json_name(json, "requestBody");
    json_object_begin(json);
    json_put_bool(json, "required", true);
    json_name(json, "content");
    json_object_begin(json);
    json_name(json, upload  ? "application/octet-stream"
                    : parts ? "multipart/form-data"
                    : form  ? "application/x-www-form-urlencoded"
                            : "application/json");
    json_object_begin(json);
    if (route->body != NULL) {
        json_name(json, "schema");
        schema_write_reference(json, route->body);
    }
    if (route->example != NULL && !form) {
        json_name(json, "example");
        json_raw(json, route->example);
    }
    json_object_end(json);
    json_object_end(json);
    json_object_end(json);
}

static void
write_list_schema(JsonWriter *json, const Shape *item)
{
    json_object_begin(json);
    json_put_text(json, "type", "object");
    json_name(json, "required");
    json_raw(json, "[\"items\",\"next\"]");
    json_name(json, "properties");
    json_object_begin(json);
    json_name(json, "items");
    json_object_begin(json);
    json_put_text(json, "type", "array");
    json_name(json, "items");
    schema_write_reference(json, item);
    json_object_end(json);
    json_name(json, "next");
    json_raw(json, "{\"type\":[\"string\",\"null\"]}");
    json_object_end(json);
    json_object_end(json);
}

static void
write_content(JsonWriter *json, const Route *route)
{
    json_name(json, "content");
    json_object_begin(json);
    json_name(json, "application/json");
    json_object_begin(json);
    json_name(json, "schema");
    if ((route->flags & ROUTE_LIST) != 0)
        write_list_schema(json, route->reply);
    else
        schema_write_reference(json, route->reply);
    json_object_end(json);
    json_object_end(json);
}

static void
write_responses(JsonWriter *json, const Route *route)
{
    json_name(json, "responses");
    json_object_begin(json);
    json_name(json, "2XX");
    json_object_begin(json);
    json_put_text(json, "description", route->reply != NULL ? "Done." : "Done; no JSON.");
    if (route->reply != NULL)
        write_content(json, route);
    json_object_end(json);
    json_name(json, "default");
    json_raw(json, "{\"$ref\":\"#/components/responses/Problem\"}");
    json_object_end(json);
}

/* ---- The document ---- */

static void
write_operation(JsonWriter *json, const Route *route)
{
    g_autofree char *id = operation_id(route);
    g_autofree char *method = g_ascii_strdown(route->method, -1);

    json_name(json, method);
    json_object_begin(json);
    json_put_text(json, "operationId", id);
    json_put_text(json, "summary", route->about);
    write_tag(json, route);
    json_put_text(json, "x-right", right_word(route->right));
    if (route->right == RIGHT_ANYONE) {
        json_name(json, "security");
        json_raw(json, "[]");
    }
    if (route->throttle != NULL)
        json_put_text(json, "x-measure", route->throttle->purpose);
    write_parameters(json, route);
    write_request_body(json, route);
    write_responses(json, route);
    json_object_end(json);
}

/* Path → its routes, in the order of the tables. */
static GHashTable *
group_by_path(const Route *const *tables, size_t n_tables, GPtrArray *paths)
{
    GHashTable *groups =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);

    for (size_t i = 0; i < n_tables; i++)
        for (const Route *route = tables[i]; route != NULL && route->method != NULL; route++) {
            GPtrArray *group = g_hash_table_lookup(groups, route->path);

            if (group == NULL) {
                group = g_ptr_array_new();
                g_hash_table_insert(groups, (char *)route->path, group);
                g_ptr_array_add(paths, (char *)route->path);
            }
            g_ptr_array_add(group, (Route *)route);
        }
    return groups;
}

static void
write_paths(JsonWriter *json, const Route *const *tables, size_t n_tables)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    g_autoptr(GHashTable) groups = group_by_path(tables, n_tables, paths);

    json_name(json, "paths");
    json_object_begin(json);
    for (guint i = 0; i < paths->len; i++) {
        GPtrArray *group = g_hash_table_lookup(groups, paths->pdata[i]);

        json_name(json, paths->pdata[i]);
        json_object_begin(json);
        for (guint j = 0; j < group->len; j++)
            write_operation(json, group->pdata[j]);
        json_object_end(json);
    }
    json_object_end(json);
}

static void
write_components(JsonWriter *json, const Route *const *tables, size_t n_tables)
{
    json_name(json, "components");
    json_object_begin(json);
    json_name(json, "schemas");
    schema_write_all(json, tables, n_tables);
    json_name(json, "responses");
    json_raw(json,
             "{\"Problem\":{\"description\":\"What is wrong.\",\"content\":{"
             "\"application/problem+json\":{\"schema\":{\"$ref\":\"#/components/schemas/Problem\"}"
             "}}}}");
    json_name(json, "securitySchemes");
    json_raw(json, "{\"token\":{\"type\":\"http\",\"scheme\":\"bearer\"},"
                   "\"session\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"" SESSION_COOKIE
                   "\"}}");
    json_object_end(json);
}

char *
openapi_write(const Route *const *tables, size_t n_tables, const char *public_url)
{
    GString *out = g_string_sized_new(64 * 1024);
    JsonWriter json;

    json_writer_init(&json, out);
    json_object_begin(&json);
    json_put_text(&json, "openapi", "3.1.0");
    json_name(&json, "info");
    json_object_begin(&json);
    json_put_text(&json, "title", "Lien");
    json_put_text(&json, "version", LIEN_VERSION);
    json_put_text(&json, "description", about_api);
    json_object_end(&json);
    if (public_url != NULL) {
        json_name(&json, "servers");
        json_list_begin(&json);
        json_object_begin(&json);
        json_put_text(&json, "url", public_url);
        json_object_end(&json);
        json_list_end(&json);
    }
    json_name(&json, "security");
    json_raw(&json, "[{\"token\":[]},{\"session\":[]}]");
    write_paths(&json, tables, n_tables);
    write_components(&json, tables, n_tables);
    json_object_end(&json);
    return g_string_free(out, FALSE);
}
