/* One request through the routes without a socket, for the tests of the modules. */
#include "http/dispatch.h"

#include <string.h>

typedef struct {
    const Ask *ask;
} Question;

static const char *
question_header(void *source, const char *name)
{
    const Ask *ask = ((const Question *)source)->ask;

    for (const char *const *at = ask->headers; at != NULL && at[0] != NULL; at += 2)
        if (g_ascii_strcasecmp(at[0], name) == 0)
            return at[1];
    if (g_ascii_strcasecmp(name, "Content-Type") == 0 && ask->body != NULL)
        return ask->form_or_type != NULL ? ask->form_or_type : "application/json";
    if (g_ascii_strcasecmp(name, "X-CSRF-Token") == 0 && ask->principal.csrf[0] != '\0')
        return ask->principal.csrf;
    return NULL;
}

static const char *
question_peer(void *source)
{
    return "192.0.2.1";
}

/* The answer's shape when it is a list: its items, and where the next page begins. */
static bool
check_list_reply(const Route *route, const json_t *value, GError **error)
{
    const Field fields[] = {
        {"items", FIELD_LIST, FIELD_REQUIRED, .shape = route->reply, .of = FIELD_OBJECT},
        {"next", FIELD_TEXT, FIELD_REQUIRED | FIELD_NULLABLE},
        FIELDS_END,
    };
    const Shape shape = {.name = "a list", .fields = fields};

    return shape_check_reply(&shape, value, error);
}

/* An answer that breaks its own route's promise is a failed test, whoever asked. */
static void
check_reply(const Request *request, const char *text)
{
    const Route *route = request_route(request);
    unsigned status = request->reply.status;
    g_autoptr(GError) error = NULL;
    json_t *value;

    if (route == NULL || route->reply == NULL || (status != 200 && status != 201))
        return;
    value = json_loads(text, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
    if (value == NULL)
        g_error("%s %s answers what is not JSON: %s", route->method, route->path, text);
    if ((route->flags & ROUTE_LIST) != 0 ? !check_list_reply(route, value, &error)
                                         : !shape_check_reply(route->reply, value, &error))
        g_error("%s %s breaks its promise: %s in %s", route->method, route->path, error->message,
                text);
    json_decref(value);
}

static void
run(Request *request, const char *body)
{
    size_t size = body != NULL ? strlen(body) : 0;

    if (!dispatch_find(request, size) || !dispatch_admit(request))
        return;
    if (body != NULL)
        request->body = g_byte_array_append(g_byte_array_new(), (const guint8 *)body, (guint)size);
    dispatch_answer(request);
}

unsigned
route_ask(Database *database, Context *context, const Route *const *tables, size_t n_tables,
          const Ask *ask, char **ret_body)
{
    static const Source source = {.header = question_header, .peer = question_peer};
    g_autoptr(Router) router = router_new(tables, n_tables);
    const Site site = {
        .router = router, .database = database, .context = context, .public_url = ""};
    Question question = {.ask = ask};
    g_autoptr(Request) request = request_new(&site, ask->method, ask->path, &source, &question);
    g_autofree char *text = NULL;

    request->principal = ask->principal;
    run(request, ask->body);
    if (request->reply.bytes != NULL)
        text = g_strndup(g_bytes_get_data(request->reply.bytes, NULL),
                         g_bytes_get_size(request->reply.bytes));
    check_reply(request, text);
    if (ret_body != NULL)
        *ret_body = g_steal_pointer(&text);
    return request->reply.status;
}
