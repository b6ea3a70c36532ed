/* Access tokens, in memory while they are good. */
#include "mailbox/mailbox-oauth.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/log.h"
#include "mailbox/mailbox-secret.h"
#include "mailbox/mailbox-store.h"

#include <inttypes.h>
#include <pthread.h>
#include <string.h>

#define RENEW_BEFORE (2 * CLOCK_MINUTE) /* a talk with a server may take that long */
#define KEEP_TRIES   3

/* Of one mailbox. One thread renews at a time: a provider that gives a new refresh token with each
 * access token takes a second use of the old one for a theft. */
typedef struct {
    pthread_mutex_t lock;
    char *token;  /* NULL: none yet */
    char *source; /* the sealed refresh token it came by: another consent, another token */
    int64_t renew_at;
} Held;

static pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;
static GHashTable *table; /* id of a mailbox → Held; there are few, and they stay */

static Held *
hold(int64_t mailbox)
{
    Held *held;

    pthread_mutex_lock(&table_lock);
    if (table == NULL)
        table = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    held = g_hash_table_lookup(table, &mailbox);
    if (held == NULL) {
        held = g_new0(Held, 1);
        pthread_mutex_init(&held->lock, NULL);
        g_hash_table_insert(table, g_memdup2(&mailbox, sizeof mailbox), held);
    }
    pthread_mutex_unlock(&table_lock);
    return held;
}

static void
forget_locked(Held *held)
{
    g_clear_pointer(&held->token, mailbox_secret_free);
    g_clear_pointer(&held->source, g_free);
    held->renew_at = 0;
}

void
mailbox_token_refused(int64_t mailbox)
{
    Held *held = hold(mailbox);

    pthread_mutex_lock(&held->lock);
    forget_locked(held);
    pthread_mutex_unlock(&held->lock);
}

/* ---- In the database ---- */

typedef struct {
    int64_t mailbox;
    const char *was, *now; /* sealed */
} Rotation;

/* 1 while the mailbox has the refresh token that was; 0: somebody consented anew meanwhile. */
static int
is_still(Db *tx, const Rotation *rotation, GError **error)
{
    g_autoptr(Mailbox) mailbox = NULL;
    int found = mailbox_get(tx, rotation->mailbox, &mailbox, error);

    return found == 1 ? g_strcmp0(mailbox->secret, rotation->was) == 0 : found;
}

static bool
rotate(Db *tx, void *data, GError **error)
{
    const Rotation *rotation = data;
    int still = is_still(tx, rotation, error);

    return still == 1 ? mailbox_store_put_secret(tx, rotation->mailbox, rotation->now, error)
                      : still == 0;
}

/* The consent is no more: forgotten, and told. */
static bool
sign_out(Db *tx, void *data, GError **error)
{
    const Rotation *rotation = data;
    g_auto(MailboxHealth) health = {0};
    int still = is_still(tx, rotation, error);

    if (still != 1)
        return still == 0;
    if (!mailbox_store_put_secret(tx, rotation->mailbox, NULL, error) ||
        !mailbox_health_get(tx, rotation->mailbox, &health, error))
        return false;
    mailbox_health_clear_error(&health);
    health.last_error_at = clock_now();
    health.error_step = g_strdup("sign-in");
    health.error_code = g_strdup("oauth-expired");
    return mailbox_tell_health(tx, rotation->mailbox, &health, error);
}

/* The provider has forgotten the token before: the new one must not be lost to a full disk. */
static bool
keep_rotated(Context *context, Rotation *rotation, GError **error)
{
    for (int i = 1; i < KEEP_TRIES; i++)
        if (database_write(context->database, rotate, rotation, NULL))
            return true;
    return database_write(context->database, rotate, rotation, error);
}

/* ---- Renewing ---- */

static void
note_sign_out(Context *context, Rotation *rotation, const GError *reason)
{
    g_autoptr(GError) why = NULL;

    log_warning("mailbox", "signed_out", "mailbox=%" PRId64 " reason=%s", rotation->mailbox,
                reason->message);
    if (!database_write(context->database, sign_out, rotation, &why))
        log_error("mailbox", "not_told", "mailbox=%" PRId64 " reason=%s", rotation->mailbox,
                  why->message);
}

static bool
ask(Context *context, const Mailbox *mailbox, const char *refresh_token, OAuthGrant *ret_grant,
    GError **error)
{
    const char *const form[] = {"grant_type", "refresh_token", "refresh_token", refresh_token,
                                NULL};
    g_autoptr(OAuthClient) client =
        oauth_client_get(database_reader(context->database), mailbox->provider, error);

    return client != NULL && oauth_ask(context, client, form, ret_grant, error);
}

static bool
renew_locked(Context *context, Held *held, const Mailbox *mailbox, GError **error)
{
    g_autoptr(MailboxSecret) refresh =
        mailbox->secret != NULL ? mailbox_unseal(context, mailbox->secret) : NULL;
    g_auto(OAuthGrant) grant = {0};
    g_autofree char *sealed = NULL;
    Rotation rotation = {mailbox->id, mailbox->secret, NULL};

    /* What another key sealed is left as it is: the right key may come back. */
    if (refresh == NULL)
        return error_set(error, APP_ERROR_UNAUTHENTICATED, "mailbox %" PRId64 " is signed out",
                         mailbox->id);
    if (!ask(context, mailbox, refresh, &grant, error)) {
        if (g_error_matches(*error, APP_ERROR, APP_ERROR_UNAUTHENTICATED))
            note_sign_out(context, &rotation, *error);
        return false;
    }
    if (grant.refresh_token != NULL) {
        rotation.now = sealed = mailbox_seal(context, grant.refresh_token);
        if (!keep_rotated(context, &rotation, error))
            return false;
    }
    forget_locked(held);
    held->token = g_steal_pointer(&grant.access_token);
    held->source = g_strdup(sealed != NULL ? sealed : mailbox->secret);
    held->renew_at = grant.ends_at - MIN(RENEW_BEFORE, (grant.ends_at - clock_now()) / 2);
    return true;
}

char *
access_token(Context *context, int64_t id, GError **error)
{
    g_autoptr(GError) why = NULL;
    g_autoptr(Mailbox) mailbox = NULL;
    Held *held = hold(id);
    char *token = NULL;
    int found;

    pthread_mutex_lock(&held->lock);
    found = mailbox_get(database_reader(context->database), id, &mailbox, &why);
    if (found == 0)
        error_set(&why, APP_ERROR_NOT_FOUND, "no mailbox %" PRId64, id);
    if (found == 1 && ((held->token != NULL && g_strcmp0(held->source, mailbox->secret) == 0 &&
                        clock_now() < held->renew_at) ||
                       renew_locked(context, held, mailbox, &why)))
        token = g_strdup(held->token);
    pthread_mutex_unlock(&held->lock);
    if (token == NULL)
        g_propagate_error(error, g_steal_pointer(&why));
    return token;
}
