#include "channel/mail/bounce-sign.h"

#include "base/text.h"
#include "channel/mail/mail-header.h"

#include <string.h>

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
bounce_has_signs(const Incoming *incoming, GMimeObject *mail)
{
    int signs = is_mail_system(incoming, mail) +
                (has_bounce_subject(incoming->subject) || incoming->text[0] == '{');

    return mail_header_raw(mail, "X-Failed-Recipients") != NULL || signs == 2 ||
           (signs == 1 && has_server_words(incoming->text));
}
