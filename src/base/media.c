#include "base/media.h"

#include <magic.h>
#include <string.h>

/* All formats tell themselves in their first bytes; an archive of office documents within this. */
#define LOOK_AT ((gsize)64 * 1024)

typedef struct {
    const char *bytes;
    gsize length;
    const char *type;
} Signature;

/* What most mails carry, told without asking libmagic (0.1 to 1 ms a file). */
static const Signature signatures[] = {
    {"\x89PNG\r\n\x1A\n", 8, "image/png"},
    {"\xFF\xD8\xFF", 3, "image/jpeg"},
    {"GIF87a", 6, "image/gif"},
    {"GIF89a", 6, "image/gif"},
    {"%PDF-", 5, "application/pdf"},
};

static void
close_magic(void *cookie)
{
    magic_close(cookie);
}

static GPrivate thread_magic = G_PRIVATE_INIT(close_magic);

static magic_t
magic(void)
{
    magic_t cookie = g_private_get(&thread_magic);

    if (cookie != NULL)
        return cookie;
    cookie = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF);
    if (cookie != NULL && magic_load(cookie, NULL) != 0)
        g_clear_pointer(&cookie, magic_close);
    g_private_set(&thread_magic, cookie);
    return cookie;
}

const char *
media_type(const void *bytes, gsize size)
{
    const char *type = NULL;
    magic_t cookie;

    for (gsize i = 0; i < G_N_ELEMENTS(signatures); i++)
        if (size >= signatures[i].length &&
            memcmp(bytes, signatures[i].bytes, signatures[i].length) == 0)
            return signatures[i].type;
    cookie = magic();
    if (cookie != NULL && size > 0)
        type = magic_buffer(cookie, bytes, MIN(size, LOOK_AT));
    if (type == NULL || strchr(type, '/') == NULL || g_str_has_prefix(type, "application/x-empty"))
        return "application/octet-stream";
    return g_intern_string(type);
}
