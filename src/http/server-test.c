/* The server over real sockets: what clients do well, badly and on purpose. */
#include "base/error.h"
#include "base/limits.h"
#include "http/server.h"
#include "lib/fixture.h"
#include "lib/wire.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

static Database *database;
static Server *server;
static unsigned port;

/* ---- What it serves ---- */

static const Field echo_fields[] = {{"text", FIELD_TEXT, FIELD_REQUIRED, 0, 1024 * 1024},
                                    FIELDS_END};
static const Shape echo_shape = {"Echo", echo_fields};

static bool
post_echo(Request *request, GError **error)
{
    JsonWriter *json = reply_json(request, 200);

    json_object_begin(json);
    json_put_text(json, "text", request_text(request, "text"));
    json_object_end(json);
    return true;
}

static bool
get_me(Request *request, GError **error)
{
    reply_header(request, "X-Staff", request_principal(request)->session != 0 ? "cookie" : "token");
    reply_header(request, "Content-Security-Policy", "default-src 'self'");
    reply_cookie(request, "a", "1", 60);
    reply_cookie(request, "b", "2", 0);
    reply_header(request, "X-Address", request_address(request));
    reply_empty(request);
    return true;
}

static bool
post_file(Request *request, GError **error)
{
    g_autofree char *size =
        g_strdup_printf("%zu", (size_t)g_bytes_get_size(request_bytes(request)));

    reply_header(request, "X-Size", size);
    reply_file(request, "text/plain", "Été \"1\".txt", false, request_bytes(request));
    return true;
}

static bool
get_slow(Request *request, GError **error)
{
    g_usleep(300 * 1000);
    reply_empty(request);
    return true;
}

static bool
get_away(Request *request, GError **error)
{
    reply_redirect(request, "/s/thanks");
    return true;
}

static const Route routes[] = {
    {"POST", "/api/echo", RIGHT_ANYONE, post_echo, "Says it again.", .body = &echo_shape,
     .reply = &echo_shape},
    {"GET", "/api/me", RIGHT_SIGNED_IN, get_me, "Who."},
    {"POST", "/api/files", RIGHT_SIGNED_IN, post_file, "A file.", ROUTE_UPLOAD},
    {"GET", "/api/slow", RIGHT_ANYONE, get_slow, "Takes long."},
    {"GET", "/api/slower", RIGHT_ANYONE, get_slow, "In its own pool.", ROUTE_SLOW},
    {"GET", "/s/away", RIGHT_ANYONE, get_away, "Elsewhere.", ROUTE_PAGE},
    ROUTES_END,
};
static const Route *const tables[] = {routes, http_routes};

static bool
authenticate(Context *context, const char *bearer, const char *cookie, Principal *ret,
             GError **error)
{
    if (g_strcmp0(bearer, "broken") == 0)
        return error_set(error, APP_ERROR_UNAVAILABLE, "the store cannot be asked");
    if (g_strcmp0(bearer, "good") == 0 || g_strcmp0(cookie, "good") == 0)
        *ret = (Principal){.staff = 1, .session = cookie != NULL, .csrf = "sesame"};
    return true;
}

static Server *
start(void)
{
    const ServerOptions options = {
        .listen = "127.0.0.1:0", .public_url = "https://lien.example", .workers = 4};
    g_autoptr(GError) error = NULL;
    Server *started =
        server_start(&options, database, NULL, tables, G_N_ELEMENTS(tables), authenticate, &error);

    g_assert_no_error(error);
    return started;
}

static unsigned
status_of(const char *request)
{
    return wire_ask(port, request, NULL);
}

/* ---- Tests ---- */

#define HOST  "Host: lien.example\r\n"
#define TOKEN "Authorization: Bearer good\r\n"

