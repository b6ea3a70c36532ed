#include "conversation/attachment-store.h"
#include "conversation/conversation-http.h"

#include "base/error.h"
#include "conversation/held.h"
#include "conversation/message-page.h"
#include "file/file.h"

/* ---- A thread ---- */

/* What has not left yet is the newest of all. */
static bool
write_held(Request *request, JsonWriter *json, int64_t conversation, GError **error)
{
    Db *db = request_db(request);
    g_autoptr(GPtrArray) views = message_view_store_held(db, conversation, error);

    for (guint i = 0; views != NULL && i < views->len; i++) {
        const MessageView *view = views->pdata[i];
        g_autoptr(GArray) attachments = attachment_store_of_message(db, view->id, error);

        if (attachments == NULL)
            return false;
        message_view_write(json, view, attachments);
    }
    return views != NULL;
}

static bool
check_exists(Request *request, GError **error)
{
    g_autoptr(Conversation) conversation =
        conversation_store_need(request_db(request), request_id(request, "id"), error);

    return conversation != NULL;
}

/* The attachments of a page whose messages are in order of time, either way. */
static GArray *
thread_attachments(Db *db, int64_t conversation, const GPtrArray *views, GError **error)
{
    const MessageView *first = views->len > 0 ? views->pdata[0] : NULL;
    const MessageView *last = views->len > 0 ? views->pdata[views->len - 1] : NULL;

    if (first == NULL)
        return g_array_new(FALSE, FALSE, sizeof(Attachment));
    return attachment_store_of_thread(db, conversation, MIN(first->at, last->at),
                                      MAX(first->at, last->at), error);
}

bool
get_thread(Request *request, GError **error)
{
    Db *db = request_db(request);
    int64_t conversation = request_id(request, "id");
    bool newest_first = request_choice(request, "order", 0) == 1;
    g_autoptr(GPtrArray) views = NULL;
    g_autoptr(GArray) attachments = NULL;
    const MessageView *last = NULL;
    bool more = false;
    JsonWriter *json;
    Page page;
    bool first;

    if (!request_page(request, &page, error) || !check_exists(request, error))
        return false;
    first = page.before_key == INT64_MAX;
    if (!newest_first && page.before_key == INT64_MAX)
        page.before_key = page.before_id = INT64_MIN;
    views = message_view_store_thread(db, conversation, newest_first, page.before_key,
                                      page.before_id, page.limit, &more, error);
    attachments = views != NULL ? thread_attachments(db, conversation, views, error) : NULL;
    if (attachments == NULL)
        return false;
    json = reply_list(request);
    if (newest_first && first && !write_held(request, json, conversation, error))
        return false;
    for (guint i = 0; i < views->len; i++) {
        last = views->pdata[i];
        message_view_write(json, last, attachments);
    }
    if (!newest_first && !more && !write_held(request, json, conversation, error))
        return false;
    reply_list_end(request, more, last != NULL ? last->at : 0, last != NULL ? last->id : 0);
    return true;
}

/* ---- One message ---- */

static MessageView *
need_view(Request *request, int64_t id, GError **error)
{
    MessageView *view = NULL;

    if (message_view_store_get(request_db(request), id, &view, error) == 0)
        error_set(error, APP_ERROR_NOT_FOUND, "no message %" G_GINT64_FORMAT, id);
    return view;
}

static bool
reply_message(Request *request, int64_t id, unsigned status, GError **error)
{
    g_autoptr(MessageView) view = need_view(request, id, error);
    g_autoptr(GArray) attachments =
        view != NULL ? attachment_store_of_message(request_db(request), id, error) : NULL;

    if (attachments == NULL)
        return false;
    message_view_write(reply_json(request, status), view, attachments);
    return true;
}

bool
get_message(Request *request, GError **error)
{
    return reply_message(request, request_id(request, "id"), 200, error);
}

/* ---- Writing one ---- */

typedef struct {
    Request *request;
    Draft draft;
    int64_t message;
} NewWord;

static bool
write_word(Db *tx, void *data, GError **error)
{
    NewWord *word = data;
    Request *request = word->request;
    Context *context = request_context(request);
    bool close = request_bool(request, "close", false);
    int64_t send_at = request_time(request, "send_at", 0);

    if (send_at != 0 || request_bool(request, "undo", false))
        return held_write(tx, context, &word->draft, send_at, close, &word->message, error);
    return conversation_write_close(tx, context, &word->draft, close, &word->message, error);
}

