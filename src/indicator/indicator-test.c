#include "indicator/indicator.h"

#include "base/clock.h"
#include "base/id.h"
#include "conversation/conversation.h"
#include "indicator/indicator-math.h"
#include "lib/world.h"
#include "setting/setting.h"
#include "staff/staff.h"
#include "survey/survey.h"

#include <math.h>
#include <string.h>

static const Module *const modules[] = {&indicator_module, NULL};

static const char *const channels[] = {"mail", "chat", "sms"};

/* ---- A past made up ---- */

static const char person_sql[] = "INSERT INTO person (id, name, folded, address, made_at, last_at)"
                                 " VALUES (1, $1, 'jeanne', '+jeanne@example.test', 1, 1)";
static const char conversation_sql[] =
    "INSERT INTO conversation (id, subject, person, status, channel, team, preview, message_count,"
    " opened_at, last_at, first_answer_at, closed_at)"
    " VALUES ($1, '=1+1', 1, $2, $3, $4, '', 0, $5, $5, $6, $7)";
static const char episode_sql[] =
    "INSERT INTO episode (id, conversation, person, opened_at, first_answer_at, closed_at, team,"
    " channel) VALUES ($1, $2, 1, $3, $4, $5, $6, $7)";
static const char message_sql[] =
    "INSERT INTO message (id, conversation, direction, channel, kind, person, at, text, addresses)"
    " VALUES ($1, $2, $3, $4, $5, 1, $6, '', '{}')";
static const char survey_sql[] =
    "INSERT INTO survey (id, conversation, person, closed_at, team, channel, asked_at, score,"
    " answered_at) VALUES ($1, $2, 1, $3, $4, $5, $3, $6, $7)";

typedef struct {
    int64_t opened_at, first_answer_at, closed_at; /* 0: not */
    const char *channel;
    int64_t team;
    int64_t score; /* 0: none; answered an hour after closing */
    int64_t messages_in, messages_out;
    bool automatic; /* a message of a machine each way, too */
} Matter;

static bool
put_messages(Db *tx, const Matter *matter, int64_t conversation, int64_t direction, int64_t n,
             int64_t kind, GError **error)
{
    for (int64_t i = 0; i < n; i++)
        if (!db_run(tx, message_sql,
                    DB_ARGS(DB_INT(id_new()), DB_INT(conversation), DB_INT(direction),
                            DB_TEXT(matter->channel), DB_INT(kind),
                            DB_INT(matter->opened_at + i * 7 * CLOCK_HOUR)),
                    error))
            return false;
    return true;
}

static bool
put_matter(Db *tx, void *data, GError **error)
{
    const Matter *matter = data;
    bool closed = matter->closed_at != 0;
    int64_t conversation = id_new();

    if (!db_run(tx, conversation_sql,
                DB_ARGS(DB_INT(conversation), DB_INT(closed ? STATUS_CLOSED : STATUS_OPEN),
                        DB_TEXT(matter->channel), DB_ID(matter->team), DB_INT(matter->opened_at),
                        DB_ID(matter->first_answer_at), DB_ID(matter->closed_at)),
                error) ||
        !put_messages(tx, matter, conversation, DIRECTION_IN, matter->messages_in, 0, error) ||
        !put_messages(tx, matter, conversation, DIRECTION_OUT, matter->messages_out, 0, error))
        return false;
    if (matter->automatic &&
        (!put_messages(tx, matter, conversation, DIRECTION_IN, 1, INCOMING_AUTO_REPLY, error) ||
         !put_messages(tx, matter, conversation, DIRECTION_OUT, 1, MESSAGE_KIND_AUTOMATIC, error) ||
         !put_messages(tx, matter, conversation, DIRECTION_NOTE, 1, 0, error)))
        return false;
    if (closed && !db_run(tx, episode_sql,
                          DB_ARGS(DB_INT(id_new()), DB_INT(conversation), DB_INT(matter->opened_at),
                                  DB_ID(matter->first_answer_at), DB_INT(matter->closed_at),
                                  DB_ID(matter->team), DB_TEXT(matter->channel)),
                          error))
        return false;
    return matter->score == 0 ||
           db_run(tx, survey_sql,
                  DB_ARGS(DB_INT(id_new()), DB_INT(conversation), DB_INT(matter->closed_at),
                          DB_ID(matter->team), DB_TEXT(matter->channel), DB_INT(matter->score),
                          DB_INT(matter->closed_at + CLOCK_HOUR)),
                  error);
}

