#include "channel/mail/mail-source.h"

#include "base/error.h"
#include "base/limits.h"

#include <glib/gstdio.h>
#include <string.h>

#define DEPTH_MAX 20 /* folders in folders */

typedef struct {
    MailSourceEach each;
    void *data;
    uint64_t bytes;
} Reader;

/* "From someone@example.org Mon Nov 23 10:30:00 2026": begins a mail of an mbox after an empty
 * line. */
static bool
is_separator(const char *line, const char *end)
{
    const char *stop = memchr(line, '\n', (gsize)(end - line));
    gsize length = (gsize)((stop != NULL ? stop : end) - line);

    if (length < 15 || memcmp(line, "From ", 5) != 0 || line[5] == ' ')
        return false;
    for (const char *at = line + 5; at + 2 < line + length; at++)
        if (g_ascii_isdigit(at[0]) && at[1] == ':' && g_ascii_isdigit(at[2]))
            return true;
    return false;
}

static const char *
next_separator(const char *from, const char *end)
{
    for (const char *at = from; at < end; at++) {
        at = memmem(at, (gsize)(end - at), "\nFrom ", 6);
        if (at == NULL)
            return end;
        if ((at[-1] == '\n' || (at[-1] == '\r' && at[-2] == '\n')) && is_separator(at + 1, end))
            return at + 1;
    }
    return end;
}

/* The mail between two separators, without its own and with "From " at the start of lines as it was
 * written. */
static GBytes *
mbox_mail(const char *from, const char *end)
{
    const char *line = memchr(from, '\n', (gsize)(end - from));
    GByteArray *mail;

    from = line != NULL ? line + 1 : end;
    mail = g_byte_array_sized_new((guint)(end - from) + 1);
    while (from < end) {
        const char *escaped = memmem(from, (gsize)(end - from), "\n>", 2);
        gsize marks = escaped != NULL ? strspn(escaped + 1, ">") : 0;

        if (escaped == NULL) {
            g_byte_array_append(mail, (const guint8 *)from, (guint)(end - from));
            break;
        }
        g_byte_array_append(mail, (const guint8 *)from, (guint)(escaped + 1 - from));
        from = escaped + 1;
        if ((gsize)(end - from) >= marks + 5 && memcmp(from + marks, "From ", 5) == 0)
            from++;
    }
    return g_byte_array_free_to_bytes(mail);
}

static bool
give(Reader *reader, GBytes *mail, uint64_t size, GError **error)
{
    reader->bytes += size;
    return reader->each(mail, reader->bytes, reader->data, error);
}

static bool
read_mbox(Reader *reader, const char *bytes, gsize size, GError **error)
{
    const char *end = bytes + size;

    for (const char *at = bytes; at < end;) {
        const char *next = next_separator(at + 5, end);
        g_autoptr(GBytes) mail = next - at <= LIMIT_MAIL ? mbox_mail(at, next) : NULL;

        if (!give(reader, mail, (uint64_t)(next - at), error))
            return false;
        at = next;
    }
    return true;
}

/* A file that begins with a header: "Name: value". */
static bool
begins_as_mail(const char *bytes, gsize size)
{
    gsize i = 0;

    while (i < size && i < 80 && (g_ascii_isalnum(bytes[i]) || bytes[i] == '-' || bytes[i] == '_'))
        i++;
    return i > 0 && i < size && bytes[i] == ':';
}

static bool
read_file(Reader *reader, const char *path, bool surely, GError **error)
{
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, error);
    g_autoptr(GBytes) copy = NULL;
    const char *bytes;
    gsize size;

    if (file == NULL)
        return false;
    bytes = g_mapped_file_get_contents(file);
    size = g_mapped_file_get_length(file);
    if (bytes == NULL || size == 0)
        return true;
    if (size > 5 && memcmp(bytes, "From ", 5) == 0)
        return read_mbox(reader, bytes, size, error);
    if (!surely && !begins_as_mail(bytes, size)) {
        reader->bytes += size; /* something else that lies in the folder */
        return true;
    }
    if (size <= LIMIT_MAIL)
        copy = g_bytes_new(bytes, size);
    return give(reader, copy, size, error);
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder, sorted: those of a Maildir begin with the time of delivery. */
static GPtrArray *
names_in(const char *path, GError **error)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, error);
    GPtrArray *names;
    const char *name;

    if (dir == NULL)
        return NULL;
    names = g_ptr_array_new_with_free_func(g_free);
    while ((name = g_dir_read_name(dir)) != NULL)
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, by_name);
    return names;
}

typedef bool (*FileVisitor)(const char *path, bool surely, void *data, GError **error);

/* Visits each file below a path. Files of cur and new are mails for sure; tmp holds none that is
 * whole. */
static bool
walk(const char *path, bool surely, int depth, FileVisitor visit, void *data, GError **error)
{
    g_autoptr(GPtrArray) names = NULL;

    if (!g_file_test(path, G_FILE_TEST_IS_DIR))
        return visit(path, surely || g_str_has_suffix(path, ".eml"), data, error);
    if (depth > DEPTH_MAX)
        return error_set(error, APP_ERROR_INVALID, "folders are nested deeper than %d", DEPTH_MAX);
    names = names_in(path, error);
    if (names == NULL)
        return false;
    for (guint i = 0; i < names->len; i++) {
        const char *name = names->pdata[i];
        g_autofree char *child = g_build_filename(path, name, NULL);
        bool maildir = strcmp(name, "cur") == 0 || strcmp(name, "new") == 0;

        if (strcmp(name, "tmp") == 0 || g_file_test(child, G_FILE_TEST_IS_SYMLINK) ||
            !(g_file_test(child, G_FILE_TEST_IS_DIR) || g_file_test(child, G_FILE_TEST_IS_REGULAR)))
            continue;
        if (!walk(child, maildir || surely, depth + 1, visit, data, error))
            return false;
    }
    return true;
}

static bool
visit_mails(const char *path, bool surely, void *data, GError **error)
{
    return read_file(data, path, surely, error);
}

static bool
visit_size(const char *path, bool surely, void *data, GError **error)
{
    GStatBuf info;

    if (g_stat(path, &info) == 0)
        *(uint64_t *)data += (uint64_t)info.st_size;
    return true;
}

bool
mail_source_read(const char *path, MailSourceEach each, void *data, GError **error)
{
    Reader reader = {.each = each, .data = data};

    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return error_set(error, APP_ERROR_NOT_FOUND, "there is nothing at %s", path);
    return walk(path, g_file_test(path, G_FILE_TEST_IS_REGULAR), 0, visit_mails, &reader, error);
}

uint64_t
mail_source_size(const char *path)
{
    uint64_t size = 0;

    if (g_file_test(path, G_FILE_TEST_EXISTS))
        (void)walk(path, false, 0, visit_size, &size, NULL);
    return size;
}
