/* pack-cache: the bytes that were read last from an object store, so that a picture on a page is
 * not fetched for each who looks. In memory, up to a size; the least recently used goes first. What
 * packs hold never changes, so nothing here grows old. Any thread. Inside file/ only. */
#pragma once

#include "file/pack.h"

typedef struct PackCache PackCache;

PackCache *pack_cache_new(gsize max_size);
void pack_cache_free(PackCache *cache);

/* Owned by the caller; NULL: not there. */
GBytes *pack_cache_find(PackCache *cache, const PackPlace *place);
/* What would take more than a quarter of all is not kept. */
void pack_cache_keep(PackCache *cache, const PackPlace *place, GBytes *bytes);
