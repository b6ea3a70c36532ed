#include "http/feed.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/log.h"
#include "http/event-format.h"
#include "http/event-stream.h"
#include "http/events-inside.h"
#include "http/request-inside.h"

#include <pthread.h>
#include <string.h>

struct Feed {
    FeedHub *hub;
    EventStream *stream; /* NULL once MHD is done with it */
    FeedRead read;
    char *topic, *client;
    int64_t position;
    int64_t ends_at; /* monotonic microseconds */
    int references;  /* the stream's, and that of the thread that reads for it */

    /* Of the thread that reads. */
    GString *said;
    int64_t said_position;
};

struct FeedHub {
    Database *database;
    Context *context;
    GThread *thread;

    pthread_mutex_t lock; /* of what follows; taken before a stream's own */
    pthread_cond_t wake;
    GPtrArray *feeds;  /* Feed, all that are open */
    GHashTable *news;  /* topics with something to read: a set */
    GHashTable *gone;  /* topic → when its last reader left (monotonic microseconds) */
    bool closing;      /* opens no more */
    bool stopping;     /* the thread ends */
    int64_t next_beat; /* monotonic microseconds */
};

static void
push(EventStream *stream, const char *text)
{
    EventText *shared = event_text_new(text, strlen(text));

    event_stream_push(stream, shared);
    event_text_unref(shared);
}

static void
feed_unref_locked(Feed *feed)
{
    if (--feed->references > 0)
        return;
    g_free(feed->topic);
    g_free(feed->client);
    g_free(feed);
}

/* ---- Reading what is new ---- */

void
feed_say(Feed *feed, int64_t position, const char *event, const char *data)
{
    g_return_if_fail(strchr(data, '\n') == NULL);
    g_string_append_printf(feed->said, "event: %s\ndata: %s\n", event, data);
    event_format_id(feed->said, position);
    feed->said_position = position;
}

/* The feeds of topics with news, each with a reference. */
static GPtrArray *
take_news_locked(FeedHub *hub)
{
    GPtrArray *taken = g_ptr_array_new();

    for (guint i = 0; i < hub->feeds->len; i++) {
        Feed *feed = hub->feeds->pdata[i];

        if (!g_hash_table_contains(hub->news, feed->topic))
            continue;
        feed->references++;
        g_ptr_array_add(taken, feed);
    }
    g_hash_table_remove_all(hub->news);
    return taken;
}

/* Only this thread moves the position of a feed. */
static void
read_for(FeedHub *hub, Feed *feed)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) said = g_string_new(NULL);
    bool read;

    feed->said = said;
    feed->said_position = feed->position;
    read = feed->read(hub->context, database_reader(hub->database), feed->topic, feed->position,
                      feed, &error);
    feed->said = NULL;
    if (!read)
        log_error("http", "feed-failed", "error=\"%s\"", error->message);
    pthread_mutex_lock(&hub->lock);
    feed->position = feed->said_position;
    if (feed->stream != NULL && said->len > 0)
        push(feed->stream, said->str);
    if (feed->stream != NULL && !read)
        event_stream_end(feed->stream);
    feed_unref_locked(feed);
    pthread_mutex_unlock(&hub->lock);
}

static void
read_news(FeedHub *hub)
{
    g_autoptr(GPtrArray) taken = NULL;

    pthread_mutex_lock(&hub->lock);
    taken = take_news_locked(hub);
    pthread_mutex_unlock(&hub->lock);
    for (guint i = 0; i < taken->len; i++)
        read_for(hub, taken->pdata[i]);
}

static gboolean
is_long_gone(gpointer topic, gpointer left, gpointer now)
{
    return *(int64_t *)now - *(int64_t *)left > FEED_MEMORY * 1000;
}

