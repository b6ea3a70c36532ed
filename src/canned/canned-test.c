#include "canned/canned.h"

#include "conversation/conversation.h"
#include "lib/route-negative.h"
#include "lib/world.h"
#include "person/person.h"
#include "staff/staff.h"

#include <jansson.h>

static const Module *const modules[] = {&conversation_module, &canned_module, NULL};

static char *
path_of(World *world, const Principal *who, const char *body, const char *rest)
{
    json_t *made = world_json(world, who, "POST", "/api/canned", body, 201);
    char *path =
        g_strdup_printf("/api/canned/%s%s", json_string_value(json_object_get(made, "id")), rest);

    json_decref(made);
    return path;
}

static size_t
count(World *world, const Principal *who, const char *path)
{
    json_t *all = world_json(world, who, "GET", path, NULL, 200);
    size_t n = json_array_size(json_object_get(all, "items"));

    json_decref(all);
    return n;
}

static Principal
someone(World *world, const char *role, int64_t offset)
{
    return (Principal){.staff = world->adviser + offset, .rights = staff_rights(role), .csrf = "x"};
}

#define PERSONAL                                                                                   \
    "{\"name\": \"Accusé\", \"shortcut\": \"ar\", \"personal\": true, \"text\": \"Bien reçu\"}"
#define EVERYBODYS "{\"name\": \"Horaires\", \"text\": \"Nous ouvrons à 9 h\"}"

static void
test_variables_get_their_values_escaped_and_the_missing_are_told(void)
{
    static const struct {
        const char *text;
        bool html;
        const char *expected;
        unsigned missing;
    } cases[] = {
        {"Bonjour {{person.name}},", false, "Bonjour <Zoé>,", 0},
        {"Bonjour {{ person.name }},", true, "Bonjour &lt;Zoé&gt;,", 0},
        {"{{person.first_name}} {{person.first_name}} {{team.name}}", false, "  ", 2},
        {"sans rien", false, "sans rien", 0},
        {"{{", false, "{{", 0},
    };
    const char *values[CANNED_VALUES] = {"<Zoé>"};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GPtrArray) missing = g_ptr_array_new();
        g_autofree char *filled = canned_fill(cases[i].text, values, cases[i].html, missing);

        g_assert_cmpstr(filled, ==, cases[i].expected);
        g_assert_cmpuint(missing->len, ==, cases[i].missing);
    }
}

static void
test_what_is_used_is_filled_for_its_conversation(void)
{
    g_autoptr(World) world = world_new(modules);
    int64_t matter = world_hear(world, "camille@example.org", "Bail", 0);
    g_autofree char *path =
        path_of(world, &world->principal,
                "{\"name\": \"A\", \"personal\": true, \"html\": \"<p>{{person.email}} :"
                " {{conversation.subject}} <script>x</script>{{team.name}}</p>\"}",
                "/use");
    g_autofree char *body = g_strdup_printf("{\"conversation\": \"%" G_GINT64_FORMAT "\"}", matter);
    json_t *filled = world_json(world, &world->principal, "POST", path, body, 200);

    g_assert_cmpstr(json_string_value(json_object_get(filled, "html")), ==,
                    "<p>camille@example.org : Bail </p>");
    g_assert_cmpstr(json_string_value(json_array_get(json_object_get(filled, "missing"), 0)), ==,
                    "team.name");
    json_decref(filled);
    world_only(world, &world->principal, "POST", path, "{\"conversation\": \"12345\"}", 404);
    filled = world_json(world, &world->principal, "POST", path, "{}", 200);
    g_assert_cmpuint(json_array_size(json_object_get(filled, "missing")), ==, 3);
    json_decref(filled);
}

static void
test_a_personal_one_is_seen_by_its_owner_alone(void)
{
    g_autoptr(World) world = world_new(modules);
    Principal boss = someone(world, "administrator", 1);
    g_autofree char *path = path_of(world, &world->principal, PERSONAL, "");
    g_autofree char *use = g_strconcat(path, "/use", NULL);

    g_assert_cmpuint(count(world, &world->principal, "/api/canned?q=ACCUSE"), ==, 1);
    g_assert_cmpuint(count(world, &world->principal, "/api/canned?q=ar"), ==, 1);
    g_assert_cmpuint(count(world, &world->principal, "/api/canned?q=rien"), ==, 0);
    g_assert_cmpuint(count(world, &boss, "/api/canned"), ==, 0);
    world_only(world, &boss, "GET", path, NULL, 404);
    world_only(world, &boss, "PATCH", path, "{\"name\": \"B\", \"version\": 1}", 404);
    world_only(world, &boss, "POST", use, "{}", 404);
    world_only(world, &boss, "DELETE", path, NULL, 404);
    world_only(world, &world->principal, "DELETE", path, NULL, 204);
}

static void
test_what_is_everybodys_is_changed_by_who_steers(void)
{
    g_autoptr(World) world = world_new(modules);
    Principal boss = someone(world, "supervisor", 1);
    g_autofree char *path = path_of(world, &boss, EVERYBODYS, "");

    world_only(world, &world->principal, "POST", "/api/canned", EVERYBODYS, 403);
    world_only(world, &world->principal, "GET", path, NULL, 200);
    world_only(world, &world->principal, "PATCH", path, "{\"name\": \"B\", \"version\": 1}", 403);
    world_only(world, &world->principal, "DELETE", path, NULL, 403);
    world_only(world, &boss, "PATCH", path, "{\"name\": \"B\", \"version\": 1}", 200);
    world_only(world, &boss, "PATCH", path, "{\"name\": \"C\", \"version\": 1}", 409);
}

static void
test_what_may_not_be_kept(void)
{
    static const char *const bodies[] = {
        "{\"name\": \"A\", \"personal\": true, \"text\": \"{{person.secret}}\"}",
        "{\"name\": \"A\", \"personal\": true, \"text\": \"{{person.name\"}",
        "{\"name\": \"A\", \"personal\": true, \"html\": \"<p>{{x}}</p>\"}",
        "{\"name\": \"A\", \"personal\": true, \"text\": \"\"}",
        "{\"name\": \"\", \"personal\": true, \"text\": \"a\"}",
        "{\"name\": \"A\", \"team\": \"12345\", \"text\": \"a\"}",
        ("{\"name\": \"A\", \"personal\": true, \"text\": \"a\","
         " \"attachments\": [\"2251799813685248\"]}"),
    };
    g_autoptr(World) world = world_new(modules);

    for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++)
        world_only(world, &world->principal, "POST", "/api/canned", bodies[i], 400);
    g_assert_cmpuint(count(world, &world->principal, "/api/canned"), ==, 0);
    route_negative(world->database, &world->context, canned_module.routes);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/canned/variables get their values, escaped, and the missing are told",
                    test_variables_get_their_values_escaped_and_the_missing_are_told);
    g_test_add_func("/canned/what is used is filled for its conversation",
                    test_what_is_used_is_filled_for_its_conversation);
    g_test_add_func("/canned/a personal one is seen by its owner alone",
                    test_a_personal_one_is_seen_by_its_owner_alone);
    g_test_add_func("/canned/what is everybody's is changed by who steers",
                    test_what_is_everybodys_is_changed_by_who_steers);
    g_test_add_func("/canned/what may not be kept", test_what_may_not_be_kept);
    return g_test_run();
}
