#include "channel/mail/lmtp-peers.h"

#include "base/limits.h"

#include <arpa/inet.h>
#include <sys/socket.h>

struct LmtpPeers {
    GHashTable *by_address; /* address → how many, as a pointer */
    unsigned all;
};

LmtpPeers *
lmtp_peers_new(void)
{
    LmtpPeers *peers = g_new0(LmtpPeers, 1);

    peers->by_address = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return peers;
}

void
lmtp_peers_free(LmtpPeers *peers)
{
    if (peers == NULL)
        return;
    g_hash_table_unref(peers->by_address);
    g_free(peers);
}

void
lmtp_peer_address(int socket, char ret_address[LMTP_PEER_MAX])
{
    struct sockaddr_storage peer = {.ss_family = AF_UNSPEC};
    socklen_t size = sizeof peer;
    const void *bytes = &((const struct sockaddr_in *)&peer)->sin_addr;

    ret_address[0] = '\0';
    if (getpeername(socket, (struct sockaddr *)&peer, &size) != 0)
        return;
    if (peer.ss_family == AF_INET6)
        bytes = &((const struct sockaddr_in6 *)&peer)->sin6_addr;
    if (inet_ntop(peer.ss_family, bytes, ret_address, LMTP_PEER_MAX) == NULL)
        ret_address[0] = '\0';
}

static unsigned
count_of(const LmtpPeers *peers, const char *address)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(peers->by_address, address));
}

bool
lmtp_peers_enter(LmtpPeers *peers, const char *address)
{
    unsigned mine = count_of(peers, address);

    if (peers->all >= LIMIT_LMTP_SESSIONS || mine >= LIMIT_LMTP_CLIENT)
        return false;
    g_hash_table_insert(peers->by_address, g_strdup(address), GUINT_TO_POINTER(mine + 1));
    peers->all++;
    return true;
}

void
lmtp_peers_leave(LmtpPeers *peers, const char *address)
{
    unsigned mine = count_of(peers, address);

    g_return_if_fail(mine > 0);
    if (mine == 1)
        g_hash_table_remove(peers->by_address, address);
    else
        g_hash_table_insert(peers->by_address, g_strdup(address), GUINT_TO_POINTER(mine - 1));
    peers->all--;
}

unsigned
lmtp_peers_count(const LmtpPeers *peers)
{
    return peers->all;
}
