/* session: a browser that signed in, or a script with a token, found again at each request.
 *
 * A session slides: it ends staff.session_hours after its last use, and SESSION_LIFE after it was
 * opened, whatever its use. Its use is written once in SESSION_TOUCH, so that reading costs no
 * write. Who a secret belongs to is remembered in memory for SESSION_MEMORY; every change made in
 * this process forgets all at once, a change made elsewhere (a command, another node) is seen
 * within that time. */
#pragma once

#include "base/clock.h"
#include "base/hash.h"
#include "db/db.h"
#include "http/right.h"

#include <glib.h>

#define SESSION_LIFE   (30 * CLOCK_DAY)
#define SESSION_TOUCH  (5 * CLOCK_MINUTE)
#define SESSION_MEMORY (30 * CLOCK_SECOND)

/* Opens one; its secret goes in the cookie. Writes the fact "staff.signed_in". */
bool session_open(Db *tx, int64_t staff, char ret_secret[SECRET_SIZE], GError **error);

/* Ends one; all of an account with its tokens and links; all of an account but one. Call
 * session_forget() once the transaction is committed. */
bool session_end(Db *tx, int64_t session, GError **error);
bool session_end_all(Db *tx, int64_t staff, GError **error);
bool session_end_others(Db *tx, int64_t staff, int64_t session, GError **error);

/* Drops what is remembered of who signed in. */
void session_forget(void);

/* The CSRF secret of a session, owned by the caller. 1, 0, -1. */
int session_csrf(Db *db, const char *secret, char **ret_csrf, GError **error);
