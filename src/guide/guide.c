#include "guide/guide.h"

#include "guide/guide-store.h"
#include "journal/journal.h"

const char *const guide_words[] = {"name", "brand", "mailbox", "team", "colleague", "answer", NULL};

bool
guide_get(Db *db, Guide *ret_guide, GError **error)
{
    return guide_store_read(db, ret_guide, error);
}

bool
guide_is_over(const Guide *guide)
{
    for (int step = 0; step < GUIDE_STEPS; step++)
        if (!guide->done[step] && !guide->skipped[step])
            return false;
    return true;
}

bool
guide_skip(Db *tx, GuideStep step, bool skip, int64_t staff, GError **error)
{
    g_autofree char *data = g_strdup_printf("{\"step\":\"%s\"}", guide_words[step]);
    int64_t changed = 0;

    return guide_store_skip(tx, guide_words[step], skip, staff, &changed, error) &&
           (changed == 0 ||
            journal_append(tx,
                           &(Fact){.name = skip ? "guide.step_skipped" : "guide.step_resumed",
                                   .actor = staff,
                                   .data = data},
                           error));
}
