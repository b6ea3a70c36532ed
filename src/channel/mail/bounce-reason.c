#include "channel/mail/bounce-reason.h"

#include "base/text.h"

#include <string.h>

#define TEXT_MAX 6000 /* bytes of it that are read */

/* The address is right, but not now, not this mail, or not from us. Folded as text_fold() does. */
static const char *const passing[] = {
    "mailbox full",
    "mailbox is full",
    "mailbox for user is full",
    "quota",
    "disk full",
    "storage",
    "mailbox size",
    "is full",
    "too large",
    "too big",
    "size limit",
    "maximum allowed size",
    "message size",
    "spam",
    "junk",
    "blacklist",
    "black list",
    "blocklist",
    "blocked",
    "reputation",
    "dnsbl",
    "listed at",
    "policy",
    "relay",
    "timed out",
    "timeout",
    "time out",
    "delayed",
    "deferred",
    "temporarily",
    "try again later",
    "try later",
    "greylist",
    "grey list",
    "disabled",
    "suspended",
    "suspend",
    "inactive",
    "not active",
    "deactivated",
    "message expired",
    "expired",
    "has been in the queue",
    "too long",
    "authentication",
    "dmarc",
    "spf",
    "dkim",
    "reverse dns",
    "ptr record",
    "virus",
    "malware",
    "too many",
    "rate limit",
    "connection refused",
    "unreachable",
    "loop",
    "hop count",
    "system error",
    "access denied",
    "service unavailable",
    "permission",
    "not authorized",
    "not permitted",
    "security",
    "tls",
    "domain filter",
    "rejected your message",
    "filter",
    "refused by",
    "boite pleine",
    "boite aux lettres pleine",
    "boite de reception pleine",
    "depasse",
    "espace insuffisant",
    "est bloque",
    "desactive",
    "suspendu",
    "temporairement",
    "reessayer",
    "delai",
    "soyez pas autorise",
    "sender rejected",
    "sender address rejected",
    "> sender ",
};

/* There is nobody at this address, or no such place. */
static const char *const lasting[] = {
    "user unknown",
    "unknown user",
    "no such user",
    "unknown recipient",
    "recipient unknown",
    "user not found",
    "recipient not found",
    "no such recipient",
    "not exist",
    "doesn't exist",
    "n't exist",
    "no mailbox",
    "mailbox not found",
    "mailbox unavailable",
    "mailbox not available",
    "not accepting network messages",
    "invalid recipient",
    "invalid mailbox",
    "unknown address",
    "address unknown",
    "unrouteable address",
    "unroutable address",
    "no such address",
    "bad destination mailbox",
    "unknown mailbox",
    "not a valid",
    "not recognized",
    "not our user",
    "isn't in my",
    "not listed in",
    "no longer",
    "has moved",
    "unknown local",
    "user doesn't",
    "addressee unknown",
    "host unknown",
    "unknown host",
    "host not found",
    "domain not found",
    "name or service not known",
    "nullmx",
    "null mx",
    "accept mail",
    "couldn't find any host",
    "no user",
    "no account",
    "account not found",
    "no valid recipient",
    "unknown or illegal",
    "invalid address",
    "bad address",
    "couldn't be found",
    "wasn't found",
    "not found by",
    "undeliverable address",
    "not our customer",
    "unknown domain",
    "no such domain",
    "mx unusable",
    "address error",
    "user name",
    "no mx ",
    "dns lookup failure",
    "domain is not reachable",
    "invalid final delivery",
    "address not found",
    "isn't a valid",
    "unknown to",
    "unknown user account",
    "delivery to the following recipient failed permanently",
    "destinataire inconnu",
    "utilisateur inconnu",
    "adresse inconnue",
    "n'existe pas",
    "inexistant",
    "introuvable",
    "destinataire invalide",
    "adresse invalide",
    "n'est pas reconnu",
    "n'a pas ete trouve",
    "plus valide",
    "n'est plus",
    "domaine inconnu",
};

