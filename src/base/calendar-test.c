#include "base/calendar.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/holiday.h"
#include "base/hours.h"

#include <string.h>

#define OFFICE "mon-fri 09:00-12:30 14:00-18:00; sat 09:00-12:00"
#define ALWAYS "mon-sun 00:00-24:00"

static Calendar *
calendar_of(const char *zone, const char *hours, const char *holidays)
{
    g_autoptr(GError) error = NULL;
    Calendar *calendar = calendar_new(zone, hours, holidays, &error);

    g_assert_no_error(error);
    return calendar;
}

/* "2026-11-23T09:00:00+01:00" */
static int64_t
instant(const char *text)
{
    int64_t ms = 0;

    g_assert_true(clock_parse(text, &ms));
    return ms;
}

static void
assert_instant(int64_t at, const char *expected)
{
    g_autofree char *is = clock_format(at);
    g_autofree char *should = clock_format(instant(expected));

    g_assert_cmpstr(is, ==, should);
}

/* ---- Public holidays ---- */

static void
test_easter_falls_where_the_published_tables_say(void)
{
    /* The earliest and the latest possible, and Meeus's own examples. */
    static const int cases[][3] = {{1818, 3, 22}, {1886, 4, 25}, {1943, 4, 25}, {1954, 4, 18},
                                   {1961, 4, 2},  {1991, 3, 31}, {1992, 4, 19}, {1993, 4, 11},
                                   {2000, 4, 23}, {2008, 3, 23}, {2026, 4, 5},  {2038, 4, 25}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int month, day;

        holiday_easter(cases[i][0], &month, &day);
        g_test_message("%d", cases[i][0]);
        g_assert_cmpint(month, ==, cases[i][1]);
        g_assert_cmpint(day, ==, cases[i][2]);
    }
}

static void
test_a_rule_that_changed_keeps_its_past(void)
{
    g_assert_true(holiday_on(HOLIDAYS_SAINT_MARTIN, 2017, 5, 27));
    g_assert_false(holiday_on(HOLIDAYS_SAINT_MARTIN, 2018, 5, 27));
    g_assert_true(holiday_on(HOLIDAYS_SAINT_MARTIN, 2018, 5, 28));
    g_assert_false(holiday_on(HOLIDAYS_METROPOLE, 1981, 5, 8));
    g_assert_false(holiday_on(HOLIDAYS_NONE, 2026, 12, 25));
}

/* The folder of the published dates, looked for above the working directory; NULL if there is none.
 */
static char *
find_published(void)
{
    g_autofree char *above = g_get_current_dir();

    for (int i = 0; i < 6; i++) {
        g_autofree char *folder = g_build_filename(above, "shared/data/holidays-fr/data/csv", NULL);
        char *parent;

        if (g_file_test(folder, G_FILE_TEST_IS_DIR))
            return g_steal_pointer(&folder);
        parent = g_path_get_dirname(above);
        g_free(above);
        above = parent;
    }
    return NULL;
}

