#include "chat/human.h"

#include "base/clock.h"
#include "chat/talk-store.h"
#include "conversation/conversation.h"
#include "notice/notice.h"

static bool
tell_one(Db *tx, Context *context, const HumanAsked *asked, int64_t staff, GError **error)
{
    return notice_tell(tx, context,
                       &(Notice){.staff = staff,
                                 .kind = NOTICE_HUMAN,
                                 .conversation = asked->conversation,
                                 .message = asked->message,
                                 .at = clock_now()},
                       error);
}

static bool
tell_advisers(Db *tx, Context *context, const HumanAsked *asked, int64_t assignee, GError **error)
{
    g_autoptr(GArray) takers = adviser_store_takers(tx, asked->team, error);

    if (takers != NULL && takers->len == 0 && asked->team != 0) {
        g_array_unref(takers);
        takers = adviser_store_takers(tx, 0, error);
    }
    for (guint i = 0; takers != NULL && i < takers->len; i++) {
        int64_t staff = g_array_index(takers, int64_t, i);

        if (staff != assignee && !tell_one(tx, context, asked, staff, error))
            return false;
    }
    return takers != NULL && (assignee == 0 || tell_one(tx, context, asked, assignee, error));
}

bool
human_ask(Db *tx, Context *context, const HumanAsked *asked, GError **error)
{
    const Fact fact = {.name = "chat.human_asked",
                       .conversation = asked->conversation,
                       .subject = asked->message,
                       .at = clock_now()};
    ConversationChange change = CONVERSATION_KEEP_ALL;
    int64_t assignee = 0, priority = 0;

    if (!talk_store_matter(tx, asked->conversation, &assignee, &priority, error))
        return false;
    if (priority < PRIORITY_HIGH)
        change.priority = PRIORITY_HIGH;
    return conversation_change(tx, asked->conversation, &change, 0, error) &&
           visitor_store_ask_human(tx, asked->visitor, error) &&
           tell_advisers(tx, context, asked, assignee, error) && journal_append(tx, &fact, error);
}

bool
human_waits(Db *db, const Visitor *visitor, int64_t *ret_since, GError **error)
{
    int answered =
        visitor->human_at != 0 ? talk_store_answered(db, visitor->id, visitor->human_at, error) : 1;

    *ret_since = answered == 0 ? visitor->human_at : 0;
    return answered >= 0;
}