static bool
put_person(Db *tx, void *data, GError **error)
{
    return db_run(tx, person_sql, DB_ARGS(DB_TEXT("@SUM(A1)")), error);
}

static World *
empty_past(void)
{
    World *world = world_new(modules);

    world_write(world, put_person, NULL);
    return world;
}

static int64_t
instant(const char *text)
{
    int64_t ms = 0;

    g_assert_true(clock_parse(text, &ms));
    return ms;
}

/* Sixty days of matters, drawn at random. */
static World *
random_past(int n)
{
    World *world = empty_past();

    for (int i = 0; i < n; i++) {
        int64_t opened = WORLD_MONDAY - g_test_rand_int_range(0, 60 * 24 * 60) * CLOCK_MINUTE;
        int64_t answered = opened + g_test_rand_int_range(0, 5 * 24 * 60) * CLOCK_MINUTE;
        int64_t closed = answered + g_test_rand_int_range(0, 9 * 24 * 60) * CLOCK_MINUTE;
        Matter matter = {
            .opened_at = opened,
            .first_answer_at = answered < WORLD_MONDAY && i % 5 != 0 ? answered : 0,
            .closed_at = closed < WORLD_MONDAY - CLOCK_HOUR ? closed : 0,
            .channel = channels[g_test_rand_int_range(0, 3)],
            .team = g_test_rand_int_range(0, 3),
            .messages_in = g_test_rand_int_range(0, 3),
            .messages_out = g_test_rand_int_range(0, 3),
            .automatic = i % 3 == 0,
        };

        if (matter.closed_at != 0 && i % 2 == 0)
            matter.score = g_test_rand_int_range(1, 6);
        world_write(world, put_matter, &matter);
    }
    return world;
}

/* ---- Asking ---- */

static json_t *
get(World *world, const char *path)
{
    g_autofree char *body = NULL;
    json_t *json;

    g_assert_cmpuint(world_ask(world, &world->principal, "GET", path, NULL, &body), ==, 200);
    json = json_loads(body, 0, NULL);
    g_assert_nonnull(json);
    return json;
}

