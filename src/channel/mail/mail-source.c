#include "channel/mail/mail-source.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"

#include <glib/gstdio.h>
#include <string.h>

#define DEPTH_MAX 20   /* folders in folders */
#define HEAD_SIZE 4096 /* bytes that tell one file from another */

typedef struct {
    MailSourceEach each;
    void *data;
    const char *path;
    uint64_t bytes, others;
    const MailPlace *from; /* NULL once it was reached: all that follows is read */
} Reader;

void
mail_place_clear(MailPlace *place)
{
    g_clear_pointer(&place->file, g_free);
    g_clear_pointer(&place->head, g_free);
}

char *
mail_place_head(const char *file)
{
    g_autoptr(GMappedFile) mapped = g_mapped_file_new(file, FALSE, NULL);
    const char *bytes = mapped != NULL ? g_mapped_file_get_contents(mapped) : NULL;
    char hex[HASH_HEX_SIZE];

    if (bytes == NULL)
        return NULL;
    hash_sha256_hex(bytes, MIN(g_mapped_file_get_length(mapped), (gsize)HEAD_SIZE), hex);
    return g_strdup(hex);
}

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
give(Reader *reader, GBytes *mail, const char *file, uint64_t position, uint64_t size,
     GError **error)
{
    MailSourceItem item = {mail, file, position, reader->bytes += size};

    return reader->each(&item, reader->data, error);
}

static bool
read_mbox(Reader *reader, const char *file, const char *bytes, gsize size, uint64_t from,
          GError **error)
{
    const char *end = bytes + size;

    reader->bytes += from;
    for (const char *at = bytes + from; at < end;) {
        const char *next = next_separator(at + 5, end);
        g_autoptr(GBytes) mail = next - at <= LIMIT_MAIL ? mbox_mail(at, next) : NULL;

        if (!give(reader, mail, file, (uint64_t)(next - bytes), (uint64_t)(next - at), error))
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

/* What lies in a folder of mails and is none is left aside; named by itself, it is refused. */
static bool
pass_over(Reader *reader, const char *file, gsize size, GError **error)
{
    reader->bytes += size;
    reader->others++;
    return strcmp(file, reader->path) != 0 ||
           error_set(error, APP_ERROR_INVALID,
                     "%s is neither a mail, an mbox nor a folder of mails", file);
}

/* Where to begin in a file: behind what was read before. False when all of it was. */
static bool
begin_at(Reader *reader, const char *file, const char *bytes, gsize size, uint64_t *ret_from)
{
    const MailPlace *from = reader->from;

    *ret_from = 0;
    if (from == NULL)
        return true;
    if (strcmp(from->file, file) == 0) {
        reader->from = NULL;
        *ret_from = MIN(from->position, size);
    }
    return *ret_from > 0 && *ret_from < size && memcmp(bytes, "From ", MIN(size, (gsize)5)) == 0;
}

static bool
read_file(Reader *reader, const char *path, bool surely, GError **error)
{
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, error);
    g_autoptr(GBytes) copy = NULL;
    const char *bytes;
    uint64_t from;
    gsize size;

    if (file == NULL)
        return false;
    bytes = g_mapped_file_get_contents(file);
    size = g_mapped_file_get_length(file);
    if (bytes == NULL || size == 0)
        return true;
    if (!begin_at(reader, path, bytes, size, &from)) {
        reader->bytes += size;
        return true;
    }
    if (size > 5 && memcmp(bytes, "From ", 5) == 0)
        return read_mbox(reader, path, bytes, size, from, error);
    if (!surely && !begins_as_mail(bytes, size))
        return pass_over(reader, path, size, error);
    if (size <= LIMIT_MAIL)
        copy = g_bytes_new(bytes, size);
    return give(reader, copy, path, size, size, error);
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

/* A place in a file that is gone, or is another one now, is none. */
static const MailPlace *
place_that_stands(const char *path, const MailPlace *from)
{
    g_autofree char *head = NULL;

    if (from == NULL || !g_str_has_prefix(from->file, path))
        return NULL;
    head = mail_place_head(from->file);
    return head != NULL && strcmp(head, from->head) == 0 ? from : NULL;
}

bool
mail_source_read(const char *path, const MailPlace *from, MailSourceEach each, void *data,
                 uint64_t *ret_others, GError **error)
{
    Reader reader = {.each = each, .data = data, .path = path};
    bool done;

    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return error_set(error, APP_ERROR_NOT_FOUND, "there is nothing at %s", path);
    reader.from = place_that_stands(path, from);
    done = walk(path, false, 0, visit_mails, &reader, error);
    if (ret_others != NULL)
        *ret_others += reader.others;
    return done;
}

uint64_t
mail_source_size(const char *path)
{
    uint64_t size = 0;

    if (g_file_test(path, G_FILE_TEST_EXISTS))
        (void)walk(path, false, 0, visit_size, &size, NULL);
    return size;
}
