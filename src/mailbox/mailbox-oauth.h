/* mailbox-oauth: signing in to a mailbox by the provider's consent instead of a password
 * (OAuth 2.0, RFC 6749, with PKCE, RFC 7636). Inside mailbox/ only.
 *
 *   1. The organisation is a client of the provider: an id, mostly a secret, two addresses and a
 *      scope; those of the usual providers are known (mailbox-preset.h).
 *   2. Somebody of the staff asks for consent: consent_ask() gives the provider's address to go to.
 *      The state in it is known once, to that account only, for 15 minutes.
 *   3. The provider sends the browser back with a code: consent_answer() exchanges it for a refresh
 *      token, which is kept, sealed.
 *   4. access_token() gives a token that is good for some minutes at least: the one in memory, or a
 *      new one for the refresh token. When the provider says that the consent is no more, the
 *      mailbox is signed out and says so in its health.
 *
 * Consents belong to the client they were given to: another client id or token address forgets
 * them. oauth-client.c holds 1, oauth-consent.c 2 and 3, oauth-token.c 4, oauth-ask.c speaks to the
 * provider, oauth-store.c holds the SQL. */
#pragma once

#include "mailbox/mailbox.h"

/* ---- The client ---- */

typedef struct {
    char *provider;
    char *client_id;                         /* NULL: the provider does not know us yet */
    char *secret;                            /* sealed; NULL: a public client */
    char *authorize_url, *token_url, *scope; /* NULL: not known */
} OAuthClient;

void oauth_client_free(OAuthClient *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OAuthClient, oauth_client_free)

/* The client of a provider; what was not told is the preset's. NULL: error. */
OAuthClient *oauth_client_get(Db *db, const char *provider, GError **error);

typedef struct {
    const char *client_id;
    const char *secret; /* with keep_secret false: the new one, NULL none */
    bool keep_secret;
    const char *authorize_url, *token_url, *scope; /* NULL: the preset's */
} OAuthClientDraft;

/* APP_ERROR_INVALID with the field. A secret is not kept for another token address. */
bool oauth_client_put(Db *tx, Context *context, const char *provider, const OAuthClientDraft *draft,
                      GError **error);

/* Where the provider sends the browser back. Owned by the caller. */
char *oauth_redirect_url(const Context *context);

/* ---- Consent ---- */

/* The address to go to, owned by the caller. APP_ERROR_NOT_FOUND: no such mailbox;
 * APP_ERROR_CONFLICT: it signs in with a password, or we are not a client of its provider. */
char *consent_ask(Context *context, int64_t mailbox, int64_t staff, GError **error);

typedef enum {
    CONSENT_GRANTED,
    CONSENT_REFUSED, /* the person, or their organisation, said no */
    CONSENT_EXPIRED, /* asked too long ago, answered already, or asked by somebody else */
    CONSENT_FAILED,  /* the provider did not give what it should; the log says why */
} ConsentOutcome;

/* What came back. code NULL: an error did. *ret_mailbox is 0 when expired. Asks the provider: not
 * in a transaction. */
ConsentOutcome consent_answer(Context *context, const char *state, const char *code, int64_t staff,
                              int64_t *ret_mailbox);

/* ---- Tokens ---- */

/* A token to sign in with, owned by the caller; free it with mailbox_secret_free(). NULL with
 * APP_ERROR_UNAUTHENTICATED: signed out; APP_ERROR_UNAVAILABLE: try later. Asks the provider: not
 * in a transaction. */
char *access_token(Context *context, int64_t mailbox, GError **error);

/* ---- oauth-ask.c ---- */

typedef struct {
    char *access_token;
    char *refresh_token; /* NULL: the one we have stays good */
    int64_t ends_at;     /* of the access token, milliseconds */
} OAuthGrant;

void oauth_grant_clear(OAuthGrant *grant);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OAuthGrant, oauth_grant_clear)

/* Posts a request for tokens. form: names and values by turns, ends with NULL; the client signs in
 * by itself. APP_ERROR_UNAUTHENTICATED: the code or refresh token is no good (any more);
 * APP_ERROR_FORBIDDEN: the client is not; APP_ERROR_UNAVAILABLE: try later. */
bool oauth_ask(Context *context, const OAuthClient *client, const char *const *form,
               OAuthGrant *ret_grant, GError **error);

/* A web address we may send secrets to: https, or http to this machine. */
bool oauth_url_is_safe(const char *url);

/* Makes "name=value&name=value". Owned by the caller. */
char *oauth_form(const char *const *form);
