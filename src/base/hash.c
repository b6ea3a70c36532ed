#include "base/hash.h"

#include <openssl/evp.h>
#include <sodium.h>
#include <string.h>

void
hash_sha256(const void *bytes, gsize size, uint8_t ret_digest[HASH_SHA256_SIZE])
{
    if (EVP_Digest(bytes, size, ret_digest, NULL, EVP_sha256(), NULL) != 1)
        g_error("SHA-256 is not available");
}

void
hash_sha256_hex(const void *bytes, gsize size, char ret_hex[HASH_HEX_SIZE])
{
    uint8_t digest[HASH_SHA256_SIZE];

    hash_sha256(bytes, size, digest);
    sodium_bin2hex(ret_hex, HASH_HEX_SIZE, digest, sizeof digest);
}

int64_t
hash_key(const char *text)
{
    uint8_t digest[HASH_SHA256_SIZE];
    uint64_t key = 0;

    hash_sha256(text, strlen(text), digest);
    for (int i = 0; i < 8; i++)
        key = key << 8 | digest[i];
    return (int64_t)(key >> 1);
}

void
secret_new(char ret_secret[SECRET_SIZE])
{
    uint8_t bytes[32];

    if (sodium_init() < 0)
        g_error("libsodium cannot start");
    randombytes_buf(bytes, sizeof bytes);
    sodium_bin2base64(ret_secret, SECRET_SIZE, bytes, sizeof bytes,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

int64_t
random_number(void)
{
    char secret[SECRET_SIZE];

    secret_new(secret);
    return hash_key(secret);
}

void
secret_digest(const char *secret, char ret_hex[HASH_HEX_SIZE])
{
    hash_sha256_hex(secret, strlen(secret), ret_hex);
}

char *
hmac_sha256_hex(const void *key, gsize key_size, const char *text)
{
    crypto_auth_hmacsha256_state state;
    uint8_t digest[crypto_auth_hmacsha256_BYTES];
    char hex[2 * sizeof digest + 1];

    crypto_auth_hmacsha256_init(&state, key, key_size);
    crypto_auth_hmacsha256_update(&state, (const uint8_t *)text, strlen(text));
    crypto_auth_hmacsha256_final(&state, digest);
    sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
    return g_strdup(hex);
}

bool
secret_equal(const char *a, const char *b)
{
    gsize size = strlen(a);

    return size == strlen(b) && sodium_memcmp(a, b, size) == 0;
}
