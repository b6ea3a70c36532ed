#include "http/right.h"

#include <glib.h>

const char *
right_word(Right right)
{
    static const char *const words[RIGHT_COUNT] = {
        [RIGHT_ANYONE] = "anyone",
        [RIGHT_SIGNED_IN] = "signed_in",
        [RIGHT_CONVERSATION_READ] = "conversation.read",
        [RIGHT_CONVERSATION_WRITE] = "conversation.write",
        [RIGHT_PERSON_READ] = "person.read",
        [RIGHT_PERSON_WRITE] = "person.write",
        [RIGHT_SURVEY_READ] = "survey.read",
        [RIGHT_LOOP_WRITE] = "loop.write",
        [RIGHT_INDICATOR_READ] = "indicator.read",
        [RIGHT_DESK_MANAGE] = "desk.manage",
        [RIGHT_STAFF_MANAGE] = "staff.manage",
        [RIGHT_SETTING_MANAGE] = "setting.manage",
        [RIGHT_JOB_MANAGE] = "job.manage",
        [RIGHT_FILE_UNSAFE] = "file.unsafe",
    };

    g_return_val_if_fail(right < RIGHT_COUNT, "");
    return words[right];
}

bool
principal_may(const Principal *principal, Right right)
{
    if (right == RIGHT_ANYONE)
        return true;
    if (principal->staff == 0)
        return false;
    return right == RIGHT_SIGNED_IN || (principal->rights >> right & 1) != 0;
}
