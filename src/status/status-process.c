#include "status/status-inside.h"

#include <string.h>
#include <sys/resource.h>

/* "VmRSS:   12345 kB" of /proc/self/status: 12345. */
static int64_t
field_of(const char *text, const char *name)
{
    const char *at = text != NULL ? strstr(text, name) : NULL;

    return at != NULL ? g_ascii_strtoll(at + strlen(name), NULL, 10) : -1;
}

static int64_t
count_files(void)
{
    g_autoptr(GDir) dir = g_dir_open("/proc/self/fd", 0, NULL);
    int64_t count = 0;

    while (dir != NULL && g_dir_read_name(dir) != NULL)
        count++;
    return dir != NULL ? count - 1 : -1; /* one of them is the folder itself, open */
}

static double
cpu_seconds(void)
{
    struct rusage used;

    if (getrusage(RUSAGE_SELF, &used) != 0)
        return -1;
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / G_USEC_PER_SEC;
}

void
status_look_process(StatusProcess *ret_process)
{
    g_autofree char *text = NULL;
    int64_t kilobytes;

    g_file_get_contents("/proc/self/status", &text, NULL, NULL);
    kilobytes = field_of(text, "\nVmRSS:");
    ret_process->resident_bytes = kilobytes >= 0 ? kilobytes * 1024 : -1;
    ret_process->threads = field_of(text, "\nThreads:");
    ret_process->files = count_files();
    ret_process->cpu_seconds = cpu_seconds();
}
