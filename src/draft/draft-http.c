#include "draft/draft-store.h"

#include "base/error.h"
#include "base/limits.h"
#include "conversation/attachment-hold-store.h"
#include "conversation/conversation-http.h"
#include "http/route.h"

#define REQUIRED FIELD_REQUIRED
#define NULLABLE (FIELD_REQUIRED | FIELD_NULLABLE)
#define LATTER   FIELD_NULLABLE

static const char *const kinds[] = {"reply", "note", "new", NULL};
static const char *const modes[] = {"all", "reply", "forward", NULL};
static const char *const slots[] = {"reply", "note", NULL};

/* ---- Shapes ---- */

#define ADDRESS_LIST(word)                                                                         \
    {                                                                                              \
        .name = word, .type = FIELD_LIST, .flags = LATTER, .max = LIMIT_RECIPIENTS,                \
        .of = FIELD_TEXT                                                                           \
    }

static const Field letter_fields[] = {
    {.name = "mode", .type = FIELD_CHOICE, .choices = modes},
    {.name = "message", .type = FIELD_ID, .flags = LATTER},
    {.name = "from", .type = FIELD_TEXT, .flags = LATTER, .max = LIMIT_ADDRESS},
    ADDRESS_LIST("to"),
    ADDRESS_LIST("cc"),
    ADDRESS_LIST("bcc"),
    {.name = "subject", .type = FIELD_TEXT, .flags = LATTER, .max = LIMIT_SUBJECT},
    {.name = "quote", .type = FIELD_BOOL},
    {.name = "signature", .type = FIELD_BOOL},
    {.name = "email", .type = FIELD_TEXT, .flags = LATTER, .max = LIMIT_ADDRESS},
    {.name = "name", .type = FIELD_TEXT, .flags = LATTER, .max = LIMIT_NAME},
    {.name = "person", .type = FIELD_ID, .flags = LATTER},
    {.name = "mentions",
     .type = FIELD_LIST,
     .flags = LATTER,
     .max = LIMIT_MENTIONS,
     .of = FIELD_ID},
    FIELDS_END,
};
static const Shape letter_shape = {"DraftLetter", letter_fields};

static const Field save_fields[] = {
    {.name = "text", .type = FIELD_TEXT, .flags = REQUIRED, .max = LIMIT_TEXT},
    {.name = "html", .type = FIELD_TEXT, .flags = LATTER, .max = LIMIT_TEXT},
    {.name = "letter", .type = FIELD_OBJECT, .flags = REQUIRED, .shape = &letter_shape},
    {.name = "attachments", .type = FIELD_LIST, .max = LIMIT_ATTACHMENTS, .of = FIELD_ID},
    {.name = "version",
     .type = FIELD_INT,
     .max = INT32_MAX,
     .about = "The one that was seen; none when there was no draft."},
    FIELDS_END,
};
static const Shape save_shape = {"DraftSave", save_fields};

static const Field draft_fields[] = {
    {.name = "id", .type = FIELD_ID, .flags = REQUIRED},
    {.name = "kind", .type = FIELD_CHOICE, .flags = REQUIRED, .choices = kinds},
    {.name = "conversation",
     .type = FIELD_OBJECT,
     .flags = NULLABLE,
     .shape = &conversation_ref_shape},
    {.name = "text", .type = FIELD_TEXT, .flags = REQUIRED, .max = LIMIT_TEXT},
    {.name = "html", .type = FIELD_TEXT, .flags = NULLABLE, .max = LIMIT_TEXT},
    {.name = "letter", .type = FIELD_OBJECT, .flags = REQUIRED, .shape = &letter_shape},
    {.name = "attachments",
     .type = FIELD_LIST,
     .flags = REQUIRED,
     .of = FIELD_OBJECT,
     .shape = &attachment_shape},
    {.name = "version", .type = FIELD_INT, .flags = REQUIRED},
    {.name = "saved_at", .type = FIELD_TIME, .flags = REQUIRED},
    FIELDS_END,
};
static const Shape draft_shape = {"Draft", draft_fields};

static const Field slot_fields[] = {
    {.name = "draft",
     .type = FIELD_OBJECT,
     .flags = NULLABLE,
     .shape = &draft_shape,
     .about = "Null: nothing is being written."},
    FIELDS_END,
};
static const Shape slot_shape = {"DraftSlot", slot_fields};

