#include "staff/staff-http.h"

#include "base/error.h"
#include "base/id.h"
#include "staff/staff-store.h"

const Shape team_shape = {
    .name = "Team",
    .fields =
        (const Field[]){
            {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
            {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED},
            {.name = "members",
             .type = FIELD_LIST,
             .flags = FIELD_REQUIRED,
             .of = FIELD_OBJECT,
             .shape = &staff_ref_shape},
            FIELDS_END,
        },
};

/* Columns of team_store_list(), up to the list of members, which stays open. */
static void
begin_team(JsonWriter *json, DbRows *rows)
{
    json_object_begin(json);
    json_put_id(json, "id", db_rows_int(rows, 0));
    json_put_text(json, "name", db_rows_text(rows, 1));
    json_name(json, "members");
    json_list_begin(json);
}

static void
write_member(JsonWriter *json, DbRows *rows)
{
    if (!db_rows_is_null(rows, 2))
        staff_ref_write(json, db_rows_int(rows, 2), db_rows_text(rows, 3));
}

static void
end_team(JsonWriter *json)
{
    json_list_end(json);
    json_object_end(json);
}

static bool
write_team(JsonWriter *json, Db *db, int64_t team, GError **error)
{
    g_autoptr(DbRows) rows = team_store_list(db, team, INT64_MAX, 1, error);
    int more = rows != NULL ? db_rows_next(rows, error) : -1;

    if (more <= 0)
        return more < 0 ? false : error_set(error, APP_ERROR_NOT_FOUND, "no such team");
    begin_team(json, rows);
    for (; more > 0; more = db_rows_next(rows, error))
        write_member(json, rows);
    end_team(json);
    return more == 0;
}

bool
get_teams(Request *request, GError **error)
{
    g_autoptr(DbRows) rows = NULL;
    Grouped grouped = {0};
    JsonWriter *json;
    Page page;
    int more, begins;

    if (!request_page(request, &page, error))
        return false;
    rows = team_store_list(request_db(request), 0, page.before_id, (int64_t)page.limit + 1, error);
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
                end_team(json);
            begin_team(json, rows);
        }
        write_member(json, rows);
    }
    if (grouped.id != 0)
        end_team(json);
    reply_list_end(request, grouped.more, grouped.id, grouped.id);
    return more >= 0;
}

typedef struct {
    int64_t team, actor;
    const char *name;
    const int64_t *members; /* NULL: stay */
    size_t n_members;
} TeamWork;

static bool
add_work(Db *tx, void *data, GError **error)
{
    TeamWork *work = data;

    return team_add(tx, work->name, work->actor, &work->team, error);
}

bool
post_team(Request *request, GError **error)
{
    TeamWork work = {
        .name = request_text(request, "name"),
        .actor = request_principal(request)->staff,
    };

    return request_write(request, add_work, &work, error) &&
           write_team(reply_json(request, 201), request_db(request), work.team, error);
}

static bool
change_work(Db *tx, void *data, GError **error)
{
    const TeamWork *work = data;

    return team_change(tx, work->team, work->name, work->members, work->n_members, work->actor,
                       error);
}

bool
patch_team(Request *request, GError **error)
{
    const json_t *list = request_json(request, "members");
    g_autofree int64_t *members = g_new0(int64_t, json_array_size(list) + 1);
    TeamWork work = {
        .team = request_id(request, "id"),
        .actor = request_principal(request)->staff,
        .name = request_text(request, "name"),
        .members = list != NULL ? members : NULL,
        .n_members = json_array_size(list),
    };

    for (size_t i = 0; i < work.n_members; i++)
        id_parse(json_string_value(json_array_get(list, i)), &members[i]);
    return request_write(request, change_work, &work, error) &&
           write_team(reply_json(request, 200), request_db(request), work.team, error);
}
