#include "base/error.h"
#include "lib/house.h"
#include "lib/route-negative.h"
#include "staff/staff.h"
#include "tag/tag.h"
#include "view/view-configuration.h"
#include "view/view.h"

static const Module *const asked[] = {&view_module, &conversation_module, NULL};

static Principal
who_is(House *house, const char *name, const char *role)
{
    return (Principal){
        .staff = house_staff(house, name), .rights = staff_rights(role), .csrf = "csrf"};
}

static bool
join(Db *tx, void *data, GError **error)
{
    int64_t *ids = data;

    return team_add(tx, "Support", 0, &ids[0], error) &&
           team_change(tx, ids[0], NULL, ids + 1, 2, 0, error);
}

static size_t
seen(House *house, const Principal *who)
{
    json_t *answer = house_json(house, asked, who, "GET", "/api/views", NULL, 200);
    size_t n = json_array_size(json_object_get(answer, "items"));

    json_decref(answer);
    return n;
}

/* Its id; owned by the caller. */
static char *
make(House *house, const Principal *who, const char *body)
{
    json_t *answer = house_json(house, asked, who, "POST", "/api/views", body, 201);
    char *id = g_strdup(json_string_value(json_object_get(answer, "id")));

    json_decref(answer);
    return id;
}

static void
test_a_view_is_seen_by_those_it_is_shared_with(void)
{
    g_autoptr(House) house = house_new();
    Principal sam = who_is(house, "sam", "adviser"), alex = who_is(house, "alex", "adviser");
    Principal max = who_is(house, "max", "adviser"), chief = who_is(house, "chief", "supervisor");
    int64_t team[] = {0, sam.staff, alex.staff};
    g_autofree char *shared = NULL;
    g_autofree char *refused = NULL;
    g_autofree char *personal = NULL;
    g_autofree char *everyone = NULL;

    g_assert_true(database_write(house->database, join, team, NULL));
    shared = g_strdup_printf(
        "{\"name\":\"Support\",\"team\":\"%" G_GINT64_FORMAT "\",\"query\":{}}", team[0]);
    personal = make(house, &sam, "{\"name\":\"À moi\",\"query\":{\"assignee\":\"me\"}}");
    g_assert_cmpuint(seen(house, &sam), ==, 1);
    g_assert_cmpuint(seen(house, &alex), ==, 0);
    refused = make(house, &sam, shared);
    g_assert_cmpuint(seen(house, &alex), ==, 1);
    g_assert_cmpuint(seen(house, &max), ==, 0);
    json_decref(house_json(house, asked, &max, "POST", "/api/views", shared, 403));
    json_decref(house_json(house, asked, &sam, "POST", "/api/views",
                           "{\"name\":\"Toutes\",\"everyone\":true,\"query\":{}}", 403));
    everyone = make(house, &chief, "{\"name\":\"Toutes\",\"everyone\":true,\"query\":{}}");
    g_assert_cmpuint(seen(house, &max), ==, 1);
    house_check(house, &view_module);
}

static void
test_what_one_does_not_see_or_own_one_does_not_touch(void)
{
    g_autoptr(House) house = house_new();
    Principal sam = who_is(house, "sam", "adviser"), alex = who_is(house, "alex", "adviser");
    Principal chief = who_is(house, "chief", "supervisor");
    g_autofree char *mine = make(house, &sam, "{\"name\":\"Un\",\"query\":{}}");
    g_autofree char *all =
        make(house, &chief, "{\"name\":\"Deux\",\"everyone\":true,\"query\":{}}");
    g_autofree char *mine_path = g_strdup_printf("/api/views/%s", mine);
    g_autofree char *all_path = g_strdup_printf("/api/views/%s", all);

    json_decref(house_json(house, asked, &alex, "PATCH", mine_path, "{\"name\":\"x\"}", 404));
    json_decref(house_json(house, asked, &chief, "PATCH", mine_path, "{\"name\":\"x\"}", 404));
    json_decref(house_json(house, asked, &alex, "DELETE", mine_path, NULL, 404));
    json_decref(house_json(house, asked, &alex, "PATCH", all_path, "{\"name\":\"x\"}", 403));
    json_decref(house_json(house, asked, &sam, "PATCH", mine_path, "{\"everyone\":true}", 403));
    json_decref(house_json(house, asked, &sam, "PATCH", mine_path,
                           "{\"query\":{\"assignee\":\"you\"}}", 400));
    json_decref(house_json(house, asked, &sam, "PATCH", mine_path, "{\"name\":\"Renommée\"}", 200));
    house_json(house, asked, &sam, "DELETE", mine_path, NULL, 204);
    g_assert_cmpuint(seen(house, &sam), ==, 1);
}

