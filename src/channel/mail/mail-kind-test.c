#include "channel/mail/mail.h"

#include <string.h>

#define TO_US "Delivered-To: contact@asso.example\nTo: contact@asso.example\n"

/* Headers (the sender among them), the text below, and what it is. */
static const struct {
    const char *name, *headers, *text;
    IncomingKind kind;
} kinds[] = {
    {"a person", TO_US "From: a@example.org\nSubject: Question", "Bonjour", INCOMING_PERSON},
    {"an answer by a machine", TO_US "From: a@example.org\nAuto-Submitted: auto-replied",
     "Je suis absent", INCOMING_AUTO_REPLY},
    {"a person whose program says that it is none", TO_US "From: a@example.org\nAuto-Submitted: no",
     "Bonjour", INCOMING_PERSON},
    {"an absence told by the subject",
     TO_US "From: a@example.org\nSubject: =?utf-8?Q?R=C3=A9ponse_automatique_:_Devis?=", "Absent",
     INCOMING_AUTO_REPLY},
    {"a person who writes of an absence",
     TO_US "From: a@example.org\nSubject: Votre absence du 12 mars", "Bonjour", INCOMING_PERSON},
    {"a newsletter",
     TO_US "From: news@shop.example\nList-Id: <news.shop.example>\nList-Unsubscribe: "
           "<https://shop.example/u>",
     "Soldes", INCOMING_LIST},
    {"a mail in bulk", TO_US "From: news@shop.example\nPrecedence: bulk", "Soldes", INCOMING_LIST},
    {"a mailing list elsewhere",
     "Delivered-To: contact@asso.example\nTo: talk@lists.example.net\nFrom: a@example.org\n"
     "List-Id: Talk <talk.lists.example.net>\nList-Post: <mailto:talk@lists.example.net>\n"
     "Precedence: list",
     "Hello all", INCOMING_LIST},
    {"a person through our own group",
     "Delivered-To: contact@asso.example\nTo: support@asso.example\nFrom: a@example.org\n"
     "Precedence: list\nList-ID: <support.asso.example>\nList-Post: "
     "<mailto:support@asso.example>\nList-Unsubscribe: <mailto:support+leave@asso.example>",
     "Bonjour", INCOMING_PERSON},
    {"a group whose name only ends like ours",
     "Delivered-To: contact@asso.example\nTo: all@notasso.example\nFrom: a@example.org\n"
     "Precedence: list\nList-ID: <allnotasso.example>",
     "Bonjour", INCOMING_LIST},
    {"a person who answers a list and us",
     TO_US "Cc: talk@lists.example.net\nFrom: a@example.org\nPrecedence: list\n"
           "List-Id: <talk.lists.example.net>",
     "Bonjour", INCOMING_PERSON},
    {"the name of a list alone", TO_US "From: a@example.org\nList-Id: <team.example.org>",
     "Bonjour", INCOMING_PERSON},
    {"a list manager that names itself as the addressee",
     "Delivered-To: mailing list talk@lists.example.net\nTo: talk@lists.example.net\n"
     "From: admin@lists.example.net\nMailing-List: contact talk-help@lists.example.net",
     "You are not a member", INCOMING_LIST},
    {"a bounce in words",
     TO_US "From: MAILER-DAEMON@mx.example.net\nSubject: Undelivered Mail Returned to Sender",
     "<x@example.org>: 550 5.1.1 no such user", INCOMING_BOUNCE},
    {"a person who asks about a bounce",
     TO_US "From: a@example.org\nSubject: Undelivered Mail Returned to Sender?",
     "Mon message n'est pas parti, pourquoi ?", INCOMING_PERSON},
};

static Incoming *
parse(const char *headers, const char *text)
{
    char *source = g_strconcat(headers, "\n\n", text, "\n", NULL);
    g_autoptr(GBytes) bytes = g_bytes_new_take(source, strlen(source));

    return mail_parse(bytes);
}

static void
test_kind(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autoptr(Incoming) mail = parse(kinds[i].headers, kinds[i].text);

    g_assert_cmpstr(mail_kind_word(mail->kind), ==, mail_kind_word(kinds[i].kind));
}

