#include "channel/mail/mail-body.h"

#include "base/limits.h"
#include "base/text.h"
#include "channel/mail/mail-bounds.h"
#include "channel/mail/mail-charset.h"
#include "channel/mail/mail-file.h"
#include "channel/mail/mail-header.h"
#include "channel/mail/mail-parse.h"
#include "channel/mail/mail-repair.h"
#include "channel/mail/mail-text.h"
#include "channel/mail/mail-tnef.h"
#include "html/html.h"

#include <string.h>

/* A piece of what is shown, in the order of the mail: as text, as HTML, or as both when the mail
 * gives both. */
typedef struct {
    char *text;
    char *html;
} Piece;

typedef struct {
    Incoming *incoming;
    guint parts;
    gsize text_left, html_left;
} Reading;

static void read_part(Reading *reading, GMimeObject *part, GPtrArray *pieces, int depth);

static void
piece_free(void *data)
{
    Piece *piece = data;

    g_free(piece->text);
    g_free(piece->html);
    g_free(piece);
}

static GPtrArray *
pieces_new(void)
{
    return g_ptr_array_new_with_free_func(piece_free);
}

GByteArray *
mail_part_bytes(GMimePart *part, gsize max, bool *ret_cut)
{
    GMimeDataWrapper *content = g_mime_part_get_content(part);
    GByteArray *bytes = g_byte_array_sized_new(256); /* data is never NULL */
    GMimeStream *stream;

    if (content == NULL)
        return bytes;
    stream = g_mime_stream_mem_new_with_byte_array(bytes);
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
    (void)g_mime_data_wrapper_write_to_stream(content, stream);
    g_object_unref(stream);
    *ret_cut = bytes->len > max;
    if (*ret_cut)
        g_byte_array_set_size(bytes, (guint)max);
    return bytes;
}

/* The character set that an HTML page declares in its first lines; NULL. Owned by the caller. */
static char *
meta_charset(const GByteArray *bytes)
{
    gsize look = MIN(bytes->len, 2048);
    g_autofree char *head = g_ascii_strdown((const char *)bytes->data, (gssize)look);
    const char *meta = strstr(head, "<meta");
    const char *charset = meta != NULL ? strstr(meta, "charset=") : NULL;

    if (charset == NULL)
        return NULL;
    charset += strlen("charset=");
    charset += strspn(charset, "\"' ");
    return g_strndup(charset, strcspn(charset, "\"'>;/ \t\r\n"));
}

static char *
part_text(Reading *reading, GMimePart *part, bool is_html, gsize *left)
{
    GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
    const char *charset = g_mime_content_type_get_parameter(type, "charset");
    bool cut = false;
    g_autoptr(GByteArray) bytes = mail_part_bytes(part, *left, &cut);
    g_autofree char *meta = NULL;
    const char *note;
    char *text;

    if (bytes->len == 0)
        return g_strdup("");
    if (is_html && charset == NULL)
        charset = meta = meta_charset(bytes);
    text = mail_decode((const char *)bytes->data, bytes->len, charset, &note);
    if (note != NULL)
        mail_note(reading->incoming, note);
    if (cut)
        mail_note(reading->incoming, "its text is too long: the end is only in the source");
    *left -= MIN(bytes->len, *left);
    return text;
}

static bool
is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n\xA0\xC2")] == '\0';
}

static bool
is_enriched(GMimeContentType *type)
{
    return g_mime_content_type_is_type(type, "text", "enriched") ||
           g_mime_content_type_is_type(type, "text", "richtext");
}

/* A text as it is to be read, whatever way it was written for. */
static void
settle_text(GMimeContentType *type, Piece *piece)
{
    const char *format = g_mime_content_type_get_parameter(type, "format");
    const char *delsp = g_mime_content_type_get_parameter(type, "delsp");
    char *changed = NULL;

    if (mail_text_is_page(piece->text)) {
        piece->html = g_steal_pointer(&piece->text);
        return;
    }
    if (is_enriched(type))
        changed = mail_text_enriched(piece->text);
    else if (format != NULL && g_ascii_strcasecmp(format, "flowed") == 0)
        changed =
            mail_text_flowed(piece->text, delsp != NULL && g_ascii_strcasecmp(delsp, "yes") == 0);
    if (changed != NULL) {
        g_free(piece->text);
        piece->text = changed;
    }
}

