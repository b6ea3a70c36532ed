#include "http/events-inside.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/log.h"
#include "db/tell.h"
#include "http/event-format.h"
#include "journal/journal.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#define BATCH 256 /* facts read at a time */

struct EventHub {
    Database *database;
    JournalWatch *watch;
    GThread *thread;
    _Atomic unsigned open; /* streams, those still catching up included */

    pthread_mutex_t lock; /* of what follows; taken before a stream's own */
    GPtrArray *streams;   /* those that have caught up */
    int64_t position;     /* the newest fact they have all been given */
    bool closing;
};

/* ---- Giving facts to streams ---- */

/* Facts formatted once for all who may know of them. */
typedef struct {
    EventText *text;
    int64_t position;
    Right right;
    int64_t changed; /* the account whose rights may be others from here on; 0 */
} Event;

static bool
collect(const Fact *fact, void *data, GError **error)
{
    GArray *events = data;
    g_autoptr(GString) text = g_string_sized_new(256);
    Event event = {
        .position = fact->position,
        .right = event_right(fact->name),
        .changed = strcmp(fact->name, "staff.changed") == 0 ? fact->subject : 0,
    };

    event_format_fact(text, fact);
    event.text = event_text_new(text->str, text->len);
    g_array_append_val(events, event);
    return true;
}

static void
clear_event(void *event)
{
    event_text_unref(((Event *)event)->text);
}

static void
give(EventStream *stream, const Event *event)
{
    if (event->position <= event_stream_position(stream))
        return;
    event_stream_set_position(stream, event->position);
    if (event->right != RIGHT_COUNT && event_stream_may(stream, event->right))
        event_stream_push(stream, event->text);
}

static GArray *
read_events(Database *database, int64_t after, GError **error)
{
    g_autoptr(GArray) events = g_array_sized_new(FALSE, FALSE, sizeof(Event), BATCH);

    g_array_set_clear_func(events, clear_event);
    if (journal_read(database_reader(database), after, BATCH, collect, events, error) < 0)
        return NULL;
    return g_steal_pointer(&events);
}

/* A stream whose account has changed ends: its browser comes again, and its rights are asked anew.
 */
static void
give_news(EventStream *stream, const Event *event)
{
    give(stream, event);
    if (event->changed != 0 && event->changed == event_stream_staff(stream))
        event_stream_end(stream);
}

/* Gives everyone the facts after hub->position, a batch at a time. */
static bool
tell_news(EventHub *hub, GError **error)
{
    for (guint n = BATCH; n == BATCH;) {
        /* Only this thread moves the position, so that reading it here needs no lock. */
        g_autoptr(GArray) events = read_events(hub->database, hub->position, error);

        if (events == NULL)
            return false;
        n = events->len;
        if (n == 0)
            return true;
        pthread_mutex_lock(&hub->lock);
        for (guint i = 0; i < hub->streams->len; i++)
            for (guint j = 0; j < n; j++)
                give_news(hub->streams->pdata[i], &g_array_index(events, Event, j));
        hub->position = g_array_index(events, Event, n - 1).position;
        pthread_mutex_unlock(&hub->lock);
    }
    return true;
}

/* Something now and then, so that a dead connection is noticed and proxies stay awake; it carries
 * the position, so that who has no right to the latest facts need not be given them again. */
static void
tell_alive(EventHub *hub)
{
    g_autoptr(GString) text = g_string_new(":\n");
    EventText *with_id, *alone = event_text_new(":\n\n", 3);
    int64_t now = g_get_monotonic_time();

    pthread_mutex_lock(&hub->lock);
    event_format_id(text, hub->position);
    with_id = event_text_new(text->str, text->len);
    for (guint i = 0; i < hub->streams->len; i++) {
        EventStream *stream = hub->streams->pdata[i];
        bool level = event_stream_position(stream) <= hub->position;

        event_stream_push(stream, level ? with_id : alone);
        if (event_stream_ends_at(stream) <= now)
            event_stream_end(stream);
    }
    pthread_mutex_unlock(&hub->lock);
    event_text_unref(with_id);
    event_text_unref(alone);
}

