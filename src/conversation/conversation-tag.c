#include "conversation/conversation-state.h"
#include "tag/tag.h"

static bool
tell(Db *tx, const Conversation *conversation, const char *name, int64_t tag, int64_t staff,
     int64_t at, GError **error)
{
    g_autofree char *data = g_strdup_printf("{\"tag\":\"%" G_GINT64_FORMAT "\"}", tag);

    return conversation_tell(tx, conversation, name, staff, 0, at, data, error);
}

static bool
put(Db *tx, const Conversation *conversation, const ConversationTags *tags, int64_t staff,
    int64_t at, GError **error)
{
    for (size_t i = 0; i < tags->n; i++) {
        int64_t tag;

        if (!tag_put(tx, conversation->id, tags->ids[i], &tag, error) ||
            (tag != 0 && !tell(tx, conversation, "conversation.tagged", tag, staff, at, error)))
            return false;
    }
    return true;
}

static bool
take(Db *tx, const Conversation *conversation, const ConversationTags *tags, int64_t staff,
     int64_t at, GError **error)
{
    for (size_t i = 0; i < tags->n; i++) {
        bool changed;

        if (!tag_take(tx, conversation->id, tags->ids[i], &changed, error) ||
            (changed &&
             !tell(tx, conversation, "conversation.untagged", tags->ids[i], staff, at, error)))
            return false;
    }
    return true;
}

typedef struct {
    const ConversationTags *stay;
    GArray *leave;
} Leaving;

static void
leave(int64_t tag, const char *name, const char *colour, void *data)
{
    Leaving *leaving = data;

    for (size_t i = 0; i < leaving->stay->n; i++)
        if (leaving->stay->ids[i] == tag)
            return;
    g_array_append_val(leaving->leave, tag);
}

/* These and no others. */
static bool
set(Db *tx, const Conversation *conversation, const ConversationTags *tags, int64_t staff,
    int64_t at, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    Leaving leaving = {tags, ids};
    ConversationTags gone;

    if (!tag_each_of(tx, conversation->id, leave, &leaving, error))
        return false;
    gone = (ConversationTags){.ids = (const int64_t *)(void *)ids->data, .n = ids->len};
    return take(tx, conversation, &gone, staff, at, error) &&
           put(tx, conversation, tags, staff, at, error);
}

bool
conversation_change_tags(Db *tx, const Conversation *conversation, const ConversationChange *change,
                         int64_t staff, int64_t at, GError **error)
{
    return (change->tags.ids == NULL || set(tx, conversation, &change->tags, staff, at, error)) &&
           put(tx, conversation, &change->add_tags, staff, at, error) &&
           take(tx, conversation, &change->remove_tags, staff, at, error);
}
