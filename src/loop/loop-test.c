#include "loop/loop.h"

#include "base/clock.h"
#include "base/error.h"
#include "lib/world.h"
#include "staff/staff.h"
#include "survey/survey.h"

#include <inttypes.h>
#include <string.h>

static const Module *const modules[] = {&survey_module, &loop_module, NULL};

static const char loop_of[] = "SELECT id FROM loop WHERE conversation = $1";

/* The person of a closed matter answers the survey. */
static void
give_score(World *world, int64_t conversation, int score)
{
    g_autofree char *text = NULL;
    g_autofree char *page = NULL;
    g_autofree char *form = g_strdup_printf("score=%d&comment=Secret", score);
    const char *link;

    world_pass(world, 11 * CLOCK_MINUTE);
    text = world_invitation(world, conversation);
    g_assert_nonnull(text);
    link = strstr(text, "/s/");
    page = g_strndup(link, strcspn(link, "?"));
    g_assert_cmpuint(world_form(world, page, form, NULL), ==, 200);
    world_work(world);
}

/* A whole contact and its score; returns the conversation. */
static int64_t
answered(World *world, const char *address, int score)
{
    int64_t conversation = world_contact(world, address);

    give_score(world, conversation, score);
    return conversation;
}

/* The route of its loop, owned by the caller. */
static char *
path_of(World *world, int64_t conversation)
{
    return g_strdup_printf("/api/loops/%" PRId64, world_int(world, loop_of, conversation));
}

static void
test_only_an_unhappy_answer_opens_a_loop(void)
{
    g_autoptr(World) world = world_new(modules);

    for (int score = 1; score <= SURVEY_SCORE_MAX; score++) {
        g_autofree char *address = g_strdup_printf("p%d@example.test", score);
        int64_t conversation = answered(world, address, score);

        g_assert_cmpint(world_int(world, loop_of, conversation) != 0, ==, score <= 2);
    }
}

static void
test_a_loop_goes_to_whoever_held_the_matter_in_working_time(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t conversation = answered(world, "jeanne@example.test", 1);
    int64_t loop = world_int(world, loop_of, conversation);
    g_autofree char *fact = NULL;
    g_autofree char *due = NULL;

    g_assert_cmpint(world_int(world, "SELECT owner FROM loop WHERE id = $1", loop), ==,
                    world->adviser);
    /* 16 hours after Monday 10:11: seven and three quarters on Monday less 71 minutes, and so on.
     */
    due = clock_format(world_int(world, "SELECT due_at FROM loop WHERE id = $1", loop));
    g_assert_cmpstr(due, ==, "2026-11-25T09:11:00.000Z");
    fact = world_text(world, "SELECT data FROM fact WHERE subject = $1 AND name = 'loop.opened'",
                      loop);
    g_assert_cmpstr(fact, ==, "{}");
    g_assert_cmpint(
        world_int(world, "SELECT follow_up FROM survey WHERE conversation = $1", conversation), ==,
        loop);
}

static void
test_a_loop_of_someone_who_left_is_there_to_be_taken(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t conversation = world_contact(world, "jeanne@example.test");

    world_sql(world, "UPDATE staff SET active = 0 WHERE id = $1", world->adviser);
    give_score(world, conversation, 2);
    g_assert_cmpint(
        world_int(world, "SELECT owner IS NULL FROM loop WHERE conversation = $1", conversation),
        ==, 1);
}

static bool
open_again(Db *tx, void *data, GError **error)
{
    return loop_open(tx, *(const int64_t *)data, error);
}

static void
test_a_fact_read_twice_opens_one_loop(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t conversation = answered(world, "jeanne@example.test", 1);
    int64_t survey =
        world_int(world, "SELECT id FROM survey WHERE conversation = $1", conversation);

    world_write(world, open_again, &survey);
    g_assert_cmpint(world_int(world, "SELECT count(*) FROM loop WHERE survey = $1", survey), ==, 1);
    g_assert_cmpint(
        world_int(world, "SELECT count(*) FROM fact WHERE name = 'loop.opened' AND subject > $1",
                  0),
        ==, 1);
}

