#include "view/view-configuration.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "conversation/list-query.h"
#include "staff/staff.h"
#include "tag/tag.h"
#include "view/view-store.h"

#include <string.h>

static const char *const priorities[] = {"low", "normal", "high", "urgent", NULL};

/* A ListFilter whose ids are names. */
static const Field filter_fields[] = {
    {.name = "q", .type = FIELD_TEXT, .max = LIMIT_QUERY},
    {.name = "status", .type = FIELD_CHOICE, .choices = list_statuses},
    {.name = "assignee",
     .type = FIELD_TEXT,
     .max = LIMIT_ADDRESS,
     .about = "me, none, an address."},
    {.name = "team", .type = FIELD_TEXT, .max = LIMIT_NAME, .about = "mine, or its name."},
    {.name = "priority", .type = FIELD_CHOICE, .choices = priorities},
    {.name = "tags",
     .type = FIELD_LIST,
     .max = LIST_TAGS_MAX,
     .of = FIELD_TEXT,
     .about = "Their names."},
    {.name = "channel", .type = FIELD_TEXT, .max = 20},
    {.name = "mentions", .type = FIELD_BOOL},
    {.name = "unread", .type = FIELD_BOOL},
    {.name = "waiting", .type = FIELD_BOOL},
    {.name = "since", .type = FIELD_TIME},
    {.name = "until", .type = FIELD_TIME},
    {.name = "days", .type = FIELD_INT, .min = 1, .max = 3650},
    {.name = "sort", .type = FIELD_CHOICE, .choices = list_sorts},
    FIELDS_END,
};
static const Shape filter_shape = {"ViewItemFilter", filter_fields};

static const Field item_fields[] = {
    {.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1, .max = LIMIT_NAME},
    {.name = "team",
     .type = FIELD_TEXT,
     .flags = FIELD_REQUIRED | FIELD_NULLABLE,
     .max = LIMIT_NAME,
     .about = "With which it is shared, by name; null: with everyone."},
    {.name = "query", .type = FIELD_OBJECT, .flags = FIELD_REQUIRED, .shape = &filter_shape},
    FIELDS_END,
};
static const Shape item_shape = {"ViewItem", item_fields};

/* ---- From ids to names, and back ---- */

/* One of these: 1 and *ret_text, which is the caller's; 0 when there is no such thing; -1. */
typedef int (*Rename)(Db *db, const char *text, char **ret_text, GError **error);

static int
text_of_id(int found, int64_t id, char **ret_text)
{
    if (found == 1)
        *ret_text = g_strdup_printf("%" G_GINT64_FORMAT, id);
    return found;
}

static int
staff_address(Db *db, const char *text, char **ret_text, GError **error)
{
    g_autoptr(Staff) staff = NULL;
    int64_t id = 0;
    int found = id_parse(text, &id) ? staff_get(db, id, &staff, error) : 0;

    if (found == 1)
        *ret_text = g_strdup(staff->email);
    return found;
}

static int
staff_of_address(Db *db, const char *text, char **ret_text, GError **error)
{
    g_autoptr(Staff) staff = NULL;
    int found = staff_find(db, text, &staff, error);

    return text_of_id(found, found == 1 ? staff->id : 0, ret_text);
}

static int
team_name(Db *db, const char *text, char **ret_text, GError **error)
{
    int64_t id = 0;

    return id_parse(text, &id) ? view_store_team_name(db, id, ret_text, error) : 0;
}

static int
team_of_name(Db *db, const char *text, char **ret_text, GError **error)
{
    int64_t id = 0;
    int found = view_store_team_named(db, text, &id, error);

    return text_of_id(found, id, ret_text);
}

static int
name_of_tag(Db *db, const char *text, char **ret_text, GError **error)
{
    int64_t id = 0;

    return id_parse(text, &id) ? tag_name(db, id, ret_text, error) : 0;
}

static int
tag_of_name(Db *db, const char *text, char **ret_text, GError **error)
{
    int64_t id = 0;
    int found = tag_find(db, text, &id, error);

    return text_of_id(found, id, ret_text);
}

typedef struct {
    Rename staff, team, tag;
} Renames;

static const Renames to_names = {staff_address, team_name, name_of_tag};
static const Renames to_ids = {staff_of_address, team_of_name, tag_of_name};

/* One member of a filter: 1, 0 with the field as the error's, -1. Words for whoever looks stay. */
static int
rename_one(Db *db, json_t *words, const char *field, Rename rename, GError **error)
{
    static const char *const kept[] = {"me", "mine", "none", NULL};
    const char *text = json_string_value(json_object_get(words, field));
    g_autofree char *after = NULL;
    int found;

    if (text == NULL || text[0] == '\0' || g_strv_contains(kept, text))
        return 1;
    found = rename(db, text, &after, error);
    if (found == 1)
        json_object_set_new(words, field, json_string(after));
    return found;
}

static int
rename_tags(Db *db, json_t *words, Rename rename, GError **error)
{
    json_t *tags = json_object_get(words, "tags");

    for (size_t i = 0; i < json_array_size(tags); i++) {
        g_autofree char *after = NULL;
        int found = rename(db, json_string_value(json_array_get(tags, i)), &after, error);

        if (found != 1)
            return found;
        json_array_set_new(tags, i, json_string(after));
    }
    return 1;
}

