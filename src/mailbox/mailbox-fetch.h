/* mailbox-fetch: the threads that bring in the mail of each mailbox that is on, and tell its
 * health. */
#pragma once

#include "module/context.h"

/* Begins to fetch from every mailbox; context lives longer. Never two at once. */
bool mailbox_fetch_start(Context *context, GError **error);
/* Ends what is under way without losing anything that was acknowledged. */
void mailbox_fetch_stop(void);
/* A mailbox was added, changed, paused, resumed or removed: look again, now. Any thread, also when
 * nothing was started. */
void mailbox_fetch_changed(void);
