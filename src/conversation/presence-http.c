/* Who looks at a conversation, who types there: told to all who have it before their eyes, at every
 * node, and kept nowhere. Screens forget it when it is not said again. */
#include "conversation/conversation-http.h"

#include "conversation/mention-store.h"
#include "db/tell.h"
#include "http/events.h"
#include "person/person.h"
#include "staff/staff.h"

typedef struct {
    int64_t conversation, staff, seen;
} Look;

static bool
write_look(Db *tx, void *data, GError **error)
{
    Look *look = data;

    return mention_see(tx, look->conversation, look->staff, &look->seen, error);
}

/* Who looks has seen that they were called. Mostly they were not, and nothing is written. */
static bool
see_mentions(Request *request, GError **error)
{
    Look look = {request_id(request, "id"), request_principal(request)->staff, 0};
    int called = mention_is_unseen(request_db(request), look.conversation, look.staff, error);

    return called >= 0 && (called == 0 || request_write(request, write_look, &look, error));
}

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

/* Tells the screens of this node. */
static bool
tell_here(Context *context, Db *db, int64_t conversation, int64_t staff_id, bool typing,
          char **ret_name, GError **error)
{
    g_autoptr(Staff) staff = NULL;
    g_autoptr(GString) data = g_string_new(NULL);
    JsonWriter json;

    if (staff_get(db, staff_id, &staff, error) < 0)
        return false;
    json_writer_init(&json, data);
    json_object_begin(&json);
    json_put_id(&json, "conversation", conversation);
    json_put_id(&json, "staff", staff_id);
    json_put_text(&json, "name", staff != NULL ? staff->name : "");
    json_put_bool(&json, "typing", typing);
    json_object_end(&json);
    if (context->events != NULL)
        events_tell(context->events, RIGHT_CONVERSATION_READ, "presence", data->str);
    if (ret_name != NULL)
        *ret_name = g_strdup(staff != NULL ? staff->name : "");
    return true;
}

bool
post_presence(Request *request, GError **error)
{
    Context *context = request_context(request);
    int64_t conversation = request_id(request, "id"), staff = request_principal(request)->staff;
    bool typing = request_bool(request, "typing", false);
    g_autofree char *name = NULL;
    g_autofree char *told = g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d",
                                            conversation, staff, (int)typing);

    if (!see_mentions(request, error) ||
        !tell_here(context, request_db(request), conversation, staff, typing, &name, error))
        return false;
    database_tell(context->database, "presence", told);
    if (request_may(request, RIGHT_CONVERSATION_WRITE) && !show_typing(request, name, error))
        return false;
    reply_empty(request);
    return true;
}

/* What another node tells: "CONVERSATION STAFF TYPING". */
static void
hear(const char *text, void *data)
{
    Context *context = data;
    g_auto(GStrv) parts = g_strsplit(text, " ", 3);

    if (g_strv_length(parts) == 3)
        tell_here(context, database_reader(context->database), g_ascii_strtoll(parts[0], NULL, 10),
                  g_ascii_strtoll(parts[1], NULL, 10), parts[2][0] == '1', NULL, NULL);
}

bool
presence_start(Context *context, GError **error)
{
    database_listen(context->database, "presence", hear, context);
    return true;
}

void
presence_stop(Context *context)
{
    database_unlisten(context->database, context);
}
