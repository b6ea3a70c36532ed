#include "mailbox/mailbox-check.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/reach.h"
#include "base/text.h"

#include <gio/gio.h>
#include <string.h>

#define HOST_MAX 253 /* bytes of a host's name, RFC 1035 */

#define REFUSE(error, field, ...) error_set_field(error, APP_ERROR_INVALID, field, __VA_ARGS__)

/* ---- Texts ---- */

static bool
has_control(const char *text)
{
    for (; *text != '\0'; text++)
        if (g_ascii_iscntrl(*text))
            return true;
    return false;
}

/* One line of 1 to max bytes. Owned by the caller; NULL: refused. */
static char *
take_line(const char *text, gsize max, const char *field, GError **error)
{
    g_autofree char *line = text_line(text != NULL ? text : "");

    if (line[0] != '\0' && strlen(line) <= max)
        return g_steal_pointer(&line);
    REFUSE(error, field, "must be a line of 1 to %zu bytes", max);
    return NULL;
}

static char *
take_address(const char *text, const char *field, GError **error)
{
    g_autofree char *address = text != NULL ? text_email(text) : NULL;

    if (address != NULL && strlen(address) <= LIMIT_ADDRESS)
        return g_steal_pointer(&address);
    REFUSE(error, field, "is not an e-mail address");
    return NULL;
}

/* ---- Servers ---- */

bool
mailbox_host_is_here(const char *host)
{
    g_autoptr(GInetAddress) address = g_inet_address_new_from_string(host);

    return address != NULL ? g_inet_address_get_is_loopback(address)
                           : g_ascii_strcasecmp(host, "localhost") == 0;
}

static bool
is_host(const char *host)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789.-";
    g_autoptr(GInetAddress) address = g_inet_address_new_from_string(host);

    if (address != NULL)
        return reach_allowed(address);
    return !g_hostname_is_ip_address(host) &&
           (host[0] != '\0' && host[0] != '-' && host[0] != '.' && strlen(host) <= HOST_MAX &&
            strspn(host, letters) == strlen(host) && strstr(host, "..") == NULL);
}

/* The names of its fields in the API. */
typedef struct {
    const char *host, *port, *security;
} EndFields;

static bool
check_end(const MailboxEnd *asked, const EndFields *fields, MailboxEnd *ret_end, GError **error)
{
    g_autofree char *trimmed = NULL;
    g_autofree char *host = NULL;

    if (asked->host == NULL)
        return true;
    trimmed = g_strstrip(g_strdup(asked->host));
    host = g_hostname_to_ascii(trimmed);
    if (host == NULL || !is_host(host))
        return REFUSE(error, fields->host, "is not the name of a server");
    if (asked->port == 0)
        return REFUSE(error, fields->port, "must be 1 to 65535");
    if (mail_security_word(asked->security) == NULL)
        return REFUSE(error, fields->security, "must be tls, starttls or none");
    if (asked->security == MAIL_PLAIN && !mailbox_host_is_here(host))
        return REFUSE(error, fields->security, "none is for a server on this machine only");
    ret_end->host = g_steal_pointer(&host);
    ret_end->port = asked->port;
    ret_end->security = asked->security;
    return true;
}

/* As the server spells it, spaces and all. Owned by the caller; NULL: refused. */
static char *
take_folder(const char *text, const char *field, GError **error)
{
    if (text != NULL && text[0] != '\0' && strlen(text) <= LIMIT_NAME && !has_control(text))
        return g_strdup(text);
    REFUSE(error, field, "must be the name of a folder");
    return NULL;
}

static bool
check_fetching(const Mailbox *asked, Mailbox *mailbox, GError **error)
{
    mailbox->after = AFTER_LEAVE;
    if (mailbox->imap.host == NULL)
        return true;
    mailbox->folder =
        take_folder(asked->folder != NULL ? asked->folder : "INBOX", "imap.folder", error);
    if (mailbox->folder == NULL)
        return false;
    if (asked->since < 0 || asked->since > clock_now())
        return REFUSE(error, "imap.since", "must not be later than now");
    mailbox->since = asked->since;
    if (mailbox_after_word(asked->after) == NULL)
        return REFUSE(error, "imap.after", "must be leave, seen, move or delete");
    mailbox->after = asked->after;
    if (mailbox->after != AFTER_MOVE)
        return true;
    mailbox->after_folder = take_folder(asked->after_folder, "imap.after_folder", error);
    if (mailbox->after_folder == NULL)
        return false;
    return strcmp(mailbox->after_folder, mailbox->folder) != 0 ||
           REFUSE(error, "imap.after_folder", "must be another folder than the one of new mails");
}

/* ---- Signing in ---- */

static bool
check_sign_in(const MailboxDraft *draft, Mailbox *mailbox, GError **error)
{
    const Mailbox *asked = &draft->mailbox;

    if (mailbox_auth_word(asked->auth) == NULL)
        return REFUSE(error, "auth", "must be password or oauth2");
    mailbox->auth = asked->auth;
    if (asked->user != NULL && asked->user[0] != '\0') {
        mailbox->user = take_line(asked->user, LIMIT_ADDRESS, "user", error);
        if (mailbox->user == NULL)
            return false;
    } else if (mailbox->imap.host != NULL || mailbox->auth == MAILBOX_OAUTH) {
        return REFUSE(error, "user", "is needed to sign in");
    }
    if (draft->password == NULL)
        return true;
    if (mailbox->user == NULL || mailbox->auth != MAILBOX_PASSWORD)
        return REFUSE(error, "password", "is for a user who signs in with one");
    if (draft->password[0] == '\0' || strlen(draft->password) > LIMIT_PASSWORD ||
        has_control(draft->password))
        return REFUSE(error, "password", "must be a line of 1 to %d bytes", LIMIT_PASSWORD);
    return true;
}

