#include "notice/notice-reader.h"
#include "notice/notice-store.h"

#include "base/clock.h"

const char *const notice_kind_words[] = {"assigned", "message", "team",      "mention",
                                         "failed",   "woken",   "call_back", "held",
                                         "human",    "draft",   NULL};

const char *
notice_kind_word(NoticeKind kind)
{
    return notice_kind_words[kind - NOTICE_ASSIGNED];
}

/* What asks for somebody by name disturbs; what a whole team sees waits in the page. */
int
notice_ways_otherwise(NoticeKind kind)
{
    static const int ways[NOTICE_KINDS + 1] = {
        [NOTICE_ASSIGNED] = NOTICE_PAGE | NOTICE_DESKTOP | NOTICE_MAIL,
        [NOTICE_MESSAGE] = NOTICE_PAGE | NOTICE_DESKTOP,
        [NOTICE_TEAM] = NOTICE_PAGE,
        [NOTICE_MENTION] = NOTICE_PAGE | NOTICE_DESKTOP | NOTICE_MAIL,
        [NOTICE_FAILED] = NOTICE_PAGE | NOTICE_DESKTOP | NOTICE_MAIL,
        [NOTICE_WOKEN] = NOTICE_PAGE,
        [NOTICE_LOOP] = NOTICE_PAGE | NOTICE_MAIL,
        [NOTICE_HELD] = NOTICE_PAGE | NOTICE_DESKTOP | NOTICE_MAIL,
        [NOTICE_HUMAN] = NOTICE_PAGE | NOTICE_DESKTOP,
        [NOTICE_DRAFT] = NOTICE_PAGE | NOTICE_MAIL,
    };

    return ways[kind];
}

int
notice_ways(Db *db, int64_t staff, NoticeKind kind, GError **error)
{
    int ways = notice_ways_otherwise(kind);

    return notice_store_ways(db, staff, kind, &ways, error) < 0 ? -1 : ways;
}

bool
notice_tell(Db *tx, Context *context, const Notice *notice, GError **error)
{
    int64_t id;
    int ways;

    if (notice->staff == 0 || notice->staff == notice->actor)
        return true;
    ways = notice_ways(tx, notice->staff, notice->kind, error);
    if (ways <= 0)
        return ways == 0;
    return notice_store_put(tx, notice, ways, &id, error) &&
           notice_announce(tx, context, notice, id, ways, error);
}

bool
notice_see(Db *tx, int64_t staff, const int64_t *notices, size_t n, int64_t conversation,
           GError **error)
{
    int64_t now = clock_now();

    if (conversation != 0)
        return notice_store_see_conversation(tx, staff, conversation, now, error);
    if (notices == NULL)
        return notice_store_see_all(tx, staff, now, error);
    for (size_t i = 0; i < n; i++)
        if (!notice_store_see(tx, staff, notices[i], now, error))
            return false;
    return true;
}
