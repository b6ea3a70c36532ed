/* file-move: packs that go from a folder to an object store, and back. Inside file/ only; what
 * others ask is in file.h. */
#pragma once

#include "file/file.h"

/* The numbers of all packs that rows point to, of int64_t. Owned by the caller; NULL: error.
 * (file-store.c) */
GArray *file_store_packs(Db *db, GError **error);