const char **
request_texts(Request *request, const char *name)
{
    const json_t *list = request_json(request, name);
    size_t n = json_array_size(list);
    const char **texts = list != NULL ? g_new0(const char *, n + 1) : NULL;

    for (size_t i = 0; i < n; i++)
        texts[i] = json_string_value(json_array_get(list, i));
    return texts;
}

bool
post_message(Request *request, GError **error)
{
    g_autofree int64_t *attachments = NULL;
    g_autofree int64_t *mentions = NULL;
    g_autofree const char **to = request_texts(request, "to");
    g_autofree const char **cc = request_texts(request, "cc");
    g_autofree const char **bcc = request_texts(request, "bcc");
    NewWord word = {
        .request = request,
        .draft = {
            .conversation = request_id(request, "id"),
            .direction = request_choice(request, "kind", 0) == 1 ? DIRECTION_NOTE : DIRECTION_OUT,
            .staff = request_principal(request)->staff,
            .text = request_text(request, "text"),
            .html = request_text(request, "html"),
            .subject = request_text(request, "subject"),
            .mode = (ReplyMode)request_choice(request, "mode", REPLY_ALL),
            .answered = request_id(request, "message"),
            .from = request_text(request, "from"),
            .to = (const char *const *)to,
            .cc = (const char *const *)cc,
            .bcc = (const char *const *)bcc,
            .quote = request_bool(request, "quote", false),
            .sign = request_bool(request, "signature", true),
        }};

    attachments = request_ids(request, "attachments", &word.draft.n_attachments);
    word.draft.attachments = attachments;
    mentions = request_ids(request, "mentions", &word.draft.n_mentions);
    word.draft.mentions = mentions;
    return request_write(request, write_word, &word, error) &&
           reply_message(request, word.message, 201, error);
}

static bool
write_retry(Db *tx, void *data, GError **error)
{
    return conversation_send_again(tx, request_id(data, "id"), error);
}

bool
post_message_retry(Request *request, GError **error)
{
    if (!request_write(request, write_retry, request, error))
        return false;
    reply_empty(request);
    return true;
}

/* ---- As it came ---- */

/* The source holds all files: it is as safe as they are. */
static bool
may_open_source(Request *request, int64_t message, GError **error)
{
    g_autoptr(GArray) files = NULL;

    if (request_bool(request, "unsafe", false) && request_may(request, RIGHT_FILE_UNSAFE))
        return true;
    files = attachment_store_of_message(request_db(request), message, error);
    for (guint i = 0; files != NULL && i < files->len; i++)
        if (!file_scan_allows(request_db(request), g_array_index(files, Attachment, i).file, error))
            return false;
    return files != NULL;
}

bool
get_message_source(Request *request, GError **error)
{
    int64_t id = request_id(request, "id");
    g_autoptr(MessageView) view = need_view(request, id, error);
    g_autoptr(GBytes) source = NULL;
    g_autofree char *name = g_strdup_printf("message-%" G_GINT64_FORMAT ".eml", id);

    if (view == NULL)
        return false;
    if (view->source == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "message %" G_GINT64_FORMAT " has no source",
                         id);
    if (!may_open_source(request, id, error))
        return false;
    source =
        file_get(request_context(request)->files, request_db(request), view->source, NULL, error);
    if (source == NULL)
        return false;
    reply_file(request, "message/rfc822", name, false, source);
    return true;
}

bool
get_message_html(Request *request, GError **error)
{
    int64_t id = request_id(request, "id");
    MessageLook look = {
        .images = request_choice(request, "images", 0) == 1,
        .dark = request_choice(request, "dark", 0) == 1,
    };
    g_autofree char *html = NULL;
    g_autofree char *page = NULL;
    g_autofree char *policy = NULL;
    int found = message_view_store_html(request_db(request), id, &html, error);

    if (found == 0)
        return error_set(error, APP_ERROR_NOT_FOUND, "message %" G_GINT64_FORMAT " has no HTML",
                         id);
    if (found < 0)
        return false;
    page = message_page(request_context(request), request_db(request), id, html, &look);
    policy = message_page_policy(&look);
    reply_page(request, 200, page);
    reply_header(request, "Content-Security-Policy", policy);
    reply_header(request, "X-Frame-Options", "SAMEORIGIN");
    return true;
}
