#include "form/form.h"

#include "base/error.h"
#include "lib/route-negative.h"
#include "lib/world.h"

#include <string.h>

static const Module *const modules[] = {&form_module, NULL};

static const Principal anyone = {.staff = 1, .person = 1, .rights = UINT64_MAX, .csrf = "x"};

/* A form whose fields and further members are given. Owned by the caller. */
static char *
form_with(const char *fields, const char *more)
{
    return g_strdup_printf("{\"slug\":\"contact\",\"name\":\"Contact\",\"open\":true,"
                           "\"languages\":[\"fr\"],\"title\":{\"fr\":\"Titre\"},\"fields\":[%s]%s}",
                           fields, more);
}

#define TEXT "{\"key\":\"a\",\"type\":\"text\",\"label\":{\"fr\":\"A\"}}"
#define CHOICE                                                                                     \
    "{\"key\":\"c\",\"type\":\"choice\",\"label\":{\"fr\":\"C\"},"                                 \
    "\"options\":[{\"key\":\"x\",\"label\":{\"fr\":\"X\"}}]}"
#define AFTER(field, option)                                                                       \
    "{\"key\":\"b\",\"type\":\"text\",\"label\":{\"fr\":\"B\"},\"shown_when\":{\"field\":\"" field \
    "\",\"options\":[\"" option "\"]}}"

static void
test_a_form_that_could_not_be_filled_in_is_refused_by_its_field(void)
{
    static const struct {
        const char *fields, *more, *field;
    } rows[] = {
        {TEXT "," TEXT, "", "fields[1].key"},
        {"{\"key\":\"1\",\"type\":\"text\",\"label\":{\"fr\":\"A\"}}", "", "fields[0].key"},
        {"{\"key\":\"a\",\"type\":\"text\",\"label\":{\"fr\":\"\"}}", "", "fields[0].label"},
        {"{\"key\":\"a\",\"type\":\"choice\",\"label\":{\"fr\":\"A\"}}", "", "fields[0].options"},
        {AFTER("c", "x") "," CHOICE, "", "fields[0].shown_when"},
        {CHOICE "," AFTER("c", "y"), "", "fields[1].shown_when"},
        {TEXT "," AFTER("a", "x"), "", "fields[1].shown_when"},
        {TEXT, ",\"origins\":[\"https://a.example.org; script-src *\"]", "origins[0]"},
        {TEXT, ",\"origins\":[\"https://a.example.org/page\"]", "origins[0]"},
        {TEXT, ",\"origins\":[\"*\"]", "origins[0]"},
        {TEXT, ",\"subject\":{\"fr\":\"{{b}}\"}", "subject"},
        {TEXT, ",\"address\":\"other@example.org\"", "address"},
        {"{\"key\":\"a\",\"type\":\"email\",\"label\":{\"fr\":\"A\"}},"
         "{\"key\":\"b\",\"type\":\"email\",\"label\":{\"fr\":\"B\"}}",
         "", "fields[1].type"},
    };
    g_autoptr(World) world = world_new(modules);

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *json = form_with(rows[i].fields, rows[i].more);
        g_autofree char *answer = NULL;
        g_autofree char *wanted = g_strdup_printf("\"field\":\"%s\"", rows[i].field);

        g_assert_cmpuint(world_ask(world, &anyone, "POST", "/api/forms", json, &answer), ==, 400);
        if (strstr(answer, wanted) == NULL)
            g_error("%s is not in %s", wanted, answer);
    }
}

static void
test_an_address_belongs_to_one_form(void)
{
    g_autoptr(World) world = world_new(modules);
    g_autofree char *json = form_with(CHOICE "," AFTER("c", "x"), "");
    g_autofree char *answer = NULL;

    g_assert_cmpuint(world_ask(world, &anyone, "POST", "/api/forms", json, NULL), ==, 201);
    g_assert_cmpuint(world_ask(world, &anyone, "POST", "/api/forms", json, &answer), ==, 409);
    g_assert_nonnull(strstr(answer, "\"field\":\"slug\""));
}

static void
test_a_change_of_what_changed_meanwhile_is_refused(void)
{
    g_autoptr(World) world = world_new(modules);
    g_autofree char *json = form_with(TEXT, ",\"version\":1");
    g_autofree char *path = NULL;

    g_assert_cmpuint(world_ask(world, &anyone, "POST", "/api/forms", json, NULL), ==, 201);
    path = g_strdup_printf("/api/forms/%" G_GINT64_FORMAT,
                           world_int(world, "SELECT id FROM form WHERE id > $1", 0));
    g_assert_cmpuint(world_ask(world, &anyone, "PUT", path, json, NULL), ==, 200);
    g_assert_cmpuint(world_ask(world, &anyone, "PUT", path, json, NULL), ==, 409);
    g_assert_cmpint(world_int(world,
                              "SELECT count(*) FROM fact WHERE name = 'form.changed'"
                              " AND position > $1",
                              0),
                    ==, 1);
}

static void
test_routes_refuse_what_they_must(void)
{
    g_autoptr(World) world = world_new(modules);

    route_negative(world->database, &world->context, form_module.routes);
}

#define ADD(name) g_test_add_func("/form/" #name, test_##name)

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD(a_form_that_could_not_be_filled_in_is_refused_by_its_field);
    ADD(an_address_belongs_to_one_form);
    ADD(a_change_of_what_changed_meanwhile_is_refused);
    ADD(routes_refuse_what_they_must);
    return g_test_run();
}
