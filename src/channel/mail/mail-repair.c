#include "channel/mail/mail-repair.h"

#include <stdbool.h>
#include <string.h>

#define BOUNDARY_MAX 200

static gsize
line_length(const char *line, const char *end)
{
    const char *stop = memchr(line, '\n', (gsize)(end - line));
    gsize length = (gsize)((stop != NULL ? stop : end) - line);

    return length > 0 && line[length - 1] == '\r' ? length - 1 : length;
}

/* "Name:", with no space in the name; or the line of an mbox that lies between the headers. */
static bool
is_header(const char *line, gsize length)
{
    gsize i = 0;

    if ((length >= 5 && memcmp(line, "From ", 5) == 0) ||
        (length >= 6 && memcmp(line, ">From ", 6) == 0))
        return true;
    while (i < length && line[i] > ' ' && line[i] < 0x7F && line[i] != ':')
        i++;
    while (i > 0 && i < length && (line[i] == ' ' || line[i] == '\t'))
        i++;
    return i > 0 && i < length && line[i] == ':';
}

gsize
mail_repair_header_end(const char *bytes, gsize size)
{
    const char *end = bytes + size;
    const char *text = NULL;

    for (const char *line = bytes; line < end;) {
        gsize length = line_length(line, end);
        const char *stop = memchr(line, '\n', (gsize)(end - line));

        if (length == 0)
            break;
        if (line[0] != ' ' && line[0] != '\t') {
            if (!is_header(line, length))
                text = text != NULL ? text : line;
            else if (text != NULL)
                return 0; /* a broken line among headers: they go on behind it */
        }
        line = stop != NULL ? stop + 1 : end;
    }
    return text != NULL && text > bytes ? (gsize)(text - bytes) : 0;
}

char *
mail_repair_boundary(const char *text)
{
    const char *end = text + strlen(text);

    for (const char *line = text; line != NULL && line < end;) {
        gsize length = line_length(line, end);
        const char *stop = memchr(line, '\n', (gsize)(end - line));
        const char *next = stop != NULL ? stop + 1 : end;

        if (length > 2 && length < BOUNDARY_MAX && line[0] == '-' && line[1] == '-' &&
            g_ascii_strncasecmp(next, "content-", 8) == 0)
            return g_strndup(line + 2, length - 2);
        line = next;
    }
    return NULL;
}
