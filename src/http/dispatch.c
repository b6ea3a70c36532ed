#include "http/dispatch.h"

#include "base/error.h"
#include "base/hash.h"
#include "http/body.h"
#include "http/cross.h"
#include "http/problem.h"
#include "http/security.h"
#include "http/throttle.h"

#include <string.h>

/* ---- find ---- */

size_t
dispatch_body_limit(const Request *request)
{
    const Route *route = request_route(request);

    if ((route->flags & ROUTE_UPLOAD) != 0)
        return LIMIT_HTTP_UPLOAD;
    if ((route->flags & ROUTE_FORM) != 0)
        return LIMIT_HTTP_FORM;
    if ((route->flags & ROUTE_MULTIPART) != 0)
        return LIMIT_HTTP_MULTIPART;
    return route->body != NULL ? LIMIT_HTTP_BODY : 0;
}

void
dispatch_refuse_body(Request *request)
{
    g_autoptr(GError) error = NULL;

    if (dispatch_body_limit(request) == 0)
        error_set(&error, APP_ERROR_INVALID, "no body is accepted");
    else
        error_set(&error, APP_ERROR_TOO_LARGE, "the body is over %zu bytes",
                  dispatch_body_limit(request));
    problem_reply_error(request, error);
}

void
dispatch_refuse_busy(Request *request)
{
    g_autoptr(GError) error = NULL;

    error_set(&error, APP_ERROR_UNAVAILABLE, "too many requests at once");
    problem_reply_error(request, error);
}

static bool
refuse_method(Request *request)
{
    reply_header(request, "Allow", request->match.allow);
    if (strcmp(request->method, "OPTIONS") == 0)
        reply_empty(request);
    else
        problem_reply(request, 405, "method_not_allowed", NULL, "not with this method");
    return false;
}

bool
dispatch_find(Request *request, uint64_t body_size)
{
    g_autoptr(GError) error = NULL;

    if (!target_parse(request, &error)) {
        problem_reply_error(request, error);
        return false;
    }
    if (!router_find(request->site->router, request->method, request->segments, request->n_segments,
                     &request->match)) {
        problem_reply(request, 404, error_word(APP_ERROR_NOT_FOUND), NULL, "no such path");
        return false;
    }
    if (request_route(request) == NULL && !cross_find(request))
        return refuse_method(request);
    if (body_size > dispatch_body_limit(request)) {
        dispatch_refuse_body(request);
        return false;
    }
    return true;
}

/* ---- admit ---- */

/* "Bearer TOKEN" gives TOKEN; anything else NULL. */
static const char *
bearer_of(const char *authorization)
{
    if (authorization == NULL || g_ascii_strncasecmp(authorization, "Bearer ", 7) != 0)
        return NULL;
    return authorization + 7;
}

static bool
authenticate(Request *request, GError **error)
{
    const Site *site = request->site;
    const char *bearer = bearer_of(request_header(request, "Authorization"));
    /* A program that shows a token means the token, whatever cookies travel along. */
    const char *cookie = bearer == NULL ? request_cookie(request, SESSION_COOKIE) : NULL;

    if (site->authenticator == NULL || (bearer == NULL && cookie == NULL))
        return true;
    return site->authenticator(site->context, bearer, cookie, &request->principal, error);
}

static bool
check_right(const Request *request, GError **error)
{
    Right right = request_route(request)->right;

    if (principal_may(&request->principal, right))
        return true;
    if (request->principal.staff == 0)
        return error_set(error, APP_ERROR_UNAUTHENTICATED, "not signed in");
    return error_set(error, APP_ERROR_FORBIDDEN, "needs the right %s", right_word(right));
}

/* A browser sends the cookie with whatever another site made it send; it cannot know the token, and
 * cannot lie about the Origin. */
static bool
check_forgery(Request *request, GError **error)
{
    const char *token = request_header(request, "X-CSRF-Token");

    if (!method_is_unsafe(request->method) || request_route(request)->cross != NULL)
        return true; /* a route for other sites is told which, see cross.h, and reads no cookie */
    if (!security_origin_ok(request_header(request, "Origin"), request_header(request, "Host"),
                            request->site->public_url))
        return error_set(error, APP_ERROR_FORBIDDEN, "the request comes from another site");
    if (request->principal.session == 0)
        return true;
    if (token == NULL || !secret_equal(token, request->principal.csrf))
        return error_set(error, APP_ERROR_FORBIDDEN, "X-CSRF-Token is missing or wrong");
    return true;
}

