#include "base/clock.h"
#include "lib/world.h"
#include "survey/survey.h"

#include <string.h>

static const Module *const modules[] = {&survey_module, NULL};

static const char jeanne[] = "jeanne@example.test";

static const char asked_of[] =
    "SELECT count(*) FROM survey WHERE conversation = $1 AND asked_at IS NOT NULL";
static const char reason_of[] = "SELECT reason FROM survey WHERE conversation = $1";
static const char invitation_of[] =
    "SELECT text FROM message WHERE conversation = $1 AND kind = 100";
static const char invitation_html_of[] =
    "SELECT html FROM message_html JOIN message ON message.id = message_html.message"
    " WHERE conversation = $1 AND kind = 100";

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

/* A closed matter about which the person was asked. */
static int64_t
asked(World *world)
{
    int64_t conversation = world_contact(world, jeanne);

    world_work(world);
    return conversation;
}

/* The path of a link of its invitation, as it leaves; begin is how it begins. Owned by the caller.
 */
static char *
link_of(World *world, int64_t conversation, const char *begin)
{
    g_autofree char *text = world_invitation(world, conversation);
    const char *link = strstr(text, begin);

    g_assert_nonnull(link);
    return g_strndup(link, strcspn(link, "?\n"));
}

/* What is kept is read by the staff, found by their search, given by the API: none of it may answer
 * in the person's name. */
static void
test_no_working_link_is_kept(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t conversation = asked(world);
    g_autofree char *page = link_of(world, conversation, "/s/");
    g_autofree char *text = world_text(world, invitation_of, conversation);
    g_autofree char *html = world_text(world, invitation_html_of, conversation);

    assert_has(text, "[lien vers le questionnaire : 5]");
    assert_has(text, "[lien pour ne plus en recevoir]");
    assert_lacks(text, "http");
    assert_has(html, "https://lien.example.org/s/-?score=5");
    assert_has(html, "https://lien.example.org/u/-");
    assert_lacks(html, page);
    g_assert_cmpint(
        world_int(world, "SELECT count(*) FROM survey WHERE digest IS NOT NULL AND $1 = $1", 0), ==,
        0);
}

static void
test_who_asks_for_no_more_is_asked_no_more(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t conversation = asked(world), next;
    g_autofree char *stop = link_of(world, conversation, "/u/");
    g_autofree char *html = NULL;
    g_autofree char *forged = NULL;
    g_autofree char *reason = NULL;
    g_autofree char *shown = NULL;
    g_autofree char *person = g_strdup_printf(
        "/api/persons/%" G_GINT64_FORMAT "/surveys-stopped",
        world_int(world, "SELECT person FROM survey WHERE conversation = $1", conversation));
    static const char count_sql[] = "SELECT count(*) FROM survey_stop WHERE $1 = $1";

    g_assert_cmpuint(world_ask(world, NULL, "GET", stop, NULL, &html), ==, 200);
    assert_has(html, "Ne plus rien me demander");
    g_assert_cmpint(world_int(world, count_sql, 0), ==, 0); /* scanners follow links */
    forged = g_strdup(stop);
    forged[strlen(forged) - 3] = forged[strlen(forged) - 3] == 'a' ? 'b' : 'a';
    g_assert_cmpuint(world_form(world, forged, "List-Unsubscribe=One-Click", NULL), ==, 404);
    g_assert_cmpuint(world_form(world, stop, "List-Unsubscribe=One-Click", NULL), ==, 200);
    g_assert_cmpuint(world_form(world, stop, "", NULL), ==, 200); /* twice is once */
    g_assert_cmpint(world_int(world, count_sql, 0), ==, 1);

    world_pass(world, 100 * CLOCK_DAY);
    next = world_contact(world, jeanne);
    world_work(world);
    reason = world_text(world, reason_of, next);
    g_assert_cmpstr(reason, ==, "stopped");

    g_assert_cmpuint(world_ask(world, &world->principal, "GET", person, NULL, &shown), ==, 200);
    assert_lacks(shown, "null");
    g_assert_cmpuint(
        world_ask(world, &world->principal, "PUT", person, "{\"stopped\":false}", NULL), ==, 200);
    next = world_contact(world, jeanne);
    world_work(world);
    g_assert_cmpint(world_int(world, asked_of, next), ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/survey-stop/no working link is kept", test_no_working_link_is_kept);
    g_test_add_func("/survey-stop/who asks for no more is asked no more",
                    test_who_asks_for_no_more_is_asked_no_more);
    return g_test_run();
}