static void
test_what_may_not_be_changed_is_refused(void)
{
    static const struct {
        const char *body;
        unsigned status;
        const char *field;
    } cases[] = {
        {"{\"close\": true}", 400, "outcome"},
        {"{\"outcome\": \"satisfied\"}", 400, "outcome"},
        {"{\"outcome\": \"happy\", \"close\": true}", 400, "outcome"},
        {"{\"owner\": \"12\"}", 400, "owner"},
        {"{\"owner\": \"-1\"}", 400, "owner"},
        {"{\"due_at\": \"2020-01-01T00:00:00Z\"}", 400, "due_at"},
        {"{\"due_at\": \"soon\"}", 400, "due_at"},
        {"{\"state\": \"done\"}", 400, "state"},
        {"[]", 400, NULL},
    };
    g_autoptr(World) world = world_new(modules);
    g_autofree char *path = path_of(world, answered(world, "jeanne@example.test", 1));

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *body = NULL;

        g_test_message("%s", cases[i].body);
        g_assert_cmpuint(world_ask(world, &world->principal, "PATCH", path, cases[i].body, &body),
                         ==, cases[i].status);
        if (cases[i].field != NULL) {
            g_autofree char *field = g_strdup_printf("\"field\":\"%s\"", cases[i].field);

            g_assert_nonnull(strstr(body, field));
        }
    }
    g_assert_cmpint(world_int(world, "SELECT count(*) FROM loop WHERE state = $1", LOOP_TODO), ==,
                    1);
    g_assert_cmpuint(
        world_ask(world, &world->principal, "PATCH", "/api/loops/1", "{\"note\": \"x\"}", NULL), ==,
        404);
}

static void
test_who_may_only_look_does_not_change(void)
{
    g_autoptr(World) world = world_new(modules);
    g_autofree char *path = path_of(world, answered(world, "jeanne@example.test", 1));
    Principal reader = world->principal;

    reader.rights = staff_rights("reader");
    g_assert_cmpuint(world_ask(world, &reader, "GET", "/api/loops", NULL, NULL), ==, 200);
    g_assert_cmpuint(world_ask(world, &reader, "PATCH", path, "{\"note\": \"x\"}", NULL), ==, 403);
    g_assert_cmpuint(world_ask(world, NULL, "GET", "/api/loops", NULL, NULL), ==, 401);
}

static void
test_a_loop_is_given_away_and_moved(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t conversation = answered(world, "jeanne@example.test", 1);
    g_autofree char *path = path_of(world, conversation);
    g_autofree char *body = NULL;
    int64_t loop = world_int(world, loop_of, conversation);

    g_assert_cmpuint(world_ask(world, &world->principal, "PATCH", path,
                               "{\"owner\": null, \"due_at\": \"2026-12-01T10:00:00Z\"}", &body),
                     ==, 200);
    g_assert_nonnull(strstr(body, "\"owner\":null"));
    g_assert_nonnull(strstr(body, "\"due_at\":\"2026-12-01T10:00:00.000Z\""));
    g_assert_cmpint(world_int(world,
                              "SELECT count(*) FROM fact WHERE subject = $1"
                              " AND name IN ('loop.taken', 'loop.moved')",
                              loop),
                    ==, 2);
    /* Nothing new: nothing told. */
    g_assert_cmpuint(world_ask(world, &world->principal, "PATCH", path, "{\"owner\": null}", NULL),
                     ==, 200);
    g_assert_cmpint(world_int(world,
                              "SELECT count(*) FROM fact WHERE subject = $1"
                              " AND name = 'loop.taken'",
                              loop),
                    ==, 1);
}

static void
test_a_closed_loop_tells_its_story_and_rests(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t conversation = answered(world, "jeanne@example.test", 1);
    int64_t loop = world_int(world, loop_of, conversation);
    g_autofree char *path = path_of(world, conversation);
    g_autofree char *note = NULL;
    g_autofree char *fact = NULL;
    g_autofree char *state = NULL;

    g_assert_cmpuint(
        world_ask(world, &world->principal, "PATCH", path,
                  "{\"outcome\":\"not_reached\",\"note\":\"Deux appels\",\"close\":true}", NULL),
        ==, 200);
    note = world_text(world, "SELECT text FROM message WHERE conversation = $1 AND direction = 3",
                      conversation);
    g_assert_cmpstr(note, ==,
                    "Suivi de l’avis 1/5 : la personne n’a pas pu être jointe.\n\nDeux appels");
    fact = world_text(world, "SELECT data FROM fact WHERE subject = $1 AND name = 'loop.closed'",
                      loop);
    g_assert_cmpstr(fact, ==, "{\"outcome\":\"not_reached\"}");
    state =
        world_text(world, "SELECT follow_state FROM survey WHERE conversation = $1", conversation);
    g_assert_cmpstr(state, ==, "dropped");
    g_assert_cmpint(world_int(world, "SELECT status FROM conversation WHERE id = $1", conversation),
                    ==, 4);
    g_assert_cmpuint(
        world_ask(world, &world->principal, "PATCH", path, "{\"note\": \"encore\"}", NULL), ==,
        409);
}

