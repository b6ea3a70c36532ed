/* picture: what an image says of itself in its first bytes, before anything unpacks it: an image of
 * a few bytes may unpack to gigabytes. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    const char *type;      /* "image/png", "image/jpeg"; static */
    int64_t width, height; /* pixels, as it says: any number */
} Picture;

/* False when it is neither a PNG nor a JPEG. */
bool picture_read(const void *bytes, gsize size, Picture *ret_picture);
