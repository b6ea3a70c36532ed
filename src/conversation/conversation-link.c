#include "conversation/conversation-merge.h"

#include "base/clock.h"
#include "base/error.h"
#include "conversation/conversation-state.h"
#include "conversation/link-store.h"

static bool
tell(Db *tx, const Conversation *conversation, const char *name, int64_t other, int64_t staff,
     GError **error)
{
    g_autofree char *data = g_strdup_printf("{\"other\":\"%" G_GINT64_FORMAT "\"}", other);

    return conversation_tell(tx, conversation, name, staff, 0, clock_now(), data, error);
}

bool
conversation_link(Db *tx, int64_t id, int64_t other_id, int64_t staff, GError **error)
{
    g_autoptr(Conversation) conversation = conversation_store_need_own(tx, id, error);
    g_autoptr(Conversation) other = NULL;

    if (conversation == NULL)
        return false;
    if (id == other_id)
        return error_set_field(error, APP_ERROR_INVALID, "conversation",
                               "%" G_GINT64_FORMAT " is that conversation itself", id);
    other = conversation_store_need_own(tx, other_id, error);
    return other != NULL && link_store_add(tx, id, other_id, staff, clock_now(), error) &&
           tell(tx, conversation, "conversation.linked", other_id, staff, error);
}

bool
conversation_unlink(Db *tx, int64_t id, int64_t other, int64_t staff, GError **error)
{
    g_autoptr(Conversation) conversation = conversation_store_need(tx, id, error);
    bool removed;

    if (conversation == NULL || !link_store_remove(tx, id, other, &removed, error))
        return false;
    if (!removed)
        return error_set(error, APP_ERROR_NOT_FOUND,
                         "%" G_GINT64_FORMAT " and %" G_GINT64_FORMAT " are not linked", id, other);
    return tell(tx, conversation, "conversation.unlinked", other, staff, error);
}
