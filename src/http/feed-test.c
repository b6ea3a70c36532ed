/* Streams that a route feeds, over real sockets: what is kept comes in order and once whatever the
 * cuts, and strangers cannot open them without end. */
#include "base/limits.h"
#include "http/server.h"
#include "lib/fixture.h"
#include "lib/wire.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

static Database *database;
static FeedHub *hub;
static Server *server;
static unsigned port;

/* What is kept of each topic: the numbers from 1 to this one. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int64_t kept;

static bool
read_numbers(Context *context, Db *db, const char *topic, int64_t after, Feed *feed, GError **error)
{
    int64_t last;

    pthread_mutex_lock(&lock);
    last = kept;
    pthread_mutex_unlock(&lock);
    for (int64_t i = after + 1; i <= last; i++) {
        g_autofree char *data = g_strdup_printf("\"%s %d\"", topic, (int)i);

        feed_say(feed, i, "number", data);
    }
    return true;
}

static bool
get_numbers(Request *request, GError **error)
{
    return feed_open(hub, request, request_text(request, "topic"), read_numbers, error);
}

static const Field numbers_query[] = {{"topic", FIELD_TEXT, FIELD_REQUIRED, 1, 20}, FIELDS_END};
static const Route routes[] = {
    {"GET", "/api/numbers/{topic}", RIGHT_ANYONE, get_numbers, "Numbers.", ROUTE_STREAM,
     .query = numbers_query},
    ROUTES_END,
};

static void
start(void)
{
    static const Route *const tables[] = {routes};
    ServerOptions options = {.listen = "127.0.0.1:0", .workers = 2};
    g_autoptr(GError) error = NULL;

    kept = 0;
    database = database_fresh();
    hub = feed_start(database, NULL);
    options.feeds = hub;
    server = server_start(&options, database, NULL, tables, 1, NULL, &error);
    g_assert_no_error(error);
    port = server_port(server);
}

static void
stop(void)
{
    server_stop(server);
    feed_stop(hub);
    database_close(database);
}

static void
keep(int64_t count)
{
    pthread_mutex_lock(&lock);
    kept += count;
    pthread_mutex_unlock(&lock);
    feed_news(hub, "red");
}

static int
open_stream(const char *topic, const char *last_id)
{
    g_autofree char *request = g_strdup_printf(
        "GET /api/numbers/%s HTTP/1.1\r\nHost: lien.test\r\nLast-Event-ID: %s\r\n\r\n", topic,
        last_id);
    int wire = wire_open(port);

    wire_send(wire, request);
    return wire;
}

/* The data of the next event; NULL at the end. */
static char *
next_data(int wire)
{
    for (;;) {
        char *line = wire_line(wire);

        if (line == NULL || g_str_has_prefix(line, "data: "))
            return line;
        g_free(line);
    }
}

static void
expect(int wire, const char *data)
{
    g_autofree char *line = next_data(wire);
    g_autofree char *wanted = g_strconcat("data: ", data, NULL);

    g_assert_cmpstr(line, ==, wanted);
}

/* Those of its connection are counted when the server has seen it. */
static void
wait_for_absence(bool absent)
{
    while ((feed_absence(hub, "red") != 0) != absent)
        g_usleep(1000);
}

static void
test_what_was_kept_comes_first_then_what_happens(void)
{
    int wire;

    start();
    keep(2);
    wire = open_stream("red", "0");
    expect(wire, "\"red 1\"");
    expect(wire, "\"red 2\"");
    keep(1);
    expect(wire, "\"red 3\"");
    feed_pass(hub, "red", "typing", "{}");
    expect(wire, "{}");
    close(wire);
    stop();
}

static void
test_after_a_cut_it_goes_on_from_where_it_was(void)
{
    int wire;

    start();
    keep(5);
    wire = open_stream("red", "3");
    expect(wire, "\"red 4\"");
    expect(wire, "\"red 5\"");
    close(wire);
    stop();
}

static void
test_nobody_hears_of_another_topic(void)
{
    int red, blue;

    start();
    blue = open_stream("blue", "0");
    red = open_stream("red", "0");
    wait_for_absence(false);
    feed_pass(hub, "red", "typing", "\"for red\"");
    expect(red, "\"for red\"");
    while (feed_absence(hub, "blue") != 0)
        g_usleep(1000);
    feed_pass(hub, "blue", "typing", "\"for blue\"");
    expect(blue, "\"for blue\"");
    close(red);
    close(blue);
    stop();
}

static void
test_it_is_known_who_has_left(void)
{
    int wire;

    start();
    g_assert_cmpint(feed_absence(hub, "red"), ==, INT64_MAX);
    wire = open_stream("red", "0");
    wait_for_absence(false);
    close(wire);
    keep(1); /* what is written to a closed connection tells that it is */
    while (feed_absence(hub, "red") == 0)
        feed_pass(hub, "red", "typing", "{}"), g_usleep(1000);
    g_assert_cmpint(feed_absence(hub, "red"), <, FEED_MEMORY);
    stop();
}

static void
test_one_topic_has_so_many_streams(void)
{
    int wires[LIMIT_FEEDS_TOPIC];
    unsigned status = 0;

    start();
    keep(1);
    for (size_t i = 0; i < G_N_ELEMENTS(wires); i++) {
        wires[i] = open_stream("red", "0");
        expect(wires[i], "\"red 1\"");
    }
    status = wire_ask(port, "GET /api/numbers/red HTTP/1.1\r\nHost: lien.test\r\n\r\n", NULL);
    g_assert_cmpuint(status, ==, 429);
    for (size_t i = 0; i < G_N_ELEMENTS(wires); i++)
        close(wires[i]);
    stop();
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/feed/kept", test_what_was_kept_comes_first_then_what_happens);
    g_test_add_func("/feed/cut", test_after_a_cut_it_goes_on_from_where_it_was);
    g_test_add_func("/feed/topics", test_nobody_hears_of_another_topic);
    g_test_add_func("/feed/left", test_it_is_known_who_has_left);
    g_test_add_func("/feed/limit", test_one_topic_has_so_many_streams);
    return g_test_run();
}
