/* news: hears that other processes have committed, where the engine tells. Private to this folder.
 *
 * A thread with a connection of its own listens; after it was cut off it says that there is news,
 * for there may have been: who is told looks at positions, and misses nothing. */
#pragma once

#include "db/engine.h"
#include "db/tell.h"

typedef struct News News;

/* Calls heard on its thread; what it does must not block for long. writer: our own commits are no
 * news. */
News *news_start(const char *url, const Db *writer, DatabaseAfter heard, void *data);
/* Has told called with what other processes tell under a word; until news_unlisten(). */
void news_listen(News *news, const char *word, DatabaseTold told, void *data);
void news_unlisten(News *news, const void *data);
/* What tells our own texts from those of others. */
int64_t news_sender(const News *news);

/* Of a store; NULL where the engine does not tell. (database.c) */
News *database_news(Database *database);

/* Once it has returned, heard is not called any more. Accepts NULL. */
void news_stop(News *news);
