#include "base/error.h"
#include "base/limits.h"
#include "brand/brand-image.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever is sent as a logo is an image that can be shown, or refused with the field at fault; and
 * what an image is does not depend on the bytes after what was read of it. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    g_autofree uint8_t *longer = g_malloc(size + 1);
    g_autoptr(GBytes) followed = NULL;
    g_autoptr(GError) error = NULL;
    BrandImage image = {.type = NULL}, again = {.type = NULL};

    if (!brand_image_read(bytes, &image, &error)) {
        g_assert_true(g_error_matches(error, APP_ERROR, APP_ERROR_INVALID) ||
                      g_error_matches(error, APP_ERROR, APP_ERROR_TOO_LARGE));
        g_assert_null(image.type);
        return 0;
    }
    g_assert_true(strcmp(image.type, "image/png") == 0 || strcmp(image.type, "image/jpeg") == 0);
    g_assert_cmpint(image.width, >=, 1);
    g_assert_cmpint(image.height, >=, 1);
    g_assert_cmpint(image.width, <=, LIMIT_LOGO_SIDE);
    g_assert_cmpint(image.height, <=, LIMIT_LOGO_SIDE);
    if (size == LIMIT_LOGO)
        return 0;
    memcpy(longer, data, size);
    longer[size] = 0xff;
    followed = g_bytes_new(longer, size + 1);
    g_assert_true(brand_image_read(followed, &again, NULL));
    g_assert_cmpstr(again.type, ==, image.type);
    g_assert_cmpint(again.width, ==, image.width);
    g_assert_cmpint(again.height, ==, image.height);
    return 0;
}
