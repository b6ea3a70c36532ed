#include "db/news.h"

#include "base/log.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define AGAIN_MS 1000 /* after the engine could not be reached */

struct News {
    char *url;
    const Db *writer;
    DatabaseAfter heard;
    void *data;
    pthread_t thread;
    int stop; /* an eventfd: readable once it has to end */
};

/* Whether it has to end; waits for that. */
static bool
is_over(const News *news, int ms)
{
    struct pollfd stop = {.fd = news->stop, .events = POLLIN};

    return poll(&stop, 1, ms) > 0;
}

/* Until the connection fails or it is over. */
static void
listen_on(News *news, Db *db)
{
    g_autoptr(GError) error = NULL;
    bool any = false;

    while (!is_over(news, 0)) {
        if (any)
            news->heard(news->data);
        if (!engine_hear(db, news->writer, news->stop, &any, &error)) {
            log_warning("db", "not-heard", "reason=%s", error->message);
            return;
        }
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
    g_free(news->url);
    g_free(news);
}
