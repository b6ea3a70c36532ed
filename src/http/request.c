#include "http/request-inside.h"

#include "base/error.h"
#include "base/id.h"

#include <gio/gio.h>
#include <string.h>

Request *
request_new(const Site *site, const char *method, const char *target, const Source *source,
            void *source_data)
{
    Request *request = g_new0(Request, 1);

    request->site = site;
    request->source = source;
    request->source_data = source_data;
    request->method = g_strdup(method);
    request->target = g_strdup(target);
    return request;
}

void
request_free(Request *request)
{
    if (request == NULL)
        return;
    for (size_t i = 0; i < request->reply.n_headers; i++) {
        g_free(request->reply.headers[i].name);
        g_free(request->reply.headers[i].value);
    }
    g_clear_pointer(&request->reply.bytes, g_bytes_unref);
    if (request->text != NULL)
        g_string_free(request->text, TRUE);
    g_clear_pointer(&request->body, g_byte_array_unref);
    g_clear_pointer(&request->upload, g_bytes_unref);
    g_clear_pointer(&request->parts, g_ptr_array_unref);
    json_decref(request->json);
    g_free(request->form);
    g_free(request->cookie);
    g_free(request->method);
    g_free(request->target);
    g_free(request);
}

Context *
request_context(Request *request)
{
    return request->site->context;
}

Database *
request_database(Request *request)
{
    return request->site->database;
}

Db *
request_db(Request *request)
{
    return database_reader(request->site->database);
}

const Meter *
request_meter(Request *request)
{
    return request->site->meter;
}

const Principal *
request_principal(Request *request)
{
    return &request->principal;
}

bool
request_may(Request *request, Right right)
{
    return principal_may(&request->principal, right);
}

bool
request_write(Request *request, DbWork work, void *data, GError **error)
{
    return database_write(request->site->database, work, data, error);
}

/* ---- Values ---- */

const char *
request_parameter(const Request *request, const char *name)
{
    for (size_t i = 0; i < request->n_parameters; i++)
        if (strcmp(request->parameters[i].name, name) == 0)
            return request->parameters[i].value;
    return NULL;
}

/* A top-level field of the body, NULL when it is absent or null. */
static const json_t *
body_value(const Request *request, const char *name)
{
    const json_t *value = json_object_get(request->json, name);

    return value != NULL && !json_is_null(value) ? value : NULL;
}

static const Field *
field_of(const Request *request, const char *name)
{
    const Field *field = route_parameter(request_route(request), name);

    return field != NULL ? field : route_body_field(request_route(request), name);
}

bool
request_has(Request *request, const char *name)
{
    return request_parameter(request, name) != NULL || body_value(request, name) != NULL;
}

bool
request_is_null(Request *request, const char *name)
{
    return json_is_null(json_object_get(request->json, name));
}

const char *
request_text(Request *request, const char *name)
{
    const char *value = request_parameter(request, name);

    return value != NULL ? value : json_string_value(body_value(request, name));
}

int64_t
request_int(Request *request, const char *name, int64_t otherwise)
{
    const char *text = request_parameter(request, name);
    const json_t *value = body_value(request, name);
    gint64 number = otherwise;

    if (text != NULL)
        g_ascii_string_to_signed(text, 10, G_MININT64, G_MAXINT64, &number, NULL);
    else if (json_is_integer(value))
        number = json_integer_value(value);
    return number;
}

double
request_double(Request *request, const char *name, double otherwise)
{
    const char *text = request_parameter(request, name);
    const json_t *value = body_value(request, name);

    if (text != NULL)
        return g_ascii_strtod(text, NULL);
    return json_is_number(value) ? json_number_value(value) : otherwise;
}

bool
request_bool(Request *request, const char *name, bool otherwise)
{
    const char *text = request_parameter(request, name);
    const json_t *value = body_value(request, name);

    if (text != NULL)
        return text[0] == '1' || text[0] == 't';
    return json_is_boolean(value) ? json_is_true(value) : otherwise;
}

int64_t
request_id(Request *request, const char *name)
{
    int64_t id = 0;

    return id_parse(request_text(request, name), &id) ? id : 0;
}

int64_t
request_time(Request *request, const char *name, int64_t otherwise)
{
    const char *text = request_text(request, name);
    const Field *field = field_of(request, name);
    int64_t ms = otherwise;

    if (text != NULL && field != NULL && !field_parse_time(field->type, text, &ms))
        return otherwise;
    return ms;
}

