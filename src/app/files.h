/* files: where --files says that the bytes of mails and attachments are: a folder, or an object
 * store whose packs are mirrored in the data directory by backups. */
#pragma once

#include "app/config.h"
#include "file/file.h"

/* Whether they are in an object store. */
bool files_are_objects(const Config *config);
/* Which one; borrows from config. */
ObjectPlace files_place(const Config *config);

/* The folder of the packs on this machine: of an object store, where backups mirror them. Owned by
 * the caller. */
char *files_folder(const Config *config);

FileStore *files_open(const Config *config, Database *database, GError **error);
