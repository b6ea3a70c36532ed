#include "base/error.h"
#include "channel/mail/mail-build.h"
#include "channel/mail/mail-send.h"
#include "channel/mail/mail-server.h"
#include "channel/mail/mail.h"
#include "module/context.h"

#include <stdlib.h>
#include <string.h>

#define TOKEN        "c8f3kq02x7ab"
#define BOUNCE_TOKEN "q7c2mmnr5s6t"

static const char *const to[] = {"elodie@example.org", NULL};

static Outgoing
outgoing(void)
{
    static const char *const references[] = {"one@example.org", "bad id@example.org",
                                             "two@example.org", NULL};

    return (Outgoing){.from_address = "contact@asso.example",
                      .from_name = "Association d'été",
                      .to = to,
                      .to_name = "Élodie \"E\" Martin",
                      .subject = "Reçu fiscal",
                      .text = "Bonjour,\n\nVoici.\n.\nFrom ici\n",
                      .external_id = "42." TOKEN "@asso.example",
                      .references = references,
                      .thread_token = TOKEN,
                      .bounce_token = BOUNCE_TOKEN,
                      .language = "fr",
                      .at = INT64_C(1795426200000)};
}

static Incoming *
build_and_read(const Outgoing *mail)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = mail_build(mail, true, &error);

    g_assert_no_error(error);
    return mail_parse(bytes);
}

static void
test_what_is_built_reads_the_same(void)
{
    Outgoing mail = outgoing();
    g_autoptr(Incoming) read = build_and_read(&mail);

    g_assert_cmpstr(read->from.address, ==, "contact@asso.example");
    g_assert_cmpstr(read->from.name, ==, "Association d'été");
    g_assert_cmpuint(read->to->len, ==, 1);
    g_assert_cmpstr(((ChannelAddress *)read->to->pdata[0])->name, ==, "Élodie \"E\" Martin");
    g_assert_cmpstr(read->subject, ==, "Reçu fiscal");
    g_assert_cmpstr(read->text, ==, "Bonjour,\n\nVoici.\n.\nFrom ici");
    g_assert_cmpstr(read->external_id, ==, "42." TOKEN "@asso.example");
    g_assert_cmpstr(read->reply_to, ==, "contact+" TOKEN "@asso.example");
    g_assert_cmpuint(read->references->len, ==, 2); /* not the one that is no id */
    g_assert_cmpstr(read->references->pdata[1], ==, "two@example.org");
    g_assert_cmpint(read->sent_at, ==, INT64_C(1795426200000));
    g_assert_cmpint(read->kind, ==, INCOMING_PERSON);
    g_assert_null(read->html);
}

static void
test_pictures_and_files_find_their_place(void)
{
    Outgoing mail = outgoing();
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)channel_file_free);
    g_autoptr(GBytes) picture = g_bytes_new_static("\x89PNG\r\n\x1A\n", 8);
    g_autoptr(GBytes) notes = g_bytes_new_static("a\n.\nb", 5);
    ChannelFile *logo = channel_file_new("logo.png", "image/png", picture);
    g_autoptr(Incoming) read = NULL;

    logo->content_id = g_strdup("logo@asso.example");
    logo->is_inline = true;
    g_ptr_array_add(files, logo);
    g_ptr_array_add(files, channel_file_new("été\r\nBcc: x.txt", "text/plain", notes));
    mail.html = "<p>Bonjour <img src=\"cid:logo@asso.example\"></p>";
    mail.files = files;
    read = build_and_read(&mail);

    g_assert_cmpstr(read->text, ==, "Bonjour,\n\nVoici.\n.\nFrom ici");
    g_assert_nonnull(strstr(read->html, "cid:logo@asso.example"));
    g_assert_cmpuint(read->files->len, ==, 2);
    g_assert_cmpstr(((ChannelFile *)read->files->pdata[0])->content_id, ==, "logo@asso.example");
    g_assert_true(g_bytes_equal(((ChannelFile *)read->files->pdata[0])->bytes, picture));
    g_assert_cmpstr(((ChannelFile *)read->files->pdata[1])->name, ==, "été Bcc: x.txt");
    g_assert_true(g_bytes_equal(((ChannelFile *)read->files->pdata[1])->bytes, notes));
}

