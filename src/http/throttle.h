/* throttle: how often one client may do something that costs us, for routes that anyone may call.
 * A measure that fills again with time, for each purpose and client: an IPv4 address, or the /64 of
 * one IPv6 subscriber. In memory, of this process; a restart forgives. Addresses are personal data:
 * they are kept no longer than the measure takes to fill. */
#pragma once

#include "http/request.h"

typedef struct {
    const char *purpose; /* "chat.message" */
    unsigned count;      /* at once, and */
    int64_t period;      /* the milliseconds in which that many come back */
} Throttle;

/* Takes one. APP_ERROR_TOO_MANY when none is left: the answer then carries Retry-After. */
bool throttle_take(Request *request, const Throttle *throttle, GError **error);

/* For tests: all are full again. */
void throttle_forgive_all(void);