static GHashTable *
read_published(const char *folder, const char *zone)
{
    g_autofree char *file = g_strdup_printf("%s/jours_feries_%s.csv", folder, zone);
    g_autofree char *text = NULL;
    g_auto(GStrv) lines = NULL;
    GHashTable *dates = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    g_assert_true(g_file_get_contents(file, &text, NULL, NULL));
    lines = g_strsplit(text, "\n", -1);
    for (size_t i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
        g_hash_table_add(dates, g_strndup(lines[i], 10));
    return dates;
}

static void
test_holidays_are_those_that_the_state_published(void)
{
    g_autofree char *folder = find_published();

    if (folder == NULL) {
        g_test_skip("NOT CHECKED: the published dates (holidays-fr) are not beside the sources");
        return;
    }
    for (int zone = HOLIDAYS_METROPOLE; holiday_zone_words[zone] != NULL; zone++) {
        g_autoptr(GHashTable) published = read_published(folder, holiday_zone_words[zone]);
        GDate date;
        int found = 0;

        g_test_message("%s", holiday_zone_words[zone]);
        g_date_clear(&date, 1);
        for (g_date_set_dmy(&date, 1, 1, 2006); g_date_get_year(&date) <= 2030;
             g_date_add_days(&date, 1)) {
            char text[11];
            bool on = holiday_on((HolidayZone)zone, g_date_get_year(&date),
                                 (int)g_date_get_month(&date), g_date_get_day(&date));

            g_date_strftime(text, sizeof text, "%Y-%m-%d", &date);
            if (on != g_hash_table_contains(published, text))
                g_error("%s: %s", holiday_zone_words[zone], text);
            found += on;
        }
        g_assert_cmpint(found, >=, 25 * 11 - 4); /* Ascension met 1 or 8 May now and then */
    }
}

/* ---- Opening hours ---- */

static void
test_hours_are_read_or_refused_with_the_part_at_fault(void)
{
    static const struct {
        const char *text;
        const char *fault; /* NULL: accepted */
    } cases[] = {
        {OFFICE, NULL},
        {"mon,wed 10:00-12:00;;  fri\t10:00-24:00 ;", NULL},
        {"mon 09:00-12:00; 2026-08-03..2026-08-14 closed; 2026-12-27 10:00-11:00", NULL},
        {"", "no day of the week"},
        {"mon-sun closed", "no day of the week"},
        {"2026-12-24 09:00-12:00", "no day of the week"},
        {"mon", "\"mon\""},
        {"lun 09:00-12:00", "\"lun 09:00-12:00\""},
        {"fri-mon 09:00-12:00", "\"fri-mon"},
        {"mon 9:00-12:00", "\"mon 9:00"},
        {"mon 09:00-12:00x", "\"mon 09:00-12:00x\""},
        {"mon 12:00-09:00", "\"mon 12:00-09:00\""},
        {"mon 09:00-12:00 11:00-13:00", "\"mon"},
        {"mon 09:60-12:00", "\"mon"},
        {"mon 09:00-24:01", "\"mon"},
        {"mon closed 09:00-12:00", "\"mon"},
        {"mon 01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00 09:00-10:00 11:00-12:00 13:00-14:00",
         "\"mon"},
        {"mon 09:00-12:00; 2026-02-29 closed", "\"2026-02-29"},
        {"mon 09:00-12:00; 2026-03-02..2026-03-01 closed", "\"2026-03-02"},
        {"mon 09:00-12:00; 2026-03-02..", "\"2026-03-02"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Hours) hours = hours_parse(cases[i].text, &error);

        g_test_message("%s", cases[i].text);
        g_assert_cmpint(hours != NULL, ==, cases[i].fault == NULL);
        if (cases[i].fault != NULL) {
            g_assert_error(error, APP_ERROR, APP_ERROR_INVALID);
            g_assert_nonnull(strstr(error->message, cases[i].fault));
        }
    }
}

static void
test_a_text_of_hours_has_a_limit(void)
{
    g_autofree char *big = g_strnfill(HOURS_TEXT_MAX + 1, ' ');
    g_autoptr(GString) many = g_string_new("mon 09:00-12:00");
    g_autoptr(Hours) none = hours_parse(big, NULL);
    g_autoptr(Hours) hours = NULL;

    g_assert_null(none);
    for (int i = 0; i <= HOURS_DATES_MAX; i++)
        g_string_append(many, ";2026-01-01 closed");
    hours = hours_parse(many->str, NULL);
    g_assert_null(hours);
}

static void
test_a_calendar_refuses_what_it_does_not_know(void)
{
    static const char *const cases[][3] = {{"Europe/Lutece", OFFICE, "metropole"},
                                           {"Europe/Paris", "never", "metropole"},
                                           {"Europe/Paris", OFFICE, "atlantide"}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Calendar) calendar = calendar_new(cases[i][0], cases[i][1], cases[i][2], &error);

        g_assert_null(calendar);
        g_assert_error(error, APP_ERROR, APP_ERROR_INVALID);
    }
}

/* ---- Working time ---- */

