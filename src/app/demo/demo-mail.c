#include "app/demo/demo-mail.h"

#include "app/demo/demo-cast.h"
#include "app/demo/demo-file.h"

#include <string.h>

static GDateTime *
in_paris(int64_t at)
{
    g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Paris");
    g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(at / 1000);

    return g_date_time_to_timezone(utc, zone);
}

/* A header's words (RFC 2047). Owned by the caller. */
static char *
header_word(const char *text)
{
    g_autofree char *packed = NULL;

    if (g_str_is_ascii(text))
        return g_strdup(text);
    packed = g_base64_encode((const guchar *)text, strlen(text));
    return g_strdup_printf("=?UTF-8?B?%s?=", packed);
}

static void
append_base64(GString *out, const void *bytes, gsize size)
{
    g_autofree char *packed = g_base64_encode(bytes, size);

    for (gsize i = 0, all = strlen(packed); i < all; i += 76)
        g_string_append_printf(out, "%.76s\r\n", packed + i);
}

static void
append_text_part(GString *out, const char *type, const char *text)
{
    g_string_append_printf(out,
                           "Content-Type: %s; charset=utf-8\r\n"
                           "Content-Transfer-Encoding: base64\r\n\r\n",
                           type);
    append_base64(out, text, strlen(text));
}

static void
append_file_part(GString *out, const char *type, const char *name, const char *extra, GBytes *file)
{
    gsize size;
    const void *bytes = g_bytes_get_data(file, &size);

    g_string_append_printf(out,
                           "Content-Type: %s; name=\"%s\"\r\n"
                           "Content-Transfer-Encoding: base64\r\n%s\r\n",
                           type, name, extra);
    append_base64(out, bytes, size);
}

static void
append_headers(GString *out, const DemoMail *mail)
{
    g_autoptr(GDateTime) at = in_paris(mail->at);
    g_autofree char *date = g_date_time_format(at, "%a, %d %b %Y %H:%M:%S %z");
    g_autofree char *name = header_word(mail->from_name);
    g_autofree char *subject = header_word(mail->subject);

    g_string_append_printf(out,
                           "From: %s <%s>\r\nTo: <%s>\r\nSubject: %s\r\nDate: %s\r\n"
                           "Message-ID: <%s>\r\nMIME-Version: 1.0\r\n",
                           name, mail->from_address, mail->to, subject, date, mail->message_id);
    if (mail->in_reply_to != NULL)
        g_string_append_printf(out, "In-Reply-To: <%s>\r\nReferences: <%s>\r\n", mail->in_reply_to,
                               mail->in_reply_to);
    if (mail->by == DEMO_BY_MACHINE_AWAY)
        g_string_append(out, "Auto-Submitted: auto-replied\r\nPrecedence: bulk\r\n");
    if (mail->by == DEMO_BY_LIST)
        g_string_append(out, "List-Id: <lettre.federation-autonomie.example>\r\n"
                             "List-Unsubscribe: <mailto:stop@federation-autonomie.example>\r\n"
                             "Precedence: list\r\n");
}

/* The text as a mail program formats it, under a logo that travels inside the mail. Owned by the
 * caller. */
static char *
as_html(const char *text)
{
    g_auto(GStrv) paragraphs = g_strsplit(text, "\n\n", -1);
    GString *html = g_string_new("<!DOCTYPE html><html><body style=\"font-family:sans-serif;"
                                 "color:#222\"><p><img src=\"cid:logo@demo\" width=\"48\" "
                                 "height=\"48\" alt=\"\"></p>");

    for (char **paragraph = paragraphs; *paragraph != NULL; paragraph++) {
        g_autofree char *safe = g_markup_escape_text(*paragraph, -1);
        g_auto(GStrv) lines = g_strsplit(safe, "\n", -1);
        g_autofree char *broken = g_strjoinv("<br>", lines);

        g_string_append_printf(html, "<p>%s</p>", broken);
    }
    g_string_append(html, "</body></html>\n");
    return g_string_free(html, FALSE);
}

/* The body: plain text, or text and HTML side by side with the picture the HTML shows. */
static void
append_body(GString *out, const DemoMail *mail)
{
    g_autofree char *html = NULL;
    g_autoptr(GBytes) logo = NULL;

    if ((mail->with & WITH_HTML) == 0) {
        append_text_part(out, "text/plain", mail->text);
        return;
    }
    html = as_html(mail->text);
    logo = demo_logo();
    g_string_append(out, "Content-Type: multipart/related; boundary=\"demo-related\"\r\n\r\n"
                         "--demo-related\r\n"
                         "Content-Type: multipart/alternative; boundary=\"demo-both\"\r\n\r\n"
                         "--demo-both\r\n");
    append_text_part(out, "text/plain", mail->text);
    g_string_append(out, "\r\n--demo-both\r\n");
    append_text_part(out, "text/html", html);
    g_string_append(out, "\r\n--demo-both--\r\n\r\n--demo-related\r\n");
    append_file_part(out, "image/png", "logo.png",
                     "Content-ID: <logo@demo>\r\nContent-Disposition: inline\r\n", logo);
    g_string_append(out, "\r\n--demo-related--\r\n");
}

