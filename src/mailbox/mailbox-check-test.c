#include "mailbox/mailbox-check.h"

#include "base/error.h"
#include "base/limits.h"
#include "lib/mailboxes.h"

#include <string.h>

static void
test_what_a_mailbox_cannot_be_is_told_by_its_field(void)
{
    static char long_line[LIMIT_NAME + 2];
    const MailboxDraft good = mailbox_draft_of("contact@example.org");
    MailboxDraft bad[40];
    const char *fields[G_N_ELEMENTS(bad)];
    size_t n = 0;

    memset(long_line, 'x', sizeof long_line - 1);
#define BAD(field_, member, ...)                                                                   \
    bad[n] = good;                                                                                 \
    bad[n].member = __VA_ARGS__;                                                                   \
    fields[n++] = field_
    BAD("name", mailbox.name, NULL);
    BAD("name", mailbox.name, (char *)" \t ");
    BAD("name", mailbox.name, long_line);
    BAD("address", mailbox.address, (char *)"contact");
    BAD("address", mailbox.address, NULL);
    BAD("provider", mailbox.provider, (char *)"Other one");
    BAD("provider", mailbox.provider, NULL);
    BAD("state", mailbox.state, 3);
    BAD("imap.host", mailbox.imap.host, (char *)"");
    BAD("imap.host", mailbox.imap.host, (char *)"imap example.org");
    BAD("imap.host", mailbox.imap.host, (char *)"imap.example.org:993");
    BAD("imap.host", mailbox.imap.host, (char *)"imap.example.org/x");
    BAD("imap.host", mailbox.imap.host, (char *)"-oProxyCommand=x");
    BAD("imap.port", mailbox.imap.port, 0);
    BAD("imap.security", mailbox.imap.security, 0);
    BAD("imap.security", mailbox.imap.security, MAIL_PLAIN);
    BAD("smtp.host", mailbox.smtp.host, (char *)"smtp..example.org");
    BAD("smtp.port", mailbox.smtp.port, 0);
    BAD("smtp.security", mailbox.smtp.security, MAIL_PLAIN);
    BAD("imap.folder", mailbox.folder, (char *)"");
    BAD("imap.folder", mailbox.folder, (char *)"IN\001BOX");
    BAD("imap.since", mailbox.since, -1);
    BAD("imap.since", mailbox.since, INT64_MAX);
    BAD("imap.after", mailbox.after, 0);
    BAD("imap.after_folder", mailbox.after, AFTER_MOVE);
    BAD("auth", mailbox.auth, 0);
    BAD("user", mailbox.user, NULL);
    BAD("user", mailbox.user, long_line);
    BAD("password", mailbox.auth, MAILBOX_OAUTH);
    BAD("password", password, "");
    BAD("password", password, "two\r\nlines");
    BAD("imap.after_folder", mailbox, good.mailbox);
    bad[n - 1].mailbox.after = AFTER_MOVE;
    bad[n - 1].mailbox.after_folder = (char *)"INBOX";
#undef BAD
    memset(long_line, 'x', sizeof long_line - 1);
    for (size_t i = 0; i < n; i++) {
        g_autoptr(GError) error = NULL;

        if (bad[i].mailbox.user == long_line)
            continue; /* an address may be longer than a name */
        g_test_message("%zu: %s", i, fields[i]);
        g_assert_null(mailbox_checked(&bad[i], &error));
        g_assert_error(error, APP_ERROR, APP_ERROR_INVALID);
        g_assert_cmpstr(error_field(error), ==, fields[i]);
    }
}

static void
test_mail_in_the_clear_is_for_this_machine_only(void)
{
    static const struct {
        const char *host;
        bool here;
    } cases[] = {
        {"localhost", true},          {"LOCALHOST", true}, {"127.0.0.1", true},
        {"127.9.8.7", true},          {"::1", true},       {"192.0.2.1", false},
        {"localhost.example", false}, {"0.0.0.0", false},  {"10.0.0.1", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        MailboxDraft draft = mailbox_draft_of("contact@example.org");
        g_autoptr(Mailbox) mailbox = NULL;

        draft.mailbox.imap = (MailboxEnd){(char *)cases[i].host, 143, MAIL_PLAIN};
        mailbox = mailbox_checked(&draft, NULL);
        g_assert_cmpint(mailbox != NULL, ==, cases[i].here);
    }
}

static void
test_what_is_kept_is_normal(void)
{
    MailboxDraft draft = mailbox_draft_of(" Contact@Exämple.ORG ");
    g_autoptr(Mailbox) mailbox = NULL;
    g_autoptr(GError) error = NULL;

    draft.mailbox.name = (char *)"  Deux\n lignes ";
    draft.mailbox.imap.host = (char *)" IMAP.Exämple.org ";
    mailbox = mailbox_checked(&draft, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(mailbox->name, ==, "Deux lignes");
    g_assert_cmpstr(mailbox->address, ==, "contact@xn--exmple-cua.org");
    g_assert_cmpstr(mailbox->imap.host, ==, "imap.xn--exmple-cua.org");
    g_assert_cmpstr(mailbox->folder, ==, "INBOX");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mailbox-check/fields", test_what_a_mailbox_cannot_be_is_told_by_its_field);
    g_test_add_func("/mailbox-check/clear", test_mail_in_the_clear_is_for_this_machine_only);
    g_test_add_func("/mailbox-check/normal", test_what_is_kept_is_normal);
    return g_test_run();
}
