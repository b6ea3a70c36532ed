#include "imap/imap-wire.h"

#include "base/text.h"

#include <string.h>

const ImapTrouble *
imap_trouble(const Imap *imap)
{
    return &imap->trouble;
}

bool
imap_fail(Imap *imap, AppError kind, const char *code, const char *said, GError **error)
{
    g_autofree char *clean = said != NULL ? text_clean(said, -1) : NULL;
    g_autofree char *line = clean != NULL ? text_line(clean) : g_strdup("");
    g_autofree char *detail = text_clip(line, sizeof imap->trouble.detail - 1);

    imap->trouble.step = imap->step;
    imap->trouble.code = code;
    g_strlcpy(imap->trouble.detail, detail, sizeof imap->trouble.detail);
    return error_set(error, kind, "imap: %s: %s", imap->step, code);
}

/* ---- Certificates ---- */

static const char *
certificate_word(GTlsCertificateFlags wrong)
{
    static const struct {
        GTlsCertificateFlags flag;
        const char *word;
    } words[] = {
        {G_TLS_CERTIFICATE_EXPIRED, "expired"}, {G_TLS_CERTIFICATE_NOT_ACTIVATED, "not-yet-valid"},
        {G_TLS_CERTIFICATE_REVOKED, "revoked"}, {G_TLS_CERTIFICATE_BAD_IDENTITY, "wrong-host"},
        {G_TLS_CERTIFICATE_INSECURE, "weak"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if ((wrong & words[i].flag) != 0)
            return words[i].word;
    return "unknown-authority";
}

/* ---- What GIO reports ---- */

typedef struct {
    GQuark domain;
    int code;
    const char *word;
} GioWord;

static const char *
gio_word(const GError *from)
{
    const GioWord words[] = {
        {G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"},
        {G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "timeout"},
        {G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, "refused"},
        {G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, "unreachable"},
        {G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE, "unreachable"},
        {G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND, "unknown-host"},
        {G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "unknown-host"},
        {G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE, "unknown-host"},
        {G_RESOLVER_ERROR, G_RESOLVER_ERROR_INTERNAL, "unknown-host"},
        {G_TLS_ERROR, G_TLS_ERROR_UNAVAILABLE, "no-tls-here"},
        {G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "certificate"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_error_matches(from, words[i].domain, words[i].code))
            return words[i].word;
    return NULL;
}

bool
imap_fail_gio(Imap *imap, GError *from, GError **error)
{
    g_autoptr(GError) reported = from;
    const char *word = gio_word(reported);
    bool for_good;

    if (imap->wrong != 0)
        word = "certificate";
    else if (word == NULL)
        word = strcmp(imap->step, "tls") == 0 ? "not-tls" : "closed";
    for_good = strcmp(word, "certificate") == 0 || strcmp(word, "no-tls-here") == 0;
    return imap_fail(imap, for_good ? APP_ERROR_FORBIDDEN : APP_ERROR_UNAVAILABLE, word,
                     imap->wrong != 0 ? certificate_word(imap->wrong) : reported->message, error);
}

/* ---- Sign-in ---- */

static bool
says(const char *sentence, const char *words)
{
    g_autofree char *folded = g_ascii_strdown(sentence, -1);

    return strstr(folded, words) != NULL;
}

/* Codes of RFC 5530 first; large providers only say it in their sentence. */
bool
imap_fail_sign_in(Imap *imap, const ImapAnswer *answer, GError **error)
{
    const char *said = answer->said;

    if (imap_token_is(answer, 0, "UNAVAILABLE") || imap_token_is(answer, 0, "INUSE") ||
        imap_token_is(answer, 0, "LIMIT"))
        return imap_fail(imap, APP_ERROR_UNAVAILABLE, "busy", said, error);
    if (says(said, "application-specific password") || says(said, "app password"))
        return imap_fail(imap, APP_ERROR_FORBIDDEN, "app-password-needed", said, error);
    if (says(said, "basicauth") || says(said, "basic authentication"))
        return imap_fail(imap, APP_ERROR_FORBIDDEN, "oauth-needed", said, error);
    if (imap_token_is(answer, 0, "PRIVACYREQUIRED"))
        return imap_fail(imap, APP_ERROR_FORBIDDEN, "insecure", said, error);
    return imap_fail(imap, APP_ERROR_FORBIDDEN, imap->oauth ? "oauth-expired" : "wrong-password",
                     said, error);
}