static void
test_lists_show_the_urgent_first_and_what_is_late(void)
{
    g_autoptr(World) world = world_new(modules);
    g_autofree char *first = path_of(world, answered(world, "a@example.test", 1));
    g_autofree char *second = path_of(world, answered(world, "b@example.test", 2));
    g_autofree char *body = NULL;
    const char *a, *b;
    static const struct {
        const char *query;
        size_t items;
    } cases[] = {
        {"", 2},          {"?owner=me", 2},     {"?owner=none", 0},
        {"?owner=12", 0}, {"?state=closed", 0}, {"?limit=1", 1},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/api/loops", cases[i].query, NULL);
        g_autofree char *list = NULL;
        json_t *json;

        g_test_message("%s", path);
        g_assert_cmpuint(world_ask(world, &world->principal, "GET", path, NULL, &list), ==, 200);
        json = json_loads(list, 0, NULL);
        g_assert_cmpuint(json_array_size(json_object_get(json, "items")), ==, cases[i].items);
        json_decref(json);
    }
    g_assert_cmpuint(world_ask(world, &world->principal, "GET", "/api/loops?owner=you", NULL, NULL),
                     ==, 400);

    g_assert_cmpuint(world_ask(world, &world->principal, "PATCH", first,
                               "{\"due_at\": \"2026-12-24T10:00:00Z\"}", NULL),
                     ==, 200);
    world_pass(world, 20 * CLOCK_DAY);
    world_ask(world, &world->principal, "GET", "/api/loops", NULL, &body);
    a = strstr(body, "a@example.test");
    b = strstr(body, "b@example.test");
    g_assert_nonnull(a);
    g_assert_nonnull(b);
    g_assert_true(b < a);
    g_assert_nonnull(strstr(b, "\"late\":true"));
    g_assert_true(strstr(b, "\"late\":true") < a);
    g_assert_nonnull(strstr(a, "\"late\":false"));

    g_assert_cmpuint(world_ask(world, &world->principal, "PATCH", second,
                               "{\"outcome\": \"satisfied\", \"close\": true}", NULL),
                     ==, 200);
    g_free(body);
    world_ask(world, &world->principal, "GET", "/api/loops?state=closed", NULL, &body);
    g_assert_nonnull(strstr(body, "\"outcome\":\"satisfied\""));
    g_assert_nonnull(strstr(body, "\"late\":true")); /* it was closed too late, and that stays */
    g_assert_null(strstr(body, "a@example.test"));
}

static void
test_pages_go_on_where_the_one_before_ended(void)
{
    g_autoptr(World) world = world_new(modules);
    g_autofree char *path = g_strdup("/api/loops?limit=2");
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (int i = 0; i < 5; i++) {
        g_autofree char *address = g_strdup_printf("p%d@example.test", i);

        answered(world, address, 1);
    }
    while (path != NULL) {
        g_autofree char *body = NULL;
        const char *next;
        json_t *json, *item;
        size_t i;

        g_assert_cmpuint(world_ask(world, &world->principal, "GET", path, NULL, &body), ==, 200);
        json = json_loads(body, 0, NULL);
        json_array_foreach(json_object_get(json, "items"), i, item) g_assert_true(
            g_hash_table_add(seen, g_strdup(json_string_value(json_object_get(item, "id")))));
        next = json_string_value(json_object_get(json, "next"));
        g_free(path);
        path = next != NULL ? g_strconcat("/api/loops?limit=2&cursor=", next, NULL) : NULL;
        json_decref(json);
    }
    g_assert_cmpuint(g_hash_table_size(seen), ==, 5);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/loop/opens", test_only_an_unhappy_answer_opens_a_loop);
    g_test_add_func("/loop/owner", test_a_loop_goes_to_whoever_held_the_matter_in_working_time);
    g_test_add_func("/loop/nobody", test_a_loop_of_someone_who_left_is_there_to_be_taken);
    g_test_add_func("/loop/once", test_a_fact_read_twice_opens_one_loop);
    g_test_add_func("/loop/refused", test_what_may_not_be_changed_is_refused);
    g_test_add_func("/loop/rights", test_who_may_only_look_does_not_change);
    g_test_add_func("/loop/moved", test_a_loop_is_given_away_and_moved);
    g_test_add_func("/loop/closed", test_a_closed_loop_tells_its_story_and_rests);
    g_test_add_func("/loop/lists", test_lists_show_the_urgent_first_and_what_is_late);
    g_test_add_func("/loop/pages", test_pages_go_on_where_the_one_before_ended);
    return g_test_run();
}
