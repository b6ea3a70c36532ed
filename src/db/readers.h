/* readers: a connection for each thread that reads, opened when the thread first asks, closed when
 * the thread ends or the whole is freed, whichever comes first. */
#pragma once

#include "db/db.h"

typedef struct Readers Readers;
typedef Db *(*ReaderOpen)(void *data, GError **error);

Readers *readers_new(ReaderOpen open, void *data);
/* Closes every connection, those of threads that live on too. Accepts NULL. */
void readers_free(Readers *readers);

/* The connection of this thread, or NULL when it could not be opened. */
Db *readers_get(Readers *readers, GError **error);
