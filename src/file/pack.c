#include "file/pack-inside.h"

#include "base/error.h"
#include "base/limits.h"

#include <inttypes.h>

void
packs_close(Packs *packs)
{
    if (packs != NULL)
        packs->kind->close(packs);
}

bool
packs_append(Packs *packs, GBytes *bytes, PackPlace *ret_place, GError **error)
{
    return packs->kind->append(packs, bytes, ret_place, error);
}

bool
packs_sync(Packs *packs, GError **error)
{
    return packs->kind->sync(packs, error);
}

GBytes *
packs_read(Packs *packs, const PackPlace *place, GError **error)
{
    if (place->start >= 0 && place->size >= 0 && place->size <= LIMIT_FILE)
        return packs->kind->read(packs, place, error);
    error_set(error, APP_ERROR_INTERNAL, "%" PRId64 " bytes in pack %" PRId64, place->size,
              place->pack);
    return NULL;
}

void
packs_keep(Packs *packs, const PackPlace *place, GBytes *bytes)
{
    if (packs->kind->keep != NULL)
        packs->kind->keep(packs, place, bytes);
}

char *
pack_name(int64_t number)
{
    return g_strdup_printf("%06" PRId64 ".pack", number);
}
