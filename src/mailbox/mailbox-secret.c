#include "mailbox/mailbox-secret.h"

#include <sodium.h>
#include <string.h>

/* Of crypto_kdf: what the key is for, and which one of that purpose. */
#define KDF_CONTEXT "mailbox_"
#define KDF_SECRETS 1

#define OVERHEAD (crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES)

static void
derive_key(const Context *context, uint8_t ret_key[crypto_secretbox_KEYBYTES])
{
    if (sodium_init() < 0)
        g_error("libsodium cannot start");
    crypto_kdf_derive_from_key(ret_key, crypto_secretbox_KEYBYTES, KDF_SECRETS, KDF_CONTEXT,
                               context->key);
}

char *
mailbox_seal(const Context *context, const char *secret)
{
    size_t size = strlen(secret), sealed_size = OVERHEAD + size;
    size_t text_size = sodium_base64_encoded_len(sealed_size, sodium_base64_VARIANT_ORIGINAL);
    g_autofree uint8_t *sealed = g_malloc(sealed_size);
    char *text = g_malloc(text_size);
    uint8_t key[crypto_secretbox_KEYBYTES];

    derive_key(context, key);
    randombytes_buf(sealed, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(sealed + crypto_secretbox_NONCEBYTES, (const uint8_t *)secret, size,
                          sealed, key);
    sodium_memzero(key, sizeof key);
    return sodium_bin2base64(text, text_size, sealed, sealed_size, sodium_base64_VARIANT_ORIGINAL);
}

char *
mailbox_unseal(const Context *context, const char *sealed)
{
    size_t text_size = strlen(sealed), size;
    g_autofree uint8_t *bytes = g_malloc(text_size + 1);
    uint8_t key[crypto_secretbox_KEYBYTES];
    char *secret;
    int opened;

    if (sodium_base642bin(bytes, text_size, sealed, text_size, NULL, &size, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        size < OVERHEAD)
        return NULL;
    secret = g_malloc0(size - OVERHEAD + 1);
    derive_key(context, key);
    opened = crypto_secretbox_open_easy((uint8_t *)secret, bytes + crypto_secretbox_NONCEBYTES,
                                        size - crypto_secretbox_NONCEBYTES, bytes, key);
    sodium_memzero(key, sizeof key);
    if (opened != 0)
        g_clear_pointer(&secret, g_free);
    return secret;
}

void
mailbox_secret_free(char *secret)
{
    if (secret == NULL)
        return;
    sodium_memzero(secret, strlen(secret));
    g_free(secret);
}
