/* Mails read by workers. This program is its own worker; a mail that says "poison" makes it crash,
 * as a defect of a parser would. */
#include "base/error.h"
#include "base/log.h"
#include "channel/mail/mail-belt.h"
#include "channel/mail/mail-charset.h"
#include "channel/mail/mail-flat.h"
#include "channel/mail/mail-lmtp.h"
#include "channel/mail/mail.h"
#include "lib/wire.h"
#include "module/context.h"

#include <iconv.h>
#include <signal.h>
#include <string.h>

#define WORKER "confined"

/* ---- The worker ---- */

static bool
holds(GBytes *bytes, const char *word)
{
    gsize size;
    const char *text = g_bytes_get_data(bytes, &size);

    return memmem(text, size, word, strlen(word)) != NULL;
}

static void
run_unless_poison(GBytes *source, GByteArray *answer)
{
    if (holds(source, "poison"))
        raise(SIGSEGV);
    mail_task.run(source, answer);
}

static ConfineTask task; /* mail_task with a defect */
static const ConfineTask *const tasks[] = {&mail_task, NULL};
static const ConfineTask *const tasks_inside[] = {&task, NULL};
static const char *const words[] = {"/proc/self/exe", WORKER, NULL};
static const ConfineOptions options = {.tasks = tasks, .words = words, .workers = 2};

static int
be_worker(void)
{
    task = mail_task;
    task.run = run_unless_poison;
    return confine_work(tasks_inside);
}

/* ---- What it says ---- */

static const char rich[] =
    "From: =?utf-8?q?=C3=89lodie_Martin?= <elodie@example.org>\n"
    "To: contact@asso.example, aide@asso.example\nCc: Bob <bob@example.org>\n"
    "Reply-To: autre@example.org\nSubject: =?iso-8859-1?q?pi=E8ce?=\n"
    "Message-ID: <rich@example.org>\nReferences: <a@example.org> <b@example.org>\n"
    "Date: Mon, 23 Nov 2026 09:30:00 +0100\nMIME-Version: 1.0\n"
    "Content-Type: multipart/mixed; boundary=b\n\n"
    "--b\nContent-Type: text/html; charset=utf-8\n\n<p>Bonjour <b>\xC3\xA0 tous</b></p>\n"
    "--b\nContent-Type: application/zip; name=\"un \xC3\xA9t\xC3\xA9.zip\"\n"
    "Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\nUEsDBAo=\n"
    "--b\nContent-Type: image/png\nContent-ID: <logo@x>\nContent-Transfer-Encoding: base64\n\n"
    "iVBORw0KGgo=\n--b--\n";

static const char bounce[] =
    "Return-Path: <>\nFrom: mailer-daemon@example.org\nTo: contact@asso.example\n"
    "Subject: failure\nMessage-ID: <bounce@example.org>\nMIME-Version: 1.0\n"
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
    "--b\nContent-Type: text/plain\n\nIt failed.\n"
    "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n"
    "Final-Recipient: rfc822; parti@example.org\nAction: failed\nStatus: 5.1.1\n\n--b--\n";

static GBytes *
bytes_of(const char *text)
{
    return g_bytes_new(text, strlen(text));
}

static GBytes *
flat_of(const Incoming *incoming)
{
    GByteArray *out = g_byte_array_new();

    mail_flat_write(incoming, out);
    return g_byte_array_free_to_bytes(out);
}

static void
begin(const ConfineOptions *how)
{
    g_autoptr(GError) error = NULL;

    confine_use(how);
    confine_begin(&error);
    g_assert_no_error(error);
}

/* All that an Incoming holds is equal, for what is not equal is not written alike. */
static void
check_same(GBytes *source)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Incoming) here = mail_parse(source);
    g_autoptr(Incoming) there = mail_read(source, &error);
    g_autoptr(GBytes) flat_here = flat_of(here);
    g_autoptr(GBytes) flat_there = NULL;

    g_assert_no_error(error);
    flat_there = flat_of(there);
    g_assert_true(g_bytes_equal(flat_here, flat_there));
    g_assert_true(there->source == source);
}

static void
test_a_worker_reads_what_we_read(void)
{
    static const char *const mails[] = {rich, bounce, "", "\n", "no mail at all \xFF\xFE"};

    begin(&options);
    for (gsize i = 0; i < G_N_ELEMENTS(mails); i++) {
        g_autoptr(GBytes) source = bytes_of(mails[i]);

        check_same(source);
    }
    confine_stop();
}

