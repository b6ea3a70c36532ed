#include "app/demo/demo-file.h"

#include <gio/gio.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

/* ---- PDF: as small as the format allows (ISO 32000-1, 7.5) ---- */

/* Text of a PDF string in WinAnsi: what it cannot hold becomes '?'. */
static void
append_pdf_text(GString *page, const char *text)
{
    g_autofree char *latin =
        g_convert_with_fallback(text, -1, "WINDOWS-1252", "UTF-8", "?", NULL, NULL, NULL);

    for (const char *at = latin != NULL ? latin : ""; *at != '\0'; at++) {
        if (strchr("()\\", *at) != NULL)
            g_string_append_c(page, '\\');
        g_string_append_c(page, *at);
    }
}

static GString *
pdf_page(const char *title, const char *text)
{
    GString *page = g_string_new("BT /F1 16 Tf 60 780 Td (");
    g_auto(GStrv) lines = g_strsplit(text, "\n", 40);

    append_pdf_text(page, title);
    g_string_append(page, ") Tj /F1 11 Tf 0 -34 Td 15 TL\n");
    for (char **line = lines; *line != NULL; line++) {
        g_string_append_c(page, '(');
        append_pdf_text(page, *line);
        g_string_append(page, ") Tj T*\n");
    }
    g_string_append(page, "ET");
    return page;
}

GBytes *
demo_pdf(const char *title, const char *text)
{
    g_autoptr(GString) page = pdf_page(title, text);
    GString *pdf = g_string_new("%PDF-1.4\n");
    g_autofree char *content =
        g_strdup_printf("<< /Length %zu >>\nstream\n%s\nendstream", page->len, page->str);
    const char *const objects[] = {
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        content,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    };
    gsize starts[G_N_ELEMENTS(objects)], table;

    for (size_t i = 0; i < G_N_ELEMENTS(objects); i++) {
        starts[i] = pdf->len;
        g_string_append_printf(pdf, "%zu 0 obj\n%s\nendobj\n", i + 1, objects[i]);
    }
    table = pdf->len;
    g_string_append_printf(pdf, "xref\n0 %zu\n0000000000 65535 f \n", G_N_ELEMENTS(objects) + 1);
    for (size_t i = 0; i < G_N_ELEMENTS(objects); i++)
        g_string_append_printf(pdf, "%010zu 00000 n \n", starts[i]);
    g_string_append_printf(pdf, "trailer << /Size %zu /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
                           G_N_ELEMENTS(objects) + 1, table);
    return g_string_free_to_bytes(pdf);
}

/* ---- PNG (ISO 15948): the bytes are deflated by GIO ---- */

static guint32
crc(const guint8 *bytes, gsize size)
{
    guint32 sum = 0xFFFFFFFF;

    for (gsize i = 0; i < size; i++) {
        sum ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            sum = (sum >> 1) ^ (sum & 1 ? 0xEDB88320 : 0);
    }
    return ~sum;
}

static void
append_u32(GByteArray *out, guint32 value)
{
    guint32 big = GUINT32_TO_BE(value);

    g_byte_array_append(out, (const guint8 *)&big, 4);
}

static void
append_chunk(GByteArray *out, const char *type, const guint8 *bytes, gsize size)
{
    guint start = out->len + 4;

    append_u32(out, (guint32)size);
    g_byte_array_append(out, (const guint8 *)type, 4);
    g_byte_array_append(out, bytes, (guint)size);
    append_u32(out, crc(out->data + start, out->len - start));
}

static GBytes *
deflate(const GByteArray *raw)
{
    g_autoptr(GZlibCompressor) how = g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
    g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable();
    g_autoptr(GOutputStream) stream = g_converter_output_stream_new(memory, G_CONVERTER(how));

    g_output_stream_write_all(stream, raw->data, raw->len, NULL, NULL, NULL);
    g_output_stream_close(stream, NULL, NULL);
    return g_memory_output_stream_steal_as_bytes(G_MEMORY_OUTPUT_STREAM(memory));
}

/* rows: each a zero byte (no filter), then three bytes a pixel. */
static GBytes *
png(guint32 width, guint32 height, const GByteArray *rows)
{
    static const guint8 signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    static const guint8 rest[] = {8, 2, 0, 0, 0}; /* 8 bits, red green blue */
    g_autoptr(GByteArray) header = g_byte_array_new();
    g_autoptr(GBytes) packed = deflate(rows);
    GByteArray *out = g_byte_array_new();
    gsize size;
    const guint8 *bytes = g_bytes_get_data(packed, &size);

    append_u32(header, width);
    append_u32(header, height);
    g_byte_array_append(header, rest, sizeof rest);
    g_byte_array_append(out, signature, sizeof signature);
    append_chunk(out, "IHDR", header->data, header->len);
    append_chunk(out, "IDAT", bytes, size);
    append_chunk(out, "IEND", NULL, 0);
    return g_byte_array_free_to_bytes(out);
}

static void
append_pixel(GByteArray *rows, double red, double green, double blue)
{
    guint8 pixel[] = {(guint8)CLAMP(red, 0, 255), (guint8)CLAMP(green, 0, 255),
                      (guint8)CLAMP(blue, 0, 255)};

    g_byte_array_append(rows, pixel, 3);
}

#define PICTURE_WIDTH  320
#define PICTURE_HEIGHT 200

GBytes *
demo_picture(unsigned seed)
{
    g_autoptr(GByteArray) rows = g_byte_array_new();
    double sun_x = 60 + seed % 200, sun_y = 50 + seed % 40, hill = 0.02 + seed % 5 * 0.004;

    for (int y = 0; y < PICTURE_HEIGHT; y++) {
        g_byte_array_append(rows, (const guint8[]){0}, 1);
        for (int x = 0; x < PICTURE_WIDTH; x++) {
            double horizon = 130 + 14 * sin(x * hill + seed) + 6 * sin(x * 0.09 + seed * 2);
            double far = hypot(x - sun_x, y - sun_y);

            if (y > horizon)
                append_pixel(rows, 60 - (y - horizon) / 3, 118 - (y - horizon) / 2, 66);
            else if (far < 22)
                append_pixel(rows, 255, 226, 150);
            else
                append_pixel(rows, 150 + y * 0.7, 176 + y * 0.2, 222 - y * 0.5);
        }
    }
    return png(PICTURE_WIDTH, PICTURE_HEIGHT, rows);
}

GBytes *
demo_logo(void)
{
    enum { SIDE = 48 };
    g_autoptr(GByteArray) rows = g_byte_array_new();

    for (int y = 0; y < SIDE; y++) {
        g_byte_array_append(rows, (const guint8[]){0}, 1);
        for (int x = 0; x < SIDE; x++) {
            double far = hypot(x - SIDE / 2.0, y - SIDE / 2.0);
            bool thread = fabs(y - SIDE / 2.0 - 7 * sin(x * 0.26)) < 2;

            if (far > SIDE / 2.0 - 1)
                append_pixel(rows, 255, 255, 255);
            else
                append_pixel(rows, thread ? 255 : 20, thread ? 244 : 118, thread ? 214 : 110);
        }
    }
    return png(SIDE, SIDE, rows);
}
