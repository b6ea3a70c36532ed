/* slowfsync: makes each fsync take FSYNC_US microseconds longer (LD_PRELOAD), as on disks that have
 * no battery: what group commit is for shows only there. */
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

typedef int (*Sync)(int fd);

static int
slow(const char *name, int fd)
{
    const char *us = getenv("FSYNC_US");
    void *found = dlsym(RTLD_NEXT, name);
    Sync real;

    __builtin_memcpy(&real, &found, sizeof real);
    if (us != NULL)
        usleep((useconds_t)atoi(us));
    return real(fd);
}

EXPORT int
fsync(int fd)
{
    return slow("fsync", fd);
}

EXPORT int
fdatasync(int fd)
{
    return slow("fdatasync", fd);
}