static void
test_working_time_is_what_a_clerk_would_count(void)
{
    static const struct {
        const char *zone, *hours, *holidays, *from, *to;
        double worked; /* hours */
    } cases[] = {
        /* Inside a span, over lunch, over a night, over a weekend. */
        {"Europe/Paris", OFFICE, "metropole", "2026-11-23T10:00:00+01:00",
         "2026-11-23T11:30:00+01:00", 1.5},
        {"Europe/Paris", OFFICE, "metropole", "2026-11-23T12:00:00+01:00",
         "2026-11-23T15:00:00+01:00", 1.5},
        {"Europe/Paris", OFFICE, "metropole", "2026-11-23T17:00:00+01:00",
         "2026-11-24T10:00:00+01:00", 2},
        {"Europe/Paris", OFFICE, "metropole", "2026-11-20T17:00:00+01:00",
         "2026-11-23T10:00:00+01:00", 5},
        {"Europe/Paris", OFFICE, "metropole", "2026-11-22T03:00:00+01:00",
         "2026-11-22T22:00:00+01:00", 0},
        /* Easter Monday 2026 is 6 April: Saturday to Tuesday. */
        {"Europe/Paris", OFFICE, "metropole", "2026-04-04T11:00:00+02:00",
         "2026-04-07T10:00:00+02:00", 2},
        {"Europe/Paris", OFFICE, NULL, "2026-04-04T11:00:00+02:00", "2026-04-07T10:00:00+02:00",
         9.5},
        /* 26 December 2024 was a Thursday: not worked in Strasbourg. */
        {"Europe/Paris", OFFICE, "alsace-moselle", "2024-12-26T00:00:00+01:00",
         "2024-12-27T00:00:00+01:00", 0},
        {"Europe/Paris", OFFICE, "metropole", "2024-12-26T00:00:00+01:00",
         "2024-12-27T00:00:00+01:00", 7.5},
        /* A date prevails over its weekday and over a holiday. */
        {"Europe/Paris", OFFICE "; 2026-07-14 10:00-11:00; 2026-07-15 closed", "metropole",
         "2026-07-14T00:00:00+02:00", "2026-07-16T00:00:00+02:00", 1},
        /* Across the new year, and in another zone. */
        {"Europe/Paris", OFFICE, "metropole", "2026-12-31T17:00:00+01:00",
         "2027-01-02T10:00:00+01:00", 2},
        {"Indian/Reunion", OFFICE, "la-reunion", "2026-12-18T17:00:00+04:00",
         "2026-12-21T10:00:00+04:00", 5},
        /* The nights the clock changes: 23 and 25 hours; the hour skipped; the hour that comes
           twice. */
        {"Europe/Paris", ALWAYS, NULL, "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00",
         23},
        {"Europe/Paris", ALWAYS, NULL, "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00",
         25},
        {"Europe/Paris", "sun 01:00-04:00", NULL, "2026-03-29T00:00:00+01:00",
         "2026-03-30T00:00:00+02:00", 2},
        {"Europe/Paris", "sun 01:00-04:00", NULL, "2026-10-25T00:00:00+02:00",
         "2026-10-26T00:00:00+01:00", 4},
        {"Europe/Paris", "sun 02:10-02:50", NULL, "2026-03-29T00:00:00+01:00",
         "2026-03-30T00:00:00+02:00", 0},
        {"Europe/Paris", "sun 01:00-02:30", NULL, "2026-03-29T00:00:00+01:00",
         "2026-03-30T00:00:00+02:00", 1},
        {"Europe/Paris", "sun 02:00-02:30 02:30-03:00", NULL, "2026-10-25T00:00:00+02:00",
         "2026-10-26T00:00:00+01:00", 2},
        /* Beyond what the zone's file lists, by its rule. */
        {"Europe/Paris", ALWAYS, NULL, "2050-03-27T00:00:00+01:00", "2050-03-28T00:00:00+02:00",
         23},
        /* Samoa had no 30 December 2011. */
        {"Pacific/Apia", ALWAYS, NULL, "2011-12-29T00:00:00-10:00", "2012-01-01T00:00:00+14:00",
         48},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Calendar) calendar =
            calendar_of(cases[i].zone, cases[i].hours, cases[i].holidays);
        int64_t worked = calendar_worked(calendar, instant(cases[i].from), instant(cases[i].to));

        g_test_message("%s %s: %s to %s", cases[i].zone, cases[i].hours, cases[i].from,
                       cases[i].to);
        g_assert_cmpint(worked, ==, (int64_t)(cases[i].worked * (double)CLOCK_HOUR));
    }
}

