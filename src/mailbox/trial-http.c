#include "mailbox/mailbox-http.h"

#include "base/error.h"

bool
post_trial(Request *request, GError **error)
{
    return error_set(error, APP_ERROR_UNAVAILABLE, "not yet");
}
