/* seal: bytes as a place of backups keeps them: so that a change is noticed, and with a key so that
 * nobody else reads them.
 *
 * With a key they are encrypted (libsodium's secretstream, XChaCha20-Poly1305) under their name,
 * which is a keyed digest of the content: whoever has the place without the key learns sizes and
 * how many, and can neither change a byte nor put one thing in the place of another. Without a key
 * a SHA-256 stands before the bytes: it finds damage, not malice. */
#pragma once

#include "base/hash.h"

#include <stdbool.h>

typedef struct {
    uint8_t seal[32], name[32]; /* derived from the key of the file */
} SealKeys;

/* Makes a key in a new file that only its owner reads. APP_ERROR_CONFLICT when something is there.
 */
bool seal_key_make(const char *path, GError **error);
/* APP_ERROR_INVALID when it is none. */
bool seal_key_read(const char *path, SealKeys *ret_keys, GError **error);

/* The name of a content: the same for the same bytes and key. keys NULL: no key, below too. */
void seal_name(const SealKeys *keys, const void *bytes, gsize size, char ret_name[HASH_HEX_SIZE]);

/* As they are kept under a name, and how large that is. Owned by the caller. */
GBytes *seal_close(const SealKeys *keys, const char *name, const void *bytes, gsize size);
gsize seal_size(const SealKeys *keys, gsize size);

/* What was closed under that name; NULL when it was not, or was changed since. Owned by the caller.
 */
GBytes *seal_open(const SealKeys *keys, const char *name, const void *kept, gsize size);
