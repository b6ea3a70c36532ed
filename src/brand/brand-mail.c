#include "brand/brand.h"

#include "base/template.h"
#include "html/html.h"

#include <string.h>

/* Mail programs know tables and styles of elements, not style sheets. */
static const char mail_html[] =
    "<div style=\"max-width:600px;margin:0 auto;font-family:system-ui,-apple-system,'Segoe UI',"
    "Roboto,Arial,sans-serif;font-size:16px;line-height:1.5\">\n"
    "<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" style=\"border-collapse:collapse\">"
    "<tr><td style=\"padding:12px 16px;background-color:{{accent}};color:{{on_accent}}\">"
    "{{{logo}}}<strong style=\"color:{{on_accent}}\">{{name}}</strong></td></tr>\n"
    "<tr><td style=\"padding:16px\">\n{{{content}}}</td></tr></table></div>\n";

/* The name stands beside it. On white: it was drawn for that. */
static const char logo_html[] =
    "<img src=\"cid:" BRAND_MAIL_LOGO "\" width=\"{{width}}\" height=\"{{height}}\" alt=\"\" "
    "style=\"background-color:#ffffff;border-radius:4px;vertical-align:middle;margin-right:12px\">";

static const char button_html[] =
    "<a href=\"{{url}}\" style=\"display:inline-block;padding:10px 16px;border-radius:6px;"
    "background-color:{{accent}};color:{{on_accent}};text-decoration:none\">{{label}}</a>";

char *
brand_mail_html(const Brand *brand, const char *content)
{
    g_autofree char *width = g_strdup_printf("%" G_GINT64_FORMAT, brand->logo_width);
    g_autofree char *height = g_strdup_printf("%" G_GINT64_FORMAT, brand->logo_height);
    g_autofree char *logo = brand->logo == 0 ? NULL
                                             : template_text(logo_html, (const TemplateValue[]){
                                                                            {"width", width},
                                                                            {"height", height},
                                                                            TEMPLATE_END,
                                                                        });

    return template_text(mail_html, (const TemplateValue[]){
                                        {"accent", brand->light.accent},
                                        {"on_accent", brand->light.on_accent},
                                        {"logo", logo},
                                        {"name", brand->name},
                                        {"content", content},
                                        TEMPLATE_END,
                                    });
}

char *
brand_mail_of_text(const Brand *brand, const char *text)
{
    g_autofree char *content = html_from_text(text);

    return brand_mail_html(brand, content);
}

char *
brand_mail_button(const Brand *brand, const char *url, const char *label)
{
    return template_text(button_html, (const TemplateValue[]){
                                          {"url", url},
                                          {"accent", brand->light.accent},
                                          {"on_accent", brand->light.on_accent},
                                          {"label", label},
                                          TEMPLATE_END,
                                      });
}

int
brand_mail_logo(const Context *context, Db *db, const char *html, ChannelFile **ret_file,
                GError **error)
{
    bool shown = html != NULL && strstr(html, "cid:" BRAND_MAIL_LOGO) != NULL;
    g_autoptr(Brand) brand = shown ? brand_get(context, db) : NULL;
    g_autoptr(GBytes) bytes = NULL;
    g_autofree char *type = NULL;

    if (brand == NULL || brand->logo == 0)
        return 0;
    bytes = brand_logo(context, db, brand, &type, error);
    if (bytes == NULL)
        return -1;
    *ret_file =
        channel_file_new(strcmp(type, "image/png") == 0 ? "logo.png" : "logo.jpg", type, bytes);
    (*ret_file)->content_id = g_strdup(BRAND_MAIL_LOGO);
    (*ret_file)->is_inline = true;
    return 1;
}

char *
brand_mail_logo_address(const Context *context, Db *db)
{
    g_autoptr(Brand) brand = brand_get(context, db);
    g_autofree char *type = NULL;
    g_autofree char *base64 = NULL;
    g_autoptr(GBytes) bytes = brand_logo(context, db, brand, &type, NULL);

    if (bytes == NULL)
        return NULL;
    base64 = g_base64_encode(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    return g_strdup_printf("data:%s;base64,%s", type, base64);
}

char *
brand_mail_shown(const Context *context, Db *db, const char *html)
{
    g_autofree char *address = brand_mail_logo_address(context, db);
    g_auto(GStrv) parts = g_strsplit(html, "cid:" BRAND_MAIL_LOGO, -1);

    return g_strjoinv(address != NULL ? address : "", parts);
}
