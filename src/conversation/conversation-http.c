#include "conversation/conversation-http.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/text.h"
#include "conversation/held.h"
#include "conversation/link-store.h"
#include "http/events.h"
#include "person/person.h"
#include "search/search.h"
#include "staff/staff.h"

#include <string.h>

/* ---- The list ---- */

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
    page->last_key = page->match != 0 ? page->match : row->last_at;
    page->last_id = row->id;
}

/* "me", "none" or an account. */
static bool
read_assignee(Request *request, int64_t *ret_assignee, GError **error)
{
    const char *word = request_text(request, "assignee");

    *ret_assignee = LIST_ANYBODY;
    if (word == NULL)
        return true;
    if (strcmp(word, "me") == 0)
        *ret_assignee = request_principal(request)->staff;
    else if (strcmp(word, "none") == 0)
        *ret_assignee = LIST_NOBODY;
    else if (!id_parse(word, ret_assignee))
        return error_set_field(error, APP_ERROR_INVALID, "assignee", "is me, none or an id");
    return true;
}

static bool
read_query(Request *request, ListQuery *query, GError **error)
{
    static const int64_t statuses[] = {STATUS_OPEN,   STATUS_WAITING, STATUS_SNOOZED,
                                       STATUS_CLOSED, STATUS_PENDING, LIST_ACTIVE,
                                       LIST_ALL};
    Page page;

    if (!request_page(request, &page, error) || !read_assignee(request, &query->assignee, error))
        return false;
    query->status = statuses[request_choice(request, "status", G_N_ELEMENTS(statuses) - 1)];
    query->team = request_id(request, "team");
    query->person = request_id(request, "person");
    query->channel = request_text(request, "channel");
    query->oldest_first = request_choice(request, "sort", 0) == 1;
    query->from_at = page.before_key;
    query->from_id = page.before_id;
    if (query->oldest_first && page.before_key == INT64_MAX)
        query->from_at = query->from_id = 0;
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
search_page(Request *request, ListPage *page, const char *q, GError **error)
{
    int64_t before = page->query->from_at == INT64_MAX ? 0 : page->query->from_at;

    return search_conversations(request_context(request), page->db, q, before, write_match, page,
                                error);
}

bool
get_conversations(Request *request, GError **error)
{
    const char *q = request_text(request, "q");
    ListQuery query = {0};
    ListPage page = {.db = request_db(request), .query = &query};

    if (!read_query(request, &query, error))
        return false;
    if (q != NULL)
        query.oldest_first = false;
    page.left = query.limit - 1;
    page.json = reply_list(request);
    if (q != NULL && q[0] != '\0' ? !search_page(request, &page, q, error)
                                  : !list_store_page(page.db, &query, write_row, &page, error))
        return false;
    reply_list_end(request, page.more, page.last_key, page.last_id);
    return true;
}

bool
get_counts(Request *request, GError **error)
{
    ListCounts counts;
    JsonWriter *json;

    if (!list_store_counts(request_db(request), request_principal(request)->staff, &counts, error))
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
    json_object_end(json);
    return true;
}

/* ---- One ---- */

static void
write_participant(int64_t person, const char *name, const char *address, int64_t failed_at,
                  void *data)
{
    person_ref_write_failed(data, person, name, address, failed_at);
}

typedef struct {
    JsonWriter *json;
    int64_t merged_into;
} Whole;

static void
write_full(const ListRow *row, void *data)
{
    Whole *whole = data;

    whole->merged_into = row->merged_into;
    json_object_begin(whole->json);
    conversation_row_write(whole->json, row);
    json_put_text(whole->json, "our_address", row->our_address);
    json_put_time(whole->json, "first_answer_at", row->first_answer_at);
}

static void
write_ref(int64_t id, const char *subject, void *data)
{
    conversation_ref_write(data, id, subject);
}

/* What it is merged into, what is merged into it, what it is linked to. */
static bool
write_kin(JsonWriter *json, Db *db, int64_t id, int64_t merged_into, GError **error)
{
    g_autoptr(Conversation) survivor = NULL;

    if (merged_into != 0) {
        survivor = conversation_store_survivor(db, merged_into, error);
        if (survivor == NULL)
            return false;
    }
    json_name(json, "merged_into");
    conversation_ref_write(json, survivor != NULL ? survivor->id : 0,
                           survivor != NULL ? survivor->subject : NULL);
    json_name(json, "merged");
    json_list_begin(json);
    if (!link_store_merged(db, id, write_ref, json, error))
        return false;
    json_list_end(json);
    json_name(json, "links");
    json_list_begin(json);
    if (!link_store_links(db, id, write_ref, json, error))
        return false;
    json_list_end(json);
    return true;
}

bool
reply_conversation(Request *request, int64_t conversation, unsigned status, GError **error)
{
    Db *db = request_db(request);
    JsonWriter *json = reply_json(request, status);
    Whole whole = {.json = json};
    int found = list_store_one(db, conversation, NULL, write_full, &whole, error);

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no conversation %" G_GINT64_FORMAT,
                         conversation);
    if (found < 0)
        return false;
    json_name(json, "participants");
    json_list_begin(json);
    if (!conversation_store_participants(db, conversation, write_participant, json, error))
        return false;
    json_list_end(json);
    if (!write_kin(json, db, conversation, whole.merged_into, error))
        return false;
    json_object_end(json);
    return true;
}

