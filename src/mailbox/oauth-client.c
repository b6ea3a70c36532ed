/* The organisation as a client of a provider's OAuth2. */
#include "mailbox/oauth-store.h"

#include "base/error.h"
#include "mailbox/mailbox-check.h"
#include "mailbox/mailbox-preset.h"
#include "mailbox/mailbox-secret.h"

#include <string.h>

#define REFUSE(error, field, ...) error_set_field(error, APP_ERROR_INVALID, field, __VA_ARGS__)

char *
oauth_redirect_url(const Context *context)
{
    return g_strconcat(context->public_url, "/api/mailboxes/authorized", NULL);
}

bool
oauth_url_is_safe(const char *url)
{
    g_autoptr(GUri) uri = g_uri_parse(url, G_URI_FLAGS_NONE, NULL);
    const char *host = uri != NULL ? g_uri_get_host(uri) : NULL;

    if (host == NULL || host[0] == '\0' || g_uri_get_userinfo(uri) != NULL ||
        g_uri_get_fragment(uri) != NULL)
        return false;
    return strcmp(g_uri_get_scheme(uri), "https") == 0 ||
           (strcmp(g_uri_get_scheme(uri), "http") == 0 && mailbox_host_is_here(host));
}

static const char *
either(const char *told, const char *otherwise)
{
    return told != NULL && told[0] != '\0' ? told : otherwise;
}

/* What the preset of a provider knows; all NULL for one that has no OAuth2 or no preset. */
static MailboxPreset
preset_of(const char *provider)
{
    static const MailboxPreset nothing = {.provider = NULL};
    const MailboxPreset *preset = mailbox_preset(provider);

    return preset != NULL ? *preset : nothing;
}

OAuthClient *
oauth_client_get(Db *db, const char *provider, GError **error)
{
    OAuthClient *client = NULL;
    int found = oauth_store_client(db, provider, &client, error);
    MailboxPreset preset = preset_of(provider);

    if (found != 0)
        return client;
    client = g_new0(OAuthClient, 1);
    client->provider = g_strdup(provider);
    client->authorize_url = g_strdup(preset.authorize_url);
    client->token_url = g_strdup(preset.token_url);
    client->scope = g_strdup(preset.scope);
    return client;
}

/* ---- Changing ---- */

static bool
check(const OAuthClient *client, GError **error)
{
    if (client->client_id[0] == '\0')
        return REFUSE(error, "client_id", "is needed");
    if (client->authorize_url == NULL || !oauth_url_is_safe(client->authorize_url))
        return REFUSE(error, "authorize_url", "must be an https address");
    if (client->token_url == NULL || !oauth_url_is_safe(client->token_url))
        return REFUSE(error, "token_url", "must be an https address");
    if (client->scope == NULL)
        return REFUSE(error, "scope", "is needed");
    return true;
}

/* The secret as it is to be kept: the one that was, or the new one. */
static bool
take_secret(Context *context, const OAuthClientDraft *draft, const OAuthClient *was,
            OAuthClient *now, GError **error)
{
    if (!draft->keep_secret) {
        now->secret = draft->secret != NULL ? mailbox_seal(context, draft->secret) : NULL;
        return true;
    }
    if (was->secret != NULL && g_strcmp0(was->token_url, now->token_url) != 0)
        return REFUSE(error, "secret", "is needed again for another token address");
    now->secret = g_strdup(was->secret);
    return true;
}

bool
oauth_client_put(Db *tx, Context *context, const char *provider, const OAuthClientDraft *draft,
                 GError **error)
{
    g_autoptr(OAuthClient) was = oauth_client_get(tx, provider, error);
    g_autoptr(OAuthClient) now = g_new0(OAuthClient, 1);
    MailboxPreset preset = preset_of(provider);
    bool same;

    if (was == NULL)
        return false;
    if (!mailbox_provider_is_word(provider))
        return REFUSE(error, "provider", "is not a word");
    now->provider = g_strdup(provider);
    now->client_id = g_strstrip(g_strdup(draft->client_id));
    now->authorize_url = g_strdup(either(draft->authorize_url, preset.authorize_url));
    now->token_url = g_strdup(either(draft->token_url, preset.token_url));
    now->scope = g_strdup(either(draft->scope, preset.scope));
    if (!check(now, error) || !take_secret(context, draft, was, now, error))
        return false;
    same = g_strcmp0(now->client_id, was->client_id) == 0 &&
           g_strcmp0(now->token_url, was->token_url) == 0;
    return oauth_store_put_client(tx, now, error) &&
           (same || oauth_store_forget_consents(tx, provider, error));
}
