#include "mailbox/mailbox-fetch.h"

bool
mailbox_fetch_start(Context *context, GError **error)
{
    return true;
}

void
mailbox_fetch_stop(void)
{
}

void
mailbox_fetch_changed(void)
{
}
