#include "setting/setting.h"

#include "base/clock.h"
#include "base/error.h"
#include "http/server.h"
#include "lib/fixture.h"

#include <string.h>

#define DAY_ONE INT64_C(1700000000000)

typedef struct {
    const char *name, *value;
    int64_t valid_from;
} Set;

static bool
set_work(Db *tx, void *data, GError **error)
{
    const Set *set = data;

    return setting_set(tx, set->name, set->value, set->valid_from, 7, error);
}

static void
set(Database *database, const char *name, const char *value, int64_t valid_from)
{
    g_autoptr(GError) error = NULL;

    database_write(database, set_work, &(Set){name, value, valid_from}, &error);
    g_assert_no_error(error);
}

static void
test_what_was_never_set_has_its_default(void)
{
    g_autoptr(Database) database = database_fresh();
    Db *db = database_reader(database);
    g_autofree char *zone = setting_text(db, "calendar.zone", 0);

    g_assert_cmpstr(zone, ==, "Europe/Paris");
    g_assert_cmpint(setting_int(db, "survey.pause_days", 0), ==, 7);
    g_assert_true(setting_bool(db, "survey.enabled", 0));
}

static void
test_every_default_is_within_its_own_limits(void)
{
    for (const SettingRule *rule = setting_rules; rule->name != NULL; rule++) {
        json_t *value = json_loads(rule->otherwise, JSON_DECODE_ANY, NULL);
        g_autoptr(GError) error = NULL;

        g_test_message("%s", rule->name);
        g_assert_nonnull(value);
        setting_check(rule, value, &error);
        g_assert_no_error(error);
        json_decref(value);
    }
}

static void
test_what_was_measured_before_a_change_keeps_its_value(void)
{
    g_autoptr(Database) database = database_fresh();
    Db *db = database_reader(database);

    set(database, "loop.due_hours", "8", DAY_ONE);
    set(database, "loop.due_hours", "4", DAY_ONE + CLOCK_DAY);
    g_assert_cmpint(setting_int(db, "loop.due_hours", DAY_ONE - 1), ==, 16);
    g_assert_cmpint(setting_int(db, "loop.due_hours", DAY_ONE), ==, 8);
    g_assert_cmpint(setting_int(db, "loop.due_hours", DAY_ONE + CLOCK_DAY - 1), ==, 8);
    g_assert_cmpint(setting_int(db, "loop.due_hours", 0), ==, 4);
}

static void
test_two_changes_from_the_same_moment_leave_the_later_word(void)
{
    g_autoptr(Database) database = database_fresh();

    set(database, "loop.due_hours", "8", DAY_ONE);
    set(database, "loop.due_hours", "9", DAY_ONE);
    g_assert_cmpint(setting_int(database_reader(database), "loop.due_hours", 0), ==, 9);
}

static void
test_a_value_outside_its_rule_is_refused_and_nothing_changes(void)
{
    static const struct {
        const char *name, *value;
        AppError code;
    } cases[] = {
        {"survey.pause_days", "-1", APP_ERROR_INVALID},
        {"survey.pause_days", "366", APP_ERROR_INVALID},
        {"survey.pause_days", "4294967303", APP_ERROR_INVALID}, /* 7 if cut to 32 bits */
        {"survey.pause_days", "7.0", APP_ERROR_INVALID},
        {"survey.pause_days", "\"7\"", APP_ERROR_INVALID},
        {"survey.pause_days", "7 7", APP_ERROR_INVALID},
        {"survey.pause_days", "", APP_ERROR_INVALID},
        {"survey.enabled", "1", APP_ERROR_INVALID},
        {"organisation.name", "\"\"", APP_ERROR_INVALID},
        {"organisation.name", "\"two\\nlines\"", APP_ERROR_INVALID},
        {"calendar.zone", "\"Europe/Atlantis\"", APP_ERROR_INVALID},
        {"calendar.zone", "\"../etc/passwd\"", APP_ERROR_INVALID},
        {"calendar.zone", "\"/etc/localtime\"", APP_ERROR_INVALID},
        {"calendar.holidays", "\"alsace\"", APP_ERROR_INVALID},
        {"calendar.hours", "\"mon-fri 18:00-09:00\"", APP_ERROR_INVALID},
        {"calendar.hours", "{}", APP_ERROR_INVALID},
        {"no.such", "1", APP_ERROR_NOT_FOUND},
    };
    g_autoptr(Database) database = database_fresh();

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(SettingChange) change = NULL;
        g_autoptr(GError) error = NULL;

        g_test_message("%s = %s", cases[i].name, cases[i].value);
        g_assert_false(
            database_write(database, set_work, &(Set){cases[i].name, cases[i].value, 0}, &error));
        g_assert_error(error, APP_ERROR, (int)cases[i].code);
        g_assert_cmpint(
            setting_change_at(database_reader(database), cases[i].name, INT64_MAX, &change, NULL),
            ==, 0);
    }
}

static void
test_the_calendar_follows_the_settings(void)
{
    g_autoptr(Database) database = database_fresh();
    g_autoptr(Calendar) before = setting_calendar(database_reader(database), NULL);
    g_autoptr(Calendar) after = NULL;
    int64_t sunday; /* 22 November 2026, 10:00 in Paris */

    g_assert_true(clock_parse("2026-11-22T10:00:00+01:00", &sunday));
    set(database, "calendar.hours", "\"sun 09:00-12:00\"", DAY_ONE);
    after = setting_calendar(database_reader(database), NULL);
    g_assert_false(calendar_is_open(before, sunday));
    g_assert_true(calendar_is_open(after, sunday));
}

