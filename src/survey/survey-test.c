#include "survey/survey.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"
#include "conversation/conversation.h"
#include "lib/world.h"
#include "person/person.h"

#include <string.h>

#define DELAY (11 * CLOCK_MINUTE) /* more than that of wait_before_asking() */

static const Module *const modules[] = {&survey_module, NULL};

static const char jeanne[] = "jeanne@example.test";

static const char survey_of[] = "SELECT id FROM survey WHERE conversation = $1";
static const char asked_of[] =
    "SELECT count(*) FROM survey WHERE conversation = $1 AND asked_at IS NOT NULL";
static const char reason_of[] = "SELECT reason FROM survey WHERE conversation = $1";
static const char invitation_html_of[] =
    "SELECT html FROM message_html JOIN message ON message.id = message_html.message"
    " WHERE conversation = $1 AND kind = 100";

/* A closed matter whose person was asked; the path of the page, owned by the caller. */
static char *
asked_page(World *world, const char *address, int64_t *ret_conversation)
{
    int64_t conversation = world_contact(world, address);
    g_autofree char *text = NULL;
    const char *link;

    world_work(world);
    text = world_invitation(world, conversation);
    g_assert_nonnull(text);
    link = strstr(text, "https://lien.example.org/s/");
    g_assert_nonnull(link);
    if (ret_conversation != NULL)
        *ret_conversation = conversation;
    link += strlen("https://lien.example.org");
    return g_strndup(link, strcspn(link, "?"));
}

static void
assert_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        g_error("\"%s\" is not in: %s", part, text);
}

static void
assert_lacks(const char *text, const char *part)
{
    if (strstr(text, part) != NULL)
        g_error("\"%s\" is in: %s", part, text);
}

/* ---- Asking ---- */

static void
wait_before_asking(World *world)
{
    world_sql(world,
              "INSERT INTO setting (name, valid_from, value)"
              " VALUES ('survey.delay_minutes', $1, '10')",
              1);
}

static void
test_a_closed_matter_is_asked_about_at_once(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t conversation = world_contact(world, jeanne);

    world_work(world);
    g_assert_cmpint(world_int(world, asked_of, conversation), ==, 1);
}

static void
test_a_closed_matter_is_asked_about_after_the_delay(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t conversation = world_contact(world, jeanne);
    g_autofree char *text = NULL;
    g_autofree char *html = NULL;

    wait_before_asking(world);
    world_pass(world, 5 * CLOCK_MINUTE);
    g_assert_cmpint(world_int(world, asked_of, conversation), ==, 0);
    world_pass(world, 6 * CLOCK_MINUTE);
    g_assert_cmpint(world_int(world, asked_of, conversation), ==, 1);

    text = world_invitation(world, conversation);
    html = world_text(world, invitation_html_of, conversation);
    for (int score = 1; score <= SURVEY_SCORE_MAX; score++) {
        g_autofree char *end = g_strdup_printf("?score=%d\n", score);
        g_autofree char *href = g_strdup_printf("?score=%d\"", score);

        assert_has(text, end);
        assert_has(html, href);
    }
    assert_has(text, "« Séjour »");
    assert_has(text, "Répondez simplement à ce message");
    assert_has(text, "Les Amis du <Lac>");
    assert_has(html, "Les Amis du &lt;Lac&gt;");
}

static void
test_an_invitation_leaves_the_matter_as_it_is(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t conversation = world_contact(world, jeanne);
    g_autofree char *preview =
        world_text(world, "SELECT preview FROM conversation WHERE id = $1", conversation);
    g_autofree char *after = NULL;

    world_pass(world, DELAY);
    after = world_text(world, "SELECT preview FROM conversation WHERE id = $1", conversation);
    g_assert_cmpint(world_int(world, "SELECT status FROM conversation WHERE id = $1", conversation),
                    ==, 4);
    g_assert_cmpint(
        world_int(world, "SELECT reopened FROM conversation WHERE id = $1", conversation), ==, 0);
    g_assert_cmpstr(preview, ==, after);
    /* It is for the person alone. */
    g_free(after);
    after =
        world_text(world, "SELECT addresses FROM message WHERE conversation = $1 AND kind = 100",
                   conversation);
    assert_has(after, jeanne);
}

static void
reopen_it(World *world, int64_t conversation)
{
    world_hear(world, jeanne, "Encore", conversation);
}

static void
switch_off(World *world, int64_t conversation)
{
    world_sql(
        world,
        "INSERT INTO setting (name, valid_from, value) VALUES ('survey.enabled', $1, 'false')", 1);
}

