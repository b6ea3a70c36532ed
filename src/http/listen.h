/* listen: the address and port a server waits on. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Listens on "127.0.0.1:8080" or "[::1]:8080"; port 0 takes any free one. APP_ERROR_INVALID when
 * where is not an address and port, APP_ERROR_UNAVAILABLE with the reason when it cannot be had. */
bool listen_open(const char *where, int *ret_socket, GError **error);
/* The port a socket listens on. */
unsigned listen_port(int socket);
