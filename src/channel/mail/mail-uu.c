#include "channel/mail/mail-uu.h"

#include "base/limits.h"
#include "base/media.h"
#include "channel/mail/mail-file.h"
#include "channel/mail/mail-header.h"

#include <string.h>

#define BEGIN "begin "

/* Where the line after at begins; its end. */
static const char *
next_line(const char *at)
{
    const char *stop = strchr(at, '\n');

    return stop != NULL ? stop + 1 : at + strlen(at);
}

static gsize
line_length(const char *at)
{
    gsize length = strcspn(at, "\n");

    return length > 0 && at[length - 1] == '\r' ? length - 1 : length;
}

/* The name behind "begin 644 "; NULL if the line is none. */
static const char *
read_begin(const char *line)
{
    gsize mode;

    if (strncmp(line, BEGIN, strlen(BEGIN)) != 0)
        return NULL;
    line += strlen(BEGIN);
    mode = strspn(line, "01234567");
    if (mode < 3 || mode > 4 || line[mode] != ' ' || line_length(line) <= mode + 1)
        return NULL;
    return line + mode + 1;
}

/* Servers take the spaces at the end of lines away: they are zeros. */
static unsigned
six_bits(const char *line, gsize length, gsize at)
{
    return at < length ? ((unsigned)line[at] - ' ') & 0x3F : 0;
}

/* The bytes of one line: how many, or -1 when it is no coded one. */
static int
read_coded(const char *line, gsize length, GByteArray *bytes)
{
    unsigned n = six_bits(line, length, 0);
    gsize wanted = 1 + (gsize)(n + 2) / 3 * 4;

    if (length > wanted + 2)
        return -1;
    for (gsize i = 0; i < length; i++)
        if (line[i] < ' ' || line[i] > '`')
            return -1;
    for (unsigned i = 0; i < n; i++) {
        gsize at = 1 + i / 3 * 4 + i % 3;
        unsigned shift = 2 * (i % 3);
        guint8 byte = (guint8)(six_bits(line, length, at) << (2 + shift) |
                               six_bits(line, length, at + 1) >> (4 - shift));

        g_byte_array_append(bytes, &byte, 1);
    }
    return (int)n;
}

/* What is between a "begin" line and its "end"; *ret_after is behind that. NULL if it is not whole.
 */
static GBytes *
read_block(const char *line, const char **ret_after)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    bool last = false;

    while (*line != '\0' && bytes->len < LIMIT_MAIL) {
        gsize length = line_length(line);

        if (length == 3 && memcmp(line, "end", 3) == 0 && bytes->len > 0) {
            *ret_after = next_line(line);
            return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
        }
        if (last)
            return NULL;
        switch (read_coded(line, length, bytes)) {
        case -1:
            return NULL;
        case 0:
            last = true;
        }
        line = next_line(line);
    }
    return NULL;
}

char *
mail_uu_take(Incoming *incoming, const char *text)
{
    GString *rest = NULL;
    const char *from = text;

    for (const char *line = text; *line != '\0'; line = next_line(line)) {
        const char *name = strncmp(line, BEGIN, strlen(BEGIN)) == 0 ? read_begin(line) : NULL;
        const char *after;
        g_autoptr(GBytes) bytes = name != NULL ? read_block(next_line(line), &after) : NULL;
        g_autofree char *called = NULL;

        if (bytes == NULL)
            continue;
        called = g_strndup(name, line_length(name));
        mail_keep_file(incoming, called, "application/octet-stream", bytes);
        if (rest == NULL)
            rest = g_string_sized_new((gsize)(line - text) + 64);
        g_string_append_len(rest, from, line - from);
        from = line = after;
        if (*line == '\0')
            break;
        line--; /* the end of the line before: the next one is looked at too */
    }
    if (rest == NULL)
        return NULL;
    g_string_append(rest, from);
    return g_string_free(rest, FALSE);
}
