#include "mailbox/mailbox-http.h"

#include "base/error.h"
#include "mailbox/mailbox-deadline.h"
#include "mailbox/mailbox-oauth.h"

#include <inttypes.h>

#define CONSENT_SECONDS 15

/* ---- The client ---- */

static bool
reply_client(Request *request, GError **error)
{
    g_autoptr(OAuthClient) client =
        oauth_client_get(request_db(request), request_text(request, "provider"), error);
    g_autofree char *redirect = oauth_redirect_url(request_context(request));
    JsonWriter *json;

    if (client == NULL)
        return false;
    json = reply_json(request, 200);
    json_object_begin(json);
    json_put_text(json, "provider", client->provider);
    json_put_text(json, "client_id", client->client_id);
    json_put_bool(json, "has_secret", client->secret != NULL);
    json_put_text(json, "authorize_url", client->authorize_url);
    json_put_text(json, "token_url", client->token_url);
    json_put_text(json, "scope", client->scope);
    json_put_text(json, "redirect_url", redirect);
    json_object_end(json);
    return true;
}

bool
get_client(Request *request, GError **error)
{
    return reply_client(request, error);
}

static bool
put_work(Db *tx, void *data, GError **error)
{
    Request *request = data;
    OAuthClientDraft draft = {
        .client_id = request_text(request, "client_id"),
        .secret = request_text(request, "secret"),
        .keep_secret = !request_has(request, "secret") && !request_is_null(request, "secret"),
        .authorize_url = request_text(request, "authorize_url"),
        .token_url = request_text(request, "token_url"),
        .scope = request_text(request, "scope"),
    };

    return oauth_client_put(tx, request_context(request), request_text(request, "provider"), &draft,
                            error);
}

bool
put_client(Request *request, GError **error)
{
    return request_write(request, put_work, request, error) && reply_client(request, error);
}

/* ---- Consent ---- */

bool
post_authorize(Request *request, GError **error)
{
    g_autofree char *url = consent_ask(request_context(request), request_id(request, "id"),
                                       request_principal(request)->staff, error);
    JsonWriter *json;

    if (url == NULL)
        return false;
    json = reply_json(request, 200);
    json_object_begin(json);
    json_put_text(json, "url", url);
    json_object_end(json);
    return true;
}

static const char *
outcome_word(ConsentOutcome outcome)
{
    switch (outcome) {
    case CONSENT_GRANTED:
        return "granted";
    case CONSENT_REFUSED:
        return "refused";
    case CONSENT_EXPIRED:
        return "expired";
    case CONSENT_FAILED:
        break;
    }
    return "failed";
}

/* The browser goes on to the mailbox, whatever came of it. */
bool
get_authorized(Request *request, GError **error)
{
    const char *state = request_text(request, "state");
    g_autoptr(Deadline) deadline = NULL;
    g_autofree char *path = NULL;
    ConsentOutcome outcome;
    int64_t mailbox = 0;

    if (state == NULL)
        return error_set_field(error, APP_ERROR_INVALID, "state", "is needed");
    deadline = deadline_begin(CONSENT_SECONDS, error);
    if (deadline == NULL)
        return false;
    outcome = consent_answer(request_context(request), state, request_text(request, "code"),
                             request_principal(request)->staff, &mailbox);
    path = mailbox != 0 ? g_strdup_printf("/settings/mailboxes/%" PRId64 "?consent=%s", mailbox,
                                          outcome_word(outcome))
                        : g_strdup_printf("/settings/mailboxes?consent=%s", outcome_word(outcome));
    reply_redirect(request, path);
    return true;
}
