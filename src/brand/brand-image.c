#include "brand/brand-image.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/picture.h"

bool
brand_image_read(GBytes *bytes, BrandImage *ret_image, GError **error)
{
    gsize size;
    const uint8_t *data = g_bytes_get_data(bytes, &size);
    Picture image;

    if (size > LIMIT_LOGO)
        return error_set_field(error, APP_ERROR_TOO_LARGE, "logo", "is over %d bytes", LIMIT_LOGO);
    if (!picture_read(data, size, &image))
        return error_set_field(error, APP_ERROR_INVALID, "logo", "is neither a PNG nor a JPEG");
    if (image.width < 1 || image.height < 1 || image.width > LIMIT_LOGO_SIDE ||
        image.height > LIMIT_LOGO_SIDE)
        return error_set_field(error, APP_ERROR_INVALID, "logo", "must have 1 to %d pixels a side",
                               LIMIT_LOGO_SIDE);
    *ret_image = (BrandImage){image.type, image.width, image.height};
    return true;
}
