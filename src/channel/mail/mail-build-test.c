#include "base/json.h"
#include "base/text.h"
#include "channel/mail/mail-build.h"
#include "channel/mail/mail.h"
#include "lib/fixture.h"

#include <string.h>

/* What we write, we read the same; and so does another program (Python's email package). */

#define MAILS 200

static const char *const pieces[] = {
    "Bonjour,",     "été",   "Œuvre",  "naïf", "Ça va ?", "100 € ",
    "日本語テスト", "مرحبا", "🙂",   "ß",    ".",       "..",
    "From ici",     "-- ",   ">",      "=3D",  "a b",     "\"guillemets\"",
    "« ici »",      "\\",    ";",      ",",    "(note)",  "<b>",
    "&amp;",        "%41",   "O'Neil", "x@y",
};

typedef struct {
    char *text, *html, *subject, *from_name, *to_name, *file_name;
    GBytes *file;
    gsize n_files;
} Written;

static char *
random_words(GRand *chance, int n, const char *between)
{
    GString *made = g_string_new(NULL);

    for (int i = 0; i < n; i++)
        g_string_append_printf(made, "%s%s", i > 0 ? between : "",
                               pieces[g_rand_int_range(chance, 0, G_N_ELEMENTS(pieces))]);
    return g_string_free(made, FALSE);
}

static char *
random_text(GRand *chance)
{
    GString *made = g_string_new("Bonjour,\n");

    for (int i = g_rand_int_range(chance, 0, 12); i > 0; i--) {
        g_autofree char *line = random_words(chance, g_rand_int_range(chance, 0, 9), " ");

        if (g_rand_int_range(chance, 0, 12) == 0)
            for (int j = 0; j < 400; j++)
                g_string_append(made, "longué");
        g_string_append_printf(made, "%s\n", line);
    }
    g_string_append(made, "Fin");
    return g_string_free(made, FALSE);
}

static Written
write_random(guint32 seed)
{
    g_autoptr(GRand) chance = g_rand_new_with_seed(seed);
    gsize size = (gsize)g_rand_int_range(chance, 0, 3000);
    guint8 *bytes = g_malloc(size + 1);
    g_autofree char *subject = random_words(chance, g_rand_int_range(chance, 1, 30), " ");
    g_autofree char *name = random_words(chance, g_rand_int_range(chance, 1, 12), " ");
    g_autofree char *spaced = NULL;
    Written mail = {
        .text = random_text(chance),
        .subject = text_line(subject),
        .from_name = g_strdup("Association d'été, « Lac »"),
        .to_name = g_strdup("Élodie \"E\" Martin (mère)"),
        .n_files = (gsize)g_rand_int_range(chance, 0, 2),
    };

    for (gsize i = 0; i < size; i++)
        bytes[i] = (guint8)g_rand_int_range(chance, 0, 256);
    bytes[size] = 0; /* never taken for a text */
    mail.file = g_bytes_new_take(bytes, size + 1);
    g_strdelimit(name, "/\\<>", '_');
    spaced = g_strconcat("n ", name, ".bin", NULL);
    mail.file_name = text_line(spaced);
    if (g_rand_int_range(chance, 0, 2) == 0)
        mail.html = g_strdup_printf("<p>%s</p>", "été 🙂 <img src=\"cid:logo@asso.example\">");
    return mail;
}

static void
written_clear(Written *mail)
{
    g_free(mail->text);
    g_free(mail->html);
    g_free(mail->subject);
    g_free(mail->from_name);
    g_free(mail->to_name);
    g_free(mail->file_name);
    g_bytes_unref(mail->file);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Written, written_clear)