static void
test_requests_get_their_status(void)
{
    static const struct {
        const char *about, *request;
        unsigned status;
    } cases[] = {
        {"alive", "GET /health HTTP/1.1\r\n" HOST "\r\n", 200},
        {"options", "OPTIONS /health HTTP/1.1\r\n" HOST "\r\n", 204},
        {"no route", "GET /api/nothing HTTP/1.1\r\n" HOST "\r\n", 404},
        {"no route, for a browser", "GET /api/x HTTP/1.1\r\n" HOST "Accept: text/html\r\n\r\n",
         404},
        {"a public page that is none", "GET /s/x HTTP/1.1\r\n" HOST "Accept: text/html\r\n\r\n",
         404},
        {"a screen", "GET /persons/7 HTTP/1.1\r\n" HOST "Accept: text/html,*/*\r\n\r\n", 200},
        {"a file that is not there", "GET /persons.js HTTP/1.1\r\n" HOST "Accept: */*\r\n\r\n",
         404},
        {"an asset that is not there",
         "GET /assets/x.js HTTP/1.1\r\n" HOST "Accept: text/html\r\n\r\n", 404},
        {"a wrong method", "DELETE /health HTTP/1.1\r\n" HOST "\r\n", 405},
        {"nobody", "GET /api/me HTTP/1.1\r\n" HOST "\r\n", 401},
        {"a token", "GET /api/me HTTP/1.1\r\n" HOST TOKEN "\r\n", 204},
        {"a wrong token", "GET /api/me HTTP/1.1\r\n" HOST "Authorization: Bearer bad\r\n\r\n", 401},
        {"another scheme", "GET /api/me HTTP/1.1\r\n" HOST "Authorization: Basic good\r\n\r\n",
         401},
        {"a cookie", "GET /api/me HTTP/1.1\r\n" HOST "Cookie: a=b; lien_session=good\r\n\r\n", 204},
        {"a cookie of almost the name",
         "GET /api/me HTTP/1.1\r\n" HOST "Cookie: xlien_session=good\r\n\r\n", 401},
        {"a wrong token beside a good cookie",
         "GET /api/me HTTP/1.1\r\n" HOST
         "Authorization: Bearer bad\r\nCookie: lien_session=good\r\n\r\n",
         401},
        {"a store that does not answer",
         "GET /api/me HTTP/1.1\r\n" HOST "Authorization: Bearer broken\r\n\r\n", 503},
        {"JSON",
         "POST /api/echo HTTP/1.1\r\n" HOST
         "Content-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"text\":\"a\"}",
         200},
        {"JSON in chunks",
         "POST /api/echo HTTP/1.1\r\n" HOST
         "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
         "6\r\n{\"text\r\n6\r\n\":\"a\"}\r\n0\r\n\r\n",
         200},
        {"a body nobody wants",
         "POST /api/echo?x=1 HTTP/1.1\r\n" HOST "Content-Length: 2\r\n\r\n{}", 400},
        {"too much announced",
         "POST /api/echo HTTP/1.1\r\n" HOST
         "Content-Type: application/json\r\nContent-Length: 99999999\r\n\r\n",
         413},
        {"an upload from nobody",
         "POST /api/files HTTP/1.1\r\n" HOST "Content-Length: 20000000\r\n\r\n", 401},
        {"an upload with a cookie and no token",
         "POST /api/files HTTP/1.1\r\n" HOST
         "Cookie: lien_session=good\r\nContent-Length: 20000000\r\n\r\n",
         403},
        {"another site", "POST /api/echo HTTP/1.1\r\n" HOST "Origin: https://example.org\r\n\r\n",
         403},
        {"not HTTP: cut off", "hello\r\n\r\n", 0},
        {"a slow handler", "GET /api/slower HTTP/1.1\r\n" HOST "\r\n", 204},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].about);
        g_assert_cmpuint(status_of(cases[i].request), ==, cases[i].status);
    }
}

static void
test_a_head_has_no_body(void)
{
    int wire = wire_open(port);
    g_autofree char *line = NULL;

    wire_send(wire, "HEAD /health HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n");
    line = wire_line(wire);
    g_assert_cmpstr(line, ==, "HTTP/1.1 200 OK");
    while (line != NULL && *line != '\0') {
        g_free(line);
        line = wire_line(wire);
    }
    g_assert_nonnull(line);
    g_assert_true(wire_is_over(wire));
    close(wire);
}

