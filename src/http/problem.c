#include "http/problem.h"

#include "base/error.h"
#include "base/id.h"
#include "base/log.h"

#include <inttypes.h>

typedef struct {
    unsigned status;
    const char *title;
    const char *page_fr, *page_en; /* what a person outside reads */
} Title;

static const Title titles[] = {
    {400, "Bad request", "Cette demande n’est pas complète.", "This request is not complete."},
    {401, "Not signed in", "Connectez-vous pour voir cette page.", "Sign in to see this page."},
    {403, "Not allowed", "Cette page ne vous est pas ouverte.", "This page is not open to you."},
    {404, "Not found", "Cette page n’existe pas ou n’existe plus.",
     "This page does not exist, or no longer."},
    {405, "Method not allowed", "Cette demande n’est pas possible.", "This is not possible."},
    {409, "Conflict", "C’est déjà fait, merci.", "This has been done already, thank you."},
    {413, "Too large", "C’est trop long pour être reçu.", "This is too long to be received."},
    {415, "Unsupported type", "Cette demande n’est pas possible.", "This is not possible."},
    {429, "Too many requests", "Merci d’attendre un peu avant de recommencer.",
     "Please wait a little before trying again."},
    {503, "Unavailable", "Le service est occupé, réessayez dans un instant.",
     "The service is busy, try again in a moment."},
    {500, "Internal error", "Une erreur est survenue, elle nous est signalée.",
     "Something went wrong; we have been told."},
};

static const Title *
title_of(unsigned status)
{
    for (size_t i = 0; i < G_N_ELEMENTS(titles) - 1; i++)
        if (titles[i].status == status)
            return &titles[i];
    return &titles[G_N_ELEMENTS(titles) - 1];
}

static unsigned
status_of(const GError *error)
{
    static const unsigned statuses[] = {
        [APP_ERROR_INVALID] = 400,   [APP_ERROR_UNAUTHENTICATED] = 401, [APP_ERROR_FORBIDDEN] = 403,
        [APP_ERROR_NOT_FOUND] = 404, [APP_ERROR_CONFLICT] = 409,        [APP_ERROR_TOO_LARGE] = 413,
        [APP_ERROR_TOO_MANY] = 429,  [APP_ERROR_UNAVAILABLE] = 503,     [APP_ERROR_INTERNAL] = 500,
    };

    if (error->domain != APP_ERROR || (size_t)error->code >= G_N_ELEMENTS(statuses))
        return 500;
    return statuses[error->code];
}

static void
reply_problem_page(Request *request, const Title *title)
{
    bool english = g_str_equal(request_language(request), "en");
    g_autofree char *html = g_strdup_printf(
        "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width\"><title>%u</title>"
        "<style>body{font:1.1rem/1.5 sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem}"
        "</style></head><body><main><h1>%s</h1></main></body></html>\n",
        english ? "en" : "fr", title->status, english ? title->page_en : title->page_fr);

    reply_page(request, title->status, html);
}

void
problem_reply(Request *request, unsigned status, const char *code, const char *field,
              const char *detail)
{
    const Title *title = title_of(status);
    JsonWriter *json;

    if (status == 401)
        reply_header(request, "WWW-Authenticate", "Bearer");
    if (request_route(request) != NULL && (request_route(request)->flags & ROUTE_PAGE) != 0) {
        reply_problem_page(request, title);
        return;
    }
    json = reply_json(request, status);
    request->reply.type = "application/problem+json";
    json_object_begin(json);
    json_put_text(json, "type", "about:blank");
    json_put_text(json, "title", title->title);
    json_put_int(json, "status", status);
    json_put_text(json, "code", code);
    if (field != NULL && *field != '\0')
        json_put_text(json, "field", field);
    json_put_text(json, "detail", detail);
    json_object_end(json);
    reply_finish(request);
}

/* The reason stays with us; the number leads from what the user saw to it. */
static void
reply_fault(Request *request, const GError *error)
{
    int64_t id = id_new();
    g_autofree char *detail = g_strdup_printf("internal error %" PRId64, id);
    const Route *route = request_route(request);

    log_error("http", "failed", "id=%" PRId64 " route=\"%s %s\" error=\"%s\"", id, request->method,
              route != NULL ? route->path : "-", error->message);
    problem_reply(request, 500, error_word(APP_ERROR_INTERNAL), NULL, detail);
}

void
problem_reply_error(Request *request, const GError *error)
{
    unsigned status = status_of(error);

    if (status == 500) {
        reply_fault(request, error);
        return;
    }
    if (status == 503 && reply_get_header(request, "Retry-After") == NULL)
        reply_header(request, "Retry-After", "5");
    problem_reply(request, status, error_word((AppError)error->code), error_field(error),
                  error->message);
}
