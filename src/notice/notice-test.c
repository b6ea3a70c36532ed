#include "notice/notice.h"

#include "base/clock.h"
#include "base/error.h"
#include "conversation/conversation.h"
#include "conversation/mention-store.h"
#include "draft/draft.h"
#include "letter/letter.h"
#include "lib/world.h"
#include "notice/notice-digest.h"
#include "staff/staff.h"

#include <inttypes.h>
#include <string.h>

static const Module *const modules[] = {&letter_module, &notice_module, &conversation_module,
                                        &draft_module, NULL};

static const char notices_of[] = "SELECT count(*) FROM notice WHERE staff = $1";
static const char unseen_of[] =
    "SELECT coalesce(sum(count), 0) FROM notice WHERE staff = $1 AND seen_at IS NULL";
static const char kind_of[] =
    "SELECT kind FROM notice WHERE staff = $1 ORDER BY at DESC, id DESC LIMIT 1";
static const char to_mail_of[] =
    "SELECT count(*) FROM notice WHERE staff = $1 AND mailed_at IS NOT NULL";

static int64_t
add_colleague(World *world, const char *email)
{
    g_autoptr(GError) error = NULL;
    int64_t staff = 0;

    staff_add(world->database, email, "Bruno", "supervisor", NULL, &staff, &error);
    g_assert_no_error(error);
    return staff;
}

typedef struct {
    World *world;
    int64_t conversation, staff, actor, message;
} Act;

static bool
assign(Db *tx, void *data, GError **error)
{
    const Act *act = data;
    ConversationChange change = CONVERSATION_KEEP_ALL;

    change.assignee = act->staff;
    return conversation_change(tx, act->conversation, &change, act->actor, error);
}

static void
give(World *world, int64_t conversation, int64_t staff, int64_t actor)
{
    world_work(world);
    world_write(world, assign, &(Act){world, conversation, staff, actor, 0});
    world_work(world);
}

static bool
call(Db *tx, void *data, GError **error)
{
    Act *act = data;

    return conversation_write(tx, &act->world->context,
                              &(Draft){
                                  .conversation = act->conversation,
                                  .direction = DIRECTION_NOTE,
                                  .staff = act->actor,
                                  .text = "Peux-tu regarder ?",
                              },
                              &act->message, error) &&
           mention_add(tx, act->message, act->conversation, act->staff, act->actor, error);
}

/* ---- Who is told of what ---- */

static void
test_a_matter_given_by_a_colleague_is_told_one_taken_is_not(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t boss = add_colleague(world, "bruno@example.org");
    int64_t taken = world_hear(world, "jeanne@example.test", "Un", 0);
    int64_t given = world_hear(world, "paul@example.test", "Deux", 0);

    give(world, taken, world->adviser, world->adviser);
    g_assert_cmpint(world_int(world, notices_of, world->adviser), ==, 0);
    give(world, given, world->adviser, boss);
    g_assert_cmpint(world_int(world, notices_of, world->adviser), ==, 1);
    g_assert_cmpint(world_int(world, kind_of, world->adviser), ==, NOTICE_ASSIGNED);
    g_assert_cmpint(world_int(world, notices_of, boss), ==, 0);
}

static void
test_words_of_one_matter_make_one_notice_until_it_is_seen(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t conversation = world_hear(world, "jeanne@example.test", "Un", 0);

    give(world, conversation, world->adviser, world->adviser);
    for (int i = 0; i < 3; i++)
        world_hear(world, "jeanne@example.test", "Un", conversation);
    world_work(world);
    g_assert_cmpint(world_int(world, notices_of, world->adviser), ==, 1);
    g_assert_cmpint(world_int(world, unseen_of, world->adviser), ==, 3);
    g_assert_cmpuint(
        world_ask(world, &world->principal, "POST", "/api/notices/seen", "{\"all\":true}", NULL),
        ==, 200);
    world_hear(world, "jeanne@example.test", "Un", conversation);
    world_work(world);
    g_assert_cmpint(world_int(world, notices_of, world->adviser), ==, 2);
    g_assert_cmpint(world_int(world, unseen_of, world->adviser), ==, 1);
}

static bool
make_team(Db *tx, void *data, GError **error)
{
    const Act *act = data;
    ConversationChange change = CONVERSATION_KEEP_ALL;

    return team_add(tx, "Accueil", 0, &change.team, error) &&
           team_change(tx, change.team, NULL, &act->staff, 1, 0, error) &&
           conversation_change(tx, act->conversation, &change, 0, error);
}

