#include "mailbox/mailbox.h"

#include "lib/mailboxes.h"
#include "mailbox/mailbox-secret.h"

#define NOW (INT64_C(1795424400000))

static void
test_health_is_one_word(void)
{
    static const struct {
        MailboxState state;
        bool no_imap, signed_out;
        MailboxHealth health;
        MailboxHealthState expected;
    } cases[] = {
        {MAILBOX_ON, false, false, {0}, HEALTH_NEW},
        {MAILBOX_ON, true, false, {0}, HEALTH_OK},
        {MAILBOX_ON, false, false, {.last_success_at = NOW - CLOCK_MINUTE}, HEALTH_OK},
        {MAILBOX_ON, false, false, {.last_success_at = NOW - MAILBOX_LATE - 1}, HEALTH_LATE},
        {MAILBOX_ON,
         false,
         false,
         {.last_success_at = NOW - CLOCK_DAY, .catching_up_since = NOW - CLOCK_DAY},
         HEALTH_CATCHING_UP},
        {MAILBOX_ON, false, false, {.last_error_at = NOW}, HEALTH_FAILING},
        {MAILBOX_ON,
         false,
         false,
         {.last_error_at = NOW - 2, .last_success_at = NOW - 1},
         HEALTH_OK},
        {MAILBOX_ON,
         false,
         false,
         {.last_error_at = NOW, .catching_up_since = NOW - 5},
         HEALTH_FAILING},
        {MAILBOX_ON, false, true, {.last_success_at = NOW}, HEALTH_SIGNED_OUT},
        {MAILBOX_PAUSED, false, true, {.last_error_at = NOW}, HEALTH_PAUSED},
    };
    g_autoptr(House) house = house_new();
    g_autofree char *sealed = mailbox_seal(&house->context, "secret");

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Mailbox mailbox = {
            .state = cases[i].state,
            .imap = {cases[i].no_imap ? NULL : (char *)"imap.example.org", 993, MAIL_TLS},
            .user = (char *)"contact",
            .secret = cases[i].signed_out ? (char *)"AAAA" : sealed,
        };

        g_assert_cmpint(mailbox_health_state(&house->context, &mailbox, &cases[i].health, NOW), ==,
                        cases[i].expected);
    }
}

typedef struct {
    int64_t id;
    const MailboxHealth *health;
} Telling;

static bool
do_tell(Db *tx, void *data, GError **error)
{
    const Telling *telling = data;

    return mailbox_tell_health(tx, telling->id, telling->health, error);
}

static void
tell(House *house, int64_t id, const MailboxHealth *health)
{
    Telling telling = {id, health};
    g_autoptr(GError) error = NULL;

    database_write(house->database, do_tell, &telling, &error);
    g_assert_no_error(error);
}

static void
test_failing_and_recovering_are_told_once_each(void)
{
    g_autoptr(House) house = house_new();
    MailboxDraft draft = mailbox_draft_of("contact@example.org");
    int64_t id = house_mailbox(house, &draft);
    MailboxHealth health = {.last_error_at = 10,
                            .error_step = (char *)"sign-in",
                            .error_code = (char *)"wrong-password",
                            .error_detail = (char *)"NO \"contact@example.org\"\r\n"};
    g_auto(MailboxHealth) kept = {0};
    g_autofree char *data = NULL;

    tell(house, id, &health);
    health.last_error_at = 20;
    tell(house, id, &health);
    house_count_facts(house, "mailbox.failing", 1);
    data = house_text(house,
                      "SELECT data FROM fact WHERE name = 'mailbox.failing' AND subject = $1", id);
    g_assert_cmpstr(data, ==, "{\"step\":\"sign-in\",\"code\":\"wrong-password\"}");
    health.last_success_at = 30;
    tell(house, id, &health);
    health.last_success_at = 40;
    tell(house, id, &health);
    house_count_facts(house, "mailbox.recovered", 1);
    g_assert_true(mailbox_health_get(database_reader(house->database), id, &kept, NULL));
    g_assert_cmpint(kept.last_success_at, ==, 40);
    g_assert_cmpstr(kept.error_code, ==, "wrong-password");
    /* The mailbox was removed while it was fetched from. */
    tell(house, 12, &health);
}

static void
test_states_are_counted(void)
{
    g_autoptr(House) house = house_new();
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    MailboxDraft draft = mailbox_draft_of("contact@example.org");
    MailboxHealth health = {.last_success_at = clock_now()};
    JsonWriter json;

    tell(house, house_mailbox(house, &draft), &health);
    draft = mailbox_draft_of("second@example.org");
    draft.mailbox.state = MAILBOX_PAUSED;
    house_mailbox(house, &draft);
    json_writer_init(&json, text);
    g_assert_true(mailbox_count_health(&house->context, &json, &error));
    g_assert_no_error(error);
    g_assert_cmpstr(text->str, ==,
                    "{\"new\":0,\"ok\":1,\"catching-up\":0,\"late\":0,\"failing\":0,"
                    "\"paused\":1,\"signed-out\":0}");
    house_check(house, &mailbox_module);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mailbox-health/word", test_health_is_one_word);
    g_test_add_func("/mailbox-health/facts", test_failing_and_recovering_are_told_once_each);
    g_test_add_func("/mailbox-health/counts", test_states_are_counted);
    return g_test_run();
}
