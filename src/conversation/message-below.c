#include "conversation/message-prepare.h"

#include "base/limits.h"
#include "conversation/attachment-store.h"
#include "conversation/message-quote.h"
#include "html/html.h"
#include "mailbox/mailbox.h"
#include "person/person.h"
#include "setting/setting.h"

#include <string.h>

static bool
add_signature(Db *tx, const Conversation *conversation, const Envelope *envelope, GString *text,
              GString *html, GError **error)
{
    g_autofree char *signature = NULL;
    g_autofree char *shown = NULL;
    int found = envelope->from != NULL ? mailbox_signature(tx, envelope->from->address,
                                                           conversation->team, &signature, error)
                                       : 0;

    if (found != 1 || signature[0] == '\0')
        return found >= 0;
    shown = html_from_text(signature);
    g_string_append_printf(text, "\n\n-- \n%s", signature);
    g_string_append_printf(html, "<p>-- </p>%s", shown);
    return true;
}

/* ---- What is forwarded, as it looked ---- */

typedef struct {
    const GArray *attachments; /* of what is forwarded */
    const Draft *draft;        /* which of them come along */
} Pictures;

/* A picture that comes along stays where it was, by its own Content-ID. */
static char *
keep_picture(const char *content_id, void *data)
{
    const Pictures *pictures = data;

    for (guint i = 0; i < pictures->attachments->len; i++) {
        const Attachment *one = &g_array_index(pictures->attachments, Attachment, i);

        for (size_t j = 0; j < pictures->draft->n_attachments; j++)
            if (pictures->draft->attachments[j] == one->id &&
                g_strcmp0(one->content_id, content_id) == 0)
                return g_strconcat("cid:", content_id, NULL);
    }
    return NULL;
}

/* Its HTML made harmless by the same list as when one looks at it; NULL when it has none, or more
 * than may leave. False: error. */
static bool
forwarded_html(Db *tx, const Draft *draft, const MessageView *view, char **ret_html, GError **error)
{
    g_autoptr(GArray) attachments = attachment_store_of_message(tx, view->id, error);
    Pictures pictures = {attachments, draft};
    HtmlOptions options = {.remote_images = true, .image = keep_picture, .image_data = &pictures};
    g_autofree char *html = NULL;
    int found = attachments != NULL ? message_view_store_html(tx, view->id, &html, error) : -1;

    *ret_html = found == 1 ? html_sanitise(html, strlen(html), &options, NULL) : NULL;
    if (*ret_html != NULL && strlen(*ret_html) > LIMIT_HTML / 2)
        g_clear_pointer(ret_html, g_free);
    return found >= 0;
}

static bool
add_quote(Db *tx, const Draft *draft, const Conversation *conversation, const Envelope *envelope,
          GString *text, GString *html, bool *ret_rich, GError **error)
{
    g_autoptr(MessageView) view = NULL;
    g_autoptr(Person) person = NULL;
    g_autofree char *zone = setting_text(tx, "calendar.zone", 0);
    g_autofree char *quote = NULL;
    g_autofree char *shown = NULL;
    g_autofree char *whole = NULL;
    const char *language;
    bool forward = draft->mode == REPLY_FORWARD;

    if (envelope->answered == 0)
        return true;
    if (message_view_store_get(tx, envelope->answered, &view, error) != 1 ||
        person_get(tx, conversation->person, &person, error) < 0 ||
        (forward && !forwarded_html(tx, draft, view, &whole, error)))
        return false;
    language = person != NULL ? person->language : NULL;
    quote = message_quote(view, forward, language, zone, LIMIT_TEXT);
    shown = whole != NULL ? message_forward_html(view, whole, language, zone)
                          : message_quote_html(view, forward, language, zone, LIMIT_TEXT);
    *ret_rich = whole != NULL;
    g_string_append_printf(text, "\n\n%s", quote);
    g_string_append(html, shown);
    return true;
}

bool
message_below(Db *tx, const Draft *draft, const Conversation *conversation,
              const Envelope *envelope, char **ret_text, char **ret_html, bool *ret_rich,
              GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) html = g_string_new(NULL);

    *ret_rich = false;
    if ((draft->sign && !add_signature(tx, conversation, envelope, text, html, error)) ||
        (draft->quote &&
         !add_quote(tx, draft, conversation, envelope, text, html, ret_rich, error)))
        return false;
    *ret_text = g_string_free(g_steal_pointer(&text), FALSE);
    *ret_html = g_string_free(g_steal_pointer(&html), FALSE);
    return true;
}
