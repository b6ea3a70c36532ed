/* token: a number of ours that strangers carry about (in an address, in a link) and give back: the
 * id and a keyed digest of it, so that nobody can make one up nor use one for anything else than
 * what it was made for. Nothing has to be stored: whoever has the key of the organisation makes the
 * same token again.
 *
 * Lower-case letters and digits only (base 32, RFC 4648), because mail servers fold the case of
 * addresses; read in any case. */
#pragma once

#include <stdint.h>

#define TOKEN_LENGTH   29 /* characters */
#define TOKEN_KEY_SIZE 32 /* bytes */

/* purpose: what it is for, a word of ours ("conversation-token"). Owned by the caller. */
char *token_write(const uint8_t key[TOKEN_KEY_SIZE], const char *purpose, int64_t id);

/* The id in a token made for that purpose with that key; 0 when text (may be NULL) is none. */
int64_t token_read(const uint8_t key[TOKEN_KEY_SIZE], const char *purpose, const char *text);