/* In place. 0: it names what is not there, *ret_field says where. */
static int
rename_all(Db *db, json_t *words, const Renames *renames, const char **ret_field, GError **error)
{
    int found;

    *ret_field = "query.assignee";
    found = rename_one(db, words, "assignee", renames->staff, error);
    if (found != 1)
        return found;
    *ret_field = "query.team";
    found = rename_one(db, words, "team", renames->team, error);
    if (found != 1)
        return found;
    *ret_field = "query.tags";
    return rename_tags(db, words, renames->tag, error);
}

/* ---- Writing ---- */

/* One that names what is gone, or looks for a person, is left out. */
static bool
write_view(Db *db, JsonWriter *json, const char *name, const char *team, json_t *words,
           GError **error)
{
    const char *field;
    int found = json_object_get(words, "person") == NULL
                    ? rename_all(db, words, &to_names, &field, error)
                    : 0;
    g_autofree char *query = NULL;

    if (found < 1)
        return found == 0;
    query = json_dumps(words, JSON_COMPACT | JSON_SORT_KEYS);
    json_object_begin(json);
    json_put_text(json, "name", name);
    json_put_text(json, "team", team);
    json_name(json, "query");
    json_raw(json, query);
    json_object_end(json);
    return true;
}

static bool
write_views(Context *context, Db *db, JsonWriter *json, GError **error)
{
    g_autoptr(DbRows) rows = view_store_shared(db, error);
    int more = rows != NULL ? 1 : -1;

    while (more == 1 && (more = db_rows_next(rows, error)) == 1) {
        json_t *words = json_loads(db_rows_text(rows, 2), 0, NULL);
        bool done = words == NULL || write_view(db, json, db_rows_text(rows, 0),
                                                db_rows_text(rows, 1), words, error);

        json_decref(words);
        if (!done)
            return false;
    }
    return more == 0;
}

/* ---- Reading ---- */

static bool
tell(Db *tx, const char *name, int64_t view, int64_t staff, GError **error)
{
    return journal_append(tx, &(Fact){.name = name, .actor = staff, .subject = view}, error);
}

/* The team an item is shared with; 0: everyone. */
static bool
find_team(Db *tx, const json_t *item, int64_t *ret_team, GError **error)
{
    const char *name = configuration_text(item, "team");
    int found;

    *ret_team = 0;
    found = name != NULL ? view_store_team_named(tx, name, ret_team, error) : 1;
    return found == 1 ||
           (found == 0 && error_set_field(error, APP_ERROR_NOT_FOUND, "team", "no such team"));
}

/* The filter as it is kept. The caller frees it; NULL on error. */
static char *
take_query(Db *tx, const ConfigurationItem *given, GError **error)
{
    json_t *words = json_deep_copy(json_object_get(given->item, "query"));
    const char *field;
    ListQuery query;
    char *text = NULL;
    int found = rename_all(tx, words, &to_ids, &field, error);

    if (found == 0)
        error_set_field(error, APP_ERROR_NOT_FOUND, field, "names what is not there");
    else if (found == 1 && list_query_read(words, given->staff, &query, error))
        text = json_dumps(words, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(words);
    return text;
}

static bool
is_same(const char *one, const char *other)
{
    json_t *first = json_loads(one, 0, NULL), *second = json_loads(other, 0, NULL);
    bool same = json_equal(first, second) != 0;

    json_decref(first);
    json_decref(second);
    return same;
}

/* One of that name, shared with the same, is changed; otherwise one is added. */
static bool
read_view(Context *context, Db *tx, const ConfigurationItem *given, ConfigurationEffect *ret_effect,
          GError **error)
{
    g_autofree char *query = NULL;
    g_autoptr(View) view = NULL;
    const char *name = configuration_text(given->item, "name");
    int64_t team;
    int found;

    if (!find_team(tx, given->item, &team, error) || (query = take_query(tx, given, error)) == NULL)
        return false;
    found = view_store_shared_named(tx, name, team, &view, error);
    if (found < 0)
        return false;
    if (found == 0) {
        View added = {.id = id_new(),
                      .owner = given->staff,
                      .team = team,
                      .everyone = team == 0,
                      .name = (char *)name,
                      .query = query};

        *ret_effect = CONFIGURATION_ADDED;
        return view_store_insert(tx, &added, clock_now(), error) &&
               tell(tx, "view.added", added.id, given->staff, error);
    }
    *ret_effect = is_same(view->query, query) ? CONFIGURATION_SAME : CONFIGURATION_CHANGED;
    g_free(view->query);
    view->query = g_steal_pointer(&query);
    return *ret_effect == CONFIGURATION_SAME ||
           (view_store_update(tx, view, error) &&
            tell(tx, "view.changed", view->id, given->staff, error));
}

const ConfigurationPart view_configurations[] = {
    {
        .name = "views",
        .key = "name",
        .item = &item_shape,
        .write = write_views,
        .read = read_view,
    },
    CONFIGURATIONS_END,
};