static void
test_a_team_is_told_of_what_nobody_has(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t stranger = add_colleague(world, "bruno@example.org");
    int64_t conversation = world_hear(world, "jeanne@example.test", "Un", 0);

    world_write(world, make_team, &(Act){world, conversation, world->adviser, 0, 0});
    world_hear(world, "jeanne@example.test", "Un", conversation);
    world_work(world);
    g_assert_cmpint(world_int(world, kind_of, world->adviser), ==, NOTICE_TEAM);
    g_assert_cmpint(world_int(world, notices_of, stranger), ==, 0);
}

static void
test_who_is_called_in_a_note_is_told(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t boss = add_colleague(world, "bruno@example.org");
    int64_t conversation = world_hear(world, "jeanne@example.test", "Un", 0);
    Act act = {world, conversation, world->adviser, boss, 0};

    world_write(world, call, &act);
    world_work(world);
    g_assert_cmpint(world_int(world, kind_of, world->adviser), ==, NOTICE_MENTION);
    g_assert_cmpint(world_int(world, "SELECT message FROM notice WHERE staff = $1", world->adviser),
                    ==, act.message);
}

static void
test_who_meant_to_write_later_is_told_that_it_is_held_back(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t conversation = world_hear(world, "jeanne@example.test", "Un", 0);
    g_autofree char *path =
        g_strdup_printf("/api/conversations/%" PRId64 "/messages", conversation);

    g_assert_cmpuint(world_ask(world, &world->principal, "POST", path,
                               "{\"text\": \"À demain.\", \"send_at\": "
                               "\"2026-11-24T08:00:00Z\"}",
                               NULL),
                     ==, 201);
    world_work(world);
    g_assert_cmpint(world_int(world, notices_of, world->adviser), ==, 0);
    world_hear(world, "jeanne@example.test", "Un", conversation);
    world_work(world);
    g_assert_cmpint(world_int(world, notices_of, world->adviser), ==, 1);
    g_assert_cmpint(world_int(world, kind_of, world->adviser), ==, NOTICE_HELD);
    g_assert_cmpint(world_int(world,
                              "SELECT count(*) FROM notice n JOIN held h ON h.id = n.message"
                              " WHERE n.staff = $1",
                              world->adviser),
                    ==, 1);
}

static void
run_timers(World *world)
{
    g_autoptr(GError) error = NULL;

    for (const JobTimer *timer = notice_timers; timer->name != NULL; timer++)
        g_assert_true(timer->run(&world->context, &error));
    g_assert_no_error(error);
    world_work(world);
}

static void
save_draft(World *world, int64_t conversation, const char *kind, int version)
{
    g_autofree char *path =
        g_strdup_printf("/api/conversations/%" PRId64 "/draft?kind=%s", conversation, kind);
    g_autofree char *body =
        g_strdup_printf("{\"text\": \"Bonjour\", \"letter\": {}, \"version\": %d}", version);
    g_autofree char *answer = NULL;
    unsigned status = world_ask(world, &world->principal, "PUT", path, body, &answer);

    if (status != 200)
        g_error("%u: %s", status, answer);
}

