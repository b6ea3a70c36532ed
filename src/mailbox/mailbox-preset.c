#include "mailbox/mailbox-preset.h"

#include <string.h>

#define TLS_AT(host, port)                                                                         \
    {                                                                                              \
        (char *)(host), (port), MAIL_TLS                                                           \
    }
#define STARTTLS_AT(host, port)                                                                    \
    {                                                                                              \
        (char *)(host), (port), MAIL_STARTTLS                                                      \
    }
#define WORDS(...)                                                                                 \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

#define APP_PASSWORD                                                                               \
    "app-password" /* made there for one program, when signing in takes two steps */
#define DEVICE_PASSWORD "device-password" /* the same thing, under another name */
#define OAUTH_ONLY      "oauth-only"
#define TURN_ON_IMAP    "turn-on-imap"
#define TURN_ON_SMTP    "turn-on-smtp"

#define MICROSOFT_OAUTH "https://login.microsoftonline.com/common/oauth2/v2.0/"
#define MICROSOFT_SCOPE                                                                            \
    "offline_access https://outlook.office.com/IMAP.AccessAsUser.All"                              \
    " https://outlook.office.com/SMTP.Send"

const MailboxPreset mailbox_presets[] = {
    {
        .provider = "google",
        .name = "Gmail, Google Workspace",
        .imap = TLS_AT("imap.gmail.com", 993),
        .smtp = TLS_AT("smtp.gmail.com", 465),
        .auths = {MAILBOX_OAUTH, MAILBOX_PASSWORD},
        .plus = true,
        .domains = WORDS("gmail.com", "googlemail.com"),
        .exchangers = WORDS("google.com", "googlemail.com"),
        .help = APP_PASSWORD,
        /* Without these two it gives no refresh token the second time. */
        .authorize_url =
            "https://accounts.google.com/o/oauth2/v2/auth?access_type=offline&prompt=consent",
        .token_url = "https://oauth2.googleapis.com/token",
        .scope = "https://mail.google.com/",
    },
    {
        .provider = "microsoft",
        .name = "Microsoft 365",
        .imap = TLS_AT("outlook.office365.com", 993),
        .smtp = STARTTLS_AT("smtp.office365.com", 587),
        .auths = {MAILBOX_OAUTH},
        .plus = true,
        .exchangers = WORDS("mail.protection.outlook.com", "mx.microsoft"),
        .help = OAUTH_ONLY,
        .authorize_url = MICROSOFT_OAUTH "authorize",
        .token_url = MICROSOFT_OAUTH "token",
        .scope = MICROSOFT_SCOPE,
    },
    {
        .provider = "outlook",
        .name = "Outlook.com, Hotmail",
        .imap = TLS_AT("outlook.office365.com", 993),
        .smtp = STARTTLS_AT("smtp-mail.outlook.com", 587),
        .auths = {MAILBOX_OAUTH},
        .plus = true,
        .domains = WORDS("outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr", "live.com",
                         "live.fr", "msn.com"),
        .help = OAUTH_ONLY,
        .authorize_url = MICROSOFT_OAUTH "authorize",
        .token_url = MICROSOFT_OAUTH "token",
        .scope = MICROSOFT_SCOPE,
    },
    {
        .provider = "ovh",
        .name = "OVHcloud (MX Plan)",
        .imap = TLS_AT("ssl0.ovh.net", 993),
        .smtp = TLS_AT("ssl0.ovh.net", 465),
        .auths = {MAILBOX_PASSWORD},
        .exchangers = WORDS("mail.ovh.net", "ovh.net"),
    },
    {
        .provider = "ovh-pro",
        .name = "OVHcloud (E-mail Pro)",
        .imap = TLS_AT("pro1.mail.ovh.net", 993),
        .smtp = STARTTLS_AT("pro1.mail.ovh.net", 587),
        .auths = {MAILBOX_PASSWORD},
    },
    {
        .provider = "orange",
        .name = "Orange",
        .imap = TLS_AT("imap.orange.fr", 993),
        .smtp = TLS_AT("smtp.orange.fr", 465),
        .auths = {MAILBOX_PASSWORD},
        .domains = WORDS("orange.fr", "wanadoo.fr"),
    },
    {
        .provider = "free",
        .name = "Free",
        .imap = TLS_AT("imap.free.fr", 993),
        .smtp = TLS_AT("smtp.free.fr", 465),
        .auths = {MAILBOX_PASSWORD},
        .domains = WORDS("free.fr"),
        .help = TURN_ON_SMTP,
    },
    {
        .provider = "sfr",
        .name = "SFR",
        .imap = TLS_AT("imap.sfr.fr", 993),
        .smtp = TLS_AT("smtp.sfr.fr", 465),
        .auths = {MAILBOX_PASSWORD},
        .domains = WORDS("sfr.fr", "neuf.fr", "cegetel.net", "club-internet.fr", "numericable.fr"),
    },
    {
        .provider = "bouygues",
        .name = "Bouygues Telecom",
        .imap = TLS_AT("imap.bbox.fr", 993),
        .smtp = STARTTLS_AT("smtp.bbox.fr", 587),
        .auths = {MAILBOX_PASSWORD},
        .domains = WORDS("bbox.fr"),
    },
    {
        .provider = "laposte",
        .name = "La Poste",
        .imap = TLS_AT("imap.laposte.net", 993),
        .smtp = TLS_AT("smtp.laposte.net", 465),
        .auths = {MAILBOX_PASSWORD},
        .domains = WORDS("laposte.net"),
    },
    {
        .provider = "gandi",
        .name = "Gandi",
        .imap = TLS_AT("mail.gandi.net", 993),
        .smtp = TLS_AT("mail.gandi.net", 465),
        .auths = {MAILBOX_PASSWORD},
        .plus = true,
        .exchangers = WORDS("mail.gandi.net"),
    },
    {
        .provider = "infomaniak",
        .name = "Infomaniak",
        .imap = TLS_AT("mail.infomaniak.com", 993),
        .smtp = TLS_AT("mail.infomaniak.com", 465),
        .auths = {MAILBOX_PASSWORD},
        .plus = true,
        .domains = WORDS("ik.me", "ikmail.com"),
        .exchangers = WORDS("infomaniak.ch", "infomaniak.com"),
        .help = DEVICE_PASSWORD,
    },
    {
        .provider = "ionos",
        .name = "IONOS",
        .imap = TLS_AT("imap.ionos.fr", 993),
        .smtp = TLS_AT("smtp.ionos.fr", 465),
        .auths = {MAILBOX_PASSWORD},
        .exchangers = WORDS("ionos.fr", "ionos.com", "kundenserver.de"),
    },
    {
        .provider = "yahoo",
        .name = "Yahoo",
        .imap = TLS_AT("imap.mail.yahoo.com", 993),
        .smtp = TLS_AT("smtp.mail.yahoo.com", 465),
        .auths = {MAILBOX_PASSWORD},
        .domains = WORDS("yahoo.com", "yahoo.fr", "ymail.com"),
        .exchangers = WORDS("yahoodns.net"),
        .help = APP_PASSWORD,
    },
    {
        .provider = "zoho",
        .name = "Zoho Mail",
        .imap = TLS_AT("imappro.zoho.eu", 993),
        .smtp = TLS_AT("smtppro.zoho.eu", 465),
        .auths = {MAILBOX_PASSWORD},
        .plus = true,
        .exchangers = WORDS("zoho.eu", "zoho.com"),
        .help = TURN_ON_IMAP,
    },
    {
        .provider = "icloud",
        .name = "iCloud",
        .imap = TLS_AT("imap.mail.me.com", 993),
        .smtp = STARTTLS_AT("smtp.mail.me.com", 587),
        .auths = {MAILBOX_PASSWORD},
        .plus = true,
        .domains = WORDS("icloud.com", "me.com", "mac.com"),
        .exchangers = WORDS("mail.icloud.com"),
        .help = APP_PASSWORD,
    },
    {
        .provider = "fastmail",
        .name = "Fastmail",
        .imap = TLS_AT("imap.fastmail.com", 993),
        .smtp = TLS_AT("smtp.fastmail.com", 465),
        .auths = {MAILBOX_PASSWORD},
        .plus = true,
        .domains = WORDS("fastmail.com", "fastmail.fm"),
        .exchangers = WORDS("messagingengine.com"),
        .help = APP_PASSWORD,
    },
    {
        .provider = "other",
        .name = "",
        .auths = {MAILBOX_PASSWORD, MAILBOX_OAUTH},
    },
    {.provider = NULL},
};