static int64_t
integer(const json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

static double
number(const json_t *object, const char *name)
{
    json_t *value = json_object_get(object, name);

    return json_is_number(value) ? json_number_value(value) : NAN;
}

static int64_t
sum(const json_t *list, const char *name)
{
    int64_t total = 0;
    json_t *item;
    size_t i;

    json_array_foreach((json_t *)list, i, item) total += integer(item, name);
    return total;
}

/* The values of all rows behind a figure, in order; NULL values are 0. */
static GArray *
all_rows(World *world, const char *name, const char *query)
{
    GArray *values = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autofree char *cursor = g_strdup("");

    while (cursor != NULL) {
        g_autofree char *path =
            g_strdup_printf("/api/indicators/%s/rows?limit=50&%s%s", name, query, cursor);
        json_t *page = get(world, path), *row;
        const char *next = json_string_value(json_object_get(page, "next"));
        size_t i;

        json_array_foreach(json_object_get(page, "items"), i, row)
        {
            int64_t value = integer(row, "value");

            g_array_append_val(values, value);
        }
        g_free(cursor);
        cursor = next != NULL ? g_strdup_printf("&cursor=%s", next) : NULL;
        json_decref(page);
    }
    return values;
}

/* ---- One source ---- */

static void
assert_agrees(World *world, const json_t *item, const char *query)
{
    const char *name = json_string_value(json_object_get(item, "name"));
    const char *unit = json_string_value(json_object_get(item, "unit"));
    g_autoptr(GArray) rows = all_rows(world, name, query);
    int64_t *values = (int64_t *)(void *)rows->data, good = 0;

    g_test_message("%s %s: %u rows", name, query, rows->len);
    g_assert_cmpint(integer(item, "n"), ==, rows->len);
    g_assert_cmpint(sum(json_object_get(item, "by_channel"), "n"), ==, rows->len);
    if (!g_str_equal(name, "backlog"))
        g_assert_cmpint(sum(json_object_get(item, "trend"), "n"), ==, rows->len);
    if (g_str_equal(unit, "count"))
        g_assert_cmpfloat(number(item, "value"), ==, rows->len);
    if (g_str_equal(unit, "duration") && rows->len > 0) {
        indicator_sort(values, rows->len);
        g_assert_cmpfloat_with_epsilon(number(item, "value"),
                                       indicator_quantile(values, rows->len, 0.5), 0.01);
        g_assert_cmpfloat_with_epsilon(number(item, "p90"),
                                       indicator_quantile(values, rows->len, 0.9), 0.01);
    }
    if (g_str_equal(unit, "share")) {
        for (guint i = 0; i < rows->len; i++)
            good += values[i] >= 4;
        g_assert_cmpint(integer(item, "numerator"), ==, good);
        g_assert_cmpint(integer(item, "denominator"), ==, rows->len);
    }
}

static void
test_a_card_and_its_table_always_agree(void)
{
    static const char *const queries[] = {
        "",
        "from=2026-11-01&to=2026-11-23",
        "from=2026-10-20&to=2026-10-20",
        "from=2026-10-01&to=2026-11-10&channel=chat",
        "from=2026-09-20&to=2026-11-23&team=2",
        "from=2026-11-16&to=2026-11-22&channel=sms&team=1",
        "from=2026-11-01&to=2026-12-31",
        "from=2026-11-24&to=2026-11-30",
        "from=2020-01-01&to=2020-01-31",
    };
    g_autoptr(World) world = random_past(300);

    for (size_t i = 0; i < G_N_ELEMENTS(queries); i++) {
        g_autofree char *path = g_strconcat("/api/indicators?", queries[i], NULL);
        json_t *report = get(world, path), *item;
        size_t j;

        g_assert_cmpuint(json_array_size(json_object_get(report, "items")), ==, INDICATOR_COUNT);
        json_array_foreach(json_object_get(report, "items"), j, item)
            assert_agrees(world, item, queries[i]);
        json_decref(report);
    }
}

static void
test_the_period_before_is_as_long_and_says_the_same_when_asked_alone(void)
{
    g_autoptr(World) world = random_past(200);
    json_t *report = get(world, "/api/indicators?from=2026-11-10&to=2026-11-16");
    json_t *before = get(world, "/api/indicators?from=2026-11-03&to=2026-11-09");
    json_t *period = json_object_get(report, "period");

    g_assert_cmpstr(json_string_value(json_object_get(period, "previous_from")), ==, "2026-11-03");
    g_assert_cmpstr(json_string_value(json_object_get(period, "previous_to")), ==, "2026-11-09");
    for (size_t i = 0; i < INDICATOR_COUNT; i++) {
        const json_t *item = json_array_get(json_object_get(report, "items"), i);
        const json_t *earlier = json_array_get(json_object_get(before, "items"), i);

        g_assert_true(
            json_equal(json_object_get(item, "previous"), json_object_get(earlier, "value")));
    }
    json_decref(report);
    json_decref(before);
}

static const char still_open_sql[] =
    "SELECT (SELECT count(*) FROM episode WHERE opened_at < $1 AND closed_at >= $1)"
    "     + (SELECT count(*) FROM conversation WHERE status < 4 AND opened_at < $1)";

static void
test_the_backlog_of_a_day_is_what_was_not_closed_when_it_ended(void)
{
    g_autoptr(World) world = random_past(200);
    g_autoptr(Calendar) calendar = setting_calendar(database_reader(world->database), NULL);
    json_t *report = get(world, "/api/indicators?from=2026-10-01&to=2026-11-23"), *point;
    json_t *item = json_array_get(json_object_get(report, "items"), INDICATOR_BACKLOG);
    int64_t last = -1;
    size_t i;

    json_array_foreach(json_object_get(item, "trend"), i, point)
    {
        int64_t day;

        g_assert_true(
            clock_parse(json_string_value(json_object_get(point, "date")), &day) ||
            field_parse_time(FIELD_DATE, json_string_value(json_object_get(point, "date")), &day));
        last = integer(point, "n");
        g_assert_cmpint(
            last, ==,
            world_int(world, still_open_sql, calendar_from_wall(calendar, day + CLOCK_DAY)));
    }
    g_assert_cmpuint(i, ==, 54);
    g_assert_cmpint(last, ==, integer(item, "n"));
    json_decref(report);
}

/* ---- What figures are ---- */

static void
test_times_are_working_time_and_the_median_is_shown(void)
{
    /* Opened Friday 17:00 in Paris; answered Monday 10:00: one hour on Friday, one on Monday. */
    Matter matters[] = {
        {instant("2026-11-20T16:00:00Z"), instant("2026-11-23T08:00:00Z"),
         instant("2026-11-23T08:30:00Z"), "mail", .score = 5, .messages_in = 1, .messages_out = 1},
        {instant("2026-11-19T09:00:00Z"), instant("2026-11-19T10:00:00Z"),
         instant("2026-11-19T11:00:00Z"), "mail", .score = 2, .messages_in = 1},
        {instant("2026-11-19T09:00:00Z"), instant("2026-11-19T09:15:00Z"), 0, "chat",
         .messages_in = 1, .automatic = true},
    };
    g_autoptr(World) world = empty_past();
    json_t *report, *items;

    for (size_t i = 0; i < G_N_ELEMENTS(matters); i++)
        world_write(world, put_matter, &matters[i]);
    report = get(world, "/api/indicators");
    items = json_object_get(report, "items");
    g_assert_cmpfloat(number(json_array_get(items, INDICATOR_CONTACTS_IN), "value"), ==, 3);
    g_assert_cmpfloat(number(json_array_get(items, INDICATOR_CONTACTS_OUT), "value"), ==, 1);
    /* 15 minutes, 1 hour, 1 hour (Friday 17:00-18:00, then Monday opens at 9:00). */
    g_assert_cmpfloat(number(json_array_get(items, INDICATOR_FIRST_ANSWER), "value"), ==,
                      CLOCK_HOUR);
    g_assert_cmpint(integer(json_array_get(items, INDICATOR_FIRST_ANSWER), "n"), ==, 3);
    g_assert_cmpfloat(number(json_array_get(items, INDICATOR_RESOLUTION), "value"), ==,
                      1.75 * (double)CLOCK_HOUR);
    g_assert_cmpfloat(number(json_array_get(items, INDICATOR_BACKLOG), "value"), ==, 1);
    g_assert_cmpfloat(number(json_array_get(items, INDICATOR_CSAT), "value"), ==, 0.5);
    g_assert_cmpstr(
        json_string_value(json_object_get(json_array_get(items, INDICATOR_CSAT), "step")), ==,
        "week");
    json_decref(report);
}

static void
test_nothing_to_measure_is_null_and_nothing_counted_is_zero(void)
{
    g_autoptr(World) world = empty_past();
    json_t *report = get(world, "/api/indicators");
    json_t *items = json_object_get(report, "items");

    g_assert_cmpfloat(number(json_array_get(items, INDICATOR_CONTACTS_IN), "value"), ==, 0);
    g_assert_cmpfloat(number(json_array_get(items, INDICATOR_BACKLOG), "value"), ==, 0);
    g_assert_true(isnan(number(json_array_get(items, INDICATOR_FIRST_ANSWER), "value")));
    g_assert_true(isnan(number(json_array_get(items, INDICATOR_CSAT), "value")));
    g_assert_true(isnan(number(json_array_get(items, INDICATOR_CSAT), "low")));
    g_assert_cmpuint(
        json_array_size(json_object_get(json_array_get(items, INDICATOR_BACKLOG), "trend")), ==,
        INDICATOR_DAYS_DEFAULT);
    json_decref(report);
}

static bool
raise_the_bar(Db *tx, void *data, GError **error)
{
    return setting_set(tx, "csat.satisfied_from", "5", instant("2026-11-15T00:00:00Z"), 0, error);
}

static void
test_what_was_measured_keeps_the_rule_of_its_time(void)
{
    Matter before = {instant("2026-11-10T09:00:00Z"), instant("2026-11-10T09:00:00Z"),
                     instant("2026-11-10T10:00:00Z"), "mail", .score = 4};
    Matter after = {instant("2026-11-18T09:00:00Z"), instant("2026-11-18T09:00:00Z"),
                    instant("2026-11-18T10:00:00Z"), "mail", .score = 4};
    g_autoptr(World) world = empty_past();
    static const struct {
        const char *query;
        int64_t satisfied;
    } cases[] = {
        {"from=2026-11-01&to=2026-11-14", 1},
        {"from=2026-11-16&to=2026-11-23", 0},
        {"from=2026-11-01&to=2026-11-23", 1},
    };

    world_write(world, put_matter, &before);
    world_write(world, put_matter, &after);
    world_write(world, raise_the_bar, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/api/indicators?", cases[i].query, NULL);
        json_t *report = get(world, path);

        g_assert_cmpint(
            integer(json_array_get(json_object_get(report, "items"), INDICATOR_CSAT), "numerator"),
            ==, cases[i].satisfied);
        json_decref(report);
    }
}

/* ---- Routes ---- */

static void
test_a_period_that_cannot_be_is_refused(void)
{
    static const struct {
        const char *path;
        unsigned status;
    } cases[] = {
        {"/api/indicators?from=2026-11-02&to=2026-11-01", 400},
        {"/api/indicators?from=2025-01-01&to=2026-11-01", 400},
        {"/api/indicators?from=0001-01-01&to=9999-12-31", 400},
        {"/api/indicators?from=2025-10-20&to=2026-11-23", 200}, /* 400 days */
        {"/api/indicators?from=2025-10-19&to=2026-11-23", 400},
        {"/api/indicators?from=9999-12-01&to=9999-12-31", 400},
        {"/api/indicators?from=0001-01-01&to=0001-01-31", 400},
        {"/api/indicators?from=2099-12-01&to=2100-01-01", 200},
        {"/api/indicators?from=2000-01-01&to=2000-01-31", 200},
        {"/api/indicators?from=2026-02-30&to=2026-03-01", 400},
        {"/api/indicators?team=abc", 400},
        {"/api/indicators?channel=%27%20OR%201=1%20--", 200},
        {"/api/indicators/nothing/rows", 400},
        {"/api/indicators/csat/rows?cursor=abc", 400},
        {"/api/indicators/csat/rows?limit=0", 400},
    };
    g_autoptr(World) world = random_past(5);
    Principal nobody = {0};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].path);
        g_assert_cmpuint(world_ask(world, &world->principal, "GET", cases[i].path, NULL, NULL), ==,
                         cases[i].status);
    }
    g_assert_cmpuint(world_ask(world, &nobody, "GET", "/api/indicators", NULL, NULL), ==, 401);
    nobody.staff = world->adviser;
    g_assert_cmpuint(world_ask(world, &nobody, "GET", "/api/indicators", NULL, NULL), ==, 403);
}