static void
let_days_pass(World *world, int64_t conversation)
{
    clock_freeze(clock_now() + 3 * CLOCK_DAY);
}

static void
asked_yesterday(World *world, int64_t conversation)
{
    int64_t before = world_contact(world, jeanne);

    world_sql(world,
              "INSERT INTO survey (id, conversation, person, closed_at, channel, asked_at)"
              " SELECT 1, id, person, 1, channel, closed_at - 518400000 FROM conversation"
              "  WHERE id = $1",
              before);
}

static void
asked_last_week(World *world, int64_t conversation)
{
    asked_yesterday(world, conversation);
    world_sql(world, "UPDATE survey SET asked_at = asked_at - $1 WHERE id = 1", CLOCK_DAY * 2);
}

static const char never_answered[] = "UPDATE conversation SET first_answer_at = NULL WHERE id = $1";
static const char address_lost[] = "UPDATE person_address SET failed_at = $1";
static const char channel_without_way_out[] =
    "UPDATE conversation SET channel = 'visit' WHERE id = $1";

static void
test_whoever_is_not_asked_there_is_a_reason(void)
{
    static const struct {
        const char *address;
        void (*before)(World *world, int64_t conversation);
        const char *reason; /* NULL: asked */
        const char *sql;    /* what else happened before */
    } cases[] = {
        {"jeanne@example.test", NULL, NULL},
        {"jeanne@example.test", reopen_it, "reopened"},
        {"jeanne@example.test", switch_off, "disabled"},
        {"jeanne@example.test", let_days_pass, "late"},
        {"jeanne@example.test", NULL, "no_reply", never_answered},
        {"jeanne@example.test", NULL, "no_address", address_lost},
        {"jeanne@example.test", NULL, "no_address", channel_without_way_out},
        {"jeanne@example.test", asked_yesterday, "pause"},
        {"jeanne@example.test", asked_last_week, NULL},
        {"no-reply@example.test", NULL, "machine"},
        {"noreply+12@example.test", NULL, "machine"},
        {"noreplyana@example.test", NULL, NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(World) world = world_new(modules);
        int64_t conversation = world_contact(world, cases[i].address);
        g_autofree char *reason = NULL;
        g_autofree char *told = NULL;

        g_test_message("%s %s", cases[i].address, cases[i].reason);
        wait_before_asking(world);
        world_work(world);
        if (cases[i].before != NULL)
            cases[i].before(world, conversation);
        if (cases[i].sql != NULL)
            world_sql(world, cases[i].sql, conversation);
        world_pass(world, DELAY);
        reason = world_text(world, reason_of, conversation);
        g_assert_cmpstr(reason, ==, cases[i].reason);
        g_assert_cmpint(world_int(world, asked_of, conversation), ==, cases[i].reason == NULL);
        told = world_text(world,
                          "SELECT data FROM fact WHERE conversation = $1"
                          " AND name IN ('survey.asked', 'survey.held_back')",
                          conversation);
        g_assert_nonnull(told);
        if (cases[i].reason != NULL)
            assert_has(told, cases[i].reason);
    }
}

static bool
open_from_our_side(Db *tx, void *data, GError **error)
{
    const World *world = data;
    int64_t person, conversation;

    return person_meet(tx, "email", jeanne, NULL, NULL, clock_now(), &person, error) &&
           conversation_open(tx, person, "Nouvelle", "mail", world->adviser, &conversation, error);
}

static void
test_whoever_asked_nothing_is_not_asked(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t conversation;
    g_autofree char *reason = NULL;

    world_write(world, open_from_our_side, world);
    conversation = world_int(world, "SELECT id FROM conversation WHERE id > $1", 0);
    world_answer(world, conversation);
    world_close(world, conversation);
    world_work(world);
    reason = world_text(world, reason_of, conversation);
    g_assert_cmpstr(reason, ==, "no_reply");
    g_assert_cmpint(world_int(world,
                              "SELECT count(first_answer_at) FROM episode WHERE conversation = $1",
                              conversation),
                    ==, 0);
}

typedef struct {
    World *world;
    int64_t id;
} Again;

static bool
plan_and_ask_again(Db *tx, void *data, GError **error)
{
    const Again *again = data;
    int64_t episode = 0, survey = 0;

    return db_find_int(tx, "SELECT id FROM episode WHERE conversation = $1",
                       DB_ARGS(DB_INT(again->id)), &episode, error) == 1 &&
           survey_plan(tx, &again->world->context, episode, error) &&
           db_find_int(tx, survey_of, DB_ARGS(DB_INT(again->id)), &survey, error) == 1 &&
           survey_ask(tx, &again->world->context, survey, error);
}

static void
test_each_closing_is_asked_about_once(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t conversation = world_contact(world, jeanne);

    world_pass(world, DELAY);
    world_write(world, plan_and_ask_again, &(Again){world, conversation});
    world_pass(world, DELAY);
    g_assert_cmpint(
        world_int(world, "SELECT count(*) FROM survey WHERE conversation = $1", conversation), ==,
        1);
    g_assert_cmpint(world_int(world,
                              "SELECT count(*) FROM message WHERE conversation = $1 AND kind = 100",
                              conversation),
                    ==, 1);

    /* Opened again and closed a week later: that is another closing. */
    world_pass(world, 8 * CLOCK_DAY);
    world_hear(world, jeanne, "Encore", conversation);
    world_answer(world, conversation);
    world_close(world, conversation);
    world_pass(world, DELAY);
    g_assert_cmpint(world_int(world, asked_of, conversation), ==, 2);
}

/* ---- The page ---- */

static void
test_a_link_records_nothing_until_the_page_is_sent(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t conversation;
    g_autofree char *page = asked_page(world, jeanne, &conversation);
    g_autofree char *link = g_strconcat(page, "?score=2", NULL);
    g_autofree char *html = NULL;
    g_autofree char *thanks = NULL;
    g_autofree char *comment = NULL;

    g_assert_cmpuint(world_ask(world, NULL, "GET", link, NULL, &html), ==, 200);
    assert_has(html, "<html lang=\"fr\">");
    assert_has(html, "value=\"2\" required checked>");
    assert_lacks(html, "value=\"4\" required checked>");
    assert_has(html, "Les Amis du &lt;Lac&gt;");
    assert_lacks(html, "<script");
    g_assert_cmpint(world_int(world, "SELECT count(*) FROM survey WHERE score > $1", 0), ==, 0);

    g_assert_cmpuint(world_form(world, page, "score=4&comment=Merci+%3Cb%3E", &thanks), ==, 200);
    assert_has(thanks, "Merci");
    g_assert_cmpint(
        world_int(world, "SELECT score FROM survey WHERE conversation = $1", conversation), ==, 4);
    comment = world_text(world, "SELECT comment FROM survey WHERE conversation = $1", conversation);
    g_assert_cmpstr(comment, ==, "Merci <b>");
}

static void
test_an_answer_is_given_once_and_stays(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t conversation;
    g_autofree char *page = asked_page(world, jeanne, &conversation);
    g_autofree char *again = NULL;
    g_autofree char *seen = NULL;
    g_autofree char *fact = NULL;

    g_assert_cmpuint(world_form(world, page, "score=5&comment=secret", NULL), ==, 200);
    g_assert_cmpuint(world_form(world, page, "score=1", &again), ==, 409);
    assert_has(again, "Vous avez déjà répondu");
    g_assert_cmpuint(world_ask(world, NULL, "GET", page, NULL, &seen), ==, 200);
    assert_has(seen, "Vous avez déjà répondu");
    assert_lacks(seen, "<form");
    g_assert_cmpint(
        world_int(world, "SELECT score FROM survey WHERE conversation = $1", conversation), ==, 5);
    g_assert_cmpint(world_int(world,
                              "SELECT count(*) FROM fact WHERE conversation = $1"
                              " AND name = 'survey.answered'",
                              conversation),
                    ==, 1);
    fact = world_text(world,
                      "SELECT data FROM fact WHERE conversation = $1 AND name = 'survey.answered'",
                      conversation);
    g_assert_cmpstr(fact, ==, "{\"score\":5}");
}

typedef struct {
    const char *secret;
    int64_t score;
    Context *context;
} Direct;

static bool
answer_directly(Db *tx, void *data, GError **error)
{
    const Direct *direct = data;

    return survey_answer(tx, direct->context, direct->secret, direct->score, NULL, error);
}

/* Two clicks can pass the page's own look together: the rule is kept where the answer is written.
 */
static void
test_the_rules_of_an_answer_do_not_depend_on_the_page(void)
{
    g_autoptr(World) world = world_new(modules);
    g_autofree char *page = asked_page(world, jeanne, NULL);
    g_autofree char *other = asked_page(world, "paul@example.test", NULL);
    const char *secret = page + strlen("/s/"), *late = other + strlen("/s/");
    const struct {
        Direct direct;
        int64_t pass;
        int code; /* -1: accepted */
    } cases[] = {
        {{secret, 0}, 0, APP_ERROR_INVALID},
        {{secret, 6}, 0, APP_ERROR_INVALID},
        {{"nothing", 3}, 0, APP_ERROR_NOT_FOUND},
        {{secret, 2}, 0, -1},
        {{secret, 5}, 0, APP_ERROR_CONFLICT},
        {{late, 5}, (30 + 1) * CLOCK_DAY, APP_ERROR_CONFLICT},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        Direct direct = cases[i].direct;

        direct.context = &world->context;

        clock_freeze(clock_now() + cases[i].pass);
        if (database_write(world->database, answer_directly, &direct, &error))
            g_assert_cmpint(cases[i].code, ==, -1);
        else
            g_assert_error(error, APP_ERROR, cases[i].code);
    }
    g_assert_cmpint(world_int(world, "SELECT sum(score) FROM survey WHERE id > $1", 0), ==, 2);
}

static void
test_what_is_hostile_is_refused_or_harmless(void)
{
    g_autofree char *huge = g_strnfill(LIMIT_COMMENT + 1, 'x');
    g_autofree char *too_long = g_strconcat("score=1&comment=", huge, NULL);
    const struct {
        const char *form;
        unsigned status;
    } cases[] = {
        {"score=0", 400},
        {"score=6", 400},
        {"score=-1", 400},
        {"score=4294967299", 400}, /* 3 if cut to 32 bits */
        {"score=4.0", 400},
        {"score=abc", 400},
        {"score=", 400},
        {"", 400},
        {"comment=alone", 400},
        {"score=3&vip=true", 400},
        {too_long, 400},
        {"score=3&comment=%00x", 400},
        {"score=3&comment=%FFx", 400},
        {"score=3&comment=%1B%3Cscript%3Ealert(1)%3C/script%3E", 200},
    };
    g_autoptr(World) world = world_new(modules);
    g_autofree char *page = asked_page(world, jeanne, NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *html = NULL;
        unsigned status = world_form(world, page, cases[i].form, &html);

        g_test_message("%.60s", cases[i].form);
        g_assert_cmpuint(status, ==, cases[i].status);
        assert_lacks(html, "<script");
        g_assert_cmpint(world_int(world, "SELECT count(*) FROM survey WHERE score > $1", 0), ==,
                        cases[i].status == 200);
    }
}

static void
test_a_form_without_a_score_comes_back_with_its_comment(void)
{
    g_autoptr(World) world = world_new(modules);
    g_autofree char *page = asked_page(world, jeanne, NULL);
    g_autofree char *html = NULL;

    g_assert_cmpuint(
        world_form(world, page, "comment=%3C/textarea%3E%3Cscript%3Ealert(1)%3C/script%3E", &html),
        ==, 400);
    assert_has(html, "role=\"alert\"");
    assert_has(html, "&lt;/textarea&gt;&lt;script&gt;");
    assert_lacks(html, "<script");
}

static void
test_the_page_says_when_there_is_nothing_to_answer(void)
{
    g_autoptr(World) world = world_new(modules);
    g_autofree char *page = asked_page(world, jeanne, NULL);
    g_autofree char *unknown = g_strconcat(page, "x", NULL);
    g_autofree char *html = NULL;
    g_autofree char *late = NULL;

    g_assert_cmpuint(world_ask(world, NULL, "GET", unknown, NULL, &html), ==, 404);
    assert_has(html, "Page introuvable");
    g_assert_cmpuint(world_form(world, unknown, "score=5", NULL), ==, 404);
    g_assert_cmpuint(world_ask(world, NULL, "GET", "/s/%22%3E%3Cscript%3E", NULL, NULL), ==, 404);

    world_pass(world, 30 * CLOCK_DAY - CLOCK_HOUR);
    g_assert_cmpuint(world_ask(world, NULL, "GET", page, NULL, NULL), ==, 200);
    world_pass(world, 2 * CLOCK_HOUR);
    g_assert_cmpuint(world_ask(world, NULL, "GET", page, NULL, &late), ==, 410);
    g_assert_cmpuint(world_form(world, page, "score=5", NULL), ==, 410);
    g_assert_cmpint(world_int(world, "SELECT count(*) FROM survey WHERE score > $1", 0), ==, 0);
}

static void
test_an_english_speaker_reads_english(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t conversation = world_contact(world, jeanne);
    g_autofree char *text = NULL;
    g_autofree char *path = NULL;
    g_autofree char *html = NULL;
    const char *link;

    world_sql(world, "UPDATE person SET language = 'en' WHERE id <> $1", 0);
    world_pass(world, DELAY);
    text = world_invitation(world, conversation);
    assert_has(text, "How did we do?");
    assert_has(text, "Just answer this message");
    link = strstr(text, "/s/");
    path = g_strndup(link, strcspn(link, "\n"));
    g_assert_cmpuint(world_ask(world, NULL, "GET", path, NULL, &html), ==, 200);
    assert_has(html, "<html lang=\"en\">");
    assert_has(html, "Very satisfied");
}

/* ---- The list ---- */

static void
test_the_list_shows_who_was_asked_and_what_they_said(void)
{
    g_autoptr(World) world = world_new(modules);
    g_autofree char *page = asked_page(world, jeanne, NULL);
    static const struct {
        const char *query;
        int items;
    } cases[] = {
        {"", 2},
        {"?answered=true", 1},
        {"?score=2", 1},
        {"?score=3", 0},
        {"?from=2026-11-23&to=2026-11-23", 2},
        {"?from=2026-11-24", 0},
        {"?to=2026-11-22", 0},
        {"?limit=1", 1},
    };

    g_free(asked_page(world, "paul@example.test", NULL));
    g_assert_cmpuint(world_form(world, page, "score=2&comment=Trop+long", NULL), ==, 200);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/api/surveys", cases[i].query, NULL);
        g_autofree char *body = NULL;
        json_t *json;

        g_test_message("%s", path);
        g_assert_cmpuint(world_ask(world, &world->principal, "GET", path, NULL, &body), ==, 200);
        json = json_loads(body, 0, NULL);
        g_assert_cmpint((int)json_array_size(json_object_get(json, "items")), ==, cases[i].items);
        json_decref(json);
    }
    g_assert_cmpuint(world_ask(world, NULL, "GET", "/api/surveys", NULL, NULL), ==, 401);
    g_assert_cmpuint(world_ask(world, &world->principal, "GET", "/api/surveys?score=9", NULL, NULL),
                     ==, 400);
}

