/* verify-store: the SQL of verify.c. */
#pragma once

#include "db/db.h"

/* Calls each with every file's id, until it returns false. */
typedef bool (*FileEach)(Db *db, int64_t id, void *data, GError **error);
bool verify_store_each_file(Db *db, FileEach each, void *data, GError **error);

/* The readers of the journal that could not handle their next fact, and why. */
extern const char verify_stuck_reader_sql[];
