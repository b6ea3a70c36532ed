#include "base/error.h"
#include "base/limits.h"
#include "channel/mail/lmtp-peers.h"
#include "channel/mail/lmtp-session.h"
#include "channel/mail/mail-bounds.h"
#include "channel/mail/mail-lmtp.h"
#include "channel/mail/mail.h"
#include "lib/wire.h"
#include "module/context.h"

#include <gio/gio.h>
#include <stdatomic.h>
#include <string.h>

typedef struct {
    GPtrArray *mails; /* of char* */
    LmtpResult result;
} Kept;

static LmtpResult
keep(GBytes *source, void *data, const char **ret_refusal)
{
    Kept *kept = data;
    gsize size;
    const char *bytes = g_bytes_get_data(source, &size);

    g_ptr_array_add(kept->mails, g_strndup(bytes, size));
    *ret_refusal = "554 5.6.0 refuse / refused";
    return kept->result;
}

/* What the session answers to all of input, fed in pieces of step bytes. */
static char *
talk(Kept *kept, const char *input, gsize step)
{
    g_autoptr(LmtpSession) session = lmtp_session_new("lien.test", keep, kept);

    for (gsize at = 0, size = strlen(input); at < size; at += step)
        lmtp_session_feed(session, input + at, MIN(step, size - at));
    return g_strdup(lmtp_session_output(session)->str);
}

static const char dialogue[] = "LHLO mx.example.org\r\n"
                               "MAIL FROM:<marie@example.org> SIZE=100 BODY=8BITMIME\r\n"
                               "RCPT TO:<contact@asso.example>\r\n"
                               "RCPT TO:<aide@asso.example>\r\n"
                               "DATA\r\n"
                               "Subject: un\r\n\r\n..point\r\nfin\n.\nsuite\r\n.\r\n"
                               "MAIL FROM:<>\r\nRCPT TO:<contact@asso.example>\r\nDATA\r\n.\r\n"
                               "QUIT\r\n";

static void
test_each_recipient_is_answered_whatever_the_pieces(void)
{
    static const gsize steps[] = {1, 2, 3, 7, 1000};

    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
        Kept kept = {.mails = g_ptr_array_new_with_free_func(g_free), .result = LMTP_KEPT};
        g_autofree char *answer = talk(&kept, dialogue, steps[i]);

        g_assert_cmpuint(kept.mails->len, ==, 2);
        g_assert_cmpstr(kept.mails->pdata[0], ==,
                        "Return-Path: <marie@example.org>\r\n"
                        "Delivered-To: contact@asso.example\r\n"
                        "Delivered-To: aide@asso.example\r\n"
                        "Subject: un\r\n\r\n.point\r\nfin\n.\nsuite\r\n");
        g_assert_cmpstr(kept.mails->pdata[1], ==,
                        "Return-Path: <>\r\nDelivered-To: contact@asso.example\r\n");
        g_assert_true(g_str_has_suffix(answer, "354 go on\r\n250 2.0.0 kept\r\n250 2.0.0 kept\r\n"
                                               "250 2.1.0 ok\r\n250 2.1.5 ok\r\n354 go on\r\n"
                                               "250 2.0.0 kept\r\n221 2.0.0 bye\r\n"));
        g_ptr_array_unref(kept.mails);
    }
}

