#include "base/limits.h"
#include "base/picture.h"
#include "transcript/sheet-inside.h"

#include <string.h>

#define PIXEL      0.75  /* points: 96 pixels an inch */
#define HEIGHT_MAX 480.0 /* of a picture */
#define GAP        6.0

typedef struct {
    const unsigned char *bytes;
    gsize left;
} Reading;

static cairo_status_t
read_some(void *data, unsigned char *to, unsigned size)
{
    Reading *reading = data;

    if (size > reading->left)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(to, reading->bytes, size);
    reading->bytes += size;
    reading->left -= size;
    return CAIRO_STATUS_SUCCESS;
}

static void
unref_bytes(void *bytes)
{
    g_bytes_unref(bytes);
}

/* The file takes a JPEG as it is: nothing here unpacks it. */
static cairo_surface_t *
wrap_jpeg(GBytes *bytes, const Picture *picture)
{
    gsize size;
    const unsigned char *data = g_bytes_get_data(bytes, &size);
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)picture->width, (int)picture->height);

    if (cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, data, size, unref_bytes,
                                    bytes) == CAIRO_STATUS_SUCCESS)
        g_bytes_ref(bytes);
    return surface;
}

static cairo_surface_t *
open_picture(GBytes *bytes, Picture *ret_picture)
{
    Reading reading = {.left = 0};

    reading.bytes = g_bytes_get_data(bytes, &reading.left);
    if (!picture_read(reading.bytes, reading.left, ret_picture) || ret_picture->width < 1 ||
        ret_picture->height < 1 || ret_picture->width > LIMIT_PICTURE_PIXELS / ret_picture->height)
        return NULL;
    return strcmp(ret_picture->type, "image/jpeg") == 0
               ? wrap_jpeg(bytes, ret_picture)
               : cairo_image_surface_create_from_png_stream(read_some, &reading);
}

static void
draw(Sheet *sheet, cairo_surface_t *surface, const Picture *picture)
{
    double width = (double)picture->width * PIXEL, height = (double)picture->height * PIXEL;
    double scale = PIXEL * MIN(1, MIN(SHEET_TEXT / width, HEIGHT_MAX / height));

    height = (double)picture->height * scale;
    sheet_make_room(sheet, height + 2 * GAP);
    cairo_save(sheet->cairo);
    cairo_translate(sheet->cairo, SHEET_MARGIN, sheet->y + GAP);
    cairo_scale(sheet->cairo, scale, scale);
    cairo_set_source_surface(sheet->cairo, surface, 0, 0);
    cairo_paint(sheet->cairo);
    cairo_restore(sheet->cairo);
    sheet_draw_bar(sheet, sheet->y, height + 2 * GAP);
    sheet->y += height + 2 * GAP;
}

bool
sheet_picture(Sheet *sheet, GBytes *bytes)
{
    Picture picture;
    cairo_surface_t *surface = open_picture(bytes, &picture);
    bool sound = surface != NULL && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;

    if (sound)
        draw(sheet, surface, &picture);
    if (surface != NULL)
        cairo_surface_destroy(surface);
    return sound;
}