/* ---- Routes ---- */

static unsigned
ask(Database *database, Ask question, json_t **ret_body)
{
    const Route *tables[] = {setting_module.routes};
    g_autofree char *text = NULL;
    unsigned status;

    status = route_ask(database, NULL, tables, 1, &question, &text);
    if (ret_body != NULL)
        *ret_body = text != NULL ? json_loads(text, 0, NULL) : NULL;
    return status;
}

static const Principal manager = {.staff = 7, .rights = UINT64_C(1) << RIGHT_SETTING_MANAGE};
static const Principal adviser = {.staff = 7, .rights = UINT64_C(1) << RIGHT_CONVERSATION_READ};

static void
test_routes_tell_and_change_settings(void)
{
    static const struct {
        const char *name, *body;
        unsigned status;
    } cases[] = {
        {"survey.pause_days", "{\"value\": 30}", 200},
        {"survey.pause_days", "{\"value\": 4000}", 400},
        {"survey.pause_days", "{}", 400},
        {"survey.enabled", "{\"value\": false}", 200},
        {"calendar.hours", "{\"value\": \"mon-sun 00:00-24:00\"}", 200},
        {"no.such", "{\"value\": 1}", 404},
    };
    g_autoptr(Database) database = database_fresh();

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/api/settings/", cases[i].name, NULL);

        g_test_message("%s %s", path, cases[i].body);
        g_assert_cmpuint(
            ask(database,
                (Ask){.method = "PUT", .path = path, .body = cases[i].body, .principal = manager},
                NULL),
            ==, cases[i].status);
    }
    g_assert_cmpint(setting_int(database_reader(database), "survey.pause_days", 0), ==, 30);
    g_assert_false(setting_bool(database_reader(database), "survey.enabled", 0));
}

static void
test_a_change_decided_for_later_is_shown_beside_the_value_of_now(void)
{
    g_autoptr(Database) database = database_fresh();
    const char *next = NULL;
    json_int_t value = 0, later = 0;
    json_t *body = NULL;

    g_assert_cmpuint(ask(database,
                         (Ask){.method = "PUT",
                               .path = "/api/settings/survey.pause_days",
                               .body = "{\"value\": 30, \"valid_from\": \"2099-01-01T00:00:00Z\"}",
                               .principal = manager},
                         &body),
                     ==, 200);
    g_assert_cmpint(
        json_unpack(body, "{s:I, s:I, s:s}", "value", &value, "next", &later, "next_from", &next),
        ==, 0);
    g_assert_cmpint(value, ==, 7);
    g_assert_cmpint(later, ==, 30);
    g_assert_cmpstr(next, ==, "2099-01-01T00:00:00.000Z");
    json_decref(body);
}

static void
test_null_takes_a_setting_back_to_its_default(void)
{
    g_autoptr(Database) database = database_fresh();

    set(database, "survey.pause_days", "30", DAY_ONE);
    g_assert_cmpuint(ask(database,
                         (Ask){.method = "PUT",
                               .path = "/api/settings/survey.pause_days",
                               .body = "{\"value\": null}",
                               .principal = manager},
                         NULL),
                     ==, 200);
    g_assert_cmpint(setting_int(database_reader(database), "survey.pause_days", 0), ==, 7);
}

static void
test_only_who_manages_settings_sees_or_changes_them(void)
{
    g_autoptr(Database) database = database_fresh();
    json_t *body = NULL;

    g_assert_cmpuint(
        ask(database, (Ask){.method = "GET", .path = "/api/settings", .principal = adviser}, NULL),
        ==, 403);
    g_assert_cmpuint(ask(database,
                         (Ask){.method = "PUT",
                               .path = "/api/settings/survey.pause_days",
                               .body = "{\"value\": 30}",
                               .principal = adviser},
                         NULL),
                     ==, 403);
    g_assert_cmpuint(
        ask(database, (Ask){.method = "GET", .path = "/api/settings", .principal = manager}, &body),
        ==, 200);
    g_assert_cmpuint(json_array_size(json_object_get(body, "items")), >, 5);
    json_decref(body);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/setting/what was never set has its default",
                    test_what_was_never_set_has_its_default);
    g_test_add_func("/setting/every default is within its own limits",
                    test_every_default_is_within_its_own_limits);
    g_test_add_func("/setting/what was measured before a change keeps its value",
                    test_what_was_measured_before_a_change_keeps_its_value);
    g_test_add_func("/setting/two changes from the same moment leave the later word",
                    test_two_changes_from_the_same_moment_leave_the_later_word);
    g_test_add_func("/setting/a value outside its rule is refused and nothing changes",
                    test_a_value_outside_its_rule_is_refused_and_nothing_changes);
    g_test_add_func("/setting/the calendar follows the settings",
                    test_the_calendar_follows_the_settings);
    g_test_add_func("/setting/routes tell and change settings",
                    test_routes_tell_and_change_settings);
    g_test_add_func("/setting/a change decided for later is shown beside the value of now",
                    test_a_change_decided_for_later_is_shown_beside_the_value_of_now);
    g_test_add_func("/setting/null takes a setting back to its default",
                    test_null_takes_a_setting_back_to_its_default);
    g_test_add_func("/setting/only who manages settings sees or changes them",
                    test_only_who_manages_settings_sees_or_changes_them);
    return g_test_run();
}