static void
test_a_delay_ends_when_the_work_is_done(void)
{
    g_autoptr(Calendar) calendar = calendar_of("Europe/Paris", OFFICE, "metropole");

    assert_instant(calendar_add(calendar, instant("2026-11-20T17:00:00+01:00"), 4 * CLOCK_HOUR),
                   "2026-11-21T12:00:00+01:00");
    assert_instant(calendar_add(calendar, instant("2026-11-20T17:00:00+01:00"), 4 * CLOCK_HOUR + 1),
                   "2026-11-23T09:00:00.001+01:00");
    assert_instant(calendar_add(calendar, instant("2026-12-24T17:30:00+01:00"), CLOCK_HOUR),
                   "2026-12-26T09:30:00+01:00");
    assert_instant(calendar_add(calendar, instant("2026-11-22T17:00:00+01:00"), 0),
                   "2026-11-22T17:00:00+01:00");
    /* Three years of work away. */
    g_assert_cmpint(calendar_worked(calendar, 0, calendar_add(calendar, 0, 6000 * CLOCK_HOUR)), ==,
                    6000 * CLOCK_HOUR);
    g_assert_cmpint(calendar_add(calendar, 0, G_MAXINT64 / 2), ==, instant("2199-12-31T23:00:00Z"));
    g_assert_cmpint(calendar_worked(calendar, G_MININT64, G_MAXINT64), >, 0);
}

static void
test_the_door_opens_next_when_the_hours_say(void)
{
    static const struct {
        const char *at, *opening;
    } cases[] = {
        {"2026-11-23T08:59:59.999+01:00", "2026-11-23T09:00:00+01:00"},
        {"2026-11-23T09:00:00+01:00", "2026-11-23T09:00:00+01:00"},
        {"2026-11-23T12:29:59.999+01:00", "2026-11-23T12:29:59.999+01:00"},
        {"2026-11-23T12:30:00+01:00", "2026-11-23T14:00:00+01:00"},
        {"2026-11-21T12:00:00+01:00", "2026-11-23T09:00:00+01:00"},
        {"2026-12-31T20:00:00+01:00", "2027-01-02T09:00:00+01:00"},
    };
    g_autoptr(Calendar) calendar = calendar_of("Europe/Paris", OFFICE, "metropole");

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int64_t at = instant(cases[i].at), opening = calendar_next_opening(calendar, at);

        assert_instant(opening, cases[i].opening);
        g_assert_cmpint(calendar_is_open(calendar, at), ==, opening == at);
    }
}

/* ---- Properties, on instants drawn at random ---- */

static const char *const some_zones[] = {"Europe/Paris",     "America/Martinique",
                                         "Pacific/Noumea",   "Australia/Lord_Howe",
                                         "America/Miquelon", "UTC"};
static const char *const some_hours[] = {
    OFFICE,
    ALWAYS,
    "mon-sun 00:00-02:30 02:45-06:00 22:00-24:00",
    "thu 13:00-13:45",
    "mon-fri 08:00-20:00; 2026-05-01..2026-09-01 closed; 2027-01-01 00:00-24:00",
};

static int64_t
random_instant(void)
{
    /* 2005 to 2060. */
    return g_test_rand_int_range(1104537, 2840140) * INT64_C(1000000) +
           g_test_rand_int_range(0, 1000000);
}

