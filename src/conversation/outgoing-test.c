#include "base/clock.h"
#include "base/error.h"
#include "base/id.h"
#include "lib/house.h"
#include "person/person.h"

static const char delivery_sql[] = "SELECT delivery FROM message WHERE id = $1";

static void
check(House *house)
{
    house_check(house, &person_module);
    house_check(house, &conversation_module);
}

static bool
run_sql(Db *tx, void *sql, GError **error)
{
    return db_run(tx, sql, DB_NO_ARGS, error);
}

static bool
send_again(Db *tx, void *message, GError **error)
{
    return conversation_send_again(tx, *(int64_t *)message, error);
}

static void
test_what_is_being_sent_is_not_sent_again(void)
{
    static char take[] = "UPDATE job SET state = 2, tries = 1, due_at = 9000000000000";
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;
    int64_t staff = house_staff(house, "sam");
    Received got = house_hear(house, &(Mail){.from = "camille@example.org"});
    int64_t message = house_write(house, got.conversation, DIRECTION_OUT, staff, "Voici.");

    g_assert_true(database_write(house->database, send_again, &message, NULL));
    g_assert_cmpint(house_number(house, "SELECT count(*) FROM job", 0), ==, 1);
    g_assert_true(database_write(house->database, run_sql, take, NULL));
    g_assert_false(database_write(house->database, send_again, &message, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_CONFLICT);
    g_assert_cmpint(house_number(house, "SELECT count(*) FROM job", 0), ==, 1);
}

/* ---- Whom an answer goes to ---- */

static void
test_an_answer_goes_to_who_wrote_and_never_to_us(void)
{
    static const struct {
        const char *about;
        Mail mail;
        const char *to, *cc;
    } cases[] = {
        {"alone", {.from = "camille@example.org"}, "camille@example.org", ""},
        {"others keep their copy",
         {.from = "camille@example.org", .cc = "sacha@example.org"},
         "camille@example.org",
         "sacha@example.org"},
        {"another mailbox of ours in copy",
         {.from = "camille@example.org", .cc = "aide@lien.test"},
         "camille@example.org",
         ""},
        {"she is in copy of her own mail",
         {.from = "camille@example.org", .cc = "camille@example.org"},
         "camille@example.org",
         ""},
        {"she wants the answer elsewhere",
         {.from = "camille@example.org", .reply_to = "maison@example.org"},
         "maison@example.org",
         ""},
        {"a form of ours wrote it for her",
         {.from = "contact@lien.test", .reply_to = "camille@example.org"},
         "camille@example.org",
         ""},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(House) house = house_new();
        int64_t staff = house_staff(house, "sam");
        Received got;
        const SentParcel *sent;

        g_test_message("%s", cases[i].about);
        house_hear(house, &(Mail){.from = "autre@example.net", .to = "aide@lien.test"});
        got = house_hear(house, &cases[i].mail);
        house_write(house, got.conversation, DIRECTION_OUT, staff, "Voici.");
        house_work(house);
        g_assert_cmpuint(house->sent->len, ==, 1);
        sent = house->sent->pdata[0];
        g_assert_cmpstr(sent->to, ==, cases[i].to);
        g_assert_cmpstr(sent->cc, ==, cases[i].cc);
        g_assert_cmpstr(sent->from, ==, "contact@lien.test");
        check(house);
    }
}

static void
test_an_answer_carries_its_thread(void)
{
    g_autoptr(House) house = house_new();
    int64_t staff = house_staff(house, "sam");
    Received got = house_hear(
        house,
        &(Mail){.from = "camille@example.org", .id = "a@example.org", .subject = "Ma facture"});
    g_autofree char *token = conversation_token(&house->context, got.conversation);
    g_autofree char *both = NULL;
    const SentParcel *first, *second;

    house_write(house, got.conversation, DIRECTION_OUT, staff, "Voici.");
    house_write(house, got.conversation, DIRECTION_NOTE, staff, "Entre nous.");
    house_write(house, got.conversation, DIRECTION_OUT, staff, "Et voilà.");
    house_work(house);
    g_assert_cmpuint(house->sent->len, ==, 2);
    first = house->sent->pdata[0];
    second = house->sent->pdata[1];
    g_assert_cmpstr(first->subject, ==, "Re: Ma facture");
    g_assert_cmpstr(first->references, ==, "a@example.org");
    g_assert_cmpstr(first->token, ==, token);
    g_assert_false(first->automatic);
    both = g_strdup_printf("a@example.org %s", first->external_id);
    g_assert_cmpstr(second->references, ==, both);
    check(house);
}

static void
test_what_was_handed_over_is_not_handed_over_again(void)
{
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;
    int64_t staff = house_staff(house, "sam");
    Received got = house_hear(house, &(Mail){.from = "camille@example.org"});
    int64_t message = house_write(house, got.conversation, DIRECTION_OUT, staff, "Voici.");
    Job again = {.kind = "message.send", .subject = message, .tries = 2};

    house_work(house);
    g_assert_cmpint(conversation_module.jobs[0].run(&house->context, &again, &error), ==, JOB_DONE);
    g_assert_no_error(error);
    g_assert_cmpuint(house->sent->len, ==, 1);
}

static void
test_outcomes_become_deliveries(void)
{
    static const struct {
        SendOutcome outcome;
        int tries;
        JobOutcome job;
        MessageDelivery delivery;
        ConversationStatus status;
    } cases[] = {
        {SEND_DONE, 1, JOB_DONE, DELIVERY_SENT, STATUS_WAITING},
        {SEND_KEPT, 1, JOB_DONE, DELIVERY_OUTBOX, STATUS_WAITING},
        {SEND_RETRY, 1, JOB_RETRY, DELIVERY_RETRYING, STATUS_WAITING},
        {SEND_RETRY, 10, JOB_DONE, DELIVERY_FAILED, STATUS_OPEN},
        {SEND_REFUSED, 1, JOB_DONE, DELIVERY_FAILED, STATUS_OPEN},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(House) house = house_new();
        g_autoptr(GError) error = NULL;
        int64_t staff = house_staff(house, "sam");
        Received got = house_hear(house, &(Mail){.from = "camille@example.org"});
        int64_t message = house_write(house, got.conversation, DIRECTION_OUT, staff, "Voici.");
        Job job = {.kind = "message.send", .subject = message, .tries = cases[i].tries};

        house->next_outcome = cases[i].outcome;
        g_assert_cmpint(conversation_module.jobs[0].run(&house->context, &job, &error), ==,
                        cases[i].job);
        g_assert_cmpint(error != NULL, ==, cases[i].job != JOB_DONE);
        g_assert_cmpint(house_number(house, delivery_sql, message), ==, cases[i].delivery);
        g_assert_cmpint(
            house_number(house, "SELECT status FROM conversation WHERE id = $1", got.conversation),
            ==, cases[i].status);
        check(house);
    }
}

/* ---- What changes a matter, what does not ---- */

static void
test_only_answers_of_people_stop_the_clock(void)
{
    static const struct {
        MessageDirection direction;
        bool by_staff;
        ConversationStatus status;
        bool answered;
    } cases[] = {
        {DIRECTION_OUT, true, STATUS_WAITING, true},
        {DIRECTION_OUT, false, STATUS_OPEN, false},
        {DIRECTION_NOTE, true, STATUS_OPEN, false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(House) house = house_new();
        int64_t staff = house_staff(house, "sam");
        Received got = house_hear(house, &(Mail){.from = "camille@example.org"});

        house_write(house, got.conversation, cases[i].direction, cases[i].by_staff ? staff : 0,
                    "Texte");
        g_assert_cmpint(
            house_number(house, "SELECT status FROM conversation WHERE id = $1", got.conversation),
            ==, cases[i].status);
        g_assert_cmpint(house_number(house,
                                     "SELECT first_answer_at IS NOT NULL AND waiting_since IS NULL"
                                     " FROM conversation WHERE id = $1",
                                     got.conversation),
                        ==, cases[i].answered);
        check(house);
    }
}

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

static void
test_what_cannot_be_sent_is_refused_with_its_field(void)
{
    static const int64_t missing[] = {12345};
    static const struct {
        Draft draft;
        AppError code;
        const char *field;
    } cases[] = {
        {{.text = ""}, APP_ERROR_INVALID, "text"},
        {{.text = "a", .channel = "fax"}, APP_ERROR_INVALID, "channel"},
        {{.text = "a", .attachments = missing, .n_attachments = 1},
         APP_ERROR_INVALID,
         "attachments[0]"},
        {{.text = "a", .conversation = 99}, APP_ERROR_NOT_FOUND, NULL},
    };
    g_autoptr(House) house = house_new();
    Received got = house_hear(house, &(Mail){.from = "camille@example.org"});

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        Writing writing = {house, cases[i].draft, 0};

        writing.draft.direction = DIRECTION_OUT;
        if (writing.draft.conversation == 0)
            writing.draft.conversation = got.conversation;
        g_assert_false(database_write(house->database, write_draft, &writing, &error));
        g_assert_error(error, APP_ERROR, (int)cases[i].code);
        g_assert_cmpstr(error_field(error), ==, cases[i].field);
    }
    g_assert_cmpint(house_number(house, "SELECT count(*) FROM message", 0), ==, 1);
    check(house);
}

static void
test_snoozed_matters_wake_in_time(void)
{
    static const char status_sql[] = "SELECT status FROM conversation WHERE id = $1";
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;
    int64_t staff = house_staff(house, "sam"), now = clock_now();
    Received got = house_hear(house, &(Mail){.from = "camille@example.org"});

    house_change(house, got.conversation, STATUS_SNOOZED, staff);
    g_assert_true(conversation_module.timers[0].run(&house->context, &error));
    g_assert_cmpint(house_number(house, status_sql, got.conversation), ==, STATUS_SNOOZED);
    clock_freeze(now + 2 * CLOCK_HOUR);
    g_assert_true(conversation_module.timers[0].run(&house->context, &error));
    g_assert_cmpint(house_number(house, status_sql, got.conversation), ==, STATUS_OPEN);
    clock_freeze(0);
    check(house);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/outgoing/whom", test_an_answer_goes_to_who_wrote_and_never_to_us);
    g_test_add_func("/outgoing/thread", test_an_answer_carries_its_thread);
    g_test_add_func("/outgoing/being-sent", test_what_is_being_sent_is_not_sent_again);
    g_test_add_func("/outgoing/once", test_what_was_handed_over_is_not_handed_over_again);
    g_test_add_func("/outgoing/outcomes", test_outcomes_become_deliveries);
    g_test_add_func("/outgoing/clock", test_only_answers_of_people_stop_the_clock);
    g_test_add_func("/outgoing/refused", test_what_cannot_be_sent_is_refused_with_its_field);
    g_test_add_func("/outgoing/wake", test_snoozed_matters_wake_in_time);
    return g_test_run();
}
