#include "staff/staff-http.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"
#include "http/right.h"
#include "module/context.h"
#include "setting/setting.h"
#include "staff/staff-store.h"

#include <string.h>

const char *const staff_languages[] = {"fr", "en", NULL};

#define ACCOUNT_FIELDS                                                                             \
    {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},                                     \
        {.name = "person",                                                                         \
         .type = FIELD_ID,                                                                         \
         .flags = FIELD_REQUIRED,                                                                  \
         .about = "The same one, as a person."},                                                   \
        {.name = "email",                                                                          \
         .type = FIELD_TEXT,                                                                       \
         .flags = FIELD_REQUIRED | FIELD_NULLABLE,                                                 \
         .max = LIMIT_ADDRESS,                                                                     \
         .about = "Null for those who do not manage accounts."},                                   \
        {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},                             \
        {.name = "role",                                                                           \
         .type = FIELD_CHOICE,                                                                     \
         .flags = FIELD_REQUIRED | FIELD_NULLABLE,                                                 \
         .choices = staff_roles,                                                                   \
         .about = "Null for those who do not manage accounts."},                                   \
        {.name = "language",                                                                       \
         .type = FIELD_CHOICE,                                                                     \
         .flags = FIELD_REQUIRED,                                                                  \
         .choices = staff_languages},                                                              \
        {.name = "active", .type = FIELD_BOOL, .flags = FIELD_REQUIRED},                           \
    {                                                                                              \
        .name = "teams", .type = FIELD_LIST, .flags = FIELD_REQUIRED, .of = FIELD_OBJECT,          \
        .shape = &team_ref_shape                                                                   \
    }

const Shape account_shape = {
    .name = "Staff",
    .fields = (const Field[]){ACCOUNT_FIELDS, FIELDS_END},
};

const Shape me_shape = {
    .name = "Me",
    .fields =
        (const Field[]){
            ACCOUNT_FIELDS,
            {.name = "rights",
             .type = FIELD_LIST,
             .flags = FIELD_REQUIRED,
             .of = FIELD_TEXT,
             .about = "What this member of staff may do."},
            FIELDS_END,
        },
};

int
grouped_next(Grouped *grouped, int64_t id)
{
    if (id == grouped->id)
        return -1;
    if (grouped->left == 0) {
        grouped->more = true;
        return 0;
    }
    grouped->left--;
    grouped->id = id;
    return 1;
}

/* Columns of staff_store_list(), up to the list of teams, which stays open. */
static void
begin_account(JsonWriter *json, DbRows *rows, bool manages)
{
    json_object_begin(json);
    json_put_id(json, "id", db_rows_int(rows, 0));
    json_put_id(json, "person", db_rows_int(rows, 1));
    json_put_text(json, "email", manages ? db_rows_text(rows, 2) : NULL);
    json_put_text(json, "name", db_rows_text(rows, 3));
    json_put_text(json, "role", manages ? db_rows_text(rows, 4) : NULL);
    json_put_text(json, "language", db_rows_text(rows, 5));
    json_put_bool(json, "active", db_rows_int(rows, 6) != 0);
    json_name(json, "teams");
    json_list_begin(json);
}

static void
write_team(JsonWriter *json, DbRows *rows)
{
    if (!db_rows_is_null(rows, 7))
        team_ref_write(json, db_rows_int(rows, 7), db_rows_text(rows, 8));
}

static void
end_account(JsonWriter *json)
{
    json_list_end(json);
    json_object_end(json);
}

static void
write_rights(JsonWriter *json, uint64_t rights)
{
    json_name(json, "rights");
    json_list_begin(json);
    for (Right right = RIGHT_SIGNED_IN + 1; right < RIGHT_COUNT; right++)
        if (rights >> right & 1)
            json_text(json, right_word(right));
    json_list_end(json);
}

static int
write_one(JsonWriter *json, Db *db, int64_t staff, bool manages, bool me, GError **error)
{
    g_autoptr(DbRows) rows = staff_store_list(db, staff, INT64_MAX, 1, error);
    int more = rows != NULL ? db_rows_next(rows, error) : -1;
    uint64_t rights;

    if (more <= 0)
        return more;
    rights = staff_rights(db_rows_text(rows, 4));
    begin_account(json, rows, manages);
    for (; more > 0; more = db_rows_next(rows, error))
        write_team(json, rows);
    json_list_end(json);
    if (me)
        write_rights(json, rights);
    json_object_end(json);
    return more < 0 ? -1 : 1;
}

