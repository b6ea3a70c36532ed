#include "app/copy.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
fail(GError **error, const char *what, const char *path)
{
    return error_set(error, APP_ERROR_UNAVAILABLE, "cannot %s '%s': %s", what, path,
                     g_strerror(errno));
}

bool
copy_into_empty(const char *dir, GError **error)
{
    g_autoptr(GDir) list = NULL;

    if (g_mkdir_with_parents(dir, 0700) != 0)
        return fail(error, "make", dir);
    list = g_dir_open(dir, 0, NULL);
    if (list == NULL)
        return fail(error, "read", dir);
    return g_dir_read_name(list) == NULL ||
           error_set(error, APP_ERROR_CONFLICT, "'%s' is not empty: nothing was written", dir);
}

/* The kernel copies, without the bytes passing through here, and shares them where the disk can. */
static bool
copy_bytes(int from, int to)
{
    ssize_t n;

    while ((n = copy_file_range(from, NULL, to, NULL, 1 << 30, 0)) > 0)
        continue;
    return n == 0;
}

/* Where the kernel cannot (two kinds of disk): from where it stopped. */
static bool
copy_by_hand(int from, int to)
{
    g_autofree char *block = g_malloc(1 << 20);
    ssize_t n;

    while ((n = read(from, block, 1 << 20)) > 0)
        for (ssize_t done = 0, m; done < n; done += m)
            if ((m = write(to, block + done, (size_t)(n - done))) < 0)
                return false;
    return n == 0;
}

bool
copy_file(const char *from, const char *to, GError **error)
{
    int in = open(from, O_RDONLY | O_CLOEXEC);
    int out = -1;
    struct stat stat;
    bool done = false;

    if (in < 0)
        return fail(error, "read", from);
    if (fstat(in, &stat) == 0)
        out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, stat.st_mode & 0777);
    if (out < 0)
        fail(error, "write", to);
    else if ((!copy_bytes(in, out) && !copy_by_hand(in, out)) || fsync(out) != 0)
        fail(error, "write", to);
    else
        done = true;
    close(in);
    if (out >= 0)
        close(out);
    return done;
}

bool
copy_file_if_there(const char *from, const char *to, GError **error)
{
    return access(from, F_OK) != 0 || copy_file(from, to, error);
}

bool
copy_file_again(const char *from, const char *to, GError **error)
{
    g_autofree char *part = g_strconcat(to, ".part", NULL);
    struct stat theirs, ours;

    if (stat(from, &theirs) == 0 && stat(to, &ours) == 0 && theirs.st_size == ours.st_size)
        return true;
    unlink(part);
    return copy_file(from, part, error) && (rename(part, to) == 0 || fail(error, "write", to));
}

typedef bool (*CopyOne)(const char *from, const char *to, GError **error);

static bool
copy_each(const char *from, const char *to, CopyOne copy, GError **error)
{
    g_autoptr(GDir) list = NULL;
    const char *name;

    if (g_mkdir_with_parents(to, 0700) != 0)
        return fail(error, "make", to);
    list = g_dir_open(from, 0, NULL);
    if (list == NULL)
        return fail(error, "read", from);
    while ((name = g_dir_read_name(list)) != NULL) {
        g_autofree char *source = g_build_filename(from, name, NULL);
        g_autofree char *target = g_build_filename(to, name, NULL);

        if (g_file_test(source, G_FILE_TEST_IS_REGULAR) && !copy(source, target, error))
            return false;
    }
    return true;
}

bool
copy_files(const char *from, const char *to, GError **error)
{
    return copy_each(from, to, copy_file, error);
}

bool
copy_files_again(const char *from, const char *to, GError **error)
{
    return copy_each(from, to, copy_file_again, error);
}

bool
copy_write(const char *path, const char *text, GError **error)
{
    g_autofree char *dir = g_path_get_dirname(path);
    g_autoptr(GError) why = NULL;
    bool kept;
    int fd;

    if (!g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_DURABLE, 0600, &why))
        return error_set(error, APP_ERROR_UNAVAILABLE, "%s", why->message);
    fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    kept = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return kept || fail(error, "keep", dir);
}