static void
beat_locked(FeedHub *hub, int64_t now)
{
    for (guint i = 0; i < hub->feeds->len; i++) {
        const Feed *feed = hub->feeds->pdata[i];

        push(feed->stream, ":\n\n");
        if (feed->ends_at <= now)
            event_stream_end(feed->stream);
    }
    g_hash_table_foreach_remove(hub->gone, is_long_gone, &now);
    hub->next_beat = now + EVENTS_HEARTBEAT_SECONDS * G_USEC_PER_SEC;
}

/* Until there is something to do; false when the hub stops. */
static bool
wait_for_news(FeedHub *hub)
{
    bool stopping;

    pthread_mutex_lock(&hub->lock);
    while (!hub->stopping && g_hash_table_size(hub->news) == 0) {
        int64_t now = g_get_monotonic_time();
        struct timespec until;

        if (now >= hub->next_beat) {
            beat_locked(hub, now);
            continue;
        }
        until.tv_sec = hub->next_beat / G_USEC_PER_SEC;
        until.tv_nsec = hub->next_beat % G_USEC_PER_SEC * 1000;
        pthread_cond_timedwait(&hub->wake, &hub->lock, &until);
    }
    stopping = hub->stopping;
    pthread_mutex_unlock(&hub->lock);
    return !stopping;
}

static void *
serve(void *data)
{
    while (wait_for_news(data))
        read_news(data);
    return NULL;
}

/* ---- Opening ---- */

static void
forget(EventStream *stream, void *data)
{
    Feed *feed = data;
    FeedHub *hub = feed->hub;
    int64_t *left = g_new(int64_t, 1);

    *left = g_get_monotonic_time();
    pthread_mutex_lock(&hub->lock);
    g_ptr_array_remove_fast(hub->feeds, feed);
    g_hash_table_replace(hub->gone, g_strdup(feed->topic), left);
    feed->stream = NULL;
    feed_unref_locked(feed);
    pthread_mutex_unlock(&hub->lock);
}

static bool
has_room_locked(const FeedHub *hub, const char *topic, const char *client, GError **error)
{
    unsigned of_topic = 0, of_client = 0;

    if (hub->closing)
        return error_set(error, APP_ERROR_UNAVAILABLE, "no streams here");
    for (guint i = 0; i < hub->feeds->len; i++) {
        const Feed *feed = hub->feeds->pdata[i];

        of_topic += strcmp(feed->topic, topic) == 0 ? 1 : 0;
        of_client += strcmp(feed->client, client) == 0 ? 1 : 0;
    }
    if (hub->feeds->len >= LIMIT_FEEDS || of_topic >= LIMIT_FEEDS_TOPIC ||
        of_client >= LIMIT_FEEDS_CLIENT)
        return error_set(error, APP_ERROR_TOO_MANY, "%u streams, %u of the topic, %u of the client",
                         hub->feeds->len, of_topic, of_client);
    return true;
}

static EventStream *
join(FeedHub *hub, const char *topic, const char *client, FeedRead read, int64_t position,
     GError **error)
{
    static const Principal nobody = {0};
    Feed *feed;
    EventStream *stream = NULL;

    pthread_mutex_lock(&hub->lock);
    if (has_room_locked(hub, topic, client, error)) {
        feed = g_new0(Feed, 1);
        *feed = (Feed){.hub = hub,
                       .read = read,
                       .topic = g_strdup(topic),
                       .client = g_strdup(client),
                       .position = position,
                       .ends_at = g_get_monotonic_time() + LIMIT_EVENTS_AGE * G_USEC_PER_SEC,
                       .references = 1};
        stream = feed->stream = event_stream_new(&nobody, feed->ends_at, forget, feed);
        g_ptr_array_add(hub->feeds, feed);
        g_hash_table_remove(hub->gone, topic);
        g_hash_table_add(hub->news, g_strdup(topic));
        pthread_cond_signal(&hub->wake);
    }
    pthread_mutex_unlock(&hub->lock);
    return stream;
}

