#include "mailbox/mailbox-trial.h"

#include "base/error.h"

#include <pthread.h>

void
mailbox_trial_clear(MailboxTrial *trial)
{
    g_free(trial->detail);
    g_clear_pointer(&trial->folders, g_ptr_array_unref);
    *trial = (MailboxTrial){0};
}

/* One direction, in a thread of its own: together they take no longer than the slower. */
typedef struct {
    Context *context;
    const Mailbox *mailbox;
    Deadline *deadline;
    bool imap;
    MailboxTrial *result;
} Direction;

static void
try_server(Direction *direction, const MailServer *server)
{
    const Mailbox *mailbox = direction->mailbox;

    if (direction->imap)
        mailbox_try_imap(server, mailbox->folder, direction->deadline, direction->result);
    else
        mailbox_try_smtp(server, mailbox->address, direction->deadline, direction->result);
}

static void *
try_direction(void *data)
{
    Direction *direction = data;
    g_autoptr(GError) error = NULL;
    g_auto(MailServer) server = {0};
    bool known = direction->imap
                     ? mailbox_imap_server(direction->context, direction->mailbox, &server, &error)
                     : mailbox_smtp_server(direction->context, direction->mailbox, &server, &error);

    if (known) {
        try_server(direction, &server);
        return NULL;
    }
    direction->result->step = "sign-in";
    direction->result->code =
        g_error_matches(error, APP_ERROR, APP_ERROR_UNAUTHENTICATED) ? "signed-out" : "busy";
    return NULL;
}

bool
mailbox_try(Context *context, const Mailbox *mailbox, Deadline *deadline, MailboxTrial *ret_imap,
            MailboxTrial *ret_smtp, GError **error)
{
    Direction in = {context, mailbox, deadline, true, ret_imap};
    Direction out = {context, mailbox, deadline, false, ret_smtp};
    pthread_t thread;

    if (mailbox->imap.host != NULL && pthread_create(&thread, NULL, try_direction, &in) != 0)
        return error_set(error, APP_ERROR_UNAVAILABLE, "no thread can be made");
    if (mailbox->smtp.host != NULL)
        try_direction(&out);
    if (mailbox->imap.host != NULL)
        pthread_join(thread, NULL);
    return true;
}
