#include "conversation/conversation-reply.h"

#include "base/clock.h"
#include "base/error.h"
#include "lib/house.h"
#include "lib/mailboxes.h"
#include "person/person.h"

#include <string.h>

static char *
joined(const GPtrArray *list)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < list->len; i++)
        g_string_append_printf(out, "%s%s", i > 0 ? "," : "",
                               ((const ChannelAddress *)list->pdata[i])->address);
    return g_string_free(out, FALSE);
}

static void
assert_list(const GPtrArray *list, const char *expected)
{
    g_autofree char *found = joined(list);

    g_assert_cmpstr(found, ==, expected);
}

static Conversation *
matter_of(House *house, int64_t id)
{
    g_autoptr(GError) error = NULL;
    Conversation *conversation =
        conversation_store_need(database_reader(house->database), id, &error);

    g_assert_no_error(error);
    return conversation;
}

static void
propose(House *house, int64_t id, ReplyMode mode, int64_t message, Envelope *envelope)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Conversation) conversation = matter_of(house, id);

    g_assert_true(envelope_propose(database_reader(house->database), &house->context, conversation,
                                   mode, message, house->context.channels[0], envelope, &error));
    g_assert_no_error(error);
}

static void
test_whom_an_answer_is_proposed_to(void)
{
    static const struct {
        const char *about;
        Mail mail;
        ReplyMode mode;
        const char *to, *cc, *left_out;
    } cases[] = {
        {"to who wrote alone",
         {.from = "camille@example.org", .cc = "sacha@example.org"},
         REPLY_ONE,
         "camille@example.org",
         "",
         ""},
        {"to all",
         {.from = "camille@example.org", .cc = "sacha@example.org"},
         REPLY_ALL,
         "camille@example.org",
         "sacha@example.org",
         ""},
        {"where the person wants it",
         {.from = "camille@example.org", .reply_to = "bureau@example.org"},
         REPLY_ALL,
         "bureau@example.org",
         "",
         ""},
        {"never to ourselves",
         {.from = "camille@example.org", .cc = "contact@lien.test"},
         REPLY_ALL,
         "camille@example.org",
         "",
         ""},
        {"nor to ourselves behind a tag",
         {.from = "camille@example.org", .cc = "contact+dossier@lien.test"},
         REPLY_ALL,
         "camille@example.org",
         "",
         ""},
        {"never twice",
         {.from = "camille@example.org", .cc = "camille@example.org"},
         REPLY_ALL,
         "camille@example.org",
         "",
         ""},
        {"not to machines in copy",
         {.from = "camille@example.org", .cc = "no-reply@boutique.example"},
         REPLY_ALL,
         "camille@example.org",
         "",
         "no-reply@boutique.example"},
        {"through a list, to the person",
         {.from = "camille@example.org",
          .cc = "tous@liste.example",
          .reply_to = "tous@liste.example",
          .kind = INCOMING_LIST},
         REPLY_ALL,
         "camille@example.org",
         "",
         "tous@liste.example"},
        {"a forward to whom it is said",
         {.from = "camille@example.org", .cc = "sacha@example.org"},
         REPLY_FORWARD,
         "",
         "",
         ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(House) house = house_new();
        Received first = house_hear(house, &(Mail){.from = "camille@example.org"});
        g_autofree char *token = conversation_token(&house->context, first.conversation);
        g_auto(Envelope) envelope = {0};
        Mail mail = cases[i].mail;
        Received got;

        g_test_message("%s", cases[i].about);
        mail.token = token;
        got = house_hear(house, &mail);
        propose(house, got.conversation, cases[i].mode, 0, &envelope);
        g_assert_cmpint(envelope.answered, ==, got.message);
        assert_list(envelope.to, cases[i].to);
        assert_list(envelope.cc, cases[i].cc);
        assert_list(envelope.left_out, cases[i].left_out);
        g_assert_cmpstr(envelope.from->address, ==, "contact@lien.test");
    }
}

/* ---- What the staff says ---- */

typedef struct {
    House *house;
    Draft draft;
    int64_t message;
} Writing;

static bool
write_draft(Db *tx, void *data, GError **error)
{
    Writing *writing = data;

    return conversation_write(tx, &writing->house->context, &writing->draft, &writing->message,
                              error);
}

static int64_t
write_as(House *house, Draft draft)
{
    g_autoptr(GError) error = NULL;
    Writing writing = {house, draft, 0};

    writing.draft.direction = DIRECTION_OUT;
    if (writing.draft.text == NULL)
        writing.draft.text = "Voici.";
    g_assert_true(database_write(house->database, write_draft, &writing, &error));
    g_assert_no_error(error);
    return writing.message;
}

static void
test_a_hidden_copy_leaves_and_nobody_else_sees_it(void)
{
    g_autoptr(House) house = house_new();
    int64_t staff = house_staff(house, "sam");
    Received got = house_hear(house, &(Mail){.from = "camille@example.org"});
    const char *const to[] = {"Camille@example.org", NULL};
    const char *const cc[] = {"sacha@example.org", NULL};
    const char *const bcc[] = {"chef@example.org", "sacha@example.org", NULL};
    const SentParcel *parcel;
    g_auto(Envelope) again = {0};
    int64_t message = write_as(
        house,
        (Draft){.conversation = got.conversation, .staff = staff, .to = to, .cc = cc, .bcc = bcc});

    house_work(house);
    parcel = house->sent->pdata[0];
    g_assert_cmpstr(parcel->to, ==, "camille@example.org");
    g_assert_cmpstr(parcel->cc, ==, "sacha@example.org");
    g_assert_cmpstr(parcel->bcc, ==, "chef@example.org");
    /* Answered again, it stays hidden. */
    propose(house, got.conversation, REPLY_ALL, message, &again);
    assert_list(again.to, "camille@example.org");
    assert_list(again.cc, "sacha@example.org");
    g_assert_cmpuint(again.bcc->len, ==, 0);
}

static void
test_what_a_draft_may_not_say(void)
{
    static const struct {
        const char *from, *to, *bcc;
        ReplyMode mode;
        const char *field;
    } cases[] = {
        {NULL, "pas une adresse", NULL, REPLY_ALL, "to[0]"},
        {NULL, "contact@lien.test", NULL, REPLY_ALL, "to[0]"},
        {NULL, "contact+x@lien.test", NULL, REPLY_ALL, "to[0]"},
        {NULL, "camille@example.org", "contact@lien.test", REPLY_ALL, "bcc[0]"},
        {"directeur@example.org", "camille@example.org", NULL, REPLY_ALL, "from"},
        {"x", "camille@example.org", NULL, REPLY_ALL, "from"},
        {NULL, "", NULL, REPLY_ALL, "to"},
        {NULL, NULL, NULL, REPLY_FORWARD, "to"},
    };
    g_autoptr(House) house = house_new();
    int64_t staff = house_staff(house, "sam");
    Received got = house_hear(house, &(Mail){.from = "camille@example.org"});

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        bool empty = g_strcmp0(cases[i].to, "") == 0;
        const char *const to[] = {empty ? NULL : cases[i].to, NULL};
        const char *const bcc[] = {cases[i].bcc, NULL};
        g_autoptr(GError) error = NULL;
        Writing writing = {house,
                           {.conversation = got.conversation,
                            .direction = DIRECTION_OUT,
                            .staff = staff,
                            .text = "Voici.",
                            .from = cases[i].from,
                            .to = cases[i].to != NULL ? to : NULL,
                            .bcc = bcc,
                            .mode = cases[i].mode},
                           0};

        g_assert_false(database_write(house->database, write_draft, &writing, &error));
        g_assert_cmpstr(error_field(error), ==, cases[i].field);
    }
}

