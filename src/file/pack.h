/* pack: bytes appended one after the other to files DIR/NNNNNN.pack. Private to this folder.
 *
 * Each process appends to a pack of its own, which it locks; a pack nobody holds any more is taken
 * up again where it ends, whatever a cut left there. Packs know nothing of what they hold: rows do.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define PACK_SIZE (INT64_C(256) * 1024 * 1024)

typedef struct Packs Packs;

/* Where bytes lie. */
typedef struct {
    int64_t pack;
    int64_t start; /* first byte */
    int64_t size;  /* bytes */
} PackPlace;

/* Makes dir if it is missing. A pack is closed before it would grow over max_size. */
Packs *packs_open(const char *dir, int64_t max_size, GError **error);
/* Accepts NULL. */
void packs_close(Packs *packs);

/* Writes bytes; durable once packs_sync() has returned true. One thread at a time, as for
 * packs_sync(). */
bool packs_append(Packs *packs, GBytes *bytes, PackPlace *ret_place, GError **error);
bool packs_sync(Packs *packs, GError **error);

/* The bytes at a place, unchecked. NULL when they are not all there. Any thread. */
GBytes *packs_read(const Packs *packs, const PackPlace *place, GError **error);