static void
test_every_answer_protects_browsers(void)
{
    static const char *const paths[] = {"/health", "/api/nothing", "/", "/s/away", "/api/me"};
    static const char *const wanted[] = {
        "Content-Security-Policy: ", "X-Content-Type-Options: nosniff",
        "frame-ancestors 'none'",    "Referrer-Policy: same-origin",
        "Permissions-Policy: ",      "Cross-Origin-Opener-Policy: same-origin",
        "Cache-Control: no-"};

    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autofree char *request =
            g_strdup_printf("GET %s HTTP/1.1\r\n" HOST "Accept: text/html\r\n\r\n", paths[i]);
        g_autofree char *answer = NULL;

        wire_ask(port, request, &answer);
        for (size_t j = 0; j < G_N_ELEMENTS(wanted); j++) {
            g_test_message("%s %s", paths[i], wanted[j]);
            g_assert_nonnull(strstr(answer, wanted[j]));
        }
        g_assert_null(strstr(answer, "script-src 'self' 'unsafe"));
    }
}

static void
test_handlers_set_headers_and_cookies(void)
{
    g_autofree char *answer = NULL;

    wire_ask(port, "GET /api/me HTTP/1.1\r\n" HOST TOKEN "\r\n", &answer);
    g_assert_nonnull(strstr(answer, "X-Staff: token"));
    g_assert_nonnull(strstr(answer, "X-Address: 127.0.0.1"));
    g_assert_nonnull(strstr(answer, "Content-Security-Policy: default-src 'self'\n"));
    g_assert_null(strstr(answer, "frame-ancestors"));
    g_assert_nonnull(strstr(answer, "Set-Cookie: a=1; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; "
                                    "Secure\n"));
    g_assert_nonnull(strstr(answer, "Set-Cookie: b=2; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; "
                                    "Secure\n"));
}

static void
test_files_go_out_harmless(void)
{
    g_autofree char *answer = NULL;

    g_assert_cmpuint(
        wire_ask(port, "POST /api/files HTTP/1.1\r\n" HOST TOKEN "Content-Length: 5\r\n\r\n<a>\r\n",
                 &answer),
        ==, 200);
    g_assert_nonnull(strstr(answer, "X-Size: 5"));
    g_assert_nonnull(strstr(answer, "sandbox"));
    g_assert_nonnull(strstr(answer, "Content-Disposition: attachment; filename=\"Ete _1_.txt\"; "
                                    "filename*=UTF-8''%C3%89t%C3%A9%20%221%22.txt\n"));
}

static void
test_requests_follow_one_another_on_a_connection(void)
{
    int wire = wire_open(port);
    unsigned status = 0;

    wire_send(wire, "GET /health HTTP/1.1\r\n" HOST "\r\n"
                    "GET /api/slow HTTP/1.1\r\n" HOST "\r\n"
                    "POST /api/echo HTTP/1.1\r\n" HOST
                    "Content-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"text\":\"b\"}"
                    "POST /api/nothing HTTP/1.1\r\n" HOST "Content-Length: 4\r\n\r\nabcd"
                    "GET / HTTP/1.1\r\n" HOST "Accept: text/html\r\n\r\n"
                    "GET /api/me HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n");
    for (size_t i = 0; i < 6; i++) {
        static const unsigned statuses[] = {200, 204, 200, 404, 200, 401};
        g_autofree char *answer = wire_answer(wire, &status);

        g_assert_nonnull(answer);
        g_assert_cmpuint(status, ==, statuses[i]);
        g_assert_true(i != 2 || g_str_has_suffix(answer, "{\"text\":\"b\"}"));
    }
    g_assert_true(wire_is_over(wire));
    close(wire);
}

