#include "staff/session.h"

#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "journal/journal.h"
#include "module/context.h"
#include "setting/setting.h"
#include "staff/session-cache.h"
#include "staff/session-store.h"
#include "staff/staff.h"

#include <inttypes.h>
#include <string.h>

static int64_t
session_end_after(Db *db, int64_t made_at, int64_t now)
{
    return MIN(now + setting_int(db, "staff.session_hours", now) * CLOCK_HOUR,
               made_at + SESSION_LIFE);
}

bool
session_open(Db *tx, int64_t staff, char ret_secret[SECRET_SIZE], GError **error)
{
    char secret[SECRET_SIZE], csrf[SECRET_SIZE], digest[HASH_HEX_SIZE];
    int64_t now = clock_now();

    secret_new(secret);
    secret_new(csrf);
    secret_digest(secret, digest);
    if (!session_store_insert(tx, id_new(), digest, staff, csrf, now,
                              session_end_after(tx, now, now), error) ||
        !journal_append(tx, &(Fact){.name = "staff.signed_in", .actor = staff, .subject = staff},
                        error))
        return false;
    memcpy(ret_secret, secret, SECRET_SIZE);
    return true;
}

bool
session_end(Db *tx, int64_t session, GError **error)
{
    return session_store_end(tx, session, error);
}

bool
session_end_others(Db *tx, int64_t staff, int64_t session, GError **error)
{
    return session_store_end_of(tx, staff, session, error);
}

bool
session_end_all(Db *tx, int64_t staff, GError **error)
{
    int64_t ended;

    return session_store_end_of(tx, staff, 0, error) &&
           token_store_end(tx, staff, 0, &ended, error) && link_store_end_of(tx, staff, error);
}

void
session_forget(void)
{
    session_cache_clear();
}

int
session_csrf(Db *db, const char *secret, char **ret_csrf, GError **error)
{
    g_auto(Bearer) bearer = {0};
    char digest[HASH_HEX_SIZE];
    int found;

    secret_digest(secret, digest);
    found = session_store_find(db, digest, clock_now(), &bearer, error);
    if (found == 1)
        *ret_csrf = g_steal_pointer(&bearer.csrf);
    return found;
}

/* ---- Who asks? ---- */

static bool
touch_work(Db *tx, void *data, GError **error)
{
    const Bearer *bearer = data;
    int64_t now = clock_now();

    if (bearer->csrf == NULL)
        return token_store_touch(tx, bearer->session, now, error);
    return session_store_touch(tx, bearer->session, now,
                               session_end_after(tx, bearer->made_at, now), error);
}

/* A use that could not be written is no reason to refuse it. */
static void
touch(Database *database, Bearer *bearer)
{
    g_autoptr(GError) error = NULL;

    if (!database_write(database, touch_work, bearer, &error))
        log_warning("staff", "use_not_written", "session=%" PRId64 " reason=%s", bearer->session,
                    error->message);
}

static void
fill(Principal *principal, const Bearer *bearer)
{
    *principal = (Principal){
        .staff = bearer->staff,
        .person = bearer->person,
        .session = bearer->csrf != NULL ? bearer->session : 0,
        .rights = staff_rights(bearer->role),
    };
    if (bearer->csrf != NULL)
        g_strlcpy(principal->csrf, bearer->csrf, sizeof principal->csrf);
}

bool
staff_authenticate(Context *context, const char *bearer_token, const char *session_cookie,
                   Principal *ret_principal, GError **error)
{
    const char *secret = bearer_token != NULL ? bearer_token : session_cookie;
    g_auto(Bearer) bearer = {0};
    char key[1 + HASH_HEX_SIZE];
    const char *digest = key + 1;
    int64_t now = clock_now();
    unsigned generation;
    int found;

    if (secret == NULL || strlen(secret) != SECRET_SIZE - 1)
        return true;
    /* A token in a cookie, or a session in a header, is nobody: the two are remembered apart. */
    key[0] = bearer_token != NULL ? 't' : 's';
    secret_digest(secret, key + 1);
    if (session_cache_find(key, now, ret_principal, &generation))
        return true;
    found =
        bearer_token != NULL
            ? token_store_find(database_reader(context->database), digest, &bearer, error)
            : session_store_find(database_reader(context->database), digest, now, &bearer, error);
    if (found <= 0)
        return found == 0;
    if (now - bearer.used_at >= SESSION_TOUCH)
        touch(context->database, &bearer);
    fill(ret_principal, &bearer);
    session_cache_keep(key, ret_principal,
                       bearer.csrf != NULL ? MIN(now + SESSION_MEMORY, bearer.ends_at)
                                           : now + SESSION_MEMORY,
                       generation);
    return true;
}

/* ---- Tokens ---- */

typedef struct {
    int64_t id, staff;
    const char *name;
    const char *digest;
} TokenAdd;

static bool
token_add_work(Db *tx, void *data, GError **error)
{
    const TokenAdd *add = data;

    return token_store_insert(tx, add->id, add->digest, add->staff, add->name, error);
}

char *
staff_token_add(Database *database, int64_t staff, const char *name, int64_t *ret_token,
                GError **error)
{
    g_autofree char *line = text_line(name);
    char secret[SECRET_SIZE], digest[HASH_HEX_SIZE];
    TokenAdd add = {.id = id_new(), .staff = staff, .name = line, .digest = digest};

    if (line[0] == '\0' || strlen(line) > LIMIT_NAME) {
        error_set_field(error, APP_ERROR_INVALID, "name", "must have 1 to %d bytes", LIMIT_NAME);
        return NULL;
    }
    secret_new(secret);
    secret_digest(secret, digest);
    if (!database_write(database, token_add_work, &add, error))
        return NULL;
    if (ret_token != NULL)
        *ret_token = add.id;
    return g_strdup(secret);
}
