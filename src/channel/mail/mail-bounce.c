#include "channel/mail/mail-bounce.h"

#include "base/text.h"
#include "channel/mail/bounce-reason.h"
#include "channel/mail/mail-body.h"
#include "channel/mail/mail-header.h"

#include <string.h>

#define REPORT_MAX (64 * 1024) /* bytes of a report that are read */

/* The value of a "Name: value" line of a block of fields, unfolded; NULL. Owned by the caller. */
static char *
field(const char *block, const char *name)
{
    gsize length = strlen(name);

    for (const char *line = block; line != NULL && *line != '\0';) {
        const char *end = strchrnul(line, '\n');

        if (g_ascii_strncasecmp(line, name, length) == 0 && line[length] == ':') {
            while (*end == '\n' && (end[1] == ' ' || end[1] == '\t'))
                end = strchrnul(end + 1, '\n');
            {
                g_autofree char *value =
                    g_strndup(line + length + 1, (gsize)(end - line) - length - 1);

                return text_line(value);
            }
        }
        line = *end == '\n' ? end + 1 : end;
    }
    return NULL;
}

/* "rfc822; someone@example.org" → the address; NULL if it is none. */
static char *
typed_address(const char *value)
{
    const char *semicolon = value != NULL ? strchr(value, ';') : NULL;
    g_autofree char *bare = NULL;

    if (value == NULL)
        return NULL;
    bare = g_strdup(semicolon != NULL ? semicolon + 1 : value);
    g_strdelimit(bare, "<>\"'", ' ');
    g_strstrip(bare);
    return text_email(bare);
}

static char *
report_recipient(const char *group)
{
    static const char *const names[] = {"Final-Recipient", "Original-Recipient",
                                        "X-Actual-Recipient"};

    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *value = field(group, names[i]);
        char *address = typed_address(value);

        if (address != NULL)
            return address;
    }
    return NULL;
}

static bool
is_address_byte(unsigned char c)
{
    return g_ascii_isalnum(c) || (c != '\0' && strchr(".!#$%&*+/=?^_{|}~-", c) != NULL);
}

/* The next address in [from, stop), normalised; NULL if there is none. *ret_at is where it begins,
 * *ret_end where it ends. */
static char *
next_address(const char *from, const char *stop, const char **ret_at, const char **ret_end)
{
    for (const char *at = from; (at = memchr(at, '@', (gsize)(stop - at))) != NULL; at++) {
        const char *begin = at, *end = at + 1;
        g_autofree char *found = NULL;
        char *address;

        while (begin > from && at - begin < 64 && is_address_byte((unsigned char)begin[-1]))
            begin--;
        while (end < stop && (g_ascii_isalnum(*end) || *end == '-' || *end == '.'))
            end++;
        while (end > at + 1 && (end[-1] == '.' || end[-1] == '-'))
            end--;
        if (begin == at || end == at + 1)
            continue;
        found = g_strndup(begin, (gsize)(end - begin));
        address = text_email(found);
        if (address != NULL && strchr(strchr(address, '@'), '.') != NULL) {
            *ret_at = begin;
            *ret_end = end;
            return address;
        }
        g_free(address);
    }
    return NULL;
}

/* What is said of one recipient: up to where another one is named after it. Owned by the caller. */
static char *
words_about(const char *text, gsize length, const char *recipient)
{
    const char *stop = text + length;
    const char *at = text, *end = text;
    bool met = false;
    char *address;

    while (recipient != NULL && (address = next_address(end, stop, &at, &end)) != NULL) {
        bool same = strcmp(address, recipient) == 0;

        g_free(address);
        if (met && !same)
            return g_strndup(text, (gsize)(at - text));
        met = met || same;
    }
    return g_strndup(text, length);
}

static void
set_bounce(Incoming *incoming, char *address, char *status, bool permanent)
{
    g_free(incoming->bounced_address);
    g_free(incoming->bounce_status);
    incoming->bounced_address = address;
    incoming->bounce_status = status;
    incoming->bounce_permanent = permanent;
}