bool
dispatch_admit(Request *request)
{
    g_autoptr(GError) error = NULL;

    if ((request_route(request)->right == RIGHT_ANYONE || authenticate(request, &error)) &&
        check_right(request, &error) && check_forgery(request, &error))
        return true;
    problem_reply_error(request, error);
    return false;
}

/* ---- answer ---- */

static bool
is_path_word(const Request *request, const char *name)
{
    for (size_t i = 0; i < request->match.n_words; i++)
        if (strcmp(request->match.words[i], name) == 0)
            return true;
    return false;
}

static bool
check_path(Request *request, GError **error)
{
    for (size_t i = 0; i < request->match.n_words; i++) {
        const char *name = request->match.words[i];
        const Field *known = route_parameter(request_route(request), name);
        Field field = known != NULL ? *known : route_id_field;

        field.name = name;
        if (!field_check_text(&field, request->match.values[i], error))
            return false;
    }
    return true;
}

/* What stands in the path is a parameter like the others from here on. */
static bool
adopt_path(Request *request, GError **error)
{
    for (size_t i = 0; i < request->match.n_words; i++) {
        if (request->n_parameters == LIMIT_HTTP_PARAMETERS)
            return error_set(error, APP_ERROR_INVALID, "more than %d parameters",
                             LIMIT_HTTP_PARAMETERS);
        request->parameters[request->n_parameters++] =
            (Parameter){request->match.words[i], request->match.values[i]};
    }
    return true;
}

/* Checks what came after the '?'. An empty value is one that was not given: "?team=&q=". */
static bool
check_query(Request *request, GError **error)
{
    const Route *route = request_route(request);
    size_t kept = 0;

    for (size_t i = 0; i < request->n_parameters; i++) {
        Parameter parameter = request->parameters[i];
        const Field *field = route_parameter(route, parameter.name);

        if (field == NULL || is_path_word(request, parameter.name))
            return error_set_field(error, APP_ERROR_INVALID, parameter.name,
                                   "unknown parameter '%s'", parameter.name);
        if (parameter.value[0] == '\0')
            continue;
        if (!field_check_text(field, parameter.value, error))
            return false;
        request->parameters[kept++] = parameter;
    }
    request->n_parameters = kept;
    for (const Field *field = route->query; field != NULL && field->name != NULL; field++)
        if ((field->flags & FIELD_REQUIRED) != 0 && !is_path_word(request, field->name) &&
            request_parameter(request, field->name) == NULL)
            return error_set_field(error, APP_ERROR_INVALID, field->name, "%s is missing",
                                   field->name);
    return true;
}

/* A browser's question beforehand is not the thing itself. */
static bool
check_measure(Request *request, GError **error)
{
    const Throttle *throttle = request_route(request)->throttle;

    return throttle == NULL || request->preflight || throttle_take(request, throttle, error);
}

static void
run_handler(Request *request)
{
    g_autoptr(GError) error = NULL;

    if (!request_route(request)->handler(request, &error)) {
        reply_forget(request);
        if (error == NULL)
            error_set(&error, APP_ERROR_INTERNAL, "the handler failed without saying why");
        problem_reply_error(request, error);
    } else if (request->reply.status == 0) {
        error_set(&error, APP_ERROR_INTERNAL, "the handler did not answer");
        problem_reply_error(request, error);
    }
}

void
dispatch_answer(Request *request)
{
    g_autoptr(GError) error = NULL;

    if (!check_query(request, &error) || !check_path(request, &error) ||
        !adopt_path(request, &error) || !cross_admit(request, &error) ||
        !check_measure(request, &error)) {
        problem_reply_error(request, error);
        return;
    }
    if (request->preflight)
        reply_empty(request);
    else if (body_check(request))
        run_handler(request);
    reply_finish(request);
}
