#include "channel/mail/mail-kind.h"

#include "base/text.h"
#include "channel/mail/mail-bounce.h"
#include "channel/mail/mail-header.h"
#include "channel/mail/mail-token.h"

#include <string.h>

static bool
header_is(GMimeObject *mail, const char *name, const char *word)
{
    const char *raw = mail_header_raw(mail, name);

    if (raw == NULL)
        return false;
    raw += strspn(raw, " \t\r\n");
    return g_ascii_strncasecmp(raw, word, strlen(word)) == 0;
}

static bool
has(GMimeObject *mail, const char *name)
{
    return mail_header_raw(mail, name) != NULL;
}

/* RFC 3834, and what programs wrote before it. */
static bool
says_automatic(GMimeObject *mail)
{
    return (has(mail, "Auto-Submitted") && !header_is(mail, "Auto-Submitted", "no")) ||
           header_is(mail, "Precedence", "auto") || header_is(mail, "X-Precedence", "auto") ||
           has(mail, "X-Autoreply") || has(mail, "X-Autorespond") || has(mail, "X-Autoresponder") ||
           has(mail, "X-Auto-Response-From") || has(mail, "X-Mail-Autoreply") ||
           header_is(mail, "X-Auto-Response-Suppress", "all") || has(mail, "X-POST-MessageClass") ||
           has(mail, "X-MS-Exchange-Inbox-Rules-Loop");
}

/* Answers of mailboxes whose owner is away, that say so in their subject only. */
static bool
has_automatic_subject(const char *subject)
{
    static const char *const starts[] = {
        "auto:",
        "auto-reply",
        "autoreply",
        "automatic reply",
        "auto reply",
        "auto response",
        "autoresponse",
        "automated reply",
        "out of office",
        "out of the office",
        "reponse automatique",
        "message automatique d'absence",
        "absence du bureau",
        "absent du bureau",
        "message d'absence",
        "absence :",
        "absent :",
        "automatische antwort",
        "abwesenheit",
        "abwesend",
        "respuesta automatica",
        "fuera de la oficina",
        "risposta automatica",
        "resposta automatica",
        "automatisch antwoord",
        "automatiskt svar",
        "vacation reply",
        "reponse d'absence",
        "notification d'absence",
        "accuse de reception automatique",
        "i am out of",
        "on vacation",
    };
    g_autofree char *folded = text_fold(subject);

    for (gsize i = 0; i < G_N_ELEMENTS(starts); i++)
        if (g_str_has_prefix(folded, starts[i]))
            return true;
    return false;
}

/* Whether people write to this list, as far as its headers say. */
static bool
is_discussion(GMimeObject *mail)
{
    return (has(mail, "List-Post") && !header_is(mail, "List-Post", "NO")) ||
           has(mail, "Mailing-List") || has(mail, "X-Mailing-List") ||
           header_is(mail, "Precedence", "list");
}

static bool
is_among(const char *address, const GPtrArray *addresses)
{
    for (guint i = 0; i < addresses->len; i++) {
        g_autofree char *bare =
            mail_token_strip(((const ChannelAddress *)addresses->pdata[i])->address);

        if (bare != NULL && strcmp(address, bare) == 0)
            return true;
    }
    return false;
}

/* Whether a list of the organisation's own passed it on: its name ends as our address does. */
static bool
is_own_list(const Incoming *incoming, GMimeObject *mail)
{
    const char *at = strchr(incoming->our_address, '@');
    const char *id = mail_header_raw(mail, "List-Id");
    const char *open = id != NULL ? strrchr(id, '<') : NULL;
    gsize domain = strlen(at) - 1, length;

    if (open == NULL || domain == 0)
        return false;
    length = strcspn(open + 1, "> \t\r\n");
    return length > domain && open[length - domain] == '.' &&
           g_ascii_strncasecmp(open + 1 + length - domain, at + 1, domain) == 0;
}

static bool
is_list(const Incoming *incoming, GMimeObject *mail)
{
    if (header_is(mail, "Precedence", "bulk") || header_is(mail, "Precedence", "junk"))
        return true;
    if (!is_discussion(mail))
        return has(mail, "List-Unsubscribe");
    return incoming->our_address == NULL || strchr(incoming->our_address, '@') == NULL ||
           !(is_among(incoming->our_address, incoming->to) ||
             is_among(incoming->our_address, incoming->cc) || is_own_list(incoming, mail));
}

/* A delivery service's own kind of report: JSON in a mail, or a complaint in words. */
static bool
is_service_report(const Incoming *incoming)
{
    return (incoming->text[0] == '{' && (strstr(incoming->text, "notificationType\\\"") != NULL ||
                                         strstr(incoming->text, "\"notificationType\"") != NULL)) ||
           g_str_has_prefix(incoming->subject, "complaint about message from") ||
           g_str_has_prefix(incoming->subject, "Loop Alert");
}

/* Mail without a sender, to the address that only the envelope of a mail of ours named: a server
 * that could not deliver it says so in words that nothing here knows. */
static bool
is_wordless_bounce(const Incoming *incoming, GMimeObject *mail)
{
    const char *sender = mail_header_raw(mail, "Return-Path");

    return incoming->bounce_token != NULL && sender != NULL &&
           strncmp(sender + strspn(sender, " \t"), "<>", 2) == 0;
}

void
mail_tell_kind(Incoming *incoming, GMimeMessage *message)
{
    GMimeObject *mail = GMIME_OBJECT(message);
    ReportKind report = mail_read_report(incoming, message);

    if (report == REPORT_DELIVERY_FAILED)
        incoming->kind = INCOMING_BOUNCE;
    else if (report != REPORT_NONE)
        incoming->kind = INCOMING_REPORT;
    else if (mail_read_bounce_text(incoming, message))
        incoming->kind = INCOMING_BOUNCE;
    else if (is_service_report(incoming))
        incoming->kind = INCOMING_REPORT;
    else if (says_automatic(mail) || has_automatic_subject(incoming->subject))
        incoming->kind = INCOMING_AUTO_REPLY;
    else if (is_wordless_bounce(incoming, mail))
        incoming->kind = INCOMING_BOUNCE;
    else if (is_list(incoming, mail))
        incoming->kind = INCOMING_LIST;
}
