/* Event streams over real sockets: nothing missed, nothing twice, nobody told what they may not
 * know. */
#include "base/limits.h"
#include "http/events-inside.h"
#include "http/server.h"
#include "journal/journal.h"
#include "lib/fixture.h"
#include "lib/wire.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static Database *database;
static EventHub *hub;
static Server *server;
static unsigned port;

/* The bearer token is the rights one has, in hexadecimal. */
static bool
authenticate(Context *context, const char *bearer, const char *cookie, Principal *ret,
             GError **error)
{
    if (bearer != NULL)
        *ret = (Principal){.staff = 1, .rights = g_ascii_strtoull(bearer, NULL, 16)};
    return true;
}

static void
start(void)
{
    static const Route *const tables[] = {http_routes};
    ServerOptions options = {.listen = "127.0.0.1:0", .workers = 2};
    g_autoptr(GError) error = NULL;

    database = database_fresh();
    hub = events_start(database);
    options.events = hub;
    server = server_start(&options, database, NULL, tables, 1, authenticate, &error);
    g_assert_no_error(error);
    port = server_port(server);
}

static void
stop(void)
{
    server_stop(server);
    g_assert_cmpuint(events_count(hub), ==, 0);
    events_stop(hub);
    database_close(database);
}

/* ---- Facts ---- */

typedef struct {
    const char *name;
    int from, count;
} Facts;

static bool
append_facts(Db *tx, void *data, GError **error)
{
    const Facts *facts = data;

    for (int i = 0; i < facts->count; i++) {
        const Fact fact = {.name = facts->name, .subject = facts->from + i, .conversation = 4};

        if (!journal_append(tx, &fact, error))
            return false;
    }
    return true;
}

static void
write_facts(const char *name, int from, int count)
{
    Facts facts = {name, from, count};
    g_autoptr(GError) error = NULL;

    g_assert_true(database_write(database, append_facts, &facts, &error));
    g_assert_no_error(error);
}

/* ---- A reader ---- */

typedef struct {
    char id[32], event[64];
    int64_t subject;
} Event;

typedef struct {
    int wire;
    gsize left; /* of the chunk */
    char buffer[16384];
    size_t at, filled;
} Stream;

/* Opens a stream; last_id NULL: from now. Returns once its head has come. */
static Stream
open_stream(const char *rights, const char *last_id)
{
    g_autofree char *request = g_strdup_printf(
        "GET /api/events HTTP/1.1\r\nHost: lien.test\r\nAuthorization: Bearer %s\r\n%s%s%s\r\n",
        rights, last_id != NULL ? "Last-Event-ID: " : "", last_id != NULL ? last_id : "",
        last_id != NULL ? "\r\n" : "");
    int wire = wire_open(port);

    wire_send(wire, request);
    for (;;) {
        g_autofree char *line = wire_line(wire);

        g_assert_nonnull(line);
        if (*line == '\0')
            return (Stream){.wire = wire};
    }
}

static int64_t
subject_of(const char *data)
{
    json_t *object = json_loads(data, 0, NULL);
    const char *text = json_string_value(json_object_get(object, "subject"));
    int64_t subject = text != NULL ? g_ascii_strtoll(text, NULL, 10) : 0;

    g_assert_nonnull(object);
    json_decref(object);
    return subject;
}

static bool
raw_byte(Stream *stream, char *ret_byte)
{
    if (stream->at == stream->filled) {
        ssize_t got = recv(stream->wire, stream->buffer, sizeof stream->buffer, 0);

        if (got <= 0)
            return false;
        stream->at = 0;
        stream->filled = (size_t)got;
    }
    *ret_byte = stream->buffer[stream->at++];
    return true;
}

/* The size of the next chunk; the line end of the one before stands before it. 0 at the end. */
static gsize
next_chunk(Stream *stream)
{
    char line[16] = "";
    size_t length = 0;
    char byte;

    while (length < sizeof line - 1 && raw_byte(stream, &byte)) {
        if (g_ascii_isxdigit(byte))
            line[length++] = byte;
        else if (byte == '\n' && length > 0)
            break;
    }
    return g_ascii_strtoull(line, NULL, 16);
}

/* One byte of what the chunks carry; false at the end. */
static bool
stream_byte(Stream *stream, char *ret_byte)
{
    if (stream->left == 0)
        stream->left = next_chunk(stream);
    if (stream->left == 0)
        return false;
    stream->left--;
    return raw_byte(stream, ret_byte);
}

