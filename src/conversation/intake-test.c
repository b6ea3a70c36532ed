#include "base/clock.h"
#include "lib/house.h"
#include "person/person.h"

#include <string.h>

static const char status_sql[] = "SELECT status FROM conversation WHERE id = $1";
static const char conversations_sql[] = "SELECT count(*) FROM conversation";
static const char messages_sql[] = "SELECT count(*) FROM message";

static void
check(House *house)
{
    house_check(house, &person_module);
    house_check(house, &conversation_module);
}

static void
test_first_mail_opens_a_matter_with_its_person(void)
{
    g_autoptr(House) house = house_new();
    g_autofree char *name = NULL;
    g_autofree char *preview = NULL;
    Received received = house_hear(house, &(Mail){.from = "camille@example.org",
                                                  .name = "Camille Roussel",
                                                  .subject = "Ma facture",
                                                  .text = "Bonjour,\n\nje ne la trouve pas.",
                                                  .html = "<p>Bonjour</p>",
                                                  .file = "une pièce",
                                                  .at = 1000000});

    g_assert_false(received.duplicate);
    name = house_text(house,
                      "SELECT p.name FROM conversation c JOIN person p ON p.id = c.person"
                      " WHERE c.id = $1 AND c.status = 1 AND c.waiting_since = 1000000"
                      " AND c.our_address = 'contact@lien.test'",
                      received.conversation);
    g_assert_cmpstr(name, ==, "Camille Roussel");
    preview =
        house_text(house, "SELECT preview FROM conversation WHERE id = $1", received.conversation);
    g_assert_cmpstr(preview, ==, "Bonjour, je ne la trouve pas.");
    g_assert_cmpint(
        house_number(house, "SELECT count(*) FROM attachment WHERE message = $1", received.message),
        ==, 1);
    check(house);
}

static void
test_the_same_mail_twice_is_one_message(void)
{
    static const Mail first = {.from = "camille@example.org", .id = "one@example.org"};
    g_autoptr(House) house = house_new();
    Received once = house_hear(house, &first);
    Mail second = first;
    Received twice, other;

    second.to = "aide@lien.test"; /* the same mail to another of our mailboxes */
    twice = house_hear(house, &second);
    g_assert_true(twice.duplicate);
    g_assert_cmpint(twice.message, ==, once.message);
    g_assert_cmpint(twice.conversation, ==, once.conversation);
    second.text = "Un autre contenu sous le même identifiant";
    other = house_hear(house, &second);
    g_assert_false(other.duplicate);
    g_assert_cmpint(house_number(house, messages_sql, 0), ==, 2);
    check(house);
}

/* ---- Threading: who may enter a matter ---- */

enum { NEW, SAME };

static void
test_threads(void)
{
    static const struct {
        const char *about;
        Mail mail;
        bool token, forged;
        int where;
    } cases[] = {
        {"answers her own mail",
         {.from = "camille@example.org", .answers = {"a@example.org"}},
         false,
         false,
         SAME},
        {"answers ours by reference",
         {.from = "camille@example.org", .answers = {"a@example.org", "OURS"}},
         false,
         false,
         SAME},
        {"answers by token alone", {.from = "camille@example.org"}, true, false, SAME},
        {"from another address of hers, by token",
         {.from = "camille@travail.example"},
         true,
         false,
         SAME},
        {"who was in copy answers",
         {.from = "sacha@example.org", .answers = {"a@example.org"}},
         false,
         false,
         SAME},
        {"a stranger quotes her Message-ID",
         {.from = "inconnu@example.com", .answers = {"a@example.org"}},
         false,
         false,
         NEW},
        {"a forged token", {.from = "inconnu@example.com"}, true, true, NEW},
        {"a forged token and her Message-ID",
         {.from = "inconnu@example.com", .answers = {"a@example.org"}},
         true,
         true,
         NEW},
        {"the same subject and no reference",
         {.from = "camille@example.org", .subject = "Ma facture"},
         false,
         false,
         NEW},
        {"Re: and the same subject",
         {.from = "camille@example.org", .subject = "Re: Ma facture"},
         false,
         false,
         NEW},
        {"references to nothing we know",
         {.from = "camille@example.org", .answers = {"x@example.org"}},
         false,
         false,
         NEW},
        {"who was merged with her",
         {.from = "fusion@example.org", .answers = {"a@example.org"}},
         false,
         false,
         SAME},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(House) house = house_new();
        int64_t staff = house_staff(house, "sam");
        Received first, other, got;
        g_autofree char *token = NULL;
        g_autofree char *ours = NULL;
        Mail mail = cases[i].mail;

        g_test_message("%s", cases[i].about);
        first = house_hear(house, &(Mail){.from = "camille@example.org",
                                          .cc = "sacha@example.org",
                                          .id = "a@example.org",
                                          .subject = "Ma facture"});
        other = house_hear(house, &(Mail){.from = "fusion@example.org", .subject = "Autre"});
        ours = house_text(house, "SELECT external_id FROM message WHERE id = $1",
                          house_write(house, first.conversation, DIRECTION_OUT, staff, "Voici."));
        if (strstr(cases[i].about, "merged") != NULL)
            house_merge(house, "fusion@example.org", "camille@example.org");
        token = conversation_token(&house->context, first.conversation);
        if (cases[i].forged)
            token[20] = token[20] == 'a' ? 'b' : 'a';
        mail.token = cases[i].token ? token : NULL;
        for (size_t j = 0; j < G_N_ELEMENTS(mail.answers); j++)
            if (g_strcmp0(mail.answers[j], "OURS") == 0)
                mail.answers[j] = ours;
        got = house_hear(house, &mail);
        g_assert_cmpint(got.conversation, !=, other.conversation);
        if (cases[i].where == SAME)
            g_assert_cmpint(got.conversation, ==, first.conversation);
        else
            g_assert_cmpint(got.conversation, !=, first.conversation);
        check(house);
    }
}