static void
test_a_machine_says_that_it_is_one(void)
{
    Outgoing mail = outgoing();
    g_autoptr(Incoming) read = NULL;

    mail.automatic = true;
    read = build_and_read(&mail);
    g_assert_cmpint(read->kind, ==, INCOMING_AUTO_REPLY);
}

static void
test_no_header_is_forged_by_what_people_typed(void)
{
    Outgoing mail = outgoing();
    g_autoptr(GBytes) bytes = NULL;
    g_autofree char *text = NULL;

    mail.subject = "Bonjour\r\nBcc: victim@example.org\r\n\r\nbody";
    mail.from_name = "A\nBcc: victim@example.org";
    mail.to_name = "B\r\nX-Forged: yes";
    bytes = mail_build(&mail, true, NULL);
    text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    g_assert_null(strstr(text, "\nBcc:"));
    g_assert_null(strstr(text, "\nX-Forged:"));
}

static void
test_an_address_that_is_none_is_named(void)
{
    static const char *const bad[] = {"a@example.org\r\nBcc: x@example.org", NULL};
    static const char *const none[] = {NULL};
    Outgoing mail = outgoing();
    g_autoptr(GError) error = NULL;

    mail.to = bad;
    g_assert_null(mail_build(&mail, true, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_INVALID);
    g_clear_error(&error);
    mail.to = none;
    g_assert_null(mail_build(&mail, true, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_INVALID);
    g_clear_error(&error);
    mail = outgoing();
    mail.external_id = "a b@example.org";
    g_assert_null(mail_build(&mail, true, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_INVALID);
}

/* A mail server that takes one mail and answers one of its commands as it is told. */
typedef struct {
    GSocketListener *listener;
    GThread *thread;
    const char *command, *answer; /* to lines that begin so, this instead of 250; NULL: hangs up */
    GString *heard;
    char *url;
} Server;

static void *
serve(void *data)
{
    Server *server = data;
    g_autoptr(GSocketConnection) connection =
        g_socket_listener_accept(server->listener, NULL, NULL, NULL);
    g_autoptr(GDataInputStream) in =
        g_data_input_stream_new(g_io_stream_get_input_stream(G_IO_STREAM(connection)));
    GOutputStream *out = g_io_stream_get_output_stream(G_IO_STREAM(connection));
    const char *answer = "220 mx.test";
    bool in_data = false;

    do {
        g_autofree char *line = NULL;

        if (answer != NULL)
            g_output_stream_printf(out, NULL, NULL, NULL, "%s\r\n", answer);
        line = g_data_input_stream_read_line(in, NULL, NULL, NULL);
        if (line == NULL)
            break;
        g_string_append_printf(server->heard, "%s\n", line);
        if (in_data && strcmp(line, ".\r") != 0 && strcmp(line, ".") != 0) {
            answer = NULL;
            continue;
        }
        in_data = false;
        if (server->command != NULL && g_str_has_prefix(line, server->command)) {
            if (server->answer == NULL)
                break;
            answer = server->answer;
        } else if (g_str_has_prefix(line, "DATA"))
            in_data = true, answer = "354 go on";
        else if (g_str_has_prefix(line, "AUTH"))
            answer = "235 welcome";
        else
            answer = g_str_has_prefix(line, "QUIT") ? "221 bye" : "250 ok";
    } while (true);
    g_io_stream_close(G_IO_STREAM(connection), NULL, NULL);
    return NULL;
}

static void
server_start(Server *server, const char *command, const char *answer)
{
    guint16 port;

    *server = (Server){.command = command, .answer = answer, .heard = g_string_new(NULL)};
    server->listener = g_socket_listener_new();
    port = g_socket_listener_add_any_inet_port(server->listener, NULL, NULL);
    g_assert_cmpint(port, !=, 0);
    server->url = g_strdup_printf("smtp://127.0.0.1:%d", port);
    server->thread = g_thread_new("smtp", serve, server);
}

/* Waits until it has heard all; frees it. */
static void
server_stop(Server *server, char **ret_heard)
{
    g_thread_join(server->thread);
    *ret_heard = g_string_free(server->heard, FALSE);
    g_object_unref(server->listener);
    g_free(server->url);
}

static SendOutcome
send_to(const char *url, GError **error)
{
    MailOptions options = {.smtp = url, .address = "contact@asso.example"};
    Context context = {.mail = &options};
    Outgoing mail = outgoing();

    return mail_send(&context, &mail, error);
}

static void
test_a_server_that_takes_it_has_all_of_it(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *heard = NULL;
    Server server;

    server_start(&server, NULL, NULL);
    g_assert_cmpint(send_to(server.url, &error), ==, SEND_DONE);
    g_assert_no_error(error);
    server_stop(&server, &heard);
    g_assert_nonnull(strstr(heard, "EHLO asso.example\r\n"));
    /* What comes back to the sender names the message. */
    g_assert_nonnull(strstr(heard, "MAIL FROM:<contact+b-" BOUNCE_TOKEN "@asso.example>"));
    g_assert_nonnull(strstr(heard, "RCPT TO:<elodie@example.org>"));
    g_assert_nonnull(strstr(heard, "Message-Id: <42." TOKEN "@asso.example>"));
    g_assert_nonnull(strstr(heard, "\n..\r")); /* a line of a dot alone is doubled */
}

static const struct {
    const char *name, *command, *answer;
    SendOutcome outcome;
} refusals[] = {
    {"nobody there: never", "RCPT", "550 5.1.1 no such user", SEND_REFUSED},
    {"busy: later", "RCPT", "451 4.3.0 try later", SEND_RETRY},
    {"content refused: never", ".", "554 5.7.1 spam", SEND_REFUSED},
    {"disk full: later", ".", "452 4.3.1 disk full", SEND_RETRY},
    {"that we must sign in says nothing of the mail: later", "MAIL", "530 5.7.0 sign in first",
     SEND_RETRY},
    {"our sender refused: never", "MAIL", "553 5.1.8 who are you", SEND_REFUSED},
};

static void
test_refusal(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autoptr(GError) error = NULL;
    g_autofree char *heard = NULL;
    Server server;

    server_start(&server, refusals[i].command, refusals[i].answer);
    g_assert_cmpint(send_to(server.url, &error), ==, refusals[i].outcome);
    g_assert_nonnull(error);
    g_assert_null(strstr(error->message, "elodie")); /* no address in a message that is logged */
    server_stop(&server, &heard);
}

/* ---- Several recipients ---- */

static const char *const both[] = {"elodie@example.org", "gone@example.org", NULL};

static SendOutcome
send_to_both(const char *url, const char *const *only, SendReport *report, GError **error)
{
    MailOptions options = {.smtp = url, .address = "contact@asso.example"};
    Context context = {.mail = &options};
    Outgoing mail = outgoing();

    mail.to = both;
    mail.only = only;
    mail.report = report;
    return mail_send(&context, &mail, error);
}

static const struct {
    const char *name, *command, *answer;
    SendOutcome outcome, first, second; /* of all, of each */
    bool permanent;
} mixtures[] = {
    {"one is gone for ever", "RCPT TO:<gone", "550 5.1.1 gone@example.org: user unknown",
     SEND_REFUSED, SEND_DONE, SEND_REFUSED, true},
    {"one is refused for what it is today", "RCPT TO:<gone", "552 5.2.2 mailbox full", SEND_REFUSED,
     SEND_DONE, SEND_REFUSED, false},
    {"one is to be tried again", "RCPT TO:<gone", "451-4.3.0 gone@example.org\r\n451 4.3.0 later",
     SEND_RETRY, SEND_DONE, SEND_RETRY, false},
    {"both are refused", "RCPT", "550 5.1.1 user unknown", SEND_REFUSED, SEND_REFUSED, SEND_REFUSED,
     true},
};

static void
test_mixture(gconstpointer data)
{
    gsize i = GPOINTER_TO_SIZE(data);
    g_autoptr(GError) error = NULL;
    g_auto(SendReport) report = {.words = NULL};
    g_autofree char *heard = NULL;
    const SendRecipient *first, *second;
    Server server;

    server_start(&server, mixtures[i].command, mixtures[i].answer);
    g_assert_cmpint(send_to_both(server.url, NULL, &report, &error), ==, mixtures[i].outcome);
    server_stop(&server, &heard);
    g_assert_cmpint(strstr(heard, "\nDATA") != NULL, ==, mixtures[i].first == SEND_DONE);
    g_assert_cmpuint(report.recipients->len, ==, 2);
    first = report.recipients->pdata[0];
    second = report.recipients->pdata[1];
    g_assert_cmpstr(first->address, ==, both[0]);
    g_assert_cmpint(first->outcome, ==, mixtures[i].first);
    g_assert_cmpstr(second->address, ==, both[1]);
    g_assert_cmpint(second->outcome, ==, mixtures[i].second);
    g_assert_cmpint(second->permanent, ==, mixtures[i].permanent);
    g_assert_true(g_str_has_prefix(second->words, report.words));
    g_assert_null(strstr(error->message, "example.org")); /* the words stay out of the log */
}

static void
test_who_has_it_is_not_written_to_again(void)
{
    static const char *const only[] = {"gone@example.org", NULL};
    g_autofree char *heard = NULL;
    Server server;

    server_start(&server, NULL, NULL);
    g_assert_cmpint(send_to_both(server.url, only, NULL, NULL), ==, SEND_DONE);
    server_stop(&server, &heard);
    g_assert_null(strstr(heard, "RCPT TO:<elodie"));
    g_assert_nonnull(strstr(heard, "RCPT TO:<gone"));
    g_assert_nonnull(strstr(heard, "elodie@example.org")); /* in the header, as the first time */
}

static void
test_hidden_recipients_are_in_the_envelope_alone(void)
{
    static const char *const hidden[] = {"secret@example.org", "elodie@example.org", NULL};
    g_autofree char *heard = NULL;
    Server server;
    MailOptions options = {.address = "contact@asso.example"};
    Context context = {.mail = &options};
    Outgoing mail = outgoing();
    const char *once;

    server_start(&server, NULL, NULL);
    options.smtp = server.url;
    mail.bcc = hidden;
    g_assert_cmpint(mail_send(&context, &mail, NULL), ==, SEND_DONE);
    server_stop(&server, &heard);
    once = strstr(heard, "secret@example.org");
    g_assert_nonnull(once);
    g_assert_true(g_str_has_prefix(once - strlen("RCPT TO:<"), "RCPT TO:<"));
    g_assert_null(strstr(once + 1, "secret@"));
    g_assert_null(strcasestr(heard, "bcc"));
    once = strstr(heard, "RCPT TO:<elodie");
    g_assert_null(strstr(once + 1, "RCPT TO:<elodie"));
}

static void
test_a_cut_before_the_answer_is_tried_again(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *heard = NULL;
    Server server;

    server_start(&server, ".\r", NULL);
    g_assert_cmpint(send_to(server.url, &error), ==, SEND_RETRY);
    g_assert_nonnull(strstr(error->message, "it may have the mail"));
    server_stop(&server, &heard);
}

/* ---- The server of the address ---- */

static MailServer given;
static int found;

static int
server_of(Context *context, const char *our_address, MailServer *ret_server, GError **error)
{
    g_assert_cmpstr(our_address, ==, "contact@asso.example");
    if (found < 0)
        error_set(error, APP_ERROR_UNAVAILABLE, "no token now");
    *ret_server = given;
    return found;
}

static SendOutcome
send_by_mailbox(GError **error)
{
    MailOptions options = {.smtp = "smtp://127.0.0.1:1", .address = "contact@asso.example"};
    Context context = {.mail = &options, .mail_server_of = server_of};
    Outgoing mail = outgoing();

    return mail_send(&context, &mail, error);
}

static void
test_mail_leaves_by_the_server_of_its_address(void)
{
    g_autofree char *heard = NULL;
    Server server;

    server_start(&server, NULL, NULL);
    given = (MailServer){.host = g_strdup("127.0.0.1"),
                         .port = (uint16_t)atoi(strrchr(server.url, ':') + 1),
                         .security = MAIL_PLAIN};
    found = 1;
    g_assert_cmpint(send_by_mailbox(NULL), ==, SEND_DONE);
    server_stop(&server, &heard);
    /* That server takes no tag: the plain address is all it is told. */
    g_assert_nonnull(strstr(heard, "MAIL FROM:<contact@asso.example>"));
    g_assert_null(strstr(heard, "\nReply-To"));
}

static void
test_no_password_goes_out_in_the_clear(void)
{
    static const struct {
        const char *host;
        MailSecurity security;
    } cases[] = {{"192.0.2.1", MAIL_PLAIN}, {"127.0.0.1", MAIL_STARTTLS}};

    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *heard = NULL;
        Server server;

        server_start(&server, cases[i].security == MAIL_STARTTLS ? "QUIT" : NULL, NULL);
        given = (MailServer){.host = g_strdup(cases[i].host),
                             .port = (uint16_t)atoi(strrchr(server.url, ':') + 1),
                             .security = cases[i].security,
                             .user = g_strdup("marie"),
                             .secret = g_strdup("motdepasse")};
        found = 1;
        g_assert_cmpint(send_by_mailbox(&error), ==, SEND_RETRY);
        g_assert_nonnull(error);
        if (cases[i].security == MAIL_PLAIN) /* it was never asked: end its wait */
            g_assert_cmpint(send_to(server.url, NULL), ==, SEND_DONE);
        server_stop(&server, &heard);
        g_assert_null(strstr(heard, "AUTH"));
    }
}

static void
test_a_token_signs_in(void)
{
    static const char said[] = "user=marie\001auth=Bearer jeton\001\001";
    g_autofree char *token = g_base64_encode((const guchar *)said, sizeof said - 1);
    g_autofree char *wanted = g_strconcat("AUTH XOAUTH2 ", token, NULL);
    g_autofree char *heard = NULL;
    Server server;

    server_start(&server, "EHLO", "250-mx.test\r\n250 AUTH PLAIN XOAUTH2");
    given = (MailServer){.host = g_strdup("127.0.0.1"),
                         .port = (uint16_t)atoi(strrchr(server.url, ':') + 1),
                         .security = MAIL_PLAIN, /* on this machine only */
                         .user = g_strdup("marie"),
                         .secret = g_strdup("jeton"),
                         .oauth = true};
    found = 1;
    g_assert_cmpint(send_by_mailbox(NULL), ==, SEND_DONE);
    server_stop(&server, &heard);
    g_assert_nonnull(strstr(heard, wanted));
    g_assert_null(strstr(heard, "AUTH PLAIN"));
}

static void
test_without_a_token_it_is_tried_again(void)
{
    g_autoptr(GError) error = NULL;

    given = (MailServer){.host = NULL};
    found = -1;
    g_assert_cmpint(send_by_mailbox(&error), ==, SEND_RETRY);
    g_assert_error(error, APP_ERROR, APP_ERROR_UNAVAILABLE);
}

static void
test_without_a_server_it_is_kept_or_tried_again(void)
{
    g_autoptr(GError) error = NULL;

    g_assert_cmpint(send_to(NULL, &error), ==, SEND_KEPT);
    g_assert_no_error(error);
    g_assert_cmpint(send_to("smtp://127.0.0.1:1", &error), ==, SEND_RETRY);
    g_assert_error(error, APP_ERROR, APP_ERROR_UNAVAILABLE);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mail-build/what is built reads the same", test_what_is_built_reads_the_same);
    g_test_add_func("/mail-build/pictures and files find their place",
                    test_pictures_and_files_find_their_place);
    g_test_add_func("/mail-build/a machine says that it is one",
                    test_a_machine_says_that_it_is_one);
    g_test_add_func("/mail-build/no header is forged by what people typed",
                    test_no_header_is_forged_by_what_people_typed);
    g_test_add_func("/mail-build/an address that is none is named",
                    test_an_address_that_is_none_is_named);
    g_test_add_func("/mail-send/a server that takes it has all of it",
                    test_a_server_that_takes_it_has_all_of_it);
    for (gsize i = 0; i < G_N_ELEMENTS(refusals); i++) {
        g_autofree char *path = g_strconcat("/mail-send/", refusals[i].name, NULL);

        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_refusal);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(mixtures); i++) {
        g_autofree char *path = g_strconcat("/mail-send/of two, ", mixtures[i].name, NULL);

        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_mixture);
    }
    g_test_add_func("/mail-send/who has it is not written to again",
                    test_who_has_it_is_not_written_to_again);
    g_test_add_func("/mail-send/hidden recipients are in the envelope alone",
                    test_hidden_recipients_are_in_the_envelope_alone);
    g_test_add_func("/mail-send/a cut before the answer is tried again",
                    test_a_cut_before_the_answer_is_tried_again);
    g_test_add_func("/mail-send/mail leaves by the server of its address",
                    test_mail_leaves_by_the_server_of_its_address);
    g_test_add_func("/mail-send/no password goes out in the clear",
                    test_no_password_goes_out_in_the_clear);
    g_test_add_func("/mail-send/a token signs in", test_a_token_signs_in);
    g_test_add_func("/mail-send/without a token it is tried again",
                    test_without_a_token_it_is_tried_again);
    g_test_add_func("/mail-send/without a server it is kept or tried again",
                    test_without_a_server_it_is_kept_or_tried_again);
    return g_test_run();
}
