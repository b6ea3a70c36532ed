#include "canned/canned-http.h"
#include "canned/canned-configuration.h"
#include "canned/canned-store.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "base/limits.h"
#include "base/text.h"
#include "conversation/attachment-hold-store.h"
#include "conversation/conversation-http.h"
#include "conversation/inline-image.h"
#include "staff/staff.h"

#include <string.h>

/* ---- Who may ---- */

static int64_t
me(Request *request)
{
    return request_principal(request)->staff;
}

static bool
steers(Request *request)
{
    return request_may(request, RIGHT_JOB_MANAGE);
}

/* 1, 0, -1. Seen: for all of its team; changed: everybody's by who steers. */
static int
may(Db *db, Request *request, const Canned *canned, bool change, GError **error)
{
    if (canned->staff != 0)
        return canned->staff == me(request);
    if (steers(request))
        return 1;
    if (canned->team != 0)
        return canned_store_in_team(db, canned->team, me(request), error);
    return !change;
}

bool
canned_need(Db *db, Request *request, bool change, Canned *ret_canned, GError **error)
{
    int64_t id = request_id(request, "id");
    int found = canned_store_get(db, id, ret_canned, error);
    int seen = found == 1 ? may(db, request, ret_canned, false, error) : found;
    int allowed = seen == 1 && change ? may(db, request, ret_canned, true, error) : seen;

    if (seen == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "no canned reply %" G_GINT64_FORMAT, id);
    if (allowed == 0)
        return error_set(error, APP_ERROR_FORBIDDEN, "who steers changes what is everybody's");
    return allowed == 1;
}

/* ---- Answers ---- */

/* As an editor shows it. */
static void
write_html(JsonWriter *json, const Canned *canned, const GArray *held)
{
    const int64_t *ids = (const int64_t *)(const void *)held->data;
    g_autofree char *html =
        canned->html != NULL ? inline_images_show(canned->html, ids, ids, held->len) : NULL;

    json_put_text(json, "html", html);
}

static bool
write_files(JsonWriter *json, Db *db, int64_t holder, GError **error)
{
    g_autoptr(GArray) files = attachment_store_of_message(db, holder, error);

    json_name(json, "attachments");
    json_list_begin(json);
    for (guint i = 0; files != NULL && i < files->len; i++)
        attachment_write(json, &g_array_index(files, Attachment, i));
    json_list_end(json);
    return files != NULL;
}

static bool
write_canned(JsonWriter *json, Db *db, Request *request, const Canned *canned, GError **error)
{
    int mine = may(db, request, canned, true, error);
    g_autoptr(GArray) held = mine >= 0 ? attachment_store_held(db, canned->id, error) : NULL;

    if (held == NULL)
        return false;
    json_object_begin(json);
    json_put_id(json, "id", canned->id);
    json_put_text(json, "name", canned->name);
    json_put_text(json, "shortcut", canned->shortcut);
    json_put_text(json, "subject", canned->subject);
    json_put_text(json, "text", canned->text);
    write_html(json, canned, held);
    json_name(json, "team");
    team_ref_write(json, canned->team, canned->team_name);
    json_put_bool(json, "personal", canned->staff != 0);
    json_put_text(json, "language", canned->language);
    json_put_int(json, "use_count", canned->use_count);
    json_put_bool(json, "mine", mine == 1);
    json_put_int(json, "version", canned->version);
    if (!write_files(json, db, canned->id, error))
        return false;
    json_object_end(json);
    return true;
}

static bool
reply_canned(Request *request, int64_t id, unsigned status, GError **error)
{
    g_auto(Canned) canned = {0};

    if (canned_store_get(request_db(request), id, &canned, error) != 1)
        return error_set(error, APP_ERROR_NOT_FOUND, "no canned reply %" G_GINT64_FORMAT, id);
    return write_canned(reply_json(request, status), request_db(request), request, &canned, error);
}

typedef struct {
    Request *request;
    JsonWriter *json;
    char *words; /* folded; NULL: all */
    size_t left;
    bool more, ok;
    int64_t last;
    GError **error;
} CannedPage;

static bool
holds(const char *text, const char *words)
{
    g_autofree char *folded = text != NULL ? text_fold(text) : NULL;

    return folded != NULL && strstr(folded, words) != NULL;
}

