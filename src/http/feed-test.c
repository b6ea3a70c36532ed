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

/* How often somebody has come to the red numbers, or left them. */
static _Atomic int turns;

static void
count_turn(Context *context, Db *db, const char *topic)
{
    if (strcmp(topic, "red") == 0)
        turns++;
}

#define GRACE   50
#define SILENCE 300
static const FeedKind numbers = {read_numbers, GRACE, SILENCE, count_turn};

static bool
get_numbers(Request *request, GError **error)
{
    return feed_open(hub, request, request_text(request, "topic"), &numbers,
                     request_bool(request, "answers", false), error);
}

static const Field numbers_query[] = {
    {"topic", FIELD_TEXT, FIELD_REQUIRED, 1, 20}, {"answers", FIELD_BOOL}, FIELDS_END};
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
    turns = 0;
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

/* The data of the next event; NULL at the end: that of the connection, or a chunk of nothing. */
static char *
next_data(int wire)
{
    for (;;) {
        char *line = wire_line(wire);

        if (line == NULL || g_str_has_prefix(line, "data: "))
            return line;
        if (strcmp(line, "0") == 0)
            g_clear_pointer(&line, g_free);
        if (line == NULL)
            return NULL;
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
    close(wire); /* nothing is written to it from here on */
    wait_for_absence(true);
    g_assert_cmpint(feed_absence(hub, "red"), <, FEED_MEMORY);
    stop();
}

/* The id of the stream, as its first beat tells it. */
static int64_t
open_answering(const char *topic, int *ret_wire)
{
    g_autofree char *path = g_strconcat(topic, "?answers=true", NULL);
    g_autofree char *line = NULL;

    *ret_wire = open_stream(path, "0");
    line = next_data(*ret_wire);
    g_assert_true(g_str_has_prefix(line, "data: {\"stream\":\""));
    return g_ascii_strtoll(line + strlen("data: {\"stream\":\""), NULL, 10);
}

static void
test_who_says_goodbye_leaves_one_stream_and_only_of_theirs(void)
{
    int first, second;
    int64_t one, two;

    start();
    one = open_answering("red", &first);
    two = open_answering("red", &second);
    feed_leave(hub, "blue", one); /* a stranger who knows the number */
    feed_leave(hub, "red", one);
    g_assert_null(next_data(first));
    g_assert_cmpint(feed_absence(hub, "red"), ==, 0);
    feed_leave(hub, "red", two);
    g_assert_null(next_data(second));
    wait_for_absence(true);
    close(first);
    close(second);
    stop();
}

static void
test_who_answers_no_beat_left_when_they_last_did(void)
{
    int silent, answering;
    int64_t id, last = 0;

    start();
    open_answering("red", &silent);
    id = open_answering("blue", &answering);
    while (feed_absence(hub, "red") == 0) {
        feed_alive(hub, "blue", id);
        feed_alive(hub, "blue", id + 1);
        g_usleep(10000);
    }
    last = feed_absence(hub, "red");
    g_assert_cmpint(last, >=, SILENCE);
    g_assert_cmpint(feed_absence(hub, "blue"), ==, 0);
    close(silent);
    close(answering);
    stop();
}

static void
test_who_asks_from_time_to_time_is_there_until_they_should_have_asked_again(void)
{
    start();
    feed_asked(hub, "red", &numbers, 3600 * 1000);
    g_assert_cmpint(feed_absence(hub, "red"), ==, 0);
    feed_leave(hub, "red", 0);
    wait_for_absence(true);
    feed_asked(hub, "red", &numbers, 1);
    wait_for_absence(true);
    stop();
}

static void
test_whoever_wants_to_know_is_told_who_comes_and_who_leaves(void)
{
    int wire;

    start();
    wire = open_stream("red", "0");
    while (turns != 1)
        g_usleep(1000);
    close(wire);
    while (turns != 2)
        g_usleep(1000);
    g_assert_cmpint(feed_absence(hub, "red"), >=, GRACE);
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
    g_test_add_func("/feed/goodbye", test_who_says_goodbye_leaves_one_stream_and_only_of_theirs);
    g_test_add_func("/feed/silent", test_who_answers_no_beat_left_when_they_last_did);
    g_test_add_func("/feed/asked",
                    test_who_asks_from_time_to_time_is_there_until_they_should_have_asked_again);
    g_test_add_func("/feed/turned", test_whoever_wants_to_know_is_told_who_comes_and_who_leaves);
    g_test_add_func("/feed/limit", test_one_topic_has_so_many_streams);
    return g_test_run();
}
