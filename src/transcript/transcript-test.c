#include "transcript/transcript.h"

#include "base/error.h"
#include "lib/house.h"
#include "transcript/sheet.h"

#include <string.h>

static void
assert_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        g_error("\"%s\" is not in: %s", part, text);
}

static void
assert_lacks(const char *text, const char *part)
{
    if (strstr(text, part) != NULL)
        g_error("\"%s\" is in: %s", part, text);
}

/* A matter with a mail, its answer and a note. */
static int64_t
talk(House *house, int64_t *ret_staff)
{
    Received heard = house_hear(house, &(Mail){.from = "zoe@example.org",
                                               .name = "Zoé <b>Élan</b>",
                                               .cc = "paul@example.org",
                                               .subject = "Piano & co",
                                               .text = "Bonjour <script>alert(1)</script>",
                                               .file = "contenu"});

    *ret_staff = house_staff(house, "Béa");
    house_write(house, heard.conversation, DIRECTION_OUT, *ret_staff, "Voici la réponse 😀");
    house_write(house, heard.conversation, DIRECTION_NOTE, *ret_staff, "Entre nous");
    return heard.conversation;
}

static Transcript *
take(House *house, int64_t conversation, int64_t staff, bool notes)
{
    g_autoptr(GError) error = NULL;
    Transcript *transcript = transcript_read(&house->context, database_reader(house->database),
                                             conversation, staff, notes, &error);

    g_assert_no_error(error);
    return transcript;
}

static void
test_a_page_tells_all_in_order_and_nothing_of_it_is_markup(void)
{
    g_autoptr(House) house = house_new();
    int64_t staff, conversation = talk(house, &staff);
    g_autoptr(Transcript) transcript = take(house, conversation, staff, false);
    g_autofree char *html = transcript_page(transcript);

    assert_has(html, "<h1>Piano &amp; co</h1>");
    assert_has(html, "&lt;script&gt;");
    assert_lacks(html, "<script");
    assert_lacks(html, "<b>");
    assert_has(html, "paul@example.org");
    assert_lacks(html, "Entre nous");
    g_assert_true(strstr(html, "Bonjour") < strstr(html, "Voici la réponse"));
    g_assert_cmpuint(transcript->messages->len, ==, 2);
}

static void
test_notes_are_in_it_when_asked_for(void)
{
    g_autoptr(House) house = house_new();
    int64_t staff, conversation = talk(house, &staff);
    g_autoptr(Transcript) transcript = take(house, conversation, staff, true);
    g_autofree char *html = transcript_page(transcript);

    assert_has(html, "Entre nous");
    assert_has(html, "Note interne – Béa");
}

static void
test_a_mail_holds_one_mail_for_each_message(void)
{
    g_autoptr(House) house = house_new();
    int64_t staff, conversation = talk(house, &staff);
    g_autoptr(Transcript) transcript = take(house, conversation, staff, true);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) mail =
        transcript_mail(&house->context, database_reader(house->database), transcript, &error);
    g_autofree char *text = NULL;
    int parts = 0;

    g_assert_no_error(error);
    text = g_strndup(g_bytes_get_data(mail, NULL), g_bytes_get_size(mail));
    for (const char *at = text; (at = strstr(at, "Content-Type: message/rfc822")) != NULL; at++)
        parts++;
    g_assert_cmpint(parts, ==, 3);
}

/* "/Count 3" of the tree of pages. */
static int
pages_of(GBytes *pdf)
{
    gsize size;
    const char *bytes = g_bytes_get_data(pdf, &size);
    const char *count = memmem(bytes, size, "/Count ", strlen("/Count "));

    g_assert_cmpmem(bytes, 5, "%PDF-", 5);
    g_assert_nonnull(count);
    return (int)g_ascii_strtoll(count + strlen("/Count "), NULL, 10);
}

static void
test_a_long_thread_goes_over_pages(void)
{
    g_autoptr(House) house = house_new();
    int64_t staff, conversation = talk(house, &staff);
    g_autoptr(GString) line = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) pdf = NULL;
    g_autoptr(Transcript) transcript = NULL;

    for (int i = 0; i < 120; i++)
        g_string_append(line, "Une ligne\n");
    for (int i = 0; i < 1500; i++)
        g_string_append(line, "mot😀"); /* one word over the width, several times */
    house_write(house, conversation, DIRECTION_NOTE, staff, line->str);
    transcript = take(house, conversation, staff, true);
    pdf = transcript_pdf(&house->context, database_reader(house->database), transcript, &error);
    g_assert_no_error(error);
    g_assert_cmpint(pages_of(pdf), >=, 3);
    g_assert_cmpint(pages_of(pdf), <, 20);
}

static void
test_pictures_that_lie_are_left_out(void)
{
    static const struct {
        const char *bytes;
        gsize size;
    } cases[] = {
        {"", 0},
        {"GIF89a", 6},
        {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\10\2\0\0\0", 29},
        {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff\10\2\0\0\0", 29},
        {"\xff\xd8\xff\xc0\0\x11\10\xff\xff\xff\xff\3", 12},
        {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\1\10\2\0\0\0", 29},
    };
    g_autoptr(Sheet) sheet = sheet_new(&(SheetSetup){.title = "", .author = "", .language = "fr"});

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GBytes) bytes = g_bytes_new_static(cases[i].bytes, cases[i].size);

        g_assert_false(sheet_picture(sheet, bytes));
    }
}

static const char fill_sql[] =
    "INSERT INTO message (id, conversation, direction, channel, kind, at, text, addresses)"
    " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
    " SELECT i, $1, 1, 'mail', 0, i, 'x', '{}' FROM n";

static bool
fill(Db *tx, void *data, GError **error)
{
    return db_run(tx, fill_sql, DB_ARGS(DB_INT(*(int64_t *)data)), error);
}

static void
test_what_is_too_long_is_refused_not_cut(void)
{
    g_autoptr(House) house = house_new();
    int64_t staff, conversation = talk(house, &staff);
    g_autoptr(GError) error = NULL;

    g_assert_true(database_write(house->database, fill, &conversation, &error));
    g_assert_null(transcript_read(&house->context, database_reader(house->database), conversation,
                                  staff, false, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_TOO_LARGE);
    g_clear_error(&error);
    g_assert_null(transcript_read(&house->context, database_reader(house->database), 7, staff,
                                  false, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_NOT_FOUND);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/transcript/a page tells all in order and nothing of it is markup",
                    test_a_page_tells_all_in_order_and_nothing_of_it_is_markup);
    g_test_add_func("/transcript/notes are in it when asked for",
                    test_notes_are_in_it_when_asked_for);
    g_test_add_func("/transcript/a mail holds one mail for each message",
                    test_a_mail_holds_one_mail_for_each_message);
    g_test_add_func("/transcript/a long thread goes over pages",
                    test_a_long_thread_goes_over_pages);
    g_test_add_func("/transcript/pictures that lie are left out",
                    test_pictures_that_lie_are_left_out);
    g_test_add_func("/transcript/what is too long is refused, not cut",
                    test_what_is_too_long_is_refused_not_cut);
    return g_test_run();
}
