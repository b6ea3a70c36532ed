/* session-store: the SQL of sessions, tokens, links and failed sign-ins, used inside staff/ only.
 * Secrets come as digests. */
#pragma once

#include "db/db.h"

typedef struct {
    int64_t session; /* or token */
    int64_t staff, person;
    char *role;
    char *csrf; /* NULL for a token */
    int64_t made_at, used_at, ends_at;
} Bearer;

void bearer_clear(Bearer *bearer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Bearer, bearer_clear)

/* Who holds it, if the account is active and it has not ended. 1, 0, -1. */
int session_store_find(Db *db, const char *digest, int64_t now, Bearer *ret_bearer, GError **error);
int token_store_find(Db *db, const char *digest, Bearer *ret_bearer, GError **error);
bool session_store_touch(Db *tx, int64_t session, int64_t used_at, int64_t ends_at, GError **error);
bool token_store_touch(Db *tx, int64_t token, int64_t used_at, GError **error);

bool session_store_insert(Db *tx, int64_t id, const char *digest, int64_t staff, const char *csrf,
                          int64_t now, int64_t ends_at, GError **error);
bool session_store_end(Db *tx, int64_t session, GError **error);
/* All of an account but one (0: all). */
bool session_store_end_of(Db *tx, int64_t staff, int64_t but, GError **error);

bool token_store_insert(Db *tx, int64_t id, const char *digest, int64_t staff, const char *name,
                        GError **error);
/* Newest first; columns id, name, made_at, used_at. */
DbRows *token_store_list(Db *db, int64_t staff, int64_t before, int64_t limit, GError **error);
/* One of an account, or all of it (token 0). */
bool token_store_end(Db *tx, int64_t staff, int64_t token, int64_t *ret_ended, GError **error);

bool link_store_insert(Db *tx, const char *digest, int64_t staff, int64_t ends_at, GError **error);
/* The account (0: the first administrator) of a link that still works. 1, 0, -1. */
int link_store_find(Db *db, const char *digest, int64_t now, int64_t *ret_staff, GError **error);
/* False with APP_ERROR_NOT_FOUND when someone was faster. */
bool link_store_use(Db *tx, const char *digest, int64_t now, GError **error);
/* The links of an account, or the first administrator's (0). */
bool link_store_end_of(Db *tx, int64_t staff, GError **error);

/* 1 and how often, when last; 0; -1. */
int failure_store_get(Db *db, const char *scope, int64_t *ret_failures, int64_t *ret_last_at,
                      GError **error);
/* failures 0 forgets the scope. */
bool failure_store_put(Db *tx, const char *scope, int64_t failures, int64_t last_at,
                       GError **error);

/* Drops what has ended: sessions and links before now, failures before old. */
bool session_store_tidy(Db *tx, int64_t now, int64_t old, GError **error);
