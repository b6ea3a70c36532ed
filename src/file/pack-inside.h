/* pack-inside: what a kind of place for packs answers; pack.c hands the calls of pack.h over to it.
 * pack-folder.c keeps them in a folder, pack-object.c in an object store. Only these three read
 * this. */
#pragma once

#include "file/pack.h"

/* See the functions of the same names in pack.h. */
typedef struct {
    void (*close)(Packs *packs);
    bool (*append)(Packs *packs, GBytes *bytes, PackPlace *ret_place, GError **error);
    bool (*sync)(Packs *packs, GError **error);
    GBytes *(*read)(Packs *packs, const PackPlace *place, GError **error);
    void (*keep)(Packs *packs, const PackPlace *place, GBytes *bytes); /* may be NULL */
} PackKind;

/* Any of them begins so. */
struct Packs {
    const PackKind *kind;
};
