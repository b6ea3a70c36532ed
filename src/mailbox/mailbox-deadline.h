/* mailbox-deadline: talking to a server outside takes no longer than it may, however it dawdles;
 * and one such talk at a time keeps a request's thread, so that signing in, which needs one too, is
 * never kept waiting by several. */
#pragma once

#include <gio/gio.h>

typedef struct Deadline Deadline;

/* A deadline in seconds from now. NULL with APP_ERROR_TOO_MANY while another one is under way. */
Deadline *deadline_begin(unsigned seconds, GError **error);
/* Cancelled when the time is over. Borrowed. */
GCancellable *deadline_cancellable(Deadline *deadline);
/* Seconds that are left, 1 at least: for those who count themselves. */
unsigned deadline_left(const Deadline *deadline);
void deadline_end(Deadline *deadline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Deadline, deadline_end)
