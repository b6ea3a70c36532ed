#include "db/news.h"

#include "base/hash.h"
#include "base/log.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define AGAIN_MS 1000 /* after the engine could not be reached */

/* Who wants to hear what is told under a word. */
typedef struct {
    const char *word;
    DatabaseTold told;
    void *data;
} Listener;

struct News {
    char *url;
    const Db *writer;
    DatabaseAfter heard;
    void *data;
    pthread_t thread;
    int64_t sender;

    pthread_mutex_t lock; /* of what follows; held while listeners run */
    GArray *listeners;    /* Listener */
    int stop;             /* an eventfd: readable once it has to end */
};

/* Whether it has to end; waits for that. */
static bool
is_over(const News *news, int ms)
{
    struct pollfd stop = {.fd = news->stop, .events = POLLIN};

    return poll(&stop, 1, ms) > 0;
}

/* "SENDER WORD TEXT" */
static void
pass_on(News *news, const char *whole)
{
    g_auto(GStrv) parts = g_strsplit(whole, " ", 3);

    if (g_strv_length(parts) != 3 || g_ascii_strtoll(parts[0], NULL, 10) == news->sender)
        return;
    pthread_mutex_lock(&news->lock);
    for (guint i = 0; i < news->listeners->len; i++) {
        const Listener *listener = &g_array_index(news->listeners, Listener, i);

        if (strcmp(listener->word, parts[1]) == 0)
            listener->told(parts[2], listener->data);
    }
    pthread_mutex_unlock(&news->lock);
}

/* Until the connection fails or it is over. */
static void
listen_on(News *news, Db *db)
{
    g_autoptr(GError) error = NULL;
    bool any = false;

    while (!is_over(news, 0)) {
        g_autoptr(GPtrArray) told = g_ptr_array_new_with_free_func(g_free);

        if (any)
            news->heard(news->data);
        if (!engine_hear(db, news->writer, news->stop, &any, told, &error)) {
            log_warning("db", "not-heard", "reason=%s", error->message);
            return;
        }
        for (guint i = 0; i < told->len; i++)
            pass_on(news, told->pdata[i]);
    }
}

static void *
listen_for_ever(void *data)
{
    News *news = data;

    do {
        Db *db = engine_open(news->url, DB_READER, NULL);

        if (db != NULL)
            listen_on(news, db);
        engine_close(db);
    } while (!is_over(news, AGAIN_MS));
    return NULL;
}

News *
news_start(const char *url, const Db *writer, DatabaseAfter heard, void *data)
{
    News *news = g_new0(News, 1);

    news->url = g_strdup(url);
    news->writer = writer;
    news->heard = heard;
    news->data = data;
    news->sender = random_number();
    news->listeners = g_array_new(FALSE, FALSE, sizeof(Listener));
    pthread_mutex_init(&news->lock, NULL);
    news->stop = eventfd(0, EFD_CLOEXEC);
    if (news->stop < 0 || pthread_create(&news->thread, NULL, listen_for_ever, news) != 0)
        g_error("database: cannot listen: %s", g_strerror(errno));
    return news;
}

void
news_stop(News *news)
{
    if (news == NULL)
        return;
    eventfd_write(news->stop, 1);
    pthread_join(news->thread, NULL);
    close(news->stop);
    pthread_mutex_destroy(&news->lock);
    g_array_unref(news->listeners);
    g_free(news->url);
    g_free(news);
}

void
news_listen(News *news, const char *word, DatabaseTold told, void *data)
{
    Listener listener = {word, told, data};

    pthread_mutex_lock(&news->lock);
    g_array_append_val(news->listeners, listener);
    pthread_mutex_unlock(&news->lock);
}

void
news_unlisten(News *news, const void *data)
{
    pthread_mutex_lock(&news->lock);
    for (guint i = news->listeners->len; i > 0; i--)
        if (g_array_index(news->listeners, Listener, i - 1).data == data)
            g_array_remove_index(news->listeners, i - 1);
    pthread_mutex_unlock(&news->lock);
}

int64_t
news_sender(const News *news)
{
    return news->sender;
}
