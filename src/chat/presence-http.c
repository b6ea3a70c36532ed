/* Who is on the page: what a browser says of it, and who is told. */
#include "chat/chat-http.h"

#include "base/error.h"
#include "base/limits.h"
#include "http/events.h"
#include "http/feed.h"

/* Every stream of a client answers each beat (eleven a minute), and more. */

bool
chat_post_here(Request *request, GError **error)
{
    g_autoptr(Widget) widget = NULL;
    g_autoptr(Visitor) visitor = NULL;

    if (!chat_visitor_of(request, &widget, &visitor, error))
        return false;
    feed_alive(request_context(request)->feeds, visitor->address, request_id(request, "stream"));
    reply_empty(request);
    return true;
}

bool
chat_post_leave(Request *request, GError **error)
{
    const char *stream = request_form(request, "stream");
    g_autoptr(Widget) widget = NULL;
    g_autoptr(Visitor) visitor = NULL;

    if (!chat_visitor_by(request, request_form(request, "secret"), &widget, &visitor, error) ||
        !request_write(request, chat_see, visitor, error))
        return false;
    feed_leave(request_context(request)->feeds, visitor->address,
               stream != NULL ? g_ascii_strtoll(stream, NULL, 10) : 0);
    reply_empty(request);
    return true;
}

/* Whoever has the matter before their eyes asks again. */
void
chat_tell_presence(Context *context, Db *db, const char *address)
{
    g_autoptr(Visitor) visitor = NULL;
    g_autofree char *data = NULL;
    int64_t matter;

    if (visitor_store_at(db, address, &visitor, NULL) != 1 || visitor->conversation == 0 ||
        !talk_store_survivor(db, visitor->conversation, &matter, NULL))
        return;
    data = g_strdup_printf("{\"conversation\":\"%" G_GINT64_FORMAT "\"}", matter);
    events_share(context->events, RIGHT_CONVERSATION_READ, "chat.presence", data);
}
