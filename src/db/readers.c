#include "db/readers.h"

#include "db/engine.h"

#include <pthread.h>

struct Readers {
    pthread_key_t key; /* the Db of each thread */
    ReaderOpen open;
    void *data;
};

/* Every open reading connection of the process → its Readers. A thread that ends looks its
 * connection up here before it touches it: the database may be closing it at the same moment. */
static GHashTable *connections;
static pthread_mutex_t connections_lock = PTHREAD_MUTEX_INITIALIZER;

static void
thread_ended(void *db)
{
    bool ours;

    pthread_mutex_lock(&connections_lock);
    ours = g_hash_table_remove(connections, db);
    pthread_mutex_unlock(&connections_lock);
    if (ours)
        engine_close(db);
}

Readers *
readers_new(ReaderOpen open, void *data)
{
    Readers *readers = g_new0(Readers, 1);

    readers->open = open;
    readers->data = data;
    if (pthread_key_create(&readers->key, thread_ended) != 0)
        g_error("no thread key left");
    pthread_mutex_lock(&connections_lock);
    if (connections == NULL)
        connections = g_hash_table_new(NULL, NULL);
    pthread_mutex_unlock(&connections_lock);
    return readers;
}

static gboolean
close_of(void *db, void *owner, void *readers)
{
    if (owner != readers)
        return FALSE;
    engine_close(db);
    return TRUE;
}

void
readers_free(Readers *readers)
{
    if (readers == NULL)
        return;
    pthread_key_delete(readers->key);
    pthread_mutex_lock(&connections_lock);
    g_hash_table_foreach_remove(connections, close_of, readers);
    pthread_mutex_unlock(&connections_lock);
    g_free(readers);
}

Db *
readers_get(Readers *readers, GError **error)
{
    Db *db = pthread_getspecific(readers->key);

    if (db != NULL)
        return db;
    db = readers->open(readers->data, error);
    if (db == NULL)
        return NULL;
    pthread_mutex_lock(&connections_lock);
    g_hash_table_insert(connections, db, readers);
    pthread_mutex_unlock(&connections_lock);
    pthread_setspecific(readers->key, db);
    return db;
}
