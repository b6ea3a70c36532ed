#include "search/search-store.h"

/* The indexer may be a moment behind; an index that stays behind, or is ahead of a journal that was
 * restored, is broken. */
static int64_t
count_unseen(Context *context, GError **error)
{
    int64_t last = journal_last(database_reader(context->database), error);

    if (last < 0)
        return -1;
    if (context->fulltext == NULL)
        return 0;
    return fulltext_watermark(context->fulltext) == last ? 0 : 1;
}

const Invariant search_invariants[] = {
    {.name = "search.watermark",
     .about = "The full-text index has seen the whole journal, and nothing else.",
     .breaches = count_unseen},
    INVARIANTS_END,
};