const MailboxPreset *
mailbox_preset(const char *provider)
{
    for (const MailboxPreset *preset = mailbox_presets; preset->provider != NULL; preset++)
        if (strcmp(preset->provider, provider) == 0)
            return preset;
    return NULL;
}

const MailboxPreset *
mailbox_preset_of_address(const char *address)
{
    const char *at = strrchr(address, '@');

    for (const MailboxPreset *preset = mailbox_presets; at != NULL && preset->provider != NULL;
         preset++)
        if (preset->domains != NULL && g_strv_contains(preset->domains, at + 1))
            return preset;
    return NULL;
}

/* "mx1.mail.ovh.net" is of "ovh.net"; "notovh.net" is not. */
static bool
is_within(const char *host, const char *domain)
{
    size_t length = strlen(host), end = strlen(domain);

    return length >= end && g_ascii_strcasecmp(host + length - end, domain) == 0 &&
           (length == end || host[length - end - 1] == '.');
}

const MailboxPreset *
mailbox_preset_of_exchanger(const char *host)
{
    g_autofree char *name = g_strdup(host);

    if (g_str_has_suffix(name, "."))
        name[strlen(name) - 1] = '\0';
    for (const MailboxPreset *preset = mailbox_presets; preset->provider != NULL; preset++)
        for (const char *const *end = preset->exchangers; end != NULL && *end != NULL; end++)
            if (is_within(name, *end))
                return preset;
    return NULL;
}
