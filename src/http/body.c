#include "http/body.h"

#include "base/error.h"
#include "http/multipart.h"
#include "http/problem.h"

#include <string.h>

/* True if Content-Type is the type, whatever its parameters. */
static bool
is_type(Request *request, const char *type)
{
    const char *given = request_header(request, "Content-Type");
    size_t length = strlen(type);

    return given != NULL && g_ascii_strncasecmp(given, type, length) == 0 &&
           strchr("; \t", given[length]) != NULL;
}

static bool
check_json(Request *request, GError **error)
{
    const GByteArray *body = request->body;
    json_error_t why;

    if (!json_is_shallow((const char *)body->data, body->len, LIMIT_JSON_DEPTH))
        return error_set(error, APP_ERROR_INVALID, "JSON of more than %d levels", LIMIT_JSON_DEPTH);
    request->json = json_loadb((const char *)body->data, body->len, JSON_REJECT_DUPLICATES, &why);
    /* jansson's own sentence may quote the text, which may be anyone's: only the place is told. */
    if (request->json == NULL)
        return error_set(error, APP_ERROR_INVALID, "not JSON, at byte %d", why.position);
    return shape_check(request_route(request)->body, request->json, error);
}

/* Empty fields are those that were not filled in. */
static bool
check_form_fields(Request *request, size_t first, GError **error)
{
    const Shape *shape = request_route(request)->body;
    size_t kept = first;

    for (size_t i = first; i < request->n_parameters; i++) {
        Parameter parameter = request->parameters[i];
        const Field *field = route_body_field(request_route(request), parameter.name);

        if (shape != NULL && field == NULL)
            return error_set_field(error, APP_ERROR_INVALID, parameter.name, "unknown field '%s'",
                                   parameter.name);
        if (parameter.value[0] == '\0')
            continue;
        if (field != NULL && !field_check_text(field, parameter.value, error))
            return false;
        request->parameters[kept++] = parameter;
    }
    request->n_parameters = kept;
    for (const Field *field = shape != NULL ? shape->fields : NULL;
         field != NULL && field->name != NULL; field++)
        if ((field->flags & FIELD_REQUIRED) != 0 && request_form(request, field->name) == NULL)
            return error_set_field(error, APP_ERROR_INVALID, field->name, "%s is missing",
                                   field->name);
    return true;
}

static bool
check_form(Request *request, GError **error)
{
    size_t first = request->n_parameters;

    request->form = g_strndup((const char *)request->body->data, request->body->len);
    return target_parse_form(request, request->form, error) &&
           check_form_fields(request, first, error);
}

static bool
refuse_type(Request *request, const char *wanted)
{
    g_autofree char *detail = g_strdup_printf("Content-Type must be %s", wanted);

    problem_reply(request, 415, "unsupported_type", "Content-Type", detail);
    return false;
}

static bool
check_parts(Request *request)
{
    g_autofree char *boundary = multipart_boundary(request_header(request, "Content-Type"));
    g_autoptr(GBytes) body = NULL;
    g_autoptr(GError) error = NULL;

    if (boundary == NULL)
        return refuse_type(request, "multipart/form-data");
    body = request->body != NULL ? g_byte_array_free_to_bytes(g_steal_pointer(&request->body))
                                 : g_bytes_new_static("", 0);
    request->parts = multipart_read(body, boundary, &error);
    if (request->parts == NULL)
        problem_reply_error(request, error);
    return request->parts != NULL;
}

static bool
check_typed(Request *request)
{
    bool form = (request_route(request)->flags & ROUTE_FORM) != 0;
    const char *wanted = form ? "application/x-www-form-urlencoded" : "application/json";
    g_autoptr(GError) error = NULL;

    if (request->body == NULL)
        error_set(&error, APP_ERROR_INVALID, "the body is missing");
    else if (!is_type(request, wanted))
        return refuse_type(request, wanted);
    else if (form ? check_form(request, &error) : check_json(request, &error))
        return true;
    problem_reply_error(request, error);
    return false;
}

bool
body_check(Request *request)
{
    const Route *route = request_route(request);

    if ((route->flags & ROUTE_UPLOAD) != 0) {
        request->upload = request->body != NULL
                              ? g_byte_array_free_to_bytes(g_steal_pointer(&request->body))
                              : g_bytes_new_static("", 0);
        return true;
    }
    if ((route->flags & ROUTE_MULTIPART) != 0)
        return check_parts(request);
    if (route->body == NULL && (route->flags & ROUTE_FORM) == 0)
        return true;
    return check_typed(request);
}
