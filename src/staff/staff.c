#include "staff/staff.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "journal/journal.h"
#include "person/person.h"
#include "staff/password.h"
#include "staff/session.h"
#include "staff/staff-store.h"

#include <string.h>

#define BIT(right) (UINT64_C(1) << (right))
#define LOOKS                                                                                      \
    (BIT(RIGHT_ANYONE) | BIT(RIGHT_SIGNED_IN) | BIT(RIGHT_CONVERSATION_READ) |                     \
     BIT(RIGHT_PERSON_READ) | BIT(RIGHT_SURVEY_READ) | BIT(RIGHT_INDICATOR_READ))
#define ANSWERS                                                                                    \
    (LOOKS | BIT(RIGHT_CONVERSATION_WRITE) | BIT(RIGHT_PERSON_WRITE) | BIT(RIGHT_LOOP_WRITE))
#define STEERS      (ANSWERS | BIT(RIGHT_JOB_MANAGE) | BIT(RIGHT_DESK_MANAGE))
#define ADMINISTERS (BIT(RIGHT_COUNT) - 1)

static const struct {
    const char *role;
    uint64_t rights;
} rights_of[] = {
    {"administrator", ADMINISTERS},
    {"supervisor", STEERS},
    {"adviser", ANSWERS},
    {"reader", LOOKS},
};

const char *const staff_roles[] = {"administrator", "supervisor", "adviser", "reader", NULL};

static const char *const languages[] = {"fr", "en", NULL};

void
staff_free(Staff *staff)
{
    if (staff == NULL)
        return;
    g_free(staff->email);
    g_free(staff->name);
    g_free(staff->role);
    g_free(staff->language);
    g_free(staff);
}

uint64_t
staff_rights(const char *role)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rights_of); i++)
        if (strcmp(rights_of[i].role, role) == 0)
            return rights_of[i].rights;
    return 0;
}

bool
staff_is_empty(Db *db)
{
    return staff_store_administrators(db, 0, NULL) == 0;
}

/* ---- Making an account ---- */

static bool
check_name(const char *name, GError **error)
{
    if (name[0] != '\0' && strlen(name) <= LIMIT_NAME)
        return true;
    return error_set_field(error, APP_ERROR_INVALID, "name", "must have 1 to %d bytes", LIMIT_NAME);
}

static bool
check_role(const char *role, GError **error)
{
    g_autofree char *accepted = NULL;

    if (g_strv_contains(staff_roles, role))
        return true;
    accepted = g_strjoinv(", ", (char **)staff_roles);
    return error_set_field(error, APP_ERROR_INVALID, "role", "'%s' is not one of %s", role,
                           accepted);
}

static bool
check_language(const char *language, GError **error)
{
    return g_strv_contains(languages, language) ||
           error_set_field(error, APP_ERROR_INVALID, "language", "must be fr or en");
}

static bool
tell_role(Db *tx, const char *name, int64_t staff, const char *role, int64_t actor, GError **error)
{
    g_autofree char *data = g_strdup_printf("{\"role\":\"%s\"}", role);

    return journal_append(tx, &(Fact){.name = name, .actor = actor, .subject = staff, .data = data},
                          error);
}

bool
staff_make(Db *tx, const StaffDraft *draft, int64_t *ret_staff, GError **error)
{
    g_autofree char *email = text_email(draft->email);
    g_autofree char *name = text_line(draft->name);
    g_autoptr(Staff) before = NULL;
    StaffDraft clean = *draft;
    int64_t person, id = id_new();
    int found;

    clean.email = email;
    clean.name = name;
    clean.language = draft->language != NULL ? draft->language : "fr";
    if (email == NULL)
        return error_set_field(error, APP_ERROR_INVALID, "email", "not an e-mail address");
    if (!check_name(name, error) || !check_role(clean.role, error) ||
        !check_language(clean.language, error))
        return false;
    found = staff_find(tx, email, &before, error);
    if (found != 0)
        return found > 0 ? error_set_field(error, APP_ERROR_CONFLICT, "email",
                                           "this address has an account already")
                         : false;
    if (!person_meet(tx, "email", email, name, clean.language, clock_now(), &person, error) ||
        !staff_store_insert(tx, id, person, &clean, error) ||
        !tell_role(tx, "staff.added", id, clean.role, clean.actor, error))
        return false;
    *ret_staff = id;
    return true;
}