static void
test_a_forward_carries_the_message_and_its_files_and_answers_nobody(void)
{
    static const char files_sql[] = "SELECT count(*) FROM attachment WHERE message = $1";
    static const char bytes_sql[] = "SELECT count(DISTINCT file) FROM attachment WHERE $1 = $1";
    static const char file_sql[] = "SELECT id FROM attachment WHERE message = $1";
    g_autoptr(House) house = house_new();
    int64_t staff = house_staff(house, "sam"), message, file;
    Received got = house_hear(house, &(Mail){.from = "camille@example.org",
                                             .subject = "Ma facture",
                                             .text = "Bonjour, la voici.",
                                             .file = "facture"});
    const char *const to[] = {"expert@example.org", NULL};
    const SentParcel *parcel;

    file = house_number(house, file_sql, got.message);
    message = write_as(house, (Draft){.conversation = got.conversation,
                                      .staff = staff,
                                      .to = to,
                                      .mode = REPLY_FORWARD,
                                      .quote = true,
                                      .attachments = &file,
                                      .n_attachments = 1,
                                      .text = "Qu’en pensez-vous ?"});
    house_work(house);
    parcel = house->sent->pdata[0];
    g_assert_cmpstr(parcel->to, ==, "expert@example.org");
    g_assert_cmpstr(parcel->subject, ==, "Fwd: Ma facture");
    g_assert_nonnull(strstr(parcel->text, "Qu’en pensez-vous ?\n\n---------- Message transféré"));
    g_assert_nonnull(strstr(parcel->text, "Bonjour, la voici."));
    g_assert_cmpuint(parcel->n_files, ==, 1);
    g_assert_cmpint(house_number(house, files_sql, message), ==, 1);
    g_assert_cmpint(house_number(house, bytes_sql, 0), ==, 1);
    g_assert_cmpint(house_number(house,
                                 "SELECT status FROM conversation WHERE id = $1 AND waiting_since"
                                 " IS NOT NULL",
                                 got.conversation),
                    ==, STATUS_OPEN);
    house_check(house, &conversation_module);
}