/* One recipient of a delivery report. False if the group is not about one. */
static bool
read_group(Incoming *incoming, const char *group, ReportKind *kind)
{
    g_autofree char *action = field(group, "Action");
    g_autofree char *status_line = field(group, "Status");
    g_autofree char *diagnostic = field(group, "Diagnostic-Code");
    char *recipient = report_recipient(group);
    g_autofree char *words = NULL;
    char *status;

    if (recipient == NULL && action == NULL)
        return false;
    if (action != NULL && (g_ascii_strncasecmp(action, "delivered", 9) == 0 ||
                           g_ascii_strncasecmp(action, "relayed", 7) == 0 ||
                           g_ascii_strncasecmp(action, "expanded", 8) == 0)) {
        *kind = REPORT_DELIVERY_DONE;
        g_free(recipient);
        return true;
    }
    *kind = REPORT_DELIVERY_FAILED;
    status = status_line != NULL ? bounce_find_status(status_line) : NULL;
    /* Servers that only pass on say 5.0.0; the one that refused said more. */
    if (status == NULL || g_str_has_suffix(status, ".0.0")) {
        char *said = diagnostic != NULL ? bounce_find_status(diagnostic) : NULL;

        if (said != NULL) {
            g_free(status);
            status = said;
        }
    }
    words = words_about(incoming->text, strlen(incoming->text), recipient);
    set_bounce(
        incoming, recipient, status,
        (action == NULL || g_ascii_strncasecmp(action, "delayed", 7) != 0) &&
            bounce_is_permanent(diagnostic != NULL ? diagnostic : words, incoming->text, status));
    return true;
}

static ReportKind
read_status_part(Incoming *incoming, GMimePart *part)
{
    bool cut;
    g_autoptr(GByteArray) bytes = mail_part_bytes(part, REPORT_MAX, &cut);
    g_autofree char *text = text_clean((const char *)bytes->data, bytes->len);
    g_auto(GStrv) groups = g_strsplit(text, "\n\n", 200);
    ReportKind kind = REPORT_OTHER;

    for (char **group = groups; *group != NULL; group++)
        if (read_group(incoming, *group, &kind) && kind == REPORT_DELIVERY_FAILED &&
            incoming->bounced_address != NULL)
            return kind;
    return kind == REPORT_OTHER ? REPORT_NONE : kind;
}

static void
find_report(GMimeObject *parent, GMimeObject *part, gpointer data)
{
    GMimeObject **found = data;
    GMimeContentType *type = g_mime_object_get_content_type(part);
    const char *subtype = type != NULL ? g_mime_content_type_get_media_subtype(type) : NULL;

    if (*found != NULL || subtype == NULL || !GMIME_IS_PART(part) ||
        g_ascii_strcasecmp(g_mime_content_type_get_media_type(type), "message") != 0)
        return;
    if (g_ascii_strcasecmp(subtype, "delivery-status") == 0 ||
        g_ascii_strcasecmp(subtype, "global-delivery-status") == 0 ||
        g_ascii_strcasecmp(subtype, "feedback-report") == 0 ||
        g_ascii_strcasecmp(subtype, "disposition-notification") == 0)
        *found = part;
}

ReportKind
mail_read_report(Incoming *incoming, GMimeMessage *message)
{
    GMimeObject *root = g_mime_message_get_mime_part(message);
    GMimeObject *report = NULL;
    const char *subtype;

    if (root == NULL || !GMIME_IS_MULTIPART(root))
        return REPORT_NONE;
    g_mime_multipart_foreach(GMIME_MULTIPART(root), find_report, &report);
    if (report == NULL)
        return REPORT_NONE;
    subtype = g_mime_content_type_get_media_subtype(g_mime_object_get_content_type(report));
    if (strstr(subtype, "elivery") == NULL && strstr(subtype, "ELIVERY") == NULL)
        return REPORT_OTHER;
    return read_status_part(incoming, GMIME_PART(report));
}

