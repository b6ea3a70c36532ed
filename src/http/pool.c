#include "http/pool.h"

#include <pthread.h>

struct Pool {
    PoolWork work;
    pthread_mutex_t lock;
    pthread_cond_t filled;
    GQueue items;
    size_t queue_max;
    bool closing;
    unsigned n_threads;
    GThread **threads;
};

/* The next item, or NULL once the pool closes and its queue is empty. */
static void *
take(Pool *pool)
{
    void *item;

    pthread_mutex_lock(&pool->lock);
    while (g_queue_is_empty(&pool->items) && !pool->closing)
        pthread_cond_wait(&pool->filled, &pool->lock);
    item = g_queue_pop_head(&pool->items);
    pthread_mutex_unlock(&pool->lock);
    return item;
}

static void *
run(void *data)
{
    Pool *pool = data;

    for (void *item = take(pool); item != NULL; item = take(pool))
        pool->work(item);
    return NULL;
}

Pool *
pool_new(const char *name, unsigned threads, size_t queue_max, PoolWork work)
{
    Pool *pool = g_new0(Pool, 1);

    pool->work = work;
    pool->queue_max = queue_max;
    pool->n_threads = threads;
    pool->threads = g_new0(GThread *, threads);
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->filled, NULL);
    g_queue_init(&pool->items);
    for (unsigned i = 0; i < threads; i++)
        pool->threads[i] = g_thread_new(name, run, pool);
    return pool;
}

bool
pool_push(Pool *pool, void *item)
{
    bool taken;

    pthread_mutex_lock(&pool->lock);
    taken = pool->items.length < pool->queue_max && !pool->closing;
    if (taken) {
        g_queue_push_tail(&pool->items, item);
        pthread_cond_signal(&pool->filled);
    }
    pthread_mutex_unlock(&pool->lock);
    return taken;
}

void
pool_close(Pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->closing = true;
    pthread_cond_broadcast(&pool->filled);
    pthread_mutex_unlock(&pool->lock);
    for (unsigned i = 0; i < pool->n_threads; i++)
        g_thread_join(pool->threads[i]);
    pool->n_threads = 0;
}

void
pool_free(Pool *pool)
{
    if (pool == NULL)
        return;
    pool_close(pool);
    pthread_cond_destroy(&pool->filled);
    pthread_mutex_destroy(&pool->lock);
    g_free(pool->threads);
    g_free(pool);
}
