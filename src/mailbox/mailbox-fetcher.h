/* mailbox-fetcher: the thread of one mailbox. It connects, fetches what is new, waits for the
 * server to say that there is more, for as long as it lives; after a failure it tries again with
 * growing pauses, sooner where time may heal (a network), later where only a person can (a
 * password). Inside mailbox/ only. */
#pragma once

#include "mailbox/mailbox.h"

typedef struct MailboxFetcher MailboxFetcher;

/* Begins; context lives longer. */
MailboxFetcher *mailbox_fetcher_start(Context *context, const Mailbox *mailbox);
/* Is it the fetcher of this mailbox as it is now? */
bool mailbox_fetcher_serves(const MailboxFetcher *fetcher, const Mailbox *mailbox);
/* Ends a pause at once: something has changed. */
void mailbox_fetcher_wake(MailboxFetcher *fetcher);
/* Asks it to end, without waiting. */
void mailbox_fetcher_end(MailboxFetcher *fetcher);
/* Waits until it has ended. What was acknowledged is kept. */
void mailbox_fetcher_free(MailboxFetcher *fetcher);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailboxFetcher, mailbox_fetcher_free)
