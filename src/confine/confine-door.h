/* confine-door: closes everything around a process, for good. Inside confine/ and for a command
 * that reads one hostile thing by itself (`lien parse`).
 *
 * What is closed, each by itself enough for most of it:
 *   seccomp      calls that are not on a short list end the process; those that name a file fail
 *   limits       no file written, none opened, no process made, LIMIT_CONFINE_MEMORY of memory
 *   user         when it was root, a number that nobody else has, without any group
 *   namespaces   no network, where the kernel lets us (seccomp refuses sockets anyway)
 *   no debugger  of the same user may look into it */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Closes the door; what stays open is reading and writing of one descriptor, and writing of another
 * (-1: none). False with *ret_reason (owned by the caller) when the kernel refuses: then nothing
 * hostile may be read here. */
bool confine_door_close(int both, int writes, char **ret_reason);

/* Built with a sanitizer, whose run-time needs what the door takes away: limits and user alone. */
bool confine_door_is_half_open(void);
