#include "status/status-inside.h"

#include <sys/statvfs.h>

void
status_look_disk(const char *dir, StatusDisk *ret_disk)
{
    struct statvfs room;

    *ret_disk = (StatusDisk){.size = -1, .free = -1};
    if (dir == NULL || statvfs(dir, &room) != 0)
        return;
    ret_disk->size = (int64_t)(room.f_blocks * room.f_frsize);
    ret_disk->free = (int64_t)(room.f_bavail * room.f_frsize);
}