bool
mailbox_provider_is_word(const char *word)
{
    return word != NULL && word[0] != '\0' && strlen(word) <= LIMIT_NAME &&
           strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(word);
}

Mailbox *
mailbox_checked(const MailboxDraft *draft, GError **error)
{
    static const EndFields imap = {"imap.host", "imap.port", "imap.security"};
    static const EndFields smtp = {"smtp.host", "smtp.port", "smtp.security"};
    const Mailbox *asked = &draft->mailbox;
    g_autoptr(Mailbox) mailbox = g_new0(Mailbox, 1);

    mailbox->name = take_line(asked->name, LIMIT_NAME, "name", error);
    if (mailbox->name == NULL)
        return NULL;
    mailbox->address = take_address(asked->address, "address", error);
    if (mailbox->address == NULL)
        return NULL;
    if (!mailbox_provider_is_word(asked->provider) || mailbox_state_word(asked->state) == NULL) {
        REFUSE(error, mailbox_provider_is_word(asked->provider) ? "state" : "provider",
               "is not one of the choices");
        return NULL;
    }
    mailbox->provider = g_strdup(asked->provider);
    mailbox->state = asked->state;
    mailbox->plus = asked->plus;
    if (!check_end(&asked->imap, &imap, &mailbox->imap, error) ||
        !check_end(&asked->smtp, &smtp, &mailbox->smtp, error) ||
        !check_fetching(asked, mailbox, error) || !check_sign_in(draft, mailbox, error))
        return NULL;
    return g_steal_pointer(&mailbox);
}

/* ---- Addresses ---- */

static MailboxAddress *
find(const GPtrArray *addresses, const char *address)
{
    for (guint i = 0; i < addresses->len; i++)
        if (strcmp(((MailboxAddress *)addresses->pdata[i])->address, address) == 0)
            return addresses->pdata[i];
    return NULL;
}

/* Owned by the caller; NULL: refused. */
static MailboxAddress *
take_one(const MailboxAddress *asked, guint i, GError **error)
{
    g_autoptr(MailboxAddress) address = g_new0(MailboxAddress, 1);
    g_autofree char *place = g_strdup_printf("addresses[%u].address", i);

    address->address = take_address(asked->address, place, error);
    if (address->address == NULL)
        return NULL;
    address->name = text_line(asked->name != NULL ? asked->name : "");
    if (strlen(address->name) > LIMIT_NAME) {
        g_autofree char *field = g_strdup_printf("addresses[%u].name", i);

        REFUSE(error, field, "must be a line of at most %d bytes", LIMIT_NAME);
        return NULL;
    }
    if (!mailbox_take_signature(asked->signature, &address->signature)) {
        g_autofree char *field = g_strdup_printf("addresses[%u].signature", i);

        REFUSE(error, field, "must have at most %d bytes", LIMIT_COMMENT);
        return NULL;
    }
    address->team = asked->team;
    return g_steal_pointer(&address);
}

bool
mailbox_take_signature(const char *text, char **ret_signature)
{
    g_autofree char *clean = text != NULL ? g_strchomp(text_clean(text, -1)) : NULL;

    if (clean != NULL && strlen(clean) > LIMIT_COMMENT)
        return false;
    *ret_signature = clean != NULL && clean[0] != '\0' ? g_steal_pointer(&clean) : NULL;
    return true;
}

GPtrArray *
mailbox_checked_addresses(const Mailbox *mailbox, const MailboxDraft *draft, GError **error)
{
    g_autoptr(GPtrArray) addresses =
        g_ptr_array_new_with_free_func((GDestroyNotify)mailbox_address_free);
    MailboxAddress *own = g_new0(MailboxAddress, 1);
    const MailboxAddress *const *asked = draft->addresses;

    own->address = g_strdup(mailbox->address);
    own->name = g_strdup("");
    g_ptr_array_add(addresses, own);
    for (guint i = 0; asked != NULL && asked[i] != NULL; i++) {
        g_autoptr(MailboxAddress) address = take_one(asked[i], i, error);
        g_autofree char *field = g_strdup_printf("addresses[%u].address", i);

        if (address == NULL)
            return NULL;
        if (strcmp(address->address, mailbox->address) == 0 && addresses->pdata[0] == own) {
            mailbox_address_free(own);
            own = NULL;
            addresses->pdata[0] = g_steal_pointer(&address);
        } else if (find(addresses, address->address) != NULL) {
            REFUSE(error, field, "is there twice");
            return NULL;
        } else if (addresses->len > MAILBOX_ADDRESSES_MAX) {
            REFUSE(error, "addresses", "must be at most %d", MAILBOX_ADDRESSES_MAX);
            return NULL;
        } else {
            g_ptr_array_add(addresses, g_steal_pointer(&address));
        }
    }
    return g_steal_pointer(&addresses);
}
