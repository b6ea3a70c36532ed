/* A consent asked for, and answered. */
#include "mailbox/oauth-store.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/log.h"
#include "mailbox/mailbox-secret.h"
#include "mailbox/mailbox-store.h"

#include <inttypes.h>
#include <sodium.h>
#include <string.h>

#define ATTEMPT_LIFE (15 * CLOCK_MINUTE)

/* ---- Asking ---- */

/* What the provider sees of the verifier (RFC 7636, S256). */
static void
challenge_of(const char *verifier, char ret_challenge[SECRET_SIZE])
{
    uint8_t digest[HASH_SHA256_SIZE];

    hash_sha256(verifier, strlen(verifier), digest);
    sodium_bin2base64(ret_challenge, SECRET_SIZE, digest, sizeof digest,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

typedef struct {
    const char *state; /* its digest */
    const OAuthAttempt *attempt;
} Asking;

static bool
note_attempt(Db *tx, void *data, GError **error)
{
    const Asking *asking = data;

    return oauth_store_put_attempt(tx, asking->state, asking->attempt, clock_now(), error);
}

static bool
remember(Context *context, const char *state, const char *verifier, int64_t mailbox, int64_t staff,
         GError **error)
{
    char digest[HASH_HEX_SIZE];
    g_auto(OAuthAttempt) attempt = {
        .mailbox = mailbox,
        .staff = staff,
        .ends_at = clock_now() + ATTEMPT_LIFE,
        .verifier = mailbox_seal(context, verifier),
    };
    Asking asking = {digest, &attempt};

    secret_digest(state, digest);
    return database_write(context->database, note_attempt, &asking, error);
}

static char *
address_to_go(Context *context, const OAuthClient *client, const Mailbox *mailbox,
              const char *state, const char *verifier)
{
    g_autofree char *redirect = oauth_redirect_url(context);
    char challenge[SECRET_SIZE];
    const char *const form[] = {"response_type",
                                "code",
                                "client_id",
                                client->client_id,
                                "redirect_uri",
                                redirect,
                                "scope",
                                client->scope,
                                "state",
                                state,
                                "code_challenge",
                                challenge,
                                "code_challenge_method",
                                "S256",
                                "login_hint",
                                mailbox->user,
                                NULL};
    g_autofree char *query = NULL;

    challenge_of(verifier, challenge);
    query = oauth_form(form);
    return g_strconcat(client->authorize_url, strchr(client->authorize_url, '?') ? "&" : "?", query,
                       NULL);
}

char *
consent_ask(Context *context, int64_t id, int64_t staff, GError **error)
{
    Db *db = database_reader(context->database);
    g_autoptr(Mailbox) mailbox = NULL;
    g_autoptr(OAuthClient) client = NULL;
    char state[SECRET_SIZE], verifier[SECRET_SIZE];
    int found = mailbox_get(db, id, &mailbox, error);

    if (found == 0)
        error_set(error, APP_ERROR_NOT_FOUND, "no mailbox %" PRId64, id);
    if (found != 1)
        return NULL;
    if (mailbox->auth != MAILBOX_OAUTH) {
        error_set_field(error, APP_ERROR_CONFLICT, "auth", "it signs in with a password");
        return NULL;
    }
    client = oauth_client_get(db, mailbox->provider, error);
    if (client != NULL && client->client_id == NULL)
        error_set_field(error, APP_ERROR_CONFLICT, "provider", "does not know us as a client yet");
    if (client == NULL || client->client_id == NULL)
        return NULL;
    secret_new(state);
    secret_new(verifier);
    return remember(context, state, verifier, id, staff, error)
               ? address_to_go(context, client, mailbox, state, verifier)
               : NULL;
}

/* ---- Answering ---- */

typedef struct {
    const char *state; /* its digest */
    OAuthAttempt attempt;
    int found;
} Taking;

static bool
take_attempt(Db *tx, void *data, GError **error)
{
    Taking *taking = data;

    oauth_attempt_clear(&taking->attempt);
    taking->found = oauth_store_take_attempt(tx, taking->state, &taking->attempt, error);
    return taking->found >= 0;
}

typedef struct {
    Context *context;
    int64_t mailbox, staff;
    const char *refresh_token;
} Keeping;

/* That nobody could sign in is over. */
static bool
forget_sign_out(Db *tx, int64_t mailbox, GError **error)
{
    g_auto(MailboxHealth) health = {0};

    if (!mailbox_health_get(tx, mailbox, &health, error))
        return false;
    if (g_strcmp0(health.error_step, "sign-in") != 0)
        return true;
    mailbox_health_clear_error(&health);
    return mailbox_tell_health(tx, mailbox, &health, error);
}

static bool
keep_consent(Db *tx, void *data, GError **error)
{
    const Keeping *keeping = data;
    g_autofree char *sealed = mailbox_seal(keeping->context, keeping->refresh_token);
    Fact fact = {.name = "mailbox.changed", .actor = keeping->staff, .subject = keeping->mailbox};

    return mailbox_store_put_secret(tx, keeping->mailbox, sealed, error) &&
           forget_sign_out(tx, keeping->mailbox, error) && journal_append(tx, &fact, error);
}

/* The code for tokens, and the one that lasts kept. */
static bool
exchange(Context *context, const char *code, const OAuthAttempt *attempt, GError **error)
{
    Db *db = database_reader(context->database);
    g_autoptr(MailboxSecret) verifier = mailbox_unseal(context, attempt->verifier);
    g_autofree char *redirect = oauth_redirect_url(context);
    const char *const form[] = {"grant_type", "authorization_code", "code",   code, "redirect_uri",
                                redirect,     "code_verifier",      verifier, NULL};
    g_autoptr(Mailbox) mailbox = NULL;
    g_autoptr(OAuthClient) client = NULL;
    g_auto(OAuthGrant) grant = {0};
    Keeping keeping = {context, attempt->mailbox, attempt->staff, NULL};

    if (mailbox_get(db, attempt->mailbox, &mailbox, error) != 1 || verifier == NULL)
        return false;
    client = oauth_client_get(db, mailbox->provider, error);
    if (client == NULL || !oauth_ask(context, client, form, &grant, error))
        return false;
    if (grant.refresh_token == NULL)
        return error_set(error, APP_ERROR_FORBIDDEN, "the provider gave no refresh token");
    keeping.refresh_token = grant.refresh_token;
    return database_write(context->database, keep_consent, &keeping, error);
}

ConsentOutcome
consent_answer(Context *context, const char *state, const char *code, int64_t staff,
               int64_t *ret_mailbox)
{
    char digest[HASH_HEX_SIZE];
    Taking taking = {.state = digest};
    g_autoptr(GError) error = NULL;
    ConsentOutcome outcome = CONSENT_GRANTED;

    *ret_mailbox = 0;
    secret_digest(state, digest);
    if (!database_write(context->database, take_attempt, &taking, &error)) {
        outcome = CONSENT_FAILED;
    } else if (taking.found == 0 || taking.attempt.staff != staff ||
               taking.attempt.ends_at < clock_now()) {
        outcome = CONSENT_EXPIRED;
    } else {
        *ret_mailbox = taking.attempt.mailbox;
        if (code == NULL)
            outcome = CONSENT_REFUSED;
        else if (!exchange(context, code, &taking.attempt, &error))
            outcome = CONSENT_FAILED;
    }
    if (error != NULL)
        log_warning("mailbox", "no_consent", "mailbox=%" PRId64 " reason=%s", *ret_mailbox,
                    error->message);
    oauth_attempt_clear(&taking.attempt);
    return outcome;
}
