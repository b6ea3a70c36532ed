#include "conversation/inline-image.h"

#include "brand/brand.h"
#include "conversation/attachment-store.h"

#include <string.h>

static char *
name_of(int64_t attachment)
{
    return g_strdup_printf("%" G_GINT64_FORMAT "@attachment", attachment);
}

/* As the value of an attribute. Owned by the caller. */
static char *
by_name(int64_t attachment)
{
    return g_strdup_printf("\"cid:%" G_GINT64_FORMAT "@attachment\"", attachment);
}

static char *
by_address(int64_t attachment)
{
    return g_strdup_printf("\"/api/attachments/%" G_GINT64_FORMAT "\"", attachment);
}

/* Puts one for the other; takes html. */
static char *
put(char *html, const char *from, const char *to)
{
    g_auto(GStrv) parts = g_strsplit(html, from, -1);

    g_free(html);
    return g_strjoinv(to, parts);
}

char *
inline_images_name(const char *html, const int64_t *attachments, size_t n)
{
    char *named = g_strdup(html);

    for (size_t i = 0; i < n; i++) {
        g_autofree char *address = by_address(attachments[i]);
        g_autofree char *name = by_name(attachments[i]);

        named = put(named, address, name);
    }
    return named;
}

char *
inline_images_show(const char *html, const int64_t *attachments, const int64_t *as, size_t n)
{
    char *shown = g_strdup(html);

    for (size_t i = 0; i < n; i++) {
        g_autofree char *name = by_name(attachments[i]);
        g_autofree char *address = by_address(as[i]);

        shown = put(shown, name, address);
    }
    return shown;
}

char *
inline_image_keep(const char *content_id, void *data)
{
    return g_str_has_suffix(content_id, "@attachment") || strcmp(content_id, BRAND_MAIL_LOGO) == 0
               ? g_strconcat("cid:", content_id, NULL)
               : NULL;
}

bool
inline_images_mark(Db *tx, const char *html, const int64_t *attachments, size_t n, GError **error)
{
    for (size_t i = 0; html != NULL && i < n; i++) {
        g_autofree char *name = name_of(attachments[i]);
        g_autofree char *shown = g_strconcat("cid:", name, NULL);

        if (strstr(html, shown) != NULL && !attachment_store_show(tx, attachments[i], name, error))
            return false;
    }
    return true;
}
