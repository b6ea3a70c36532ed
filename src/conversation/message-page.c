#include "conversation/message-page.h"

#include "base/hash.h"
#include "brand/brand.h"
#include "conversation/attachment-store.h"
#include "conversation/message-view-store.h"
#include "file/file.h"
#include "html/html.h"

#include <string.h>

#define PICTURES_MAX (8 * 1024 * 1024) /* bytes of pictures written into one page */

/* ---- Its pictures ---- */

typedef struct {
    Context *context;
    Db *db;
    GArray *attachments; /* of the message */
    bool *shown;         /* which of them the text shows */
    gsize left;          /* of PICTURES_MAX */
} Pictures;

static bool
is_picture(const char *type)
{
    static const char *const types[] = {"image/png", "image/jpeg", "image/gif", "image/webp", NULL};

    return g_strv_contains(types, type);
}

/* As a data: address; NULL if it is none or too large. */
static char *
picture_address(Pictures *pictures, guint i)
{
    const Attachment *attachment = &g_array_index(pictures->attachments, Attachment, i);
    g_autofree char *type = NULL;
    g_autofree char *base64 = NULL;
    g_autoptr(GBytes) bytes = NULL;

    if ((gsize)attachment->size > pictures->left)
        return NULL;
    bytes = file_get(pictures->context->files, pictures->db, attachment->file, &type, NULL);
    if (bytes == NULL || !is_picture(type))
        return NULL;
    pictures->left -= MIN(pictures->left, g_bytes_get_size(bytes));
    pictures->shown[i] = true;
    base64 = g_base64_encode(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    return g_strdup_printf("data:%s;base64,%s", type, base64);
}

/* The HtmlImage. */
static char *
find_picture(const char *content_id, void *data)
{
    Pictures *pictures = data;

    for (guint i = 0; i < pictures->attachments->len; i++) {
        const Attachment *attachment = &g_array_index(pictures->attachments, Attachment, i);

        if (attachment->content_id != NULL && strcmp(attachment->content_id, content_id) == 0)
            return picture_address(pictures, i);
    }
    return strcmp(content_id, BRAND_MAIL_LOGO) == 0
               ? brand_mail_logo_address(pictures->context, pictures->db)
               : NULL;
}

/* Those that were to stand in the text, and that it shows nowhere. */
static void
append_left_over(GString *page, Pictures *pictures)
{
    for (guint i = 0; i < pictures->attachments->len; i++) {
        const Attachment *attachment = &g_array_index(pictures->attachments, Attachment, i);
        g_autofree char *address = NULL;

        if (attachment->is_inline && !pictures->shown[i] && is_picture(attachment->type))
            address = picture_address(pictures, i);
        if (address != NULL)
            g_string_append_printf(page, "<p><img alt=\"\" src=\"%s\"></p>", address);
    }
}

/* ---- The page ---- */

/* Tells how tall the text is at the frame's width, and how many pictures were held back; again when
 * that changes. A text that is as tall as the frame and something more would grow for ever: it is
 * left as it is. */
static const char script[] =
    "(()=>{const root=document.documentElement,held=document.querySelectorAll('img[data-src]')"
    ".length;let height=0,frame=0,times=0;"
    "const tell=()=>{const now=Math.ceil(document.body.getBoundingClientRect().height)"
    "+innerHeight-root.clientHeight;"
    "if(now===height||times>=100||times&&innerHeight>frame&&now-height===innerHeight-frame)return;"
    "times++;height=now;frame=innerHeight;parent.postMessage({lienPage:{height,held}},'*')};"
    "new ResizeObserver(tell).observe(document.body);addEventListener('load',tell)})()";

/* A wide table is moved within the frame, a wide picture made to fit. A picture held back leaves a
 * mark where it will be, unless it is one of those nobody was to see. */
static const char style[] =
    ":root{color-scheme:light;background:#fff;color:#1d2321;overflow-x:auto}"
    ":root.dark{color-scheme:dark;background:#1a1f1e;color:#e3e6e4}"
    ".dark a{color:#74c7bf}"
    "body{margin:0;padding:12px 14px;display:flow-root;font:15px/1.55 system-ui,sans-serif;"
    "overflow-wrap:break-word}"
    "img{max-width:100%;height:auto}"
    "img[data-src]{min-width:12px;min-height:12px;outline:1px dashed #9aa09d;outline-offset:-1px}"
    "img[data-src]:is([width='0'],[width='1'],[height='0'],[height='1']){display:none}"
    "pre{white-space:pre-wrap}"
    "blockquote{margin-inline:0;padding-inline-start:12px;border-inline-start:2px solid #b9c0bd}"
    "@media print{:root,:root.dark{color-scheme:light;background:#fff;color:#000}body{padding:0}}";

/* Whether a mail chose colours: of an attribute, or in a style. */
static bool
has_colours(const char *body)
{
    static const char *const signs[] = {" color=\"", " bgcolor=\"", "color:", "background:"};

    for (gsize i = 0; i < G_N_ELEMENTS(signs); i++)
        if (strstr(body, signs[i]) != NULL)
            return true;
    return false;
}

/* Of HTML that stopped its readers: the text that was taken when it came in. */
static char *
its_text(Db *db, int64_t message)
{
    g_autoptr(MessageView) view = NULL;

    return message_view_store_get(db, message, &view, NULL) == 1 ? html_from_text(view->text)
                                                                 : g_strdup("");
}

char *
message_page(Context *context, Db *db, int64_t message, const char *html, const MessageLook *look)
{
    g_autoptr(GArray) attachments = attachment_store_of_message(db, message, NULL);
    GString *page = g_string_new(NULL);
    g_autofree bool *shown = NULL;
    g_autofree char *body = NULL;
    Pictures pictures = {context, db, attachments, NULL, PICTURES_MAX};
    HtmlOptions options = {.remote_images = look->images};

    if (attachments != NULL) {
        options.image = find_picture;
        options.image_data = &pictures;
        pictures.shown = shown = g_new0(bool, attachments->len + 1);
    }
    body = html_sanitise(html, strlen(html), &options, NULL);
    if (body == NULL)
        body = its_text(db, message);
    g_string_append_printf(page,
                           "<!DOCTYPE html>\n<html%s><head><meta charset=\"utf-8\">"
                           "<meta name=\"referrer\" content=\"no-referrer\">"
                           "<base target=\"_blank\"><style>%s</style></head><body>",
                           look->dark && !has_colours(body) ? " class=\"dark\"" : "", style);
    g_string_append(page, body);
    if (attachments != NULL)
        append_left_over(page, &pictures);
    g_string_append_printf(page, "<script>%s</script></body></html>\n", script);
    return g_string_free(page, FALSE);
}

char *
message_page_policy(const MessageLook *look)
{
    uint8_t digest[HASH_SHA256_SIZE];
    g_autofree char *base64 = NULL;

    hash_sha256(script, strlen(script), digest);
    base64 = g_base64_encode(digest, sizeof digest);
    return g_strdup_printf(
        "default-src 'none'; script-src 'sha256-%s'; style-src 'unsafe-inline'; img-src data:%s; "
        "frame-ancestors 'self'; base-uri 'none'; form-action 'none'; "
        "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox",
        base64, look->images ? " https: http:" : "");
}
