/* mailbox-fetch-address: to which address of ours a fetched mail came. LMTP is told by the
 * envelope; in a mailbox only the mail itself can say. Inside mailbox/ only. */
#pragma once

#include "channel/channel.h"
#include "mailbox/mailbox.h"

/* The addresses of one mailbox, looked up by many threads. */
typedef struct OurAddresses OurAddresses;

/* NULL: error. */
OurAddresses *our_addresses_new(Db *db, const Mailbox *mailbox, GError **error);
void our_addresses_free(OurAddresses *ours);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OurAddresses, our_addresses_free)

/* The address of the mailbox that is named by the lines that delivery added, else by To or Cc, its
 * tag gone; else the mailbox's own. Borrowed. */
const char *our_address_of(const OurAddresses *ours, const Incoming *mail);