static void
test_working_time_keeps_its_promises(void)
{
    for (size_t z = 0; z < G_N_ELEMENTS(some_zones); z++)
        for (size_t h = 0; h < G_N_ELEMENTS(some_hours); h++) {
            g_autoptr(Calendar) calendar =
                calendar_of(some_zones[z], some_hours[h], z % 2 == 0 ? "metropole" : NULL);

            for (int i = 0; i < 2000; i++) {
                int64_t a = random_instant();
                int64_t b = a + g_test_rand_int_range(0, 400) * CLOCK_HOUR + i;
                int64_t c = b + g_test_rand_int_range(0, 10000) * CLOCK_HOUR + i;
                int64_t w = g_test_rand_int_range(1, G_MAXINT32);
                int64_t end = calendar_add(calendar, a, w);
                int64_t ab = calendar_worked(calendar, a, b);
                int64_t opening = calendar_next_opening(calendar, a);

                /* What was added is what was worked, and not a millisecond earlier. */
                g_assert_cmpint(calendar_worked(calendar, a, end), ==, w);
                g_assert_cmpint(calendar_worked(calendar, a, end - 1), ==, w - 1);
                /* Parts add up; never negative, never more than the clock. */
                g_assert_cmpint(ab + calendar_worked(calendar, b, c), ==,
                                calendar_worked(calendar, a, c));
                g_assert_cmpint(ab, >=, 0);
                g_assert_cmpint(ab, <=, b - a);
                g_assert_cmpint(calendar_worked(calendar, b, a), ==, 0);
                /* Asking later never ends earlier. */
                g_assert_cmpint(calendar_add(calendar, b, w), >=, end);
                /* Nothing is worked before the next opening, and it is open then. */
                g_assert_cmpint(calendar_worked(calendar, a, opening), ==, 0);
                g_assert_true(calendar_is_open(calendar, opening));
                g_assert_cmpint(calendar_worked(calendar, opening, opening + 1), ==, 1);
            }
        }
}

/* A clock that walks minute by minute over a year agrees. */
static void
test_working_time_is_that_of_a_clock_on_the_wall(void)
{
    const char *hours =
        "mon-fri 08:30-12:00 13:00-17:15; sat 23:00-24:00; sun 00:00-01:00 03:00-05:00";
    g_autoptr(Calendar) calendar = calendar_of("Europe/Paris", hours, "metropole");
    g_autoptr(Hours) read = hours_parse(hours, NULL);
    g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Paris");
    g_autoptr(GDateTime) start = g_date_time_new(zone, 2026, 1, 1, 0, 0, 0);
    int64_t from = g_date_time_to_unix(start) * 1000, minutes = 0;

    for (int i = 0; i < 365 * HOURS_DAY; i++) {
        g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(from / 1000 + i * 60);
        g_autoptr(GDateTime) wall = g_date_time_to_timezone(utc, zone);
        int minute = g_date_time_get_hour(wall) * 60 + g_date_time_get_minute(wall);
        const HoursDay *day = hours_weekday(read, (GDateWeekday)g_date_time_get_day_of_week(wall));

        if (holiday_on(HOLIDAYS_METROPOLE, 2026, g_date_time_get_month(wall),
                       g_date_time_get_day_of_month(wall)))
            continue;
        for (int s = 0; s < day->n_spans; s++)
            minutes += minute >= day->spans[s].open && minute < day->spans[s].close;
    }
    g_assert_cmpint(calendar_worked(calendar, from, from + 365 * CLOCK_DAY), ==,
                    minutes * CLOCK_MINUTE);
}

/* ---- Days ---- */

