#include "base/clock.h"
#include "base/id.h"
#include "lib/house.h"
#include "lib/route-negative.h"
#include "staff/staff.h"
#include "tag/tag.h"

static const Module *const asked[] = {&conversation_module, &tag_module, NULL};

static Principal
adviser(House *house)
{
    return (Principal){
        .staff = house_staff(house, "sam"), .rights = staff_rights("adviser"), .csrf = "csrf"};
}

static int64_t
a_matter(House *house, const char *from)
{
    return house_hear(house, &(Mail){.from = from}).conversation;
}

static int64_t
number(json_t *answer, const char *name)
{
    return json_integer_value(json_object_get(answer, name));
}

static void
test_many_are_changed_and_a_refusal_keeps_no_other(void)
{
    g_autoptr(House) house = house_new();
    Principal who = adviser(house);
    int64_t a = a_matter(house, "camille@example.org"), b = a_matter(house, "sacha@example.org");
    g_autofree char *body = g_strdup_printf(
        "{\"conversations\":[\"%" G_GINT64_FORMAT "\",\"12\",\"%" G_GINT64_FORMAT "\"],"
        "\"change\":{\"status\":\"closed\",\"priority\":\"high\",\"assignee\":\"%" G_GINT64_FORMAT
        "\"}}",
        a, b, who.staff);
    json_t *answer = house_json(house, asked, &who, "POST", "/api/conversations/bulk", body, 200);

    g_assert_cmpint(number(answer, "done"), ==, 2);
    g_assert_cmpstr(json_string_value(json_object_get(answer, "state")), ==, "done");
    json_decref(answer);
    g_assert_cmpint(house_number(house,
                                 "SELECT count(*) FROM conversation WHERE status = 4"
                                 "   AND priority = 3 AND assignee = $1",
                                 who.staff),
                    ==, 2);
    g_assert_cmpint(
        house_number(house,
                     "SELECT count(*) FROM fact WHERE name = 'conversation.closed' AND actor = $1",
                     who.staff),
        ==, 2);
    house_check(house, &conversation_module);
}

static void
test_what_fails_is_named_with_its_code(void)
{
    g_autoptr(House) house = house_new();
    Principal who = adviser(house);
    json_t *answer =
        house_json(house, asked, &who, "POST", "/api/conversations/bulk",
                   "{\"conversations\":[\"12\"],\"change\":{\"status\":\"closed\"}}", 200);
    json_t *failure = json_array_get(json_object_get(answer, "failed"), 0);

    g_assert_cmpint(number(answer, "done"), ==, 0);
    g_assert_cmpstr(json_string_value(json_object_get(failure, "conversation")), ==, "12");
    g_assert_cmpstr(json_string_value(json_object_get(failure, "code")), ==, "not_found");
    json_decref(answer);
}

static void
test_all_that_a_filter_shows_is_changed_by_a_job(void)
{
    g_autoptr(House) house = house_new();
    Principal who = adviser(house);
    g_autofree char *path = NULL;
    json_t *answer;

    for (int i = 0; i < 120; i++) /* more than one batch */
        a_matter(house, i % 2 == 0 ? "camille@example.org" : "sacha@example.org");
    house_change(house, a_matter(house, "alix@example.org"), STATUS_CLOSED, who.staff);
    answer =
        house_json(house, asked, &who, "POST", "/api/conversations/bulk",
                   "{\"filter\":{\"status\":\"open\"},\"change\":{\"status\":\"pending\"}}", 200);
    g_assert_cmpint(number(answer, "total"), ==, 120);
    g_assert_cmpint(number(answer, "done"), ==, 0);
    path = g_strdup_printf("/api/bulks/%s", json_string_value(json_object_get(answer, "id")));
    json_decref(answer);
    a_matter(house, "late@example.org"); /* comes after it was asked: not touched */
    house_work(house);
    answer = house_json(house, asked, &who, "GET", path, NULL, 200);
    g_assert_cmpint(number(answer, "done"), ==, 120);
    g_assert_cmpstr(json_string_value(json_object_get(answer, "state")), ==, "done");
    json_decref(answer);
    g_assert_cmpint(
        house_number(house, "SELECT count(*) FROM conversation WHERE status = $1", STATUS_PENDING),
        ==, 120);
    g_assert_cmpint(
        house_number(house, "SELECT count(*) FROM conversation WHERE status = $1", STATUS_OPEN), ==,
        1);
    who.staff = house_staff(house, "alex"); /* nobody else's to know of */
    json_decref(house_json(house, asked, &who, "GET", path, NULL, 404));
    house_check(house, &conversation_module);
}

static void
test_what_makes_no_sense_is_refused(void)
{
    g_autoptr(House) house = house_new();
    Principal who = adviser(house);
    static const char *const bodies[] = {
        "{\"change\":{\"status\":\"closed\"}}",
        "{\"conversations\":[\"12\"],\"filter\":{},\"change\":{\"status\":\"closed\"}}",
        "{\"conversations\":[\"12\"],\"change\":{}}",
        "{\"conversations\":[],\"change\":{\"status\":\"closed\"}}",
        "{\"filter\":{\"assignee\":\"you\"},\"change\":{\"status\":\"closed\"}}",
        ("{\"filter\":{\"tags\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]},"
         "\"change\":{\"status\":\"closed\"}}"),
        "{\"conversations\":[\"12\"],\"change\":{\"subject\":\"x\"}}",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
        g_test_message("%s", bodies[i]);
        json_decref(
            house_json(house, asked, &who, "POST", "/api/conversations/bulk", bodies[i], 400));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/bulk/many", test_many_are_changed_and_a_refusal_keeps_no_other);
    g_test_add_func("/bulk/failed", test_what_fails_is_named_with_its_code);
    g_test_add_func("/bulk/all", test_all_that_a_filter_shows_is_changed_by_a_job);
    g_test_add_func("/bulk/refused", test_what_makes_no_sense_is_refused);
    return g_test_run();
}
