#include "staff/staff-configuration.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "staff/staff-store.h"

/* Teams are small; one that is larger is written whole all the same, only a file cannot bring it.
 */
#define MEMBERS_MAX 5000

/* ---- Accounts ---- */

static const Shape staff_shape = {
    .name = "StaffItem",
    .fields =
        (const Field[]){
            {.name = "email",
             .type = FIELD_TEXT,
             .flags = FIELD_REQUIRED,
             .min = 1,
             .max = LIMIT_ADDRESS},
            {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1},
            {.name = "role", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "language", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            FIELDS_END,
        },
};

/* Those who work here now. */
static bool
write_staff(Context *context, Db *db, JsonWriter *json, GError **error)
{
    g_autoptr(DbRows) rows = staff_store_by_email(db, error);
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1) {
        json_object_begin(json);
        json_put_text(json, "email", db_rows_text(rows, 0));
        json_put_text(json, "name", db_rows_text(rows, 1));
        json_put_text(json, "role", db_rows_text(rows, 2));
        json_put_text(json, "language", db_rows_text(rows, 3));
        json_object_end(json);
    }
    return more == 0;
}

/* Adds accounts, without a password: who holds one chooses it by a link. An account that is there
 * stays as it is: a file makes nobody an administrator who was none, nor the other way round. */
static bool
read_staff(Context *context, Db *tx, const ConfigurationItem *given,
           ConfigurationEffect *ret_effect, GError **error)
{
    StaffDraft draft = {
        .email = configuration_text(given->item, "email"),
        .name = configuration_text(given->item, "name"),
        .role = configuration_text(given->item, "role"),
        .language = configuration_text(given->item, "language"),
        .actor = given->staff,
    };
    g_autofree char *email = text_email(draft.email);
    g_autoptr(Staff) known = NULL;
    int64_t id;
    int found = email != NULL ? staff_find(tx, email, &known, error) : 0;

    if (found == 1)
        *ret_effect = CONFIGURATION_KEPT;
    return found == 0 ? staff_make(tx, &draft, &id, error) : found == 1;
}

/* ---- Teams ---- */

static const Shape team_shape = {
    .name = "TeamItem",
    .fields =
        (const Field[]){
            {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1},
            {.name = "members",
             .type = FIELD_LIST,
             .of = FIELD_TEXT,
             .max = MEMBERS_MAX,
             .about = "Their addresses."},
            FIELDS_END,
        },
};

/* Rows of a team follow each other: one a member, at least one. */
static bool
write_teams(Context *context, Db *db, JsonWriter *json, GError **error)
{
    g_autoptr(DbRows) rows = team_store_by_name(db, error);
    int64_t team = 0;
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1) {
        if (db_rows_int(rows, 0) != team) {
            if (team != 0) {
                json_list_end(json);
                json_object_end(json);
            }
            team = db_rows_int(rows, 0);
            json_object_begin(json);
            json_put_text(json, "name", db_rows_text(rows, 1));
            json_name(json, "members");
            json_list_begin(json);
        }
        if (!db_rows_is_null(rows, 2))
            json_text(json, db_rows_text(rows, 2));
    }
    if (team != 0) {
        json_list_end(json);
        json_object_end(json);
    }
    return more == 0;
}

/* Lets a member in; who is one already stays. *ret_joined is set when they were none. */
static bool
join(Db *tx, int64_t team, size_t index, const char *address, bool *ret_joined, GError **error)
{
    g_autofree char *email = text_email(address);
    g_autofree char *field = g_strdup_printf("members[%zu]", index);
    g_autoptr(Staff) member = NULL;
    int found = email != NULL ? staff_find(tx, email, &member, error) : 0;
    int is_member;

    if (found < 0)
        return false;
    if (found == 0)
        return error_set_field(error, APP_ERROR_NOT_FOUND, field, "no account has this address");
    is_member = team_store_is_member(tx, team, member->id, error);
    if (is_member == 0)
        *ret_joined = true;
    return is_member == 1 || (is_member == 0 && team_store_join(tx, team, member->id, error));
}

static bool
read_team(Context *context, Db *tx, const ConfigurationItem *given, ConfigurationEffect *ret_effect,
          GError **error)
{
    const char *name = configuration_text(given->item, "name");
    g_autofree char *line = text_line(name);
    int64_t team = 0;
    int found = team_store_find(tx, line, &team, error);
    bool joined = false;
    size_t index;
    json_t *member;

    if (found < 0 || (found == 0 && !team_add(tx, name, given->staff, &team, error)))
        return false;
    json_array_foreach(
        json_object_get(given->item, "members"), index,
        member) if (!join(tx, team, index, json_string_value(member), &joined, error)) return false;
    if (found == 1 && !joined)
        *ret_effect = CONFIGURATION_SAME;
    return found == 0 || !joined ||
           team_change(tx, team, NULL, NULL, 0, given->staff, error); /* the fact */
}

const ConfigurationPart staff_configurations[] = {
    {
        .name = "staff",
        .key = "email",
        .item = &staff_shape,
        .write = write_staff,
        .read = read_staff,
    },
    {
        .name = "teams",
        .key = "name",
        .item = &team_shape,
        .write = write_teams,
        .read = read_team,
    },
    CONFIGURATIONS_END,
};
