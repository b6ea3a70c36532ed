#include "guide/guide.h"

#include "base/error.h"
#include "lib/house.h"
#include "setting/setting.h"
#include "staff/staff.h"

static bool
begin(Db *tx, void *data, GError **error)
{
    int64_t id;

    return setting_set(tx, "organisation.name", "\"Les Tilleuls\"", 0, 0, error) &&
           team_add(tx, "Accueil", 0, &id, error);
}

static bool
skip(Db *tx, void *data, GError **error)
{
    return guide_skip(tx, GUIDE_MAILBOX, *(bool *)data, 0, error);
}

static Guide
guide_of(House *house)
{
    g_autoptr(GError) error = NULL;
    Guide guide;

    guide_get(database_reader(house->database), &guide, &error);
    g_assert_no_error(error);
    return guide;
}

static void
test_a_step_is_done_when_what_it_asks_for_is_there(void)
{
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;
    int64_t claire, owen;
    Received received;
    Guide guide = guide_of(house);

    for (int step = 0; step < GUIDE_STEPS; step++)
        g_assert_false(guide.done[step]);
    database_write(house->database, begin, NULL, &error);
    g_assert_no_error(error);
    staff_add(house->database, "claire@example.org", "Claire", "administrator", NULL, &claire,
              &error);
    g_assert_false(guide_of(house).done[GUIDE_COLLEAGUE]);
    staff_add(house->database, "owen@example.org", "Owen", "adviser", NULL, &owen, &error);
    g_assert_no_error(error);
    received = house_hear(house, &(Mail){.from = "camille@example.org", .subject = "Bonjour"});
    guide = guide_of(house);
    g_assert_true(guide.done[GUIDE_NAME]);
    g_assert_true(guide.done[GUIDE_TEAM]);
    g_assert_true(guide.done[GUIDE_COLLEAGUE]);
    g_assert_false(guide.done[GUIDE_BRAND]);
    g_assert_false(guide.done[GUIDE_ANSWER]);
    /* Neither a note nor what the program sends is an answer. */
    house_write(house, received.conversation, DIRECTION_NOTE, claire, "À voir");
    g_assert_false(guide_of(house).done[GUIDE_ANSWER]);
    house_write(house, received.conversation, DIRECTION_OUT, claire, "Voici");
    g_assert_true(guide_of(house).done[GUIDE_ANSWER]);
}

static void
test_a_step_put_aside_is_taken_up_again(void)
{
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;
    int64_t facts = 0;
    bool yes = true, no = false;

    database_write(house->database, skip, &yes, &error);
    database_write(house->database, skip, &yes, &error);
    g_assert_no_error(error);
    g_assert_true(guide_of(house).skipped[GUIDE_MAILBOX]);
    database_write(house->database, skip, &no, &error);
    g_assert_no_error(error);
    g_assert_false(guide_of(house).skipped[GUIDE_MAILBOX]);
    db_find_int(database_reader(house->database),
                "SELECT count(*) FROM fact WHERE name LIKE 'guide.%'", DB_NO_ARGS, &facts, &error);
    g_assert_cmpint(facts, ==, 2);
}

static void
test_the_guide_is_over_when_nothing_is_left(void)
{
    Guide guide = {.done = {true, true, true, true, true, false}};

    g_assert_false(guide_is_over(&guide));
    guide.skipped[GUIDE_ANSWER] = true;
    g_assert_true(guide_is_over(&guide));
}

static bool
ask_mail(Db *tx, void *data, GError **error)
{
    return guide_ask_mail(tx, data, error);
}

/* Twice is a retry of the job, not a second mail. */
static void
test_an_invented_mail_comes_in_until_real_mail_leaves(void)
{
    static const char asked[] = "SELECT count(*) FROM job WHERE kind = 'guide.mail'";
    g_autoptr(House) house = house_new();
    g_autoptr(GError) error = NULL;
    MailOptions options = *house->context.mail;
    Job job = {.kind = "guide.mail", .subject = 7};

    g_assert_true(database_write(house->database, ask_mail, &house->context, &error));
    g_assert_no_error(error);
    g_assert_cmpint(house_number(house, asked, 0), ==, 1);
    for (int run = 0; run < 2; run++)
        g_assert_cmpint(guide_jobs[0].run(&house->context, &job, &error), ==, JOB_DONE);
    g_assert_cmpint(house_number(house, "SELECT count(*) FROM conversation", 0), ==, 1);
    options.smtp = "smtp://127.0.0.1:25";
    house->context.mail = &options;
    g_assert_false(database_write(house->database, ask_mail, &house->context, &error));
    g_assert_error(error, APP_ERROR, APP_ERROR_CONFLICT);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/guide/a step is done when what it asks for is there",
                    test_a_step_is_done_when_what_it_asks_for_is_there);
    g_test_add_func("/guide/a step put aside is taken up again",
                    test_a_step_put_aside_is_taken_up_again);
    g_test_add_func("/guide/the guide is over when nothing is left",
                    test_the_guide_is_over_when_nothing_is_left);
    g_test_add_func("/guide/an invented mail comes in until real mail leaves",
                    test_an_invented_mail_comes_in_until_real_mail_leaves);
    return g_test_run();
}
