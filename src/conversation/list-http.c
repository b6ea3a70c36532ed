#include "conversation/conversation-http.h"

#include "base/error.h"
#include "search/search.h"

#include <string.h>

typedef struct {
    JsonWriter *json;
    size_t left; /* rows that still fit on the page */
    bool more;
    int64_t last_key, last_id;
    /* Of a search: */
    Db *db;
    const ListQuery *query;
    int64_t match; /* the message by which the row was found */
} ListPage;

static void
write_row(const ListRow *row, void *data)
{
    ListPage *page = data;

    if (page->left == 0) {
        page->more = true;
        return;
    }
    json_object_begin(page->json);
    conversation_row_write(page->json, row);
    json_object_end(page->json);
    page->left--;
    page->last_key = page->match != 0 ? page->match : row->key;
    page->last_id = row->id;
}

static void
put_tags(Request *request, json_t *words)
{
    const char *text = request_text(request, "tag");
    g_auto(GStrv) ids = text != NULL ? g_strsplit(text, ",", LIST_TAGS_MAX + 1) : NULL;
    json_t *list;

    if (ids == NULL || ids[0] == NULL)
        return;
    list = json_array();
    for (char **id = ids; *id != NULL; id++)
        json_array_append_new(list, json_string(*id));
    json_object_set_new(words, "tags", list);
}

/* The parameters as a ListFilter. Owned by the caller. */
static json_t *
words_of(Request *request)
{
    static const char *const texts[] = {"q",       "status", "assignee", "team",  "priority",
                                        "channel", "person", "since",    "until", "sort"};
    json_t *words = json_object();

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        if (request_has(request, texts[i]))
            json_object_set_new(words, texts[i], json_string(request_text(request, texts[i])));
    if (request_has(request, "waiting"))
        json_object_set_new(words, "waiting",
                            json_boolean(request_choice(request, "waiting", 0) == 1));
    if (request_has(request, "mentions"))
        json_object_set_new(words, "mentions", json_true());
    if (request_has(request, "unread"))
        json_object_set_new(words, "unread", json_true());
    if (request_has(request, "days"))
        json_object_set_new(words, "days", json_integer(request_int(request, "days", 1)));
    put_tags(request, words);
    return words;
}

static bool
read_query(Request *request, const json_t *words, ListQuery *query, GError **error)
{
    Page page;

    if (!request_page(request, &page, error) ||
        !list_query_read(words, request_principal(request)->staff, query, error))
        return false;
    if (request_has(request, "cursor")) {
        query->from_key = page.before_key;
        query->from_id = page.before_id;
    }
    query->limit = page.limit + 1;
    return true;
}

static bool
write_match(int64_t conversation, int64_t message, void *data, GError **error)
{
    ListPage *page = data;

    page->match = message;
    return list_store_one(page->db, conversation, page->query, write_row, page, error) >= 0 &&
           !page->more;
}

static bool
search_page(Request *request, ListPage *page, GError **error)
{
    int64_t before = request_has(request, "cursor") ? page->query->from_key : 0;

    return search_conversations(request_context(request), page->db, page->query->q, before,
                                write_match, page, error);
}

static bool
reply_listed(Request *request, const json_t *words, GError **error)
{
    ListQuery query;
    ListPage page = {.db = request_db(request), .query = &query};

    if (!read_query(request, words, &query, error))
        return false;
    page.left = query.limit - 1;
    page.json = reply_list(request);
    if (query.q != NULL ? !search_page(request, &page, error)
                        : !list_store_page(page.db, &query, write_row, &page, error))
        return false;
    reply_list_end(request, page.more, page.last_key, page.last_id);
    return true;
}

bool
get_conversations(Request *request, GError **error)
{
    json_t *words = words_of(request);
    bool done = reply_listed(request, words, error);

    json_decref(words);
    return done;
}

static void
write_team_count(int64_t team, int64_t count, int64_t unread, void *data)
{
    JsonWriter *json = data;

    json_object_begin(json);
    json_put_id(json, "team", team);
    json_put_int(json, "count", count);
    json_put_int(json, "unread", unread);
    json_object_end(json);
}

bool
get_counts(Request *request, GError **error)
{
    Db *db = request_db(request);
    int64_t staff = request_principal(request)->staff;
    ListCounts counts;
    JsonWriter *json;

    if (!list_store_counts(db, staff, &counts, error))
        return false;
    json = reply_json(request, 200);
    json_object_begin(json);
    json_put_int(json, "mine", counts.mine);
    json_put_int(json, "unassigned", counts.unassigned);
    json_put_int(json, "teams", counts.teams);
    json_put_int(json, "open", counts.open);
    json_put_int(json, "waiting", counts.waiting);
    json_put_int(json, "snoozed", counts.snoozed);
    json_put_int(json, "pending", counts.pending);
    json_put_int(json, "mentions", counts.mentions);
    json_name(json, "unread");
    json_object_begin(json);
    json_put_int(json, "mine", counts.unread_mine);
    json_put_int(json, "unassigned", counts.unread_unassigned);
    json_put_int(json, "teams", counts.unread_teams);
    json_object_end(json);
    json_name(json, "by_team");
    json_list_begin(json);
    if (!list_store_team_counts(db, staff, write_team_count, json, error))
        return false;
    json_list_end(json);
    json_object_end(json);
    return true;
}