static void
test_days_are_counted_as_the_texts_say(void)
{
    static const struct {
        CalendarDays days;
        const char *holidays, *from;
        int count;
        const char *end;
    } cases[] = {
        {CALENDAR_OUVRABLES, "metropole", "2026-11-23T10:00:00+01:00", 10,
         "2026-12-05T00:00:00+01:00"},
        {CALENDAR_OUVRES, "metropole", "2026-11-23T10:00:00+01:00", 10,
         "2026-12-08T00:00:00+01:00"},
        {CALENDAR_OUVRABLES, "metropole", "2026-04-30T23:30:00+02:00", 1,
         "2026-05-03T00:00:00+02:00"},
        {CALENDAR_OUVRES, "metropole", "2026-04-30T23:30:00+02:00", 1, "2026-05-05T00:00:00+02:00"},
        {CALENDAR_OUVRABLES, "alsace-moselle", "2026-12-24T12:00:00+01:00", 1,
         "2026-12-29T00:00:00+01:00"},
        {CALENDAR_OUVRES, "metropole", "2026-11-22T12:00:00+01:00", 0, "2026-11-23T00:00:00+01:00"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Calendar) calendar = calendar_of("Europe/Paris", OFFICE, cases[i].holidays);
        int64_t from = instant(cases[i].from);
        int64_t end = calendar_days_add(calendar, cases[i].days, from, cases[i].count);

        g_test_message("%s + %d", cases[i].from, cases[i].count);
        assert_instant(end, cases[i].end);
        g_assert_cmpint(calendar_days_between(calendar, cases[i].days, from, end - 1), ==,
                        cases[i].count);
    }
}

static void
test_a_local_day_has_its_own_midnights(void)
{
    g_autoptr(Calendar) calendar = calendar_of("Europe/Paris", OFFICE, NULL);
    int64_t at = instant("2026-10-25T23:30:00Z");

    assert_instant(calendar_day(calendar, at), "2026-10-26T00:00:00Z");
    assert_instant(calendar_day_start(calendar, at), "2026-10-26T00:00:00+01:00");
    at = instant("2026-10-25T12:00:00Z");
    assert_instant(calendar_day_start(calendar, at), "2026-10-25T00:00:00+02:00");
    assert_instant(calendar_day_end(calendar, at), "2026-10-26T00:00:00+01:00");
    assert_instant(calendar_from_wall(calendar, instant("2026-03-29T00:00:00Z")),
                   "2026-03-29T00:00:00+01:00");
}

static void
test_a_hundred_thousand_answers_take_less_than_a_second(void)
{
    g_autoptr(Calendar) calendar = calendar_of("Europe/Paris", OFFICE, "metropole");
    int64_t from = instant("2026-01-01T00:00:00Z"), sum = 0, begin = g_get_monotonic_time();

    for (int i = 0; i < 100000; i++)
        sum += calendar_worked(calendar, from + i * CLOCK_MINUTE, from + i * CLOCK_HOUR / 12);
    g_assert_cmpint(sum, >, 0);
    g_test_message("%" G_GINT64_FORMAT " µs", g_get_monotonic_time() - begin);
    g_assert_cmpint(g_get_monotonic_time() - begin, <, 10 * G_USEC_PER_SEC); /* a busy machine */
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/holiday/easter", test_easter_falls_where_the_published_tables_say);
    g_test_add_func("/holiday/dated", test_a_rule_that_changed_keeps_its_past);
    g_test_add_func("/holiday/published", test_holidays_are_those_that_the_state_published);
    g_test_add_func("/hours/parse", test_hours_are_read_or_refused_with_the_part_at_fault);
    g_test_add_func("/hours/limits", test_a_text_of_hours_has_a_limit);
    g_test_add_func("/calendar/refuses", test_a_calendar_refuses_what_it_does_not_know);
    g_test_add_func("/calendar/worked", test_working_time_is_what_a_clerk_would_count);
    g_test_add_func("/calendar/add", test_a_delay_ends_when_the_work_is_done);
    g_test_add_func("/calendar/opening", test_the_door_opens_next_when_the_hours_say);
    g_test_add_func("/calendar/properties", test_working_time_keeps_its_promises);
    g_test_add_func("/calendar/wall", test_working_time_is_that_of_a_clock_on_the_wall);
    g_test_add_func("/calendar/days", test_days_are_counted_as_the_texts_say);
    g_test_add_func("/calendar/midnights", test_a_local_day_has_its_own_midnights);
    g_test_add_func("/calendar/speed", test_a_hundred_thousand_answers_take_less_than_a_second);
    return g_test_run();
}
