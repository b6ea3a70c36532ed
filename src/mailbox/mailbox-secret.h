/* mailbox-secret: passwords and refresh tokens as the database keeps them: sealed (libsodium's
 * secretbox) with a key derived from the organisation's own, which is not in the database. */
#pragma once

#include "module/context.h"

/* Owned by the caller. */
char *mailbox_seal(const Context *context, const char *secret);

/* What was sealed; NULL when it cannot be opened: the organisation's key is another one, or
 * somebody changed it. Free with mailbox_secret_free(). */
char *mailbox_unseal(const Context *context, const char *sealed);

/* Wipes it first; accepts NULL. */
void mailbox_secret_free(char *secret);

/* A secret that goes out of scope is wiped. */
typedef char MailboxSecret;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailboxSecret, mailbox_secret_free)