static void
test_counts_are_of_what_whoever_looks_would_see(void)
{
    g_autoptr(House) house = house_new();
    Principal sam = who_is(house, "sam", "supervisor"), alex = who_is(house, "alex", "adviser");
    g_autofree char *view =
        make(house, &sam,
             "{\"name\":\"À "
             "moi\",\"everyone\":true,\"query\":{\"assignee\":\"me\",\"status\":\"active\"}}");
    const Principal *const both[] = {&sam, &alex};
    const int64_t wanted[] = {2, 0};

    for (int i = 0; i < 3; i++) {
        int64_t id = house_hear(house, &(Mail){.from = "camille@example.org"}).conversation;

        if (i < 2)
            house_assign(house, id, sam.staff);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(both); i++) {
        json_t *answer = house_json(house, asked, both[i], "GET", "/api/views/counts", NULL, 200);
        json_t *item = json_array_get(json_object_get(answer, "items"), 0);

        g_assert_cmpstr(json_string_value(json_object_get(item, "view")), ==, view);
        g_assert_cmpint(json_integer_value(json_object_get(item, "count")), ==, wanted[i]);
        json_decref(answer);
    }
}

static void
test_each_puts_the_views_in_their_own_order(void)
{
    g_autoptr(House) house = house_new();
    Principal sam = who_is(house, "sam", "supervisor"), alex = who_is(house, "alex", "adviser");
    g_autofree char *first = make(house, &sam, "{\"name\":\"1\",\"everyone\":true,\"query\":{}}");
    g_autofree char *second = make(house, &sam, "{\"name\":\"2\",\"everyone\":true,\"query\":{}}");
    g_autofree char *body = g_strdup_printf("{\"views\":[\"%s\",\"%s\",\"12\"]}", second, first);
    const Principal *const both[] = {&alex, &sam};
    const char *const wanted[] = {"2", "1"};

    house_json(house, asked, &alex, "PUT", "/api/views/order", body, 204);
    for (size_t i = 0; i < G_N_ELEMENTS(both); i++) {
        json_t *answer = house_json(house, asked, both[i], "GET", "/api/views?limit=1", NULL, 200);
        json_t *item = json_array_get(json_object_get(answer, "items"), 0);
        g_autofree char *next = NULL;

        g_assert_cmpstr(json_string_value(json_object_get(item, "name")), ==, wanted[i]);
        next = g_strdup_printf("/api/views?limit=1&cursor=%s",
                               json_string_value(json_object_get(answer, "next")));
        json_decref(answer);
        answer = house_json(house, asked, both[i], "GET", next, NULL, 200);
        item = json_array_get(json_object_get(answer, "items"), 0);
        g_assert_cmpstr(json_string_value(json_object_get(item, "name")), ==, wanted[1 - i]);
        json_decref(answer);
    }
}

/* What the file of a house has of its views. The caller frees it. */
static char *
exported(House *house)
{
    g_autoptr(GError) error = NULL;
    GString *text = g_string_new(NULL);
    JsonWriter json;

    json_writer_init(&json, text);
    json_list_begin(&json);
    g_assert_true(view_configurations[0].write(&house->context, database_reader(house->database),
                                               &json, &error));
    g_assert_no_error(error);
    json_list_end(&json);
    return g_string_free(text, FALSE);
}

typedef struct {
    House *house;
    ConfigurationItem item;
    ConfigurationEffect effect;
} Import;

