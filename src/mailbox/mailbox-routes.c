#include "mailbox/mailbox-http.h"

#include "base/limits.h"

#define EXAMPLE                                                                                    \
    "\"name\": \"Réclamations\", \"address\": \"contact@example.org\", \"provider\": \"other\","  \
    " \"imap\": {\"host\": \"127.0.0.1\", \"port\": 143, \"security\": \"none\"},"                 \
    " \"smtp\": {\"host\": \"127.0.0.1\", \"port\": 25, \"security\": \"none\"},"                  \
    " \"user\": \"contact@example.org\", \"auth\": \"password\", \"password\": \"ouvre-toi\","     \
    " \"plus\": true, \"addresses\": [{\"address\": \"aide@example.org\", \"name\": \"L’aide\"}]"

static const Field preset_fields[] = {
    {.name = "address",
     .type = FIELD_TEXT,
     .max = LIMIT_ADDRESS,
     .about = "Which of them holds it? Asks the domain name system."},
    FIELDS_END,
};

static const Field client_fields[] = {
    {.name = "provider", .type = FIELD_TEXT, .min = 1},
    FIELDS_END,
};

static const Field team_fields[] = {
    {.name = "team", .type = FIELD_ID},
    FIELDS_END,
};

/* What providers send back; only the first three matter to us. */
static const Field authorized_fields[] = {
    {.name = "code", .type = FIELD_TEXT, .max = LIMIT_OAUTH_CODE},
    {.name = "state", .type = FIELD_TEXT, .max = LIMIT_NAME},
    {.name = "error", .type = FIELD_TEXT},
    {.name = "error_description", .type = FIELD_TEXT, .max = LIMIT_OAUTH_CODE},
    {.name = "error_uri", .type = FIELD_TEXT, .max = LIMIT_OAUTH_CODE},
    {.name = "error_subcode", .type = FIELD_TEXT},
    {.name = "scope", .type = FIELD_TEXT, .max = LIMIT_OAUTH_CODE},
    {.name = "iss", .type = FIELD_TEXT, .max = LIMIT_OAUTH_CODE},
    {.name = "session_state", .type = FIELD_TEXT, .max = LIMIT_OAUTH_CODE},
    {.name = "authuser", .type = FIELD_TEXT},
    {.name = "hd", .type = FIELD_TEXT, .max = LIMIT_ADDRESS},
    {.name = "prompt", .type = FIELD_TEXT},
    {.name = "admin_consent", .type = FIELD_TEXT},
    FIELDS_END,
};

const Route mailbox_routes[] = {
    {
        .method = "GET",
        .path = "/api/mailboxes",
        .right = RIGHT_SETTING_MANAGE,
        .handler = get_mailboxes,
        .about = "The mail accounts of the organisation and how they are, the oldest first.",
        .flags = ROUTE_LIST,
        .reply = &mailbox_shape,
    },
    {
        .method = "POST",
        .path = "/api/mailboxes",
        .right = RIGHT_SETTING_MANAGE,
        .handler = post_mailbox,
        .about = "Adds a mail account; fetching begins at once.",
        .body = &new_mailbox_shape,
        .reply = &mailbox_shape,
        .example = "{" EXAMPLE "}",
    },
    {
        .method = "GET",
        .path = "/api/mailboxes/{id}",
        .right = RIGHT_SETTING_MANAGE,
        .handler = get_mailbox,
        .about = "One mail account.",
        .reply = &mailbox_shape,
    },
    {
        .method = "PATCH",
        .path = "/api/mailboxes/{id}",
        .right = RIGHT_SETTING_MANAGE,
        .handler = patch_mailbox,
        .about = "Changes, pauses or resumes a mail account; for another server or user its "
                 "password must be given again.",
        .body = &mailbox_change_shape,
        .reply = &mailbox_shape,
        .example = "{\"state\": \"paused\", \"version\": 1}",
    },
    {
        .method = "DELETE",
        .path = "/api/mailboxes/{id}",
        .right = RIGHT_SETTING_MANAGE,
        .handler = delete_mailbox,
        .about = "Removes a mail account; its conversations stay.",
    },
    {
        .method = "POST",
        .path = "/api/mailboxes/test",
        .right = RIGHT_SETTING_MANAGE,
        .handler = post_trial,
        .about = "Tries both directions of a mail account without keeping anything; 20 seconds at "
                 "most.",
        .flags = ROUTE_SLOW,
        .body = &mailbox_trial_shape,
        .reply = &mailbox_trials_shape,
        .example = "{" EXAMPLE "}",
    },
    {
        .method = "GET",
        .path = "/api/mailboxes/presets",
        .right = RIGHT_SETTING_MANAGE,
        .handler = get_presets,
        .about = "The servers of the usual mail providers, and what to know before.",
        .flags = ROUTE_LIST | ROUTE_SLOW,
        .query = preset_fields,
        .reply = &mailbox_preset_shape,
    },
    {
        .method = "POST",
        .path = "/api/mailboxes/{id}/authorize",
        .right = RIGHT_SETTING_MANAGE,
        .handler = post_authorize,
        .about = "Where to ask the provider for its consent (OAuth2); it sends the browser back to "
                 "/api/mailboxes/authorized, which leads to /settings/mailboxes/{id}?consent= "
                 "granted, refused, expired or failed.",
        .reply = &mailbox_consent_shape,
    },
    {
        .method = "GET",
        .path = "/api/mailboxes/authorized",
        .right = RIGHT_SETTING_MANAGE,
        .handler = get_authorized,
        .about = "What the provider answers to a request for its consent, through the browser of "
                 "who asked.",
        .flags = ROUTE_SLOW | ROUTE_PAGE,
        .query = authorized_fields,
    },
    {
        .method = "GET",
        .path = "/api/mailboxes/clients/{provider}",
        .right = RIGHT_SETTING_MANAGE,
        .handler = get_client,
        .about = "The organisation as a client of a provider's OAuth2.",
        .query = client_fields,
        .reply = &mailbox_client_shape,
    },
    {
        .method = "PUT",
        .path = "/api/mailboxes/clients/{provider}",
        .right = RIGHT_SETTING_MANAGE,
        .handler = put_client,
        .about = "Changes it; consents that were given to another client are forgotten.",
        .query = client_fields,
        .body = &mailbox_client_change_shape,
        .reply = &mailbox_client_shape,
        .example = "{\"client_id\": \"lien\", \"secret\": \"ouvre-toi\","
                   " \"authorize_url\": \"https://id.example.org/authorize\","
                   " \"token_url\": \"https://id.example.org/token\", \"scope\": \"mail\"}",
    },
    {
        .method = "GET",
        .path = "/api/mailboxes/signatures",
        .right = RIGHT_SETTING_MANAGE,
        .handler = get_signatures,
        .about = "What each team signs with when the address it writes from has no signature.",
        .flags = ROUTE_LIST,
        .reply = &mailbox_signature_shape,
    },
    {
        .method = "PUT",
        .path = "/api/mailboxes/signatures/{team}",
        .right = RIGHT_SETTING_MANAGE,
        .handler = put_signature,
        .about = "Changes the signature of a team; null takes it away.",
        .query = team_fields,
        .body = &mailbox_signature_change_shape,
        .reply = &mailbox_signature_shape,
        .example = "{\"signature\": \"L’équipe facturation\"}",
    },
    ROUTES_END,
};
