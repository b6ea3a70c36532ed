/* confine-worker: one worker, seen from the server. Inside confine/ only; used by one thread at a
 * time. */
#pragma once

#include "confine/confine.h"

#include <stdint.h>

typedef struct ConfineWorker ConfineWorker;

/* Starts one, and waits until its door is closed. NULL and APP_ERROR_UNAVAILABLE with the reason
 * otherwise. */
ConfineWorker *confine_worker_new(const char *const *words, GError **error);

/* Ends it, at once. NULL is fine. */
void confine_worker_free(ConfineWorker *worker);

/* Has the request of a task (its place in the list) answered. NULL: it died or was killed, and
 * *ret_why says of what; only confine_worker_free() may follow. The caller unrefs the answer. */
GBytes *confine_worker_ask(ConfineWorker *worker, uint32_t task, GBytes *request,
                           const char **ret_why);

/* Whether it has lived long enough. */
bool confine_worker_is_old(const ConfineWorker *worker);