static void *
follow(void *data)
{
    EventHub *hub = data;
    int64_t beat = g_get_monotonic_time();

    for (;;) {
        int64_t now = g_get_monotonic_time();
        int64_t pause = beat + EVENTS_HEARTBEAT_SECONDS * G_USEC_PER_SEC - now;
        g_autoptr(GError) error = NULL;

        if (pause <= 0) {
            tell_alive(hub);
            beat = now;
            continue;
        }
        if (journal_watch_wait(hub->watch, hub->position, pause / 1000 + 1) < 0)
            return NULL;
        if (!tell_news(hub, &error)) {
            log_error("http", "events-failed", "error=\"%s\"", error->message);
            g_usleep(G_USEC_PER_SEC / 2);
        }
    }
}

/* ---- Opening a stream ---- */

static void
forget(EventStream *stream, void *data)
{
    EventHub *hub = data;

    pthread_mutex_lock(&hub->lock);
    g_ptr_array_remove_fast(hub->streams, stream);
    pthread_mutex_unlock(&hub->lock);
    atomic_fetch_sub(&hub->open, 1);
}

static void
say(EventStream *stream, const GString *text)
{
    EventText *shared = event_text_new(text->str, text->len);

    event_stream_push(stream, shared);
    event_text_unref(shared);
}

/* From here on the hub feeds it. False when there is news it has not been given. */
static bool
join(EventHub *hub, EventStream *stream)
{
    bool level;

    pthread_mutex_lock(&hub->lock);
    level = hub->position <= event_stream_position(stream);
    if (level) {
        g_ptr_array_add(hub->streams, stream);
        if (hub->closing)
            event_stream_end(stream);
    }
    pthread_mutex_unlock(&hub->lock);
    return level;
}

/* Too much was missed, or the journal is not the one it knew: the screen reads everything anew, and
 * goes on from position. */
static void
say_reload(EventStream *stream, int64_t position)
{
    g_autoptr(GString) text = g_string_new("event: reload\ndata: {}\n");

    event_format_id(text, position);
    event_stream_clear(stream);
    event_stream_set_position(stream, position);
    say(stream, text);
}

/* Gives the stream what it missed, then hands it to the hub. No fact can slip between both: the hub
 * takes it only when it has been given everything the hub has told. */
static bool
catch_up(EventHub *hub, Database *database, EventStream *stream, GError **error)
{
    guint given = 0, n;

    do {
        g_autoptr(GArray) events = read_events(database, event_stream_position(stream), error);

        if (events == NULL)
            return false;
        n = events->len;
        given += n;
        if (given <= LIMIT_EVENTS_REPLAY) {
            for (guint i = 0; i < n; i++)
                give(stream, &g_array_index(events, Event, i));
        } else {
            int64_t newest = journal_last(database_reader(database), error);

            if (newest < 0)
                return false;
            say_reload(stream, newest); /* the facts between are not even read */
            given = 0;
        }
    } while (n == BATCH || !join(hub, stream));
    return true;
}

static bool
begin(EventHub *hub, Database *database, EventStream *stream, int64_t last_id, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    int64_t newest = journal_last(database_reader(database), error);

    if (newest < 0)
        return false;
    event_stream_set_position(stream, last_id < 0 ? newest : last_id);
    g_string_append_printf(text, "retry: %d\n", EVENTS_RETRY_MS);
    event_format_id(text, event_stream_position(stream));
    say(stream, text);
    if (last_id > newest)
        say_reload(stream, newest);
    return catch_up(hub, database, stream, error);
}

static bool
take_place(EventHub *hub, GError **error)
{
    if (atomic_fetch_add(&hub->open, 1) < LIMIT_HTTP_STREAMS)
        return true;
    atomic_fetch_sub(&hub->open, 1);
    return error_set(error, APP_ERROR_UNAVAILABLE, "more than %d streams", LIMIT_HTTP_STREAMS);
}

EventStream *
events_open(EventHub *hub, Database *database, const Principal *principal, int64_t last_id,
            GError **error)
{
    int64_t ends_at = g_get_monotonic_time() + LIMIT_EVENTS_AGE * G_USEC_PER_SEC;
    EventStream *stream;

    if (!take_place(hub, error))
        return NULL;
    stream = event_stream_new(principal, ends_at, forget, hub);
    if (!begin(hub, database, stream, last_id, error)) {
        event_stream_close(stream);
        return NULL;
    }
    return stream;
}

