/* notice-http: shapes of notices and of what each wants. Inside this folder only. */
#pragma once

#include "notice/notice.h"

#define NOTICES_SEEN_MAX 200 /* told seen at once */

extern const char *const notice_digest_words[];
extern const Shape notice_shape, notice_count_shape, notice_seen_shape, notice_preferences_shape,
    notice_wanted_shape, notice_digest_shape;
