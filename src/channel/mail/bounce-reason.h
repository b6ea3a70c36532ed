/* bounce-reason: does what a server says mean that the address will never work? Only then is it
 * marked: a full mailbox, a filter or a server that is down will pass. */
#pragma once

#include <stdbool.h>

/* text is what the server said of this address; dialogue all that it told, from which one sees when
 * it refused; status its code ("5.1.1"), or NULL. */
bool bounce_is_permanent(const char *text, const char *dialogue, const char *status);

/* The first enhanced status code in a text ("5.7.1"). NULL if there is none. Owned by the caller.
 */
char *bounce_find_status(const char *text);
