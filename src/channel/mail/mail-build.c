#include "channel/mail/mail-build.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "channel/mail/mail-parse.h"
#include "channel/mail/mail-token.h"

#include <gmime/gmime.h>
#include <string.h>

#define PLAIN_LINE_MAX 78
#define REFERENCES_MAX                                                                             \
    20 /* the first of the thread and the last ones: longer lines are refused by some servers */

static bool
add_address(GMimeMessage *message, GMimeAddressType type, const char *name, const char *address,
            const char *field, GError **error)
{
    g_autofree char *known = text_email(address);
    g_autofree char *line = name != NULL ? text_line(name) : NULL;

    if (known == NULL)
        return error_set_field(error, APP_ERROR_INVALID, field, "not an address we can write to");
    g_mime_message_add_mailbox(message, type, line != NULL && line[0] != '\0' ? line : NULL, known);
    return true;
}

static bool
add_addresses(GMimeMessage *message, const Outgoing *outgoing, bool plus, GError **error)
{
    if (!add_address(message, GMIME_ADDRESS_TYPE_FROM, outgoing->from_name, outgoing->from_address,
                     "from", error))
        return false;
    for (const char *const *to = outgoing->to; to != NULL && *to != NULL; to++)
        if (!add_address(message, GMIME_ADDRESS_TYPE_TO,
                         to == outgoing->to ? outgoing->to_name : NULL, *to, "to", error))
            return false;
    for (const char *const *cc = outgoing->cc; cc != NULL && *cc != NULL; cc++)
        if (!add_address(message, GMIME_ADDRESS_TYPE_CC, NULL, *cc, "cc", error))
            return false;
    if (outgoing->to == NULL || outgoing->to[0] == NULL)
        return error_set_field(error, APP_ERROR_INVALID, "to", "nobody to write to");
    if (plus && outgoing->thread_token != NULL) {
        g_autofree char *answers =
            mail_token_address(outgoing->from_address, outgoing->thread_token);

        return add_address(message, GMIME_ADDRESS_TYPE_REPLY_TO, outgoing->from_name, answers,
                           "from", error);
    }
    return true;
}

/* An id of somebody else's mail, fit to stand between our brackets. */
static bool
is_id(const char *id)
{
    if (id[0] == '\0' || strlen(id) > 500)
        return false;
    for (; *id != '\0'; id++)
        if ((unsigned char)*id <= ' ' || *id == 0x7F || *id == '<' || *id == '>')
            return false;
    return true;
}

static void
add_references(GMimeMessage *message, const char *const *references)
{
    g_autoptr(GString) line = g_string_new(NULL);
    g_autofree char *nearest = NULL;
    size_t n = 0;

    for (; references != NULL && references[n] != NULL; n++)
        ;
    for (size_t i = 0; i < n; i++) {
        if ((i > 0 && i + REFERENCES_MAX < n) || !is_id(references[i]))
            continue;
        g_string_append_printf(line, "%s<%s>", line->len > 0 ? " " : "", references[i]);
        g_free(nearest);
        nearest = g_strdup_printf("<%s>", references[i]);
    }
    if (nearest == NULL)
        return;
    g_mime_object_set_header(GMIME_OBJECT(message), "In-Reply-To", nearest, NULL);
    g_mime_object_set_header(GMIME_OBJECT(message), "References", line->str, NULL);
}

/* RFC 2369, and RFC 8058: mail programs offer a button that sends a POST there. */
static void
add_unsubscribe(GMimeMessage *message, const char *url)
{
    g_autofree char *value = url != NULL ? g_strdup_printf("<%s>", url) : NULL;

    if (url == NULL || !is_id(url))
        return;
    g_mime_object_set_header(GMIME_OBJECT(message), "List-Unsubscribe", value, NULL);
    if (g_str_has_prefix(url, "https://")) /* RFC 8058 asks for it */
        g_mime_object_set_header(GMIME_OBJECT(message), "List-Unsubscribe-Post",
                                 "List-Unsubscribe=One-Click", NULL);
}