static void
test_tokens_read_in_any_case_and_only_ours(void)
{
    g_autoptr(House) house = house_new();
    g_autofree char *token = conversation_token(&house->context, INT64_C(351184321458176001));
    g_autofree char *upper = g_ascii_strup(token, -1);
    static const uint8_t other_key[32] = "another key of secret bytes, yes";

    g_assert_cmpuint(strlen(token), ==, CONVERSATION_TOKEN_SIZE);
    g_assert_cmpint(conversation_of_token(&house->context, token), ==, INT64_C(351184321458176001));
    g_assert_cmpint(conversation_of_token(&house->context, upper), ==, INT64_C(351184321458176001));
    for (size_t i = 0; token[i] != '\0'; i++) {
        char kept = token[i];

        token[i] = kept == '7' ? '6' : '7';
        g_assert_cmpint(conversation_of_token(&house->context, token), ==, 0);
        token[i] = kept;
    }
    g_assert_cmpint(conversation_of_token(&house->context, ""), ==, 0);
    g_assert_cmpint(conversation_of_token(&house->context, NULL), ==, 0);
    house->context.key = other_key;
    g_assert_cmpint(conversation_of_token(&house->context, token), ==, 0);
}

/* ---- States ---- */

static void
test_a_word_opens_again_what_was_not_open(void)
{
    static const struct {
        ConversationStatus from;
        int64_t reopened;
    } cases[] = {{STATUS_OPEN, 0}, {STATUS_WAITING, 0}, {STATUS_SNOOZED, 0}, {STATUS_CLOSED, 1}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(House) house = house_new();
        int64_t staff = house_staff(house, "sam");
        Received first =
            house_hear(house, &(Mail){.from = "camille@example.org", .id = "a@example.org"});

        house_change(house, first.conversation, cases[i].from, staff);
        house_hear(house, &(Mail){.from = "camille@example.org", .answers = {"a@example.org"}});
        g_assert_cmpint(house_number(house, status_sql, first.conversation), ==, STATUS_OPEN);
        g_assert_cmpint(house_number(house, "SELECT reopened FROM conversation WHERE id = $1",
                                     first.conversation),
                        ==, cases[i].reopened);
        check(house);
    }
}

static void
test_after_reopening_the_clocks_start_again(void)
{
    static const char one_sql[] = "SELECT count(*) FROM conversation WHERE id = $1"
                                  " AND opened_at = 9000 AND first_answer_at IS NULL"
                                  " AND closed_at IS NULL AND waiting_since = 9000";
    static const char episode_sql[] = "SELECT count(*) FROM episode WHERE conversation = $1"
                                      " AND opened_at = 1000 AND first_answer_at = 2000"
                                      " AND closed_at = 3000 AND closed_by = assignee";
    g_autoptr(House) house = house_new();
    int64_t staff;
    Received first;

    clock_freeze(500);
    staff = house_staff(house, "sam");
    first = house_hear(house,
                       &(Mail){.from = "camille@example.org", .id = "a@example.org", .at = 1000});
    clock_freeze(2000);
    house_write(house, first.conversation, DIRECTION_OUT, staff, "Voici.");
    house_assign(house, first.conversation, staff);
    clock_freeze(3000);
    house_change(house, first.conversation, STATUS_CLOSED, staff);
    house_hear(house,
               &(Mail){.from = "camille@example.org", .answers = {"a@example.org"}, .at = 9000});
    g_assert_cmpint(house_number(house, one_sql, first.conversation), ==, 1);
    g_assert_cmpint(house_number(house, episode_sql, first.conversation), ==, 1);
    clock_freeze(0);
    check(house);
}

/* ---- Machines ---- */

