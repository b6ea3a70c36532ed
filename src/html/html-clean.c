/* HTML rewritten by a worker; its images found here, where the store is. */
#include "base/limits.h"
#include "base/log.h"
#include "confine/confine.h"
#include "confine/flat.h"
#include "html/html-rewrite.h"
#include "html/html.h"

#include <string.h>

typedef struct {
    char *html;
    unsigned blocked;
} Clean;

/* ---- Inside of a worker ---- */

static void
prepare(void)
{
    unsigned blocked;

    g_free(html_rewrite("<p>a", strlen("<p>a"), false, &blocked));
}

static void
run(GBytes *request, GByteArray *answer)
{
    FlatReader reader = flat_reader(request);
    bool remote_images = flat_number(&reader, false, true);
    g_autoptr(GBytes) html = flat_bytes(&reader, LIMIT_CONFINE_REQUEST);
    gsize size;
    const char *bytes = g_bytes_get_data(html, &size);
    unsigned blocked = 0;
    g_autofree char *clean =
        html_rewrite(bytes != NULL ? bytes : "", size, remote_images, &blocked);

    flat_put_number(answer, blocked);
    flat_put_text(answer, clean);
}

/* ---- Outside ---- */

static gpointer
read_answer(GBytes *answer, GBytes *request)
{
    FlatReader reader = flat_reader(answer);
    unsigned blocked = (unsigned)flat_number(&reader, 0, G_MAXINT);
    g_autofree char *html = flat_text_needed(&reader, LIMIT_CONFINE_TEXT);
    Clean *clean;

    if (!flat_end(&reader))
        return NULL;
    clean = g_new(Clean, 1);
    *clean = (Clean){g_steal_pointer(&html), blocked};
    return clean;
}

const ConfineTask html_task = {.name = "html", .prepare = prepare, .run = run, .read = read_answer};

/* An address as html_put_escaped() wrote it, as it was. Owned by the caller. */
static char *
unescape(const char *escaped, gsize length)
{
    static const struct {
        const char *written;
        char is;
    } signs[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
    GString *out = g_string_sized_new(length);

    for (const char *at = escaped, *end = escaped + length; at < end;) {
        gsize sign = 0;

        while (sign < G_N_ELEMENTS(signs) &&
               (strlen(signs[sign].written) > (gsize)(end - at) ||
                memcmp(at, signs[sign].written, strlen(signs[sign].written)) != 0))
            sign++;
        g_string_append_c(out, sign < G_N_ELEMENTS(signs) ? signs[sign].is : *at);
        at += sign < G_N_ELEMENTS(signs) ? strlen(signs[sign].written) : 1;
    }
    return g_string_free(out, FALSE);
}

static void
put_image(GString *out, const char *escaped, gsize length, const HtmlOptions *options)
{
    g_autofree char *address = unescape(escaped, length);
    g_autofree char *content_id = g_uri_unescape_string(address, NULL);
    g_autofree char *found = NULL;

    if (options->image != NULL)
        found = options->image(content_id != NULL ? content_id : address, options->image_data);
    if (found == NULL)
        return;
    g_string_append(out, " src=\"");
    html_put_escaped(out, found);
    g_string_append_c(out, '"');
}

/* The images of the message get their address, or none. Owned by the caller. */
static char *
place_images(const char *html, const HtmlOptions *options)
{
    static const char begins[] = " src=\"cid:";
    GString *out = g_string_sized_new(strlen(html));
    const char *at, *stop;

    while ((at = strstr(html, begins)) != NULL &&
           (stop = strchr(at + strlen(begins), '"')) != NULL) {
        const char *address = at + strlen(begins);

        g_string_append_len(out, html, at - html);
        put_image(out, address, (gsize)(stop - address), options);
        html = stop + 1;
    }
    g_string_append(out, html);
    return g_string_free(out, FALSE);
}

char *
html_sanitise(const char *html, gsize length, const HtmlOptions *options, unsigned *ret_blocked)
{
    static const HtmlOptions strict = {.remote_images = false};
    GByteArray *written = g_byte_array_new();
    g_autoptr(GBytes) request = NULL;
    g_autoptr(GError) error = NULL;
    g_autofree Clean *clean = NULL;
    g_autofree char *rewritten = NULL;

    options = options != NULL ? options : &strict;
    flat_put_number(written, options->remote_images);
    flat_put_bytes(written, html, MIN(length, (gsize)LIMIT_HTML));
    request = g_byte_array_free_to_bytes(written);
    if (confine_call(&html_task, request, (gpointer *)&clean, &error) != 1) {
        log_error("html", "not_read", "bytes=%zu error=%s", length,
                  error != NULL ? error->message : "its readers died");
        return NULL;
    }
    if (ret_blocked != NULL)
        *ret_blocked = clean->blocked;
    rewritten = g_steal_pointer(&clean->html);
    return place_images(rewritten, options);
}
