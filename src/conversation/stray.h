/* stray: a message kept aside, which a member of staff finds to be a person's after all. Inside
 * conversation/ only. */
#pragma once

#include "conversation/conversation.h"

/* Makes a matter of a stray, with whoever wrote it. APP_ERROR_NOT_FOUND when there is no such
 * stray, APP_ERROR_INVALID when it names no author. */
bool stray_open(Db *tx, Context *context, int64_t message, int64_t staff, int64_t *ret_conversation,
                GError **error);