int
request_choice(Request *request, const char *name, int otherwise)
{
    const char *text = request_text(request, name);
    const Field *field = field_of(request, name);

    if (text == NULL || field == NULL || field->choices == NULL)
        return otherwise;
    for (int i = 0; field->choices[i] != NULL; i++)
        if (strcmp(field->choices[i], text) == 0)
            return i;
    return otherwise;
}

const json_t *
request_json(Request *request, const char *name)
{
    return body_value(request, name);
}

const json_t *
request_body(Request *request)
{
    return request->json;
}

GBytes *
request_bytes(Request *request)
{
    return request->upload;
}

const GPtrArray *
request_parts(Request *request)
{
    return request->parts;
}

const char *
request_form(Request *request, const char *name)
{
    return request->form != NULL ? request_parameter(request, name) : NULL;
}

/* ---- Headers ---- */

const char *
request_header(Request *request, const char *name)
{
    return request->source->header(request->source_data, name);
}

/* The value of name in "a=1; name=2"; its length in *ret_length. NULL if absent. */
static const char *
find_cookie(const char *header, const char *name, size_t *ret_length)
{
    size_t name_length = strlen(name);

    for (const char *at = header; at != NULL && *at != '\0';) {
        at += strspn(at, " \t;");
        if (strncmp(at, name, name_length) == 0 && at[name_length] == '=') {
            *ret_length = strcspn(at + name_length + 1, "; \t");
            return at + name_length + 1;
        }
        at += strcspn(at, ";");
    }
    return NULL;
}

const char *
request_cookie(Request *request, const char *name)
{
    size_t length = 0;
    const char *value = find_cookie(request_header(request, "Cookie"), name, &length);

    if (value == NULL)
        return NULL;
    g_free(request->cookie);
    request->cookie = g_strndup(value, length);
    return request->cookie;
}

/* The last address of X-Forwarded-For: the one our proxy saw; those before it are hearsay. */
static const char *
forwarded_for(Request *request)
{
    const char *list = request_header(request, "X-Forwarded-For");
    const char *comma = list != NULL ? strrchr(list, ',') : NULL;

    if (list == NULL)
        return NULL;
    list = comma != NULL ? comma + 1 : list;
    return list + strspn(list, " \t");
}

const char *
request_address(Request *request)
{
    const char *proxy = request->site->trusted_proxy;
    const char *address;

    if (request->address[0] != '\0')
        return request->address;
    address = request->source->peer(request->source_data);
    if (proxy != NULL && g_strcmp0(address, proxy) == 0 && forwarded_for(request) != NULL)
        address = forwarded_for(request);
    g_strlcpy(request->address, address != NULL ? address : "unknown", sizeof request->address);
    g_strchomp(request->address);
    return request->address;
}

bool
request_is_local(Request *request)
{
    static const char *const passed_on[] = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"};
    const char *peer = request->source->peer(request->source_data);
    g_autoptr(GInetAddress) address = peer != NULL ? g_inet_address_new_from_string(peer) : NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(passed_on); i++)
        if (request_header(request, passed_on[i]) != NULL)
            return false;
    return address != NULL && g_inet_address_get_is_loopback(address);
}

bool
request_last_position(Request *request, int64_t otherwise, int64_t *ret_position, GError **error)
{
    const char *header = request_header(request, "Last-Event-ID");
    gint64 position = request_int(request, "after", otherwise);

    if (header != NULL && !g_ascii_string_to_signed(header, 10, 0, G_MAXINT64, &position, NULL))
        return error_set_field(error, APP_ERROR_INVALID, "Last-Event-ID",
                               "Last-Event-ID is not a position");
    *ret_position = position;
    return true;
}

/* The weight a language has in Accept-Language, 0 to 1; its first mention counts. */
static double
language_weight(const char *header, const char *language)
{
    for (const char *at = header; *at != '\0';) {
        size_t length;
        const char *q;

        at += strspn(at, " \t,");
        length = strcspn(at, ",");
        if (g_ascii_strncasecmp(at, language, 2) == 0 && !g_ascii_isalpha(at[2])) {
            q = g_strstr_len(at, (gssize)length, "q=");
            return q != NULL ? g_ascii_strtod(q + 2, NULL) : 1.0;
        }
        at += length;
    }
    return 0;
}

const char *
request_language_or(Request *request, const char *otherwise)
{
    const char *header = request_header(request, "Accept-Language");
    double french = header != NULL ? language_weight(header, "fr") : 0;
    double english = header != NULL ? language_weight(header, "en") : 0;

    return english > french ? "en" : french > english ? "fr" : otherwise;
}

const char *
request_language(Request *request)
{
    return request_language_or(request, "fr");
}
