#include "notice/notice-draft.h"

#include "base/clock.h"
#include "notice/notice-store.h"
#include "setting/setting.h"

#define TOLD_MAX 500 /* at a time; the next time tells the rest */

static bool
tell_forgotten(Db *tx, void *data, GError **error)
{
    Context *context = data;
    int64_t hours = setting_int(tx, "notice.draft_hours", 0), now = clock_now();
    g_autoptr(GArray) forgotten = NULL;

    if (hours == 0)
        return true;
    forgotten = notice_store_forgotten(tx, now - hours * CLOCK_HOUR, TOLD_MAX, error);
    for (guint i = 0; forgotten != NULL && i < forgotten->len; i++) {
        const NoticeForgotten *draft = &g_array_index(forgotten, NoticeForgotten, i);

        if (!notice_tell(tx, context,
                         &(Notice){
                             .staff = draft->staff,
                             .kind = NOTICE_DRAFT,
                             .conversation = draft->conversation,
                             .at = now,
                         },
                         error))
            return false;
    }
    return forgotten != NULL;
}

bool
notice_drafts_find(Context *context, GError **error)
{
    return database_write(context->database, tell_forgotten, context, error);
}
