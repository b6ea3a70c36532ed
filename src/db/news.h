/* news: hears that other processes have committed, where the engine tells. Private to this folder.
 *
 * A thread with a connection of its own listens; after it was cut off it says that there is news,
 * for there may have been: who is told looks at positions, and misses nothing. */
#pragma once

#include "db/engine.h"

typedef struct News News;

/* Calls heard on its thread; what it does must not block for long. writer: our own commits are no
 * news. */
News *news_start(const char *url, const Db *writer, DatabaseAfter heard, void *data);
/* Once it has returned, heard is not called any more. Accepts NULL. */
void news_stop(News *news);
