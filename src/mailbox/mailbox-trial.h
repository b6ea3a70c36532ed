/* mailbox-trial: does a mailbox work? Both directions are tried as fetching and sending do it, up
 * to the first mail: the folder is opened, the sender is offered; nothing is read, nothing is sent.
 * What is found is a step, a word that the screen translates, and what the server said.
 *
 * Steps: "resolve" "connect" "tls" "greeting" "sign-in" "folder" "send". Words: those of
 * imap/imap.h, and for SMTP also not-smtp, sign-in-off (nobody can sign in there), rejected-sender;
 * signed-out: a person must sign in again. */
#pragma once

#include "mailbox/mailbox-deadline.h"
#include "mailbox/mailbox.h"

#define MAILBOX_TRIAL_SECONDS 20

typedef struct {
    bool ok;
    const char *step;   /* static: the last one that was tried */
    const char *code;   /* static; NULL when it is ok */
    char *detail;       /* NULL: nobody said anything */
    GPtrArray *folders; /* of char*; of IMAP, when signed in */
} MailboxTrial;

void mailbox_trial_clear(MailboxTrial *trial);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MailboxTrial, mailbox_trial_clear)

/* Both directions of a mailbox at once, with what it signs in with; of one that is absent nothing
 * is filled (all zeroed before). Asks the network. */
bool mailbox_try(Context *context, const Mailbox *mailbox, Deadline *deadline,
                 MailboxTrial *ret_imap, MailboxTrial *ret_smtp, GError **error);

/* Fills ret_trial (zeroed before). Each takes no longer than the deadline. */
void mailbox_try_imap(const MailServer *server, const char *folder, Deadline *deadline,
                      MailboxTrial *ret_trial);
/* sender: the address of ours to write from. */
void mailbox_try_smtp(const MailServer *server, const char *sender, Deadline *deadline,
                      MailboxTrial *ret_trial);
