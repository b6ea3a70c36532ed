#include "channel/mail/mail-file.h"

#include "base/limits.h"
#include "base/media.h"
#include "base/text.h"
#include "channel/mail/mail-body.h"
#include "channel/mail/mail-header.h"

#include <string.h>

/* The endings of names that we make, and of types whose content alone does not tell them. */
static const char *
extension(const char *type)
{
    static const char *const known[][2] = {
        {"message/rfc822", ".eml"},
        {"message/delivery-status", ".txt"},
        {"text/rfc822-headers", ".txt"},
        {"message/disposition-notification", ".txt"},
        {"text/plain", ".txt"},
        {"text/html", ".html"},
        {"text/calendar", ".ics"},
        {"text/vcard", ".vcf"},
        {"text/csv", ".csv"},
        {"image/png", ".png"},
        {"image/jpeg", ".jpg"},
        {"image/gif", ".gif"},
        {"application/pdf", ".pdf"},
        {"application/zip", ".zip"},
        {"application/pgp-signature", ".asc"},
        {"application/pkcs7-signature", ".p7s"},
        {"application/x-pkcs7-signature", ".p7s"},
        {"application/ms-tnef", ".dat"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
        if (g_ascii_strcasecmp(type, known[i][0]) == 0)
            return known[i][1];
    return ".bin";
}

/* A name that is only a name: no folders, no control characters, not too long. NULL if nothing is
 * left. */
static char *
clean_name(const char *name)
{
    g_autofree char *line = mail_header_decode(name);
    const char *base = line;
    gsize length;

    for (const char *at = line; *at != '\0'; at++)
        if ((*at == '/' || *at == '\\') && at[1] != '\0')
            base = at + 1;
    base += strspn(base, ". ");
    length = strlen(base);
    if (length > LIMIT_FILE_NAME) {
        /* Cut before the ending: it says what the file is. */
        const char *dot = strrchr(base, '.');
        gsize ending = dot != NULL && strlen(dot) <= 10 ? strlen(dot) : 0;
        g_autofree char *start = text_clip(base, LIMIT_FILE_NAME - ending);

        return g_strconcat(start, ending > 0 ? dot : "", NULL);
    }
    return length > 0 ? g_strdup(base) : NULL;
}

/* Declared types that a browser would not run: believed where content only says "text" or "some
 * bytes". */
static bool
is_inert(const char *declared)
{
    return strstr(declared, "html") == NULL && strstr(declared, "xml") == NULL &&
           strstr(declared, "script") == NULL && strstr(declared, "svg") == NULL &&
           strncmp(declared, "multipart/", 10) != 0;
}

/* Declared to be a text that nothing runs, and all of it characters: the content has no more to
 * say, and asking libmagic costs as much as reading the mail. */
static bool
is_plain_text(GBytes *bytes, const char *declared)
{
    gsize size;
    const char *text = g_bytes_get_data(bytes, &size);

    return (g_str_has_prefix(declared, "text/") || g_str_has_prefix(declared, "message/")) &&
           is_inert(declared) && strlen(declared) < 100 && size > 0 &&
           g_utf8_validate_len(text, size, NULL);
}

static const char *
file_media_type(GBytes *bytes, const char *declared)
{
    g_autofree char *lower = g_ascii_strdown(declared, -1);
    const char *found = is_plain_text(bytes, lower)
                            ? "text/plain"
                            : media_type(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    bool vague_text = strcmp(found, "text/plain") == 0 &&
                      (g_str_has_prefix(lower, "text/") || g_str_has_prefix(lower, "message/"));
    bool vague_bytes =
        strcmp(found, "application/octet-stream") == 0 ||
        (strcmp(found, "text/plain") == 0 && g_str_has_prefix(lower, "application/"));
    bool office = strcmp(found, "application/zip") == 0 &&
                  (g_str_has_prefix(lower, "application/vnd.openxmlformats-officedocument") ||
                   g_str_has_prefix(lower, "application/vnd.oasis.opendocument"));

    if ((vague_text || vague_bytes || office) && is_inert(lower) && strlen(lower) < 100)
        return g_intern_string(lower);
    return found;
}

static GBytes *
message_bytes(GMimeMessage *message)
{
    GByteArray *bytes = g_byte_array_new();
    GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(bytes);

    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
    (void)g_mime_object_write_to_stream(GMIME_OBJECT(message), NULL, stream);
    g_object_unref(stream);
    return g_byte_array_free_to_bytes(bytes);
}

static GBytes *
part_bytes(GMimeObject *part)
{
    if (GMIME_IS_MESSAGE_PART(part)) {
        GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));

        return message != NULL ? message_bytes(message) : g_bytes_new(NULL, 0);
    }
    if (GMIME_IS_PART(part)) {
        bool cut;

        return g_byte_array_free_to_bytes(mail_part_bytes(GMIME_PART(part), LIMIT_MAIL, &cut));
    }
    return g_bytes_new(NULL, 0);
}

/* What the sender called it, or a name that says what it is. */
static char *
file_name(const Incoming *incoming, GMimeObject *part, const char *type)
{
    g_autofree char *subject = NULL;
    const char *given = NULL;
    char *name;

    if (GMIME_IS_PART(part))
        given = g_mime_part_get_filename(GMIME_PART(part));
    if (given == NULL)
        given = g_mime_object_get_content_type_parameter(part, "name");
    name = given != NULL ? clean_name(given) : NULL;
    if (name != NULL)
        return name;
    if (GMIME_IS_MESSAGE_PART(part)) {
        GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));

