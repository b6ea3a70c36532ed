/* mailboxes: mail accounts for tests that need one. */
#pragma once

#include "lib/house.h"
#include "mailbox/mailbox.h"

/* A mailbox at example.org's servers with a password; whoever wants another changes the draft. */
MailboxDraft mailbox_draft_of(const char *address);

/* Adds it; returns its id. */
int64_t house_mailbox(House *house, const MailboxDraft *draft);

/* There are as many facts of a name. */
void house_count_facts(House *house, const char *name, int64_t expected);
