#include "lib/mail-case.h"

#include "channel/mail/mail.h"

#include <string.h>

static char *
files_of(const Incoming *mail)
{
    GString *all = g_string_new(NULL);

    for (guint i = 0; i < mail->files->len; i++) {
        const ChannelFile *file = mail->files->pdata[i];

        g_string_append_printf(all, "%s%s:%s:%zu%s", i > 0 ? " " : "", file->name, file->type,
                               g_bytes_get_size(file->bytes), file->is_inline ? ":inline" : "");
    }
    return g_string_free(all, FALSE);
}

static void
check_notes(const MailCase *mail_case, const GPtrArray *notes)
{
    guint others = 0;

    for (guint i = 0; i < notes->len; i++) {
        const char *note = notes->pdata[i];

        if (mail_case->note != NULL && strcmp(note, mail_case->note) == 0)
            return;
        others += strstr(note, "Message-ID") == NULL && strstr(note, "date") == NULL;
    }
    g_assert_null(mail_case->note);
    g_assert_cmpuint(others, ==, 0);
}

static void
check_sender(const MailCase *mail_case, const Incoming *mail)
{
    g_assert_cmpstr(mail->from.address, ==, mail_case->from);
    g_assert_cmpstr(mail->from.name, ==, mail_case->from_name);
    g_assert_cmpstr(mail->subject, ==, mail_case->subject);
}

static void
test_case(gconstpointer data)
{
    const MailCase *mail_case = data;
    g_autoptr(GBytes) source = g_bytes_new_static(mail_case->source, strlen(mail_case->source));
    g_autoptr(Incoming) mail = mail_parse(source);
    g_autofree char *files = files_of(mail);

    if (mail_case->from != NULL || mail_case->from_name != NULL || mail_case->subject != NULL)
        check_sender(mail_case, mail);
    g_assert_cmpstr(mail->text, ==, mail_case->text);
    g_assert_cmpstr(files, ==, mail_case->files != NULL ? mail_case->files : "");
    check_notes(mail_case, mail->notes);
}

void
mail_cases_add(const char *path, const MailCase *cases, gsize n_cases)
{
    for (gsize i = 0; i < n_cases; i++) {
        g_autofree char *name = g_strconcat(path, cases[i].name, NULL);

        g_test_add_data_func(name, &cases[i], test_case);
    }
}
