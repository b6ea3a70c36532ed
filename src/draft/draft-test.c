#include "draft/draft.h"

#include "conversation/conversation.h"
#include "lib/route-negative.h"
#include "lib/world.h"
#include "staff/staff.h"

#include <jansson.h>

static const Module *const modules[] = {&conversation_module, &draft_module, NULL};

static const char count_sql[] = "SELECT count(*) FROM draft WHERE id > $1";
static const char of_sql[] = "SELECT count(*) FROM draft WHERE conversation = $1";

static char *
slot(int64_t matter, const char *kind)
{
    return g_strdup_printf("/api/conversations/%" G_GINT64_FORMAT "/draft?kind=%s", matter, kind);
}

#define FIRST                                                                                      \
    "{\"text\": \"Bonjour\", \"letter\": {\"mode\": \"all\", \"to\": [\"a@example.org\"]}}"
#define SECOND "{\"text\": \"Bonjour,\", \"letter\": {}, \"version\": 1}"

static void
test_what_is_being_written_is_kept_and_is_its_authors_alone(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t matter = world_hear(world, "camille@example.org", "Bail", 0);
    Principal other = {
        .staff = world->adviser + 1, .rights = staff_rights("administrator"), .csrf = "x"};
    g_autofree char *reply = slot(matter, "reply");
    g_autofree char *note = slot(matter, "note");
    json_t *answer;

    world_only(world, &world->principal, "PUT", reply, FIRST, 200);
    world_only(world, &world->principal, "PUT", note, FIRST, 200);
    answer = world_json(world, &world->principal, "GET", reply, NULL, 200);
    g_assert_cmpstr(json_string_value(json_object_get(json_object_get(answer, "draft"), "text")),
                    ==, "Bonjour");
    json_decref(answer);
    answer = world_json(world, &other, "GET", reply, NULL, 200);
    g_assert_true(json_is_null(json_object_get(answer, "draft")));
    json_decref(answer);
    answer = world_json(world, &world->principal, "GET", "/api/drafts?limit=1", NULL, 200);
    g_assert_cmpuint(json_array_size(json_object_get(answer, "items")), ==, 1);
    g_assert_true(json_is_string(json_object_get(answer, "next")));
    json_decref(answer);
    world_only(world, &world->principal, "DELETE", reply, NULL, 204);
    world_only(world, &world->principal, "DELETE", reply, NULL, 204);
    g_assert_cmpint(world_int(world, count_sql, 0), ==, 1);
}

static void
test_two_tabs_do_not_overwrite_each_other(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t matter = world_hear(world, "camille@example.org", "Bail", 0);
    g_autofree char *reply = slot(matter, "reply");

    world_only(world, &world->principal, "PUT", reply, FIRST, 200);
    world_only(world, &world->principal, "PUT", reply, FIRST, 409);
    world_only(world, &world->principal, "PUT", reply, SECOND, 200);
    world_only(world, &world->principal, "PUT", reply, SECOND, 409);
    world_only(world, &world->principal, "DELETE", reply, NULL, 204);
    world_only(world, &world->principal, "PUT", reply, SECOND, 409);
}

static void
test_a_draft_of_a_new_conversation_has_a_place_of_its_own(void)
{
    g_autoptr(World) world = world_new(modules);
    Principal other = {.staff = world->adviser + 1, .rights = staff_rights("adviser"), .csrf = "x"};
    json_t *made = world_json(world, &world->principal, "POST", "/api/drafts",
                              "{\"text\": \"\", \"letter\": {\"email\": \"a@example.org\"}}", 201);
    g_autofree char *path =
        g_strdup_printf("/api/drafts/%s", json_string_value(json_object_get(made, "id")));

    json_decref(made);
    world_only(world, &world->principal, "PUT", path, SECOND, 200);
    world_only(world, &world->principal, "GET", path, NULL, 200);
    world_only(world, &other, "GET", path, NULL, 404);
    world_only(world, &other, "PUT", path, SECOND, 404);
    world_only(world, &other, "DELETE", path, NULL, 204);
    g_assert_cmpint(world_int(world, count_sql, 0), ==, 1);
    world_only(world, &world->principal, "DELETE", path, NULL, 204);
    g_assert_cmpint(world_int(world, count_sql, 0), ==, 0);
}

static void
test_a_draft_follows_its_merged_conversation(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t one = world_hear(world, "camille@example.org", "Bail", 0);
    int64_t other = world_hear(world, "camille@example.org", "Loyer", 0);
    g_autofree char *reply = slot(one, "reply");
    g_autofree char *path = g_strdup_printf("/api/conversations/%" G_GINT64_FORMAT "/merge", one);
    g_autofree char *body = g_strdup_printf("{\"into\": \"%" G_GINT64_FORMAT "\"}", other);

    world_only(world, &world->principal, "PUT", reply, FIRST, 200);
    world_only(world, &world->principal, "POST", path, body, 200);
    world_work(world);
    g_assert_cmpint(world_int(world, of_sql, other), ==, 1);
}

static void
test_what_a_draft_may_not_say(void)
{
    static const char *const bodies[] = {
        "{\"letter\": {}}",
        "{\"text\": \"a\"}",
        "{\"text\": \"a\", \"letter\": {\"mode\": \"shout\"}}",
        "{\"text\": \"a\", \"letter\": {\"owner\": \"1\"}}",
        "{\"text\": \"a\", \"letter\": {}, \"attachments\": [\"2251799813685248\"]}",
    };
    g_autoptr(World) world = world_new(modules);
    int64_t matter = world_hear(world, "camille@example.org", "Bail", 0);
    g_autofree char *reply = slot(matter, "reply");
    g_autofree char *nowhere = slot(12345, "reply");

    for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++)
        world_only(world, &world->principal, "PUT", reply, bodies[i], 400);
    world_only(world, &world->principal, "PUT", nowhere, FIRST, 404);
    g_assert_cmpint(world_int(world, count_sql, 0), ==, 0);
    route_negative(world->database, &world->context, draft_module.routes);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/draft/what is being written is kept, and is its author's alone",
                    test_what_is_being_written_is_kept_and_is_its_authors_alone);
    g_test_add_func("/draft/two tabs do not overwrite each other",
                    test_two_tabs_do_not_overwrite_each_other);
    g_test_add_func("/draft/a draft of a new conversation has a place of its own",
                    test_a_draft_of_a_new_conversation_has_a_place_of_its_own);
    g_test_add_func("/draft/a draft follows its merged conversation",
                    test_a_draft_follows_its_merged_conversation);
    g_test_add_func("/draft/what a draft may not say", test_what_a_draft_may_not_say);
    return g_test_run();
}
