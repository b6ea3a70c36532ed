#include "mailbox/mailbox-http.h"

#include "base/error.h"

bool
get_client(Request *request, GError **error)
{
    return error_set(error, APP_ERROR_UNAVAILABLE, "not yet");
}

bool
put_client(Request *request, GError **error)
{
    return error_set(error, APP_ERROR_UNAVAILABLE, "not yet");
}

bool
post_authorize(Request *request, GError **error)
{
    return error_set(error, APP_ERROR_UNAVAILABLE, "not yet");
}

bool
get_authorized(Request *request, GError **error)
{
    return error_set(error, APP_ERROR_UNAVAILABLE, "not yet");
}
