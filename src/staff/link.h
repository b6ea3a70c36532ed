/* link: an address that works once. It makes the first administrator of a new house, or lets the
 * holder of an account choose a password: an invitation, a forgotten one. Whoever holds the link is
 * believed, so it ends soon and works once. */
#pragma once

#include "base/hash.h"
#include "staff/staff.h"

#include <glib.h>

/* What a secret opens: *ret_staff is the account (owned by the caller), NULL for the first
 * administrator's. APP_ERROR_NOT_FOUND when it does not work (any more). */
bool link_look(Db *db, const char *secret, Staff **ret_staff, GError **error);

/* Uses it, and signs in. email and name are read for the first administrator only. Slow. */
bool link_use(Database *database, const char *secret, const char *email, const char *name,
              const char *password, int64_t *ret_staff, char ret_session[SECRET_SIZE],
              GError **error);