static const struct {
    const char *name, *text, *recipient, *status;
    bool permanent;
} bounces[] = {
    {"nobody there", "<x@example.org>: 550 5.1.1 User unknown", "x@example.org", "5.1.1", true},
    {"nobody there, in French", "x@example.org\nLe destinataire n'existe pas.", "x@example.org",
     NULL, true},
    {"a full mailbox", "<x@example.org>: 552 5.2.2 Mailbox full", "x@example.org", "5.2.2", false},
    {"a filter", "<x@example.org>: 554 5.7.1 Message rejected as spam", "x@example.org", "5.7.1",
     false},
    {"later perhaps", "<x@example.org>: 450 4.2.0 Try again later", "x@example.org", "4.2.0",
     false},
    {"our own address refused", "<x@example.org>: 550 5.1.0 <contact@asso.example> sender rejected",
     "x@example.org", "5.1.0", false},
    {"a carrier's filter", "<x@example.org>: 550 : User unknown", "x@example.org", NULL, false},
    {"a host that takes no mail",
     "<x@example.org>: 521 5.3.2 System not accepting network messages", "x@example.org", "5.3.2",
     true},
    {"only that recipient's words count",
     "<x@example.org>: 552 5.2.2 Mailbox full\n<y@example.org>: 550 5.1.1 User unknown",
     "x@example.org", "5.2.2", false},
};

static void
check_bounce(const Incoming *mail, const char *recipient, const char *status, bool permanent)
{
    g_assert_cmpint(mail->kind, ==, INCOMING_BOUNCE);
    g_assert_cmpstr(mail->bounced_address, ==, recipient);
    g_assert_cmpstr(mail->bounce_status, ==, status);
    g_assert_cmpint(mail->bounce_permanent, ==, permanent);
}

static void
test_bounce_in_words(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autoptr(Incoming) mail =
        parse("From: MAILER-DAEMON@mx.example.net\nTo: contact@asso.example\nSubject: "
              "Undelivered Mail Returned to Sender",
              bounces[i].text);

    check_bounce(mail, bounces[i].recipient, bounces[i].status, bounces[i].permanent);
}

#define REPORT(recipient, action, status, diagnostic)                                              \
    "--r\nContent-Type: text/plain\n\nIt went to <x@example.org>.\n--r\n"                          \
    "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n"              \
    "Final-Recipient: rfc822; " recipient "\nAction: " action "\nStatus: " status                  \
    "\nDiagnostic-Code: smtp; " diagnostic "\n\n--r--\n"
#define REPORT_HEADERS                                                                             \
    "From: MAILER-DAEMON@mx.example.net\nTo: contact@asso.example\nMIME-Version: 1.0\n"            \
    "Subject: Mail delivery failed\nContent-Type: multipart/report; "                              \
    "report-type=delivery-status; boundary=r"

static void
test_a_report_says_who_and_why(void)
{
    g_autoptr(Incoming) failed =
        parse(REPORT_HEADERS, REPORT("x@example.org", "failed", "5.0.0", "550 5.1.1 User unknown"));
    g_autoptr(Incoming) late =
        parse(REPORT_HEADERS, REPORT("x@example.org", "delayed", "4.4.1", "no answer"));
    g_autoptr(Incoming) done =
        parse(REPORT_HEADERS, REPORT("x@example.org", "delivered", "2.0.0", "250 ok"));
    g_autoptr(Incoming) nameless =
        parse(REPORT_HEADERS, REPORT("@mx.example.org", "failed", "5.1.2", "550 Host unknown"));

    check_bounce(failed, "x@example.org", "5.1.1", true);
    check_bounce(late, "x@example.org", "4.4.1", false);
    g_assert_cmpint(done->kind, ==, INCOMING_REPORT);
    check_bounce(nameless, "x@example.org", "5.1.2", true);
}

static void
test_a_report_in_a_bounce_of_a_gateway_is_read(void)
{
    g_autoptr(Incoming) mail = parse(
        "From: MAILER-DAEMON@gw.example.net\nTo: contact@asso.example\nMIME-Version: 1.0\n"
        "Subject: Mail delivery failed\nContent-Type: multipart/mixed; boundary=g",
        "--g\nContent-Type: text/plain\n\nSee below.\n--g\n"
        "Content-Type: message/rfc822\n\n" REPORT_HEADERS
        "\n\n" REPORT("x@example.org", "failed", "5.1.1", "550 5.1.1 User unknown") "--g--\n");

    check_bounce(mail, "x@example.org", "5.1.1", true);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_autofree char *path = g_strconcat("/mail-kind/", kinds[i].name, NULL);

        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_kind);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(bounces); i++) {
        g_autofree char *path = g_strconcat("/mail-kind/bounce: ", bounces[i].name, NULL);

        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_bounce_in_words);
    }
    g_test_add_func("/mail-kind/a report says who and why", test_a_report_says_who_and_why);
    g_test_add_func("/mail-kind/a report in a bounce of a gateway is read",
                    test_a_report_in_a_bounce_of_a_gateway_is_read);
    return g_test_run();
}