/* ---- What passes ---- */

/* To those with a right; staff 0: whoever they are. */
static void
tell(EventHub *hub, Right right, int64_t staff, const char *event, const char *data)
{
    g_autofree char *line = g_strdup_printf("event: %s\ndata: %s\n\n", event, data);
    EventText *text;

    g_return_if_fail(strchr(data, '\n') == NULL);
    if (hub == NULL)
        return;
    text = event_text_new(line, strlen(line));
    pthread_mutex_lock(&hub->lock);
    for (guint i = 0; i < hub->streams->len; i++) {
        EventStream *stream = hub->streams->pdata[i];

        if (event_stream_may(stream, right) && (staff == 0 || event_stream_staff(stream) == staff))
            event_stream_push(stream, text);
    }
    pthread_mutex_unlock(&hub->lock);
    event_text_unref(text);
}

/* "RIGHT EVENT DATA" */
static void
hear(const char *text, void *hub)
{
    g_auto(GStrv) parts = g_strsplit(text, " ", 3);
    guint64 right = g_ascii_strtoull(text, NULL, 10);

    if (g_strv_length(parts) == 3 && right < RIGHT_COUNT && strchr(parts[2], '\n') == NULL)
        tell(hub, (Right)right, 0, parts[1], parts[2]);
}

/* ---- The hub ---- */

EventHub *
events_start(Database *database)
{
    EventHub *hub = g_new0(EventHub, 1);

    hub->database = database;
    hub->streams = g_ptr_array_new();
    pthread_mutex_init(&hub->lock, NULL);
    hub->watch = journal_watch_new(database);
    hub->position = MAX(journal_last(database_reader(database), NULL), 0);
    hub->thread = g_thread_new("events", follow, hub);
    database_listen(database, "event", hear, hub);
    return hub;
}

void
events_close_streams(EventHub *hub)
{
    pthread_mutex_lock(&hub->lock);
    hub->closing = true;
    for (guint i = 0; i < hub->streams->len; i++)
        event_stream_end(hub->streams->pdata[i]);
    pthread_mutex_unlock(&hub->lock);
}

void
events_stop(EventHub *hub)
{
    if (hub == NULL)
        return;
    database_unlisten(hub->database, hub);
    journal_watch_stop(hub->watch);
    g_thread_join(hub->thread);
    journal_watch_free(hub->watch);
    g_assert(hub->open == 0);
    g_ptr_array_unref(hub->streams);
    pthread_mutex_destroy(&hub->lock);
    g_free(hub);
}

unsigned
events_count(EventHub *hub)
{
    return hub->open;
}

static bool
holds(const GArray *ids, int64_t id)
{
    for (guint i = 0; i < ids->len; i++)
        if (g_array_index(ids, int64_t, i) == id)
            return true;
    return false;
}

GArray *
events_readers(EventHub *hub, Right right)
{
    GArray *readers = g_array_new(FALSE, FALSE, sizeof(int64_t));

    if (hub == NULL)
        return readers;
    pthread_mutex_lock(&hub->lock);
    for (guint i = 0; i < hub->streams->len; i++) {
        const EventStream *stream = hub->streams->pdata[i];
        int64_t staff = event_stream_staff(stream);

        if (event_stream_may(stream, right) && !holds(readers, staff))
            g_array_append_val(readers, staff);
    }
    pthread_mutex_unlock(&hub->lock);
    return readers;
}

void
events_tell(EventHub *hub, Right right, const char *event, const char *data)
{
    tell(hub, right, 0, event, data);
}

void
events_share(EventHub *hub, Right right, const char *event, const char *data)
{
    g_autofree char *text = g_strdup_printf("%d %s %s", (int)right, event, data);

    tell(hub, right, 0, event, data);
    if (hub != NULL)
        database_tell(hub->database, "event", text);
}

void
events_tell_staff(EventHub *hub, int64_t staff, const char *event, const char *data)
{
    g_return_if_fail(staff != 0);
    tell(hub, RIGHT_SIGNED_IN, staff, event, data);
}