static void
test_machines_never_open_a_matter(void)
{
    static const IncomingKind kinds[] = {INCOMING_BOUNCE, INCOMING_AUTO_REPLY, INCOMING_LIST,
                                         INCOMING_REPORT};

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        g_autoptr(House) house = house_new();
        Received got = house_hear(house, &(Mail){.from = "robot@example.net", .kind = kinds[i]});

        g_assert_cmpint(got.conversation, ==, 0);
        g_assert_cmpint(house_number(house, conversations_sql, 0), ==, 0);
        g_assert_cmpint(house_number(house, "SELECT count(*) FROM person", 0), ==, 0);
        g_assert_cmpint(house_number(house,
                                     "SELECT count(*) FROM message WHERE conversation IS NULL"
                                     " AND source IS NOT NULL AND id = $1",
                                     got.message),
                        ==, 1);
        check(house);
    }
}

static void
test_an_automatic_reply_is_attached_and_opens_nothing_again(void)
{
    g_autoptr(House) house = house_new();
    int64_t staff = house_staff(house, "sam");
    Received first =
        house_hear(house, &(Mail){.from = "camille@example.org", .id = "a@example.org"});
    Received got;

    house_change(house, first.conversation, STATUS_CLOSED, staff);
    got = house_hear(house, &(Mail){.from = "camille@example.org",
                                    .answers = {"a@example.org"},
                                    .kind = INCOMING_AUTO_REPLY});
    g_assert_cmpint(got.conversation, ==, first.conversation);
    g_assert_cmpint(house_number(house, status_sql, first.conversation), ==, STATUS_CLOSED);
    check(house);
}

