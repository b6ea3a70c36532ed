/* hash: digests and random secrets. SHA-256 is OpenSSL's (nine times GChecksum here); random bytes
 * and comparisons in constant time are libsodium's. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define HASH_SHA256_SIZE 32
#define HASH_HEX_SIZE    65 /* SHA-256 in hexadecimal, with its NUL */
#define SECRET_SIZE      44 /* a secret in base64url, with its NUL */

void hash_sha256(const void *bytes, gsize size, uint8_t ret_digest[HASH_SHA256_SIZE]);
void hash_sha256_hex(const void *bytes, gsize size, char ret_hex[HASH_HEX_SIZE]);

/* 63 bits of the SHA-256 of a text: a short key for an index on long, foreign texts (Message-IDs).
 * Whoever finds a row by it compares the text itself too. */
int64_t hash_key(const char *text);

/* 256 random bits as base64url: session, token, link. What is stored is secret_digest() of it. */
void secret_new(char ret_secret[SECRET_SIZE]);

/* 63 random bits: what a program is told from others by. No id, which follows the clock: a command
 * may set that to a time of its own, and an id of today would push those it makes behind it. */
int64_t random_number(void);

/* What the database keeps of a secret: its SHA-256 in hexadecimal. A secret has 256 random bits, so
 * there is nothing to slow down for. */
void secret_digest(const char *secret, char ret_hex[HASH_HEX_SIZE]);

/* HMAC-SHA-256 of a text under a key of any size (RFC 2104), in hexadecimal. Owned by the caller.
 */
char *hmac_sha256_hex(const void *key, gsize key_size, const char *text);

/* Equal in a time that does not depend on where they differ. */
bool secret_equal(const char *a, const char *b);