bool
feed_open(FeedHub *hub, Request *request, const char *topic, FeedRead read, GError **error)
{
    const char *client = request_address(request);
    g_autofree char *hello = g_strdup_printf("retry: %d\n:\n\n", EVENTS_RETRY_MS);
    EventStream *stream;
    int64_t position;

    if (hub == NULL)
        return error_set(error, APP_ERROR_UNAVAILABLE, "no streams here");
    if (!request_last_position(request, 0, &position, error))
        return false;
    stream = join(hub, topic, client != NULL ? client : "", read, position, error);
    if (stream == NULL)
        return false;
    push(stream, hello);
    reply_stream(request, stream);
    /* A proxy that gathers answers before it passes them on would make live screens late. */
    reply_header(request, "X-Accel-Buffering", "no");
    return true;
}

/* ---- Telling ---- */

void
feed_news(FeedHub *hub, const char *topic)
{
    if (hub == NULL)
        return;
    pthread_mutex_lock(&hub->lock);
    g_hash_table_add(hub->news, g_strdup(topic));
    pthread_cond_signal(&hub->wake);
    pthread_mutex_unlock(&hub->lock);
}

void
feed_pass(FeedHub *hub, const char *topic, const char *event, const char *data)
{
    g_autofree char *text = g_strdup_printf("event: %s\ndata: %s\n\n", event, data);

    g_return_if_fail(strchr(data, '\n') == NULL);
    if (hub == NULL)
        return;
    pthread_mutex_lock(&hub->lock);
    for (guint i = 0; i < hub->feeds->len; i++) {
        const Feed *feed = hub->feeds->pdata[i];

        if (strcmp(feed->topic, topic) == 0)
            push(feed->stream, text);
    }
    pthread_mutex_unlock(&hub->lock);
}

int64_t
feed_absence(FeedHub *hub, const char *topic)
{
    int64_t absence = INT64_MAX;
    const int64_t *left;

    if (hub == NULL)
        return absence;
    pthread_mutex_lock(&hub->lock);
    left = g_hash_table_lookup(hub->gone, topic);
    if (left != NULL)
        absence = (g_get_monotonic_time() - *left) / 1000;
    for (guint i = 0; i < hub->feeds->len; i++)
        if (strcmp(((const Feed *)hub->feeds->pdata[i])->topic, topic) == 0)
            absence = 0;
    pthread_mutex_unlock(&hub->lock);
    return absence;
}

/* ---- The hub ---- */

FeedHub *
feed_start(Database *database, Context *context)
{
    FeedHub *hub = g_new0(FeedHub, 1);
    pthread_condattr_t attributes;

    hub->database = database;
    hub->context = context;
    hub->feeds = g_ptr_array_new();
    hub->news = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    hub->gone = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    hub->next_beat = g_get_monotonic_time() + EVENTS_HEARTBEAT_SECONDS * G_USEC_PER_SEC;
    pthread_mutex_init(&hub->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC); /* that of g_get_monotonic_time() */
    pthread_cond_init(&hub->wake, &attributes);
    pthread_condattr_destroy(&attributes);
    hub->thread = g_thread_new("feeds", serve, hub);
    return hub;
}

void
feed_close(FeedHub *hub)
{
    pthread_mutex_lock(&hub->lock);
    hub->closing = true;
    for (guint i = 0; i < hub->feeds->len; i++)
        event_stream_end(((const Feed *)hub->feeds->pdata[i])->stream);
    pthread_mutex_unlock(&hub->lock);
}

void
feed_stop(FeedHub *hub)
{
    if (hub == NULL)
        return;
    pthread_mutex_lock(&hub->lock);
    hub->stopping = true;
    pthread_cond_signal(&hub->wake);
    pthread_mutex_unlock(&hub->lock);
    g_thread_join(hub->thread);
    g_assert(hub->feeds->len == 0);
    g_ptr_array_unref(hub->feeds);
    g_hash_table_unref(hub->news);
    g_hash_table_unref(hub->gone);
    pthread_cond_destroy(&hub->wake);
    pthread_mutex_destroy(&hub->lock);
    g_free(hub);
}