typedef struct {
    StaffDraft draft;
    int64_t id;
} Add;

static bool
add_work(Db *tx, void *data, GError **error)
{
    Add *add = data;

    return staff_make(tx, &add->draft, &add->id, error);
}

bool
staff_add(Database *database, const char *email, const char *name, const char *role,
          const char *password, int64_t *ret_staff, GError **error)
{
    g_autofree char *hash = NULL;
    Add add = {.draft = {.email = email, .name = name, .role = role}};

    if (password != NULL) {
        if (!password_acceptable(password, email, error))
            return false;
        hash = password_hash(password, error);
        if (hash == NULL)
            return false;
    }
    add.draft.password_hash = hash;
    if (!database_write(database, add_work, &add, error))
        return false;
    *ret_staff = add.id;
    return true;
}

/* ---- Changing one ---- */

typedef struct {
    int64_t staff, actor, keep_session;
    const StaffChange *change;
} ChangeWork;

static bool
check_someone_administers(Db *tx, int64_t but, GError **error)
{
    int64_t others = staff_store_administrators(tx, but, error);

    return others > 0 || (others == 0 && error_set(error, APP_ERROR_CONFLICT,
                                                   "the last active administrator must stay one"));
}

/* Writes into staff what change says, and names what is new in the fact's data. */
static bool
apply(Staff *staff, const StaffChange *change, JsonWriter *json, GError **error)
{
    if (change->name != NULL) {
        g_free(staff->name);
        staff->name = text_line(change->name);
        json_put_bool(json, "name", true);
        if (!check_name(staff->name, error))
            return false;
    }
    if (change->role != NULL) {
        if (!check_role(change->role, error))
            return false;
        json_put_text(json, "role", change->role);
        g_free(staff->role);
        staff->role = g_strdup(change->role);
    }
    if (change->language != NULL) {
        if (!check_language(change->language, error))
            return false;
        json_put_text(json, "language", change->language);
        g_free(staff->language);
        staff->language = g_strdup(change->language);
    }
    if (change->active >= 0) {
        json_put_bool(json, "active", change->active != 0);
        staff->active = change->active != 0;
    }
    if (change->password_hash != NULL)
        json_put_bool(json, "password", true);
    return true;
}

static bool
can_administer(const Staff *staff)
{
    return staff->active && strcmp(staff->role, "administrator") == 0;
}

/* What the change takes away from the account: all ways in, or the sessions opened with the old
 * password. */
static bool
close_ways_in(Db *tx, const Staff *staff, const ChangeWork *work, GError **error)
{
    if (!staff->active)
        return session_end_all(tx, staff->id, error);
    if (work->change->password_hash != NULL)
        return session_end_others(tx, staff->id, work->keep_session, error);
    return true;
}

static bool
change_work(Db *tx, void *data, GError **error)
{
    const ChangeWork *work = data;
    g_autoptr(Staff) staff = NULL;
    g_autoptr(GString) told = g_string_new(NULL);
    JsonWriter json;
    int found = staff_get(tx, work->staff, &staff, error);
    bool administered;

    if (found <= 0)
        return found < 0 ? false : error_set(error, APP_ERROR_NOT_FOUND, "no such account");
    administered = can_administer(staff);
    json_writer_init(&json, told);
    json_object_begin(&json);
    if (!apply(staff, work->change, &json, error))
        return false;
    json_object_end(&json);
    if (administered && !can_administer(staff) && !check_someone_administers(tx, staff->id, error))
        return false;
    if (!staff_store_update(tx, staff, error) || !close_ways_in(tx, staff, work, error))
        return false;
    if (work->change->password_hash != NULL &&
        !staff_store_set_password(tx, staff->id, work->change->password_hash, error))
        return false;
    return journal_append(
        tx,
        &(Fact){
            .name = "staff.changed", .actor = work->actor, .subject = staff->id, .data = told->str},
        error);
}

bool
staff_change(Database *database, int64_t staff, const StaffChange *change, int64_t actor,
             int64_t keep_session, GError **error)
{
    ChangeWork work = {
        .staff = staff, .actor = actor, .keep_session = keep_session, .change = change};

    if (!database_write(database, change_work, &work, error))
        return false;
    session_forget();
    return true;
}
