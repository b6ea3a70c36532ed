/* staff-store: the SQL of accounts and teams, used inside staff/ only. */
#pragma once

#include "staff/staff.h"

bool staff_store_insert(Db *tx, int64_t id, int64_t person, const StaffDraft *draft,
                        GError **error);
bool staff_store_update(Db *tx, const Staff *staff, GError **error);
bool staff_store_set_password(Db *tx, int64_t staff, const char *hash, GError **error);
/* The hash to check a password against, of an active account. 1, 0, -1. */
int staff_store_password(Db *db, const char *email, int64_t *ret_staff, char **ret_hash,
                         GError **error);
/* Active administrators with a password, but one account (0: all). -1: error. */
int64_t staff_store_administrators(Db *db, int64_t but, GError **error);

/* A page of accounts, newest first, each with its teams: one row a team, at least one an account.
 * Columns: id, person, email, name, role, language, active, team id, team name. The page may be one
 * account (only != 0). */
DbRows *staff_store_list(Db *db, int64_t only, int64_t before, int64_t limit, GError **error);

/* Active accounts by address. Columns: email, name, role, language. */
DbRows *staff_store_by_email(Db *db, GError **error);
/* Teams by name with their active members by address, one row each, at least one a team. Columns:
 * id, name, member's address or NULL. */
DbRows *team_store_by_name(Db *db, GError **error);
/* 1, 0, -1. */
int team_store_is_member(Db *db, int64_t team, int64_t staff, GError **error);

/* Breaches of what the module says is always true: ids of accounts. */
extern const char staff_locked_out_sql[], staff_ghost_sql[];

bool team_store_insert(Db *tx, int64_t id, const char *name, GError **error);
bool team_store_rename(Db *tx, int64_t id, const char *name, GError **error);
/* 1 and the name's team, 0, -1. */
int team_store_find(Db *db, const char *name, int64_t *ret_team, GError **error);
int team_store_has(Db *db, int64_t id, GError **error);
bool team_store_clear(Db *tx, int64_t team, GError **error);
/* False with APP_ERROR_INVALID if there is no such account. */
bool team_store_join(Db *tx, int64_t team, int64_t staff, GError **error);
/* As staff_store_list(), of teams. Columns: id, name, member id, member name. */
DbRows *team_store_list(Db *db, int64_t only, int64_t before, int64_t limit, GError **error);
