/* reach: which machines this one may be sent to by what someone typed (a mail server, the address
 * of a provider) or by what a name server answered.
 *
 * A mail server may well be on this machine or in the house: those are let through. Nobody's mail
 * server has an address that only the wire itself gives a sense to: link-local ones (169.254/16 and
 * fe80::/10), behind which clouds tell a machine its own secrets, fd00:ec2::254 that does the same,
 * those of many machines (multicast) and of none. */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

bool reach_allowed(GInetAddress *address);

struct sockaddr;
/* A socket to connect to an address that has been resolved, as socket() gives it, closed on exec;
 * -1 when it may not be reached. For libcurl, which resolves by itself. */
int reach_socket(const struct sockaddr *address, gsize size, int type, int protocol);
