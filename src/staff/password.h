/* password: argon2id by libsodium, with its parameters in the string that is kept.
 *
 * A hash costs 19 MiB and about 26 ms of a core: at most two are made at once, whoever asks; others
 * wait their turn, a bounded time, in a bounded queue. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* True if the password may protect the account of that address; otherwise APP_ERROR_INVALID on
 * "password". */
bool password_acceptable(const char *password, const char *email, GError **error);

/* What is kept of a password. Owned by the caller. NULL with APP_ERROR_UNAVAILABLE when too many
 * wait. */
char *password_hash(const char *password, GError **error);

/* Compares. hash NULL (nobody has that account): the same time, and never right. *ret_old: right,
 * but the hash was made with other parameters and should be made again. */
bool password_verify(const char *hash, const char *password, bool *ret_right, bool *ret_old,
                     GError **error);