static void
test_too_much_in_chunks_is_refused(void)
{
    g_autofree char *chunk = g_strnfill(0x10000, 'a');
    int wire = wire_open(port);
    unsigned status = 0;
    g_autofree char *answer = NULL;

    wire_send(wire, "POST /api/echo HTTP/1.1\r\n" HOST
                    "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < LIMIT_HTTP_BODY / 0x10000 + 2; i++) {
        wire_send(wire, "10000\r\n");
        wire_send(wire, chunk);
        wire_send(wire, "\r\n");
    }
    wire_send(wire, "0\r\n\r\n");
    answer = wire_answer(wire, &status);
    g_assert_nonnull(answer);
    g_assert_cmpuint(status, ==, 413);
    close(wire);
}

static void
test_endless_chunks_are_cut_off(void)
{
    g_autofree char *chunk = g_strnfill(0x10000, 'a');
    int wire = wire_open(port);
    int sent = 0;

    wire_send(wire, "POST /api/nothing HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n");
    while (sent < 1000 && wire_send(wire, "10000\r\n") && wire_send(wire, chunk) &&
           wire_send(wire, "\r\n"))
        sent++;
    g_assert_cmpint(sent, <, 1000);
    close(wire);
}

static void
test_huge_headers_are_refused(void)
{
    g_autofree char *cookie = g_strnfill(LIMIT_HTTP_HEADERS, 'c');
    g_autofree char *request =
        g_strdup_printf("GET /health HTTP/1.1\r\n" HOST "Cookie: %s\r\n\r\n", cookie);
    unsigned status = status_of(request);

    /* 431, or cut off before it could be said. */
    g_assert_true(status == 431 || status == 0);
    g_assert_cmpuint(status_of("GET /health HTTP/1.1\r\n" HOST "\r\n"), ==, 200);
}

static void
test_a_slow_client_makes_nobody_wait(void)
{
    static const char request[] =
        "POST /api/echo HTTP/1.1\r\n" HOST
        "Content-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"text\":\"a\"}";
    int wires[20];
    unsigned status = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(wires); i++)
        wires[i] = wire_open(port);
    for (size_t at = 0; at < sizeof request - 1; at += 10) {
        for (size_t i = 0; i < G_N_ELEMENTS(wires); i++)
            wire_send_bytes(wires[i], request + at, MIN(10, sizeof request - 1 - at));
        g_assert_cmpuint(status_of("GET /health HTTP/1.1\r\n" HOST "\r\n"), ==, 200);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(wires); i++) {
        g_autofree char *answer = wire_answer(wires[i], &status);

        g_assert_nonnull(answer);
        g_assert_cmpuint(status, ==, 200);
        close(wires[i]);
    }
}

static void
test_clients_that_leave_are_forgotten(void)
{
    static const char *const halves[] = {
        "GET /hea", "GET /api/slow HTTP/1.1\r\n" HOST "\r\n",
        "POST /api/echo HTTP/1.1\r\n" HOST "Content-Length: 100\r\n\r\n{",
        "POST /api/files HTTP/1.1\r\n" HOST TOKEN "Content-Length: 100000\r\n\r\nabc"};

    for (int i = 0; i < 40; i++) {
        int wire = wire_open(port);

        wire_send(wire, halves[i % G_N_ELEMENTS(halves)]);
        close(wire);
    }
    g_assert_cmpuint(status_of("GET /health HTTP/1.1\r\n" HOST "\r\n"), ==, 200);
}

