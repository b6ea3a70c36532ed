#include "app/secret-key.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#define HEX_SIZE (2 * SECRET_KEY_SIZE + 1)

static bool
read_key(const char *path, uint8_t ret_key[SECRET_KEY_SIZE], GError **error)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) why = NULL;
    size_t size = 0;

    if (!g_file_get_contents(path, &text, NULL, &why))
        return error_set(error, APP_ERROR_UNAVAILABLE, "%s", why->message);
    g_strchomp(text);
    if (sodium_hex2bin(ret_key, SECRET_KEY_SIZE, text, strlen(text), NULL, &size, NULL) != 0 ||
        size != SECRET_KEY_SIZE)
        return error_set(error, APP_ERROR_UNAVAILABLE, "'%s' is not a key of Lien", path);
    return true;
}

static bool
write_whole(int fd, const char *text)
{
    return write(fd, text, strlen(text)) == (ssize_t)strlen(text) && fsync(fd) == 0;
}

/* Writes aside, then links into place: the name never stands for half a key, and the first one
 * wins. */
static bool
make_key(const char *path, GError **error)
{
    g_autofree char *aside = g_strconcat(path, ".XXXXXX", NULL);
    uint8_t key[SECRET_KEY_SIZE];
    char hex[HEX_SIZE + 1];
    bool made;
    int fd;

    if (sodium_init() < 0)
        g_error("libsodium cannot start");
    randombytes_buf(key, sizeof key);
    sodium_bin2hex(hex, HEX_SIZE, key, sizeof key);
    g_strlcat(hex, "\n", sizeof hex);
    fd = g_mkstemp_full(aside, O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0)
        return error_set(error, APP_ERROR_UNAVAILABLE, "cannot write '%s': %s", path,
                         g_strerror(errno));
    made = write_whole(fd, hex) && (link(aside, path) == 0 || errno == EEXIST);
    if (!made)
        error_set(error, APP_ERROR_UNAVAILABLE, "cannot write '%s': %s", path, g_strerror(errno));
    close(fd);
    unlink(aside);
    return made;
}

bool
secret_key_load(const char *path, uint8_t ret_key[SECRET_KEY_SIZE], GError **error)
{
    return (access(path, F_OK) == 0 || make_key(path, error)) && read_key(path, ret_key, error);
}
