#include "app/backup/seal.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define KEY_SIZE    32
#define KDF_CONTEXT "lienback" /* of crypto_kdf, eight bytes */
#define KDF_SEAL    1
#define KDF_NAME    2

#define HEADER crypto_secretstream_xchacha20poly1305_HEADERBYTES
#define MARGIN (HEADER + crypto_secretstream_xchacha20poly1305_ABYTES)

/* ---- The key ---- */

bool
seal_key_make(const char *path, GError **error)
{
    uint8_t key[KEY_SIZE];
    char hex[2 * KEY_SIZE + 1];
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool written;

    if (fd < 0)
        return error_set(error, errno == EEXIST ? APP_ERROR_CONFLICT : APP_ERROR_UNAVAILABLE,
                         "cannot make a key in '%s': %s", path, g_strerror(errno));
    randombytes_buf(key, sizeof key);
    sodium_bin2hex(hex, sizeof hex, key, sizeof key);
    hex[2 * KEY_SIZE] = '\n';
    written = write(fd, hex, sizeof hex) == sizeof hex && fsync(fd) == 0;
    sodium_memzero(key, sizeof key);
    sodium_memzero(hex, sizeof hex);
    close(fd);
    return written || error_set(error, APP_ERROR_UNAVAILABLE, "cannot write '%s'", path);
}

bool
seal_key_read(const char *path, SealKeys *ret_keys, GError **error)
{
    g_autofree char *hex = NULL;
    g_autoptr(GError) why = NULL;
    uint8_t key[KEY_SIZE];
    gsize size, length;

    if (!g_file_get_contents(path, &hex, &length, &why))
        return error_set(error, APP_ERROR_INVALID, "--key: %s", why->message);
    if (sodium_hex2bin(key, sizeof key, hex, length, " \r\n", &size, NULL) != 0 ||
        size != sizeof key)
        return error_set(error, APP_ERROR_INVALID,
                         "--key: '%s' holds no key; lien backup --new-key FILE makes one", path);
    crypto_kdf_derive_from_key(ret_keys->seal, sizeof ret_keys->seal, KDF_SEAL, KDF_CONTEXT, key);
    crypto_kdf_derive_from_key(ret_keys->name, sizeof ret_keys->name, KDF_NAME, KDF_CONTEXT, key);
    sodium_memzero(key, sizeof key);
    sodium_memzero(hex, length);
    return true;
}

/* ---- Names ---- */

void
seal_name(const SealKeys *keys, const void *bytes, gsize size, char ret_name[HASH_HEX_SIZE])
{
    uint8_t digest[32];

    if (keys == NULL) {
        hash_sha256_hex(bytes, size, ret_name);
        return;
    }
    crypto_generichash(digest, sizeof digest, bytes, size, keys->name, sizeof keys->name);
    sodium_bin2hex(ret_name, HASH_HEX_SIZE, digest, sizeof digest);
}

/* ---- Contents ---- */

gsize
seal_size(const SealKeys *keys, gsize size)
{
    return size + (keys != NULL ? (gsize)MARGIN : (gsize)HASH_SHA256_SIZE);
}

/* Of the name and the bytes: what lies under another name is not taken for it. */
static void
digest_of(const char *name, const void *bytes, gsize size, uint8_t ret_digest[HASH_SHA256_SIZE])
{
    g_autoptr(GByteArray) all = g_byte_array_sized_new((guint)(strlen(name) + size));

    g_byte_array_append(all, (const uint8_t *)name, (guint)strlen(name));
    g_byte_array_append(all, bytes, (guint)size);
    hash_sha256(all->data, all->len, ret_digest);
}

GBytes *
seal_close(const SealKeys *keys, const char *name, const void *bytes, gsize size)
{
    gsize kept_size = seal_size(keys, size);
    uint8_t *kept = g_malloc(kept_size);
    crypto_secretstream_xchacha20poly1305_state state;

    if (keys == NULL) {
        digest_of(name, bytes, size, kept);
        memcpy(kept + HASH_SHA256_SIZE, bytes, size);
    } else {
        crypto_secretstream_xchacha20poly1305_init_push(&state, kept, keys->seal);
        crypto_secretstream_xchacha20poly1305_push(&state, kept + HEADER, NULL, bytes, size,
                                                   (const uint8_t *)name, strlen(name),
                                                   crypto_secretstream_xchacha20poly1305_TAG_FINAL);
    }
    return g_bytes_new_take(kept, kept_size);
}

static GBytes *
open_plain(const char *name, const uint8_t *kept, gsize size)
{
    uint8_t digest[HASH_SHA256_SIZE];

    if (size < sizeof digest)
        return NULL;
    digest_of(name, kept + sizeof digest, size - sizeof digest, digest);
    return memcmp(digest, kept, sizeof digest) == 0
               ? g_bytes_new(kept + sizeof digest, size - sizeof digest)
               : NULL;
}

GBytes *
seal_open(const SealKeys *keys, const char *name, const void *bytes, gsize size)
{
    const uint8_t *kept = bytes;
    crypto_secretstream_xchacha20poly1305_state state;
    uint8_t *opened;
    uint8_t tag;

    if (keys == NULL)
        return open_plain(name, kept, size);
    if (size < MARGIN ||
        crypto_secretstream_xchacha20poly1305_init_pull(&state, kept, keys->seal) != 0)
        return NULL;
    opened = g_malloc(size - MARGIN + 1);
    if (crypto_secretstream_xchacha20poly1305_pull(&state, opened, NULL, &tag, kept + HEADER,
                                                   size - HEADER, (const uint8_t *)name,
                                                   strlen(name)) == 0 &&
        tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL)
        return g_bytes_new_take(opened, size - MARGIN);
    g_free(opened);
    return NULL;
}
