/* wait: a condition variable with a limit in milliseconds that does not move when the clock is set.
 */
#pragma once

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

void wait_init(pthread_cond_t *cond);

/* Waits until cond is signalled (true) or ms have passed (false); 0 or less does not wait. Like
 * pthread_cond_wait() it may also wake for nothing: look at what is waited for again. */
bool wait_for(pthread_cond_t *cond, pthread_mutex_t *lock, int64_t ms);
