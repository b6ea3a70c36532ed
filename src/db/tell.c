#include "db/tell.h"

#include "base/log.h"
#include "db/news.h"

#include <string.h>

void
database_tell(Database *database, const char *word, const char *text)
{
    const News *news = database_news(database);
    g_autoptr(GError) error = NULL;
    g_autofree char *whole = NULL;

    if (news == NULL)
        return;
    g_return_if_fail(strlen(text) <= TELL_MAX);
    whole = g_strdup_printf("%" G_GINT64_FORMAT " %s %s", news_sender(news), word, text);
    if (!engine_tell(database_reader(database), whole, &error))
        log_debug("db", "not-told", "reason=\"%s\"", error->message);
}

void
database_listen(Database *database, const char *word, DatabaseTold told, void *data)
{
    News *news = database_news(database);

    if (news != NULL)
        news_listen(news, word, told, data);
}

void
database_unlisten(Database *database, const void *data)
{
    News *news = database_news(database);

    if (news != NULL)
        news_unlisten(news, data);
}
