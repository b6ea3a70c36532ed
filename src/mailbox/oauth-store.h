/* oauth-store: the SQL of OAuth2 clients and of consents that were asked for. Inside mailbox/ only.
 */
#pragma once

#include "mailbox/mailbox-oauth.h"

/* 1 and *ret_client, 0, -1. */
int oauth_store_client(Db *db, const char *provider, OAuthClient **ret_client, GError **error);
bool oauth_store_put_client(Db *tx, const OAuthClient *client, GError **error);
/* Those that sign in to a provider by its consent have none any more. */
bool oauth_store_forget_consents(Db *tx, const char *provider, GError **error);

typedef struct {
    int64_t mailbox, staff, ends_at;
    char *verifier; /* sealed */
} OAuthAttempt;

void oauth_attempt_clear(OAuthAttempt *attempt);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OAuthAttempt, oauth_attempt_clear)

/* Under the digest of its state; those that ended before now are dropped. */
bool oauth_store_put_attempt(Db *tx, const char *state, const OAuthAttempt *attempt, int64_t now,
                             GError **error);
/* Takes it out: 1 and *ret_attempt, 0, -1. */
int oauth_store_take_attempt(Db *tx, const char *state, OAuthAttempt *ret_attempt, GError **error);