static bool
add_headers(GMimeMessage *message, const Outgoing *outgoing, bool plus, GError **error)
{
    g_autofree char *subject = text_line(outgoing->subject != NULL ? outgoing->subject : "");
    g_autofree char *clipped = text_clip(subject, LIMIT_SUBJECT);
    g_autoptr(GDateTime) date = g_date_time_new_from_unix_local(outgoing->at / 1000);

    if (outgoing->external_id == NULL || !is_id(outgoing->external_id))
        return error_set_field(error, APP_ERROR_INVALID, "external_id", "not a Message-ID");
    if (!add_addresses(message, outgoing, plus, error))
        return false;
    g_mime_message_set_subject(message, clipped, "utf-8");
    g_mime_message_set_message_id(message, outgoing->external_id);
    if (date != NULL)
        g_mime_message_set_date(message, date);
    add_references(message, outgoing->references);
    if (outgoing->language != NULL && strlen(outgoing->language) == 2)
        g_mime_object_set_header(GMIME_OBJECT(message), "Content-Language", outgoing->language,
                                 NULL);
    if (outgoing->automatic) {
        /* Machines that read this do not answer it. */
        g_mime_object_set_header(GMIME_OBJECT(message), "Auto-Submitted", "auto-generated", NULL);
        g_mime_object_set_header(GMIME_OBJECT(message), "X-Auto-Response-Suppress", "All", NULL);
    }
    add_unsubscribe(message, outgoing->unsubscribe);
    return true;
}

/* Plain ASCII in short lines goes as it is, what is mostly other letters in base 64, the rest
 * quoted: people look at sources, and every server on the way takes all three (RFC 5322 ends lines
 * at 998 bytes; a line that begins with "From " is changed by some). */
static GMimeContentEncoding
encoding_of(const char *text)
{
    gsize size = strlen(text), other = 0, line = 0;
    bool fits = !g_str_has_prefix(text, "From ") && strstr(text, "\nFrom ") == NULL;

    for (gsize i = 0; i < size; i++) {
        other += (unsigned char)text[i] >= 0x80;
        line = text[i] == '\n' ? 0 : line + 1;
        fits = fits && line <= PLAIN_LINE_MAX && text[i] != '\r';
    }
    if (other > size / 3)
        return GMIME_CONTENT_ENCODING_BASE64;
    return other == 0 && fits ? GMIME_CONTENT_ENCODING_7BIT
                              : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
}

static void
set_content(GMimePart *part, const char *bytes, gsize size, GMimeContentEncoding encoding)
{
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, size);
    GMimeDataWrapper *content =
        g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);

    g_mime_part_set_content(part, content);
    g_mime_part_set_content_encoding(part, encoding);
    g_object_unref(content);
    g_object_unref(stream);
}

/* UTF-8 always: GMime's own choice of a charset would depend on the text. */
static GMimeObject *
text_part(const char *subtype, const char *text)
{
    GMimePart *part = g_mime_part_new_with_type("text", subtype);

    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
    set_content(part, text, strlen(text), encoding_of(text));
    return GMIME_OBJECT(part);
}

static GMimeObject *
file_part(const ChannelFile *file)
{
    g_auto(GStrv) type = g_strsplit(file->type, "/", 2);
    bool typed = type[0] != NULL && type[1] != NULL &&
                 g_ascii_strcasecmp(type[0], "multipart") != 0 &&
                 g_ascii_strcasecmp(type[0], "message") != 0;
    GMimePart *part = g_mime_part_new_with_type(typed ? type[0] : "application",
                                                typed ? type[1] : "octet-stream");
    g_autofree char *name = text_line(file->name);
    gsize size;
    const char *bytes = g_bytes_get_data(file->bytes, &size);

    set_content(part, bytes != NULL ? bytes : "", size, GMIME_CONTENT_ENCODING_BASE64);
    g_mime_object_set_disposition(GMIME_OBJECT(part), file->is_inline
                                                          ? GMIME_DISPOSITION_INLINE
                                                          : GMIME_DISPOSITION_ATTACHMENT);
    g_mime_part_set_filename(part, name);
    if (file->content_id != NULL && is_id(file->content_id))
        g_mime_part_set_content_id(part, file->content_id);
    return GMIME_OBJECT(part);
}