        subject = message != NULL ? mail_header_text(GMIME_OBJECT(message), "Subject") : NULL;
        if (subject != NULL) {
            g_autofree char *base = text_clip(subject, 100);
            g_autofree char *whole = NULL;

            g_strdelimit(base, "/\\:*?\"<>|", '-');
            whole = g_strconcat(base, ".eml", NULL);
            name = clean_name(whole);
            if (name != NULL)
                return name;
        }
    }
    return g_strdup_printf("part-%u%s", incoming->files->len + 1, extension(type));
}

ChannelFile *
mail_keep_file(Incoming *incoming, const char *name, const char *declared, GBytes *bytes)
{
    const char *type = file_media_type(bytes, declared);
    g_autofree char *clean = clean_name(name);
    g_autofree char *made =
        clean == NULL ? g_strdup_printf("part-%u%s", incoming->files->len + 1, extension(type))
                      : NULL;
    ChannelFile *file = channel_file_new(clean != NULL ? clean : made, type, bytes);

    g_ptr_array_add(incoming->files, file);
    return file;
}

/* What only the person it was written to can read. */
static bool
is_sealed(GMimeObject *part, const char *declared)
{
    const char *kind = g_mime_object_get_content_type_parameter(part, "smime-type");

    return strcmp(declared, "application/pgp-encrypted") == 0 ||
           ((strcmp(declared, "application/pkcs7-mime") == 0 ||
             strcmp(declared, "application/x-pkcs7-mime") == 0) &&
            (kind == NULL || g_ascii_strcasecmp(kind, "enveloped-data") == 0));
}

static void
note_what_it_is(Incoming *incoming, GMimeObject *part, const char *declared)
{
    if (is_sealed(part, declared))
        mail_note(incoming, "it is encrypted: what it says is in its files");
    else if (strcmp(declared, "text/calendar") == 0)
        mail_note(incoming, "it carries an invitation or an appointment");
    else if (strcmp(declared, "message/partial") == 0)
        mail_note(incoming, "it is a piece of a mail that came in several");
}

void
mail_add_file(Incoming *incoming, GMimeObject *part)
{
    GMimeContentType *content_type = g_mime_object_get_content_type(part);
    g_autofree char *declared =
        content_type != NULL ? g_mime_content_type_get_mime_type(content_type) : g_strdup("");
    const char *disposition = g_mime_object_get_disposition(part);
    const char *content_id = g_mime_object_get_content_id(part);
    g_autoptr(GBytes) bytes = part_bytes(part);
    const char *type =
        GMIME_IS_MESSAGE_PART(part) ? "message/rfc822" : file_media_type(bytes, declared);
    g_autofree char *name = file_name(incoming, part, type);
    ChannelFile *file = channel_file_new(name, type, bytes);

    note_what_it_is(incoming, part, declared);
    if (content_id != NULL)
        file->content_id = mail_header_decode(content_id);
    file->is_inline = (disposition != NULL && g_ascii_strcasecmp(disposition, "inline") == 0) ||
                      (disposition == NULL && content_id != NULL);
    g_ptr_array_add(incoming->files, file);
}
