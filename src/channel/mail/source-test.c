#include "base/error.h"
#include "channel/mail/mail-source.h"
#include "channel/mail/mail.h"
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
collect(GBytes *mail, uint64_t bytes, void *data, GError **error)
{
    GString *all = data;
    gsize size;
    const char *text = g_bytes_get_data(mail, &size);

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
    g_assert_true(mail_source_read(path, collect, all, &error));
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
    g_assert_true(mail_source_read(folder, collect, all, &error));
    g_assert_cmpstr(all->str, ==, "Subject: 1\n\n|Subject: 2\n\n|Subject: 3\n\n|Subject: 4\n\n|");
    remove_all(folder);
}

static void
test_a_path_that_is_not_there_is_said(void)
{
    g_autoptr(GString) all = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    g_assert_false(mail_source_read("/nonexistent/mails", collect, all, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_NOT_FOUND);
}

/* A store that remembers subjects in order. */
static GPtrArray *subjects;
static int batches;

static bool
receive(Context *context, Incoming *const *incoming, size_t n, Received *ret, GError **error)
{
    batches++;
    g_assert_cmpuint(n, <=, 64);
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
    g_assert_cmpint(batches, ==, 16);
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

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/source/an mbox gives its mails as they were written",
                    test_an_mbox_gives_its_mails_as_they_were_written);
    g_test_add_func("/source/folders are read in order", test_folders_are_read_in_order);
    g_test_add_func("/source/a path that is not there is said",
                    test_a_path_that_is_not_there_is_said);
    g_test_add_func("/source/an import keeps the order and counts",
                    test_an_import_keeps_the_order_and_counts);
    return g_test_run();
}
