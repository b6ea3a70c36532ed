#include "brand/brand.h"

#include "base/template.h"

/* Colours keep a contrast of 4.5 for text and 3 for borders (WCAG 2.1 AA) in both schemes. */
static const char page_html[] =
    "<!doctype html>\n"
    "<html lang=\"{{language}}\">\n"
    "<head>\n"
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"robots\" content=\"noindex\">\n"
    "<title>{{title}} – {{organisation}}</title>\n"
    "<style>\n"
    ":root{color-scheme:light dark;--ink:#1b1f27;--soft:#4a5160;--paper:#fff;--line:#767d8a;"
    "--accent:{{light}};--on-accent:{{on_light}};--wrong:#b3261e}\n"
    "@media (prefers-color-scheme:dark){:root{--ink:#eceff4;--soft:#b9c0cc;--paper:#15181e;"
    "--line:#8b93a1;--accent:{{dark}};--on-accent:{{on_dark}};--wrong:#ffb4ab}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 "
    "system-ui,sans-serif;overflow-wrap:break-word}\n"
    "header,main{max-width:36rem;margin:0 auto;padding:1rem}\n"
    "header{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;color:var(--soft)}\n"
    "header img{background:#fff;border-radius:.25rem}\n"
    "h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}\n"
    "a{color:var(--accent)}\n"
    "fieldset{border:0;margin:0 0 1.25rem;padding:0}\n"
    "legend{font-weight:600;padding:0;margin:0 0 .5rem}\n"
    ".field{display:block;font-weight:600}\n"
    ".hint{color:var(--soft);margin:.125rem 0 .5rem}\n"
    "textarea{display:block;width:100%;min-height:7rem;padding:.625rem;font:inherit;"
    "color:inherit;background:transparent;border:1px solid var(--line);border-radius:.5rem}\n"
    "button{min-height:2.75rem;margin:1.25rem 0 0;padding:.5rem 1.25rem;font:inherit;"
    "font-weight:600;color:var(--on-accent);background:var(--accent);border:1px solid "
    "var(--accent);border-radius:.5rem;cursor:pointer}\n"
    "button:focus-visible,textarea:focus-visible,input:focus-visible{outline:3px solid "
    "var(--accent);outline-offset:2px}\n"
    ".wrong{color:var(--wrong);font-weight:600}\n"
    "{{{style}}}</style>\n"
    "</head>\n"
    "<body>\n"
    "<header>{{{logo}}}<span>{{organisation}}</span></header>\n"
    "<main>\n{{{content}}}</main>\n"
    "</body>\n"
    "</html>\n";

/* The name stands beside it. */
static const char logo_html[] =
    "<img src=\"{{path}}\" width=\"{{width}}\" height=\"{{height}}\" alt=\"\">";

static char *
logo_element(const Brand *brand)
{
    g_autofree char *width = g_strdup_printf("%" G_GINT64_FORMAT, brand->logo_width);
    g_autofree char *height = g_strdup_printf("%" G_GINT64_FORMAT, brand->logo_height);

    return brand->logo_path == NULL
               ? NULL
               : template_text(logo_html, (const TemplateValue[]){{"path", brand->logo_path},
                                                                  {"width", width},
                                                                  {"height", height},
                                                                  TEMPLATE_END});
}

const char *
brand_language(Request *request, const Brand *brand)
{
    return request_language_or(request, brand->language);
}

char *
brand_page_html(const Brand *brand, const char *language, const char *title, const char *style,
                const char *content)
{
    g_autofree char *logo = logo_element(brand);

    return template_text(page_html, (const TemplateValue[]){{"language", language},
                                                            {"title", title},
                                                            {"organisation", brand->name},
                                                            {"light", brand->light.accent},
                                                            {"on_light", brand->light.on_accent},
                                                            {"dark", brand->dark.accent},
                                                            {"on_dark", brand->dark.on_accent},
                                                            {"style", style},
                                                            {"logo", logo},
                                                            {"content", content},
                                                            TEMPLATE_END});
}

void
brand_page(Request *request, unsigned status, const Brand *brand, const char *language,
           const char *title, const char *style, const char *content)
{
    g_autofree char *page = brand_page_html(brand, language, title, style, content);

    reply_page(request, status, page);
}
