#include "conversation/list-query.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "conversation/list-store.h"
#include "search/search.h"

#include <string.h>

const char *const list_statuses[] = {"open",    "waiting", "snoozed", "closed",
                                     "pending", "active",  "all",     NULL};
const char *const list_sorts[] = {"newest", "oldest", "waiting", "priority", NULL};
static const char *const priorities[] = {"low", "normal", "high", "urgent", NULL};

static const Field fields[] = {
    {.name = "q", .type = FIELD_TEXT, .max = LIMIT_QUERY},
    {.name = "status", .type = FIELD_CHOICE, .choices = list_statuses},
    {.name = "assignee", .type = FIELD_TEXT, .max = 20, .about = "me, none or an account."},
    {.name = "team", .type = FIELD_TEXT, .max = 20, .about = "mine or a team."},
    {.name = "priority", .type = FIELD_CHOICE, .choices = priorities},
    {.name = "tags",
     .type = FIELD_LIST,
     .max = LIST_TAGS_MAX,
     .of = FIELD_ID,
     .about = "It carries each of them."},
    {.name = "channel", .type = FIELD_TEXT, .max = 20},
    {.name = "person", .type = FIELD_ID},
    {.name = "mentions", .type = FIELD_BOOL, .about = "Only those in which I am called."},
    {.name = "unread", .type = FIELD_BOOL, .about = "Only those that I have not read."},
    {.name = "waiting", .type = FIELD_BOOL, .about = "Whether the person waits for us."},
    {.name = "since", .type = FIELD_TIME, .about = "Of the last message."},
    {.name = "until", .type = FIELD_TIME, .about = "Of the last message."},
    {.name = "days",
     .type = FIELD_INT,
     .min = 1,
     .max = 3650,
     .about = "The last message came within so many days."},
    {.name = "sort", .type = FIELD_CHOICE, .choices = list_sorts},
    FIELDS_END,
};
const Shape list_filter_shape = {"ListFilter", fields};

static const char *
text_of(const json_t *words, const char *name)
{
    const char *text = json_string_value(json_object_get(words, name));

    return text != NULL && text[0] != '\0' ? text : NULL;
}

/* The index of a word among choices, or otherwise. */
static int
choice_of(const json_t *words, const char *name, const char *const *choices, int otherwise)
{
    const char *text = text_of(words, name);

    for (int i = 0; text != NULL && choices[i] != NULL; i++)
        if (strcmp(choices[i], text) == 0)
            return i;
    return otherwise;
}

/* "me" or "mine", "none", or an id. */
static bool
read_holder(const json_t *words, const char *name, int64_t mine, int64_t *ret_holder,
            GError **error)
{
    const char *word = text_of(words, name);
    bool team = strcmp(name, "team") == 0;

    *ret_holder = 0;
    if (word == NULL)
        return true;
    if (strcmp(word, team ? "mine" : "me") == 0)
        *ret_holder = mine;
    else if (!team && strcmp(word, "none") == 0)
        *ret_holder = LIST_NOBODY;
    else if (!id_parse(word, ret_holder))
        return error_set_field(error, APP_ERROR_INVALID, name,
                               team ? "is mine or an id" : "is me, none or an id");
    return true;
}

static int64_t
time_of(const json_t *words, const char *name, int64_t otherwise)
{
    const char *text = text_of(words, name);
    int64_t time = otherwise;

    if (text != NULL && !field_parse_time(FIELD_TIME, text, &time))
        return otherwise;
    return time;
}

static int
whether(const json_t *words, const char *name)
{
    const json_t *value = json_object_get(words, name);

    return json_is_boolean(value) ? (json_is_true(value) ? LIST_YES : LIST_NO) : LIST_WHETHER;
}

static bool
read_tags(const json_t *words, ListQuery *query, GError **error)
{
    const json_t *tags = json_object_get(words, "tags");

    if (json_array_size(tags) > LIST_TAGS_MAX)
        return error_set_field(error, APP_ERROR_INVALID, "tags", "at most %d", LIST_TAGS_MAX);
    for (size_t i = 0; i < json_array_size(tags); i++)
        if (!id_parse(json_string_value(json_array_get(tags, i)), &query->tags[i]))
            return error_set_field(error, APP_ERROR_INVALID, "tags", "are ids");
    return true;
}

void
list_query_begin(ListQuery *query)
{
    bool descends = query->sort == LIST_NEWEST || query->sort == LIST_PRESSING;

    query->from_key = query->from_id = descends ? INT64_MAX : 0;
}

bool
list_query_read(const json_t *words, int64_t staff, ListQuery *ret_query, GError **error)
{
    static const int64_t statuses[] = {STATUS_OPEN,   STATUS_WAITING, STATUS_SNOOZED,
                                       STATUS_CLOSED, STATUS_PENDING, LIST_ACTIVE,
                                       LIST_ALL};
    const json_t *days = json_object_get(words, "days");
    const char *person = text_of(words, "person");
    ListQuery query = {
        .staff = staff,
        .status = statuses[choice_of(words, "status", list_statuses, G_N_ELEMENTS(statuses) - 1)],
        .priority = choice_of(words, "priority", priorities, -1) + PRIORITY_LOW,
        .waiting = whether(words, "waiting"),
        .mentions = json_is_true(json_object_get(words, "mentions")),
        .unread = json_is_true(json_object_get(words, "unread")),
        .channel = text_of(words, "channel"),
        .q = text_of(words, "q"),
        .since = time_of(words, "since", 0),
        .until = time_of(words, "until", INT64_MAX),
        .sort = (ListSort)choice_of(words, "sort", list_sorts, LIST_NEWEST),
    };

    if (json_is_integer(days))
        query.since = MAX(query.since, clock_now() - json_integer_value(days) * CLOCK_DAY);
    if (person != NULL && !id_parse(person, &query.person))
        return error_set_field(error, APP_ERROR_INVALID, "person", "is an id");
    if (!read_holder(words, "assignee", staff, &query.assignee, error) ||
        !read_holder(words, "team", LIST_MY_TEAMS, &query.team, error) ||
        !read_tags(words, &query, error))
        return false;
    list_query_begin(&query);
    *ret_query = query;
    return true;
}

/* ---- All of them ---- */

typedef struct {
    Db *db;
    const ListQuery *query;
    GArray *ids;
    size_t max;
} Finding;

static void
take_row(const ListRow *row, void *data)
{
    Finding *finding = data;

    g_array_append_val(finding->ids, row->id);
}

static bool
take_match(int64_t conversation, int64_t message, void *data, GError **error)
{
    Finding *finding = data;

    return list_store_one(finding->db, conversation, finding->query, take_row, finding, error) >=
               0 &&
           finding->ids->len < finding->max;
}

GArray *
list_query_find(Context *context, Db *db, const ListQuery *query, size_t max, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    Finding finding = {db, query, ids, max};
    bool done = query->q != NULL
                    ? search_conversations(context, db, query->q, 0, take_match, &finding, error)
                    : list_store_ids(db, query, max, ids, error);

    return done ? g_steal_pointer(&ids) : NULL;
}