static void
add_text(Reading *reading, GMimePart *part, GPtrArray *pieces)
{
    GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(part));
    Piece *piece = g_new0(Piece, 1);

    if (g_mime_content_type_is_type(type, "text", "html")) {
        piece->html = part_text(reading, part, true, &reading->html_left);
    } else {
        piece->text = part_text(reading, part, false, &reading->text_left);
        settle_text(type, piece);
    }
    g_ptr_array_add(pieces, piece);
}

static bool
any_text(const GPtrArray *pieces)
{
    for (guint i = 0; i < pieces->len; i++) {
        const Piece *piece = pieces->pdata[i];

        if (piece->html != NULL || !is_blank(piece->text))
            return true;
    }
    return false;
}

/* A package of Outlook's is kept as it came too: who has Outlook can open it. */
static void
add_file(Reading *reading, GMimeObject *part, GPtrArray *pieces)
{
    GPtrArray *files = reading->incoming->files;
    g_autofree char *text = NULL;
    const void *bytes;
    gsize size;

    mail_add_file(reading->incoming, part);
    bytes = g_bytes_get_data(((ChannelFile *)files->pdata[files->len - 1])->bytes, &size);
    if (!mail_tnef_is(bytes, size))
        return;
    text = mail_tnef_read(reading->incoming, bytes, size);
    mail_note(reading->incoming, "the files in its winmail.dat were taken out");
    if (text != NULL && !is_blank(text) && !any_text(pieces)) {
        Piece *piece = g_new0(Piece, 1);

        piece->text = g_steal_pointer(&text);
        g_ptr_array_add(pieces, piece);
    }
}

/* Whether a text part is there to be read with the mail, not to be saved. */
static bool
is_shown(GMimeObject *part, const GPtrArray *pieces)
{
    GMimeContentType *type = g_mime_object_get_content_type(part);
    GMimeContentDisposition *disposition = g_mime_object_get_content_disposition(part);
    const char *word =
        disposition != NULL ? g_mime_content_disposition_get_disposition(disposition) : NULL;
    bool plain =
        type == NULL || g_mime_content_type_is_type(type, "text", "plain") || is_enriched(type);

    if (!GMIME_IS_PART(part))
        return false;
    if (!plain && !g_mime_content_type_is_type(type, "text", "html"))
        return false;
    if (word != NULL && g_ascii_strcasecmp(word, "attachment") == 0)
        return false;
    /* A named part is a file, unless it is all that there is to read. */
    return g_mime_part_get_filename(GMIME_PART(part)) == NULL || pieces->len == 0;
}

static char *
join(const GPtrArray *pieces, bool html)
{
    GString *all = g_string_new(NULL);

    for (guint i = 0; i < pieces->len; i++) {
        const Piece *piece = pieces->pdata[i];
        g_autofree char *made = NULL;
        const char *own = html ? piece->html : piece->text;

        if (own == NULL && html)
            own = made = html_from_text(piece->text);
        else if (own == NULL)
            own = made = html_to_text(piece->html, strlen(piece->html), LIMIT_TEXT, NULL);
        if (own[0] == '\0')
            continue;
        if (all->len > 0 && all->str[all->len - 1] != '\n')
            g_string_append_c(all, '\n');
        g_string_append(all, own);
    }
    return g_string_free(all, FALSE);
}

static bool
any_html(const GPtrArray *pieces)
{
    for (guint i = 0; i < pieces->len; i++)
        if (((Piece *)pieces->pdata[i])->html != NULL)
            return true;
    return false;
}

/* The same thing said several ways: the last one with HTML, and the text of one without, become one
 * piece. */
