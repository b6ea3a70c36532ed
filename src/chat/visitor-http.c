/* What the browsers of visitors ask. */
#include "chat/chat-http.h"

#include "base/error.h"
#include "base/limits.h"
#include "brand/brand.h"
#include "chat/opening.h"
#include "http/events.h"
#include "http/feed.h"
#include "wording/wording.h"

#include <string.h>

/* ---- Who asks ---- */

bool
chat_widget_of(Request *request, Widget **ret_widget, GError **error)
{
    int found =
        widget_store_at(request_db(request), request_text(request, "widget"), ret_widget, error);

    return found == 0 ? error_set(error, APP_ERROR_NOT_FOUND, "no such widget") : found == 1;
}

int
chat_cross(Request *request, const char *origin, GError **error)
{
    g_autoptr(Widget) widget = NULL;
    int found =
        widget_store_at(request_db(request), request_text(request, "widget"), &widget, error);

    return found == 1 ? widget_allows(widget, origin) : found;
}

static const char *
bearer_of(Request *request)
{
    const char *header = request_header(request, "Authorization");

    return header != NULL && g_ascii_strncasecmp(header, "Bearer ", 7) == 0 ? header + 7 : NULL;
}

bool
chat_visitor_by(Request *request, const char *secret, Widget **ret_widget, Visitor **ret_visitor,
                GError **error)
{
    int found;

    if (!chat_widget_of(request, ret_widget, error))
        return false;
    found = secret != NULL && strlen(secret) < LIMIT_NAME
                ? visitor_store_of_secret(request_db(request), (*ret_widget)->id, secret,
                                          ret_visitor, error)
                : 0;
    return found == 0 ? error_set(error, APP_ERROR_UNAUTHENTICATED, "no such session") : found == 1;
}

bool
chat_visitor_of(Request *request, Widget **ret_widget, Visitor **ret_visitor, GError **error)
{
    return chat_visitor_by(request, bearer_of(request), ret_widget, ret_visitor, error);
}

/* ---- Before anything is said ---- */

static const char *
language_of(Request *request, const Widget *widget)
{
    const char *asked = request_text(request, "language");

    if (widget->language != NULL)
        return widget->language;
    return asked != NULL ? asked : request_language(request);
}

/* The widget's own words, else the organisation's. Owned by the caller. */
static char *
own_or(Db *db, const char *french, const char *english, const char *language, const char *wording)
{
    const char *own = strcmp(language, "fr") == 0 ? french : english;

    return own != NULL ? g_strdup(own) : wording_text(db, wording, language);
}

bool
chat_get_welcome(Request *request, GError **error)
{
    Db *db = request_db(request);
    g_autoptr(Widget) widget = NULL;
    g_autoptr(Brand) brand = NULL;
    g_autofree char *greeting = NULL;
    g_autofree char *away = NULL;
    const char *language;
    Opening opening;
    JsonWriter *json;

    if (!chat_widget_of(request, &widget, error) ||
        !opening_now(db, request_context(request), widget, &opening, error))
        return false;
    language = language_of(request, widget);
    brand = brand_get(request_context(request), db);
    greeting = own_or(db, widget->greeting_fr, widget->greeting_en, language, "chat.greeting");
    away = own_or(db, widget->away_fr, widget->away_en, language, "chat.away");
    json = reply_json(request, 200);
    json_object_begin(json);
    json_put_text(json, "organisation", brand->name);
    json_put_text(json, "language", language);
    json_put_text(json, "colour", widget->colour != NULL ? widget->colour : brand->light.accent);
    json_put_text(json, "position", widget->position);
    json_put_text(json, "greeting", greeting);
    json_put_text(json, "away", away);
    json_put_bool(json, "open", opening.open);
    json_put_bool(json, "here", opening.here);
    json_put_time(json, "opens_at", opening.opens_at);
    json_put_text(json, "phone", widget->phone);
    json_put_int(json, "patience", widget->patience);
    json_put_bool(json, "files", widget->files);
    json_put_int(json, "file_max", LIMIT_CHAT_FILE);
    json_put_int(json, "text_max", LIMIT_CHAT_TEXT);
    json_object_end(json);
    return true;
}

