/* import-store: how far an import has come in a path, so that one that was stopped goes on from
 * there. Private to this folder. */
#pragma once

#include "channel/mail/mail-source.h"
#include "db/db.h"

/* 1 and *ret_place (the caller clears it), 0 when none was left, -1. */
int import_store_get(Db *db, const char *path, MailPlace *ret_place, GError **error);
bool import_store_save(Db *tx, const char *path, const MailPlace *place, GError **error);
bool import_store_forget(Db *tx, const char *path, GError **error);