static GBytes *
build(const Written *written)
{
    static const char *const to[] = {"elodie@example.org", NULL};
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)channel_file_free);
    g_autoptr(GError) error = NULL;
    GBytes *mail;

    if (written->html != NULL) {
        ChannelFile *logo = channel_file_new("logo.png", "image/png", written->file);

        logo->content_id = g_strdup("logo@asso.example");
        logo->is_inline = true;
        g_ptr_array_add(files, logo);
    }
    for (gsize i = 0; i < written->n_files; i++)
        g_ptr_array_add(
            files, channel_file_new(written->file_name, "application/octet-stream", written->file));
    mail = mail_build(&(Outgoing){.from_address = "contact@asso.example",
                                  .from_name = written->from_name,
                                  .to = to,
                                  .to_name = written->to_name,
                                  .subject = written->subject,
                                  .text = written->text,
                                  .html = written->html,
                                  .external_id = "42@asso.example",
                                  .files = files,
                                  .at = INT64_C(1795426200000)},
                      true, &error);
    g_assert_no_error(error);
    return mail;
}

/* RFC 5322: CR LF ends a line and stands nowhere else, no line has over 998 bytes; headers are
 * ASCII. */
static void
check_lines(GBytes *mail)
{
    gsize size;
    const char *bytes = g_bytes_get_data(mail, &size), *body = memmem(bytes, size, "\r\n\r\n", 4);

    for (const char *line = bytes, *end; line < bytes + size; line = end + 2) {
        end = memmem(line, (gsize)(bytes + size - line), "\r\n", 2);
        g_assert_nonnull(end);
        g_assert_cmpint(end - line, <=, 998);
        g_assert_null(memchr(line, '\r', (gsize)(end - line)));
        g_assert_null(memchr(line, '\n', (gsize)(end - line)));
        for (const char *at = line; at < end && line < body; at++)
            g_assert_cmpint((unsigned char)*at, <, 0x80);
    }
}

static void
test_what_we_write_we_read(void)
{
    for (guint32 seed = 1; seed <= MAILS; seed++) {
        g_auto(Written) written = write_random(seed);
        g_autoptr(GBytes) mail = build(&written);
        g_autoptr(Incoming) read = mail_parse(mail);
        guint first = written.html != NULL;

        g_test_message("seed %u", seed);
        check_lines(mail);
        g_assert_cmpstr(read->text, ==, written.text);
        g_assert_cmpstr(read->subject, ==, written.subject);
        g_assert_cmpstr(read->from.name, ==, written.from_name);
        g_assert_cmpstr(((ChannelAddress *)read->to->pdata[0])->name, ==, written.to_name);
        g_assert_cmpint(read->html != NULL, ==, written.html != NULL);
        g_assert_cmpuint(read->files->len, ==, first + written.n_files);
        for (guint i = 0; i < read->files->len; i++)
            g_assert_true(
                g_bytes_equal(((ChannelFile *)read->files->pdata[i])->bytes, written.file));
        if (read->files->len > first)
            g_assert_cmpstr(((ChannelFile *)read->files->pdata[first])->name, ==,
                            written.file_name);
    }
}

/* ---- Python's opinion ---- */

static const char script[] =
    "import email, email.policy, json, sys\n"
    "for row in json.load(open(sys.argv[1])):\n"
    "    mail = email.message_from_binary_file(open(row['path'], 'rb'), "
    "policy=email.policy.default)\n"
    "    text = mail.get_body(('plain',)).get_content().replace('\\r\\n', '\\n').rstrip('\\n')\n"
    "    assert text == row['text'], (row['path'], text, row['text'])\n"
    "    assert str(mail['subject']) == row['subject'], (str(mail['subject']), row['subject'])\n"
    "    assert mail['from'].addresses[0].display_name == row['from'], str(mail['from'])\n"
    "    assert mail['to'].addresses[0].display_name == row['to'], str(mail['to'])\n"
    "    names = [part.get_filename() for part in mail.iter_attachments()]\n"
    "    assert names == row['files'], (names, row['files'])\n"
    "    assert not mail.defects, mail.defects\n"
    "print('agreed')\n";

