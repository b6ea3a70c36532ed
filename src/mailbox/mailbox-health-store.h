/* mailbox-health-store: the SQL of what fetching came to. Inside mailbox/ only. */
#pragma once

#include "mailbox/mailbox.h"

/* *ret_changed 0: there is no such mailbox any more. */
bool mailbox_health_store_put(Db *tx, int64_t mailbox, const MailboxHealth *health,
                              int64_t *ret_changed, GError **error);