/* Puts parts in a multipart of a subtype; takes them. */
static GMimeMultipart *
multipart(const char *subtype, GMimeObject *first)
{
    GMimeMultipart *whole = g_mime_multipart_new_with_subtype(subtype);

    g_mime_multipart_add(whole, first);
    g_object_unref(first);
    return whole;
}

static void
append(GMimeMultipart *whole, GMimeObject *part)
{
    g_mime_multipart_add(whole, part);
    g_object_unref(part);
}

static bool
is_shown_in_html(const ChannelFile *file)
{
    return file->is_inline && file->content_id != NULL;
}

/* The HTML with the images it shows. */
static GMimeObject *
html_part(const Outgoing *outgoing)
{
    GMimeObject *html = text_part("html", outgoing->html);
    GMimeMultipart *related = NULL;

    for (guint i = 0; outgoing->files != NULL && i < outgoing->files->len; i++) {
        if (!is_shown_in_html(outgoing->files->pdata[i]))
            continue;
        if (related == NULL)
            related = multipart("related", html);
        append(related, file_part(outgoing->files->pdata[i]));
    }
    return related != NULL ? GMIME_OBJECT(related) : html;
}

static GMimeObject *
body(const Outgoing *outgoing)
{
    GMimeObject *content = text_part("plain", outgoing->text != NULL ? outgoing->text : "");
    GMimeMultipart *mixed = NULL;

    if (outgoing->html != NULL) {
        GMimeMultipart *ways = multipart("alternative", content);

        append(ways, html_part(outgoing));
        content = GMIME_OBJECT(ways);
    }
    for (guint i = 0; outgoing->files != NULL && i < outgoing->files->len; i++) {
        const ChannelFile *file = outgoing->files->pdata[i];

        if (outgoing->html != NULL && is_shown_in_html(file))
            continue;
        if (mixed == NULL)
            mixed = multipart("mixed", content);
        append(mixed, file_part(file));
    }
    return mixed != NULL ? GMIME_OBJECT(mixed) : content;
}

static GBytes *
write_message(GMimeMessage *message)
{
    GMimeFormatOptions *format = g_mime_format_options_new();
    GByteArray *bytes = g_byte_array_new();
    GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(bytes);

    g_mime_format_options_set_newline_format(format, GMIME_NEWLINE_FORMAT_DOS);
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
    (void)g_mime_object_write_to_stream(GMIME_OBJECT(message), format, stream);
    g_object_unref(stream);
    g_mime_format_options_free(format);
    return g_byte_array_free_to_bytes(bytes);
}

static GBytes *
build(const Outgoing *outgoing, bool plus, GMimeObject *content, GError **error)
{
    GMimeMessage *message = g_mime_message_new(TRUE);
    GBytes *bytes = NULL;

    if (add_headers(message, outgoing, plus, error)) {
        g_mime_message_set_mime_part(message, content);
        bytes = write_message(message);
    }
    g_object_unref(content);
    g_object_unref(message);
    return bytes;
}

GBytes *
mail_build(const Outgoing *outgoing, bool plus, GError **error)
{
    mail_gmime_start();
    return build(outgoing, plus, body(outgoing), error);
}

/* As it came: RFC 2046, 5.2.1, lets no encoding stand around it. */
static GMimeObject *
mail_part(GBytes *mail)
{
    GMimePart *part = g_mime_part_new_with_type("message", "rfc822");
    gsize size;
    const char *bytes = g_bytes_get_data(mail, &size);

    set_content(part, bytes != NULL ? bytes : "", size, GMIME_CONTENT_ENCODING_BINARY);
    return GMIME_OBJECT(part);
}

GBytes *
mail_build_bundle(const Outgoing *outgoing, GBytes *const *mails, size_t n_mails, GError **error)
{
    GMimeMultipart *whole;

    mail_gmime_start();
    whole = multipart("mixed", body(outgoing));
    for (size_t i = 0; i < n_mails; i++)
        append(whole, mail_part(mails[i]));
    return build(outgoing, false, GMIME_OBJECT(whole), error);
}
