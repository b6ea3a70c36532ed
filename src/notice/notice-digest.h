/* notice-digest: the mails that gather what waits. Inside this folder only. */
#pragma once

#include "notice/notice.h"

extern const JobKind notice_jobs[];
extern const JobTimer notice_timers[];
