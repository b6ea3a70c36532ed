#include "conversation/message-prepare.h"

#include "base/limits.h"
#include "conversation/message-quote.h"
#include "html/html.h"
#include "mailbox/mailbox.h"
#include "person/person.h"
#include "setting/setting.h"

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

static bool
add_quote(Db *tx, const Draft *draft, const Conversation *conversation, const Envelope *envelope,
          GString *text, GString *html, GError **error)
{
    g_autoptr(MessageView) view = NULL;
    g_autoptr(Person) person = NULL;
    g_autofree char *zone = setting_text(tx, "calendar.zone", 0);
    g_autofree char *quote = NULL;
    g_autofree char *shown = NULL;
    const char *language;
    bool forward = draft->mode == REPLY_FORWARD;

    if (envelope->answered == 0)
        return true;
    if (message_view_store_get(tx, envelope->answered, &view, error) != 1 ||
        person_get(tx, conversation->person, &person, error) < 0)
        return false;
    language = person != NULL ? person->language : NULL;
    quote = message_quote(view, forward, language, zone, LIMIT_TEXT);
    shown = message_quote_html(view, forward, language, zone, LIMIT_TEXT);
    g_string_append_printf(text, "\n\n%s", quote);
    g_string_append(html, shown);
    return true;
}

bool
message_below(Db *tx, const Draft *draft, const Conversation *conversation,
              const Envelope *envelope, char **ret_text, char **ret_html, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) html = g_string_new(NULL);

    if ((draft->sign && !add_signature(tx, conversation, envelope, text, html, error)) ||
        (draft->quote && !add_quote(tx, draft, conversation, envelope, text, html, error)))
        return false;
    *ret_text = g_string_free(g_steal_pointer(&text), FALSE);
    *ret_html = g_string_free(g_steal_pointer(&html), FALSE);
    return true;
}
