/* notice-draft: replies that were begun and forgotten, while somebody waits for them. Inside this
 * folder only. */
#pragma once

#include "notice/notice.h"

/* The timer: tells the authors of replies that nobody has touched for the hours of the setting
 * notice.draft_hours (0: never), once for each time they were saved. */
bool notice_drafts_find(Context *context, GError **error);