static void
test_pages_of_the_list_follow_each_other(void)
{
    g_autoptr(World) world = world_new(modules);
    g_autofree char *path = g_strdup("/api/surveys?limit=2");
    int seen = 0;

    for (int i = 0; i < 5; i++) {
        g_autofree char *address = g_strdup_printf("p%d@example.test", i);

        world_contact(world, address); /* all closed in the same millisecond */
    }
    world_pass(world, DELAY);
    while (path != NULL) {
        g_autofree char *body = NULL;
        json_t *json;
        const char *next;

        g_assert_cmpuint(world_ask(world, &world->principal, "GET", path, NULL, &body), ==, 200);
        json = json_loads(body, 0, NULL);
        seen += (int)json_array_size(json_object_get(json, "items"));
        next = json_string_value(json_object_get(json, "next"));
        g_free(path);
        path = next != NULL ? g_strconcat("/api/surveys?limit=2&cursor=", next, NULL) : NULL;
        json_decref(json);
    }
    g_assert_cmpint(seen, ==, 5);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/survey/at-once", test_a_closed_matter_is_asked_about_at_once);
    g_test_add_func("/survey/asks", test_a_closed_matter_is_asked_about_after_the_delay);
    g_test_add_func("/survey/leaves", test_an_invitation_leaves_the_matter_as_it_is);
    g_test_add_func("/survey/reasons", test_whoever_is_not_asked_there_is_a_reason);
    g_test_add_func("/survey/outreach", test_whoever_asked_nothing_is_not_asked);
    g_test_add_func("/survey/once", test_each_closing_is_asked_about_once);
    g_test_add_func("/survey/link", test_a_link_records_nothing_until_the_page_is_sent);
    g_test_add_func("/survey/answer", test_an_answer_is_given_once_and_stays);
    g_test_add_func("/survey/rules", test_the_rules_of_an_answer_do_not_depend_on_the_page);
    g_test_add_func("/survey/hostile", test_what_is_hostile_is_refused_or_harmless);
    g_test_add_func("/survey/no-score", test_a_form_without_a_score_comes_back_with_its_comment);
    g_test_add_func("/survey/closed-page", test_the_page_says_when_there_is_nothing_to_answer);
    g_test_add_func("/survey/english", test_an_english_speaker_reads_english);
    g_test_add_func("/survey/list", test_the_list_shows_who_was_asked_and_what_they_said);
    g_test_add_func("/survey/pages", test_pages_of_the_list_follow_each_other);
    return g_test_run();
}