static void
read_alternatives(Reading *reading, GMimeMultipart *multipart, GPtrArray *pieces, int depth)
{
    int n = g_mime_multipart_get_count(multipart);
    g_autoptr(GPtrArray) rich = NULL;
    g_autofree char *text = NULL;
    Piece *piece;

    for (int i = 0; i < n; i++) {
        GMimeObject *part = g_mime_multipart_get_part(multipart, i);
        g_autoptr(GPtrArray) way = pieces_new();

        if (text != NULL && is_enriched(g_mime_object_get_content_type(part)))
            add_file(reading, part, way); /* said already, in plainer words */
        else
            read_part(reading, part, way, depth + 1);
        if (way->len == 0)
            continue;
        if (any_html(way)) {
            g_clear_pointer(&rich, g_ptr_array_unref);
            rich = g_steal_pointer(&way);
        } else if (text == NULL || is_blank(text)) {
            g_free(text);
            text = join(way, false);
        }
    }
    if (text == NULL && rich == NULL)
        return;
    piece = g_new0(Piece, 1);
    if (rich != NULL)
        piece->html = join(rich, true);
    /* The text of a page costs as much as all the rest: only when nothing else says it. */
    if (text != NULL && (rich == NULL || (!is_blank(text) && !mail_text_is_stub(text)))) {
        piece->text = g_steal_pointer(&text);
    } else {
        g_autofree char *said = join(rich, false);

        piece->text = text != NULL && !is_blank(text) ? g_strconcat(said, "\n\n", text, NULL)
                                                      : g_steal_pointer(&said);
    }
    g_ptr_array_add(pieces, piece);
}

/* It announces parts and GMime found none: where they stand between lines that it does not name,
 * they are read all the same; else what stands there is its text. */
static void
read_broken(Reading *reading, GMimeMultipart *multipart, GPtrArray *pieces, int depth)
{
    const char *prologue = g_mime_multipart_get_prologue(multipart);
    g_autofree char *boundary = prologue != NULL ? mail_repair_boundary(prologue) : NULL;
    GMimeObject *mended =
        boundary != NULL && depth < LIMIT_MAIL_DEPTH ? mail_parse_parts(prologue, boundary) : NULL;
    Piece *piece;

    if (mended != NULL) {
        mail_note(reading->incoming, "what separates its parts was guessed");
        read_part(reading, mended, pieces, depth + 1);
        g_object_unref(mended);
        return;
    }
    piece = g_new0(Piece, 1);
    piece->text = mail_decode(prologue != NULL ? prologue : "",
                              prologue != NULL ? strlen(prologue) : 0, NULL, NULL);
    g_ptr_array_add(pieces, piece);
    mail_note(reading->incoming, "its parts could not be told apart");
}

static void
read_multipart(Reading *reading, GMimeMultipart *multipart, GPtrArray *pieces, int depth)
{
    GMimeContentType *type = g_mime_object_get_content_type(GMIME_OBJECT(multipart));
    int n = g_mime_multipart_get_count(multipart);

    if (n == 0) {
        read_broken(reading, multipart, pieces, depth);
        return;
    }
    if (g_mime_content_type_is_type(type, "multipart", "alternative")) {
        read_alternatives(reading, multipart, pieces, depth);
        return;
    }
    for (int i = 0; i < n; i++)
        read_part(reading, g_mime_multipart_get_part(multipart, i), pieces, depth + 1);
}

static void
read_part(Reading *reading, GMimeObject *part, GPtrArray *pieces, int depth)
{
    if (depth > LIMIT_MAIL_DEPTH || ++reading->parts > LIMIT_MAIL_PARTS) {
        mail_note(reading->incoming, MAIL_NOTE_DEPTH);
        return;
    }
    if (GMIME_IS_MULTIPART(part))
        read_multipart(reading, GMIME_MULTIPART(part), pieces, depth);
    else if (is_shown(part, pieces))
        add_text(reading, GMIME_PART(part), pieces);
    else
        add_file(reading, part, pieces);
}

void
mail_read_body(Incoming *incoming, GMimeMessage *message)
{
    Reading reading = {
        .incoming = incoming,
        .text_left = LIMIT_TEXT,
        .html_left = LIMIT_HTML,
    };
    GMimeObject *root = g_mime_message_get_mime_part(message);
    g_autoptr(GPtrArray) pieces = pieces_new();
    g_autofree char *text = NULL;

    if (root == NULL)
        return;
    read_part(&reading, root, pieces, 0);
    text = join(pieces, false);
    g_strchomp(text);
    g_free(incoming->text);
    incoming->text =
        strlen(text) > LIMIT_TEXT ? text_clip(text, LIMIT_TEXT) : g_steal_pointer(&text);
    if (any_html(pieces)) {
        g_autofree char *html = join(pieces, true);

        incoming->html =
            strlen(html) > LIMIT_HTML ? text_clip(html, LIMIT_HTML) : g_steal_pointer(&html);
    }
}
