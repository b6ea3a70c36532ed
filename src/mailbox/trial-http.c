/* The test of both directions of a mailbox, as it is kept or as it would be. */
#include "mailbox/mailbox-http.h"

#include "base/error.h"
#include "mailbox/mailbox-check.h"
#include "mailbox/mailbox-secret.h"
#include "mailbox/mailbox-trial.h"

#include <inttypes.h>

static void
write_trial(JsonWriter *json, const char *name, const MailboxEnd *end, const MailboxTrial *trial)
{
    json_name(json, name);
    if (end->host == NULL) {
        json_none(json);
        return;
    }
    json_object_begin(json);
    json_put_bool(json, "ok", trial->ok);
    json_put_text(json, "step", trial->step);
    json_put_text(json, "code", trial->code);
    json_put_text(json, "detail", trial->detail);
    json_name(json, "folders");
    json_list_begin(json);
    for (guint i = 0; trial->folders != NULL && i < trial->folders->len; i++)
        json_text(json, trial->folders->pdata[i]);
    json_list_end(json);
    json_object_end(json);
}

static bool
try_both(Request *request, const Mailbox *mailbox, GError **error)
{
    g_autoptr(Deadline) deadline = deadline_begin(MAILBOX_TRIAL_SECONDS, error);
    g_auto(MailboxTrial) imap = {0};
    g_auto(MailboxTrial) smtp = {0};
    JsonWriter *json;

    if (deadline == NULL ||
        !mailbox_try(request_context(request), mailbox, deadline, &imap, &smtp, error))
        return false;
    json = reply_json(request, 200);
    json_object_begin(json);
    write_trial(json, "imap", &mailbox->imap, &imap);
    write_trial(json, "smtp", &mailbox->smtp, &smtp);
    json_object_end(json);
    return true;
}

/* What is kept serves for the account it was given for, and for no other. */
static bool
take_kept_secret(Request *request, Mailbox *mailbox, GError **error)
{
    g_autoptr(Mailbox) kept = NULL;
    int64_t id = request_id(request, "id");
    int found = id != 0 ? mailbox_get(request_db(request), id, &kept, error) : 0;

    if (id != 0 && found == 0)
        return error_set_field(error, APP_ERROR_INVALID, "id", "no mailbox %" PRId64, id);
    if (found == 1 && kept->secret != NULL && mailbox_same_account(mailbox, kept)) {
        mailbox->id = id;
        mailbox->secret = g_strdup(kept->secret);
    }
    return found >= 0;
}

bool
post_trial(Request *request, GError **error)
{
    Context *context = request_context(request);
    g_auto(MailboxBody) body = {0};
    g_autoptr(Mailbox) mailbox = NULL;
    g_autoptr(GPtrArray) addresses = NULL;

    mailbox_body_read(request, NULL, &body);
    mailbox = mailbox_checked(&body.draft, error);
    addresses = mailbox != NULL ? mailbox_checked_addresses(mailbox, &body.draft, error) : NULL;
    if (addresses == NULL)
        return false;
    if (body.draft.password != NULL)
        mailbox->secret = mailbox_seal(context, body.draft.password);
    else if (!take_kept_secret(request, mailbox, error))
        return false;
    if (context->mail_server_of == NULL)
        return error_set(error, APP_ERROR_UNAVAILABLE, "no server is reached from here");
    return try_both(request, mailbox, error);
}