/* Who sends such mails. */
static bool
is_mail_system(const Incoming *incoming, GMimeObject *mail)
{
    static const char *const locals[] = {
        "mailer-daemon", "postmaster",    "mailerdaemon", "mail-daemon", "mdaemon",
        "maildaemon",    "mailer_daemon", "bounce",       "bounces",     "mail.daemon",
        "mailadmin",     "ndr",           "mmdf"};
    static const char *const names[] = {
        "mail delivery",        "mailer-daemon",      "mailer daemon",     "mail system",
        "system administrator", "postmaster",         "microsoft outlook", "delivery subsystem",
        "mail deliver",         "mail administrator", "mail gateway",      "systeme de messagerie"};
    const char *return_path = mail_header_raw(mail, "Return-Path");
    gsize local = strcspn(incoming->from.address, "@");
    g_autofree char *header =
        mail_header_text(mail, "From"); /* "MAILER-DAEMON <>" has no address */
    g_autofree char *name = text_fold(header != NULL ? header : "");

    if (return_path != NULL && strstr(return_path, "<>") != NULL)
        return true;
    for (gsize i = 0; i < G_N_ELEMENTS(locals); i++)
        if (strlen(locals[i]) == local &&
            g_ascii_strncasecmp(incoming->from.address, locals[i], local) == 0)
            return true;
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        if (strstr(name, names[i]) != NULL)
            return true;
    return false;
}

static bool
has_bounce_subject(const char *subject)
{
    static const char *const parts[] = {
        "undeliver",
        "not deliver",
        "delivery status",
        "delivery fail",
        "delivery has failed",
        "failure notice",
        "mail delivery",
        "returned mail",
        "returned to sender",
        "non remis",
        "non-remis",
        "echec de la remise",
        "echec de remise",
        "non delivre",
        "non distribu",
        "notification d'etat de remise",
        "remise impossible",
        "rapport de non-remise",
        "message non achemine",
        "mail system error",
        "delivery notification",
        "message status",
        "could not be delivered",
        "couldn't be delivered",
        "delivery error",
        "delivery report",
        "failed delivery",
        "delivery problem",
        "could not send",
        "unable to deliver",
        "error sending your mail",
        "mail failure",
        "dead letter",
        "unzustellbar",
        "nicht zustell",
        "no entregado",
        "mancato recapito",
        "permanent error",
        "delivery failure",
        "delivery incomplete",
        "message failure",
        "mail could not",
        "mail error",
        "rejected mail",
        "returning message",
        "user unknown",
        "mail not delivered",
        "retour de courrier",
        "warning: could not",
        "warning: message",
        "nondeliverable",
        "failed mail",
        "delivery unsuccessful",
        "delivery delayed",
        "message delayed",
        "failed to deliver",
        "error in email",
    };
    g_autofree char *folded = text_fold(subject);

    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++)
        if (strstr(folded, parts[i]) != NULL)
            return true;
    return false;
}

/* Where a server's own words end and the mail that it returns begins. */
static gsize
own_words(const char *text)
{
    static const char *const marks[] = {
        "\nReceived:",           "\nReturn-Path:",
        "\nDKIM-Signature:",     "riginal message follows",
        "essage headers follow", "copy of the message",
        "copy of the original",  "header of the original",
        "Original message -",    "Returned message ",
        "Returned Message -",    "Unsent message",
        "Included is a copy",    "message d'origine",
        "Below this line is",
    };
    gsize end = strlen(text);

    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
        const char *found = strstr(text, marks[i]);

        if (found != NULL && (gsize)(found - text) > 60)
            end = MIN(end, (gsize)(found - text));
    }
    return end;
}

static bool
is_ours_or_theirs(const Incoming *incoming, const char *address)
{
    if (g_str_has_prefix(address, "mailer-daemon@") || strcmp(address, incoming->from.address) == 0)
        return true;
    for (guint i = 0; i < incoming->to->len; i++)
        if (strcmp(address, ((ChannelAddress *)incoming->to->pdata[i])->address) == 0)
            return true;
    return false;
}

/* The first address in text that is somebody else's. Owned by the caller. */
static char *
find_other_address(const Incoming *incoming, const char *text, gsize length)
{
    const char *at, *end = text;
    char *postmaster = NULL;
    char *address;

    while ((address = next_address(end, text + length, &at, &end)) != NULL) {
        if (!is_ours_or_theirs(incoming, address)) {
            /* "Write to postmaster@…" is said beside; it may be the recipient too. */
            if (!g_str_has_prefix(address, "postmaster@")) {
                g_free(postmaster);
                return address;
            }
            if (postmaster == NULL)
                postmaster = g_steal_pointer(&address);
        }
        g_free(address);
    }
    return postmaster;
}

