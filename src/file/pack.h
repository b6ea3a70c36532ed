/* pack: bytes laid one after the other in packs NNNNNN.pack, in a folder or in an object store.
 * Packs know nothing of what they hold: rows do. Private to this folder.
 *
 * In a folder (pack-folder.c) each process appends to a pack of its own, which it locks; a pack
 * nobody holds any more is taken up again where it ends, whatever a cut left there.
 *
 * In an object store (pack-object.c) a pack is what one commit of the database brought, put there
 * whole just before it: its number is an id (base/id.h), so that no two nodes ever write to the
 * same, and it is never written again. */
#pragma once

#include "file/object-store.h"

#include <stdint.h>

#define PACK_SIZE (INT64_C(256) * 1024 * 1024)

typedef struct Packs Packs;

/* Where bytes lie. */
typedef struct {
    int64_t pack;
    int64_t start; /* first byte */
    int64_t size;  /* bytes */
} PackPlace;

/* In a folder. Makes dir if it is missing. A pack is closed before it would grow over max_size. */
Packs *packs_open(const char *dir, int64_t max_size, GError **error);
/* In an object store, which the packs own from then on. */
Packs *packs_open_objects(ObjectStore *store);
/* Accepts NULL. */
void packs_close(Packs *packs);

/* Writes bytes; durable once packs_sync() has returned true. One thread at a time, as for
 * packs_sync(). */
bool packs_append(Packs *packs, GBytes *bytes, PackPlace *ret_place, GError **error);
/* False: what was appended since the last time may be lost. */
bool packs_sync(Packs *packs, GError **error);

/* The bytes at a place, unchecked. NULL when they are not all there. Any thread. */
GBytes *packs_read(Packs *packs, const PackPlace *place, GError **error);

/* The bytes that were read are the right ones: they may be kept at hand for the next who asks. */
void packs_keep(Packs *packs, const PackPlace *place, GBytes *bytes);

/* "000001.pack". Owned by the caller. */
char *pack_name(int64_t number);