/* "Été" in a character set that has it, or what it has instead. */
static GBytes *
mail_in(const char *set, const char *text)
{
    g_autofree char *encoded = NULL;
    g_autoptr(GByteArray) mail = g_byte_array_new();
    g_autofree char *head =
        g_strdup_printf("From: a@example.org\nMessage-ID: <%s@example.org>\nSubject: x\n"
                        "Content-Type: text/plain; charset=%s\n\n",
                        set, set);
    gsize size = 0;

    encoded = g_convert(text, -1, set, "UTF-8", NULL, &size, NULL);
    g_assert_nonnull(encoded);
    g_byte_array_append(mail, (const guint8 *)head, (guint)strlen(head));
    g_byte_array_append(mail, (const guint8 *)encoded, (guint)size);
    return g_byte_array_free_to_bytes(g_steal_pointer(&mail));
}

/* Their tables are files, which a worker cannot open once it reads mail. */
static void
test_every_character_set_is_read_behind_the_door(void)
{
    static const char *const cases[][2] = {
        {"ISO-8859-15", "\u00C9t\u00E9 \u20AC"},
        {"ISO-8859-2", "\u017C\u00F3\u0142w"},
        {"ISO-8859-7", "\u03B1\u03B2\u03B3"},
        {"WINDOWS-1255", "\u05E9\u05DC\u05D5\u05DD"},
        {"WINDOWS-1256", "\u0633\u0644\u0627\u0645"},
        {"WINDOWS-1258", "Vi\u1EC7t"},
        {"KOI8-U", "\u043F\u0440\u0438\u0432\u0456\u0442"},
        {"CP866", "\u043F\u0440\u0438\u0432\u0435\u0442"},
        {"MACINTOSH", "\u00C9t\u00E9"},
        {"BIG5", "\u4E2D\u6587"},
        {"EUC-TW", "\u4E2D\u6587"},
        {"GB18030", "\u4E2D\u6587"},
        {"EUC-KR", "\uD55C\uAD6D"},
        {"ISO-2022-KR", "\uD55C\uAD6D"},
        {"JOHAB", "\uD55C\uAD6D"},
        {"SHIFT_JIS", "\u30C4\u30FC\u30EB"},
        {"ISO-2022-JP", "\u30C4\u30FC\u30EB"},
        {"EUC-JP", "\u30C4\u30FC\u30EB"},
        {"TIS-620", "\u0E44\u0E17\u0E22"},
        {"UTF-7", "\u00C9t\u00E9"},
        {"UTF-16", "\u00C9t\u00E9"},
        {"UTF-32", "\u00C9t\u00E9"},
        {"ARMSCII-8", "\u0540\u0561\u0575"},
    };

    begin(&options);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GBytes) source = mail_in(cases[i][0], cases[i][1]);
        g_autoptr(Incoming) read = mail_read(source, NULL);

        g_test_message("%s", cases[i][0]);
        g_assert_nonnull(strstr(read->text, cases[i][1]));
        check_same(source);
    }
    confine_stop();
}

/* ---- What an enemy says ---- */

static void
test_an_answer_cut_or_bent_is_refused_or_harmless(void)
{
    g_autoptr(GBytes) source = bytes_of(rich);
    g_autoptr(Incoming) mail = mail_parse(source);
    g_autoptr(GBytes) flat = flat_of(mail);
    gsize size = g_bytes_get_size(flat);

    for (gsize cut = 0; cut < size; cut++) {
        g_autoptr(GBytes) part = g_bytes_new(g_bytes_get_data(flat, NULL), cut);

        g_assert_null(mail_flat_read(part));
    }
    for (gsize at = 0; at < size; at++) {
        g_autofree guint8 *bent = g_memdup2(g_bytes_get_data(flat, NULL), size);
        g_autoptr(GBytes) answer = NULL;
        g_autoptr(Incoming) read = NULL;

        bent[at] ^= 0xFF;
        answer = g_bytes_new(bent, size);
        read = mail_flat_read(answer);
        /* What it takes is an Incoming like another. */
        g_assert_true(read == NULL ||
                      (g_utf8_validate(read->text, -1, NULL) && read->kind <= INCOMING_REPORT &&
                       strlen(read->content_hash) == 64));
    }
}

/* ---- What kills its readers ---- */

static const char poison[] = "From: a@example.org\nSubject: poison\n\nBonjour\n";
static const char sound[] = "From: a@example.org\nSubject: sain\n\nBonjour\n";

static void
test_a_mail_that_kills_its_readers_is_kept_unread(void)
{
    g_autoptr(GBytes) bad = bytes_of(poison);
    g_autoptr(GBytes) good = bytes_of(sound);
    g_autoptr(Incoming) unread = NULL;
    g_autoptr(Incoming) again = NULL;
    g_autoptr(Incoming) read = NULL;

    begin(&options);
    unread = mail_read(bad, NULL);
    again = mail_read(bad, NULL);
    read = mail_read(good, NULL);
    confine_stop();
    g_assert_true(unread->source == bad);
    g_assert_cmpuint(unread->notes->len, ==, 1);
    g_assert_cmpstr(unread->notes->pdata[0], ==, MAIL_NOTE_UNREAD);
    g_assert_cmpstr(unread->from.address, ==, "");
    g_assert_cmpstr(unread->external_id, ==, again->external_id);
    g_assert_cmpstr(read->subject, ==, "sain");
}