static unsigned
count_lines(const char *text)
{
    unsigned lines = 0;

    for (const char *c = strstr(text, "\r\n"); c != NULL; c = strstr(c + 2, "\r\n"))
        lines++;
    return lines;
}

static void
test_files_hold_the_same_rows_and_no_formula(void)
{
    g_autoptr(World) world = random_past(150);
    g_autofree char *figures = NULL;
    g_autofree char *rows = NULL;
    g_autoptr(GArray) listed = all_rows(world, "contacts_in", "");

    g_assert_cmpuint(
        world_ask(world, &world->principal, "GET", "/api/indicators.csv", NULL, &figures), ==, 200);
    g_assert_true(g_str_has_prefix(figures, "\xEF\xBB\xBFname,unit,from,to,value,"));
    g_assert_cmpuint(count_lines(figures), ==, 1 + INDICATOR_COUNT);
    g_assert_nonnull(strstr(figures, "\r\ncsat,share,2026-10-25,2026-11-23,"));

    g_assert_cmpuint(world_ask(world, &world->principal, "GET",
                               "/api/indicators/contacts_in/rows.csv", NULL, &rows),
                     ==, 200);
    g_assert_cmpuint(count_lines(rows), ==, 1 + listed->len);
    g_assert_nonnull(strstr(rows, ",\"'=1+1\",1,\"'@SUM(A1)\",\"'+jeanne@example.test\","));
    g_assert_null(strstr(rows, ",=1+1"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/indicator/agree", test_a_card_and_its_table_always_agree);
    g_test_add_func("/indicator/previous",
                    test_the_period_before_is_as_long_and_says_the_same_when_asked_alone);
    g_test_add_func("/indicator/backlog",
                    test_the_backlog_of_a_day_is_what_was_not_closed_when_it_ended);
    g_test_add_func("/indicator/times", test_times_are_working_time_and_the_median_is_shown);
    g_test_add_func("/indicator/nothing",
                    test_nothing_to_measure_is_null_and_nothing_counted_is_zero);
    g_test_add_func("/indicator/dated", test_what_was_measured_keeps_the_rule_of_its_time);
    g_test_add_func("/indicator/refused", test_a_period_that_cannot_be_is_refused);
    g_test_add_func("/indicator/files", test_files_hold_the_same_rows_and_no_formula);
    return g_test_run();
}
