#include "channel/mail/mail-parse.h"

#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "channel/mail/mail-body.h"
#include "channel/mail/mail-bounds.h"
#include "channel/mail/mail-charset.h"
#include "channel/mail/mail-header.h"
#include "channel/mail/mail-kind.h"
#include "channel/mail/mail-language.h"
#include "channel/mail/mail-quote.h"
#include "channel/mail/mail-repair.h"
#include "channel/mail/mail-uu.h"
#include "channel/mail/mail.h"

#include <pthread.h>
#include <string.h>

void
mail_gmime_start(void)
{
    static pthread_once_t started = PTHREAD_ONCE_INIT; /* not GLib's, see HACKING.md */

    pthread_once(&started, g_mime_init);
}

/* A mail as a parser likes it: without what some programs put before its first header, its lines
 * ended by LF even if they were ended by CR alone. The parts of a tree point into it. */
typedef struct {
    GByteArray bytes; /* borrowed, from source or from changed */
    char *changed;
    bool mended; /* its headers had no end */
} Raw;

static void
skip_to_headers(Raw *raw)
{
    const char *at = (const char *)raw->bytes.data;
    const char *end = at + raw->bytes.len;

    if (end - at >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
        at += 3;
    while (at < end && g_ascii_isspace(*at))
        at++;
    if (end - at > 6 && (memcmp(at, "From ", 5) == 0 || memcmp(at, ">From ", 6) == 0)) {
        const char *line = memchr(at, '\n', (gsize)(end - at));

        at = line != NULL ? line + 1 : at;
    }
    raw->bytes = (GByteArray){.data = (guint8 *)(gsize)at, .len = (guint)(end - at)};
}

/* What stands behind the headers is its text, even when no empty line is between. */
static void
end_headers(Raw *raw)
{
    gsize end = mail_repair_header_end((const char *)raw->bytes.data, raw->bytes.len);
    GString *whole;

    if (end == 0)
        return;
    whole = g_string_sized_new(raw->bytes.len + 2);
    g_string_append_len(whole, (const char *)raw->bytes.data, (gssize)end);
    g_string_append_c(whole, '\n');
    g_string_append_len(whole, (const char *)raw->bytes.data + end, (gssize)(raw->bytes.len - end));
    raw->bytes.len = (guint)whole->len;
    g_free(raw->changed);
    raw->changed = g_string_free(whole, FALSE);
    raw->bytes.data = (guint8 *)raw->changed;
    raw->mended = true;
}

static void
raw_init(Raw *raw, const char *bytes, gsize size)
{
    *raw = (Raw){.bytes = {.data = (guint8 *)(gsize)bytes, .len = (guint)size}};
    if (memchr(bytes, '\r', MIN(size, 4096)) != NULL && memchr(bytes, '\n', size) == NULL) {
        raw->changed = g_strdelimit(g_strndup(bytes, size), "\r", '\n');
        raw->bytes.data = (guint8 *)raw->changed;
        raw->bytes.len = (guint)strlen(raw->changed);
    }
    skip_to_headers(raw);
    end_headers(raw);
}

static void
raw_clear(Raw *raw)
{
    g_free(raw->changed);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Raw, raw_clear)

/* A parser of bytes that outlive it. The caller unrefs it. */
static GMimeParser *
parser_of(GByteArray *bytes)
{
    GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(bytes);
    GMimeParser *parser;

    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
    parser = g_mime_parser_new_with_stream(stream);
    g_object_unref(stream);
    return parser;
}

static GMimeMessage *
parse_tree(Raw *raw)
{
    GMimeParser *parser = parser_of(&raw->bytes);
    GMimeMessage *message;

    g_mime_parser_set_persist_stream(parser, TRUE);
    message = g_mime_parser_construct_message(parser, NULL);
    g_object_unref(parser);
    return message;
}

GMimeObject *
mail_parse_parts(const char *text, const char *boundary)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_autofree char *head =
        g_strdup_printf("Content-Type: multipart/mixed; boundary=\"%s\"\n\n", boundary);
    GMimeParser *parser;
    GMimeObject *parts;

    if (strpbrk(boundary, "\"\\") != NULL)
        return NULL;
    g_byte_array_append(bytes, (const guint8 *)head, (guint)strlen(head));
    g_byte_array_append(bytes, (const guint8 *)text, (guint)strlen(text));
    parser = parser_of(bytes);
    g_mime_parser_set_persist_stream(parser, FALSE);
    parts = g_mime_parser_construct_part(parser, NULL);
    g_object_unref(parser);
    if (parts != NULL &&
        (!GMIME_IS_MULTIPART(parts) || g_mime_multipart_get_count(GMIME_MULTIPART(parts)) == 0))
        g_clear_object(&parts);
    return parts;
}

