/* What the nodes on one store tell each other of topics, under the word "feed":
 *
 *   news TOPIC              something was kept: read it
 *   pass TOPIC EVENT DATA   something passes
 *   here NODE TOPIC…        somebody reads these; said again every TELL_US
 *   gone NODE TOPIC         nobody does there any more
 */
#include "db/tell.h"
#include "http/feed-inside.h"

#include "base/id.h"

#include <string.h>

#define TELL_US (5 * G_USEC_PER_SEC)
#define HOLD_US (3 * TELL_US) /* how long one that tells no more is taken to have readers */

/* ---- Telling ---- */

void
feed_elsewhere_news(FeedHub *hub, const char *topic)
{
    g_autofree char *text = g_strconcat("news ", topic, NULL);

    database_tell(hub->database, "feed", text);
}

void
feed_elsewhere_pass(FeedHub *hub, const char *topic, const char *event, const char *data)
{
    g_autofree char *text = g_strdup_printf("pass %s %s %s", topic, event, data);

    database_tell(hub->database, "feed", text);
}

void
feed_elsewhere_turn(FeedHub *hub, const char *topic, bool there)
{
    g_autofree char *text =
        g_strdup_printf("%s %" G_GINT64_FORMAT " %s", there ? "here" : "gone", hub->number, topic);

    database_tell(hub->database, "feed", text);
}

static void
begin_list(const FeedHub *hub, GString *text)
{
    g_string_printf(text, "here %" G_GINT64_FORMAT, hub->number);
}

/* Of char*, each a whole text. */
static GPtrArray *
write_lists_locked(FeedHub *hub)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) text = g_string_new(NULL);
    GHashTableIter each;
    gpointer topic, value;
    gsize empty;

    begin_list(hub, text);
    empty = text->len;
    g_hash_table_iter_init(&each, hub->presences);
    while (g_hash_table_iter_next(&each, &topic, &value)) {
        if (!((const FeedPresence *)value)->told)
            continue;
        if (text->len + strlen(topic) + 1 > TELL_MAX) {
            g_ptr_array_add(texts, g_strdup(text->str));
            begin_list(hub, text);
        }
        g_string_append_printf(text, " %s", (const char *)topic);
    }
    if (text->len > empty)
        g_ptr_array_add(texts, g_strdup(text->str));
    return texts;
}

static void
forget_old_locked(FeedHub *hub, int64_t now)
{
    GHashTableIter each;
    gpointer value;

    g_hash_table_iter_init(&each, hub->elsewhere);
    while (g_hash_table_iter_next(&each, NULL, &value))
        if (now - ((const FeedElsewhere *)value)->until > FEED_MEMORY * 1000)
            g_hash_table_iter_remove(&each);
}

void
feed_elsewhere_watch(FeedHub *hub)
{
    g_autoptr(GPtrArray) texts = NULL;
    int64_t now = g_get_monotonic_time();

    if (now < hub->tell_at)
        return;
    hub->tell_at = now + TELL_US;
    pthread_mutex_lock(&hub->lock);
    texts = write_lists_locked(hub);
    forget_old_locked(hub, now);
    pthread_mutex_unlock(&hub->lock);
    for (guint i = 0; i < texts->len; i++)
        database_tell(hub->database, "feed", texts->pdata[i]);
}

/* ---- Hearing ---- */

int64_t
feed_elsewhere_absence_locked(const FeedHub *hub, const char *topic)
{
    const FeedElsewhere *elsewhere = g_hash_table_lookup(hub->elsewhere, topic);

    return elsewhere != NULL ? MAX(0, (g_get_monotonic_time() - elsewhere->until) / 1000)
                             : INT64_MAX;
}

static void
put_locked(FeedHub *hub, int64_t node, const char *topic)
{
    FeedElsewhere *elsewhere = g_hash_table_lookup(hub->elsewhere, topic);

    if (elsewhere == NULL) {
        elsewhere = g_new0(FeedElsewhere, 1);
        g_hash_table_insert(hub->elsewhere, g_strdup(topic), elsewhere);
    }
    *elsewhere = (FeedElsewhere){node, g_get_monotonic_time() + HOLD_US};
}

/* The page that is read at a third node by now is said so by that one. */
static void
end_locked(FeedHub *hub, int64_t node, const char *topic)
{
    FeedElsewhere *elsewhere = g_hash_table_lookup(hub->elsewhere, topic);

    if (elsewhere != NULL && elsewhere->node == node)
        g_hash_table_remove(hub->elsewhere, topic); /* its grace is over there already */
}

static void
hear_readers(FeedHub *hub, char **words, guint n)
{
    bool here = strcmp(words[0], "here") == 0;
    int64_t node = g_ascii_strtoll(words[1], NULL, 10);

    pthread_mutex_lock(&hub->lock);
    for (guint i = 2; i < n; i++)
        if (here)
            put_locked(hub, node, words[i]);
        else
            end_locked(hub, node, words[i]);
    pthread_mutex_unlock(&hub->lock);
}

static void
hear(const char *text, void *data)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    guint n = g_strv_length(words);

    if (n == 2 && strcmp(words[0], "news") == 0)
        feed_news_here(data, words[1]);
    else if (n == 4 && strcmp(words[0], "pass") == 0)
        feed_pass_here(data, words[1], words[2], words[3]);
    else if (n > 2)
        hear_readers(data, words, n);
}

void
feed_elsewhere_start(FeedHub *hub)
{
    hub->number = id_new();
    hub->elsewhere = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    database_listen(hub->database, "feed", hear, hub);
}

void
feed_elsewhere_stop(FeedHub *hub)
{
    database_unlisten(hub->database, hub);
    g_hash_table_unref(hub->elsewhere);
}
