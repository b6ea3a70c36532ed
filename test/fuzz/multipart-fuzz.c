#include "http/multipart.h"

#include "base/limits.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first line is the Content-Type, the rest the body. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *feed = memchr(data, '\n', size);
    size_t first = feed != NULL ? (size_t)(feed - data) : size;
    g_autofree char *type = g_strndup((const char *)data, first);
    g_autofree char *boundary = multipart_boundary(type);
    g_autoptr(GBytes) body =
        g_bytes_new(data + first + (feed != NULL), size - first - (feed != NULL));
    g_autoptr(GPtrArray) parts = multipart_read(body, boundary != NULL ? boundary : "x", NULL);
    size_t total = 0;

    for (guint i = 0; parts != NULL && i < parts->len; i++) {
        const FormPart *part = parts->pdata[i];

        g_assert_true(g_utf8_validate(part->name, -1, NULL));
        g_assert_null(strchr(part->name, '\n'));
        g_assert_true(part->file_name == NULL || g_utf8_validate(part->file_name, -1, NULL));
        total += g_bytes_get_size(part->bytes);
    }
    g_assert_cmpuint(total, <=, size);
    return 0;
}
