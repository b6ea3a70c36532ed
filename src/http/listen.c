#include "http/listen.h"

#include "base/error.h"

#include <errno.h>
#include <gio/gio.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 1024

/* "[::1]:8080" into address and port. */
static GSocketAddress *
parse(const char *where)
{
    const char *colon = strrchr(where, ':');
    g_autofree char *host = colon != NULL ? g_strndup(where, (gsize)(colon - where)) : NULL;
    g_autoptr(GInetAddress) address = NULL;
    gsize length = host != NULL ? strlen(host) : 0;
    guint64 port = 0;

    if (host == NULL || !g_ascii_string_to_unsigned(colon + 1, 10, 0, 65535, &port, NULL))
        return NULL;
    if (length > 2 && host[0] == '[' && host[length - 1] == ']') {
        host[length - 1] = '\0';
        address = g_inet_address_new_from_string(host + 1);
    } else {
        address = g_inet_address_new_from_string(host);
    }
    return address != NULL ? g_inet_socket_address_new(address, (guint16)port) : NULL;
}

static bool
bind_and_listen(int handle, const struct sockaddr *address, socklen_t size)
{
    const int yes = 1;

    /* So that a restart need not wait for the connections of before to be forgotten. */
    (void)setsockopt(handle, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    return bind(handle, address, size) == 0 && listen(handle, BACKLOG) == 0;
}

bool
listen_open(const char *where, int *ret_socket, GError **error)
{
    g_autoptr(GSocketAddress) address = parse(where);
    struct sockaddr_storage native;
    gssize size;
    int handle;

    if (address == NULL)
        return error_set(error, APP_ERROR_INVALID,
                         "listen: '%s' is not ADDRESS:PORT, such as 127.0.0.1:8080", where);
    size = g_socket_address_get_native_size(address);
    if (!g_socket_address_to_native(address, &native, sizeof native, error))
        return false;
    handle = socket(native.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (handle < 0 || !bind_and_listen(handle, (struct sockaddr *)&native, (socklen_t)size)) {
        error_set(error, APP_ERROR_UNAVAILABLE, "cannot listen on %s: %s", where,
                  g_strerror(errno));
        if (handle >= 0)
            close(handle);
        return false;
    }
    *ret_socket = handle;
    return true;
}

unsigned
listen_port(int handle)
{
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } address;
    socklen_t size = sizeof address;

    if (getsockname(handle, &address.any, &size) != 0)
        return 0;
    return ntohs(address.any.sa_family == AF_INET6 ? address.v6.sin6_port : address.v4.sin_port);
}