static bool
write_item(const Canned *canned, void *data, GError **error)
{
    CannedPage *page = data;

    if (page->words != NULL && !holds(canned->name, page->words) &&
        !holds(canned->shortcut, page->words) && !holds(canned->text, page->words))
        return true;
    page->more = page->left == 0;
    if (page->more)
        return false;
    page->left--;
    page->last = canned->id;
    page->ok =
        write_canned(page->json, request_db(page->request), page->request, canned, page->error);
    return page->ok;
}

static bool
get_all(Request *request, GError **error)
{
    const char *q = request_text(request, "q");
    g_autofree char *words = q != NULL ? text_fold(q) : NULL;
    CannedPage list = {.request = request, .words = words, .ok = true, .error = error};
    Page page;

    if (!request_page(request, &page, error))
        return false;
    list.left = page.limit;
    list.json = reply_list(request);
    if (!canned_store_visible(request_db(request), me(request), steers(request), page.before_id,
                              write_item, &list, error) ||
        !list.ok)
        return false;
    reply_list_end(request, list.more, list.last, list.last);
    return true;
}

static bool
get_one(Request *request, GError **error)
{
    g_auto(Canned) canned = {0};

    return canned_need(request_db(request), request, false, &canned, error) &&
           reply_canned(request, canned.id, 200, error);
}

/* ---- Saving ---- */

typedef struct {
    Request *request;
    int64_t id;
} Saving;

static void
take_text(Request *request, const char *name, char **field)
{
    if (!request_has(request, name) && !request_is_null(request, name))
        return;
    g_free(*field);
    *field = g_strdup(request_text(request, name));
    if (*field != NULL && (*field)[0] == '\0' && strcmp(name, "text") != 0)
        g_clear_pointer(field, g_free);
}

static void
take_fields(Request *request, Canned *canned)
{
    take_text(request, "name", &canned->name);
    take_text(request, "shortcut", &canned->shortcut);
    take_text(request, "subject", &canned->subject);
    take_text(request, "html", &canned->html);
    /* Another HTML brings its own text. */
    if (request_has(request, "html") && !request_has(request, "text"))
        g_clear_pointer(&canned->text, g_free);
    take_text(request, "text", &canned->text);
    take_text(request, "language", &canned->language);
    if (canned->text == NULL)
        canned->text = g_strdup("");
    if (request_has(request, "team") || request_is_null(request, "team"))
        canned->team = request_id(request, "team");
    if (request_has(request, "personal"))
        canned->staff = request_bool(request, "personal", false) ? me(request) : 0;
    if (canned->staff != 0)
        canned->team = 0;
}

static bool
check_team(Db *tx, const Canned *canned, GError **error)
{
    int found = canned->team != 0 ? canned_store_team_exists(tx, canned->team, error) : 1;

    if (found == 0)
        return error_set_field(error, APP_ERROR_INVALID, "team", "no team %" G_GINT64_FORMAT,
                               canned->team);
    return found == 1;
}

static bool
tell(Db *tx, const Canned *canned, const char *name, int64_t staff, GError **error)
{
    Fact fact = {.name = name, .actor = staff, .subject = canned->id};

    return canned->staff != 0 || journal_append(tx, &fact, error);
}

static bool
hold_files(Db *tx, Request *request, const Canned *canned, GError **error)
{
    size_t n = 0;
    g_autofree int64_t *files = request_ids(request, "attachments", &n);
    AttachmentHolder holder = {.id = canned->id, .staff = me(request), .open = canned->staff == 0};

    return request_json(request, "attachments") == NULL ||
           attachment_store_hold(tx, &holder, files, n, error);
}

/* The pictures of the text are among its files, those given or those it has. */
static bool
name_pictures(Db *tx, Request *request, Canned *canned, GError **error)
{
    size_t n = 0;
    g_autofree int64_t *given = request_ids(request, "attachments", &n);
    bool has = request_json(request, "attachments") == NULL;
    g_autoptr(GArray) held = has ? attachment_store_held(tx, canned->id, error) : NULL;
    char *named;

    if (canned->html == NULL || (has && held == NULL))
        return canned->html == NULL;
    named = held != NULL
                ? inline_images_name(canned->html, (const int64_t *)(void *)held->data, held->len)
                : inline_images_name(canned->html, given, n);
    g_free(canned->html);
    canned->html = named;
    return true;
}

