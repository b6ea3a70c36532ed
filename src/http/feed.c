#include "http/feed.h"

#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/log.h"
#include "http/event-format.h"
#include "http/events-inside.h"
#include "http/feed-inside.h"
#include "http/request-inside.h"

#include <string.h>

void
feed_push_locked(Feed *feed, const char *text)
{
    EventText *shared;

    if (feed->stream == NULL)
        return;
    shared = event_text_new(text, strlen(text));
    event_stream_push(feed->stream, shared);
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
    read = feed->kind->read(hub->context, database_reader(hub->database), feed->topic,
                            feed->position, feed, &error);
    feed->said = NULL;
    if (!read)
        log_error("http", "feed-failed", "error=\"%s\"", error->message);
    pthread_mutex_lock(&hub->lock);
    feed->position = feed->said_position;
    if (said->len > 0)
        feed_push_locked(feed, said->str);
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

/* Until there is something to read or a tick has passed; false when the hub stops. */
static bool
wait_for_news(FeedHub *hub)
{
    bool stopping;

    pthread_mutex_lock(&hub->lock);
    while (!hub->stopping && g_hash_table_size(hub->news) == 0 &&
           g_get_monotonic_time() < hub->watch_at) {
        struct timespec until = {.tv_sec = hub->watch_at / G_USEC_PER_SEC,
                                 .tv_nsec = hub->watch_at % G_USEC_PER_SEC * 1000};

        pthread_cond_timedwait(&hub->wake, &hub->lock, &until);
    }
    stopping = hub->stopping;
    pthread_mutex_unlock(&hub->lock);
    return !stopping;
}

static void *
serve(void *data)
{
    while (wait_for_news(data)) {
        read_news(data);
        feed_watch(data);
    }
    return NULL;
}

/* ---- Opening ---- */

static void
forget(EventStream *stream, void *data)
{
    Feed *feed = data;
    FeedHub *hub = feed->hub;

    pthread_mutex_lock(&hub->lock);
    g_ptr_array_remove_fast(hub->feeds, feed);
    feed_leave_locked(feed, g_get_monotonic_time());
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

/* Takes its place among the open ones. */
static EventStream *
join_locked(FeedHub *hub, Feed *feed)
{
    static const Principal nobody = {0};
    g_autofree char *hello = g_strdup_printf("retry: %d\n:\n\n", EVENTS_RETRY_MS);

    feed->hub = hub;
    feed->id = id_new();
    feed->slot = hub->joined++ % FEED_SLOTS;
    feed->references = 1;
    feed->alive_at = g_get_monotonic_time();
    feed->ends_at = feed->alive_at + LIMIT_EVENTS_AGE * G_USEC_PER_SEC;
    feed->stream = event_stream_new(&nobody, feed->ends_at, forget, feed);
    feed_push_locked(feed, hello);
    g_ptr_array_add(hub->feeds, feed);
    feed_join_locked(feed);
    g_hash_table_add(hub->news, g_strdup(feed->topic));
    pthread_cond_signal(&hub->wake);
    return feed->stream;
}

static EventStream *
join(FeedHub *hub, const Feed *wanted, GError **error)
{
    EventStream *stream = NULL;

    pthread_mutex_lock(&hub->lock);
    if (has_room_locked(hub, wanted->topic, wanted->client, error)) {
        Feed *feed = g_new0(Feed, 1);

        *feed = *wanted;
        feed->topic = g_strdup(wanted->topic);
        feed->client = g_strdup(wanted->client);
        stream = join_locked(hub, feed);
    }
    pthread_mutex_unlock(&hub->lock);
    return stream;
}

bool
feed_open(FeedHub *hub, Request *request, const char *topic, const FeedKind *kind, bool answers,
          GError **error)
{
    const char *client = request_address(request);
    Feed wanted = {.kind = kind,
                   .topic = (char *)topic,
                   .client = (char *)(client != NULL ? client : ""),
                   .answers = answers};
    EventStream *stream;

    if (hub == NULL)
        return error_set(error, APP_ERROR_UNAVAILABLE, "no streams here");
    if (!request_last_position(request, 0, &wanted.position, error))
        return false;
    stream = join(hub, &wanted, error);
    if (stream == NULL)
        return false;
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
    feed_news_here(hub, topic);
    feed_elsewhere_news(hub, topic);
}

void
feed_news_here(FeedHub *hub, const char *topic)
{
    pthread_mutex_lock(&hub->lock);
    g_hash_table_add(hub->news, g_strdup(topic));
    pthread_cond_signal(&hub->wake);
    pthread_mutex_unlock(&hub->lock);
}

void
feed_pass(FeedHub *hub, const char *topic, const char *event, const char *data)
{
    g_return_if_fail(strchr(data, '\n') == NULL);
    if (hub == NULL)
        return;
    feed_pass_here(hub, topic, event, data);
    feed_elsewhere_pass(hub, topic, event, data);
}

void
feed_pass_here(FeedHub *hub, const char *topic, const char *event, const char *data)
{
    g_autofree char *text = g_strdup_printf("event: %s\ndata: %s\n\n", event, data);

    pthread_mutex_lock(&hub->lock);
    for (guint i = 0; i < hub->feeds->len; i++) {
        Feed *feed = hub->feeds->pdata[i];

        if (strcmp(feed->topic, topic) == 0)
            feed_push_locked(feed, text);
    }
    pthread_mutex_unlock(&hub->lock);
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
    hub->presences = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    hub->watch_at = g_get_monotonic_time() + FEED_TICK;
    pthread_mutex_init(&hub->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC); /* that of g_get_monotonic_time() */
    pthread_cond_init(&hub->wake, &attributes);
    pthread_condattr_destroy(&attributes);
    feed_elsewhere_start(hub);
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
    feed_elsewhere_stop(hub);
    g_assert(hub->feeds->len == 0);
    g_ptr_array_unref(hub->feeds);
    g_hash_table_unref(hub->news);
    g_hash_table_unref(hub->presences);
    pthread_cond_destroy(&hub->wake);
    pthread_mutex_destroy(&hub->lock);
    g_free(hub);
}

unsigned
feed_count(FeedHub *hub)
{
    unsigned open;

    if (hub == NULL)
        return 0;
    pthread_mutex_lock(&hub->lock);
    open = hub->feeds->len;
    pthread_mutex_unlock(&hub->lock);
    return open;
}
