/* An invented site of the organisation, where whoever sets up a widget or a form tries both as a
 * visitor would. Nothing on it comes from elsewhere. */
#include "chat/chat-http.h"

#include "base/hash.h"
#include "base/template.h"
#include "brand/brand.h"
#include "chat/talk-words.h"
#include "form/form.h"

#include <string.h>

static const char style[] =
    ":root{color-scheme:light dark;--ink:#1b1f27;--soft:#4a5160;--paper:#fff;--band:#f1f4f8;"
    "--line:#d5dae2;--link:#1d4ed8}"
    "@media (prefers-color-scheme:dark){:root{--ink:#eceff4;--soft:#b9c0cc;--paper:#15181e;"
    "--band:#1d222b;--line:#363d49;--link:#9db8ff}}"
    "*{box-sizing:border-box}"
    "body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.55 "
    "system-ui,sans-serif}"
    "a{color:var(--link)}p{color:var(--soft);margin:.5rem 0}"
    ".in{max-width:62rem;margin:0 auto;padding:0 1.25rem}"
    ".told{background:var(--band);border-bottom:1px solid var(--line);font-size:.9375rem}"
    ".told .in{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;justify-content:space-between;"
    "align-items:baseline;padding-block:.5rem}.told p{margin:0;flex:1 1 24rem}"
    "header.in{display:flex;flex-wrap:wrap;gap:.5rem 2rem;align-items:center;"
    "justify-content:space-between;padding-block:1.25rem}"
    ".name{font-weight:700;font-size:1.25rem}nav{display:flex;gap:1.5rem}"
    ".hero{background:var(--band);padding:4rem 0}"
    "h1{font-size:clamp(1.75rem,5vw,2.75rem);line-height:1.15;margin:0}h2{font-size:1.5rem;"
    "line-height:1.25;margin:0}"
    ".hero p{font-size:1.25rem;max-width:36rem}"
    "section.in{padding-block:3rem}"
    "iframe{width:100%;height:56rem;border:1px solid var(--line);border-radius:.5rem;"
    "background:var(--paper);margin-top:1rem}";

static const char page_html[] =
    "<!doctype html>\n<html lang=\"{{language}}\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"robots\" content=\"noindex\">\n<title>{{title}} – {{organisation}}</title>\n"
    "<style>{{{style}}}</style>\n</head>\n<body>\n"
    "<aside class=\"told\" aria-label=\"{{title}}\"><div class=\"in\"><p>{{text}}</p>"
    "<a href=\"?language={{other}}{{{asked}}}\" hreflang=\"{{other}}\" "
    "lang=\"{{other}}\">{{switch}}</a></div></aside>\n"
    "<header class=\"in\"><span class=\"name\">{{organisation}}</span>{{{nav}}}</header>\n"
    "<main>\n<div class=\"hero\"><div class=\"in\"><h1>{{{slogan}}}</h1>\n<p>{{lead}}</p></div>"
    "</div>\n{{{form}}}</main>\n"
    "<script async src=\"/chat/widget.js\" data-widget=\"{{key}}\"></script>\n"
    "</body>\n</html>\n";

static const char form_html[] =
    "<section class=\"in\" id=\"form\"><h2>{{heading}}</h2>\n<p>{{text}}</p>\n"
    "<iframe src=\"/f/{{slug}}?lang={{language}}\" title=\"{{heading}}\"></iframe></section>\n";

static const char nav_html[] = "<nav><a href=\"#form\">{{heading}}</a></nav>";

/* What a site's own policy needs is no more than this: script-src and connect-src, and frame-src
 * for a form. */
static char *
policy(void)
{
    uint8_t digest[HASH_SHA256_SIZE];
    g_autofree char *base64 = NULL;

    hash_sha256(style, strlen(style), digest);
    base64 = g_base64_encode(digest, sizeof digest);
    return g_strdup_printf("default-src 'none'; style-src 'sha256-%s'; script-src 'self'; "
                           "connect-src 'self'; frame-src 'self'; img-src blob:; "
                           "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                           base64);
}

typedef struct {
    const char *language;
    const TalkWords *words;
    char *asked;      /* "&form=contact", or "" */
    char *form, *nav; /* HTML; "" when no form takes answers */
} Trial;

static void
trial_clear(Trial *trial)
{
    g_free(trial->asked);
    g_free(trial->form);
    g_free(trial->nav);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Trial, trial_clear)

static bool
find_form(Request *request, Trial *trial, GError **error)
{
    Db *db = request_db(request);
    const char *slug = request_text(request, "form");
    g_autoptr(Form) form = NULL;
    int found = slug != NULL ? form_find(db, slug, &form, error) : form_find_open(db, &form, error);
    const TemplateValue values[] = {{"heading", trial->words->try_form},
                                    {"text", trial->words->try_form_text},
                                    {"slug", found == 1 ? form->slug : NULL},
                                    {"language", trial->language},
                                    TEMPLATE_END};

    trial->asked =
        found == 1 && slug != NULL ? g_strconcat("&amp;form=", form->slug, NULL) : g_strdup("");
    trial->form = found == 1 ? template_text(form_html, values) : g_strdup("");
    trial->nav = found == 1 ? template_text(nav_html, values) : g_strdup("");
    return found >= 0;
}

bool
chat_get_try(Request *request, GError **error)
{
    g_autoptr(Widget) widget = NULL;
    const char *language = request_text(request, "language");
    g_auto(Trial) trial = {0};
    g_autofree char *organisation = brand_name(request_context(request), request_db(request));
    g_autofree char *slogan = NULL;
    g_autofree char *page = NULL;
    g_autofree char *own_policy = policy();

    if (!chat_widget_of(request, &widget, error))
        return false;
    trial.language = language != NULL ? language : request_language(request);
    trial.words = talk_words(trial.language);
    if (!find_form(request, &trial, error))
        return false;
    slogan = template_text(trial.words->try_slogan,
                           (const TemplateValue[]){{"organisation", organisation}, TEMPLATE_END});
    page = template_text(page_html, (const TemplateValue[]){
                                        {"language", trial.language},
                                        {"title", trial.words->try_title},
                                        {"organisation", organisation},
                                        {"style", style},
                                        {"text", trial.words->try_text},
                                        {"other", strcmp(trial.language, "fr") == 0 ? "en" : "fr"},
                                        {"switch", trial.words->try_other},
                                        {"asked", trial.asked},
                                        {"slogan", slogan},
                                        {"lead", trial.words->try_lead},
                                        {"nav", trial.nav},
                                        {"form", trial.form},
                                        {"key", widget->key},
                                        TEMPLATE_END,
                                    });
    reply_page(request, 200, page);
    reply_header(request, "Content-Security-Policy", own_policy);
    return true;
}
