#include "staff/link.h"

#include "base/clock.h"
#include "base/error.h"
#include "staff/password.h"
#include "staff/session-store.h"
#include "staff/session.h"
#include "staff/staff-store.h"

#include <string.h>

typedef struct {
    char digest[HASH_HEX_SIZE];
    int64_t staff, ends_at;
} LinkAdd;

static bool
add_work(Db *tx, void *data, GError **error)
{
    const LinkAdd *add = data;

    return link_store_end_of(tx, add->staff, error) &&
           link_store_insert(tx, add->digest, add->staff, add->ends_at, error);
}

char *
staff_link_add(Database *database, int64_t staff, int64_t ends_at, GError **error)
{
    LinkAdd add = {.staff = staff, .ends_at = ends_at};
    char secret[SECRET_SIZE];

    secret_new(secret);
    secret_digest(secret, add.digest);
    return database_write(database, add_work, &add, error) ? g_strdup(secret) : NULL;
}

static bool
refuse(GError **error)
{
    return error_set_field(error, APP_ERROR_NOT_FOUND, "secret",
                           "this link does not work any more");
}

bool
link_look(Db *db, const char *secret, Staff **ret_staff, GError **error)
{
    g_autoptr(Staff) staff = NULL;
    char digest[HASH_HEX_SIZE];
    int64_t id = 0;
    int found;

    secret_digest(secret, digest);
    found = link_store_find(db, digest, clock_now(), &id, error);
    if (found <= 0)
        return found < 0 ? false : refuse(error);
    if (id == 0 && !staff_is_empty(db))
        return refuse(error);
    if (id != 0 && staff_get(db, id, &staff, error) < 0)
        return false;
    if (id != 0 && (staff == NULL || !staff->active))
        return refuse(error);
    *ret_staff = g_steal_pointer(&staff);
    return true;
}

typedef struct {
    const char *secret, *email, *name, *hash;
    int64_t staff;
    char session[SECRET_SIZE];
} Use;

static bool
set_password(Db *tx, const Staff *staff, const char *hash, GError **error)
{
    return staff_store_set_password(tx, staff->id, hash, error) &&
           session_end_others(tx, staff->id, 0, error);
}

static bool
use_work(Db *tx, void *data, GError **error)
{
    Use *use = data;
    g_autoptr(Staff) staff = NULL;
    char digest[HASH_HEX_SIZE];

    secret_digest(use->secret, digest);
    /* Looked at again inside the transaction: two may hold the link. */
    if (!link_look(tx, use->secret, &staff, error) ||
        !link_store_use(tx, digest, clock_now(), error))
        return false;
    if (staff != NULL) {
        use->staff = staff->id;
        if (!set_password(tx, staff, use->hash, error))
            return false;
    } else if (!staff_make(tx,
                           &(StaffDraft){.email = use->email,
                                         .name = use->name,
                                         .role = "administrator",
                                         .password_hash = use->hash},
                           &use->staff, error)) {
        return false;
    }
    return session_open(tx, use->staff, use->session, error);
}

bool
link_use(Database *database, const char *secret, const char *email, const char *name,
         const char *password, int64_t *ret_staff, char ret_session[SECRET_SIZE], GError **error)
{
    g_autoptr(Staff) staff = NULL;
    g_autofree char *hash = NULL;
    Use use = {.secret = secret, .email = email, .name = name};

    if (!link_look(database_reader(database), secret, &staff, error))
        return false;
    if (staff == NULL && email == NULL)
        return error_set_field(error, APP_ERROR_INVALID, "email", "needed for the first account");
    if (staff == NULL && name == NULL)
        return error_set_field(error, APP_ERROR_INVALID, "name", "needed for the first account");
    if (!password_acceptable(password, staff != NULL ? staff->email : email, error))
        return false;
    hash = password_hash(password, error);
    if (hash == NULL)
        return false;
    use.hash = hash;
    if (!database_write(database, use_work, &use, error))
        return false;
    session_forget();
    *ret_staff = use.staff;
    memcpy(ret_session, use.session, SECRET_SIZE);
    return true;
}