/* Nothing of it could be read: what is there is shown as it stands. */
static void
read_as_text(Incoming *incoming, const Raw *raw)
{
    mail_note(incoming, "it could not be read as a mail");
    g_free(incoming->text);
    incoming->text = mail_decode((const char *)raw->bytes.data,
                                 MIN(raw->bytes.len, (guint)LIMIT_TEXT / 4), NULL, NULL);
}

/* What is the same in two copies of a mail, whatever servers added on their way: who wrote when,
 * and all that is shown or carried. Each piece goes in with its end, so that nothing can move from
 * one to the next. */
static char *
content_hash(const Incoming *incoming, const MailHeaders *headers)
{
    GString *all = g_string_sized_new(strlen(incoming->text) + 512);
    char hex[HASH_HEX_SIZE];

    g_string_append_printf(all, "%s%c%s%c%" G_GINT64_FORMAT "%c",
                           headers->message_id != NULL ? headers->message_id : "", 0,
                           incoming->from.address, 0, incoming->sent_at, 0);
    g_string_append_len(all, incoming->subject, (gssize)strlen(incoming->subject) + 1);
    g_string_append_len(all, incoming->text, (gssize)strlen(incoming->text) + 1);
    if (incoming->html != NULL)
        g_string_append_len(all, incoming->html, (gssize)strlen(incoming->html) + 1);
    for (guint i = 0; i < incoming->files->len; i++) {
        const ChannelFile *file = incoming->files->pdata[i];
        gsize size;
        const void *bytes = g_bytes_get_data(file->bytes, &size);

        hash_sha256_hex(bytes, size, hex);
        g_string_append(all, hex);
    }
    hash_sha256_hex(all->str, all->len, hex);
    g_string_free(all, TRUE);
    return g_strdup(hex);
}

static void
finish(Incoming *incoming, MailHeaders *headers)
{
    g_autofree char *bare = mail_uu_take(incoming, incoming->text);

    incoming->reply = mail_reply(bare != NULL ? bare : incoming->text);
    if (incoming->reply == NULL && bare != NULL && bare[strspn(bare, " \n")] != '\0')
        incoming->reply = g_strchomp(g_steal_pointer(&bare));
    incoming->language =
        g_strdup(mail_language(incoming->reply != NULL ? incoming->reply : incoming->text));
    incoming->content_hash = content_hash(incoming, headers);
    if (headers->message_id != NULL) {
        incoming->external_id = g_strdup(headers->message_id);
    } else {
        incoming->external_id = g_strdup_printf("%.32s@missing.invalid", incoming->content_hash);
        mail_note(incoming, "it had no Message-ID: one was made");
    }
}

Incoming *
mail_parse_with_headers(GBytes *source, MailHeaders *ret_headers)
{
    gsize size;
    const char *bytes = g_bytes_get_data(source, &size);
    Incoming *incoming = incoming_new("mail");
    g_auto(Raw) raw = {.changed = NULL};
    GMimeMessage *message;
    const char *reason;

    mail_gmime_start();
    incoming->source = g_bytes_ref(source);
    if (!mail_within_bounds(bytes, size, &reason)) {
        mail_note(incoming, reason);
        size = MIN(size, (gsize)LIMIT_MAIL_HEADERS);
    }
    raw_init(&raw, bytes != NULL ? bytes : "", size);
    message = parse_tree(&raw);
    if (message != NULL &&
        g_mime_header_list_get_count(g_mime_object_get_header_list(GMIME_OBJECT(message))) > 0) {
        if (raw.mended)
            mail_note(incoming, "nothing stands between its headers and its text");
        mail_read_headers(incoming, message, ret_headers);
        mail_read_body(incoming, message);
        mail_tell_kind(incoming, message);
    } else {
        read_as_text(incoming, &raw);
    }
    finish(incoming, ret_headers);
    g_clear_object(&message);
    return incoming;
}

Incoming *
mail_parse(GBytes *source)
{
    g_auto(MailHeaders) headers = {.message_id = NULL};

    return mail_parse_with_headers(source, &headers);
}
