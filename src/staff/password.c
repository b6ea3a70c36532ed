#include "staff/password.h"

#include "base/error.h"
#include "staff/staff.h"

#include <errno.h>
#include <pthread.h>
#include <sodium.h>
#include <string.h>
#include <time.h>

/* OWASP's second choice of argon2id parameters: 19 MiB, 2 passes, 1 lane. */
#define MEMORY ((size_t)19456 * 1024)
#define PASSES 2

#define AT_ONCE      2  /* hashes being made */
#define QUEUE        64 /* callers waiting their turn */
#define WAIT_SECONDS 10

/* No password gives this; it only costs the time. Made with the parameters above. */
static const char nobody[crypto_pwhash_STRBYTES] =
    "$argon2id$v=19$m=19456,t=2,p=1$bm90IGEgcmVhbCBzYWx0IQ$"
    "bm90IHRoZSBoYXNoIG9mIGFueSBwYXNzd29yZCAgICA";

static pthread_mutex_t gate_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t gate_free = PTHREAD_COND_INITIALIZER;
static int running, waiting;

static bool
gate_enter(GError **error)
{
    struct timespec until;
    int rc = 0;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += WAIT_SECONDS;
    pthread_mutex_lock(&gate_lock);
    if (running >= AT_ONCE && waiting >= QUEUE) {
        pthread_mutex_unlock(&gate_lock);
        return error_set(error, APP_ERROR_UNAVAILABLE, "too many passwords to check at once");
    }
    waiting++;
    while (running >= AT_ONCE && rc != ETIMEDOUT)
        rc = pthread_cond_timedwait(&gate_free, &gate_lock, &until);
    waiting--;
    if (running >= AT_ONCE) {
        pthread_mutex_unlock(&gate_lock);
        return error_set(error, APP_ERROR_UNAVAILABLE, "no turn to check a password in %d s",
                         WAIT_SECONDS);
    }
    running++;
    pthread_mutex_unlock(&gate_lock);
    return true;
}

static void
gate_leave(void)
{
    pthread_mutex_lock(&gate_lock);
    running--;
    pthread_cond_signal(&gate_free);
    pthread_mutex_unlock(&gate_lock);
}

bool
password_acceptable(const char *password, const char *email, GError **error)
{
    if (!g_utf8_validate(password, -1, NULL))
        return error_set_field(error, APP_ERROR_INVALID, "password", "not valid UTF-8");
    if (g_utf8_strlen(password, -1) < STAFF_PASSWORD_MIN)
        return error_set_field(error, APP_ERROR_INVALID, "password", "shorter than %d characters",
                               STAFF_PASSWORD_MIN);
    if (strlen(password) > STAFF_PASSWORD_MAX)
        return error_set_field(error, APP_ERROR_INVALID, "password", "over %d bytes",
                               STAFF_PASSWORD_MAX);
    if (email != NULL && g_ascii_strcasecmp(password, email) == 0)
        return error_set_field(error, APP_ERROR_INVALID, "password", "the same as the address");
    return true;
}

char *
password_hash(const char *password, GError **error)
{
    char hash[crypto_pwhash_STRBYTES];
    int rc;

    if (sodium_init() < 0)
        g_error("libsodium cannot start");
    if (!gate_enter(error))
        return NULL;
    rc = crypto_pwhash_str(hash, password, strlen(password), PASSES, MEMORY);
    gate_leave();
    if (rc != 0) {
        error_set(error, APP_ERROR_UNAVAILABLE, "no memory to hash a password");
        return NULL;
    }
    return g_strdup(hash);
}

bool
password_verify(const char *hash, const char *password, bool *ret_right, bool *ret_old,
                GError **error)
{
    char kept[crypto_pwhash_STRBYTES] = "";
    bool right;

    g_strlcpy(kept, hash != NULL ? hash : nobody, sizeof kept);
    if (sodium_init() < 0)
        g_error("libsodium cannot start");
    if (!gate_enter(error))
        return false;
    right = crypto_pwhash_str_verify(kept, password, strlen(password)) == 0;
    gate_leave();
    *ret_right = right && hash != NULL;
    *ret_old = *ret_right && crypto_pwhash_str_needs_rehash(kept, PASSES, MEMORY) != 0;
    return true;
}
