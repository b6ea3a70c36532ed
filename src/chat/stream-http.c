/* What a visitor may see: as a page, and as it comes. */
#include "chat/chat-http.h"

#include "base/error.h"
#include "base/limits.h"
#include "http/feed.h"

#include <string.h>

#define BATCH 100

static void
write_file(int64_t id, const char *name, const char *type, int64_t size, void *data)
{
    JsonWriter *json = data;

    json_object_begin(json);
    json_put_id(json, "id", id);
    json_put_text(json, "name", name);
    json_put_text(json, "type", type);
    json_put_int(json, "size", size);
    json_object_end(json);
}

/* What visitors see of a name; NULL: nothing. Owned by the caller. */
static char *
shown_name(const char *name, const char *how)
{
    if (name == NULL || strcmp(how, "none") == 0)
        return NULL;
    return strcmp(how, "first") == 0 ? g_strndup(name, strcspn(name, " ")) : g_strdup(name);
}

static bool
write_item(JsonWriter *json, Db *db, const TalkItem *item, const char *names, GError **error)
{
    g_autofree char *key = item->own ? talk_key_of(item->external_id) : NULL;
    g_autofree char *name = item->own ? NULL : shown_name(item->staff_name, names);
    bool written;

    json_object_begin(json);
    json_put_id(json, "position", item->id);
    json_put_text(json, "key", key);
    json_put_text(json, "from", item->own ? "visitor" : item->program ? "program" : "staff");
    json_put_text(json, "name", name);
    json_put_text(json, "text", item->text);
    json_put_time(json, "at", item->at);
    json_name(json, "files");
    json_list_begin(json);
    written = file_store_each(db, item->message, write_file, json, error);
    json_list_end(json);
    json_object_end(json);
    return written;
}

typedef struct {
    Db *db;
    JsonWriter *json; /* of a page */
    Feed *feed;       /* or a stream */
    const char *names;
    int64_t last;
} Telling;

static bool
tell_page(const TalkItem *item, void *data, GError **error)
{
    Telling *telling = data;

    telling->last = item->id;
    return write_item(telling->json, telling->db, item, telling->names, error);
}

static bool
tell_stream(const TalkItem *item, void *data, GError **error)
{
    Telling *telling = data;
    g_autoptr(GString) text = g_string_new(NULL);
    JsonWriter json;

    json_writer_init(&json, text);
    if (!write_item(&json, telling->db, item, telling->names, error))
        return false;
    feed_say(telling->feed, item->id, "message", text->str);
    telling->last = item->id;
    return true;
}

/* From where on a browser that has up to `after` is told: the newest, when it has long been away.
 */
static bool
begin_after(Db *db, int64_t visitor, int64_t after, int64_t *ret_after, GError **error)
{
    if (!talk_store_before_newest(db, visitor, LIMIT_CHAT_HISTORY, ret_after, error))
        return false;
    *ret_after = MAX(*ret_after, after);
    return true;
}

/* The FeedRead of a visitor's address. */
static bool
read_talk(Context *context, Db *db, const char *topic, int64_t after, Feed *feed, GError **error)
{
    g_autoptr(Visitor) visitor = NULL;
    g_autoptr(Widget) widget = NULL;
    Telling telling = {.db = db, .feed = feed};
    int count;

    if (visitor_store_at(db, topic, &visitor, error) != 1 ||
        widget_store_get(db, visitor->widget, &widget, error) != 1)
        return error == NULL || *error != NULL ||
               error_set(error, APP_ERROR_NOT_FOUND, "the visitor of a stream is gone");
    telling.names = widget->names;
    if (!begin_after(db, visitor->id, after, &telling.last, error))
        return false;
    do
        count = talk_store_each(db, visitor->id, telling.last, BATCH, tell_stream, &telling, error);
    while (count == BATCH);
    return count >= 0;
}

static const FeedKind talks = {read_talk, CHAT_GRACE, CHAT_SILENCE, chat_tell_presence};

bool
chat_get_messages(Request *request, GError **error)
{
    g_autoptr(Widget) widget = NULL;
    g_autoptr(Visitor) visitor = NULL;
    Telling telling = {.db = request_db(request)};
    int64_t after, again = request_int(request, "again", 0);
    int count;

    if (!chat_visitor_of(request, &widget, &visitor, error) ||
        !begin_after(telling.db, visitor->id, request_int(request, "after", 0), &after, error))
        return false;
    telling.names = widget->names;
    telling.json = reply_list(request);
    count = talk_store_each(telling.db, visitor->id, after, LIMIT_CHAT_HISTORY, tell_page, &telling,
                            error);
    if (count < 0)
        return false;
    reply_list_end(request, false, 0, 0);
    if (again > 0)
        feed_asked(request_context(request)->feeds, visitor->address, &talks,
                   again * INT64_C(1000));
    return true;
}

bool
chat_get_stream(Request *request, GError **error)
{
    g_autoptr(Widget) widget = NULL;
    g_autoptr(Visitor) visitor = NULL;

    return chat_visitor_of(request, &widget, &visitor, error) &&
           feed_open(request_context(request)->feeds, request, visitor->address, &talks,
                     request_bool(request, "answers", false), error);
}
