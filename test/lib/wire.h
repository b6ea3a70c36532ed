/* wire: a client of the tests that speaks to a server by hand, byte by byte: what a library would
 * never send is what has to be tried. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Connects to 127.0.0.1. Close it with close(). */
int wire_open(unsigned port);
/* Sends everything; false once the other side is gone. */
bool wire_send(int wire, const char *text);
bool wire_send_bytes(int wire, const void *bytes, gsize size);

/* One whole answer, head and body (chunks are put together); NULL when the connection ended first.
 * Owned by the caller. *ret_status may be NULL. */
char *wire_answer(int wire, unsigned *ret_status);
/* One line without its end, NULL at the end of the connection or after ten seconds. Owned by the
 * caller. */
char *wire_line(int wire);
/* True if the other side closes without saying anything more. */
bool wire_is_over(int wire);

/* A request on a connection of its own; *ret_answer (head and body, may be NULL) is the caller's. 0
 * when no answer came. */
unsigned wire_ask(unsigned port, const char *request, char **ret_answer);

/* All that the other side says to input until it closes. Owned by the caller. */
char *wire_exchange(unsigned port, const char *input);
