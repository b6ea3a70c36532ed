/* staff: who works in Lien, what they may do, and how they sign in.
 *
 * Roles: administrator (everything), supervisor (steers: everything but accounts and settings), adviser
 * (answers), reader (looks). Rights by role are one table in staff.c. Passwords are argon2id (libsodium,
 * 19 MiB, 2 passes), checked off the threads that serve others; sessions and tokens are 256 random bits of
 * which only the digest is kept.
 *
 * Wrong passwords slow down the account *from that client*: a colleague at another address signs in as
 * usual while an attacker waits longer and longer. */
#pragma once

#include "db/db.h"
#include "http/server.h"

#define STAFF_PASSWORD_MIN 10  /* characters; length is what protects */
#define STAFF_PASSWORD_MAX 200 /* bytes */

typedef struct {
    int64_t id, person;
    char *email, *name, *role, *language;
    bool active;
} Staff;

void staff_free(Staff *staff);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Staff, staff_free)

/* Rights of a role, as bits 1 << Right; 0 for a word that is not a role. */
uint64_t staff_rights(const char *role);

/* Makes an account. APP_ERROR_CONFLICT if the address has one; APP_ERROR_INVALID names the field.
 * password NULL: they will choose it by a link. Hashes: slow. */
bool staff_add(Database *database, const char *email, const char *name, const char *role,
               const char *password, int64_t *ret_staff, GError **error);

/* 1 and *ret_staff, 0, -1. */
int staff_get(Db *db, int64_t id, Staff **ret_staff, GError **error);
int staff_find(Db *db, const char *email, Staff **ret_staff, GError **error);
/* True if the table has no account that can administer. */
bool staff_is_empty(Db *db);

/* A token for scripts, shown once. Owned by the caller. */
char *staff_token_add(Database *database, int64_t staff, const char *name, GError **error);

/* A one-time link's secret: for the account, or, with staff 0, to make the first administrator. */
char *staff_link_add(Database *database, int64_t staff, int64_t ends_at, GError **error);

/* The Authenticator of http/server.h. */
bool staff_authenticate(Context *context, const char *bearer, const char *session_cookie,
                        Principal *ret_principal, GError **error);