bool
get_conversation(Request *request, GError **error)
{
    return reply_conversation(request, request_id(request, "id"), 200, error);
}

static int64_t
given_id(Request *request, const char *name)
{
    if (request_is_null(request, name))
        return 0;
    return request_has(request, name) ? request_id(request, name) : CONVERSATION_KEEP;
}

static bool
write_change(Db *tx, void *data, GError **error)
{
    Request *request = data;
    int status = request_choice(request, "status", -1);
    int priority = request_choice(request, "priority", -1);
    ConversationChange change = {
        .status = status >= 0 ? status + STATUS_OPEN : CONVERSATION_KEEP,
        .assignee = given_id(request, "assignee"),
        .team = given_id(request, "team"),
        .snoozed_until = request_time(request, "snoozed_until", CONVERSATION_KEEP),
        .priority = priority >= 0 ? priority + PRIORITY_LOW : CONVERSATION_KEEP,
        .version = request_int(request, "version", CONVERSATION_KEEP),
        .subject = request_text(request, "subject"),
    };

    return conversation_change(tx, request_id(request, "id"), &change,
                               request_principal(request)->staff, error);
}

bool
patch_conversation(Request *request, GError **error)
{
    return request_write(request, write_change, request, error) &&
           reply_conversation(request, request_id(request, "id"), 200, error);
}

/* ---- From our side ---- */

typedef struct {
    Request *request;
    const char *email; /* normalised; NULL: a person we know */
    const char *const *cc, *const *bcc;
    int64_t *attachments;
    size_t n_attachments;
    int64_t conversation;
} NewMatter;

static bool
find_person(Db *tx, const NewMatter *matter, const char *kind, int64_t *ret_person, GError **error)
{
    Request *request = matter->request;
    int64_t id = request_id(request, "person");
    g_autoptr(Person) person = NULL;
    int found;

    if (matter->email != NULL)
        return person_meet(tx, kind, matter->email, request_text(request, "name"), NULL,
                           clock_now(), ret_person, error);
    found = person_get(tx, id, &person, error);
    if (found == 0)
        return error_set_field(error, APP_ERROR_INVALID, "person", "no person %" G_GINT64_FORMAT,
                               id);
    if (found == 1)
        *ret_person = person->id;
    return found == 1;
}

