#include "http/multipart.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"

#include <string.h>

#define BOUNDARY_MAX 70 /* RFC 2046 */
#define PART_HEADERS_MAX                                                                           \
    4096 /* bytes of the headers of one part: a name, a file's name, its type */

static void
form_part_free(FormPart *part)
{
    g_free(part->name);
    g_free(part->file_name);
    g_bytes_unref(part->bytes);
    g_free(part);
}

char *
form_part_text(const FormPart *part)
{
    gsize size = 0;
    const char *bytes = g_bytes_get_data(part->bytes, &size);

    return bytes != NULL ? text_clean(bytes, (gssize)size) : g_strdup("");
}

/* ---- Parameters of a header ---- */

static char *
one_line(const char *bytes, gssize size)
{
    g_autofree char *clean = text_clean(bytes, size);

    return text_line(clean);
}

/* What a quoted text means: browsers write '"', CR and LF as %22, %0D and %0A and nothing else;
 * programs put '\' before '"'. *ret_end is after the closing quote; NULL when there is none. */
static char *
unquote(const char *at, const char *end, const char **ret_end)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (; at < end && *at != '"'; at++) {
        if (*at == '\\' && at + 1 < end && at[1] == '"')
            at++;
        else if (end - at > 2 && memcmp(at, "%22", 3) == 0) {
            g_string_append_c(text, '"');
            at += 2;
            continue;
        } else if (end - at > 2 && (g_ascii_strncasecmp(at, "%0D", 3) == 0 ||
                                    g_ascii_strncasecmp(at, "%0A", 3) == 0)) {
            g_string_append_c(text, ' ');
            at += 2;
            continue;
        }
        g_string_append_c(text, *at);
    }
    *ret_end = at + 1;
    if (at == end)
        return NULL;
    return one_line(text->str, (gssize)text->len);
}

/* The value of a parameter in `form-data; name="x"; filename="y"`; NULL if absent. */
static char *
parameter(const char *at, const char *end, const char *name)
{
    size_t length = strlen(name);

    while ((at = memchr(at, ';', (size_t)(end - at))) != NULL) {
        const char *value;

        for (at++; at < end && (*at == ' ' || *at == '\t'); at++)
            ;
        value = at + length + 1;
        if (value < end && g_ascii_strncasecmp(at, name, length) == 0 && value[-1] == '=') {
            const char *stop = value;

            if (*value == '"')
                return unquote(value + 1, end, &stop);
            while (stop < end && *stop != ';' && *stop != ' ')
                stop++;
            return one_line(value, stop - value);
        }
        /* A ';' inside a quoted text ends nothing. */
        while (at < end && *at != ';') {
            if (*at++ == '"')
                g_free(unquote(at, end, &at));
            at = MIN(at, end);
        }
    }
    return NULL;
}

char *
multipart_boundary(const char *content_type)
{
    static const char type[] = "multipart/form-data";
    g_autofree char *boundary = NULL;
    size_t length;

    if (content_type == NULL || g_ascii_strncasecmp(content_type, type, strlen(type)) != 0)
        return NULL;
    boundary = parameter(content_type, content_type + strlen(content_type), "boundary");
    length = boundary != NULL ? strlen(boundary) : 0;
    return length > 0 && length <= BOUNDARY_MAX ? g_steal_pointer(&boundary) : NULL;
}

/* ---- Parts ---- */

typedef struct {
    GBytes *body;
    const char *start, *at, *end;
    GString *cut; /* "\r\n--boundary" */
} Reader;

/* The next line of the headers, without its end; false when it does not end within the limit. */
static bool
next_line(Reader *reader, const char *limit, const char **ret_line, const char **ret_end)
{
    const char *line = reader->at;
    const char *feed = memmem(line, (size_t)(limit - line), "\r\n", 2);

    if (feed == NULL)
        return false;
    *ret_line = line;
    *ret_end = feed;
    reader->at = feed + 2;
    return true;
}

/* Only what names the part counts: its type is found in the bytes, by whoever keeps them. */
static bool
read_headers(Reader *reader, FormPart *part)
{
    static const char disposition[] = "Content-Disposition:";
    const char *limit = reader->at + MIN(reader->end - reader->at, PART_HEADERS_MAX);
    const char *line, *end;

    while (next_line(reader, limit, &line, &end)) {
        if (line == end)
            return part->name != NULL;
        if (part->name != NULL || (size_t)(end - line) < strlen(disposition) ||
            g_ascii_strncasecmp(line, disposition, strlen(disposition)) != 0)
            continue;
        part->name = parameter(line, end, "name");
        g_free(part->file_name); /* of such a line before, without a name */
        part->file_name = parameter(line, end, "filename");
    }
    return false;
}

static bool
read_part(Reader *reader, GPtrArray *parts)
{
    FormPart *part = g_new0(FormPart, 1);
    const char *stop = NULL;

    if (read_headers(reader, part))
        /* A part that is empty may be cut by the very end of its headers. */
        stop = memmem(reader->at - 2, (size_t)(reader->end - reader->at) + 2, reader->cut->str,
                      reader->cut->len);
    if (stop == NULL) {
        g_free(part->name);
        g_free(part->file_name);
        g_free(part);
        return false;
    }
    part->bytes = g_bytes_new_from_bytes(reader->body, (gsize)(reader->at - reader->start),
                                         stop > reader->at ? (gsize)(stop - reader->at) : 0);
    reader->at = stop + reader->cut->len;
    g_ptr_array_add(parts, part);
    return true;
}

/* After a cut: "\r\n" goes on, "--" ends. */
static bool
goes_on(Reader *reader, bool *ret_more)
{
    if (reader->end - reader->at < 2)
        return false;
    *ret_more = memcmp(reader->at, "\r\n", 2) == 0;
    if (!*ret_more && memcmp(reader->at, "--", 2) != 0)
        return false;
    reader->at += 2;
    return true;
}

static bool
starts_with_cut(Reader *reader)
{
    size_t length = reader->cut->len - 2; /* no line ends before the first */

    if ((size_t)(reader->end - reader->at) < length ||
        memcmp(reader->at, reader->cut->str + 2, length) != 0)
        return false;
    reader->at += length;
    return true;
}

GPtrArray *
multipart_read(GBytes *body, const char *boundary, GError **error)
{
    g_autoptr(GPtrArray) parts =
        g_ptr_array_new_with_free_func((GDestroyNotify)(void (*)(void))form_part_free);
    g_autoptr(GString) cut = g_string_new("\r\n--");
    gsize size = 0;
    const char *bytes = g_bytes_get_data(body, &size);
    Reader reader = {.body = body, .cut = cut};
    bool more = false;

    g_string_append(cut, boundary);
    reader.start = reader.at = bytes != NULL ? bytes : "";
    reader.end = reader.start + size;
    if (!starts_with_cut(&reader) || !goes_on(&reader, &more)) {
        error_set(error, APP_ERROR_INVALID, "the body is not a form in parts");
        return NULL;
    }
    while (more) {
        if (parts->len == LIMIT_HTTP_PARTS) {
            error_set(error, APP_ERROR_TOO_LARGE, "the form has over %d parts", LIMIT_HTTP_PARTS);
            return NULL;
        }
        if (!read_part(&reader, parts) || !goes_on(&reader, &more)) {
            error_set(error, APP_ERROR_INVALID, "part %u of the form is broken", parts->len + 1);
            return NULL;
        }
    }
    return g_steal_pointer(&parts);
}
