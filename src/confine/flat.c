#include "confine/flat.h"

#include <string.h>

#define NO_TEXT G_MAXUINT32 /* the length of a text that is not there */

void
flat_put_number(GByteArray *out, int64_t number)
{
    g_byte_array_append(out, (const guint8 *)&number, sizeof number);
}

static void
put_length(GByteArray *out, uint32_t length)
{
    g_byte_array_append(out, (const guint8 *)&length, sizeof length);
}

void
flat_put_text(GByteArray *out, const char *text)
{
    if (text == NULL)
        put_length(out, NO_TEXT);
    else
        flat_put_bytes(out, text, strlen(text));
}

void
flat_put_bytes(GByteArray *out, const void *bytes, gsize size)
{
    g_assert(size < NO_TEXT);
    put_length(out, (uint32_t)size);
    if (size > 0)
        g_byte_array_append(out, bytes, (guint)size);
}

FlatReader
flat_reader(GBytes *whole)
{
    gsize size;
    const uint8_t *bytes = g_bytes_get_data(whole, &size);

    return (FlatReader){.whole = whole, .at = bytes, .end = size > 0 ? bytes + size : bytes};
}

/* The next bytes, or NULL when there are not so many. */
static const uint8_t *
take(FlatReader *reader, gsize size)
{
    const uint8_t *taken = reader->at;

    if (reader->broken || size > (gsize)(reader->end - reader->at)) {
        reader->broken = true;
        return NULL;
    }
    reader->at += size;
    return taken;
}

int64_t
flat_number(FlatReader *reader, int64_t least, int64_t most)
{
    const uint8_t *taken = take(reader, sizeof(int64_t));
    int64_t number = least;

    if (taken != NULL)
        memcpy(&number, taken, sizeof number);
    if (number >= least && number <= most)
        return number;
    reader->broken = true;
    return least;
}

/* The bytes of the next piece and how many, max at most. NULL: broken, or *ret_size NO_TEXT. */
static const uint8_t *
take_piece(FlatReader *reader, gsize max, uint32_t *ret_size)
{
    const uint8_t *taken = take(reader, sizeof *ret_size);

    *ret_size = 0;
    if (taken == NULL)
        return NULL;
    memcpy(ret_size, taken, sizeof *ret_size);
    if (*ret_size == NO_TEXT)
        return NULL;
    reader->broken = *ret_size > max;
    return take(reader, *ret_size);
}

char *
flat_text(FlatReader *reader, gsize max)
{
    uint32_t size;
    const uint8_t *text = take_piece(reader, max, &size);

    /* Told a length, g_utf8_validate() refuses a NUL inside as well. */
    if (text == NULL)
        return NULL;
    if (g_utf8_validate((const char *)text, (gssize)size, NULL))
        return g_strndup((const char *)text, size);
    reader->broken = true;
    return NULL;
}

char *
flat_text_needed(FlatReader *reader, gsize max)
{
    char *text = flat_text(reader, max);

    if (text != NULL)
        return text;
    reader->broken = true;
    return g_strdup("");
}

GBytes *
flat_bytes(FlatReader *reader, gsize max)
{
    uint32_t size;
    const uint8_t *bytes = take_piece(reader, max, &size);

    if (bytes == NULL) {
        reader->broken = true;
        return g_bytes_new(NULL, 0);
    }
    return g_bytes_new_from_bytes(
        reader->whole, (gsize)(bytes - (const uint8_t *)g_bytes_get_data(reader->whole, NULL)),
        size);
}

bool
flat_end(const FlatReader *reader)
{
    return !reader->broken && reader->at == reader->end;
}
