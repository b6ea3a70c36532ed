/* The table of options, and what each accepts. */
#include "app/config.h"

#include "base/log-form.h"
#include "base/text.h"
#include "file/file.h"
#include "mailbox/mailbox-preset.h"
#include "staff/staff.h"

#include <gio/gio.h>
#include <string.h>

static const char *
refuse_address_port(const char *value)
{
    static const char accepted[] = "ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:8080";
    const char *colon = strrchr(value, ':');
    g_autofree char *host = NULL;
    guint64 port;

    if (colon == NULL || !g_ascii_string_to_unsigned(colon + 1, 10, 0, 65535, &port, NULL))
        return accepted;
    host = value[0] == '[' && colon > value && colon[-1] == ']'
               ? g_strndup(value + 1, (gsize)(colon - value) - 2)
               : g_strndup(value, (gsize)(colon - value));
    if (!g_hostname_is_ip_address(host) || (strchr(host, ':') != NULL) != (value[0] == '['))
        return accepted;
    return NULL;
}

static const char *
refuse_clamd(const char *value)
{
    return value[0] == '/' || refuse_address_port(value) == NULL
               ? NULL
               : "the PATH of a socket such as /run/clamav/clamd.ctl, or ADDRESS:PORT";
}

static const char *
refuse_ip(const char *value)
{
    return g_hostname_is_ip_address(value) ? NULL : "an IP address, such as 127.0.0.1";
}

static bool
is_url(const char *value, const char *const *schemes)
{
    g_autoptr(GUri) uri = g_uri_parse(value, G_URI_FLAGS_NONE, NULL);

    return uri != NULL && g_strv_contains(schemes, g_uri_get_scheme(uri)) &&
           g_uri_get_host(uri) != NULL && g_uri_get_host(uri)[0] != '\0';
}

static const char *
refuse_public_url(const char *value)
{
    static const char *const schemes[] = {"http", "https", NULL};

    return is_url(value, schemes) && !g_str_has_suffix(value, "/") && strpbrk(value, "?#") == NULL
               ? NULL
               : "http://HOST or https://HOST, without a slash at the end";
}

static const char *
refuse_smtp(const char *value)
{
    static const char *const schemes[] = {"smtp", "smtps", NULL};

    return is_url(value, schemes) ? NULL : "smtp://HOST:PORT or smtps://HOST:PORT";
}

static const char *
refuse_database(const char *value)
{
    static const char *const schemes[] = {"sqlite:", "postgresql://", NULL};

    for (const char *const *scheme = schemes; *scheme != NULL; scheme++)
        if (g_str_has_prefix(value, *scheme) && value[strlen(*scheme)] != '\0')
            return NULL;
    return "sqlite:PATH or postgresql://HOST/DATABASE";
}

static const char *
refuse_email(const char *value)
{
    g_autofree char *email = text_email(value);

    return email != NULL ? NULL : "an e-mail address, such as contact@example.org";
}

static const char *
refuse_confine(const char *value)
{
    return strcmp(value, "yes") == 0 || strcmp(value, "no") == 0 ? NULL : "yes or no";
}

static const char *
refuse_log(const char *value)
{
    static const char *const levels[] = {"error", "warning", "info", "debug", NULL};

    return g_strv_contains(levels, value) ? NULL : "error, warning, info or debug";
}

static const char *
refuse_log_form(const char *value)
{
    return g_strv_contains(log_form_words, value) ? NULL : "text, json or journal";
}

static const char *
refuse_role(const char *value)
{
    return staff_rights(value) != 0 ? NULL : "administrator, supervisor, adviser or reader";
}

static const char *
refuse_provider(const char *value)
{
    const MailboxPreset *preset = mailbox_preset(value);

    return preset != NULL && preset->imap.host != NULL
               ? NULL
               : "one that Lien knows: google, ovh, orange, gandi and so on";
}

static const char *
refuse_workers(const char *value)
{
    guint64 count;

    return g_ascii_string_to_unsigned(value, 10, 1, 256, &count, NULL) ? NULL
                                                                       : "a number from 1 to 256";
}

static const char *
refuse_count(const char *value)
{
    guint64 count;

    return g_ascii_string_to_unsigned(value, 10, 1, 1000000000, &count, NULL)
               ? NULL
               : "a number from 1 to 1000000000";
}

static const char *
refuse_seed(const char *value)
{
    guint64 number;

    return g_ascii_string_to_unsigned(value, 10, 0, G_MAXUINT32, &number, NULL)
               ? NULL
               : "a number from 0 to 4294967295";
}

/* The beginning of a time as backups are named. */
static const char *
refuse_time(const char *value)
{
    static const char shape[] = "0000-00-00T00:00:00.000Z";
    size_t n = strlen(value);

    for (size_t i = 0; i < n && n < sizeof shape; i++)
        if (shape[i] == '0' ? !g_ascii_isdigit(value[i]) : value[i] != shape[i])
            n = 0;
    return n >= 4 && n < sizeof shape ? NULL : "a time or its beginning: 2026-11-23T10:00";
}