static bool
import_one(Db *tx, void *data, GError **error)
{
    Import *import = data;

    return view_configurations[0].read(&import->house->context, tx, &import->item, &import->effect,
                                       error);
}

static bool
make_tag(Db *tx, void *data, GError **error)
{
    return tag_add(tx, &(TagChange){.name = "Litige"}, 0, data, error);
}

static void
test_shared_views_go_to_another_organisation_by_names(void)
{
    g_autofree char *file = NULL;
    {
        g_autoptr(House) house = house_new();
        g_autoptr(GError) error = NULL;
        Principal sam = who_is(house, "sam", "supervisor");
        int64_t ids[] = {0, sam.staff, house_staff(house, "alex")}, tag = 0;
        g_autofree char *of_team = NULL;
        const char *bodies[] = {
            NULL,
            "{\"name\":\"À moi seul\",\"query\":{}}",
            "{\"name\":\"Une personne\",\"everyone\":true,\"query\":{\"person\":\"12\"}}",
            "{\"name\":\"Étiquette partie\",\"everyone\":true,\"query\":{\"tags\":[\"12\"]}}",
        };

        g_assert_true(database_write(house->database, join, ids, &error));
        g_assert_true(database_write(house->database, make_tag, &tag, &error));
        of_team =
            g_strdup_printf("{\"name\":\"Litiges\",\"team\":\"%" G_GINT64_FORMAT
                            "\",\"query\":{\"status\":\"active\",\"assignee\":\"%" G_GINT64_FORMAT
                            "\",\"tags\":[\"%" G_GINT64_FORMAT "\"]}}",
                            ids[0], sam.staff, tag);
        bodies[0] = of_team;
        for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++)
            json_decref(house_json(house, asked, &sam, "POST", "/api/views", bodies[i], 201));
        file = exported(house);
    }
    {
        g_autoptr(House) house = house_new();
        g_autofree char *again = NULL;
        json_t *items = json_loads(file, 0, NULL);
        Import import = {.house = house, .item = {.item = json_array_get(items, 0)}};
        Principal sam = who_is(house, "sam", "adviser");
        int64_t tag = 0, ids[] = {0, sam.staff, house_staff(house, "alex")};
        const ConfigurationEffect wanted[] = {CONFIGURATION_ADDED, CONFIGURATION_SAME,
                                              CONFIGURATION_CHANGED};

        g_assert_cmpuint(json_array_size(items), ==, 1);
        for (int i = 0; i < 2; i++) { /* first the team, then the tag is missing */
            g_autoptr(GError) error = NULL;

            g_assert_false(database_write(house->database, import_one, &import, &error));
            g_assert_error(error, APP_ERROR, APP_ERROR_NOT_FOUND);
            g_clear_error(&error);
            if (i == 0)
                g_assert_true(database_write(house->database, join, ids, &error));
        }
        for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
            g_autoptr(GError) error = NULL;

            if (i == 0)
                g_assert_true(database_write(house->database, make_tag, &tag, &error));
            if (i == 2)
                json_object_set_new(json_object_get(json_array_get(items, 0), "query"), "status",
                                    json_string("all"));
            g_assert_true(database_write(house->database, import_one, &import, &error));
            g_assert_no_error(error);
            g_assert_cmpint(import.effect, ==, wanted[i]);
            if (i == 1) {
                again = exported(house);
                g_assert_cmpstr(again, ==, file);
            }
        }
        g_assert_cmpuint(seen(house, &sam), ==, 1);
        json_decref(items);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/view/shared", test_a_view_is_seen_by_those_it_is_shared_with);
    g_test_add_func("/view/others", test_what_one_does_not_see_or_own_one_does_not_touch);
    g_test_add_func("/view/counts", test_counts_are_of_what_whoever_looks_would_see);
    g_test_add_func("/view/order", test_each_puts_the_views_in_their_own_order);
    g_test_add_func("/view/configuration", test_shared_views_go_to_another_organisation_by_names);
    return g_test_run();
}