static void
test_a_reply_begun_is_recalled_once_while_the_person_waits(void)
{
    static const struct {
        const char *kind, *about; /* about: of the conversation, before the hours pass */
        int64_t hours, told;
    } cases[] = {
        {"reply", NULL, 23, 0},
        {"reply", NULL, 24, 1},
        {"note", NULL, 24, 0},
        {"reply", "UPDATE conversation SET waiting_since = NULL WHERE id = $1", 24, 0},
        {"reply", "UPDATE conversation SET status = 3 WHERE id = $1", 24, 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(World) world = world_new(modules);
        int64_t conversation = world_hear(world, "jeanne@example.test", "Un", 0);

        save_draft(world, conversation, cases[i].kind, 0);
        if (cases[i].about != NULL)
            world_sql(world, cases[i].about, conversation);
        world_pass(world, cases[i].hours * CLOCK_HOUR + CLOCK_MINUTE);
        run_timers(world);
        run_timers(world);
        g_assert_cmpint(world_int(world, unseen_of, world->adviser), ==, cases[i].told);
        if (cases[i].told > 0)
            g_assert_cmpint(world_int(world, kind_of, world->adviser), ==, NOTICE_DRAFT);
    }
}

static void
test_a_reply_touched_again_is_recalled_again(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t conversation = world_hear(world, "jeanne@example.test", "Un", 0);

    save_draft(world, conversation, "reply", 0);
    world_pass(world, 25 * CLOCK_HOUR);
    run_timers(world);
    world_pass(world, CLOCK_MINUTE);
    save_draft(world, conversation, "reply", 1);
    run_timers(world);
    g_assert_cmpint(world_int(world, unseen_of, world->adviser), ==, 1);
    world_pass(world, 25 * CLOCK_HOUR);
    run_timers(world);
    g_assert_cmpint(world_int(world, unseen_of, world->adviser), ==, 2);
}

/* ---- Ways ---- */

static void
prefer(World *world, const char *body)
{
    g_autofree char *answer = NULL;
    unsigned status =
        world_ask(world, &world->principal, "PUT", "/api/notices/preferences", body, &answer);

    if (status != 200)
        g_error("%u: %s", status, answer);
}

static void
test_what_is_wanted_by_no_way_is_not_kept(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t boss = add_colleague(world, "bruno@example.org");

    prefer(world, "{\"kinds\":[{\"kind\":\"assigned\",\"page\":false,\"desktop\":false,"
                  "\"mail\":false}]}");
    give(world, world_hear(world, "jeanne@example.test", "Un", 0), world->adviser, boss);
    g_assert_cmpint(world_int(world, notices_of, world->adviser), ==, 0);
}

static void
test_nobody_is_disturbed_while_closed_unless_asked(void)
{
    static const struct {
        const char *at;
        bool outside_hours, disturbed;
    } cases[] = {
        {"2026-11-23T09:00:00Z", false, true},  {"2026-11-23T21:00:00Z", false, false},
        {"2026-11-23T21:00:00Z", true, true},   {"2026-11-22T10:00:00Z", false, false},
        {"2026-12-25T10:00:00Z", false, false},
    };
    g_autoptr(GError) error = NULL;
    g_autoptr(Calendar) calendar =
        calendar_new("Europe/Paris", "mon-fri 09:00-18:00", "metropole", &error);

    g_assert_no_error(error);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        NoticeRhythm rhythm = {.outside_hours = cases[i].outside_hours};
        int64_t at;

        g_assert_true(clock_parse(cases[i].at, &at));
        g_assert_cmpint(notice_may_disturb(&rhythm, calendar, at), ==, cases[i].disturbed);
        rhythm.quiet_until = at + 1;
        g_assert_false(notice_may_disturb(&rhythm, calendar, at));
    }
}

/* ---- Mails ---- */

static void
test_a_daily_mail_leaves_once_a_day_at_its_hour(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t boss = add_colleague(world, "bruno@example.org");

    prefer(world, "{\"digest\":\"daily\",\"digest_hour\":14}");
    world_pass(world, CLOCK_MINUTE);
    give(world, world_hear(world, "jeanne@example.test", "Un", 0), world->adviser, boss);
    run_timers(world);
    g_assert_cmpint(world_int(world, to_mail_of, world->adviser), ==, 0);
    world_pass(world, 4 * CLOCK_HOUR); /* 14:01 */
    run_timers(world);
    g_assert_cmpint(world_int(world, to_mail_of, world->adviser), ==, 1);
    give(world, world_hear(world, "paul@example.test", "Deux", 0), world->adviser, boss);
    world_pass(world, CLOCK_HOUR);
    run_timers(world);
    g_assert_cmpint(world_int(world, to_mail_of, world->adviser), ==, 1);
    world_pass(world, CLOCK_DAY);
    run_timers(world);
    g_assert_cmpint(world_int(world, to_mail_of, world->adviser), ==, 2);
}

static void
test_who_asks_for_mails_is_not_sent_what_waited_before(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t boss = add_colleague(world, "bruno@example.org");

    give(world, world_hear(world, "jeanne@example.test", "Un", 0), world->adviser, boss);
    prefer(world, "{\"digest\":\"hourly\"}");
    g_assert_cmpint(world_int(world,
                              "SELECT count(*) FROM notice WHERE staff = $1 AND seen_at IS NULL"
                              " AND mailed_at IS NULL",
                              world->adviser),
                    ==, 0);
}

/* Others may see a mail box: who and about what are said there only when asked for. */
static void
test_a_mail_names_persons_and_subjects_only_when_asked(void)
{
    static const struct {
        const char *wish;
        bool named;
    } cases[] = {{"{\"digest\":\"hourly\"}", false},
                 {"{\"digest\":\"hourly\",\"content\":true}", true}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(World) world = world_new(modules);
        int64_t boss = add_colleague(world, "bruno@example.org");
        g_autofree char *text = NULL;
        g_autofree char *html = NULL;

        prefer(world, cases[i].wish);
        world_pass(world, CLOCK_MINUTE);
        give(world, world_hear(world, "jeanne@example.test", "<b>Facture</b>", 0), world->adviser,
             boss);
        world_pass(world, CLOCK_HOUR);
        run_timers(world);
        text = world_text(world, "SELECT text FROM letter WHERE staff = $1", world->adviser);
        html = world_text(world, "SELECT html FROM letter WHERE staff = $1", world->adviser);
        g_assert_nonnull(text);
        g_assert_cmpint(strstr(text, "jeanne@example.test — <b>Facture</b>") != NULL, ==,
                        cases[i].named);
        g_assert_cmpint(strstr(html, "jeanne@example.test — &lt;b&gt;Facture&lt;/b&gt;") != NULL,
                        ==, cases[i].named);
        g_assert_null(strstr(html, "<b>Facture"));
        g_assert_nonnull(strstr(html, "Une conversation vous a été attribuée"));
        g_assert_nonnull(strstr(html, "Les Amis du &lt;Lac&gt;"));
    }
}

