/* sign-in: an address and a password against what we keep, and the waits that wrong ones earn.
 *
 * Failures are counted twice: for the account from that client, where five are free (people
 * mistype) and each further one doubles the wait, to 15 minutes at most; and for the client alone,
 * where fifty are free (an office shares one address). An hour without any starts the count again.
 * An attempt counts as failed from before the password is looked at until it proves right, so that
 * a hundred sent at once gain nothing. Other clients never wait for what this one did.
 *
 * What is counted is kept under a keyed digest: the table holds no address. */
#pragma once

#include "base/hash.h"
#include "module/context.h"

#include <glib.h>

#define SIGN_IN_FREE        5  /* failures of an account from a client */
#define SIGN_IN_FREE_CLIENT 50 /* failures of a client, all accounts */
#define SIGN_IN_WAIT_MAX    (15 * CLOCK_MINUTE)
#define SIGN_IN_FORGET      CLOCK_HOUR

/* Opens a session. APP_ERROR_UNAUTHENTICATED when address or password is wrong, and never which;
 * APP_ERROR_TOO_MANY, with *ret_wait in seconds, when it is too early to try again. client: the
 * address the request came from. Slow. */
bool sign_in(Context *context, const char *email, const char *password, const char *client,
             int64_t *ret_staff, char ret_secret[SECRET_SIZE], int64_t *ret_wait, GError **error);

/* The same proof, counted and refused alike, without a session: someone who is signed in changes
 * their password. email: as it is kept. */
bool sign_in_prove(Context *context, const char *email, const char *password, const char *client,
                   int64_t *ret_wait, GError **error);

/* Milliseconds from the last failure until the next attempt is looked at. */
int64_t sign_in_delay(int64_t failures, int64_t free_failures);
