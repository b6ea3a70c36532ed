/* mailbox-check: what a mailbox may be. Inside mailbox/ only. */
#pragma once

#include "mailbox/mailbox.h"

/* The mailbox of a draft as it is kept: addresses normalised, names on one line, what its choices
 * leave unsaid unset; without id, version and secret. NULL with APP_ERROR_INVALID and the field as
 * the API spells it ("imap.host"). Owned by the caller. */
Mailbox *mailbox_checked(const MailboxDraft *draft, GError **error);

/* The addresses of a draft as they are kept, its own first (added when the draft does not name it):
 * of MailboxAddress*. NULL as above ("addresses[1].name"). */
GPtrArray *mailbox_checked_addresses(const Mailbox *mailbox, const MailboxDraft *draft,
                                     GError **error);

/* True if what signs in to one signs in to the other: the same way, name and provider, and no
 * server that does not have it already. */
bool mailbox_same_account(const Mailbox *now, const Mailbox *was);

/* True if it is this machine itself: "localhost", 127.0.0.0/8, ::1. */
bool mailbox_host_is_here(const char *host);

/* "google", "keycloak": small letters, digits and hyphens. */
bool mailbox_provider_is_word(const char *word);

/* A signature as it is kept: cleaned, without white space at its end; NULL when nothing is left.
 * False: it is too long. */
bool mailbox_take_signature(const char *text, char **ret_signature);
