/* vault: a place that holds backups, of one organisation and under one key or none.
 *
 *   DIR/PLACE                what this is, and by what to know the key
 *   DIR/chunks/ab/abcdef…    pieces of files, each content once, under its name (seal.h)
 *   DIR/snapshots/TIME       one finished backup: which files, of which pieces
 *
 * A snapshot is written once all it names is on disk, so that whatever cuts a backup leaves none or
 * a whole one. What a cut left in chunks/ is used by the next backup or swept. One program at a
 * time writes. */
#pragma once

#include "app/backup/seal.h"

#include <stdint.h>

#define VAULT_CHUNK_MAX (1024 * 1024)

typedef struct Vault Vault;

typedef enum {
    VAULT_READ,
    VAULT_WRITE, /* made when nothing is there */
} VaultUse;

/* key_file NULL: none. NULL with APP_ERROR_INVALID when it is no place of backups, or the key is
 * wrong, missing or too much; APP_ERROR_CONFLICT when there is something else, or another backup
 * runs. */
Vault *vault_open(const char *dir, const char *key_file, VaultUse use, GError **error);
void vault_close(Vault *vault);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Vault, vault_close)

/* ---- Pieces ---- */

/* Keeps bytes, at most VAULT_CHUNK_MAX, unless it has them. */
bool vault_put(Vault *vault, const void *bytes, gsize size, char ret_name[HASH_HEX_SIZE],
               GError **error);
/* What was put so far is on disk. */
bool vault_settle(Vault *vault, GError **error);
/* Bytes that were written since it was opened. */
int64_t vault_written(const Vault *vault);

/* Whether a piece is there, as long as it should be: looked at, not read. */
bool vault_has(const Vault *vault, const char *name, gsize size);
/* NULL with APP_ERROR_NOT_FOUND, or APP_ERROR_INTERNAL when it is damaged. */
GBytes *vault_get(const Vault *vault, const char *name, GError **error);

/* Drops every piece whose name used (a set of char*) does not hold. */
bool vault_sweep(Vault *vault, GHashTable *used, GError **error);

/* ---- Snapshots ---- */

/* Their names, times as clock_format() writes them, the oldest first: of char*. */
GPtrArray *vault_snapshots(const Vault *vault, GError **error);
bool vault_write_snapshot(Vault *vault, const char *name, const char *text, GError **error);
/* Owned by the caller; NULL with APP_ERROR_INTERNAL when it is damaged. */
char *vault_read_snapshot(const Vault *vault, const char *name, GError **error);
bool vault_drop_snapshot(Vault *vault, const char *name, GError **error);
