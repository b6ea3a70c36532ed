#include "conversation/conversation-http.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/text.h"
#include "conversation/held.h"
#include "conversation/link-store.h"
#include "conversation/mention-store.h"
#include "http/events.h"
#include "person/person.h"
#include "staff/staff.h"

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
    int found = list_store_whole(db, conversation, request_principal(request)->staff, write_full,
                                 &whole, error);

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
    g_autofree int64_t *tags = request_ids(request, "tags", &change.tags.n);
    g_autofree int64_t *added = request_ids(request, "add_tags", &change.add_tags.n);
    g_autofree int64_t *removed = request_ids(request, "remove_tags", &change.remove_tags.n);

    change.tags.ids = request_has(request, "tags") ? tags : NULL;
    change.add_tags.ids = added;
    change.remove_tags.ids = removed;
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
