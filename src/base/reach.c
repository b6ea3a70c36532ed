#include "base/reach.h"

#include <string.h>
#include <sys/socket.h>

#define V4_MAPPED 12 /* bytes before the IPv4 address in an IPv6 one that stands for it */

/* ::ffff:169.254.169.254 is 169.254.169.254. NULL: it stands for itself. */
static GInetAddress *
unmapped(GInetAddress *address)
{
    static const guint8 before[V4_MAPPED] = {[10] = 0xFF, [11] = 0xFF};
    const guint8 *bytes = g_inet_address_to_bytes(address);

    return g_inet_address_get_family(address) == G_SOCKET_FAMILY_IPV6 &&
                   memcmp(bytes, before, V4_MAPPED) == 0
               ? g_inet_address_new_from_bytes(bytes + V4_MAPPED, G_SOCKET_FAMILY_IPV4)
               : NULL;
}

static bool
is_secret_of_a_cloud(GInetAddress *address)
{
    g_autoptr(GInetAddress) known = g_inet_address_new_from_string("fd00:ec2::254");

    return g_inet_address_equal(known, address);
}

bool
reach_allowed(GInetAddress *address)
{
    g_autoptr(GInetAddress) plain = unmapped(address);
    GInetAddress *real = plain != NULL ? plain : address;

    return !g_inet_address_get_is_link_local(real) && !g_inet_address_get_is_multicast(real) &&
           !g_inet_address_get_is_any(real) && !is_secret_of_a_cloud(real);
}

int
reach_socket(const struct sockaddr *address, gsize size, int type, int protocol)
{
    g_autoptr(GSocketAddress) native =
        g_socket_address_new_from_native((gpointer)(gsize)address, size);

    if (native == NULL || !G_IS_INET_SOCKET_ADDRESS(native) ||
        !reach_allowed(g_inet_socket_address_get_address(G_INET_SOCKET_ADDRESS(native))))
        return -1;
    return socket(address->sa_family, type | SOCK_CLOEXEC, protocol);
}