static GPtrArray *kept; /* of char*: the first note of each mail, or its subject */

static bool
receive(Context *context, Incoming *const *incoming, size_t n, Received *ret, GError **error)
{
    for (size_t i = 0; i < n; i++) {
        const Incoming *one = incoming[i];

        g_ptr_array_add(kept, g_strdup(strcmp(one->from.address, "") == 0 ? one->notes->pdata[0]
                                                                          : one->subject));
        ret[i] = (Received){.message = 1};
    }
    return true;
}

static void
test_mail_servers_are_answered_yes_and_others_go_on(void)
{
    static const char hand_over[] =
        "LHLO x\r\n"
        "MAIL FROM:<a@example.org>\r\nRCPT TO:<c@asso.example>\r\nDATA\r\n"
        "From: a@example.org\r\nSubject: poison\r\n\r\nx\r\n.\r\n"
        "MAIL FROM:<a@example.org>\r\nRCPT TO:<c@asso.example>\r\nDATA\r\n"
        "From: a@example.org\r\nSubject: sain\r\n\r\nx\r\n.\r\nQUIT\r\n";
    Context context = {.receive = receive};
    g_autoptr(GError) error = NULL;
    LmtpServer *server;
    g_autofree char *answer = NULL;

    begin(&options);
    kept = g_ptr_array_new_with_free_func(g_free);
    server = lmtp_server_start(&context, "127.0.0.1:0", &error);
    g_assert_no_error(error);
    answer = wire_exchange(lmtp_server_port(server), hand_over);
    lmtp_server_stop(server);
    confine_stop();
    g_assert_cmpuint(kept->len, ==, 2);
    g_assert_cmpstr(kept->pdata[0], ==, MAIL_NOTE_UNREAD);
    g_assert_cmpstr(kept->pdata[1], ==, "sain");
    g_assert_nonnull(strstr(answer, "250 2.0.0 kept"));
    g_assert_nonnull(strstr(strstr(answer, "250 2.0.0 kept") + 1, "250 2.0.0 kept"));
    g_ptr_array_unref(kept);
}

/* ---- When nobody can read ---- */

static const char *const nowhere[] = {"/nowhere/lien", WORKER, NULL};
static const ConfineOptions none = {.tasks = tasks, .words = nowhere, .workers = 2};

static void
parsed(BeltMail *mail, void *data)
{
    g_assert_nonnull(mail->mail);
}

static bool
keep_none(BeltMail *mails, size_t n, void *data, GError **error)
{
    g_assert_not_reached();
}

static void
test_without_workers_mails_are_asked_again_later(void)
{
    static const char hand_over[] =
        "LHLO x\r\nMAIL FROM:<a@example.org>\r\nRCPT TO:<c@asso.example>\r\nDATA\r\n"
        "Subject: x\r\n\r\nx\r\n.\r\nQUIT\r\n";
    Context context = {.receive = receive};
    g_autoptr(GBytes) source = bytes_of(sound);
    g_autoptr(MailBelt) belt = NULL;
    g_autoptr(GError) error = NULL;
    g_autofree char *answer = NULL;
    LmtpServer *server;

    confine_use(&none);
    belt = mail_belt_new(parsed, keep_none, NULL);
    g_assert_true(mail_belt_put(belt, source, 1, &error));
    g_assert_false(mail_belt_flush(belt, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_UNAVAILABLE);
    server = lmtp_server_start(&context, "127.0.0.1:0", NULL);
    answer = wire_exchange(lmtp_server_port(server), hand_over);
    lmtp_server_stop(server);
    confine_stop();
    g_assert_nonnull(strstr(answer, "451 4.3.0"));
    g_assert_null(strstr(answer, "250 2.0.0 kept"));
}

int
main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], WORKER) == 0)
        return be_worker();
    g_test_init(&argc, &argv, NULL);
    log_set_level(LOG_ERROR); /* each death is a warning */
    g_test_add_func("/mail-read/a worker reads what we read", test_a_worker_reads_what_we_read);
    g_test_add_func("/mail-read/every character set is read behind the door",
                    test_every_character_set_is_read_behind_the_door);
    g_test_add_func("/mail-read/an answer cut or bent is refused or harmless",
                    test_an_answer_cut_or_bent_is_refused_or_harmless);
    g_test_add_func("/mail-read/a mail that kills its readers is kept unread",
                    test_a_mail_that_kills_its_readers_is_kept_unread);
    g_test_add_func("/mail-read/mail servers are answered yes and others go on",
                    test_mail_servers_are_answered_yes_and_others_go_on);
    g_test_add_func("/mail-read/without workers mails are asked again later",
                    test_without_workers_mails_are_asked_again_later);
    return g_test_run();
}