static void
test_who_asks_is_written_at_once_what_waits_and_nothing_twice(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t boss = add_colleague(world, "bruno@example.org");
    static const char *const answers[] = {"{\"told\":1}", "{\"told\":0}"};

    give(world, world_hear(world, "jeanne@example.test", "Un", 0), world->adviser, boss);
    for (size_t i = 0; i < G_N_ELEMENTS(answers); i++) {
        g_autofree char *body = NULL;

        g_assert_cmpuint(
            world_ask(world, &world->principal, "POST", "/api/notices/digest", NULL, &body), ==,
            200);
        g_assert_cmpstr(body, ==, answers[i]);
    }
    g_assert_cmpint(
        world_int(world, "SELECT count(*) FROM letter WHERE staff = $1", world->adviser), ==, 1);
}

/* ---- Routes ---- */

static void
test_one_sees_and_marks_one_s_own_alone(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t boss = add_colleague(world, "bruno@example.org");
    Principal other = {.staff = boss, .rights = staff_rights("supervisor"), .csrf = "x"};
    g_autofree char *mine = NULL;
    g_autofree char *theirs = NULL;
    g_autofree char *body = NULL;

    give(world, world_hear(world, "jeanne@example.test", "Objet secret", 0), world->adviser, boss);
    world_ask(world, &world->principal, "GET", "/api/notices", NULL, &mine);
    g_assert_nonnull(strstr(mine, "Objet secret"));
    world_ask(world, &other, "GET", "/api/notices", NULL, &theirs);
    g_assert_null(strstr(theirs, "Objet secret"));
    body =
        g_strdup_printf("{\"notices\":[\"%" PRId64 "\"]}",
                        world_int(world, "SELECT id FROM notice WHERE staff = $1", world->adviser));
    g_assert_cmpuint(world_ask(world, &other, "POST", "/api/notices/seen", body, NULL), ==, 200);
    g_assert_cmpint(world_int(world, unseen_of, world->adviser), ==, 1);
    g_assert_cmpuint(world_ask(world, &world->principal, "POST", "/api/notices/seen", body, NULL),
                     ==, 200);
    g_assert_cmpint(world_int(world, unseen_of, world->adviser), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/notice/a matter given by a colleague is told, one taken is not",
                    test_a_matter_given_by_a_colleague_is_told_one_taken_is_not);
    g_test_add_func("/notice/words of one matter make one notice until it is seen",
                    test_words_of_one_matter_make_one_notice_until_it_is_seen);
    g_test_add_func("/notice/a team is told of what nobody has",
                    test_a_team_is_told_of_what_nobody_has);
    g_test_add_func("/notice/who is called in a note is told",
                    test_who_is_called_in_a_note_is_told);
    g_test_add_func("/notice/who meant to write later is told that it is held back",
                    test_who_meant_to_write_later_is_told_that_it_is_held_back);
    g_test_add_func("/notice/a reply begun is recalled once while the person waits",
                    test_a_reply_begun_is_recalled_once_while_the_person_waits);
    g_test_add_func("/notice/a reply touched again is recalled again",
                    test_a_reply_touched_again_is_recalled_again);
    g_test_add_func("/notice/what is wanted by no way is not kept",
                    test_what_is_wanted_by_no_way_is_not_kept);
    g_test_add_func("/notice/nobody is disturbed while closed unless asked",
                    test_nobody_is_disturbed_while_closed_unless_asked);
    g_test_add_func("/notice/a daily mail leaves once a day at its hour",
                    test_a_daily_mail_leaves_once_a_day_at_its_hour);
    g_test_add_func("/notice/who asks for mails is not sent what waited before",
                    test_who_asks_for_mails_is_not_sent_what_waited_before);
    g_test_add_func("/notice/a mail names persons and subjects only when asked",
                    test_a_mail_names_persons_and_subjects_only_when_asked);
    g_test_add_func("/notice/who asks is written at once what waits, and nothing twice",
                    test_who_asks_is_written_at_once_what_waits_and_nothing_twice);
    g_test_add_func("/notice/one sees and marks one's own alone",
                    test_one_sees_and_marks_one_s_own_alone);
    return g_test_run();
}