static void
test_what_is_out_of_order_or_too_long_is_refused(void)
{
    g_autofree char *long_line = g_strnfill(LIMIT_LMTP_LINE + 10, 'x');
    g_autofree char *too_long = g_strconcat(long_line, "\r\nNOOP\r\n", NULL);
    static const struct {
        const char *input, *answer;
    } cases[] = {
        {"MAIL FROM:<a@example.org>\r\n", "503 5.5.1"},
        {"EHLO x\r\n", "500 5.5.1"},
        {"LHLO x\r\nRCPT TO:<a@example.org>\r\n", "503 5.5.1"},
        {"LHLO x\r\nMAIL FROM:a@example.org\r\n", "501 5.1.7"},
        {"LHLO x\r\nMAIL FROM:<a@example.org> SIZE=999999999\r\n", "552 5.3.4"},
        {"LHLO x\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<>\r\n", "501 5.1.3"},
        {"LHLO x\r\nMAIL FROM:<a@example.org>\r\nDATA\r\n", "503 5.5.1"},
        {"NONSENSE\r\n", "500 5.5.2"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        Kept kept = {.mails = NULL};
        g_autofree char *answer = talk(&kept, cases[i].input, 1000);

        g_assert_nonnull(strstr(answer, cases[i].answer));
    }
    {
        Kept kept = {.mails = NULL};
        g_autofree char *answer = talk(&kept, too_long, 100);

        g_assert_true(
            g_str_has_suffix(answer, "500 5.5.2 the line is too long\r\n250 2.0.0 ok\r\n"));
    }
}

static void
test_a_mail_that_is_too_large_is_read_to_its_end_and_refused(void)
{
    Kept kept = {.mails = NULL};
    g_autoptr(LmtpSession) session = lmtp_session_new("lien.test", keep, &kept);
    static const char start[] =
        "LHLO x\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n";
    g_autofree char *block = g_strnfill(1024 * 1024, 'x');

    lmtp_session_feed(session, start, strlen(start));
    for (int i = 0; i < LIMIT_MAIL / (1024 * 1024) + 2; i++)
        lmtp_session_feed(session, block, 1024 * 1024);
    g_string_truncate(lmtp_session_output(session), 0);
    lmtp_session_feed(session, "\r\n.\r\nNOOP\r\n", 11);
    g_assert_true(g_str_has_prefix(lmtp_session_output(session)->str, "552 5.3.4 Message refuse"));
    g_assert_true(g_str_has_suffix(lmtp_session_output(session)->str, "\r\n250 2.0.0 ok\r\n"));
}

static void
test_a_mail_that_is_refused_says_why_for_each_recipient(void)
{
    Kept kept = {.mails = g_ptr_array_new_with_free_func(g_free), .result = LMTP_REFUSED};
    g_autofree char *answer = talk(&kept, dialogue, 1000);

    g_assert_nonnull(strstr(answer, "354 go on\r\n554 5.6.0 refuse / refused\r\n"
                                    "554 5.6.0 refuse / refused\r\n250 2.1.0 ok\r\n"));
    g_ptr_array_unref(kept.mails);
}

/* A mail that passes each limit, and what its server is told. */
static char *
mail_over(int limit)
{
    GString *mail = g_string_new("From: a@example.org\r\nTo: b@example.org");

    for (int i = 0; limit == 0 && i <= LIMIT_MAIL_ADDRESSES; i++)
        g_string_append_printf(mail, ",\r\n a%d@example.org", i);
    for (int i = 0; limit == 1 && i * 100 <= LIMIT_MAIL_HEADERS; i++)
        g_string_append_printf(mail, "\r\nX-%d: %0100d", i, i);
    g_string_append(mail, "\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n");
    for (int i = 0; limit == 2 && i <= LIMIT_MAIL_PARTS; i++)
        g_string_append_printf(mail, "--b\r\n\r\n%d\r\n", i);
    g_string_append(mail, "--b--\r\n");
    return g_string_free(mail, FALSE);
}

static void
test_each_limit_is_refused_in_words(void)
{
    static const char *const says[] = {"destinataires", "en-tetes", "pieces jointes"};

    for (int i = 0; i < (int)G_N_ELEMENTS(says); i++) {
        g_autofree char *text = mail_over(i);
        g_autoptr(GBytes) source = g_bytes_new_static(text, strlen(text));
        g_autoptr(Incoming) mail = mail_parse(source);
        const char *refusal = mail_refusal(mail);

        g_assert_nonnull(refusal);
        g_assert_true(g_str_has_prefix(refusal, "554 5."));
        g_assert_nonnull(strstr(refusal, says[i]));
        g_assert_nonnull(strstr(refusal, "Message refused"));
        g_assert_cmpuint(strlen(refusal), <, 500); /* a line of RFC 5321 holds 512 */
    }
}

static void
test_one_client_leaves_room_for_others(void)
{
    LmtpPeers *peers = lmtp_peers_new();
    int one = 0, other = 0;

    while (lmtp_peers_enter(peers, "192.0.2.1"))
        one++;
    while (lmtp_peers_enter(peers, "192.0.2.2"))
        other++;
    g_assert_cmpint(one, ==, LIMIT_LMTP_CLIENT);
    g_assert_cmpint(other, ==, LIMIT_LMTP_SESSIONS - LIMIT_LMTP_CLIENT);
    lmtp_peers_leave(peers, "192.0.2.1");
    g_assert_true(lmtp_peers_enter(peers, "192.0.2.3"));
    g_assert_cmpuint(lmtp_peers_count(peers), ==, LIMIT_LMTP_SESSIONS);
    lmtp_peers_free(peers);
}

/* A store that can fail. */
static atomic_int received;
static atomic_bool broken;

static bool
receive(Context *context, Incoming *const *incoming, size_t n, Received *ret, GError **error)
{
    if (broken)
        return error_set(error, APP_ERROR_UNAVAILABLE, "the disk is full");
    g_assert_cmpstr(incoming[0]->our_address, ==, "contact@asso.example");
    ret[0] = (Received){.message = ++received};
    return true;
}

/* Straight to the server: a library that looks for proxies has no part in this. */
static GSocketClient *
client_new(void)
{
    GSocketClient *client = g_socket_client_new();

    g_socket_client_set_enable_proxy(client, FALSE);
    return client;
}

static void *
send_many(void *data)
{
    static const char one[] =
        "LHLO x\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<contact@asso.example>\r\nDATA\r\n"
        "From: a@example.org\r\n\r\nBonjour\r\n.\r\nQUIT\r\n";

    for (int i = 0; i < 20; i++) {
        g_autofree char *answer = wire_exchange(GPOINTER_TO_UINT(data), one);

        g_assert_nonnull(strstr(answer, "250 2.0.0 kept"));
    }
    return NULL;
}

static void
test_a_mail_is_answered_yes_only_when_it_is_kept(void)
{
    Context context = {.receive = receive};
    g_autoptr(GError) error = NULL;
    LmtpServer *server = lmtp_server_start(&context, "127.0.0.1:0", &error);
    GThread *threads[4];
    unsigned port;
    g_autofree char *answer = NULL;

    g_assert_no_error(error);
    port = lmtp_server_port(server);
    for (int i = 0; i < 4; i++)
        threads[i] = g_thread_new("client", send_many, GUINT_TO_POINTER(port));
    for (int i = 0; i < 4; i++)
        g_thread_join(threads[i]);
    g_assert_cmpint(received, ==, 80);
    broken = true;
    answer = wire_exchange(
        port, "LHLO x\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<contact@asso.example>\r\n"
              "DATA\r\nSubject: x\r\n\r\nx\r\n.\r\nQUIT\r\n");
    g_assert_nonnull(strstr(answer, "451 4.3.0"));
    lmtp_server_stop(server);
}

static const char greeting[] =
    "LHLO x\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<contact@asso.example>\r\nDATA\r\n";

/* A mail of size bytes without its end. */
static char *
begin_mail(gsize size)
{
    g_autofree char *bytes = g_strnfill(size, 'a');

    return g_strconcat(greeting, "Subject: x\r\n\r\n", bytes, NULL);
}

static void
write_text(GSocketConnection *connection, const char *text)
{
    g_assert_true(g_output_stream_write_all(g_io_stream_get_output_stream(G_IO_STREAM(connection)),
                                            text, strlen(text), NULL, NULL, NULL));
}

static void
test_mails_of_all_connections_together_have_a_measure(void)
{
    Context context = {.receive = receive};
    LmtpServer *server = lmtp_server_start(&context, "127.0.0.1:0", NULL);
    unsigned port = lmtp_server_port(server);
    g_autoptr(GSocketClient) client = client_new();
    g_autoptr(GSocketConnection) slow =
        g_socket_client_connect_to_host(client, "127.0.0.1", (guint16)port, NULL, NULL);
    g_autofree char *large = begin_mail(200 * 1024);
    g_autofree char *begun = begin_mail(100 * 1024);
    g_autofree char *small = g_strconcat(begun, "\r\n.\r\nQUIT\r\n", NULL);
    g_autofree char *refused = NULL;
    g_autofree char *after = NULL;
    char answer[4096] = "";

    broken = false;
    lmtp_mails_max = 256 * 1024;
    write_text(slow, large);
    while (lmtp_server_held(server) < 200 * 1024)
        g_usleep(1000);
    refused = wire_exchange(port, small);
    g_assert_null(strstr(refused, "250 2.0.0 kept"));
    write_text(slow, "\r\n.\r\nQUIT\r\n");
    g_input_stream_read_all(g_io_stream_get_input_stream(G_IO_STREAM(slow)), answer,
                            sizeof answer - 1, NULL, NULL, NULL);
    g_assert_nonnull(strstr(answer, "250 2.0.0 kept"));
    after = wire_exchange(port, small);
    g_assert_nonnull(strstr(after, "250 2.0.0 kept"));
    lmtp_mails_max = LIMIT_LMTP_MAILS;
    lmtp_server_stop(server);
}

static void
test_what_we_end_says_why_and_asks_to_come_back(void)
{
    g_autoptr(LmtpSession) session = lmtp_session_new("desk.example", NULL, NULL);

    g_string_truncate(lmtp_session_output(session), 0);
    lmtp_session_end(session, "too much mail at once, come again later");
    g_assert_true(g_str_has_prefix(lmtp_session_output(session)->str, "421 4.3.2 "));
    g_assert_nonnull(
        strstr(lmtp_session_output(session)->str, "too much mail at once, come again later\r\n"));
    g_assert_true(lmtp_session_over(session));
}

static void
test_an_address_that_is_none_is_named(void)
{
    Context context = {.receive = receive};
    g_autoptr(GError) error = NULL;

    g_assert_null(lmtp_server_start(&context, "nowhere", &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_INVALID);
    g_assert_cmpstr(error_field(error), ==, "lmtp");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/lmtp/each recipient is answered whatever the pieces",
                    test_each_recipient_is_answered_whatever_the_pieces);
    g_test_add_func("/lmtp/what is out of order or too long is refused",
                    test_what_is_out_of_order_or_too_long_is_refused);
    g_test_add_func("/lmtp/a mail that is too large is read to its end and refused",
                    test_a_mail_that_is_too_large_is_read_to_its_end_and_refused);
    g_test_add_func("/lmtp/a mail that is refused says why for each recipient",
                    test_a_mail_that_is_refused_says_why_for_each_recipient);
    g_test_add_func("/lmtp/each limit is refused in words", test_each_limit_is_refused_in_words);
    g_test_add_func("/lmtp/one client leaves room for others",
                    test_one_client_leaves_room_for_others);
    g_test_add_func("/lmtp/a mail is answered yes only when it is kept",
                    test_a_mail_is_answered_yes_only_when_it_is_kept);
    g_test_add_func("/lmtp/mails of all connections together have a measure",
                    test_mails_of_all_connections_together_have_a_measure);
    g_test_add_func("/lmtp/what we end says why and asks to come back",
                    test_what_we_end_says_why_and_asks_to_come_back);
    g_test_add_func("/lmtp/an address that is none is named",
                    test_an_address_that_is_none_is_named);
    return g_test_run();
}
