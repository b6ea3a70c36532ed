#include "base/supervisor.h"

#include <glib.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

void
supervisor_tell(const char *state)
{
    const char *where = g_getenv("NOTIFY_SOCKET");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = where != NULL ? strlen(where) : 0;
    int fd;

    if (length < 2 || length >= sizeof address.sun_path || (where[0] != '/' && where[0] != '@'))
        return;
    memcpy(address.sun_path, where, length);
    if (where[0] == '@')
        address.sun_path[0] = '\0'; /* a name without a file */
    fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return;
    (void)!sendto(fd, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&address,
                  (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length));
    close(fd);
}

int64_t
supervisor_watchdog(void)
{
    const char *interval = g_getenv("WATCHDOG_USEC"), *whom = g_getenv("WATCHDOG_PID");
    guint64 pid, microseconds;

    if (interval == NULL ||
        !g_ascii_string_to_unsigned(interval, 10, 1, G_MAXINT64, &microseconds, NULL))
        return 0;
    if (whom != NULL &&
        (!g_ascii_string_to_unsigned(whom, 10, 1, G_MAXINT, &pid, NULL) || (pid_t)pid != getpid()))
        return 0;
    return (int64_t)(microseconds / 1000);
}
