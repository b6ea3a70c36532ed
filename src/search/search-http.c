#include "search/search-hit.h"

#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"

#include <string.h>

#define CHUNK          100 /* documents asked of the index at a time */
#define SUGGESTED_EACH 4   /* persons while one types */
#define SUGGESTED_ALL  8   /* with conversations */
#define REFERENCE_SIZE 15  /* digits: shorter ones are words */

static const Field query[] = {
    {.name = "q",
     .type = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     .max = LIMIT_QUERY,
     .about = "Words, a \"phrase\", -without; accents and inflections do not matter."},
    {.name = "kind",
     .type = FIELD_CHOICE,
     .choices = search_kinds,
     .about = "Messages and persons by default."},
    {.name = "status", .type = FIELD_CHOICE, .choices = search_statuses},
    {.name = "channel", .type = FIELD_TEXT},
    {.name = "assignee", .type = FIELD_TEXT, .max = ID_TEXT_MAX, .about = "me, none or an id."},
    {.name = "since", .type = FIELD_DATE, .about = "Messages from that day on."},
    {.name = "until", .type = FIELD_DATE, .about = "Messages before that day."},
    FIELDS_END,
};

/* A page being answered. */
typedef struct {
    Db *db;
    JsonWriter *json;
    FulltextMarker *marker;
    SearchFilter filter;
    bool as_matter; /* conversations, each by its newest match */
    size_t left;
    bool more;
    int64_t last;
} HitPage;

/* 1: go on; 0: the page is full; -1. */
static int
add_hit(HitPage *page, int64_t document, GError **error)
{
    g_auto(SearchHit) hit = {0};
    int found = search_store_hit(page->db, document, &hit, error);

    if (found < 0)
        return -1;
    if (found == 1 && search_filter_passes(&page->filter, &hit)) {
        if (page->left == 0) {
            page->more = true;
            return 0;
        }
        page->left--;
        search_hit_write(page->json, page->marker, &hit, page->as_matter);
    }
    page->last = document;
    return 1;
}

/* The SearchEach. */
static bool
add_conversation(int64_t conversation, int64_t message, void *data, GError **error)
{
    return add_hit(data, message, error) == 1;
}

/* What does not pass the filter is looked past, up to SEARCH_MATCHES_MAX. */
static bool
add_documents(Context *context, HitPage *page, const char *q, int kind, int64_t before,
              GError **error)
{
    int more = 1;

    for (size_t looked = 0; more == 1 && looked < SEARCH_MATCHES_MAX; looked += CHUNK) {
        g_autoptr(GArray) ids = NULL;

        if (!search_documents(context, q, kind, before, CHUNK, &ids, error))
            return false;
        for (guint i = 0; more == 1 && i < ids->len; i++) {
            before = g_array_index(ids, int64_t, i);
            more = add_hit(page, before, error);
        }
        if (ids->len < CHUNK)
            break;
    }
    return more >= 0;
}

static bool
read_filter(Request *request, SearchFilter *ret_filter, GError **error)
{
    const char *assignee = request_text(request, "assignee");
    SearchFilter filter = {
        .status = request_choice(request, "status", -1),
        .channel = request_text(request, "channel"),
        .assignee = SEARCH_ANYONE,
        .since = request_time(request, "since", 0),
        .until = request_time(request, "until", 0),
    };

    if (g_strcmp0(assignee, "me") == 0)
        filter.assignee = request_principal(request)->staff;
    else if (g_strcmp0(assignee, "none") == 0)
        filter.assignee = 0;
    else if (assignee != NULL && !id_parse(assignee, &filter.assignee))
        return error_set_field(error, APP_ERROR_INVALID, "assignee", "must be me, none or an id");
    *ret_filter = filter;
    return true;
}

static bool
get_search(Request *request, GError **error)
{
    static const int document_kinds[] = {SEARCH_MESSAGE, SEARCH_MESSAGE, SEARCH_PERSON,
                                         SEARCH_ANYTHING};
    Context *context = request_context(request);
    const char *q = request_text(request, "q");
    int kind = request_choice(request, "kind", KIND_ANY);
    g_autoptr(FulltextMarker) marker = fulltext_marker_new(q);
    HitPage page = {.db = request_db(request), .marker = marker};
    int64_t before;
    Page asked;
    bool done;

    if (!request_page(request, &asked, error) || !read_filter(request, &page.filter, error))
        return false;
    before = asked.before_key == INT64_MAX ? 0 : asked.before_key;
    page.left = asked.limit;
    page.as_matter = kind == KIND_CONVERSATION;
    page.json = reply_list(request);
    done = page.as_matter
               ? search_conversations(context, page.db, q, before, add_conversation, &page, error)
               : add_documents(context, &page, q, document_kinds[kind], before, error);
    if (done)
        reply_list_end(request, page.more, page.last, 0);
    return done;
}

/* ---- While one types ---- */

/* The number of a conversation, whole. */
static bool
add_reference(HitPage *page, const char *q, GError **error)
{
    int64_t conversation = 0, message = 0;
    int found;

    if (strlen(q) < REFERENCE_SIZE || !id_parse(q, &conversation))
        return true;
    found = search_store_newest(page->db, conversation, &message, error);
    return found == 0 || (found == 1 && add_hit(page, message, error) >= 0);
}

static bool
get_suggestions(Request *request, GError **error)
{
    Context *context = request_context(request);
    const char *q = request_text(request, "q");
    g_autoptr(FulltextMarker) marker = fulltext_marker_new(q);
    HitPage page = {
        .db = request_db(request),
        .marker = marker,
        .filter = {.status = -1, .assignee = SEARCH_ANYONE},
        .left = 1,
        .as_matter = true,
    };
    g_autoptr(GArray) persons = NULL;

    if (!search_documents(context, q, SEARCH_PERSON, 0, SUGGESTED_EACH, &persons, error))
        return false;
    page.json = reply_list(request);
    if (!add_reference(&page, q, error))
        return false;
    page.as_matter = false;
    page.left = SUGGESTED_EACH;
    for (guint i = 0; i < persons->len; i++)
        if (add_hit(&page, g_array_index(persons, int64_t, i), error) < 0)
            return false;
    page.as_matter = true;
    page.left = SUGGESTED_ALL - (SUGGESTED_EACH - page.left);
    if (!search_conversations(context, page.db, q, 0, add_conversation, &page, error))
        return false;
    reply_list_end(request, false, 0, 0);
    return true;
}

static const Field typed[] = {
    {.name = "q",
     .type = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     .max = LIMIT_QUERY,
     .about = "The last word may be the beginning of one; or the number of a conversation."},
    FIELDS_END,
};

static const Route routes[] = {
    {.method = "GET",
     .path = "/api/search",
     .right = RIGHT_CONVERSATION_READ,
     .handler = get_search,
     .about = "Messages and persons that hold the words, the newest first.",
     .flags = ROUTE_LIST,
     .query = query,
     .reply = &search_hit_shape},
    {.method = "GET",
     .path = "/api/search/suggestions",
     .right = RIGHT_CONVERSATION_READ,
     .handler = get_suggestions,
     .about = "A few persons, then a few conversations, while one types.",
     .flags = ROUTE_LIST,
     .query = typed,
     .reply = &search_hit_shape},
    ROUTES_END,
};

const Module search_module = {.name = "search", .routes = routes, .invariants = search_invariants};
