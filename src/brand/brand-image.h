/* brand-image: is this a logo we can show? Inside this folder only.
 *
 * Only the head of the file is read, with every length checked: its type and how many pixels it
 * has, so that an image of a few bytes that unpacks to gigabytes is refused before any reader's
 * program opens it. Sources: PNG (ISO/IEC 15948) 11.2.2 IHDR; JPEG (ITU-T T.81) B.2.2 frame
 * header. */
#pragma once

#include "db/db.h"

typedef struct {
    const char *type;      /* "image/png", "image/jpeg"; static */
    int64_t width, height; /* pixels */
} BrandImage;

/* False with APP_ERROR_INVALID on the field "logo" when it is neither a PNG nor a JPEG or is over
 * LIMIT_LOGO_SIDE, and APP_ERROR_TOO_LARGE over LIMIT_LOGO. */
bool brand_image_read(GBytes *bytes, BrandImage *ret_image, GError **error);
