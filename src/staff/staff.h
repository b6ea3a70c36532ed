/* staff: who works in Lien, what they may do, and how they sign in.
 *
 * Roles: administrator (everything), supervisor (steers: everything but accounts and settings),
 * adviser (answers), reader (looks). Rights by role are one table in staff.c. Someone can always
 * administer: the last active administrator is neither demoted nor deactivated. An account that is
 * deactivated loses its sessions, tokens and links at once.
 *
 * Passwords are argon2id (libsodium, 19 MiB, 2 passes), checked off the threads that serve others;
 * sessions and tokens are 256 random bits of which only the digest is kept.
 *
 * Wrong passwords slow down the account *from that client*: a colleague at another address signs in
 * as usual while an attacker waits longer and longer.
 *
 * Names and addresses are personal data. Facts: staff.added {role}, staff.changed {what changed},
 * staff.signed_in, staff.sign_in_failed, team.changed; the subject is the account or the team.
 *
 * staff.c holds the rules, team.c those of teams, password.c argon2id, sign-in.c the delays,
 * session.c sessions and tokens, link.c one-time links; staff-store.c and session-store.c the SQL;
 * staff-http.c the routes, which account-http.c, session-http.c, team-http.c and token-http.c
 * answer. */
#pragma once

#include "http/server.h"
#include "module/module.h"

#define STAFF_PASSWORD_MIN 8   /* characters; length is what protects */
#define STAFF_PASSWORD_MAX 200 /* bytes */

typedef struct {
    int64_t id, person;
    char *email, *name, *role, *language;
    bool active;
} Staff;

void staff_free(Staff *staff);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Staff, staff_free)

/* The words of the roles, from the most to the least; NULL-terminated. */
extern const char *const staff_roles[];

/* Rights of a role, as bits 1 << Right; 0 for a word that is not a role. */
uint64_t staff_rights(const char *role);

/* ---- Accounts ---- */

/* Makes an account. APP_ERROR_CONFLICT if the address has one; APP_ERROR_INVALID names the field.
 * password NULL: they will choose it by a link. Hashes: slow. */
bool staff_add(Database *database, const char *email, const char *name, const char *role,
               const char *password, int64_t *ret_staff, GError **error);

/* An account to be made, inside a transaction. */
typedef struct {
    const char *email, *name, *role;
    const char *language;      /* NULL: "fr" */
    const char *password_hash; /* of password.h, or NULL */
    int64_t actor;             /* who makes it; 0: the program */
} StaffDraft;
bool staff_make(Db *tx, const StaffDraft *draft, int64_t *ret_staff, GError **error);

/* What is to change; NULL, or active -1, stays. */
typedef struct {
    const char *name, *role, *language;
    const char *password_hash;
    int active;
} StaffChange;

/* APP_ERROR_NOT_FOUND; APP_ERROR_CONFLICT when nobody could administer any more. A new password
 * ends the account's sessions but keep_session (0: all). Takes effect at once in this process. */
bool staff_change(Database *database, int64_t staff, const StaffChange *change, int64_t actor,
                  int64_t keep_session, GError **error);

/* 1 and *ret_staff, 0, -1. */
int staff_get(Db *db, int64_t id, Staff **ret_staff, GError **error);
int staff_find(Db *db, const char *email, Staff **ret_staff, GError **error);
/* The first account after an id, oldest first: to go through all. */
int staff_after(Db *db, int64_t id, Staff **ret_staff, GError **error);
/* True if the table has no account that can administer: active, administrator, with a password. */
bool staff_is_empty(Db *db);

/* ---- Ways in ---- */

/* A token for scripts, shown once. Owned by the caller; ret_token, its id, may be NULL. */
char *staff_token_add(Database *database, int64_t staff, const char *name, int64_t *ret_token,
                      GError **error);

/* A one-time link's secret: for the account, or, with staff 0, to make the first administrator.
 * Earlier ones for the same stop working. Owned by the caller. */
char *staff_link_add(Database *database, int64_t staff, int64_t ends_at, GError **error);

/* The Authenticator of http/server.h. Microseconds: what it found is remembered for half a minute.
 */
bool staff_authenticate(Context *context, const char *bearer, const char *session_cookie,
                        Principal *ret_principal, GError **error);

/* ---- Teams ---- */

/* APP_ERROR_CONFLICT if a team has the name. */
bool team_add(Db *tx, const char *name, int64_t actor, int64_t *ret_team, GError **error);
/* name NULL stays; members NULL stay, otherwise they are these and no others. */
bool team_change(Db *tx, int64_t team, const char *name, const int64_t *members, size_t n_members,
                 int64_t actor, GError **error);

/* ---- In answers ---- */

/* StaffRef and TeamRef {id, name} as the API gives them; null for id 0. */
extern const Shape staff_ref_shape, team_ref_shape;
void staff_ref_write(JsonWriter *json, int64_t id, const char *name);
void team_ref_write(JsonWriter *json, int64_t id, const char *name);

extern const Module staff_module;