/* One line, without its end; NULL at the end of the stream. */
static char *
stream_line(Stream *stream)
{
    GString *line = g_string_new(NULL);
    char byte;

    while (stream_byte(stream, &byte)) {
        if (byte == '\n')
            return g_string_free(line, FALSE);
        g_string_append_c(line, byte);
    }
    g_string_free(line, TRUE);
    return NULL;
}

/* The next event, fields that were not sent left as they were. False at the end of the stream. */
static bool
next_event(Stream *stream, Event *event)
{
    event->event[0] = '\0';
    event->subject = 0;
    for (;;) {
        g_autofree char *line = stream_line(stream);

        if (line == NULL)
            return false;
        if (g_str_has_prefix(line, "id: "))
            g_strlcpy(event->id, line + 4, sizeof event->id);
        else if (g_str_has_prefix(line, "event: "))
            g_strlcpy(event->event, line + 7, sizeof event->event);
        else if (g_str_has_prefix(line, "data: "))
            event->subject = subject_of(line + 6);
        if (*line == '\0' && event->event[0] != '\0')
            return true;
    }
}

#define ALL "fff"

/* ---- Tests ---- */

static void
test_facts_reach_an_open_stream(void)
{
    Event event = {.subject = 0};
    Stream stream;

    start();
    write_facts("message.received", 1, 3); /* before: not told */
    stream = open_stream(ALL, NULL);
    while (events_count(hub) == 0)
        g_usleep(1000);
    write_facts("message.received", 10, 2);
    for (int i = 10; i < 12; i++) {
        g_assert_true(next_event(&stream, &event));
        g_assert_cmpstr(event.event, ==, "message.received");
        g_assert_cmpint(event.subject, ==, i);
    }
    events_tell(hub, RIGHT_SIGNED_IN, "presence", "{\"subject\":\"7\"}");
    g_assert_true(next_event(&stream, &event));
    g_assert_cmpstr(event.event, ==, "presence");
    close(stream.wire);
    stop();
}

static void
test_who_may_not_know_is_not_told(void)
{
    g_autofree char *surveys = g_strdup_printf("%x", 1u << RIGHT_SURVEY_READ);
    Event event = {.subject = 0};
    Stream stream;

    start();
    stream = open_stream(surveys, "0");
    write_facts("message.received", 1, 1);
    write_facts("staff.added", 2, 1);
    write_facts("nobody.knows", 3, 1);
    events_tell(hub, RIGHT_CONVERSATION_READ, "presence", "{}");
    write_facts("survey.answered", 4, 1);
    g_assert_true(next_event(&stream, &event));
    g_assert_cmpint(event.subject, ==, 4);
    close(stream.wire);

    stream = open_stream(surveys, "0");
    g_assert_true(next_event(&stream, &event));
    g_assert_cmpint(event.subject, ==, 4);
    close(stream.wire);
    stop();
}

static void
test_a_changed_account_is_asked_for_its_rights_again(void)
{
    Event event = {.subject = 0};
    Stream stream;

    start();
    stream = open_stream(ALL, NULL);
    while (events_count(hub) == 0)
        g_usleep(1000);
    write_facts("staff.changed", 2, 1); /* another one's */
    g_assert_true(next_event(&stream, &event));
    write_facts("staff.changed", 1, 1);
    g_assert_true(next_event(&stream, &event));
    g_assert_false(next_event(&stream, &event));
    close(stream.wire);
    stop();
}

static void
test_too_long_a_cut_reloads(void)
{
    g_autofree char *future = g_strdup_printf("%" G_GINT64_FORMAT, G_MAXINT64);
    Event event = {.subject = 0};
    Stream stream;

    start();
    write_facts("message.received", 1, LIMIT_EVENTS_REPLAY + 1);
    stream = open_stream(ALL, "0");
    g_assert_true(next_event(&stream, &event));
    g_assert_cmpstr(event.event, ==, "reload");
    write_facts("message.received", 9999, 1);
    g_assert_true(next_event(&stream, &event));
    g_assert_cmpint(event.subject, ==, 9999);
    close(stream.wire);

    /* A position of another journal: the data were restored from an older copy. */
    stream = open_stream(ALL, future);
    g_assert_true(next_event(&stream, &event));
    g_assert_cmpstr(event.event, ==, "reload");
    close(stream.wire);
    g_assert_cmpuint(wire_ask(port,
                              "GET /api/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer 1\r\n"
                              "Last-Event-ID: x\r\n\r\n",
                              NULL),
                     ==, 400);
    stop();
}

