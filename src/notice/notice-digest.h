/* notice-digest: the mails that gather what waits. Inside this folder only. */
#pragma once

#include "notice/notice.h"

extern const JobKind notice_jobs[];
extern const JobTimer notice_timers[];

/* Writes someone the mail of what waits now, and how many notices it tells: none, no mail. Unless
 * they asked for it, only if they want such mails. */
bool notice_digest_send(Db *tx, Context *context, int64_t staff, bool asked, size_t *ret_told,
                        GError **error);
