/* The page where an administrator tries a widget, as a visitor of a site would. */
#include "chat/chat-http.h"

#include "base/hash.h"
#include "base/template.h"
#include "brand/brand.h"
#include "chat/talk-words.h"

#include <string.h>

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1b1f27;--soft:#4a5160;--paper:#fff;--link:#1d4ed8}"
    "@media (prefers-color-scheme:dark){:root{--ink:#eceff4;--soft:#b9c0cc;--paper:#15181e;"
    "--link:#9db8ff}}"
    "body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 "
    "system-ui,sans-serif}"
    "main{max-width:38rem;margin:0 auto;padding:2rem 1rem}"
    "h1{font-size:1.5rem;line-height:1.25}p{color:var(--soft)}a{color:var(--link)}";

static const char page_html[] =
    "<!doctype html>\n<html lang=\"{{language}}\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"robots\" content=\"noindex\">\n<title>{{title}} – {{organisation}}</title>\n"
    "<style>{{{style}}}</style>\n</head>\n<body>\n<main>\n<h1>{{title}}</h1>\n<p>{{text}}</p>\n"
    "<p><a href=\"?language={{other}}\" hreflang=\"{{other}}\" "
    "lang=\"{{other}}\">{{switch}}</a></p>\n"
    "</main>\n<script async src=\"/chat/widget.js\" data-widget=\"{{key}}\"></script>\n"
    "</body>\n</html>\n";

/* What a site's own policy needs is no more than this: script-src and connect-src. */
static char *
policy(void)
{
    uint8_t digest[HASH_SHA256_SIZE];
    g_autofree char *base64 = NULL;

    hash_sha256(style, strlen(style), digest);
    base64 = g_base64_encode(digest, sizeof digest);
    return g_strdup_printf("default-src 'none'; style-src 'sha256-%s'; script-src 'self'; "
                           "connect-src 'self'; img-src blob:; base-uri 'none'; "
                           "form-action 'none'; frame-ancestors 'none'",
                           base64);
}

bool
chat_get_try(Request *request, GError **error)
{
    g_autoptr(Widget) widget = NULL;
    const char *language = request_text(request, "language");
    const TalkWords *words;
    g_autofree char *organisation = brand_name(request_context(request), request_db(request));
    g_autofree char *page = NULL;
    g_autofree char *own_policy = policy();

    if (!chat_widget_of(request, &widget, error))
        return false;
    if (language == NULL)
        language = request_language(request);
    words = talk_words(language);
    page = template_text(page_html, (const TemplateValue[]){
                                        {"language", language},
                                        {"title", words->try_title},
                                        {"organisation", organisation},
                                        {"style", style},
                                        {"text", words->try_text},
                                        {"other", strcmp(language, "fr") == 0 ? "en" : "fr"},
                                        {"switch", words->try_other},
                                        {"key", widget->key},
                                        TEMPLATE_END,
                                    });
    reply_page(request, 200, page);
    reply_header(request, "Content-Security-Policy", own_policy);
    return true;
}
