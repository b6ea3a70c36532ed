#include "base/token.h"

#include "base/hash.h"

#include <sodium.h>
#include <string.h>

#define ID_SIZE  8
#define MAC_SIZE 10 /* 80 bits: no one guesses one in the lifetime of a mail server */

static const char digits[] = "abcdefghijklmnopqrstuvwxyz234567";

static void
write_base32(const uint8_t *bytes, size_t size, char *text)
{
    unsigned held = 0, bits = 0;

    for (size_t i = 0; i < size; i++) {
        held = held << 8 | bytes[i];
        for (bits += 8; bits >= 5; bits -= 5)
            *text++ = digits[held >> (bits - 5) & 31];
    }
    if (bits > 0)
        *text++ = digits[held << (5 - bits) & 31];
    *text = '\0';
}

/* The id in the first thirteen digits (its last bits are the first of the digest). */
static bool
read_id(const char *text, int64_t *ret_id)
{
    uint64_t id = 0;

    for (int i = 0; i < 13; i++) {
        const char *digit = text[i] != '\0' ? strchr(digits, text[i]) : NULL;
        unsigned value = digit != NULL ? (unsigned)(digit - digits) : 32;

        if (value > 31)
            return false;
        id = i < 12 ? id << 5 | value : id << 4 | value >> 1;
    }
    *ret_id = (int64_t)id;
    return *ret_id > 0;
}

char *
token_write(const uint8_t key[TOKEN_KEY_SIZE], const char *purpose, int64_t id)
{
    size_t size = ID_SIZE + strlen(purpose) + 1;
    g_autofree uint8_t *message = g_malloc(size);
    uint8_t digest[crypto_generichash_BYTES];
    uint8_t bytes[ID_SIZE + MAC_SIZE];
    char text[TOKEN_LENGTH + 1];

    for (int i = 0; i < ID_SIZE; i++)
        bytes[i] = (uint8_t)((uint64_t)id >> (56 - 8 * i));
    memcpy(message, bytes, ID_SIZE);
    memcpy(message + ID_SIZE, purpose, size - ID_SIZE);
    if (crypto_generichash(digest, sizeof digest, message, size, key, TOKEN_KEY_SIZE) != 0)
        g_error("the keyed digest is not available");
    memcpy(bytes + ID_SIZE, digest, MAC_SIZE);
    write_base32(bytes, sizeof bytes, text);
    return g_strdup(text);
}

int64_t
token_read(const uint8_t key[TOKEN_KEY_SIZE], const char *purpose, const char *text)
{
    g_autofree char *lower = NULL;
    g_autofree char *ours = NULL;
    int64_t id;

    if (text == NULL || strlen(text) != TOKEN_LENGTH)
        return 0;
    lower = g_ascii_strdown(text, -1);
    if (!read_id(lower, &id))
        return 0;
    ours = token_write(key, purpose, id);
    return secret_equal(ours, lower) ? id : 0;
}
