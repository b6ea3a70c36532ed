#include "conversation/message-prepare.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "conversation/conversation-subject.h"
#include "conversation/inline-image.h"
#include "conversation/message-addresses.h"
#include "html/html.h"

#include <string.h>

void
prepared_clear(Prepared *prepared)
{
    g_clear_pointer(&prepared->conversation, conversation_free);
    g_clear_pointer(&prepared->subject, g_free);
    g_clear_pointer(&prepared->own_text, g_free);
    g_clear_pointer(&prepared->own_html, g_free);
    g_clear_pointer(&prepared->text, g_free);
    g_clear_pointer(&prepared->html, g_free);
    g_clear_pointer(&prepared->addresses, g_free);
}

static bool
find_channel(Context *context, const Draft *draft, const Conversation *conversation,
             const Channel **ret_channel, GError **error)
{
    const char *name = draft->channel != NULL ? draft->channel : conversation->channel;

    *ret_channel = context_channel_out(context, name);
    if (*ret_channel == NULL || (*ret_channel)->send == NULL)
        return error_set_field(error, APP_ERROR_INVALID, "channel", "nothing leaves by '%s'", name);
    return true;
}

/* What the program writes is for the person of the matter alone: a link to answer a survey is
 * theirs, not that of whoever was in copy. */
static bool
address_draft(Db *tx, Context *context, const Draft *draft, const Prepared *prepared,
              Envelope *envelope, GError **error)
{
    return draft->staff == 0 && draft->to == NULL
               ? envelope_to_person(tx, context, prepared->conversation, prepared->channel,
                                    envelope, error)
               : envelope_of_draft(tx, context, prepared->conversation, draft, prepared->channel,
                                   envelope, error);
}

/* ---- What was typed ---- */

/* What the staff may write is no more than what others may send us, and pictures of their own. */
static char *
clean_html(const Draft *draft)
{
    static const HtmlOptions options = {.remote_images = true, .image = inline_image_keep};
    g_autofree char *named = NULL;

    if (draft->html == NULL || draft->html[0] == '\0')
        return NULL;
    named = inline_images_name(draft->html, draft->attachments, draft->n_attachments);
    return html_sanitise(named, strlen(named), &options, NULL);
}

/* The words of HTML that came without; a picture alone is said to be one. */
static char *
text_of(const char *html)
{
    char *text = g_strstrip(html_to_text(html, strlen(html), LIMIT_TEXT, NULL));

    if (text[0] != '\0' || strstr(html, "<img") == NULL)
        return text;
    g_free(text);
    return g_strdup("[image]");
}

static bool
is_blank(const char *text)
{
    return text == NULL || text[strspn(text, " \t\r\n")] == '\0';
}

static bool
take_typed(const Draft *draft, Prepared *prepared, GError **error)
{
    prepared->own_html = clean_html(draft);
    if (prepared->own_html == NULL && draft->html != NULL && draft->html[0] != '\0')
        return error_set_field(error, APP_ERROR_UNAVAILABLE, "html", "cannot be read now");
    if (!is_blank(draft->text))
        prepared->own_text = g_strdup(draft->text);
    else if (prepared->own_html != NULL)
        prepared->own_text = text_of(prepared->own_html);
    if (is_blank(prepared->own_text))
        return error_set_field(error, APP_ERROR_INVALID, "text", "is empty");
    if (strlen(prepared->own_text) > LIMIT_TEXT)
        return error_set_field(error, APP_ERROR_TOO_LARGE, "text", "over %d bytes", LIMIT_TEXT);
    return true;
}

/* ---- The whole ---- */

/* The typed HTML and the rest; of a text without HTML the channel makes what it needs. */
static bool
join(Prepared *prepared, const char *below, const char *below_html, GError **error)
{
    prepared->text = g_strconcat(prepared->own_text, below, NULL);
    if (strlen(prepared->text) > LIMIT_TEXT)
        return error_set_field(error, APP_ERROR_TOO_LARGE, "text", "over %d bytes", LIMIT_TEXT);
    if (prepared->own_html == NULL)
        return true;
    prepared->html = g_strconcat(prepared->own_html, below_html, NULL);
    if (strlen(prepared->html) > LIMIT_HTML)
        return error_set_field(error, APP_ERROR_TOO_LARGE, "html", "over %d bytes", LIMIT_HTML);
    return true;
}

/* A channel that takes no HTML sends the text. */
static bool
compose(Db *tx, const Draft *draft, const Envelope *envelope, Prepared *prepared, GError **error)
{
    g_autofree char *below = NULL;
    g_autofree char *below_html = NULL;

    bool rich;

    if (!message_below(tx, draft, prepared->conversation, envelope, &below, &below_html, &rich,
                       error))
        return false;
    if (!prepared->channel->takes_html)
        g_clear_pointer(&prepared->own_html, g_free);
    else if (rich && prepared->own_html == NULL) /* what is forwarded keeps its looks */
        prepared->own_html = html_from_text(prepared->own_text);
    if (!join(prepared, below, below_html, error))
        return false;
    if (prepared->channel->text_max != 0 && strlen(prepared->text) > prepared->channel->text_max)
        return error_set_field(error, APP_ERROR_TOO_LARGE, "text", "over %zu bytes",
                               prepared->channel->text_max);
    return true;
}

char *
forward_subject(const Conversation *conversation)
{
    g_autofree char *bare = subject_bare(conversation->subject);
    g_autofree char *subject = g_strconcat("Fwd: ", bare, NULL);

    return text_clip(subject, LIMIT_SUBJECT);
}

static bool
prepare_out(Db *tx, Context *context, const Draft *draft, Prepared *prepared, GError **error)
{
    g_auto(Envelope) envelope = {0};

    if (!find_channel(context, draft, prepared->conversation, &prepared->channel, error) ||
        !address_draft(tx, context, draft, prepared, &envelope, error) ||
        !compose(tx, draft, &envelope, prepared, error))
        return false;
    prepared->addresses =
        addresses_write(envelope.from, NULL, envelope.to, envelope.cc, envelope.bcc);
    if (draft->mode == REPLY_FORWARD && draft->subject == NULL)
        prepared->subject = forward_subject(prepared->conversation);
    return true;
}

bool
message_prepare(Db *tx, Context *context, const Draft *draft, Prepared *prepared, GError **error)
{
    /* Who answers for a merged matter may be with another person: only a program may not know. */
    prepared->conversation = draft->staff != 0
                                 ? conversation_store_need_own(tx, draft->conversation, error)
                                 : conversation_store_survivor(tx, draft->conversation, error);
    if (prepared->conversation == NULL || !take_typed(draft, prepared, error))
        return false;
    if (draft->subject != NULL)
        prepared->subject = text_line(draft->subject);
    if (draft->direction == DIRECTION_OUT)
        return prepare_out(tx, context, draft, prepared, error);
    prepared->addresses = addresses_write(NULL, NULL, NULL, NULL, NULL);
    return join(prepared, "", "", error);
}
