#include "base/limits.h"
#include "http/events-inside.h"
#include "http/feed-inside.h"

#include <string.h>

#define SECONDS G_USEC_PER_SEC

/* ---- Who reads a topic ---- */

static FeedPresence *
presence_locked(FeedHub *hub, const char *topic, const FeedKind *kind)
{
    FeedPresence *presence = g_hash_table_lookup(hub->presences, topic);

    if (presence == NULL) {
        presence = g_new0(FeedPresence, 1);
        g_hash_table_insert(hub->presences, g_strdup(topic), presence);
    }
    presence->kind = kind;
    return presence;
}

static void
beat_locked(Feed *feed, int64_t now)
{
    g_autofree char *beat = NULL;

    feed->beat_at = now;
    if (feed->answers)
        beat = g_strdup_printf("event: beat\ndata: {\"stream\":\"%" G_GINT64_FORMAT "\"}\n\n",
                               feed->id);
    feed_push_locked(feed, beat != NULL ? beat : ":\n\n");
}

void
feed_join_locked(Feed *feed)
{
    presence_locked(feed->hub, feed->topic, feed->kind)->readers++;
    beat_locked(feed, feed->alive_at);
}

void
feed_leave_locked(Feed *feed, int64_t at)
{
    FeedPresence *presence = g_hash_table_lookup(feed->hub->presences, feed->topic);

    if (feed->over)
        return;
    feed->over = true;
    presence->readers--;
    presence->seen = MAX(presence->seen, at);
}

static void
end_locked(Feed *feed, int64_t left)
{
    feed_leave_locked(feed, left);
    event_stream_end(feed->stream);
}

static bool
is_there(const FeedPresence *presence, int64_t now)
{
    return presence->readers > 0 || now - presence->seen < presence->kind->grace * 1000;
}

int64_t
feed_absence(FeedHub *hub, const char *topic)
{
    int64_t absence = INT64_MAX;
    const FeedPresence *presence;

    if (hub == NULL)
        return absence;
    pthread_mutex_lock(&hub->lock);
    presence = g_hash_table_lookup(hub->presences, topic);
    if (presence != NULL)
        absence =
            presence->readers > 0 ? 0 : MAX(0, (g_get_monotonic_time() - presence->seen) / 1000);
    absence = MIN(absence, feed_elsewhere_absence_locked(hub, topic));
    pthread_mutex_unlock(&hub->lock);
    return absence;
}

/* ---- What readers say ---- */

static Feed *
find_locked(FeedHub *hub, const char *topic, int64_t id)
{
    for (guint i = 0; i < hub->feeds->len; i++) {
        Feed *feed = hub->feeds->pdata[i];

        if (feed->id == id && strcmp(feed->topic, topic) == 0)
            return feed;
    }
    return NULL;
}

void
feed_alive(FeedHub *hub, const char *topic, int64_t id)
{
    Feed *feed;

    if (hub == NULL)
        return;
    pthread_mutex_lock(&hub->lock);
    feed = find_locked(hub, topic, id);
    if (feed != NULL)
        feed->alive_at = g_get_monotonic_time();
    pthread_mutex_unlock(&hub->lock);
}

void
feed_asked(FeedHub *hub, const char *topic, const FeedKind *kind, int64_t again)
{
    FeedPresence *presence;

    if (hub == NULL)
        return;
    pthread_mutex_lock(&hub->lock);
    presence = presence_locked(hub, topic, kind);
    presence->seen = MAX(presence->seen, g_get_monotonic_time() + again * 1000);
    pthread_mutex_unlock(&hub->lock);
}

void
feed_leave(FeedHub *hub, const char *topic, int64_t id)
{
    int64_t now = g_get_monotonic_time();
    FeedPresence *presence;
    Feed *feed;

    if (hub == NULL)
        return;
    pthread_mutex_lock(&hub->lock);
    presence = g_hash_table_lookup(hub->presences, topic);
    feed = find_locked(hub, topic, id);
    if (presence != NULL)
        presence->seen = MIN(presence->seen, now);
    if (feed != NULL)
        end_locked(feed, now);
    pthread_mutex_unlock(&hub->lock);
}

/* ---- Watching ---- */

static void
watch_feed_locked(Feed *feed, int64_t now)
{
    int64_t silence = feed->kind->silence * 1000;
    int64_t every = feed->answers ? silence / 3 : EVENTS_HEARTBEAT_SECONDS * SECONDS;

    if (event_stream_hung_up(feed->stream))
        end_locked(feed, now);
    else if (feed->answers && now - feed->alive_at >= silence)
        end_locked(feed, feed->alive_at);
    else if (feed->ends_at <= now)
        end_locked(feed, now);
    else if (now - feed->beat_at >= every)
        beat_locked(feed, now);
}

typedef struct {
    char *topic;
    const FeedKind *kind;
    bool there;
} Turn;

static void
free_turn(gpointer data)
{
    Turn *turn = data;

    g_free(turn->topic);
    g_free(turn);
}

/* Of Turn*: the topics that somebody has come to, or whose last reader has left for good. Forgets
 * those left long ago. */
static GPtrArray *
take_turns_locked(FeedHub *hub, int64_t now)
{
    GPtrArray *turns = g_ptr_array_new_with_free_func(free_turn);
    GHashTableIter each;
    gpointer topic, value;

    g_hash_table_iter_init(&each, hub->presences);
    while (g_hash_table_iter_next(&each, &topic, &value)) {
        FeedPresence *presence = value;
        bool there = is_there(presence, now);
        Turn *turn;

        if (there != presence->told) {
            turn = g_new(Turn, 1);
            *turn = (Turn){g_strdup(topic), presence->kind, there};
            g_ptr_array_add(turns, turn);
            presence->told = there;
        } else if (presence->readers == 0 && now - presence->seen > FEED_MEMORY * 1000) {
            g_hash_table_iter_remove(&each);
        }
    }
    return turns;
}

void
feed_watch(FeedHub *hub)
{
    g_autoptr(GPtrArray) turns = NULL;
    int64_t now = g_get_monotonic_time();

    if (now < hub->watch_at)
        return;
    pthread_mutex_lock(&hub->lock);
    for (guint i = 0; i < hub->feeds->len; i++) {
        Feed *feed = hub->feeds->pdata[i];

        if (feed->slot == hub->slot)
            watch_feed_locked(feed, now);
    }
    if (hub->slot == 0)
        turns = take_turns_locked(hub, now);
    /* Without streams there is nothing to spread: the machine may sleep. */
    hub->slot = hub->feeds->len > 0 ? (hub->slot + 1) % FEED_SLOTS : 0;
    hub->watch_at = now + (hub->feeds->len > 0 ? FEED_TICK : SECONDS);
    pthread_mutex_unlock(&hub->lock);
    for (guint i = 0; turns != NULL && i < turns->len; i++) {
        const Turn *turn = turns->pdata[i];

        feed_elsewhere_turn(hub, turn->topic, turn->there);
        if (turn->kind->turned != NULL)
            turn->kind->turned(hub->context, database_reader(hub->database), turn->topic);
    }
    feed_elsewhere_watch(hub);
}
