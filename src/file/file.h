/* file: the bytes of attachments and sources, each content stored once by its SHA-256.
 *
 * Bytes are appended to packs (DIR/files/NNNNNN.pack, 256 MiB each): thousands of mails share one
 * fsync, which the database asks for just before it commits the rows that point to them. What a cut
 * leaves at the end of a pack without a row is harmless. A pack is never rewritten; erasing frees
 * its bytes in place.
 *
 * In an object store (--files s3://BUCKET) a pack is what one commit brought: it is put there
 * before the rows are committed, and a commit whose pack the store does not take is none (503, LMTP
 * 4xx).
 *
 * A file has no name here: the name belongs to the message that carries it. */
#pragma once

#include "db/db.h"
#include "file/object-store.h"

typedef struct FileStore FileStore;

/* The packs in dir, "DIR/files" (made if missing). Registers itself before each commit of the
 * database, until it is closed: before the database is. */
FileStore *file_store_open(const char *dir, Database *database, GError **error);
/* The same in an object store, to which it writes a word first: one that refuses is an error, one
 * that is away only a warning. */
FileStore *file_store_open_objects(const ObjectPlace *place, Database *database, GError **error);
void file_store_close(FileStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FileStore, file_store_close)

/* Keeps bytes and gives the id of the file with that content, new or not. type NULL: found by
 * libmagic. APP_ERROR_TOO_LARGE over LIMIT_FILE. */
bool file_put(FileStore *store, Db *tx, GBytes *bytes, const char *type, int64_t *ret_id,
              GError **error);

/* The bytes of a file, checked against their digest; and its type (owned by the caller) if ret_type
 * is not NULL. NULL with APP_ERROR_NOT_FOUND, or APP_ERROR_INTERNAL when they are damaged. */
GBytes *file_get(FileStore *store, Db *db, int64_t id, char **ret_type, GError **error);

/* Brings every pack that rows point to out of an object store into a folder, which then is one for
 * file_store_open(); what is there already is not fetched again. *ret_fetched: how many were. */
bool file_fetch_packs(const ObjectPlace *place, Db *db, const char *dir, size_t *ret_fetched,
                      GError **error);
/* The other way: every pack of a folder that nobody writes to, unless the object store has it. */
bool file_send_packs(const ObjectPlace *place, const char *dir, size_t *ret_sent, GError **error);

/* The media type of content, found by libmagic; static or interned. Any thread. */
const char *file_type(GBytes *bytes);