#define WRITERS 3
#define EACH    400

static _Atomic int next_subject;

static void *
write_many(void *data)
{
    for (int i = 0; i < EACH; i++) {
        write_facts("message.received", atomic_fetch_add(&next_subject, 1) + 1, 1);
        if (i % 16 == 0)
            g_usleep(1000);
    }
    return NULL;
}

/* Reads until every fact has been seen, hanging up after every few; each must come exactly once. */
static void *
read_all(void *data)
{
    g_autofree char *seen = g_malloc0(WRITERS * EACH + 1);
    Event event = {.id = "0"};
    int left = WRITERS * EACH;
    int patience = GPOINTER_TO_INT(data);

    while (left > 0) {
        Stream stream = open_stream(ALL, event.id);

        for (int i = 0; i < patience && left > 0 && next_event(&stream, &event); i++) {
            g_assert_cmpstr(event.event, ==, "message.received");
            g_assert_cmpint(seen[event.subject], ==, 0);
            seen[event.subject] = 1;
            left--;
        }
        close(stream.wire);
    }
    return NULL;
}

static void
test_cuts_lose_nothing_and_repeat_nothing(void)
{
    GThread *writers[WRITERS], *readers[4];

    start();
    next_subject = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(readers); i++)
        readers[i] = g_thread_new("reader", read_all, GINT_TO_POINTER(7 + 30 * (int)i));
    for (size_t i = 0; i < WRITERS; i++)
        writers[i] = g_thread_new("writer", write_many, NULL);
    for (size_t i = 0; i < WRITERS; i++)
        g_thread_join(writers[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(readers); i++)
        g_thread_join(readers[i]);
    stop();
}

static void
test_a_slow_reader_is_cut_and_others_are_not(void)
{
    g_autofree char *filler = g_strnfill(30000, 'x');
    g_autofree char *data = g_strdup_printf("{\"x\":\"%s\"}", filler);
    Event event = {.subject = 0};
    Stream slow, quick;

    start();
    slow = open_stream(ALL, NULL);
    quick = open_stream(ALL, NULL);
    while (events_count(hub) < 2)
        g_usleep(1000);
    for (int i = 0; i < 700; i++) {
        events_tell(hub, RIGHT_SIGNED_IN, "filler", data);
        g_assert_true(next_event(&quick, &event));
    }
    /* The slow one has been let go, its memory with it; what it had got is whole up to there. */
    while (next_event(&slow, &event))
        g_assert_cmpstr(event.event, ==, "filler");
    close(slow.wire);
    while (events_count(hub) > 1)
        g_usleep(1000);
    write_facts("message.received", 5, 1);
    g_assert_true(next_event(&quick, &event));
    g_assert_cmpint(event.subject, ==, 5);
    close(quick.wire);
    stop();
}

static void
test_stopping_ends_the_streams(void)
{
    Event event = {.subject = 0};
    Stream streams[10];

    start();
    for (size_t i = 0; i < G_N_ELEMENTS(streams); i++)
        streams[i] = open_stream(ALL, NULL);
    stop();
    for (size_t i = 0; i < G_N_ELEMENTS(streams); i++) {
        g_assert_false(next_event(&streams[i], &event));
        close(streams[i].wire);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/events/changed-account",
                    test_a_changed_account_is_asked_for_its_rights_again);
    g_test_add_func("/events/facts-reach-a-stream", test_facts_reach_an_open_stream);
    g_test_add_func("/events/who-may-not-know", test_who_may_not_know_is_not_told);
    g_test_add_func("/events/too-long-a-cut-reloads", test_too_long_a_cut_reloads);
    g_test_add_func("/events/cuts-lose-nothing", test_cuts_lose_nothing_and_repeat_nothing);
    g_test_add_func("/events/slow-reader-is-cut", test_a_slow_reader_is_cut_and_others_are_not);
    g_test_add_func("/events/stopping", test_stopping_ends_the_streams);
    return g_test_run();
}
