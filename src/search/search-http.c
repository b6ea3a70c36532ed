#include "search/search-store.h"

#include "base/limits.h"
#include "person/person.h"

enum { KIND_MESSAGE, KIND_CONVERSATION, KIND_PERSON, KIND_ANY };

static const char *const kinds[] = {"message", "conversation", "person", NULL};
static const char *const statuses[] = {"open", "waiting", "snoozed", "closed", "pending", NULL};

static const Field matter_fields[] = {
    {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.name = "subject", .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .max = LIMIT_SUBJECT},
    {.name = "status", .type = FIELD_CHOICE, .flags = FIELD_REQUIRED, .choices = statuses},
    FIELDS_END,
};
static const Shape matter_shape = {"HitConversation", matter_fields};

static const Field hit_fields[] = {
    {.name = "kind", .type = FIELD_CHOICE, .flags = FIELD_REQUIRED, .choices = kinds},
    {.name = "id", .type = FIELD_ID, .flags = FIELD_REQUIRED},
    {.name = "conversation",
     .type = FIELD_OBJECT,
     .flags = FIELD_REQUIRED | FIELD_NULLABLE,
     .shape = &matter_shape},
    {.name = "person",
     .type = FIELD_OBJECT,
     .flags = FIELD_REQUIRED | FIELD_NULLABLE,
     .shape = &person_ref_shape},
    {.name = "at", .type = FIELD_TIME, .flags = FIELD_REQUIRED | FIELD_NULLABLE},
    {.name = "excerpt",
     .type = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     .max = 4 * SEARCH_EXCERPT_MAX,
     .about = "The found words stand between U+E000 and U+E001."},
    FIELDS_END,
};
static const Shape hit_shape = {"Hit", hit_fields};

static const Field query[] = {
    {.name = "q",
     .type = FIELD_TEXT,
     .flags = FIELD_REQUIRED,
     .max = LIMIT_QUERY,
     .about = "Words, a \"phrase\", -without; accents and inflections do not matter."},
    {.name = "kind",
     .type = FIELD_CHOICE,
     .choices = kinds,
     .about = "Messages and persons by default."},
    FIELDS_END,
};

/* A page being answered. */
typedef struct {
    Db *db;
    JsonWriter *json;
    FulltextMarker *marker;
    const char *kind; /* written instead of the document's own; NULL */
    size_t left;
    bool more;
    int64_t last;
} HitPage;

static void
write_matter(JsonWriter *json, const SearchHit *hit)
{
    json_name(json, "conversation");
    if (hit->conversation == 0 || hit->status < 1 || hit->status > 5) {
        json_none(json);
        return;
    }
    json_object_begin(json);
    json_put_id(json, "id", hit->conversation);
    json_put_text(json, "subject", hit->subject);
    json_put_text(json, "status", statuses[hit->status - 1]);
    json_object_end(json);
}

static void
write_hit(HitPage *page, const SearchHit *hit)
{
    JsonWriter *json = page->json;
    bool in_text = true;
    g_autofree char *excerpt = search_excerpt(page->marker, hit->text, &in_text);

    if (!in_text && hit->subject != NULL) {
        bool in_subject = false;
        g_autofree char *subject = search_excerpt(page->marker, hit->subject, &in_subject);

        if (in_subject) {
            g_free(excerpt);
            excerpt = g_steal_pointer(&subject);
        }
    }
    json_object_begin(json);
    json_put_text(json, "kind",
                  page->kind != NULL
                      ? page->kind
                      : kinds[hit->kind == SEARCH_PERSON ? KIND_PERSON : KIND_MESSAGE]);
    json_put_id(json, "id", page->kind != NULL ? hit->conversation : hit->id);
    write_matter(json, hit);
    json_name(json, "person");
    person_ref_write(json, hit->person, hit->name, hit->address);
    json_put_time(json, "at", hit->at);
    json_put_text(json, "excerpt", excerpt);
    json_object_end(json);
}

static bool
add_hit(HitPage *page, int64_t document, GError **error)
{
    g_auto(SearchHit) hit = {0};
    int found;

    if (page->left == 0) {
        page->more = true;
        return false;
    }
    found = search_store_hit(page->db, document, &hit, error);
    page->last = document;
    if (found == 1) {
        page->left--;
        write_hit(page, &hit);
    }
    return found >= 0;
}

static bool
add_conversation(int64_t conversation, int64_t message, void *data, GError **error)
{
    return add_hit(data, message, error);
}

static bool
add_documents(Context *context, HitPage *page, const char *q, int kind, const Page *asked,
              GError **error)
{
    int64_t before = asked->before_key == INT64_MAX ? 0 : asked->before_key;
    g_autoptr(GArray) ids = NULL;
    g_autoptr(GError) failed = NULL;

    if (!search_documents(context, q, kind, before, asked->limit + 1, &ids, error))
        return false;
    for (guint i = 0; i < ids->len; i++)
        if (!add_hit(page, g_array_index(ids, int64_t, i), &failed))
            break;
    if (failed != NULL)
        g_propagate_error(error, g_steal_pointer(&failed));
    else
        return true;
    return false;
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
    Page asked;
    bool done;

    if (!request_page(request, &asked, error))
        return false;
    page.left = asked.limit;
    page.json = reply_list(request);
    if (kind == KIND_CONVERSATION) {
        page.kind = kinds[KIND_CONVERSATION];
        done = search_conversations(context, page.db, q,
                                    asked.before_key == INT64_MAX ? 0 : asked.before_key,
                                    add_conversation, &page, error);
    } else
        done = add_documents(context, &page, q, document_kinds[kind], &asked, error);
    if (done)
        reply_list_end(request, page.more, page.last, 0);
    return done;
}

static const Route routes[] = {
    {.method = "GET",
     .path = "/api/search",
     .right = RIGHT_CONVERSATION_READ,
     .handler = get_search,
     .about = "Messages and persons that hold the words, the newest first.",
     .flags = ROUTE_LIST,
     .query = query,
     .reply = &hit_shape},
    ROUTES_END,
};

const Module search_module = {.name = "search", .routes = routes, .invariants = search_invariants};
