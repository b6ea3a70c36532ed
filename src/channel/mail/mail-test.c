#include "channel/mail/mail.h"

#include <string.h>

static Incoming *
parse(const char *source)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(source, strlen(source));

    return mail_parse(bytes);
}

static void
test_headers_are_decoded(void)
{
    g_autoptr(Incoming) mail =
        parse("From: =?utf-8?Q?=C3=89lodie_Martin?= <Elodie.Martin@Example.ORG>\r\n"
              "To: \"Contact\" <contact+c8f3kq02x7ab@asso.example>, b@example.test\r\n"
              "Cc: team: one@example.test, two@example.test;\r\n"
              "Reply-To: other@example.org\r\n"
              "Subject: =?iso-8859-1?Q?Re=E7u?=\r\n =?iso-8859-1?Q?_fiscal?=\r\n"
              "Date: Mon, 23 Nov 2026 10:30:00 +0100\r\n"
              "Message-ID: <abc@example.org>\r\n"
              "In-Reply-To: <two@x>\r\n"
              "References: <one@x>\r\n <two@x>\r\n"
              "\r\nBonjour,\r\n");

    g_assert_cmpstr(mail->from.address, ==, "elodie.martin@example.org");
    g_assert_cmpstr(mail->from.name, ==, "Élodie Martin");
    g_assert_cmpuint(mail->to->len, ==, 2);
    g_assert_cmpuint(mail->cc->len, ==, 2);
    g_assert_cmpstr(mail->reply_to, ==, "other@example.org");
    g_assert_cmpstr(mail->subject, ==, "Reçu fiscal");
    g_assert_cmpint(mail->sent_at, ==, INT64_C(1795426200000));
    g_assert_cmpstr(mail->external_id, ==, "abc@example.org");
    g_assert_cmpuint(mail->references->len, ==, 2);
    g_assert_cmpstr(mail->references->pdata[1], ==, "two@x");
    g_assert_cmpstr(mail->thread_token, ==, "c8f3kq02x7ab");
    g_assert_cmpstr(mail->text, ==, "Bonjour,");
    g_assert_null(mail->html);
    g_assert_cmpuint(mail->notes->len, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mail/headers are decoded", test_headers_are_decoded);
    return g_test_run();
}
