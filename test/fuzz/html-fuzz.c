#include "html/html.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is dear is asked of one input in so many: by its size, so that a finding stays one. */
#define DEAR_EVERY 16

/* No tag of the page is a script or carries a handler: every '<' that the sanitiser writes begins a
 * tag of its own, all others are escaped, and no value holds a '"' or a '>'. */
static void
check_tags(const char *html)
{
    while ((html = strchr(html, '<')) != NULL) {
        const char *end = strchr(html, '>');
        g_autofree char *tag = NULL;
        bool quoted = false;

        g_assert_nonnull(end);
        tag = g_ascii_strdown(html, end - html);
        g_assert_false(g_str_has_prefix(tag, "<script") || g_str_has_prefix(tag, "<style") ||
                       g_str_has_prefix(tag, "<svg") || g_str_has_prefix(tag, "<iframe") ||
                       g_str_has_prefix(tag, "<!"));
        g_assert_null(strchr(tag + 1, '<'));
        for (const char *at = tag; *at != '\0'; at++) {
            if (*at == '"')
                quoted = !quoted;
            g_assert_false(!quoted && strncmp(at, " on", 3) == 0);
        }
        g_assert_false(quoted);
        g_assert_null(strstr(tag, " href=\"javascript:"));
        g_assert_null(strstr(tag, " src=\"javascript:"));
        html = end;
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *page = g_utf8_make_valid((const char *)data, (gssize)size);
    g_autofree char *once = html_sanitise(page, strlen(page), NULL, NULL);
    g_autofree char *text = html_to_text(page, strlen(page), 4096, NULL);
    g_autofree char *typed = html_from_text(text);

    /* It reads its own work again already, until that stays as it is: once more is for the few. */
    if (size % DEAR_EVERY == 0) {
        g_autofree char *twice = html_sanitise(once, strlen(once), NULL, NULL);

        g_assert_cmpstr(once, ==, twice);
    }
    g_assert_true(g_utf8_validate(text, -1, NULL));
    check_tags(once);
    check_tags(typed);
    return 0;
}