bool
chat_post_visitor(Request *request, GError **error)
{
    const char *text = request_text(request, "identity");
    const char *signature = request_text(request, "signature");
    g_autoptr(Widget) widget = NULL;
    g_auto(Identity) identity = {0};
    TalkBegin start = {.language = request_text(request, "language"),
                       .page = request_text(request, "page")};
    JsonWriter *json;

    if (!chat_widget_of(request, &widget, error))
        return false;
    if (text != NULL) {
        if (!identity_check(request_context(request), widget, text,
                            signature != NULL ? signature : "", &identity, error))
            return false;
        start.identity = &identity;
    }
    start.widget = widget;
    if (!talk_begin(request_database(request), &start, error))
        return false;
    json = reply_json(request, 201);
    json_object_begin(json);
    json_put_text(json, "secret", start.secret);
    json_object_end(json);
    return true;
}

/* ---- The talk ---- */

bool
chat_see(Db *tx, void *data, GError **error)
{
    const Visitor *visitor = data;

    return visitor_store_seen(tx, visitor->id, error);
}

bool
chat_get_visitor(Request *request, GError **error)
{
    g_autoptr(Widget) widget = NULL;
    g_autoptr(Visitor) visitor = NULL;
    JsonWriter *json;

    if (!chat_visitor_of(request, &widget, &visitor, error) ||
        !request_write(request, chat_see, visitor, error))
        return false;
    json = reply_json(request, 200);
    json_object_begin(json);
    json_put_text(json, "name", visitor->name);
    json_put_text(json, "email", visitor->email);
    json_put_bool(json, "identified", visitor->identity != NULL);
    json_object_end(json);
    return true;
}

bool
chat_post_message(Request *request, GError **error)
{
    g_autoptr(Widget) widget = NULL;
    g_autoptr(Visitor) visitor = NULL;
    const json_t *given = request_json(request, "files");
    int64_t files[LIMIT_CHAT_FILES];
    TalkWord word = {.key = request_text(request, "key"),
                     .text = request_text(request, "text"),
                     .page = request_text(request, "page"),
                     .human = request_bool(request, "human", false),
                     .files = files};
    JsonWriter *json;
    json_t *each;
    size_t i;

    if (!chat_visitor_of(request, &widget, &visitor, error))
        return false;
    for (const char *at = word.key; *at != '\0'; at++)
        if (!g_ascii_isalnum(*at) && *at != '-')
            return error_set_field(error, APP_ERROR_INVALID, "key", "is letters, digits and '-'");
    json_array_foreach(given, i, each) files[word.n_files++] =
        g_ascii_strtoll(json_string_value(each), NULL, 10);
    word.widget = widget;
    if (word.text == NULL)
        word.text = "";
    if (!talk_say(request_context(request), visitor->id, &word, error))
        return false;
    json = reply_json(request, 201);
    json_object_begin(json);
    json_put_id(json, "position", word.item);
    json_object_end(json);
    return true;
}

bool
chat_post_mark(Request *request, GError **error)
{
    g_autoptr(Widget) widget = NULL;
    g_autoptr(Visitor) visitor = NULL;

    if (!chat_visitor_of(request, &widget, &visitor, error) ||
        !talk_mark(request_context(request), visitor, request_id(request, "received"),
                   request_id(request, "read"), error))
        return false;
    reply_empty(request);
    return true;
}

bool
chat_post_typing(Request *request, GError **error)
{
    g_autoptr(Widget) widget = NULL;
    g_autoptr(Visitor) visitor = NULL;
    g_autofree char *data = NULL;

    if (!chat_visitor_of(request, &widget, &visitor, error))
        return false;
    if (visitor->conversation != 0) {
        data = g_strdup_printf("{\"conversation\":\"%" G_GINT64_FORMAT "\",\"typing\":%s}",
                               visitor->conversation,
                               request_bool(request, "typing", false) ? "true" : "false");
        events_share(request_context(request)->events, RIGHT_CONVERSATION_READ, "chat.typing",
                     data);
    }
    reply_empty(request);
    return true;
}

bool
chat_post_address(Request *request, GError **error)
{
    g_autoptr(Widget) widget = NULL;
    g_autoptr(Visitor) visitor = NULL;

    if (!chat_visitor_of(request, &widget, &visitor, error))
        return false;
    /* Their name and address are what the site says, not what is typed. */
    if (visitor->identity != NULL && visitor->email != NULL)
        return error_set(error, APP_ERROR_CONFLICT, "the site says the address");
    if (!talk_go_on_by_mail(request_context(request), visitor, request_text(request, "email"),
                            request_text(request, "name"), error))
        return false;
    reply_empty(request);
    return true;
}
