#include "base/error.h"
#include "channel/mail/mail-belt.h"
#include "channel/mail/mail-source.h"
#include "channel/mail/mail.h"
#include "lib/fixture.h"
#include "module/context.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
folder_new(void)
{
    g_autoptr(GError) error = NULL;
    char *folder = g_dir_make_tmp("lien-source-XXXXXX", &error);

    g_assert_no_error(error);
    return folder;
}

static void
write_file(const char *folder, const char *name, const char *content)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *parent = g_path_get_dirname(path);

    g_assert_cmpint(g_mkdir_with_parents(parent, 0700), ==, 0);
    g_assert_true(g_file_set_contents(path, content, -1, NULL));
}

static void
remove_all(const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *child = g_build_filename(path, name, NULL);

        remove_all(child);
    }
    (void)g_remove(path);
}

static bool
collect(const MailSourceItem *item, void *data, GError **error)
{
    GString *all = data;
    gsize size;
    const char *text = g_bytes_get_data(item->mail, &size);

    g_string_append_len(all, text, (gssize)size);
    g_string_append(all, "|");
    return true;
}

static void
test_an_mbox_gives_its_mails_as_they_were_written(void)
{
    g_autofree char *folder = folder_new();
    g_autofree char *path = g_build_filename(folder, "box", NULL);
    g_autoptr(GString) all = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    write_file(folder, "box",
               "From a@example.org Mon Nov 23 10:30:00 2026\nSubject: un\n\nBonjour\n>From "
               "ici\n>>From la\n> cite\n"
               "From ce jour, rien\n\n"
               "From b@example.org Mon Nov 23 10:31:00 2026\nSubject: deux\n\nFin\n");
    g_assert_true(mail_source_read(path, NULL, collect, all, NULL, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(all->str, ==,
                    "Subject: un\n\nBonjour\nFrom ici\n>From la\n> cite\nFrom ce jour, rien\n\n|"
                    "Subject: deux\n\nFin\n|");
    remove_all(folder);
}

static void
test_folders_are_read_in_order(void)
{
    g_autofree char *folder = folder_new();
    g_autoptr(GString) all = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    write_file(folder, "b/two.eml", "Subject: 2\n\n");
    write_file(folder, "a/one.eml", "Subject: 1\n\n");
    write_file(folder, "c/cur/1700000000.M1.host:2,S", "Subject: 3\n\n");
    write_file(folder, "c/new/1700000001.M1.host", "Subject: 4\n\n");
    write_file(folder, "c/tmp/1700000002.M1.host", "Subject: no\n\n");
    write_file(folder, "d/notes.bin", "\x01\x02 no mail\n");
    g_assert_true(mail_source_read(folder, NULL, collect, all, NULL, &error));
    g_assert_cmpstr(all->str, ==, "Subject: 1\n\n|Subject: 2\n\n|Subject: 3\n\n|Subject: 4\n\n|");
    remove_all(folder);
}

static void
test_reading_goes_on_behind_a_place(void)
{
    g_autofree char *folder = folder_new();
    g_autofree char *one = g_build_filename(folder, "a.eml", NULL);
    g_autofree char *box = g_build_filename(folder, "b", NULL);
    static const char first[] = "From a@example.org Mon Nov 23 10:30:00 2026\nSubject: 2\n\n\n";
    struct {
        const char *file;
        uint64_t position;
        const char *rest;
    } places[] = {
        {one, 12, "Subject: 2\n\n\n|Subject: 3\n\n|Subject: 4\n\n|"},
        {box, sizeof first - 1, "Subject: 3\n\n|Subject: 4\n\n|"},
        {box, 1000000, "Subject: 4\n\n|"},
    };

    write_file(folder, "a.eml", "Subject: 1\n\n");
    write_file(folder, "b",
               "From a@example.org Mon Nov 23 10:30:00 2026\nSubject: 2\n\n\n"
               "From b@example.org Mon Nov 23 10:30:00 2026\nSubject: 3\n\n");
    write_file(folder, "c.eml", "Subject: 4\n\n");
    for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autoptr(GString) all = g_string_new(NULL);
        g_auto(MailPlace) from = {.file = g_strdup(places[i].file),
                                  .head = mail_place_head(places[i].file),
                                  .position = places[i].position};

        g_assert_true(mail_source_read(folder, &from, collect, all, NULL, NULL));
        g_assert_cmpstr(all->str, ==, places[i].rest);
        /* Another file under that name: all is read again. */
        from.head[0] = 'x';
        g_string_truncate(all, 0);
        g_assert_true(mail_source_read(folder, &from, collect, all, NULL, NULL));
        g_assert_true(g_str_has_prefix(all->str, "Subject: 1"));
    }
    remove_all(folder);
}

static void
test_what_is_no_mail_is_refused_by_name_and_left_aside_in_a_folder(void)
{
    g_autofree char *folder = folder_new();
    g_autofree char *path = g_build_filename(folder, "letter.pdf", NULL);
    g_autoptr(GString) all = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    uint64_t others = 0;

    write_file(folder, "letter.pdf", "%PDF-1.4 no mail\n");
    g_assert_false(mail_source_read(path, NULL, collect, all, NULL, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_INVALID);
    g_assert_nonnull(strstr(error->message, "letter.pdf"));
    g_assert_true(mail_source_read(folder, NULL, collect, all, &others, NULL));
    g_assert_cmpuint(others, ==, 1);
    g_assert_cmpstr(all->str, ==, "");
    remove_all(folder);
}

static void
test_a_path_that_is_not_there_is_said(void)
{
    g_autoptr(GString) all = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    g_assert_false(mail_source_read("/nonexistent/mails", NULL, collect, all, NULL, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_NOT_FOUND);
}

/* A store that remembers subjects in order. */
static GPtrArray *subjects;
static int batches;

static bool
receive(Context *context, Incoming *const *incoming, size_t n, Received *ret, GError **error)
{
    batches++;
    g_assert_cmpuint(n, <=, MAIL_BELT_BATCH);
    for (size_t i = 0; i < n; i++) {
        g_ptr_array_add(subjects, g_strdup(incoming[i]->subject));
        ret[i] = (Received){.message = (int64_t)subjects->len,
                            .duplicate = strcmp(incoming[i]->subject, "7") == 0};
    }
    return true;
}

static bool
receive_fails(Context *context, Incoming *const *incoming, size_t n, Received *ret, GError **error)
{
    return error_set(error, APP_ERROR_UNAVAILABLE, "no room");
}

static void
test_an_import_keeps_the_order_and_counts(void)
{
    g_autofree char *folder = folder_new();
    g_autofree char *path = g_build_filename(folder, "box", NULL);
    const char *paths[] = {path, NULL};
    g_autoptr(GString) box = g_string_new(NULL);
    Context context = {.receive = receive};
    MailImportProgress progress;
    g_autoptr(GError) error = NULL;

    for (int i = 0; i < 1000; i++)
        g_string_append_printf(
            box, "From a@example.org Mon Nov 23 10:30:00 2026\nSubject: %d\n\nx\n\n", i);
    write_file(folder, "box", box->str);
    subjects = g_ptr_array_new_with_free_func(g_free);
    g_assert_true(mail_import(&context, paths, NULL, NULL, &progress, &error));
    g_assert_cmpuint(subjects->len, ==, 1000);
    for (guint i = 0; i < subjects->len; i++)
        g_assert_cmpint((int)g_ascii_strtoll(subjects->pdata[i], NULL, 10), ==, (int)i);
    g_assert_cmpint(batches, ==, (1000 + MAIL_BELT_BATCH - 1) / MAIL_BELT_BATCH);
    g_assert_cmpuint(progress.mails, ==, 1000);
    g_assert_cmpuint(progress.added, ==, 999);
    g_assert_cmpuint(progress.known, ==, 1);
    g_assert_cmpuint(progress.bytes, ==, progress.bytes_all);
    g_ptr_array_unref(subjects);
    context.receive = receive_fails;
    g_assert_false(mail_import(&context, paths, NULL, NULL, &progress, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_UNAVAILABLE);
    g_assert_cmpuint(progress.added, ==, 0);
    remove_all(folder);
}

/* Stops in the middle, as when it is killed: what is written down then is where the next goes on.
 */
static bool
receive_some(Context *context, Incoming *const *incoming, size_t n, Received *ret, GError **error)
{
    if (subjects->len >= 1500 && batches < 1000)
        return error_set(error, APP_ERROR_UNAVAILABLE, "stopped");
    return receive(context, incoming, n, ret, error);
}

static void
test_an_import_that_was_stopped_goes_on_from_there(void)
{
    g_autofree char *folder = folder_new();
    g_autofree char *path = g_build_filename(folder, "box", NULL);
    const char *paths[] = {path, NULL};
    g_autoptr(GString) box = g_string_new(NULL);
    g_autoptr(Database) database = database_fresh();
    Context context = {.receive = receive_some, .database = database};
    MailImportProgress progress;

    for (int i = 0; i < 3000; i++)
        g_string_append_printf(
            box, "From a@example.org Mon Nov 23 10:30:00 2026\nSubject: %d\n\nx\n\n", i);
    write_file(folder, "box", box->str);
    subjects = g_ptr_array_new_with_free_func(g_free);
    batches = 0;
    g_assert_false(mail_import(&context, paths, NULL, NULL, &progress, NULL));
    batches = 1000;
    g_assert_true(mail_import(&context, paths, NULL, NULL, &progress, NULL));
    g_assert_cmpuint(progress.skipped, ==, 1024); /* noted once, after four batches */
    g_assert_cmpuint(progress.mails, ==, 3000 - 1024);
    g_assert_cmpstr(subjects->pdata[subjects->len - 1], ==, "2999");
    /* It was finished: the next reads all again. */
    g_assert_true(mail_import(&context, paths, NULL, NULL, &progress, NULL));
    g_assert_cmpuint(progress.mails, ==, 3000);
    g_assert_cmpuint(progress.skipped, ==, 0);
    g_ptr_array_unref(subjects);
    remove_all(folder);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/source/an mbox gives its mails as they were written",
                    test_an_mbox_gives_its_mails_as_they_were_written);
    g_test_add_func("/source/folders are read in order", test_folders_are_read_in_order);
    g_test_add_func("/source/reading goes on behind a place", test_reading_goes_on_behind_a_place);
    g_test_add_func("/source/what is no mail is refused by name and left aside in a folder",
                    test_what_is_no_mail_is_refused_by_name_and_left_aside_in_a_folder);
    g_test_add_func("/source/a path that is not there is said",
                    test_a_path_that_is_not_there_is_said);
    g_test_add_func("/source/an import keeps the order and counts",
                    test_an_import_keeps_the_order_and_counts);
    g_test_add_func("/source/an import that was stopped goes on from there",
                    test_an_import_that_was_stopped_goes_on_from_there);
    return g_test_run();
}
