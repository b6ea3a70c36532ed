#include "staff/sign-in.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "journal/journal.h"
#include "staff/password.h"
#include "staff/session-store.h"
#include "staff/session.h"
#include "staff/staff-store.h"

#include <gio/gio.h>
#include <sodium.h>
#include <string.h>

typedef enum { SCOPE_PAIR, SCOPE_CLIENT, N_SCOPES } Scope;

static const int64_t free_failures[N_SCOPES] = {SIGN_IN_FREE, SIGN_IN_FREE_CLIENT};

typedef struct {
    char scopes[N_SCOPES][HASH_HEX_SIZE];
    int64_t wait; /* milliseconds; out */
    int64_t staff;
    const char *new_hash; /* to keep instead of the old one, or NULL */
    char secret[SECRET_SIZE];
} Attempt;

int64_t
sign_in_delay(int64_t failures, int64_t allowed)
{
    int64_t over = failures - allowed;

    if (over < 0)
        return 0;
    return over >= 10 ? SIGN_IN_WAIT_MAX : MIN(CLOCK_SECOND << over, SIGN_IN_WAIT_MAX);
}

/* What one client is: an IPv4 address, or the /64 that one IPv6 subscriber has to himself. */
static char *
client_network(const char *address)
{
    g_autoptr(GInetAddress) inet = address != NULL ? g_inet_address_new_from_string(address) : NULL;
    const uint8_t *bytes;
    char network[17];

    if (inet == NULL || g_inet_address_get_family(inet) != G_SOCKET_FAMILY_IPV6)
        return g_strdup(address != NULL ? address : "");
    bytes = g_inet_address_to_bytes(inet);
    for (int i = 0; i < 8; i++)
        g_snprintf(network + 2 * i, 3, "%02x", bytes[i]);
    return g_strdup(network);
}

static void
digest_scope(const Context *context, const char *text, char ret_scope[HASH_HEX_SIZE])
{
    uint8_t digest[32];

    crypto_generichash(digest, sizeof digest, (const uint8_t *)text, strlen(text), context->key,
                       32);
    sodium_bin2hex(ret_scope, HASH_HEX_SIZE, digest, sizeof digest);
}

static void
name_scopes(const Context *context, const char *email, const char *client, Attempt *attempt)
{
    g_autofree char *network = client_network(client);
    g_autofree char *pair = g_strdup_printf("pair\n%s\n%s", email, network);
    g_autofree char *alone = g_strdup_printf("client\n%s", network);

    digest_scope(context, pair, attempt->scopes[SCOPE_PAIR]);
    digest_scope(context, alone, attempt->scopes[SCOPE_CLIENT]);
}

static int
failures_now(Db *db, const char *scope, int64_t now, int64_t *ret_failures, int64_t *ret_last_at,
             GError **error)
{
    int found;

    *ret_failures = *ret_last_at = 0;
    found = failure_store_get(db, scope, ret_failures, ret_last_at, error);
    if (now - *ret_last_at >= SIGN_IN_FORGET)
        *ret_failures = 0;
    return found;
}

/* Refuses what comes too early; otherwise counts the attempt as failed, for now. */
static bool
begin_work(Db *tx, void *data, GError **error)
{
    Attempt *attempt = data;
    int64_t failures[N_SCOPES], last_at, now = clock_now();

    attempt->wait = 0;
    for (int i = 0; i < N_SCOPES; i++) {
        if (failures_now(tx, attempt->scopes[i], now, &failures[i], &last_at, error) < 0)
            return false;
        attempt->wait =
            MAX(attempt->wait, last_at + sign_in_delay(failures[i], free_failures[i]) - now);
    }
    if (attempt->wait > 0)
        return error_set(error, APP_ERROR_TOO_MANY, "too early after failed attempts");
    for (int i = 0; i < N_SCOPES; i++)
        if (!failure_store_put(tx, attempt->scopes[i], failures[i] + 1, now, error))
            return false;
    return true;
}

static bool
forgive_work(Db *tx, void *data, GError **error)
{
    const Attempt *attempt = data;
    const char *client = attempt->scopes[SCOPE_CLIENT];
    int64_t failures, last_at;

    /* The account is forgiven; the client only gets back this attempt, or one good account would
     * pay for guessing at all others. */
    return failures_now(tx, client, clock_now(), &failures, &last_at, error) >= 0 &&
           failure_store_put(tx, attempt->scopes[SCOPE_PAIR], 0, 0, error) &&
           failure_store_put(tx, client, failures - 1, last_at, error);
}

static bool
open_work(Db *tx, void *data, GError **error)
{
    Attempt *attempt = data;

    if (!forgive_work(tx, attempt, error))
        return false;
    if (attempt->new_hash != NULL &&
        !staff_store_set_password(tx, attempt->staff, attempt->new_hash, error))
        return false;
    return session_open(tx, attempt->staff, attempt->secret, error);
}

static bool
wrong_work(Db *tx, void *data, GError **error)
{
    const Attempt *attempt = data;

    return journal_append(tx, &(Fact){.name = "staff.sign_in_failed", .subject = attempt->staff},
                          error);
}

/* Counts the attempt, then looks at the password. *ret_old: it should be hashed anew. */
static bool
look(Context *context, const char *email, const char *password, const char *client,
     Attempt *attempt, bool *ret_old, GError **error)
{
    g_autofree char *hash = NULL;
    bool right;

    name_scopes(context, email, client, attempt);
    if (!database_write(context->database, begin_work, attempt, error) ||
        staff_store_password(database_reader(context->database), email, &attempt->staff, &hash,
                             error) < 0 ||
        !password_verify(hash, password, &right, ret_old, error))
        return false;
    if (right)
        return true;
    return database_write(context->database, wrong_work, attempt, error) &&
           error_set(error, APP_ERROR_UNAUTHENTICATED, "wrong address or password");
}

static int64_t
wait_seconds(const Attempt *attempt)
{
    return (attempt->wait + CLOCK_SECOND - 1) / CLOCK_SECOND;
}

bool
sign_in(Context *context, const char *email, const char *password, const char *client,
        int64_t *ret_staff, char ret_secret[SECRET_SIZE], int64_t *ret_wait, GError **error)
{
    g_autofree char *normal = text_email(email);
    g_autofree char *folded = normal != NULL ? g_strdup(normal) : text_fold(email);
    g_autofree char *new_hash = NULL;
    Attempt attempt = {0};
    bool old = false;

    if (!look(context, folded, password, client, &attempt, &old, error)) {
        *ret_wait = wait_seconds(&attempt);
        return false;
    }
    if (old)
        new_hash = password_hash(password, NULL); /* at the next sign-in if not now */
    attempt.new_hash = new_hash;
    if (!database_write(context->database, open_work, &attempt, error))
        return false;
    *ret_staff = attempt.staff;
    memcpy(ret_secret, attempt.secret, SECRET_SIZE);
    return true;
}

bool
sign_in_prove(Context *context, const char *email, const char *password, const char *client,
              int64_t *ret_wait, GError **error)
{
    Attempt attempt = {0};
    bool old;

    if (look(context, email, password, client, &attempt, &old, error))
        return database_write(context->database, forgive_work, &attempt, error);
    *ret_wait = wait_seconds(&attempt);
    return false;
}
