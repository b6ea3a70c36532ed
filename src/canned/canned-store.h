/* canned-store: the rows of canned replies, inside canned/ only. */
#pragma once

#include "canned/canned.h"

int canned_store_get(Db *db, int64_t id, Canned *ret_canned, GError **error);
bool canned_store_insert(Db *tx, const Canned *canned, int64_t at, GError **error);
/* Writes all but its count; the version grows. *ret_done false: it is at another version. */
bool canned_store_update(Db *tx, const Canned *canned, bool *ret_done, GError **error);
bool canned_store_drop(Db *tx, int64_t id, GError **error);
bool canned_store_use(Db *tx, int64_t id, GError **error);
/* 1: a member; 0; -1. */
int canned_store_in_team(Db *db, int64_t team, int64_t staff, GError **error);
/* The oldest of a name that is a team's (0: everybody's). 1, 0, -1. */
int canned_store_named(Db *db, const char *name, int64_t team, int64_t *ret_canned, GError **error);
int canned_store_team_named(Db *db, const char *name, int64_t *ret_team, GError **error);
int canned_store_team_exists(Db *db, int64_t team, GError **error);
int canned_store_team_name(Db *db, int64_t team, char **ret_name, GError **error);

/* Those an account sees (steers: of every team), the newest first, before an id. False from each
 * ends it. Borrowed for the call. */
typedef bool (*CannedEach)(const Canned *canned, void *data, GError **error);
bool canned_store_visible(Db *db, int64_t staff, bool steers, int64_t before, CannedEach each,
                          void *data, GError **error);

/* Everybody's and those of every team, by name then team. */
bool canned_store_shared(Db *db, CannedEach each, void *data, GError **error);
