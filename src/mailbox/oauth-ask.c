/* What is asked of a provider's token address, and what it answers. */
#include "mailbox/mailbox-oauth.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"
#include "mailbox/mailbox-curl.h"
#include "mailbox/mailbox-secret.h"

#include <jansson.h>
#include <string.h>

#define ASK_SECONDS    10L
#define LIFE_OTHERWISE 3600 /* seconds of an access token whose provider does not say */
#define LIFE_MAX       (24 * 3600)

void
oauth_grant_clear(OAuthGrant *grant)
{
    mailbox_secret_free(grant->access_token);
    mailbox_secret_free(grant->refresh_token);
    *grant = (OAuthGrant){0};
}

char *
oauth_form(const char *const *form)
{
    GString *text = g_string_new(NULL);

    for (; form[0] != NULL; form += 2) {
        g_autofree char *value = g_uri_escape_string(form[1], NULL, false);

        g_string_append_printf(text, "%s%s=%s", text->len > 0 ? "&" : "", form[0], value);
    }
    return g_string_free(text, FALSE);
}

/* ---- Over the wire ---- */

static size_t
take_bytes(char *bytes, size_t size, size_t n, void *data)
{
    GString *answer = data;

    if (answer->len + size * n > LIMIT_OAUTH_ANSWER)
        return 0; /* ends the transfer */
    g_string_append_len(answer, bytes, (gssize)(size * n));
    return size * n;
}

/* *ret_status is 0 when nobody answered. */
static CURLcode
post(const Context *context, const char *url, const char *form, GString *answer, long *ret_status)
{
    CURL *curl = mailbox_curl_new();
    struct curl_slist *headers = curl_slist_append(NULL, "Accept: application/json");
    CURLcode result;

    mailbox_curl_trust(curl, context->mail->ca_file);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L); /* secrets go where they were told to */
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, ASK_SECONDS);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, form);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
    result = curl_easy_perform(curl);
    *ret_status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, ret_status);
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    return result;
}

/* ---- What it says ---- */

static bool
read_refusal(const json_t *answer, long status, GError **error)
{
    static const char *const client_faults[] = {"invalid_client",  "unauthorized_client",
                                                "invalid_scope",   "unsupported_grant_type",
                                                "invalid_request", NULL};
    const char *word = json_string_value(json_object_get(answer, "error"));

    if (word != NULL &&
        (strcmp(word, "invalid_grant") == 0 || strcmp(word, "interaction_required") == 0))
        return error_set(error, APP_ERROR_UNAUTHENTICATED, "the provider says %s", word);
    if (word != NULL && g_strv_contains(client_faults, word))
        return error_set(error, APP_ERROR_FORBIDDEN, "the provider says %s", word);
    return error_set(error, APP_ERROR_UNAVAILABLE, "the provider answers %ld", status);
}

static bool
read_grant(const json_t *answer, OAuthGrant *ret_grant, GError **error)
{
    const char *access = json_string_value(json_object_get(answer, "access_token"));
    const char *refresh = json_string_value(json_object_get(answer, "refresh_token"));
    const json_t *life = json_object_get(answer, "expires_in");
    json_int_t seconds = json_is_integer(life) ? json_integer_value(life) : LIFE_OTHERWISE;

    if (access == NULL || access[0] == '\0' || strpbrk(access, "\001\r\n") != NULL)
        return error_set(error, APP_ERROR_UNAVAILABLE, "the provider gave no access token");
    ret_grant->access_token = g_strdup(access);
    ret_grant->refresh_token = g_strdup(refresh);
    ret_grant->ends_at = clock_now() + CLAMP(seconds, 0, LIFE_MAX) * CLOCK_SECOND;
    return true;
}

/* The client's own words, then those of the request. */
static char *
whole_form(const OAuthClient *client, const char *secret, const char *const *form)
{
    g_autofree char *asked = oauth_form(form);
    const char *const who[] = {"client_id", client->client_id,
                               secret != NULL ? "client_secret" : NULL, secret, NULL};
    g_autofree char *ours = oauth_form(who);

    return g_strconcat(asked, "&", ours, NULL);
}

bool
oauth_ask(Context *context, const OAuthClient *client, const char *const *form,
          OAuthGrant *ret_grant, GError **error)
{
    g_autoptr(MailboxSecret) secret =
        client->secret != NULL ? mailbox_unseal(context, client->secret) : NULL;
    g_autoptr(MailboxSecret) body = NULL;
    g_autoptr(GString) text = g_string_new(NULL);
    json_t *answer;
    CURLcode result;
    long status;
    bool given;

    if (client->client_id == NULL || (client->secret != NULL && secret == NULL))
        return error_set(error, APP_ERROR_FORBIDDEN, "the client of %s is not known",
                         client->provider);
    body = whole_form(client, secret, form);
    result = post(context, client->token_url, body, text, &status);
    if (result != CURLE_OK)
        return error_set(error, APP_ERROR_UNAVAILABLE, "the provider: %s",
                         curl_easy_strerror(result));
    answer = json_loadb(text->str, text->len, JSON_REJECT_DUPLICATES, NULL);
    given =
        status == 200 ? read_grant(answer, ret_grant, error) : read_refusal(answer, status, error);
    json_decref(answer);
    explicit_bzero(text->str, text->len);
    return given;
}
