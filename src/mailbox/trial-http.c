/* The test of both directions of a mailbox, as it is kept or as it would be. */
#include "mailbox/mailbox-http.h"

#include "base/error.h"
#include "mailbox/mailbox-check.h"
#include "mailbox/mailbox-secret.h"
#include "mailbox/mailbox-trial.h"

#include <inttypes.h>
#include <pthread.h>

#define TRIAL_SECONDS 20

/* One direction, in a thread of its own: together they take no longer than the slower. */
typedef struct {
    Context *context;
    const Mailbox *mailbox;
    Deadline *deadline;
    bool imap;
    MailboxTrial result;
} Direction;

static void
try_server(Direction *direction, const MailServer *server)
{
    const Mailbox *mailbox = direction->mailbox;

    if (direction->imap)
        mailbox_try_imap(server, mailbox->folder, direction->deadline, &direction->result);
    else
        mailbox_try_smtp(server, mailbox->address, direction->deadline, &direction->result);
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
    direction->result.step = "sign-in";
    direction->result.code =
        g_error_matches(error, APP_ERROR, APP_ERROR_UNAUTHENTICATED) ? "signed-out" : "busy";
    return NULL;
}

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
    g_autoptr(Deadline) deadline = deadline_begin(TRIAL_SECONDS, error);
    Context *context = request_context(request);
    Direction in = {context, mailbox, deadline, .imap = true}, out = {context, mailbox, deadline};
    pthread_t thread;
    JsonWriter *json;

    if (deadline == NULL)
        return false;
    if (mailbox->imap.host != NULL && pthread_create(&thread, NULL, try_direction, &in) != 0)
        return error_set(error, APP_ERROR_UNAVAILABLE, "no thread can be made");
    if (mailbox->smtp.host != NULL)
        try_direction(&out);
    if (mailbox->imap.host != NULL)
        pthread_join(thread, NULL);
    json = reply_json(request, 200);
    json_object_begin(json);
    write_trial(json, "imap", &mailbox->imap, &in.result);
    write_trial(json, "smtp", &mailbox->smtp, &out.result);
    json_object_end(json);
    mailbox_trial_clear(&in.result);
    mailbox_trial_clear(&out.result);
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
