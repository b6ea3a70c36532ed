/* exchange: one request on a connection, from its first line until its answer has left.
 *
 *   the head has come      the route is found; a body that is too long is refused at once
 *   (an upload: a worker says whether this person may send it before a byte of it is read)
 *   the body comes         it is kept up to the route's limit; what is refused already is read and
 * dropped all has come           the connection sleeps, a worker answers and wakes it the answer
 * leaves
 *
 * One thread at a time owns an exchange: the one of its connection, or the worker while it sleeps.
 */
#pragma once

#include "http/assets.h"
#include "http/pool.h"
#include "http/request-inside.h"

#include <microhttpd.h>
#include <stdatomic.h>

/* What the exchanges of a server share. */
typedef struct {
    Site site;
    const Assets *assets;
    Pool *pool, *slow_pool;
    _Atomic int64_t held;      /* bytes of bodies in memory, LIMIT_HTTP_BODIES at most */
    _Atomic int64_t strangers; /* of them, forms with files: LIMIT_HTTP_STRANGERS at most */
    _Atomic int64_t active;    /* exchanges begun and not ended */
    _Atomic bool stopping;     /* nothing new is begun */
} Exchanges;

/* The callbacks of MHD_start_daemon(); cls is the Exchanges. */
void *exchange_on_target(void *cls, const char *target, struct MHD_Connection *connection);
enum MHD_Result exchange_on_data(void *cls, struct MHD_Connection *connection, const char *url,
                                 const char *method, const char *version, const char *data,
                                 size_t *data_size, void **exchange);
void exchange_on_end(void *cls, struct MHD_Connection *connection, void **exchange,
                     enum MHD_RequestTerminationCode how);

/* The work of the pools: item is an exchange. */
void exchange_work(void *item);
