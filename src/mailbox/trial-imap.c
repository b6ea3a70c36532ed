#include "mailbox/mailbox-trial.h"

#include "imap/imap.h"

#include <string.h>

static void
take_trouble(const Imap *imap, MailboxTrial *ret_trial)
{
    const ImapTrouble *trouble = imap_trouble(imap);

    ret_trial->step = trouble->step;
    /* Nobody but our own deadline cancels. */
    ret_trial->code = strcmp(trouble->code, "cancelled") == 0 ? "timeout" : trouble->code;
    ret_trial->detail = trouble->detail[0] != '\0' ? g_strdup(trouble->detail) : NULL;
}

void
mailbox_try_imap(const MailServer *server, const char *folder, Deadline *deadline,
                 MailboxTrial *ret_trial)
{
    ImapServer where = {
        .host = server->host,
        .port = server->port,
        .security = (ImapSecurity)server->security, /* numbered alike */
        .user = server->user,
        .secret = server->secret,
        .oauth = server->oauth,
        .ca_file = server->ca_file,
        .patience = deadline_left(deadline),
    };
    g_autoptr(Imap) imap = imap_new(&where, deadline_cancellable(deadline));
    ImapFolder found;

    ret_trial->ok = imap_open(imap, NULL) &&
                    (ret_trial->folders = imap_folders(imap, NULL)) != NULL &&
                    imap_select(imap, folder, true, &found, NULL);
    if (!ret_trial->ok) {
        take_trouble(imap, ret_trial);
        return;
    }
    ret_trial->step = "folder";
    imap_logout(imap);
}
