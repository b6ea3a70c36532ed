#include "file/pack.h"

#include "base/error.h"
#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct Packs {
    char *dir;
    int64_t max_size;
    /* The pack being appended to. */
    int fd; /* -1: none yet */
    int64_t number;
    int64_t end;   /* where the next bytes go */
    bool unsynced; /* bytes were written since the last packs_sync() */
};

static bool
fail(const Packs *packs, const char *what, int64_t number, GError **error)
{
    return error_set(error, APP_ERROR_UNAVAILABLE, "cannot %s pack %" PRId64 " in %s: %s", what,
                     number, packs->dir, g_strerror(errno));
}

static char *
path_of(const Packs *packs, int64_t number)
{
    return g_strdup_printf("%s/%06" PRId64 ".pack", packs->dir, number);
}

Packs *
packs_open(const char *dir, int64_t max_size, GError **error)
{
    Packs *packs;

    if (g_mkdir_with_parents(dir, 0700) != 0) {
        error_set(error, APP_ERROR_UNAVAILABLE, "cannot make %s: %s", dir, g_strerror(errno));
        return NULL;
    }
    packs = g_new0(Packs, 1);
    packs->dir = g_strdup(dir);
    packs->max_size = max_size;
    packs->fd = -1;
    return packs;
}

/* Closing gives the lock back. */
static void
leave_pack(Packs *packs)
{
    if (packs->fd >= 0)
        close(packs->fd);
    packs->fd = -1;
    packs->unsynced = false;
}

void
packs_close(Packs *packs)
{
    if (packs == NULL)
        return;
    leave_pack(packs);
    g_free(packs->dir);
    g_free(packs);
}

static bool
find_last(const Packs *packs, int64_t *ret_number, GError **error)
{
    GDir *entries = g_dir_open(packs->dir, 0, error);
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
take_pack(Packs *packs, int64_t number, int flags, GError **error)
{
    g_autofree char *path = path_of(packs, number);
    int fd = open(path, O_RDWR | O_CLOEXEC | flags, 0600);
    struct stat info;

    if (fd < 0)
        return errno == EEXIST ? 0 : fail(packs, "open", number, error) - 1;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0 || fstat(fd, &info) != 0 ||
        info.st_size >= packs->max_size) {
        close(fd);
        return 0;
    }
    packs->fd = fd;
    packs->number = number;
    packs->end = info.st_size;
    return 1;
}

/* A new file is only sure to be there after a power cut once its folder is on disk. */
static bool
sync_folder(const Packs *packs, GError **error)
{
    int fd = open(packs->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = fd >= 0 && fsync(fd) == 0;

    if (!done)
        fail(packs, "keep", packs->number, error);
    if (fd >= 0)
        close(fd);
    return done;
}

/* The last pack if it is free and has room, else a new one. */
static bool
need_pack(Packs *packs, int64_t size, GError **error)
{
    int64_t number = 0;
    int taken;

    if (packs->fd >= 0 && (packs->end == 0 || packs->end + size <= packs->max_size))
        return true;
    if (packs->unsynced && !packs_sync(packs, error))
        return false;
    leave_pack(packs);
    if (!find_last(packs, &number, error))
        return false;
    taken = number > 0 ? take_pack(packs, number, 0, error) : 0;
    if (taken > 0 && packs->end > 0 && packs->end + size > packs->max_size) {
        leave_pack(packs);
        taken = 0;
    }
    if (taken != 0)
        return taken > 0;
    do
        taken = take_pack(packs, ++number, O_CREAT | O_EXCL, error);
    while (taken == 0);
    return taken > 0 && sync_folder(packs, error);
}

bool
packs_append(Packs *packs, GBytes *bytes, PackPlace *ret_place, GError **error)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    gsize written = 0;

    if (!need_pack(packs, (int64_t)size, error))
        return false;
    packs->unsynced = true;
    while (written < size) {
        ssize_t n =
            pwrite(packs->fd, data + written, size - written, (off_t)packs->end + (off_t)written);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fail(packs, "write to", packs->number, error);
        written += (gsize)n;
    }
    *ret_place = (PackPlace){packs->number, packs->end, (int64_t)size};
    packs->end += (int64_t)size;
    return true;
}

bool
packs_sync(Packs *packs, GError **error)
{
    if (!packs->unsynced)
        return true;
    if (fdatasync(packs->fd) != 0) {
        fail(packs, "keep", packs->number, error);
        /* The system may have dropped what it could not write and says so only once: what was
         * written since the last time is lost with the transaction. A pack is taken up again where
         * it ends, beyond those bytes. */
        leave_pack(packs);
        return false;
    }
    packs->unsynced = false;
    return true;
}

GBytes *
packs_read(const Packs *packs, const PackPlace *place, GError **error)
{
    g_autofree char *path = path_of(packs, place->pack);
    g_autofree char *bytes = NULL;
    int64_t got = 0;
    int fd;

    if (place->size < 0 || place->size > LIMIT_FILE) {
        error_set(error, APP_ERROR_INTERNAL, "%" PRId64 " bytes in pack %" PRId64, place->size,
                  place->pack);
        return NULL;
    }
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        fail(packs, "open", place->pack, error);
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
