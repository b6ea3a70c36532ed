/* notice-reader: from facts of the journal to notices, and to the pages that are open. Inside this
 * folder only. */
#pragma once

#include "notice/notice.h"

extern const JournalReader notice_readers[];

/* The pages of its person hear of a notice once the transaction under way is committed. */
bool notice_announce(Db *tx, Context *context, const Notice *notice, int64_t id, int ways,
                     GError **error);

/* Begins and ends listening to commits. */
bool notice_start(Context *context, GError **error);
void notice_stop(Context *context);
