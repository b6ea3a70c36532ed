/* lmtp-peers: who is connected, so that one client, broken or hostile, cannot take every place from
 * the others. Not thread-safe: its owner locks. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define LMTP_PEER_MAX 64 /* an address as text */

typedef struct LmtpPeers LmtpPeers;

LmtpPeers *lmtp_peers_new(void);
void lmtp_peers_free(LmtpPeers *peers);

/* The address on the other side of a socket; "" if it has none. */
void lmtp_peer_address(int socket, char ret_address[LMTP_PEER_MAX]);

/* Takes a place for an address. False when there are LIMIT_LMTP_SESSIONS in all, or
 * LIMIT_LMTP_CLIENT from there. */
bool lmtp_peers_enter(LmtpPeers *peers, const char *address);
void lmtp_peers_leave(LmtpPeers *peers, const char *address);

/* How many places are taken. */
unsigned lmtp_peers_count(const LmtpPeers *peers);
