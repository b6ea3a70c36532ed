#include "conversation/message-page.h"

#include "conversation/attachment-store.h"
#include "file/file.h"
#include "html/html.h"

#include <string.h>

#define PICTURES_MAX (8 * 1024 * 1024) /* bytes of pictures written into one page */

typedef struct {
    Context *context;
    Db *db;
    int64_t message;
    gsize left; /* of PICTURES_MAX */
} Pictures;

static bool
is_picture(const char *type)
{
    static const char *const types[] = {"image/png", "image/jpeg", "image/gif", "image/webp", NULL};

    return g_strv_contains(types, type);
}

/* The HtmlImage: a picture of the message as a data: address. */
static char *
find_picture(const char *content_id, void *data)
{
    Pictures *pictures = data;
    g_autofree char *type = NULL;
    g_autofree char *base64 = NULL;
    g_autoptr(GBytes) bytes = NULL;
    g_auto(Attachment) attachment = {0};
    int64_t id = 0;

    if (!attachment_store_of_content(pictures->db, pictures->message, content_id, &id, NULL) ||
        id == 0 || attachment_store_get(pictures->db, id, &attachment, NULL) != 1 ||
        (gsize)attachment.size > pictures->left)
        return NULL;
    bytes = file_get(pictures->context->files, pictures->db, attachment.file, &type, NULL);
    if (bytes == NULL || !is_picture(type))
        return NULL;
    pictures->left -= MIN(pictures->left, g_bytes_get_size(bytes));
    base64 = g_base64_encode(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    return g_strdup_printf("data:%s;base64,%s", type, base64);
}

char *
message_page(Context *context, Db *db, int64_t message, const char *html, bool images)
{
    Pictures pictures = {context, db, message, PICTURES_MAX};
    HtmlOptions options = {.remote_images = images, .image = find_picture, .image_data = &pictures};
    g_autofree char *body = html_sanitise(html, strlen(html), &options, NULL);

    return g_strconcat("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
                       "<meta name=\"referrer\" content=\"no-referrer\">"
                       "<base target=\"_blank\"><style>"
                       "body{margin:0;font:15px/1.5 system-ui,sans-serif;overflow-wrap:break-word}"
                       "img{max-width:100%;height:auto}"
                       "</style></head><body>",
                       body, "</body></html>\n", NULL);
}
