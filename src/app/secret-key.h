/* secret-key: 32 bytes that make the tokens and links of one organisation ours. Made once, kept in
 * a file that only its owner reads. Whoever has it can forge addresses that thread, not sign in. */
#pragma once

#include "db/db.h"

#include <stdbool.h>
#include <stdint.h>

#define SECRET_KEY_SIZE 32

/* As secret_key_load(), once it is known that the organisation of the store has no other key: a
 * node that has lost its key, or never had it, is told so instead of making its own. */
bool secret_key_agree(Database *database, const char *path, uint8_t ret_key[SECRET_KEY_SIZE],
                      GError **error);

/* Reads the key, or makes it when there is no file. Two programs that make it at once get the same.
 */
bool secret_key_load(const char *path, uint8_t ret_key[SECRET_KEY_SIZE], GError **error);
