#include "lib/route-negative.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

/* Who may do everything, so that it is the body that is judged. */
static const Principal anyone_may = {.staff = 1, .person = 1, .rights = UINT64_MAX};
static const Principal may_nothing = {.staff = 1, .person = 1};

typedef struct {
    Database *database;
    Context *context;
    const Route *routes;
    const Route *route;
    char *path; /* with values in place of its {words} */
} Trial;

#define SHORTEST_MAX 64
static const char ones[] = "1111111111111111111111111111111111111111111111111111111111111111";

/* A text that a field takes in a path or after the '?'. */
static const char *
good_text(const Field *field)
{
    if (field->type == FIELD_TEXT)
        return &ones[SHORTEST_MAX - CLAMP(field->min, 1, SHORTEST_MAX)];
    switch (field->type) {
    case FIELD_CHOICE:
        return field->choices[0];
    case FIELD_TIME:
        return "2026-11-23T09:30:00Z";
    case FIELD_DATE:
        return "2026-11-23";
    case FIELD_BOOL:
    case FIELD_INT:
    case FIELD_NUMBER:
    case FIELD_ID:
    case FIELD_TEXT:
    case FIELD_OBJECT:
    case FIELD_LIST:
    case FIELD_JSON:
        break;
    }
    return "1";
}

static const Field *
query_field(const Route *route, const char *name)
{
    for (const Field *field = route->query; field != NULL && field->name != NULL; field++)
        if (strcmp(field->name, name) == 0)
            return field;
    return NULL;
}

/* "/api/persons/{id}?needed={value}" with something acceptable everywhere. */
static char *
fill_path(const Route *route)
{
    GString *path = g_string_new(NULL);
    const char *separator = "?";

    for (const char *at = route->path; *at != '\0'; at++) {
        if (*at == '{') {
            g_autofree char *name = g_strndup(at + 1, strcspn(at + 1, "}"));
            const Field *field = query_field(route, name);

            g_string_append(path, field != NULL ? good_text(field) : "1");
            at += strlen(name) + 1;
        } else {
            g_string_append_c(path, *at);
        }
    }
    for (const Field *field = route->query; field != NULL && field->name != NULL; field++) {
        g_autofree char *word = g_strdup_printf("{%s}", field->name);

        if ((field->flags & FIELD_REQUIRED) == 0 || strstr(route->path, word) != NULL)
            continue;
        g_string_append_printf(path, "%s%s=%s", separator, field->name, good_text(field));
        separator = "&";
    }
    return g_string_free(path, FALSE);
}

static unsigned
ask(const Trial *trial, const char *body, const Principal *who, char **ret_answer)
{
    const Ask question = {
        .method = trial->route->method, .path = trial->path, .body = body, .principal = *who};

    return route_ask(trial->database, trial->context, &trial->routes, 1, &question, ret_answer);
}

/* ---- Bodies ---- */

/* Asks with the example changed: it must be refused for that field. */
static void
expect_refused(const Trial *trial, json_t *body, const char *field, const char *how)
{
    char *dump = json_dumps(body, 0);
    g_autofree char *answer = NULL;
    g_autofree char *wanted = g_strdup_printf("\"field\":\"%s", field);
    unsigned status = ask(trial, dump, &anyone_may, &answer);

    if (status != 400 || strstr(answer, wanted) == NULL)
        g_error("%s %s takes a body with a field that is %s: %s gives %u %s", trial->route->method,
                trial->route->path, how, dump, status, answer);
    free(dump);
    json_decref(body);
}

static json_t *
with(const json_t *example, const char *name, json_t *value)
{
    json_t *body = json_deep_copy(example);

    json_object_set_new(body, name, value);
    return body;
}

static json_t *
without(const json_t *example, const char *name)
{
    json_t *body = json_deep_copy(example);

    json_object_del(body, name);
    return body;
}

/* A value no field of the type can have. */
static json_t *
wrong_type(const Field *field)
{
    return field->type == FIELD_BOOL ? json_string("true") : json_true();
}

static json_t *
too_long_text(const Field *field)
{
    g_autofree char *text = g_strnfill((gsize)(field->max != 0 ? field->max : LIMIT_NAME) + 1, 'x');

    return json_string(text);
}

static void
try_field(const Trial *trial, const json_t *example, const Field *field)
{
    const char *name = field->name;

    expect_refused(trial, with(example, name, wrong_type(field)), name, "of another type");
    if ((field->flags & FIELD_REQUIRED) != 0)
        expect_refused(trial, without(example, name), name, "missing");
    if ((field->flags & FIELD_NULLABLE) == 0)
        expect_refused(trial, with(example, name, json_null()), name, "null");
    /* A text as long as a body may be is refused as a body: another test. */
    if (field->type == FIELD_TEXT && field->max < LIMIT_HTTP_BODY / 2)
        expect_refused(trial, with(example, name, too_long_text(field)), name, "too long");
    if (field->type == FIELD_INT && field->max != 0 && field->max < INT64_MAX)
        expect_refused(trial, with(example, name, json_integer(field->max + 1)), name, "too great");
    if (field->type == FIELD_CHOICE)
        expect_refused(trial, with(example, name, json_string("no such choice")), name,
                       "not a choice");
    if (field->type == FIELD_ID)
        expect_refused(trial, with(example, name, json_string("-1")), name, "not an id");
}

static void
try_body(const Trial *trial)
{
    const Route *route = trial->route;
    g_autoptr(GError) error = NULL;
    json_t *example;

    if (route->example == NULL)
        g_error("%s %s has no example", route->method, route->path);
    example = json_loads(route->example, JSON_REJECT_DUPLICATES, NULL);
    if (example == NULL || !shape_check(route->body, example, &error))
        g_error("%s %s refuses its own example: %s", route->method, route->path,
                error != NULL ? error->message : "not JSON");
    expect_refused(trial, with(example, "no_such_field", json_true()), "no_such_field", "unknown");
    for (const Field *field = route->body->fields; field->name != NULL; field++)
        if (field->type != FIELD_JSON)
            try_field(trial, example, field);
    json_decref(example);
}

/* ---- Who ---- */

static void
expect_status(const Trial *trial, const Principal *who, unsigned status)
{
    const Principal nobody = {.staff = 0};
    unsigned got = ask(trial, trial->route->body != NULL ? trial->route->example : NULL,
                       who ? who : &nobody, NULL);

    if (got != status)
        g_error("%s %s answers %u instead of %u", trial->route->method, trial->route->path, got,
                status);
}

static void
try_route(const Trial *trial)
{
    const Route *route = trial->route;

    g_test_message("%s %s", route->method, route->path);
    if (route->right != RIGHT_ANYONE)
        expect_status(trial, NULL, 401);
    if (route->right != RIGHT_ANYONE && route->right != RIGHT_SIGNED_IN)
        expect_status(trial, &may_nothing, 403);
    if (route->body != NULL && (route->flags & (ROUTE_FORM | ROUTE_UPLOAD)) == 0)
        try_body(trial);
}

void
route_negative(Database *database, Context *context, const Route *routes)
{
    for (const Route *route = routes; route->method != NULL; route++) {
        Trial trial = {database, context, routes, route, fill_path(route)};

        try_route(&trial);
        g_free(trial.path);
    }
}
