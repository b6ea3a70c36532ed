/* Packs in a folder, the own one of a data directory or one that all nodes share. */
#include "file/pack-inside.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
    Packs packs;
    char *dir;
    int64_t max_size;
    /* The pack being appended to. */
    int fd; /* -1: none yet */
    int64_t number;
    int64_t end;   /* where the next bytes go */
    bool unsynced; /* bytes were written since the last sync */
    bool lost;     /* bytes of this group may not be on disk, and nobody was told so far */
} Folder;

static const PackKind folder_kind;

static bool
fail(const Folder *folder, const char *what, int64_t number, GError **error)
{
    return error_set(error, APP_ERROR_UNAVAILABLE, "cannot %s pack %" PRId64 " in %s: %s", what,
                     number, folder->dir, g_strerror(errno));
}

static char *
path_of(const Folder *folder, int64_t number)
{
    g_autofree char *name = pack_name(number);

    return g_build_filename(folder->dir, name, NULL);
}

Packs *
packs_open(const char *dir, int64_t max_size, GError **error)
{
    Folder *folder;

    if (g_mkdir_with_parents(dir, 0700) != 0) {
        error_set(error, APP_ERROR_UNAVAILABLE, "cannot make %s: %s", dir, g_strerror(errno));
        return NULL;
    }
    folder = g_new0(Folder, 1);
    folder->packs.kind = &folder_kind;
    folder->dir = g_strdup(dir);
    folder->max_size = max_size;
    folder->fd = -1;
    return &folder->packs;
}

/* Closing gives the lock back. */
static void
leave_pack(Folder *folder)
{
    if (folder->fd >= 0)
        close(folder->fd);
    folder->fd = -1;
    folder->unsynced = false;
}

static void
close_folder(Packs *packs)
{
    Folder *folder = (Folder *)packs;

    leave_pack(folder);
    g_free(folder->dir);
    g_free(folder);
}

static bool
find_last(const Folder *folder, int64_t *ret_number, GError **error)
{
    GDir *entries = g_dir_open(folder->dir, 0, error);
    const char *name;
    int64_t last = 0;

    if (entries == NULL)
        return false;
    while ((name = g_dir_read_name(entries)) != NULL)
        if (g_str_has_suffix(name, ".pack"))
            last = MAX(last, (int64_t)g_ascii_strtoll(name, NULL, 10));
    g_dir_close(entries);
    *ret_number = last;
    return true;
}

/* Takes a pack for ourselves: 1 taken, 0 someone else's or full, -1 error. */
static int
take_pack(Folder *folder, int64_t number, int flags, GError **error)
{
    g_autofree char *path = path_of(folder, number);
    int fd = open(path, O_RDWR | O_CLOEXEC | flags, 0600);
    struct stat info;

    if (fd < 0)
        return errno == EEXIST ? 0 : fail(folder, "open", number, error) - 1;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0 || fstat(fd, &info) != 0 ||
        info.st_size >= folder->max_size) {
        close(fd);
        return 0;
    }
    folder->fd = fd;
    folder->number = number;
    folder->end = info.st_size;
    return 1;
}

/* A new file is only sure to be there after a power cut once its folder is on disk. */
static bool
sync_folder(const Folder *folder, GError **error)
{
    int fd = open(folder->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = fd >= 0 && fsync(fd) == 0;

    if (!done)
        fail(folder, "keep", folder->number, error);
    if (fd >= 0)
        close(fd);
    return done;
}

static bool
sync_pack(Folder *folder, GError **error)
{
    if (!folder->unsynced)
        return true;
    if (fdatasync(folder->fd) != 0) {
        fail(folder, "keep", folder->number, error);
        /* The system may have dropped what it could not write and says so only once: what was
         * written since the last time is lost with the transaction. A pack is taken up again where
         * it ends, beyond those bytes. */
        leave_pack(folder);
        return false;
    }
    folder->unsynced = false;
    return true;
}

/* The last pack if it is free and has room, else a new one. */
static bool
need_pack(Folder *folder, int64_t size, GError **error)
{
    int64_t number = 0;
    int taken;

    if (folder->fd >= 0 && (folder->end == 0 || folder->end + size <= folder->max_size))
        return true;
    if (!sync_pack(folder, error)) {
        folder->lost = true; /* works before this one have put bytes there too */
        return false;
    }
    leave_pack(folder);
    if (!find_last(folder, &number, error))
        return false;
    taken = number > 0 ? take_pack(folder, number, 0, error) : 0;
    if (taken > 0 && folder->end > 0 && folder->end + size > folder->max_size) {
        leave_pack(folder);
        taken = 0;
    }
    if (taken != 0)
        return taken > 0;
    do
        taken = take_pack(folder, ++number, O_CREAT | O_EXCL, error);
    while (taken == 0);
    return taken > 0 && sync_folder(folder, error);
}

static bool
append(Packs *packs, GBytes *bytes, PackPlace *ret_place, GError **error)
{
    Folder *folder = (Folder *)packs;
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    gsize written = 0;

    if (!need_pack(folder, (int64_t)size, error))
        return false;
    folder->unsynced = true;
    while (written < size) {
        ssize_t n =
            pwrite(folder->fd, data + written, size - written, (off_t)folder->end + (off_t)written);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fail(folder, "write to", folder->number, error);
        written += (gsize)n;
    }
    *ret_place = (PackPlace){folder->number, folder->end, (int64_t)size};
    folder->end += (int64_t)size;
    return true;
}

static bool
sync_group(Packs *packs, GError **error)
{
    Folder *folder = (Folder *)packs;

    if (folder->lost) {
        folder->lost = false;
        return error_set(error, APP_ERROR_UNAVAILABLE, "a pack in %s could not be kept",
                         folder->dir);
    }
    return sync_pack(folder, error);
}

static GBytes *
read_place(Packs *packs, const PackPlace *place, GError **error)
{
    const Folder *folder = (const Folder *)packs;
    g_autofree char *path = path_of(folder, place->pack);
    g_autofree char *bytes = NULL;
    int64_t got = 0;
    int fd;

    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        fail(folder, "open", place->pack, error);
        return NULL;
    }
    bytes = g_malloc((gsize)place->size + 1);
    while (got < place->size) {
        ssize_t n =
            pread(fd, bytes + got, (size_t)(place->size - got), (off_t)(place->start + got));

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        got += n;
    }
    close(fd);
    if (got == place->size)
        return g_bytes_new_take(g_steal_pointer(&bytes), (gsize)place->size);
    error_set(error, APP_ERROR_INTERNAL, "pack %" PRId64 " ends before %" PRId64, place->pack,
              place->start + place->size);
    return NULL;
}

static const PackKind folder_kind = {
    .close = close_folder,
    .append = append,
    .sync = sync_group,
    .read = read_place,
};