GBytes *
demo_mail(const DemoMail *mail)
{
    GString *out = g_string_new(NULL);

    append_headers(out, mail);
    if ((mail->with & (WITH_PDF | WITH_PICTURE)) == 0) {
        append_body(out, mail);
        return g_string_free_to_bytes(out);
    }
    g_string_append(out, "Content-Type: multipart/mixed; boundary=\"demo-mixed\"\r\n\r\n"
                         "--demo-mixed\r\n");
    append_body(out, mail);
    if ((mail->with & WITH_PDF) != 0) {
        g_autoptr(GBytes) pdf = demo_pdf(mail->subject, mail->text);

        g_string_append(out, "\r\n--demo-mixed\r\n");
        append_file_part(out, "application/pdf", mail->file_name,
                         "Content-Disposition: attachment\r\n", pdf);
    }
    if ((mail->with & WITH_PICTURE) != 0) {
        g_autoptr(GBytes) picture = demo_picture(mail->seed);

        g_string_append(out, "\r\n--demo-mixed\r\n");
        append_file_part(out, "image/png", "photo.png", "Content-Disposition: attachment\r\n",
                         picture);
    }
    g_string_append(out, "\r\n--demo-mixed--\r\n");
    return g_string_free_to_bytes(out);
}

GBytes *
demo_bounce(const char *address, const char *message_id, int64_t at)
{
    GString *out = g_string_new(NULL);
    g_autofree char *text = g_strdup_printf(
        "This is the mail system at host mx.poste.example.\n\nI'm sorry to have to inform you that "
        "your message could not be delivered.\n\n<%s>: host mx.poste.example said: 550 5.1.1 "
        "User unknown\n",
        address);
    g_autofree char *own_id = g_strdup_printf("bounce.%s", message_id);
    const DemoMail head = {
        .from_name = "Mail Delivery System",
        .from_address = "mailer-daemon@poste.example",
        .to = DEMO_CONTACT,
        .subject = "Undelivered Mail Returned to Sender",
        .message_id = own_id,
        .at = at,
    };

    g_string_append(out, "Return-Path: <>\r\n");
    append_headers(out, &head);
    g_string_append(out, "Auto-Submitted: auto-replied\r\n"
                         "Content-Type: multipart/report; report-type=delivery-status; "
                         "boundary=\"demo-report\"\r\n\r\n--demo-report\r\n");
    append_text_part(out, "text/plain", text);
    g_string_append_printf(out,
                           "\r\n--demo-report\r\nContent-Type: message/delivery-status\r\n\r\n"
                           "Reporting-MTA: dns; mx.poste.example\r\n\r\n"
                           "Final-Recipient: rfc822; %s\r\nAction: failed\r\nStatus: 5.1.1\r\n"
                           "Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n"
                           "\r\n--demo-report\r\nContent-Type: text/rfc822-headers\r\n\r\n"
                           "Message-ID: <%s>\r\nTo: <%s>\r\n\r\n--demo-report--\r\n",
                           address, message_id, address);
    return g_string_free_to_bytes(out);
}

char *
demo_quote(const char *text, int64_t at)
{
    static const char *const days[] = {"lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."};
    static const char *const months[] = {"janv.", "févr.", "mars",  "avr.", "mai",  "juin",
                                         "juil.", "août",  "sept.", "oct.", "nov.", "déc."};
    g_autoptr(GDateTime) then = in_paris(at);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    GString *quote = g_string_new(NULL);

    g_string_append_printf(
        quote, "\n\nLe %s %d %s %d à %02d:%02d, %s <%s> a écrit :\n",
        days[g_date_time_get_day_of_week(then) - 1], g_date_time_get_day_of_month(then),
        months[g_date_time_get_month(then) - 1], g_date_time_get_year(then),
        g_date_time_get_hour(then), g_date_time_get_minute(then), DEMO_ORGANISATION, DEMO_CONTACT);
    for (char **line = lines; *line != NULL; line++)
        g_string_append_printf(quote, "> %s\n", *line);
    return g_string_free(quote, FALSE);
}