static void
test_a_bounce_fails_the_message_it_reports(void)
{
    static const char failed_sql[] = "SELECT failed_at IS NOT NULL FROM person_address"
                                     " WHERE address = 'camille@example.org' AND kind = 'email'";
    static const char delivery_sql[] = "SELECT delivery FROM message WHERE id = $1";
    static const struct {
        const char *about, *bounced;
        bool permanent, forged, expect_failed, expect_address;
    } cases[] = {
        {"for good", "camille@example.org", true, false, true, true},
        {"for now", "camille@example.org", false, false, true, false},
        {"naming no recipient", NULL, true, false, true, false},
        {"about someone we did not write to", "autre@example.org", true, false, false, false},
        {"about a message we did not send", "camille@example.org", true, true, false, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(House) house = house_new();
        int64_t staff = house_staff(house, "sam");
        Received first =
            house_hear(house, &(Mail){.from = "camille@example.org", .id = "a@example.org"});
        int64_t reply = house_write(house, first.conversation, DIRECTION_OUT, staff, "Voici.");
        g_autofree char *id = NULL;
        bool failed = cases[i].expect_failed;

        g_test_message("%s", cases[i].about);
        house_work(house);
        id = house_text(house, "SELECT external_id FROM message WHERE id = $1", reply);
        house_hear(house, &(Mail){.from = "mailer-daemon@example.org",
                                  .kind = INCOMING_BOUNCE,
                                  .answers = {cases[i].forged ? "a@example.org" : id},
                                  .bounced = cases[i].bounced,
                                  .bounce_status = "5.1.1",
                                  .bounce_permanent = cases[i].permanent});
        g_assert_cmpint(house_number(house, delivery_sql, reply), ==,
                        failed ? DELIVERY_FAILED : DELIVERY_SENT);
        g_assert_cmpint(house_number(house, failed_sql, 0), ==, cases[i].expect_address);
        g_assert_cmpint(house_number(house, status_sql, first.conversation), ==,
                        failed ? STATUS_OPEN : STATUS_WAITING);
        check(house);
    }
}

/* ---- Whatever happens, in whatever order ---- */

static void
step(House *house, GRand *rand, int64_t *conversations, int64_t staff, int number)
{
    static const char *const people[] = {"a@example.org", "b@example.org", "c@example.org"};
    g_autofree char *own =
        g_strdup_printf("m%d@example.org", g_rand_int_range(rand, 0, number + 1));
    g_autofree char *known =
        g_strdup_printf("m%d@example.org", g_rand_int_range(rand, 0, number + 1));
    int64_t picked = conversations[g_rand_int_range(rand, 0, 8)];
    Mail mail = {.from = people[g_rand_int_range(rand, 0, 3)],
                 .id = own,
                 .answers = {g_rand_boolean(rand) ? known : NULL},
                 .kind = g_rand_int_range(rand, 0, 8) == 0
                             ? (IncomingKind)g_rand_int_range(rand, 0, 5)
                             : INCOMING_PERSON,
                 .at = clock_now() - g_rand_int_range(rand, 0, 100000)};
    Received got;

    switch (g_rand_int_range(rand, 0, 6)) {
    case 0:
    case 1:
    case 2:
        got = house_hear(house, &mail);
        if (got.conversation != 0)
            conversations[g_rand_int_range(rand, 0, 8)] = got.conversation;
        break;
    case 3:
        if (picked != 0)
            house_write(house, picked, g_rand_boolean(rand) ? DIRECTION_OUT : DIRECTION_NOTE,
                        g_rand_boolean(rand) ? staff : 0, "Texte");
        break;
    case 4:
        if (picked != 0)
            house_change(house, picked, (ConversationStatus)g_rand_int_range(rand, 1, 5), staff);
        break;
    default:
        house->next_outcome = (SendOutcome)g_rand_int_range(rand, 0, 4);
        house_work(house);
    }
}

static void
test_any_order_of_events_keeps_the_invariants(void)
{
    for (guint32 seed = 1; seed <= 12; seed++) {
        g_autoptr(House) house = house_new();
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        int64_t conversations[8] = {0};
        int64_t staff = house_staff(house, "sam");

        g_test_message("seed %u", seed);
        for (int i = 0; i < 120; i++)
            step(house, rand, conversations, staff, i);
        check(house);
    }
}

static void
test_a_group_is_kept_whole_or_not_at_all(void)
{
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;
    Incoming *group[50];
    Received received[50];

    for (int i = 0; i < 50; i++) {
        g_autofree char *id = g_strdup_printf("g%d@example.org", i / 2); /* each twice */

        group[i] = house_incoming(&(Mail){.from = "camille@example.org", .id = id});
    }
    g_assert_true(conversation_receive(&house->context, group, 50, received, &error));
    g_assert_no_error(error);
    for (int i = 0; i < 50; i++) {
        g_assert_cmpint(received[i].duplicate, ==, i % 2);
        g_assert_cmpint(received[i].message, ==, received[i - i % 2].message);
        incoming_free(group[i]);
    }
    g_assert_cmpint(house_number(house, messages_sql, 0), ==, 25);
    check(house);
}

/* A defect of ours, made by hand: whoever is at this address cannot be written down. */
static bool
break_intake(Db *tx, void *data, GError **error)
{
    /* The least of numbers has no absolute value, for either engine. */
    static const char sql[] =
        "CREATE INDEX defect ON person ((CASE WHEN address = 'poison@example.org'"
        " THEN abs(id - id - 9223372036854775807 - 1) ELSE 0 END))";

    return db_run(tx, sql, DB_NO_ARGS, error);
}

static void
test_what_cannot_be_taken_in_is_set_aside_and_stops_nothing(void)
{
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;
    const char *const from[] = {"camille@example.org", "poison@example.org", "sam@example.org"};
    Incoming *group[3];
    Received received[3];

    g_assert_true(database_write(house->database, break_intake, NULL, &error));
    for (int i = 0; i < 3; i++)
        group[i] = house_incoming(&(Mail){.from = from[i]});
    g_assert_true(conversation_receive(&house->context, group, 3, received, &error));
    g_assert_no_error(error);
    for (int i = 0; i < 3; i++)
        incoming_free(group[i]);
    g_assert_cmpint(received[0].conversation, !=, 0);
    g_assert_cmpint(received[1].conversation, ==, 0);
    g_assert_cmpint(received[2].conversation, !=, 0);
    g_assert_cmpint(house_number(house,
                                 "SELECT count(*) FROM message WHERE id = $1 AND source IS NOT NULL"
                                 " AND conversation IS NULL AND notes LIKE '%kept as it came%'",
                                 received[1].message),
                    ==, 1);
    g_assert_cmpint(house_number(house, conversations_sql, 0), ==, 2);
    check(house);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/intake/first-mail-opens", test_first_mail_opens_a_matter_with_its_person);
    g_test_add_func("/intake/same-mail-twice", test_the_same_mail_twice_is_one_message);
    g_test_add_func("/intake/threads", test_threads);
    g_test_add_func("/intake/tokens", test_tokens_read_in_any_case_and_only_ours);
    g_test_add_func("/intake/a-word-opens-again", test_a_word_opens_again_what_was_not_open);
    g_test_add_func("/intake/clocks-start-again", test_after_reopening_the_clocks_start_again);
    g_test_add_func("/intake/machines-open-nothing", test_machines_never_open_a_matter);
    g_test_add_func("/intake/automatic-reply",
                    test_an_automatic_reply_is_attached_and_opens_nothing_again);
    g_test_add_func("/intake/bounces", test_a_bounce_fails_the_message_it_reports);
    g_test_add_func("/intake/any-order", test_any_order_of_events_keeps_the_invariants);
    g_test_add_func("/intake/group", test_a_group_is_kept_whole_or_not_at_all);
    g_test_add_func("/intake/what-cannot-be-taken-in",
                    test_what_cannot_be_taken_in_is_set_aside_and_stops_nothing);
    return g_test_run();
}