int
account_write(JsonWriter *json, Db *db, int64_t staff, bool manages, GError **error)
{
    return write_one(json, db, staff, manages, false, error);
}

int
account_write_me(JsonWriter *json, Db *db, int64_t staff, GError **error)
{
    return write_one(json, db, staff, true, true, error);
}

bool
get_accounts(Request *request, GError **error)
{
    bool manages = request_may(request, RIGHT_STAFF_MANAGE);
    g_autoptr(DbRows) rows = NULL;
    Grouped grouped = {0};
    JsonWriter *json;
    Page page;
    int more, begins;

    if (!request_page(request, &page, error))
        return false;
    rows = staff_store_list(request_db(request), 0, page.before_id, (int64_t)page.limit + 1, error);
    if (rows == NULL)
        return false;
    json = reply_list(request);
    grouped.left = page.limit;
    while ((more = db_rows_next(rows, error)) > 0) {
        bool first = grouped.id == 0;

        begins = grouped_next(&grouped, db_rows_int(rows, 0));
        if (begins == 0)
            break;
        if (begins == 1) {
            if (!first)
                end_account(json);
            begin_account(json, rows, manages);
        }
        write_team(json, rows);
    }
    if (grouped.id != 0)
        end_account(json);
    reply_list_end(request, grouped.more, grouped.id, grouped.id);
    return more >= 0;
}

/* An invitation, as the address to open. Owned by the caller. */
static char *
invite(Request *request, int64_t staff, GError **error)
{
    int64_t hours = setting_int(request_db(request), "staff.link_hours", 0);
    g_autofree char *secret =
        staff_link_add(request_database(request), staff, clock_now() + hours * CLOCK_HOUR, error);

    if (secret == NULL)
        return NULL;
    return g_strdup_printf("%s/welcome#%s", request_context(request)->public_url, secret);
}

typedef struct {
    StaffDraft draft;
    int64_t id;
} Post;

static bool
post_work(Db *tx, void *data, GError **error)
{
    Post *post = data;

    return staff_make(tx, &post->draft, &post->id, error);
}

bool
post_account(Request *request, GError **error)
{
    Post post = {
        .draft = {.email = request_text(request, "email"),
                  .name = request_text(request, "name"),
                  .role = staff_roles[request_choice(request, "role", 0)],
                  .language = staff_languages[request_choice(request, "language", 0)],
                  .actor = request_principal(request)->staff},
    };
    g_autofree char *link = NULL;
    JsonWriter *json;

    if (!request_write(request, post_work, &post, error))
        return false;
    link = invite(request, post.id, error);
    if (link == NULL)
        return false;
    json = reply_json(request, 201);
    json_object_begin(json);
    json_name(json, "staff");
    if (account_write(json, request_db(request), post.id, true, error) <= 0)
        return false;
    json_put_text(json, "link", link);
    json_object_end(json);
    return true;
}

bool
patch_account(Request *request, GError **error)
{
    int64_t staff = request_id(request, "id");
    int role = request_choice(request, "role", -1);
    int language = request_choice(request, "language", -1);
    StaffChange change = {
        .name = request_text(request, "name"),
        .role = role >= 0 ? staff_roles[role] : NULL,
        .language = language >= 0 ? staff_languages[language] : NULL,
        .active = request_has(request, "active") ? request_bool(request, "active", true) : -1,
    };

    return staff_change(request_database(request), staff, &change,
                        request_principal(request)->staff, 0, error) &&
           account_write(reply_json(request, 200), request_db(request), staff, true, error) > 0;
}

bool
post_account_link(Request *request, GError **error)
{
    int64_t id = request_id(request, "id");
    g_autoptr(Staff) staff = NULL;
    g_autofree char *link = NULL;
    JsonWriter *json;

    if (staff_get(request_db(request), id, &staff, error) < 0)
        return false;
    if (staff == NULL)
        return error_set(error, APP_ERROR_NOT_FOUND, "no such account");
    if (!staff->active)
        return error_set(error, APP_ERROR_CONFLICT, "the account is not active");
    link = invite(request, id, error);
    if (link == NULL)
        return false;
    json = reply_json(request, 201);
    json_object_begin(json);
    json_put_text(json, "link", link);
    json_object_end(json);
    return true;
}