static bool
make_picture(Db *tx, void *data, GError **error)
{
    return db_run(tx, "UPDATE attachment SET content_id = 'plan@home', is_inline = 1 WHERE id = $1",
                  DB_ARGS(DB_INT(*(int64_t *)data)), error);
}

static void
test_a_forward_keeps_the_looks_of_what_it_carries(void)
{
    static const char file_sql[] = "SELECT id FROM attachment WHERE message = $1";
    static const char html_sql[] = "SELECT html FROM message_html WHERE message = $1";
    static const char own_sql[] = "SELECT own FROM message_html WHERE message = $1";
    static const char shown_sql[] = "SELECT count(*) FROM attachment WHERE message = $1"
                                    " AND is_inline = 1 AND content_id = 'plan@home'";
    const struct {
        const char *text, *html; /* as typed */
        bool carries;            /* the picture comes along */
    } cases[] = {
        {"Qu’en pensez-vous ?", NULL, true},
        {NULL, "<p>Qu’en <b>pensez</b>-vous ?</p>", true},
        {"Qu’en pensez-vous ?", NULL, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(House) house = house_new();
        g_autoptr(GError) error = NULL;
        int64_t staff = house_staff(house, "sam"), message, file;
        Received got = house_hear(
            house, &(Mail){.from = "camille@example.org",
                           .text = "Bonjour, le plan.",
                           .html = "<p>Bonjour, <b>le plan</b>.</p><img src=\"cid:plan@home\" "
                                   "onerror=\"x()\"><img src=\"cid:autre\"><script>x()</script>",
                           .file = "plan"});
        const char *const to[] = {"expert@example.org", NULL};
        g_autofree char *html = NULL;
        g_autofree char *own = NULL;

        g_test_message("case %zu", i);
        file = house_number(house, file_sql, got.message);
        g_assert_true(database_write(house->database, make_picture, &file, &error));
        message = write_as(house, (Draft){.conversation = got.conversation,
                                          .staff = staff,
                                          .to = to,
                                          .mode = REPLY_FORWARD,
                                          .quote = true,
                                          .attachments = &file,
                                          .n_attachments = cases[i].carries ? 1 : 0,
                                          .text = cases[i].text,
                                          .html = cases[i].html});
        html = house_text(house, html_sql, message);
        own = house_text(house, own_sql, message);
        g_assert_nonnull(strstr(html, "<b>le plan</b>"));
        g_assert_nonnull(strstr(html, "Message transféré"));
        g_assert_nonnull(strstr(own, "vous"));
        g_assert_null(strstr(own, "le plan"));
        g_assert_null(strstr(html, "x()"));
        g_assert_null(strstr(html, "cid:autre"));
        g_assert_cmpint(strstr(html, "cid:plan@home") != NULL, ==, cases[i].carries);
        g_assert_cmpint(house_number(house, shown_sql, message), ==, cases[i].carries ? 1 : 0);
        g_assert_cmpint(house_number(house, shown_sql, got.message), ==, 1); /* as it was */
        house_check(house, &conversation_module);
    }
}

static void
test_what_is_answered_stands_below_folded(void)
{
    g_autoptr(House) house = house_new();
    int64_t staff = house_staff(house, "sam");
    Received got = house_hear(house, &(Mail){.from = "camille@example.org",
                                             .name = "Camille",
                                             .at = 1770000000000,
                                             .text = "Bonjour,\n\noù est-elle ?"});
    int64_t message =
        write_as(house, (Draft){.conversation = got.conversation, .staff = staff, .quote = true});
    g_autofree char *text = house_text(house, "SELECT text FROM message WHERE id = $1", message);
    g_autofree char *reply = house_text(house, "SELECT reply FROM message WHERE id = $1", message);

    g_assert_cmpstr(reply, ==, "Voici.");
    g_assert_cmpstr(text, ==,
                    "Voici.\n\nLe 02/02/2026 à 03:40, Camille <camille@example.org> a écrit :\n"
                    "> Bonjour,\n> \n> où est-elle ?");
}

/* ---- Our addresses ---- */

static void
test_aliases_are_ours_and_may_be_written_from_with_their_signature(void)
{
    static const MailboxAddress alias = {.address = (char *)"aide@lien.test",
                                         .name = (char *)"Les Tilleuls, aide",
                                         .signature = (char *)"L’équipe d’aide"};
    static const MailboxAddress *const aliases[] = {&alias, NULL};
    g_autoptr(House) house = house_new();
    int64_t staff = house_staff(house, "sam"), message;
    MailboxDraft draft = mailbox_draft_of("bureau@lien.test");
    g_autoptr(GPtrArray) senders = NULL;
    g_autoptr(Conversation) conversation = NULL;
    g_auto(Envelope) envelope = {0};
    g_autofree char *text = NULL;
    g_autofree char *reply = NULL;
    Received got;

    draft.addresses = aliases;
    house_mailbox(house, &draft);
    got = house_hear(house, &(Mail){.from = "camille@example.org", .cc = "aide+x@lien.test"});
    propose(house, got.conversation, REPLY_ALL, 0, &envelope);
    assert_list(envelope.cc, "");
    conversation = matter_of(house, got.conversation);
    senders =
        envelope_senders(database_reader(house->database), &house->context, conversation, NULL);
    assert_list(senders, "contact@lien.test,bureau@lien.test,aide@lien.test");
    message = write_as(house, (Draft){.conversation = got.conversation,
                                      .staff = staff,
                                      .from = "aide@lien.test",
                                      .sign = true});
    text = house_text(house, "SELECT text FROM message WHERE id = $1", message);
    reply = house_text(house, "SELECT reply FROM message WHERE id = $1", message);
    g_assert_cmpstr(text, ==, "Voici.\n\n-- \nL’équipe d’aide");
    g_assert_cmpstr(reply, ==, "Voici.");
    house_work(house);
    g_assert_cmpstr(((SentParcel *)house->sent->pdata[0])->from, ==, "aide@lien.test");
    g_assert_cmpstr(((SentParcel *)house->sent->pdata[0])->text, ==, text);
}

/* ---- Addresses that fail ---- */

static bool
fail_address(Db *tx, void *data, GError **error)
{
    return person_address_fail(tx, "email", data, error);
}

static int64_t
failed_at(House *house, const char *address)
{
    int64_t at = -1;

    person_address_failed_at(database_reader(house->database), "email", address, &at, NULL);
    return at;
}

static void
test_an_address_that_failed_is_written_to_only_by_who_means_to(void)
{
    static char dead[] = "sacha@example.org";
    g_autoptr(House) house = house_new();
    int64_t staff = house_staff(house, "sam");
    Received got = house_hear(house, &(Mail){.from = dead});
    Received own = house_hear(house, &(Mail){.from = "camille@example.org", .cc = dead});
    const char *const to[] = {dead, NULL};

    g_assert_true(database_write(house->database, fail_address, dead, NULL));
    g_assert_cmpint(failed_at(house, dead), >, 0);
    write_as(house, (Draft){.conversation = own.conversation, .staff = staff});
    house_work(house);
    g_assert_cmpstr(((SentParcel *)house->sent->pdata[0])->cc, ==, "");
    g_assert_cmpint(failed_at(house, dead), >, 0);
    write_as(house, (Draft){.conversation = got.conversation, .staff = staff, .to = to});
    house_work(house);
    g_assert_cmpstr(((SentParcel *)house->sent->pdata[1])->to, ==, dead);
    /* It was taken: it works again. */
    g_assert_cmpint(failed_at(house, dead), ==, 0);
    house_check(house, &person_module);
}

static void
test_who_writes_from_an_address_shows_that_it_works(void)
{
    static char dead[] = "camille@example.org";
    g_autoptr(House) house = house_new();

    house_hear(house, &(Mail){.from = dead});
    g_assert_true(database_write(house->database, fail_address, dead, NULL));
    house_hear(house, &(Mail){.from = dead});
    g_assert_cmpint(failed_at(house, dead), ==, 0);
    g_assert_cmpint(
        house_number(house, "SELECT count(*) FROM fact WHERE name = 'person.address_worked'", 0),
        ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/reply/whom an answer is proposed to", test_whom_an_answer_is_proposed_to);
    g_test_add_func("/reply/a hidden copy leaves and nobody else sees it",
                    test_a_hidden_copy_leaves_and_nobody_else_sees_it);
    g_test_add_func("/reply/what a draft may not say", test_what_a_draft_may_not_say);
    g_test_add_func("/reply/a forward carries the message and its files and answers nobody",
                    test_a_forward_carries_the_message_and_its_files_and_answers_nobody);
    g_test_add_func("/reply/a forward keeps the looks of what it carries",
                    test_a_forward_keeps_the_looks_of_what_it_carries);
    g_test_add_func("/reply/what is answered stands below folded",
                    test_what_is_answered_stands_below_folded);
    g_test_add_func("/reply/aliases are ours and may be written from with their signature",
                    test_aliases_are_ours_and_may_be_written_from_with_their_signature);
    g_test_add_func("/reply/an address that failed is written to only by who means to",
                    test_an_address_that_failed_is_written_to_only_by_who_means_to);
    g_test_add_func("/reply/who writes from an address shows that it works",
                    test_who_writes_from_an_address_shows_that_it_works);
    return g_test_run();
}
