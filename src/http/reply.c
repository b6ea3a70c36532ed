#include "http/request-inside.h"

#include "http/security.h"

#include <string.h>

void
reply_forget(Request *request)
{
    Reply *reply = &request->reply;

    reply->status = 0;
    reply->type = NULL;
    g_clear_pointer(&reply->bytes, g_bytes_unref);
    if (request->text != NULL)
        g_string_free(g_steal_pointer(&request->text), TRUE);
}

void
reply_finish(Request *request)
{
    if (request->text == NULL)
        return;
    g_assert(request->writer.depth == 0);
    request->reply.bytes = g_string_free_to_bytes(g_steal_pointer(&request->text));
}

JsonWriter *
reply_json(Request *request, unsigned status)
{
    reply_forget(request);
    request->reply.status = status;
    request->reply.type = "application/json";
    request->text = g_string_sized_new(1024);
    json_writer_init(&request->writer, request->text);
    return &request->writer;
}

void
reply_empty(Request *request)
{
    reply_forget(request);
    request->reply.status = 204;
}

void
reply_bytes(Request *request, unsigned status, const char *type, GBytes *bytes)
{
    reply_forget(request);
    request->reply.status = status;
    request->reply.type = g_intern_string(type);
    request->reply.bytes = g_bytes_ref(bytes);
}

void
reply_stream(Request *request, EventStream *stream)
{
    reply_forget(request);
    request->reply.status = 200;
    request->reply.type = "text/event-stream";
    request->reply.stream = stream;
}

/* RFC 6266: a plain name for old readers, the true one in UTF-8 beside it. */
static char *
disposition(const char *kind, const char *name)
{
    g_autofree char *plain = g_str_to_ascii(name, "C");
    g_autofree char *full = g_uri_escape_string(name, NULL, FALSE);

    for (char *at = plain; *at != '\0'; at++)
        if (!g_ascii_isalnum(*at) && strchr(".-_ ", *at) == NULL)
            *at = '_';
    return g_strdup_printf("%s; filename=\"%s\"; filename*=UTF-8''%s", kind, plain, full);
}

void
reply_file(Request *request, const char *type, const char *name, bool inline_ok, GBytes *bytes)
{
    g_autofree char *how =
        disposition(inline_ok ? "inline" : "attachment", name != NULL ? name : "file");

    reply_bytes(request, 200, type, bytes);
    reply_header(request, "Content-Disposition", how);
    reply_header(request, "Content-Security-Policy", SECURITY_CSP_FILE);
}

void
reply_pdf(Request *request, const char *name, GBytes *bytes)
{
    reply_file(request, "application/pdf", name, true, bytes);
    /* Browsers refuse their viewer to what is sandboxed; it is a process, and an origin, of its
     * own. */
    reply_header(request, "Content-Security-Policy", SECURITY_CSP_PDF);
    reply_header(request, "X-Frame-Options", "SAMEORIGIN");
}

static void
reply_html(Request *request, unsigned status, const char *html, const char *policy)
{
    g_autoptr(GBytes) bytes = g_bytes_new(html, strlen(html));

    reply_bytes(request, status, "text/html; charset=utf-8", bytes);
    reply_header(request, "Content-Security-Policy", policy);
}

void
reply_page(Request *request, unsigned status, const char *html)
{
    g_autofree char *policy = security_page_policy(html, false, NULL);

    reply_html(request, status, html, policy);
}

void
reply_page_framed(Request *request, unsigned status, const char *html, const char *origins)
{
    g_autofree char *policy = security_page_policy(html, true, origins);

    reply_html(request, status, html, policy);
    if (origins != NULL)
        reply_header(request, "X-Frame-Options", ""); /* it knows no list of sites */
}

void
reply_redirect(Request *request, const char *path)
{
    /* Only within this site: "//example.org" would lead out of it. */
    g_return_if_fail(path[0] == '/' && path[1] != '/' && path[1] != '\\');
    reply_empty(request);
    request->reply.status = 303;
    reply_header(request, "Location", path);
}

/* ---- Headers ---- */

static ReplyHeader *
find_header(const Request *request, const char *name)
{
    for (size_t i = 0; i < request->reply.n_headers; i++)
        if (g_ascii_strcasecmp(request->reply.headers[i].name, name) == 0)
            return (ReplyHeader *)&request->reply.headers[i];
    return NULL;
}

const char *
reply_get_header(const Request *request, const char *name)
{
    const ReplyHeader *header = find_header(request, name);

    return header != NULL ? header->value : NULL;
}

static bool
is_header_value(const char *value)
{
    for (; *value != '\0'; value++)
        if ((unsigned char)*value < 0x20 || *value == 0x7F)
            return false;
    return true;
}

static void
add_header(Request *request, const char *name, const char *value)
{
    Reply *reply = &request->reply;

    g_return_if_fail(is_header_value(value));
    g_return_if_fail(reply->n_headers < REPLY_HEADERS_MAX);
    reply->headers[reply->n_headers++] =
        (ReplyHeader){.name = g_strdup(name), .value = g_strdup(value)};
}

void
reply_header(Request *request, const char *name, const char *value)
{
    ReplyHeader *header = find_header(request, name);

    if (header == NULL) {
        add_header(request, name, value);
        return;
    }
    g_return_if_fail(is_header_value(value));
    g_free(header->value);
    header->value = g_strdup(value);
}

void
reply_cookie(Request *request, const char *name, const char *value, int64_t max_age_seconds)
{
    bool secure = g_str_has_prefix(request->site->public_url, "https:");
    g_autofree char *cookie =
        g_strdup_printf("%s=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%" G_GINT64_FORMAT "%s",
                        name, value, max_age_seconds, secure ? "; Secure" : "");

    add_header(request, "Set-Cookie", cookie);
}
