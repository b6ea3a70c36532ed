/* throttle: how often one client may do something that costs us, for routes that anyone may call:
 * each names its own (route.h). A measure that fills again with time, for each purpose and client:
 * an IPv4 address, or the /64 of one IPv6 subscriber. In memory, of this process; a restart
 * forgives. Addresses are personal data: they are kept no longer than the measure takes to fill. */
#pragma once

#include "http/request.h"

typedef struct Throttle {
    const char *purpose; /* "chat.message" */
    unsigned count;      /* at once, and */
    int64_t period;      /* the milliseconds in which that many come back */
} Throttle;

/* Of pages and answers that cost little, all together: 600 a minute, for a firm behind one address
 * has many people. */
extern const Throttle throttle_open;
/* Of what a secret can be guessed by, besides what slows guesses themselves: 120 a minute. */
extern const Throttle throttle_secret;

/* Takes one, for the route of the request before its handler runs. APP_ERROR_TOO_MANY when none is
 * left: the answer then carries Retry-After. */
bool throttle_take(Request *request, const Throttle *throttle, GError **error);

/* For tests: all are full again. */
void throttle_forgive_all(void);