static const Field slot_query[] = {
    {.name = "kind", .type = FIELD_CHOICE, .choices = slots, .about = "The reply by default."},
    FIELDS_END,
};

/* ---- Answers ---- */

static bool
write_draft(JsonWriter *json, Db *db, const KeptDraft *draft, GError **error)
{
    g_autoptr(GArray) attachments = attachment_store_of_message(db, draft->id, error);

    if (attachments == NULL)
        return false;
    json_object_begin(json);
    json_put_id(json, "id", draft->id);
    json_put_text(json, "kind", kinds[draft->kind - DRAFT_REPLY]);
    json_name(json, "conversation");
    conversation_ref_write(json, draft->conversation, draft->subject);
    json_put_text(json, "text", draft->text);
    json_put_text(json, "html", draft->html);
    json_name(json, "letter");
    json_raw(json, draft->letter);
    json_name(json, "attachments");
    json_list_begin(json);
    for (guint i = 0; i < attachments->len; i++)
        attachment_write(json, &g_array_index(attachments, Attachment, i));
    json_list_end(json);
    json_put_int(json, "version", draft->version);
    json_put_time(json, "saved_at", draft->saved_at);
    json_object_end(json);
    return true;
}

static int64_t
me(Request *request)
{
    return request_principal(request)->staff;
}

static bool
reply_draft(Request *request, int64_t id, unsigned status, GError **error)
{
    g_auto(KeptDraft) draft = {0};
    int found = draft_store_get(request_db(request), id, me(request), &draft, error);

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no draft %" G_GINT64_FORMAT, id);
    return found == 1 &&
           write_draft(reply_json(request, status), request_db(request), &draft, error);
}

/* ---- Saving ---- */

typedef struct {
    DraftSave save;
    int64_t id;
} Saving;

static bool
write_save(Db *tx, void *data, GError **error)
{
    Saving *saving = data;

    return draft_save(tx, &saving->save, &saving->id, error);
}

static bool
save(Request *request, int64_t id, int64_t conversation, DraftKind kind, unsigned status,
     GError **error)
{
    g_autofree char *letter = json_dumps(request_json(request, "letter"), JSON_COMPACT);
    Saving saving = {.save = {
                         .id = id,
                         .staff = me(request),
                         .conversation = conversation,
                         .kind = kind,
                         .text = request_text(request, "text"),
                         .html = request_text(request, "html"),
                         .letter = letter,
                         .version = request_int(request, "version", 0),
                     }};
    g_autofree int64_t *attachments =
        request_ids(request, "attachments", &saving.save.n_attachments);

    saving.save.attachments = attachments;
    return request_write(request, write_save, &saving, error) &&
           reply_draft(request, saving.id, status, error);
}

static DraftKind
slot_of(Request *request)
{
    return (DraftKind)(request_choice(request, "kind", 0) + DRAFT_REPLY);
}

/* Where I write to a conversation: in the one that answers for it, for a screen may not know yet
 * that it was merged. 0 when there is none. */
static int64_t
place_of(Request *request, GError **error)
{
    g_autoptr(Conversation) found =
        conversation_store_survivor(request_db(request), request_id(request, "id"), error);

    return found != NULL ? found->id : 0;
}

static bool
put_slot(Request *request, GError **error)
{
    int64_t conversation = place_of(request, error);

    return conversation != 0 && save(request, 0, conversation, slot_of(request), 200, error);
}

static bool
get_slot(Request *request, GError **error)
{
    Db *db = request_db(request);
    g_auto(KeptDraft) draft = {0};
    int64_t conversation = place_of(request, error);
    int found = conversation == 0 ? -1
                                  : draft_store_of(db, conversation, slot_of(request), me(request),
                                                   &draft, error);
    JsonWriter *json;

    if (found < 0)
        return false;
    json = reply_json(request, 200);
    json_object_begin(json);
    json_name(json, "draft");
    if (found == 0)
        json_none(json);
    else if (!write_draft(json, db, &draft, error))
        return false;
    json_object_end(json);
    return true;
}

static bool
write_drop(Db *tx, void *data, GError **error)
{
    return draft_drop(tx, *(int64_t *)data, error);
}

static bool
drop(Request *request, int found, int64_t id, GError **error)
{
    if (found < 0 || (found == 1 && !request_write(request, write_drop, &id, error)))
        return false;
    reply_empty(request);
    return true;
}