static void *
ask_many(void *data)
{
    _Atomic int *good = data;
    int wire = wire_open(port);

    for (int i = 0; i < 20; i++) {
        g_autofree char *text = g_strdup_printf("{\"text\":\"%p-%d\"}", (void *)&wire, i);
        g_autofree char *request =
            g_strdup_printf("POST /api/echo HTTP/1.1\r\n" HOST
                            "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                            strlen(text), text);
        g_autofree char *answer = NULL;

        wire_send(wire, request);
        answer = wire_answer(wire, NULL);
        if (answer != NULL && g_str_has_suffix(answer, text))
            ++*good;
    }
    close(wire);
    return NULL;
}

static void
test_a_hundred_at_once_get_their_own_answers(void)
{
    GThread *threads[100];
    _Atomic int good = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new("client", ask_many, &good);
    for (size_t i = 0; i < G_N_ELEMENTS(threads); i++)
        g_thread_join(threads[i]);
    g_assert_cmpint(good, ==, 2000);
}

static void *
stop_it(void *data)
{
    server_stop(data);
    return NULL;
}

static void
test_stopping_lets_requests_finish(void)
{
    Server *other = start();
    int wire = wire_open(server_port(other));
    int idle = wire_open(server_port(other));
    int half = wire_open(server_port(other));
    unsigned status = 0;
    g_autofree char *answer = NULL;
    GThread *thread;

    wire_send(half, "POST /api/echo HTTP/1.1\r\n" HOST "Content-Length: 100\r\n\r\n{");
    wire_send(wire, "GET /api/slow HTTP/1.1\r\n" HOST "\r\n");
    g_usleep(100 * 1000);
    close(half);
    thread = g_thread_new("stop", stop_it, other);
    answer = wire_answer(wire, &status);
    g_assert_cmpuint(status, ==, 204);
    g_thread_join(thread);
    g_assert_true(wire_is_over(idle));
    close(wire);
    close(idle);
}

static void
test_an_address_is_refused_with_the_reason(void)
{
    static const struct {
        const char *listen;
        int code;
    } cases[] = {
        {"8080", APP_ERROR_INVALID},
        {"localhost:80", APP_ERROR_INVALID},
        {"127.0.0.1:65536", APP_ERROR_INVALID},
        {"127.0.0.1:", APP_ERROR_INVALID},
        {"[::1:80", APP_ERROR_INVALID},
        {"192.0.2.1:0", APP_ERROR_UNAVAILABLE},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const ServerOptions options = {.listen = cases[i].listen, .workers = 1};
        g_autoptr(GError) error = NULL;

        g_test_message("%s", cases[i].listen);
        g_assert_null(server_start(&options, database, NULL, tables, G_N_ELEMENTS(tables),
                                   authenticate, &error));
        g_assert_error(error, APP_ERROR, cases[i].code);
        g_assert_nonnull(strstr(error->message, cases[i].listen));
    }
}

int
main(int argc, char **argv)
{
    int result;

    g_test_init(&argc, &argv, NULL);
    database = database_fresh();
    server = start();
    port = server_port(server);
    g_test_add_func("/server/requests-get-their-status", test_requests_get_their_status);
    g_test_add_func("/server/a-head-has-no-body", test_a_head_has_no_body);
    g_test_add_func("/server/answers-protect-browsers", test_every_answer_protects_browsers);
    g_test_add_func("/server/handlers-set-headers", test_handlers_set_headers_and_cookies);
    g_test_add_func("/server/files-go-out-harmless", test_files_go_out_harmless);
    g_test_add_func("/server/requests-follow", test_requests_follow_one_another_on_a_connection);
    g_test_add_func("/server/too-much-in-chunks", test_too_much_in_chunks_is_refused);
    g_test_add_func("/server/endless-chunks", test_endless_chunks_are_cut_off);
    g_test_add_func("/server/huge-headers", test_huge_headers_are_refused);
    g_test_add_func("/server/slow-client", test_a_slow_client_makes_nobody_wait);
    g_test_add_func("/server/clients-that-leave", test_clients_that_leave_are_forgotten);
    g_test_add_func("/server/a-hundred-at-once", test_a_hundred_at_once_get_their_own_answers);
    g_test_add_func("/server/stopping", test_stopping_lets_requests_finish);
    g_test_add_func("/server/addresses", test_an_address_is_refused_with_the_reason);
    result = g_test_run();
    server_stop(server);
    database_close(database);
    return result;
}
