/* pool: threads that work through a bounded queue, so that what a handler waits for (the disk, a
 * password hash) is never waited for by the threads that hold the connections. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef void (*PoolWork)(void *item);
typedef struct Pool Pool;

Pool *pool_new(const char *name, unsigned threads, size_t queue_max, PoolWork work);
/* False when the queue is full or closed: the item was not taken. Any thread. */
bool pool_push(Pool *pool, void *item);
/* Works through what is queued and ends the threads; from then on a push is refused. */
void pool_close(Pool *pool);
/* Closes it if nobody did. NULL is accepted. */
void pool_free(Pool *pool);
