#include "http/security.h"

#include "base/hash.h"

#include <string.h>

const SecurityHeader security_headers[] = {
    {"Content-Security-Policy", SECURITY_CSP_CLOSED},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"}, /* for browsers that do not know frame-ancestors */
    /* A link in a message must not tell its site which conversation it stood in. */
    {"Referrer-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cache-Control", "no-store"},
    {NULL, NULL},
};

/* Scripts come from our own files only, never from the page. Styles may be in the page: the
 * component library (Mantine) writes its theme into a <style> element when it starts, and a page
 * served from memory as it was built can carry no nonce. A style cannot run code; frames show
 * received mails, which bring their own, closed policy. */
const char security_app_policy[] =
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self'; "
    "frame-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";

/* "'sha256-…'" of the text between two tags, or "'none'". */
static char *
digest_source(const char *html, const char *open, const char *close)
{
    const char *start = strstr(html, open);
    const char *end = start != NULL ? strstr(start, close) : NULL;
    uint8_t digest[HASH_SHA256_SIZE];
    g_autofree char *base64 = NULL;

    if (end == NULL)
        return g_strdup("'none'");
    start += strlen(open);
    hash_sha256(start, (gsize)(end - start), digest);
    base64 = g_base64_encode(digest, sizeof digest);
    return g_strdup_printf("'sha256-%s'", base64);
}

char *
security_page_policy(const char *html, bool script, const char *frames)
{
    g_autofree char *style = digest_source(html, "<style>", "</style>");
    g_autofree char *code = script ? digest_source(html, "<script>", "</script>") : NULL;

    return g_strdup_printf("default-src 'none'; style-src %s; img-src 'self' data:; "
                           "%s%s%sform-action 'self'; base-uri 'none'; frame-ancestors %s",
                           style, script ? "script-src " : "", script ? code : "",
                           script ? "; " : "", frames != NULL ? frames : "'none'");
}

bool
security_origin_ok(const char *origin, const char *host, const char *public_url)
{
    const char *name;

    if (origin == NULL || g_ascii_strcasecmp(origin, public_url) == 0)
        return true;
    name = strstr(origin, "://");
    return name != NULL && host != NULL && g_ascii_strcasecmp(name + 3, host) == 0;
}