static bool
delete_slot(Request *request, GError **error)
{
    g_auto(KeptDraft) draft = {0};
    int64_t conversation = place_of(request, error);
    int found = conversation == 0 ? -1
                                  : draft_store_of(request_db(request), conversation,
                                                   slot_of(request), me(request), &draft, error);

    return drop(request, found, draft.id, error);
}

static bool
delete_draft(Request *request, GError **error)
{
    g_auto(KeptDraft) draft = {0};
    int found =
        draft_store_get(request_db(request), request_id(request, "id"), me(request), &draft, error);

    return drop(request, found, draft.id, error);
}

static bool
get_draft(Request *request, GError **error)
{
    return reply_draft(request, request_id(request, "id"), 200, error);
}

static bool
put_draft(Request *request, GError **error)
{
    return save(request, request_id(request, "id"), 0, DRAFT_NEW, 200, error);
}

static bool
post_draft(Request *request, GError **error)
{
    return save(request, 0, 0, DRAFT_NEW, 201, error);
}

/* ---- All of mine ---- */

typedef struct {
    Db *db;
    JsonWriter *json;
    size_t left;
    bool more;
    int64_t last_at, last_id;
} DraftPage;

static bool
write_item(const KeptDraft *draft, void *data, GError **error)
{
    DraftPage *page = data;

    if (page->left == 0) {
        page->more = true;
        return true;
    }
    page->left--;
    page->last_at = draft->saved_at;
    page->last_id = draft->id;
    return write_draft(page->json, page->db, draft, error);
}

static bool
get_drafts(Request *request, GError **error)
{
    DraftPage list = {.db = request_db(request)};
    Page page;

    if (!request_page(request, &page, error))
        return false;
    list.left = page.limit;
    list.json = reply_list(request);
    if (!draft_store_list(list.db, me(request), page.before_key, page.before_id, page.limit + 1,
                          write_item, &list, error))
        return false;
    reply_list_end(request, list.more, list.last_at, list.last_id);
    return true;
}

/* ---- The tables ---- */

#define EXAMPLE            "{\"text\": \"Bonjour,\", \"letter\": {\"mode\": \"all\"}}"
#define MINE(word, handle) .method = word, .right = RIGHT_CONVERSATION_WRITE, .handler = handle

static const Route routes[] = {
    {MINE("GET", get_slot), .path = "/api/conversations/{id}/draft",
     .about = "What I am writing in a conversation.", .query = slot_query, .reply = &slot_shape},
    {MINE("PUT", put_slot), .path = "/api/conversations/{id}/draft",
     .about = "Keeps what I am writing in a conversation.", .query = slot_query,
     .body = &save_shape, .reply = &draft_shape, .example = EXAMPLE},
    {MINE("DELETE", delete_slot), .path = "/api/conversations/{id}/draft", .about = "Drops it.",
     .query = slot_query},
    {MINE("GET", get_drafts), .path = "/api/drafts",
     .about = "All that I am writing, the last saved first.", .flags = ROUTE_LIST,
     .reply = &draft_shape},
    {MINE("POST", post_draft), .path = "/api/drafts",
     .about = "Begins a draft of a new conversation.", .body = &save_shape, .reply = &draft_shape,
     .example = EXAMPLE},
    {MINE("GET", get_draft), .path = "/api/drafts/{id}", .about = "One draft of mine.",
     .reply = &draft_shape},
    {MINE("PUT", put_draft), .path = "/api/drafts/{id}", .about = "Keeps it as it is now.",
     .body = &save_shape, .reply = &draft_shape, .example = EXAMPLE},
    {MINE("DELETE", delete_draft), .path = "/api/drafts/{id}", .about = "Drops it."},
    ROUTES_END,
};

/* Its messages are elsewhere now, and what was being written goes with them. */
static bool
follow_merge(Db *tx, Context *context, const Fact *fact, GError **error)
{
    json_t *data = json_loads(fact->data != NULL ? fact->data : "{}", 0, NULL);
    const char *into = json_string_value(json_object_get(data, "into"));
    bool ok = into == NULL ||
              draft_store_follow(tx, fact->conversation, g_ascii_strtoll(into, NULL, 10), error);

    json_decref(data);
    return ok;
}

static const char *const merged[] = {"conversation.merged", NULL};
static const JournalReader readers[] = {
    {"draft.follow", merged, follow_merge},
    JOURNAL_READERS_END,
};

const Module draft_module = {
    .name = "draft",
    .routes = routes,
    .readers = readers,
};
