/* Pages of other sites: which may ask, over real sockets. */
#include "http/server.h"
#include "http/throttle.h"
#include "lib/fixture.h"
#include "lib/wire.h"

#include <string.h>

#define FRIEND "https://shop.example"

static unsigned posted; /* times a handler ran */

static int
only_friends(Request *request, const char *origin, GError **error)
{
    return strcmp(origin, FRIEND) == 0 && strcmp(request_text(request, "word"), "open") == 0;
}

static bool
post_word(Request *request, GError **error)
{
    posted++;
    reply_empty(request);
    return true;
}

static bool
post_seldom(Request *request, GError **error)
{
    static const Throttle throttle = {"test.seldom", 2, 60000};

    if (!throttle_take(request, &throttle, error))
        return false;
    reply_empty(request);
    return true;
}

static const Field word_query[] = {{"word", FIELD_TEXT, FIELD_REQUIRED, 1, 20}, FIELDS_END};
static const Route routes[] = {
    {"POST", "/api/words/{word}", RIGHT_ANYONE, post_word, "A word.", .query = word_query,
     .cross = only_friends},
    {"POST", "/api/own", RIGHT_ANYONE, post_word, "For pages of ours."},
    {"POST", "/api/seldom", RIGHT_ANYONE, post_seldom, "Twice a minute.", .cross = only_friends},
    ROUTES_END,
};

static const struct {
    const char *about, *request;
    unsigned status;
    const char *allows; /* the origin the answer names; NULL: none */
    unsigned posted;
} cases[] = {
    {"a friend's page", "POST /api/words/open HTTP/1.1\r\nOrigin: " FRIEND, 204, FRIEND, 1},
    {"a page of ours", "POST /api/words/open HTTP/1.1\r\nOrigin: http://lien.test", 204, NULL, 1},
    {"a program", "POST /api/words/open HTTP/1.1", 204, NULL, 1},
    {"another site", "POST /api/words/open HTTP/1.1\r\nOrigin: https://evil.example", 403, NULL, 0},
    {"a site that begins like a friend",
     "POST /api/words/open HTTP/1.1\r\nOrigin: " FRIEND ".evil.test", 403, NULL, 0},
    {"a page without an origin", "POST /api/words/open HTTP/1.1\r\nOrigin: null", 403, NULL, 0},
    {"a friend where nobody may", "POST /api/words/shut HTTP/1.1\r\nOrigin: " FRIEND, 403, NULL, 0},
    {"a friend's browser beforehand",
     "OPTIONS /api/words/open HTTP/1.1\r\nAccess-Control-Request-Method: POST\r\n"
     "Origin: " FRIEND,
     204, FRIEND, 0},
    {"another's browser beforehand",
     "OPTIONS /api/words/open HTTP/1.1\r\nAccess-Control-Request-Method: POST\r\n"
     "Origin: https://evil.example",
     403, NULL, 0},
    {"a method that is not there",
     "OPTIONS /api/words/open HTTP/1.1\r\nAccess-Control-Request-Method: DELETE\r\n"
     "Origin: " FRIEND,
     204, NULL, 0},
    {"a route that is ours alone", "POST /api/own HTTP/1.1\r\nOrigin: " FRIEND, 403, NULL, 0},
    {"its browser beforehand",
     "OPTIONS /api/own HTTP/1.1\r\nAccess-Control-Request-Method: POST\r\nOrigin: " FRIEND, 204,
     NULL, 0},
};

static const char *
allowed_origin(const char *answer)
{
    const char *header = strstr(answer, "Access-Control-Allow-Origin: ");

    return header != NULL ? header + strlen("Access-Control-Allow-Origin: ") : NULL;
}

static Server *
start(Database *database)
{
    static const Route *const tables[] = {routes};
    const ServerOptions options = {
        .listen = "127.0.0.1:0", .workers = 2, .public_url = "http://lien.test"};
    g_autoptr(GError) error = NULL;
    Server *server = server_start(&options, database, NULL, tables, 1, NULL, &error);

    g_assert_no_error(error);
    return server;
}

static void
test_only_pages_of_sites_that_may_ask_are_answered(void)
{
    g_autoptr(Database) database = database_fresh();
    Server *server = start(database);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *request =
            g_strconcat(cases[i].request, "\r\nHost: lien.test\r\nContent-Length: 0\r\n\r\n", NULL);
        g_autofree char *answer = NULL;
        const char *origin;

        g_test_message("%s", cases[i].about);
        posted = 0;
        g_assert_cmpuint(wire_ask(server_port(server), request, &answer), ==, cases[i].status);
        g_assert_cmpuint(posted, ==, cases[i].posted);
        origin = allowed_origin(answer);
        g_assert_true((origin != NULL) == (cases[i].allows != NULL));
        if (origin != NULL) {
            g_assert_true(g_str_has_prefix(origin, cases[i].allows));
            g_assert_true(g_ascii_isspace(origin[strlen(cases[i].allows)]));
            g_assert_nonnull(strstr(answer, "Vary: Origin"));
        }
    }
    server_stop(server);
}

static void
test_one_client_does_it_so_many_times(void)
{
    static const char request[] =
        "POST /api/seldom HTTP/1.1\r\nHost: lien.test\r\nContent-Length: 0\r\n\r\n";
    g_autoptr(Database) database = database_fresh();
    Server *server = start(database);
    g_autofree char *answer = NULL;

    throttle_forgive_all();
    for (int i = 0; i < 2; i++)
        g_assert_cmpuint(wire_ask(server_port(server), request, NULL), ==, 204);
    g_assert_cmpuint(wire_ask(server_port(server), request, &answer), ==, 429);
    g_assert_nonnull(strstr(answer, "Retry-After: "));
    server_stop(server);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/cross/origins", test_only_pages_of_sites_that_may_ask_are_answered);
    g_test_add_func("/cross/throttle", test_one_client_does_it_so_many_times);
    return g_test_run();
}