static const char *
refuse_index(const char *value)
{
    static const char *const words[] = {"auto", "now", "later", NULL};

    return g_strv_contains(words, value) ? NULL : "auto, now or later";
}

static const char *
refuse_empty(const char *value)
{
    return value[0] != '\0' && strpbrk(value, "\r\n") == NULL ? NULL : "one line, not empty";
}

static const char *
refuse_files(const char *value)
{
    return g_str_has_prefix(value, "s3:") ? object_place_refuse(value) : refuse_empty(value);
}

static const char *
refuse_region(const char *value)
{
    return value[0] != '\0' &&
                   strspn(value, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(value)
               ? NULL
               : "a-z, 0-9 and '-'";
}

static const char *
refuse_token(const char *value)
{
    return strlen(value) >= 16 && strpbrk(value, " \t\r\n") == NULL
               ? NULL
               : "at least 16 characters without a space";
}

const Option option_rows[N_OPTIONS] = {
    [OPTION_DATA] = {"data", "DIR", "lien-data", "The directory that holds everything.",
                     refuse_empty, 0},
    [OPTION_CONFIG] =
        {"config", "FILE", NULL,
         "A file of lines \"option = value\"; lien.conf in the data directory when it "
         "is there.",
         refuse_empty, 0},
    [OPTION_DATABASE] =
        {"database", "URL", NULL,
         "Where the store is: sqlite:PATH, or postgresql://HOST/DATABASE as libpq takes it; "
         "lien.db in the data directory unless told.",
         refuse_database, 0},
    [OPTION_FILES] =
        {"files", "PLACE", NULL,
         "Where the bytes of mails and attachments are: a folder that all nodes share, or "
         "s3://BUCKET/PREFIX of an object store; files/ in the data directory unless told.",
         refuse_files, 0},
    [OPTION_S3_ENDPOINT] = {"s3-endpoint", "URL", NULL,
                            "Where the S3-compatible store of --files answers, as "
                            "https://s3.example.org.",
                            refuse_public_url, 0},
    [OPTION_S3_REGION] = {"s3-region", "WORD", "us-east-1", "Its region.", refuse_region, 0},
    [OPTION_S3_KEY] = {"s3-key", "KEY", NULL,
                       "The access key there; in the environment or the file, never a flag.",
                       refuse_empty, OPTION_NO_FLAG},
    [OPTION_S3_SECRET] = {"s3-secret", "SECRET", NULL,
                          "Its secret; in the environment or the file, never a flag.", refuse_empty,
                          OPTION_NO_FLAG},
    [OPTION_S3_CA] = {"s3-ca", "FILE", NULL,
                      "Certificate authorities (PEM) that the store is trusted by, besides those "
                      "of the system.",
                      refuse_empty, 0},
    [OPTION_LISTEN] = {"listen", "ADDR:PORT", "127.0.0.1:8080",
                       "Where the application and its API are served; port 0 takes a free one.",
                       refuse_address_port, 0},
    [OPTION_PUBLIC_URL] =
        {"public-url", "URL", NULL,
         "The address persons outside see, in links of mails; http://ADDR:PORT of "
         "--listen unless told.",
         refuse_public_url, 0},
    [OPTION_TRUSTED_PROXY] = {"trusted-proxy", "IP", NULL,
                              "The proxy in front, whose X-Forwarded-For is believed.", refuse_ip,
                              0},
    [OPTION_WORKERS] = {"workers", "N", "16", "Threads that answer requests.", refuse_workers, 0},
    [OPTION_LMTP] = {"lmtp", "ADDR:PORT", NULL,
                     "Where mail servers deliver by LMTP; without it no mail is received.",
                     refuse_address_port, 0},
    [OPTION_SMTP] = {"smtp", "URL", NULL,
                     "The server that takes our mail: smtp://HOST:PORT or smtps://HOST:PORT; "
                     "without it replies stay in the outbox.",
                     refuse_smtp, 0},
    [OPTION_SMTP_USER] = {"smtp-user", "NAME", NULL, "The name to sign in there with.",
                          refuse_empty, 0},
    [OPTION_SMTP_PASSWORD] = {"smtp-password", "PASSWORD", NULL,
                              "Its password; in the environment or the file, never a flag.",
                              refuse_empty, OPTION_NO_FLAG},
    [OPTION_MAIL_ADDRESS] = {"mail-address", "ADDRESS", "contact@localhost",
                             "Who we write as when a conversation does not say.", refuse_email, 0},
    [OPTION_MAIL_NAME] = {"mail-name", "NAME", NULL,
                          "The name beside that address; the organisation's unless told.",
                          refuse_empty, 0},
    [OPTION_MAIL_CA] = {"mail-ca", "FILE", NULL,
                        "Certificate authorities (PEM) that mail servers are trusted by, besides "
                        "those of the system.",
                        refuse_empty, 0},
    [OPTION_DNS] = {"dns", "ADDR:PORT", NULL,
                    "The name server asked about the records of our domains; those of the system "
                    "unless told.",
                    refuse_address_port, 0},
    [OPTION_CLAMD] =
        {"clamd", "ADDRESS", NULL,
         "Where the ClamAV daemon listens, PATH of its socket or ADDR:PORT: files that "
         "come in are shown to it.",
         refuse_clamd, 0},
    [OPTION_CONFINE] =
        {"confine", "WORD", "yes",
         "Whether mail and HTML from outside are read by processes without rights: yes, or no "
         "where the kernel cannot.",
         refuse_confine, 0},
    [OPTION_ORGANISATION] = {"organisation", "NAME", NULL,
                             "The organisation's name; the setting organisation.name unless told.",
                             refuse_empty, 0},
    [OPTION_METRICS_TOKEN] =
        {"metrics-token", "TOKEN", NULL,
         "With it GET /metrics may be asked from anywhere, without it from this machine alone; in "
         "the environment or the file, never a flag.",
         refuse_token, OPTION_NO_FLAG},
    [OPTION_LOG] = {"log", "LEVEL", "info", "What is logged: error, warning, info or debug.",
                    refuse_log, 0},
    [OPTION_LOG_FORM] = {"log-form", "FORM", NULL,
                         "How: text, json (one object a line) or journal (for journald; the form "
                         "when systemd leads there).",
                         refuse_log_form, 0},
    [OPTION_EMAIL] = {"email", "ADDRESS", NULL, "The account's address.", refuse_email,
                      OPTION_FLAG_ONLY},
    [OPTION_ROLE] = {"role", "ROLE", NULL, "administrator, supervisor, adviser or reader.",
                     refuse_role, OPTION_FLAG_ONLY},
    [OPTION_NAME] = {"name", "NAME", NULL, "A name, for people.", refuse_empty, OPTION_FLAG_ONLY},
    [OPTION_PROVIDER] = {"provider", "WORD", NULL,
                         "The mail provider: ovh, orange, gandi, infomaniak…; told by the address "
                         "unless said.",
                         refuse_provider, OPTION_FLAG_ONLY},
    [OPTION_TO] = {"to", "PLACE", NULL, "Where the copy goes: a directory; to copy, also a URL.",
                   refuse_empty, OPTION_FLAG_ONLY},
    [OPTION_FROM] = {"from", "PLACE", NULL,
                     "What is taken: the directory of a backup; to copy, a data directory or a "
                     "URL.",
                     refuse_empty, OPTION_FLAG_ONLY},
    [OPTION_PERSONS] = {"persons", "N", "1000", "How many persons may write.", refuse_count,
                        OPTION_FLAG_ONLY},
    [OPTION_MESSAGES] = {"messages", "N", "10000", "How many messages, in and out.", refuse_count,
                         OPTION_FLAG_ONLY},
    [OPTION_UNITS] = {"units", "N", "10", "How many units, each with its team.", refuse_count,
                      OPTION_FLAG_ONLY},
    [OPTION_SEED] = {"seed", "NUMBER", "1", "The same number makes the same organisation.",
                     refuse_seed, OPTION_FLAG_ONLY},
    [OPTION_INDEX] = {"index", "WHEN", "auto",
                      "When the full-text index is made: now, later (at the first start of a "
                      "server, while it serves), or auto: now up to 50,000 messages.",
                      refuse_index, OPTION_FLAG_ONLY},
    [OPTION_DRY_RUN] = {"dry-run", NULL, NULL, "Only tell what would be done.", refuse_empty,
                        OPTION_FLAG_ONLY},
    [OPTION_KEY] = {"key", "FILE", NULL, "The file of the key that backups are encrypted with.",
                    refuse_empty, OPTION_FLAG_ONLY},
    [OPTION_NEW_KEY] = {"new-key", "FILE", NULL, "Only makes a key, in a new file.", refuse_empty,
                        OPTION_FLAG_ONLY},
    [OPTION_KEEP] = {"keep", "N", NULL, "Drops all but the newest N backups of the place.",
                     refuse_count, OPTION_FLAG_ONLY},
    [OPTION_AT] = {"at", "TIME", NULL,
                   "The newest backup that is not younger, as 2026-11-23 or "
                   "2026-11-23T10:00; the newest of all unless told.",
                   refuse_time, OPTION_FLAG_ONLY},
    [OPTION_LIST] = {"list", NULL, NULL, "Only tells which backups there are.", refuse_empty,
                     OPTION_FLAG_ONLY},
};

char *
option_variable(OptionId id)
{
    g_autofree char *upper = g_ascii_strup(option_rows[id].name, -1);

    if ((option_rows[id].flags & OPTION_FLAG_ONLY) != 0)
        return NULL;
    if (id == OPTION_DATA)
        return g_strdup("LIEN_DATA_DIR");
    return g_strconcat("LIEN_", g_strdelimit(upper, "-", '_'), NULL);
}

OptionId
option_find(const char *name)
{
    OptionId id = 0;

    while (id < N_OPTIONS && strcmp(option_rows[id].name, name) != 0)
        id++;
    return id;
}