static bool
check(Db *tx, Request *request, Canned *canned, GError **error)
{
    int allowed;

    if (!name_pictures(tx, request, canned, error) || !canned_check(canned, error) ||
        !check_team(tx, canned, error))
        return false;
    allowed = may(tx, request, canned, true, error);
    return allowed == 0
               ? error_set(error, APP_ERROR_FORBIDDEN, "who steers changes what is everybody's")
               : allowed == 1;
}

static bool
write_new(Db *tx, void *data, GError **error)
{
    Saving *saving = data;
    g_auto(Canned) canned = {.id = id_new()};

    take_fields(saving->request, &canned);
    saving->id = canned.id;
    return check(tx, saving->request, &canned, error) &&
           canned_store_insert(tx, &canned, clock_now(), error) &&
           hold_files(tx, saving->request, &canned, error) &&
           tell(tx, &canned, "canned.added", me(saving->request), error);
}

static bool
write_change(Db *tx, void *data, GError **error)
{
    Saving *saving = data;
    Request *request = saving->request;
    g_auto(Canned) canned = {0};
    bool done = false;

    if (!canned_need(tx, request, true, &canned, error))
        return false;
    take_fields(request, &canned);
    canned.version = request_int(request, "version", 0);
    saving->id = canned.id;
    if (!check(tx, request, &canned, error) || !canned_store_update(tx, &canned, &done, error))
        return false;
    if (!done)
        return error_set_field(error, APP_ERROR_CONFLICT, "version", "it has changed meanwhile");
    return hold_files(tx, request, &canned, error) &&
           tell(tx, &canned, "canned.changed", me(request), error);
}

static bool
post_one(Request *request, GError **error)
{
    Saving saving = {request, 0};

    return request_write(request, write_new, &saving, error) &&
           reply_canned(request, saving.id, 201, error);
}

static bool
patch_one(Request *request, GError **error)
{
    Saving saving = {request, 0};

    return request_write(request, write_change, &saving, error) &&
           reply_canned(request, saving.id, 200, error);
}

static bool
write_drop(Db *tx, void *data, GError **error)
{
    Request *request = data;
    g_auto(Canned) canned = {0};

    return canned_need(tx, request, true, &canned, error) &&
           attachment_store_let_go(tx, canned.id, error) &&
           canned_store_drop(tx, canned.id, error) &&
           tell(tx, &canned, "canned.dropped", me(request), error);
}

static bool
delete_one(Request *request, GError **error)
{
    if (!request_write(request, write_drop, request, error))
        return false;
    reply_empty(request);
    return true;
}

#define WRITES(word, handle) .method = word, .right = RIGHT_CONVERSATION_WRITE, .handler = handle

static const Route routes[] = {
    {WRITES("GET", get_all), .path = "/api/canned",
     .about = "The replies kept ready that I may use, the newest first.", .flags = ROUTE_LIST,
     .query = canned_query, .reply = &canned_shape},
    {WRITES("POST", post_one), .path = "/api/canned", .about = "Keeps a reply ready.",
     .body = &canned_new_shape, .reply = &canned_shape,
     .example = "{\"name\": \"Accusé de réception\", \"personal\": true,"
                " \"text\": \"Bonjour {{person.first_name}}, bien reçu.\"}"},
    {WRITES("GET", get_one), .path = "/api/canned/{id}", .about = "One of them.",
     .reply = &canned_shape},
    {WRITES("PATCH", patch_one), .path = "/api/canned/{id}", .about = "Changes it.",
     .body = &canned_change_shape, .reply = &canned_shape,
     .example = "{\"name\": \"Bien reçu\", \"version\": 1}"},
    {WRITES("DELETE", delete_one), .path = "/api/canned/{id}", .about = "Drops it."},
    {WRITES("POST", post_canned_use), .path = "/api/canned/{id}/use",
     .about = "Fills its variables, and gives its files to who writes.", .body = &canned_use_shape,
     .reply = &canned_filled_shape, .example = "{\"conversation\": null}"},
    {WRITES("POST", post_canned_replies), .path = "/api/canned/{id}/replies",
     .about = "Writes it to many, each with their own values; held a while, as any reply.",
     .body = &canned_many_shape, .reply = &canned_written_shape,
     .example = "{\"conversations\": [\"2251799813685248\"], \"preview\": true}"},
    ROUTES_END,
};

const Module canned_module = {
    .name = "canned",
    .routes = routes,
    .configurations = canned_configurations,
};