static void
find_returned(GMimeObject *parent, GMimeObject *part, gpointer data)
{
    GMimeMessage **found = data;

    if (*found == NULL && GMIME_IS_MESSAGE_PART(part))
        *found = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));
}

/* Whom the mail that comes back was written to. Owned by the caller. */
static char *
returned_recipient(const Incoming *incoming, GMimeMessage *message)
{
    GMimeObject *root = g_mime_message_get_mime_part(message);
    GMimeMessage *returned = NULL;
    const char *to;

    if (root != NULL && GMIME_IS_MULTIPART(root))
        g_mime_multipart_foreach(GMIME_MULTIPART(root), find_returned, &returned);
    to = returned != NULL ? mail_header_raw(GMIME_OBJECT(returned), "To") : NULL;
    return to != NULL ? find_other_address(incoming, to, strlen(to)) : NULL;
}

/* Where the failed recipients are listed, when the words say it: behind what reminds of the mail
 * itself. */
static const char *
listed_from(const char *words)
{
    static const char *const marks[] = {
        "did not reach the following",
        "could not be reached",
        "following address",
        "following recipient",
        "addresses had",
        "recipients had",
        "bouncedRecipients",
        "cannot be delivered to",
        "adresses suivantes",
        "adresse suivante",
        "destinataires suivants",
        "destinataire suivant",
        "Recipient address:",
    };

    for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
        const char *found = strstr(words, marks[i]);

        if (found != NULL)
            return found;
    }
    return words;
}

static char *
bounced_recipient(const Incoming *incoming, GMimeMessage *message, gsize words)
{
    const char *failed = mail_header_raw(GMIME_OBJECT(message), "X-Failed-Recipients");
    const char *text = incoming->text;
    const char *listed = listed_from(text);
    g_autofree char *typed = field(text, "Final-Recipient");
    char *address = failed != NULL ? find_other_address(incoming, failed, strlen(failed)) : NULL;

    if (address == NULL)
        address = typed_address(typed);
    if (address == NULL && words > (gsize)(listed - text))
        address = find_other_address(incoming, listed, words - (gsize)(listed - text));
    if (address == NULL)
        address = find_other_address(incoming, text, words);
    if (address == NULL)
        address = returned_recipient(incoming, message);
    if (address == NULL)
        address = find_other_address(incoming, text, strlen(text));
    return address;
}

/* Only mail servers write so. A person who passes such a mail on has nothing to add to it. */
static bool
has_server_words(const char *text)
{
    static const char *const words[] = {
        "The following addresses had",
        "Transcript of session follows",
        "did not reach the following recipient",
        "The following recipient(s) could not be reached",
        "did not like our ",
        "RCPT TO:<",
        "bounceType\\\":\\\"",
        "\"bounceType\":\"",
        "le message n'a pas pu \xC3\xAAtre remis",
        "n'a pas pu \xC3\xAAtre remis",
        "n'a pas \xC3\xA9t\xC3\xA9 remis",
    };

    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(text, words[i]) != NULL)
            return true;
    return false;
}

bool
mail_read_bounce_text(Incoming *incoming, GMimeMessage *message)
{
    bool told = mail_header_raw(GMIME_OBJECT(message), "X-Failed-Recipients") != NULL;
    int signs = is_mail_system(incoming, GMIME_OBJECT(message)) +
                (has_bounce_subject(incoming->subject) || incoming->text[0] == '{');
    g_autofree char *words = NULL;
    char *recipient, *status;
    gsize end;

    if (!told && signs < 2 && (signs == 0 || !has_server_words(incoming->text)))
        return false;
    end = own_words(incoming->text);
    recipient = bounced_recipient(incoming, message, end);
    words = words_about(incoming->text, end, recipient);
    status = bounce_find_status(words);
    set_bounce(incoming, recipient, status, bounce_is_permanent(words, incoming->text, status));
    return true;
}
