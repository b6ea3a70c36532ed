#include "base/picture.h"

#include <string.h>

static const uint8_t png_head[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n',
                                   0,    0,   0,   13,  'I',  'H',  'D',  'R'};

static int64_t
number(const uint8_t *bytes, size_t size)
{
    int64_t value = 0;

    for (size_t i = 0; i < size; i++)
        value = value << 8 | bytes[i];
    return value;
}

static bool
read_png(const uint8_t *bytes, size_t size, Picture *ret_picture)
{
    if (size < sizeof png_head + 8 || memcmp(bytes, png_head, sizeof png_head) != 0)
        return false;
    *ret_picture = (Picture){
        .type = "image/png",
        .width = number(bytes + sizeof png_head, 4),
        .height = number(bytes + sizeof png_head + 4, 4),
    };
    return true;
}

/* SOF0 to SOF15, without the tables that lie between them: DHT, JPG, DAC. */
static bool
is_frame(uint8_t marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* Segments follow each other up to the frame header: FF, marker, length of two bytes and so many
 * bytes, the length's included. */
static bool
read_jpeg(const uint8_t *bytes, size_t size, Picture *ret_picture)
{
    size_t at = 2;

    if (size < 4 || bytes[0] != 0xff || bytes[1] != 0xd8)
        return false;
    while (at + 4 <= size && bytes[at] == 0xff) {
        uint8_t marker = bytes[at + 1];
        size_t length = (size_t)number(bytes + at + 2, 2);

        if (marker == 0xff) { /* filled up */
            at++;
            continue;
        }
        if (length < 2 || length > size - at - 2)
            return false;
        if (is_frame(marker)) {
            if (length < 7)
                return false;
            *ret_picture = (Picture){
                .type = "image/jpeg",
                .width = number(bytes + at + 7, 2),
                .height = number(bytes + at + 5, 2),
            };
            return true;
        }
        at += 2 + length;
    }
    return false;
}

bool
picture_read(const void *bytes, gsize size, Picture *ret_picture)
{
    return read_png(bytes, size, ret_picture) || read_jpeg(bytes, size, ret_picture);
}
