#include "conversation/message-quote.h"

#include "base/text.h"
#include "conversation/message-addresses.h"
#include "html/html.h"

#include <string.h>

static bool
is_english(const char *language)
{
    return g_strcmp0(language, "en") == 0;
}

static char *
time_words(int64_t at, const char *zone, const char *format)
{
    g_autoptr(GTimeZone) where = g_time_zone_new_identifier(zone);
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at / 1000);
    g_autoptr(GDateTime) local =
        where != NULL ? g_date_time_to_timezone(utc, where) : g_date_time_ref(utc);

    return g_date_time_format(local, format);
}

static void
append_person(GString *out, const ChannelAddress *address)
{
    if (address->name != NULL)
        g_string_append_printf(out, "%s <%s>", address->name, address->address);
    else
        g_string_append(out, address->address);
}

static void
append_persons(GString *out, const char *word, const GPtrArray *list)
{
    if (list->len == 0)
        return;
    g_string_append_printf(out, "%s ", word);
    for (guint i = 0; i < list->len; i++) {
        if (i > 0)
            g_string_append(out, ", ");
        append_person(out, list->pdata[i]);
    }
    g_string_append_c(out, '\n');
}

static char *
answer_head(const MessageView *view, const Addresses *addresses, bool english, const char *zone)
{
    GString *out = g_string_new(NULL);
    g_autofree char *when =
        time_words(view->sent_at != 0 ? view->sent_at : view->at, zone,
                   english ? "On %a, %b %-d, %Y at %H:%M, " : "Le %d/%m/%Y à %H:%M, ");

    g_string_append(out, when);
    if (addresses->from != NULL)
        append_person(out, addresses->from);
    g_string_append(out, english ? " wrote:\n" : " a écrit :\n");
    return g_string_free(out, FALSE);
}

static char *
forward_head(const MessageView *view, const Addresses *addresses, bool english, const char *zone)
{
    GString *out = g_string_new(english ? "---------- Forwarded message ----------\n"
                                        : "---------- Message transféré ----------\n");
    g_autofree char *when = time_words(view->sent_at != 0 ? view->sent_at : view->at, zone,
                                       english ? "%Y-%m-%d %H:%M" : "%d/%m/%Y %H:%M");

    if (addresses->from != NULL) {
        g_string_append(out, english ? "From: " : "De : ");
        append_person(out, addresses->from);
        g_string_append_c(out, '\n');
    }
    g_string_append_printf(out, "Date%s %s\n", english ? ":" : " :", when);
    g_string_append_printf(out, "%s %s\n", english ? "Subject:" : "Objet :",
                           view->subject != NULL ? view->subject : view->matter);
    append_persons(out, english ? "To:" : "À :", addresses->to);
    append_persons(out, english ? "Cc:" : "Copie :", addresses->cc);
    g_string_append_c(out, '\n');
    return g_string_free(out, FALSE);
}

static void
append_quoted(GString *out, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    for (char **line = lines; *line != NULL; line++)
        g_string_append_printf(out, "%s%s\n", (*line)[0] == '>' ? ">" : "> ", *line);
}

static char *
quote_head(const MessageView *view, bool forward, const char *language, const char *zone)
{
    g_autoptr(Addresses) addresses = addresses_read(view->addresses);

    return (forward ? forward_head : answer_head)(view, addresses, is_english(language), zone);
}

static char *
quoted_text(const MessageView *view, bool forward)
{
    return g_strstrip(g_strdup(forward || view->reply == NULL ? view->text : view->reply));
}

char *
message_quote(const MessageView *view, bool forward, const char *language, const char *zone,
              gsize max)
{
    g_autofree char *head = quote_head(view, forward, language, zone);
    g_autofree char *text = quoted_text(view, forward);
    g_autoptr(GString) out = g_string_new(head);

    if (forward)
        g_string_append(out, text);
    else
        append_quoted(out, text);
    while (out->len > 0 && out->str[out->len - 1] == '\n')
        g_string_truncate(out, out->len - 1);
    return text_clip(out->str, max);
}

char *
message_quote_html(const MessageView *view, bool forward, const char *language, const char *zone,
                   gsize max)
{
    g_autofree char *head = quote_head(view, forward, language, zone);
    g_autofree char *whole = quoted_text(view, forward);
    g_autofree char *text = text_clip(whole, max);
    g_autofree char *head_html = html_from_text(head);
    g_autofree char *text_html = html_from_text(text);

    return forward ? g_strconcat(head_html, text_html, NULL)
                   : g_strconcat(head_html, "<blockquote>", text_html, "</blockquote>", NULL);
}

char *
message_forward_html(const MessageView *view, const char *html, const char *language,
                     const char *zone)
{
    g_autofree char *head = quote_head(view, true, language, zone);
    g_autofree char *head_html = html_from_text(head);

    return g_strconcat(head_html, html, NULL);
}
