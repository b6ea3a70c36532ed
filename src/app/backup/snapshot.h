/* snapshot: the files of one backup, in a vault: written from a directory, put back into one.
 *
 * Its text is JSON: {"program", "files": [{"path", "size", "piece" (bytes of all its pieces but the
 * last), "pieces": [name…]}]}. Paths are relative, of the layout of a data directory and no other.
 */
#pragma once

#include "app/backup/vault.h"

typedef struct {
    const char *path; /* in the data directory: "files/000001.pack" */
    const char *from; /* where it is read */
    gsize piece;      /* bytes, at most VAULT_CHUNK_MAX: what changes in place is cut small */
} SnapshotSource;

/* Keeps these files as they are now, under the name (a time). A file that grows meanwhile is kept
 * as long as it was. */
bool snapshot_save(Vault *vault, const char *name, const SnapshotSource *sources, size_t n,
                   GError **error);

/* The snapshot of a time: the newest that is not younger than at (a time or its beginning); at
 * NULL: the newest. APP_ERROR_NOT_FOUND names those there are. Owned by the caller. */
char *snapshot_find(const Vault *vault, const char *at, GError **error);

/* Bytes of all its files. -1: error. */
int64_t snapshot_size(const Vault *vault, const char *name, GError **error);

/* Puts its files into an empty directory, with the store last. All pieces are looked for before the
 * first byte is written; when one is damaged nothing stays. */
bool snapshot_restore(const Vault *vault, const char *name, const char *dir, GError **error);

/* Keeps the newest n, and drops the others and every piece that only they had. */
bool snapshot_keep(Vault *vault, guint n, GError **error);