static bool
write_matter(Db *tx, void *data, GError **error)
{
    static const char channel[] = "mail";
    NewMatter *matter = data;
    Request *request = matter->request;
    Context *context = request_context(request);
    int64_t person = 0, message, staff = request_principal(request)->staff;
    int64_t send_at = request_time(request, "send_at", 0);
    bool later = send_at != 0 || request_bool(request, "undo", false);
    g_autofree char *address = g_strdup(matter->email);
    const char *to[] = {NULL, NULL};
    Draft draft = {
        .direction = DIRECTION_OUT,
        .staff = staff,
        .text = request_text(request, "text"),
        .html = request_text(request, "html"),
        .from = request_text(request, "from"),
        .cc = matter->cc,
        .bcc = matter->bcc,
        .attachments = matter->attachments,
        .n_attachments = matter->n_attachments,
        .sign = request_bool(request, "signature", true),
    };

    if (!find_person(tx, matter, "email", &person, error) ||
        (address == NULL && person_address(tx, person, "email", &address, error) < 0) ||
        !conversation_open(tx, person, request_text(request, "subject"), channel, staff,
                           &draft.conversation, error))
        return false;
    to[0] = address;
    draft.to = address != NULL ? to : NULL;
    if (later ? !held_write(tx, context, &draft, send_at, false, &message, error)
              : !conversation_write(tx, context, &draft, &message, error))
        return false;
    matter->conversation = draft.conversation;
    return true;
}

bool
post_conversation(Request *request, GError **error)
{
    g_autofree char *email = NULL;
    g_autofree int64_t *attachments = NULL;
    g_autofree const char **cc = request_texts(request, "cc");
    g_autofree const char **bcc = request_texts(request, "bcc");
    NewMatter matter = {
        .request = request, .cc = (const char *const *)cc, .bcc = (const char *const *)bcc};

    if (request_has(request, "email")) {
        email = text_email(request_text(request, "email"));
        if (email == NULL)
            return error_set_field(error, APP_ERROR_INVALID, "email", "is not an address");
    } else if (!request_has(request, "person"))
        return error_set_field(error, APP_ERROR_INVALID, "person", "person or email is needed");
    attachments = request_ids(request, "attachments", &matter.n_attachments);
    matter.email = email;
    matter.attachments = attachments;
    return request_write(request, write_matter, &matter, error) &&
           reply_conversation(request, matter.conversation, 201, error);
}

/* ---- Who is there ---- */

/* On a live channel the person sees that somebody writes to them. */
static bool
show_typing(Request *request, const char *name, GError **error)
{
    Context *context = request_context(request);
    Db *db = request_db(request);
    g_autoptr(Conversation) conversation = NULL;
    g_autofree char *address = NULL;
    const Channel *channel;
    int found = conversation_store_get(db, request_id(request, "id"), &conversation, error);

    if (found < 1)
        return found == 0;
    channel = context_channel(context, conversation->channel);
    if (channel == NULL || channel->typing == NULL)
        return true;
    found = person_address(db, conversation->person, channel->address_kind, &address, error);
    if (found == 1)
        channel->typing(context, address, name, request_bool(request, "typing", false));
    return found >= 0;
}

bool
post_presence(Request *request, GError **error)
{
    Context *context = request_context(request);
    int64_t staff_id = request_principal(request)->staff;
    g_autoptr(Staff) staff = NULL;
    g_autoptr(GString) data = g_string_new(NULL);
    JsonWriter json;

    if (staff_get(request_db(request), staff_id, &staff, error) < 0)
        return false;
    json_writer_init(&json, data);
    json_object_begin(&json);
    json_put_id(&json, "conversation", request_id(request, "id"));
    json_put_id(&json, "staff", staff_id);
    json_put_text(&json, "name", staff != NULL ? staff->name : "");
    json_put_bool(&json, "typing", request_bool(request, "typing", false));
    json_object_end(&json);
    if (context->events != NULL)
        events_tell(context->events, RIGHT_CONVERSATION_READ, "presence", data->str);
    if (request_may(request, RIGHT_CONVERSATION_WRITE) &&
        !show_typing(request, staff != NULL ? staff->name : "", error))
        return false;
    reply_empty(request);
    return true;
}