static void
describe(JsonWriter *json, const char *path, const Written *written)
{
    json_object_begin(json);
    json_put_text(json, "path", path);
    json_put_text(json, "text", written->text);
    json_put_text(json, "subject", written->subject);
    json_put_text(json, "from", written->from_name);
    json_put_text(json, "to", written->to_name);
    json_name(json, "files");
    json_list_begin(json);
    for (gsize i = 0; i < written->n_files; i++)
        json_text(json, written->file_name);
    json_list_end(json);
    json_object_end(json);
}

static void
test_another_program_reads_the_same(void)
{
    g_autoptr(GString) rows = g_string_new(NULL);
    g_autofree char *list = scratch_path(".json");
    g_autofree char *said = NULL, *wrong = NULL;
    const char *const argv[] = {"/usr/bin/python3", "-c", script, list, NULL};
    JsonWriter json;
    int status;

    json_writer_init(&json, rows);
    json_list_begin(&json);
    for (guint32 seed = 1; seed <= MAILS; seed++) {
        g_auto(Written) written = write_random(seed);
        g_autoptr(GBytes) mail = build(&written);
        g_autofree char *path = scratch_path(".eml");

        g_assert_true(g_file_set_contents(path, g_bytes_get_data(mail, NULL),
                                          (gssize)g_bytes_get_size(mail), NULL));
        describe(&json, path, &written);
    }
    json_list_end(&json);
    g_assert_true(g_file_set_contents(list, rows->str, (gssize)rows->len, NULL));
    g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said,
                               &wrong, &status, NULL));
    if (g_strcmp0(said, "agreed\n") != 0)
        g_error("Python: %s", wrong);
}

/* ---- Headers that machines read ---- */

static void
test_a_list_can_be_left_in_one_click(void)
{
    static const struct {
        const char *url;
        bool link, click;
    } cases[] = {
        {"https://lien.example.org/u/abc", true, true},
        {"http://127.0.0.1:8080/u/abc", true, false}, /* RFC 8058 asks for HTTPS */
        {NULL, false, false},
        {"https://x/\r\nBcc: a@b", false, false},
    };
    static const char *const to[] = {"elodie@example.org", NULL};

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GBytes) mail = mail_build(&(Outgoing){.from_address = "contact@asso.example",
                                                        .to = to,
                                                        .text = "?",
                                                        .external_id = "1@asso.example",
                                                        .unsubscribe = cases[i].url},
                                            true, NULL);
        g_autofree char *text = g_strndup(g_bytes_get_data(mail, NULL), g_bytes_get_size(mail));

        g_assert_cmpint(strstr(text, "\nList-Unsubscribe: <http") != NULL, ==, cases[i].link);
        g_assert_cmpint(strstr(text, "\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r") !=
                            NULL,
                        ==, cases[i].click);
        g_assert_null(strstr(text, "\nBcc"));
    }
}

static void
test_long_references_are_folded(void)
{
    static const char *const to[] = {"elodie@example.org", NULL};
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GBytes) mail = NULL;
    g_autoptr(Incoming) read = NULL;

    for (int i = 0; i < 60; i++)
        g_ptr_array_add(ids, g_strdup_printf("%0*d@example.org", 150, i));
    g_ptr_array_add(ids, NULL);
    mail = mail_build(&(Outgoing){.from_address = "contact@asso.example",
                                  .to = to,
                                  .text = "?",
                                  .external_id = "1@asso.example",
                                  .references = (const char *const *)ids->pdata},
                      true, NULL);
    check_lines(mail);
    read = mail_parse(mail);
    g_assert_cmpuint(read->references->len, ==, 21); /* the first and the last twenty */
    g_assert_cmpstr(read->references->pdata[0], ==, ids->pdata[0]);
    g_assert_cmpstr(read->references->pdata[20], ==, ids->pdata[59]);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mail-build/what we write we read", test_what_we_write_we_read);
    g_test_add_func("/mail-build/another program reads the same",
                    test_another_program_reads_the_same);
    g_test_add_func("/mail-build/a list can be left in one click",
                    test_a_list_can_be_left_in_one_click);
    g_test_add_func("/mail-build/long references are folded", test_long_references_are_folded);
    return g_test_run();
}
