/* bare-loop DIR FIRST COUNT FILE: the limit that intake is compared to. Only parses the mails with
 * GMime and writes the rows and the index they become, on one thread, one transaction for each 64.
 *
 * Prints {"kept", "seconds", "cpu"}. */
#include "bare-rows.h"
#include "mail-file.h"

#include <gmime/gmime.h>
#include <string.h>
#include <sys/resource.h>

#define GROUP 64

typedef struct {
    GString *text, *html;
    GBytes *file;
} Parts;

static void
take_part(GMimeObject *parent, GMimeObject *part, gpointer data)
{
    Parts *parts = data;

    if (GMIME_IS_TEXT_PART(part)) {
        g_autofree char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
        bool html =
            g_mime_content_type_is_type(g_mime_object_get_content_type(part), "text", "html");

        g_string_append(html ? parts->html : parts->text, text);
    } else if (GMIME_IS_PART(part)) {
        GMimeStream *stream = g_mime_stream_mem_new();

        g_mime_data_wrapper_write_to_stream(g_mime_part_get_content(GMIME_PART(part)), stream);
        g_clear_pointer(&parts->file, g_bytes_unref);
        parts->file = g_bytes_new(g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream))->data,
                                  g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream))->len);
        g_object_unref(stream);
    }
}

static void
keep(BareRows *rows, const char *bytes, gsize size, Parts *parts)
{
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, size);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    InternetAddress *from = internet_address_list_get_address(g_mime_message_get_from(message), 0);
    const char *answers = g_mime_object_get_header(GMIME_OBJECT(message), "In-Reply-To");
    g_autofree char *answered = answers != NULL ? g_mime_utils_decode_message_id(answers) : NULL;
    BareMail mail;

    g_string_truncate(parts->text, 0);
    g_string_truncate(parts->html, 0);
    g_mime_message_foreach(message, take_part, parts);
    mail = (BareMail){
        .address = INTERNET_ADDRESS_MAILBOX(from)->addr,
        .name = from->name,
        .subject = g_mime_message_get_subject(message),
        .text = parts->text->str,
        .html = parts->html->len > 0 ? parts->html->str : NULL,
        .external_id = g_mime_message_get_message_id(message),
        .answers = answered,
        .source = bytes,
        .source_size = size,
        .file = parts->file,
    };
    bare_rows_write(rows, &mail);
    g_clear_pointer(&parts->file, g_bytes_unref);
    g_object_unref(message);
    g_object_unref(parser);
    g_object_unref(stream);
}

static double
cpu_seconds(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

int
main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    Parts parts = {g_string_new(NULL), g_string_new(NULL), NULL};
    MailFile mails;
    BareRows *rows;
    guint64 first, count;
    gint64 begun;

    if (argc != 5 || !g_ascii_string_to_unsigned(argv[2], 10, 0, 1u << 30, &first, NULL) ||
        !g_ascii_string_to_unsigned(argv[3], 10, 1, 1u << 30, &count, NULL)) {
        g_printerr("bare-loop DIR FIRST COUNT FILE\n");
        return 2;
    }
    if (!mail_file_open(&mails, argv[4], &error))
        g_error("bare-loop: %s", error->message);
    g_mime_init();
    rows = bare_rows_open(argv[1]);
    count = MIN(count, mails.count - first);
    begun = g_get_monotonic_time();
    for (guint64 i = 0; i < count; i++) {
        gsize size;
        const char *bytes = mail_file_get(&mails, (unsigned)(first + i), &size);

        if (i % GROUP == 0)
            bare_rows_begin(rows);
        keep(rows, bytes, size, &parts);
        if (i % GROUP == GROUP - 1 || i == count - 1)
            bare_rows_commit(rows);
    }
    g_print("{\"kept\": %" G_GUINT64_FORMAT ", \"seconds\": %.3f, \"cpu\": %.3f}\n", count,
            (double)(g_get_monotonic_time() - begun) / 1e6, cpu_seconds());
    bare_rows_close(rows);
    mail_file_close(&mails);
    return 0;
}