static bool
holds_any(const char *folded, const char *const *phrases, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strstr(folded, phrases[i]) != NULL)
            return true;
    return false;
}

static bool
status_in(const char *status, const char *const *known, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(status, known[i]) == 0)
            return true;
    return false;
}

static bool
says_unknown(const char *folded)
{
    return strstr(folded, "user unknown") != NULL || strstr(folded, "unknown user") != NULL;
}

/* Without addresses of people and pages, whose words say nothing of the reason. */
static char *
reason_words(const char *folded)
{
    g_auto(GStrv) words = g_strsplit(folded, " ", -1);
    GString *kept = g_string_new(NULL);

    for (char **word = words; *word != NULL; word++)
        if (strchr(*word, '@') == NULL && strstr(*word, "://") == NULL)
            g_string_append_printf(kept, "%s ", *word);
    return g_string_free(kept, FALSE);
}

/* Refused only after the whole mail was read: what speaks is a filter, whatever it says of the
 * user. */
static bool
after_data(const char *folded)
{
    static const char *const signs[] = {"end of data", "final data:", "after data", "data command",
                                        "message body"};

    const char *answer = strstr(folded, ">>> data <<< 5");
    g_autofree char *said =
        g_strndup(answer != NULL ? answer : folded, answer != NULL ? 150 : TEXT_MAX);

    return (answer != NULL || holds_any(folded, signs, G_N_ELEMENTS(signs))) && says_unknown(said);
}

/* Carriers that say "unknown user" to every mail which their customer filters; some leave a blank
 * where the address would stand. */
static bool
says_unknown_of_all(const char *folded)
{
    static const char *const carriers[] = {"ezweb.ne.jp", "docomo.ne.jp"};

    return (strstr(folded, "unknown user") != NULL &&
            holds_any(folded, carriers, G_N_ELEMENTS(carriers))) ||
           strstr(folded, "550 : user unknown") != NULL ||
           strstr(folded, "550: : user unknown") != NULL;
}

bool
bounce_is_permanent(const char *text, const char *dialogue, const char *status)
{
    static const char *const nobody[] = {"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.10", "5.4.4"};
    static const char *const sender[] = {"5.1.7", "5.1.8"};
    g_autofree char *start = text_clip(text, TEXT_MAX);
    g_autofree char *folded = text_fold(start);
    g_autofree char *reason = reason_words(folded);
    g_autofree char *dialogue_start = text_clip(dialogue, TEXT_MAX);
    g_autofree char *folded_dialogue = text_fold(dialogue_start);

    if (status != NULL && strcmp(status, "5.1.6") == 0) /* has moved */
        return true;
    if (status != NULL && (status[0] == '4' || status_in(status, sender, G_N_ELEMENTS(sender))))
        return false;
    if ((status == NULL || strcmp(status, "5.1.1") != 0) &&
        (after_data(folded_dialogue) || says_unknown_of_all(folded)))
        return false;
    if (holds_any(reason, passing, G_N_ELEMENTS(passing)))
        return false;
    if (holds_any(reason, lasting, G_N_ELEMENTS(lasting)))
        return true;
    return status != NULL && status_in(status, nobody, G_N_ELEMENTS(nobody));
}

char *
bounce_find_status(const char *text)
{
    for (const char *at = text; (at = strpbrk(at, "245")) != NULL; at++) {
        gsize subject, detail;

        if ((at > text && (g_ascii_isalnum(at[-1]) || at[-1] == '.' || at[-1] == ':')) ||
            at[1] != '.')
            continue;
        subject = strspn(at + 2, "0123456789");
        if (subject == 0 || subject > 2 || at[2 + subject] != '.')
            continue;
        detail = strspn(at + 3 + subject, "0123456789");
        if (detail == 0 || detail > 3 || at[3 + subject + detail] == '.' ||
            g_ascii_isalnum(at[3 + subject + detail]))
            continue;
        return g_strndup(at, 3 + subject + detail);
    }
    return NULL;
}
