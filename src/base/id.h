/* id: our own identifiers, made before the row is written and by any node.
 *
 * 63 bits, so that a signed column of either database holds them and they sort by time:
 * 41 bits of milliseconds since 2024-01-01 UTC (until 2093), 10 bits of node, 12 bits of counter.
 * In JSON an id is a string: JavaScript's numbers lose the last bits. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define ID_NODE_MAX 1023
#define ID_TEXT_MAX 20 /* bytes of the longest id written in decimal, with its NUL */

/* The number of this node, 0 until told otherwise. Two nodes of one database never share it. */
void id_set_node(unsigned node);

/* A new id, always greater than every id this process made before, whatever the clock does.
 * Any thread. More than 4,096 in a millisecond borrow from the next one. */
int64_t id_new(void);

/* When an id was made, in milliseconds UTC. */
int64_t id_time(int64_t id);

/* The smallest id that could be made at a time: to find rows by date. */
int64_t id_at(int64_t ms);

/* Reads a decimal id, 1 or more; false if text is anything else. */
bool id_parse(const char *text, int64_t *ret_id);
