#include "base/calendar.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/holiday.h"
#include "base/hours.h"

#define FIRST_YEAR  1970
#define END_YEAR    2200   /* excluded */
#define EPOCH       719163 /* GDate's number of 1970-01-01 */
#define DAY_SECONDS INT64_C(86400)

/* A time during which the organisation is open without a pause. */
typedef struct {
    int64_t open, close; /* instants, close excluded */
    int64_t before;      /* milliseconds worked since the beginning of the year */
} Stretch;

typedef struct {
    GArray *stretches; /* of Stretch, in order */
    int64_t total;     /* milliseconds worked in the year */
} Year;

struct Calendar {
    GTimeZone *zone;
    Hours *hours;
    HolidayZone holidays;
    Year *years[END_YEAR - FIRST_YEAR]; /* NULL until asked for */
    int64_t
        starts[END_YEAR - FIRST_YEAR + 1]; /* their first instants; the last is the end of all */
    /* Seconds to add to UTC well before and well after a local day: asked of GLib once a day. */
    int64_t offset_day, offset_before, offset_after;
};

/* ---- Wall clock and instants ---- */

static int64_t
divide_down(int64_t number, int64_t by)
{
    return number / by - (number % by < 0);
}

static int64_t
offset_at(const Calendar *calendar, int64_t utc_seconds)
{
    int interval = g_time_zone_find_interval(calendar->zone, G_TIME_TYPE_UNIVERSAL, utc_seconds);

    return g_time_zone_get_offset(calendar->zone, interval);
}

/* The second at which the offset changes, when it does between two instants. */
static int64_t
find_change(const Calendar *calendar, int64_t before, int64_t after)
{
    int64_t offset = offset_at(calendar, before);

    while (after - before > 1) {
        int64_t middle = before + (after - before) / 2;

        if (offset_at(calendar, middle) == offset)
            before = middle;
        else
            after = middle;
    }
    return after;
}

/* The instant of a wall clock time given in seconds since 1970. A time that comes twice is its last
 * coming if last, else its first; one that is skipped is the moment of the jump. */
static int64_t
from_wall(Calendar *calendar, int64_t wall, bool last)
{
    int64_t day = divide_down(wall, DAY_SECONDS);
    int64_t early, late;
    bool early_is, late_is;

    if (day != calendar->offset_day) {
        calendar->offset_day = day;
        calendar->offset_before = offset_at(calendar, (day - 1) * DAY_SECONDS);
        calendar->offset_after = offset_at(calendar, (day + 2) * DAY_SECONDS);
    }
    early = wall - calendar->offset_before;
    if (calendar->offset_before == calendar->offset_after)
        return early * CLOCK_SECOND;
    late = wall - calendar->offset_after;
    early_is = offset_at(calendar, early) == calendar->offset_before;
    late_is = offset_at(calendar, late) == calendar->offset_after;
    if (early_is && late_is)
        return (last ? MAX(early, late) : MIN(early, late)) * CLOCK_SECOND;
    if (early_is || late_is)
        return (early_is ? early : late) * CLOCK_SECOND;
    return find_change(calendar, MIN(early, late), MAX(early, late)) * CLOCK_SECOND;
}

static int64_t
day_minute(Calendar *calendar, guint32 julian, int minute, bool last)
{
    return from_wall(calendar, ((int64_t)julian - EPOCH) * DAY_SECONDS + minute * 60, last);
}

static guint32
julian_of(const Calendar *calendar, int64_t at)
{
    int64_t seconds = divide_down(
        CLAMP(at, calendar->starts[0], calendar->starts[END_YEAR - FIRST_YEAR] - 1), CLOCK_SECOND);

    return (guint32)(divide_down(seconds + offset_at(calendar, seconds), DAY_SECONDS) + EPOCH);
}

int64_t
calendar_day_start(Calendar *calendar, int64_t at)
{
    return day_minute(calendar, julian_of(calendar, at), 0, false);
}

int64_t
calendar_day_end(Calendar *calendar, int64_t at)
{
    return day_minute(calendar, julian_of(calendar, at) + 1, 0, false);
}

int64_t
calendar_from_wall(Calendar *calendar, int64_t wall)
{
    return from_wall(calendar, divide_down(wall, CLOCK_SECOND), false);
}

int64_t
calendar_day(Calendar *calendar, int64_t at)
{
    return ((int64_t)julian_of(calendar, at) - EPOCH) * CLOCK_DAY;
}

/* ---- Making ---- */

static void
find_starts(Calendar *calendar)
{
    GDate date;

    g_date_clear(&date, 1);
    for (int year = FIRST_YEAR; year <= END_YEAR; year++) {
        g_date_set_dmy(&date, 1, G_DATE_JANUARY, (GDateYear)year);
        calendar->starts[year - FIRST_YEAR] =
            day_minute(calendar, g_date_get_julian(&date), 0, false);
    }
}

Calendar *
calendar_new(const char *zone, const char *hours, const char *holidays, GError **error)
{
    g_autoptr(Calendar) calendar = g_new0(Calendar, 1);

    calendar->offset_day = G_MININT64;
    calendar->zone = g_time_zone_new_identifier(zone);
    if (calendar->zone == NULL) {
        error_set(error, APP_ERROR_INVALID, "unknown time zone \"%s\"", zone);
        return NULL;
    }
    if (!holiday_zone_parse(holidays != NULL ? holidays : "none", &calendar->holidays)) {
        error_set(error, APP_ERROR_INVALID, "unknown zone of public holidays \"%s\"", holidays);
        return NULL;
    }
    calendar->hours = hours_parse(hours, error);
    if (calendar->hours == NULL)
        return NULL;
    find_starts(calendar);
    return g_steal_pointer(&calendar);
}

static void
year_free(Year *year)
{
    g_array_unref(year->stretches);
    g_free(year);
}

void
calendar_free(Calendar *calendar)
{
    if (calendar == NULL)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(calendar->years); i++)
        g_clear_pointer(&calendar->years[i], year_free);
    g_clear_pointer(&calendar->zone, g_time_zone_unref);
    hours_free(calendar->hours);
    g_free(calendar);
}

/* ---- Working time ---- */

static bool
is_holiday(const Calendar *calendar, const GDate *date)
{
    return holiday_on(calendar->holidays, g_date_get_year(date), (int)g_date_get_month(date),
                      g_date_get_day(date));
}

static const HoursDay *
opening_of(const Calendar *calendar, const GDate *date)
{
    static const HoursDay closed = {.n_spans = 0};
    const HoursDay *said = hours_date(calendar->hours, g_date_get_julian(date));

    if (said != NULL)
        return said;
    if (is_holiday(calendar, date))
        return &closed;
    return hours_weekday(calendar->hours, g_date_get_weekday(date));
}

static void
year_add_day(Year *year, Calendar *calendar, const GDate *date)
{
    const HoursDay *opening = opening_of(calendar, date);
    guint32 julian = g_date_get_julian(date);

    for (int i = 0; i < opening->n_spans; i++) {
        const HoursSpan *span = &opening->spans[i];
        const Stretch *previous =
            year->stretches->len > 0
                ? &g_array_index(year->stretches, Stretch, year->stretches->len - 1)
                : NULL;
        Stretch stretch = {
            .open = day_minute(calendar, julian, span->open, false),
            .close = day_minute(calendar, julian, span->close, true),
            .before = year->total,
        };

        /* Two spans can meet in an hour that comes twice. */
        if (previous != NULL && stretch.open < previous->close)
            stretch.open = previous->close;
        if (stretch.close <= stretch.open)
            continue;
        year->total += stretch.close - stretch.open;
        g_array_append_val(year->stretches, stretch);
    }
}

static const Year *
year_get(Calendar *calendar, int number)
{
    Year **slot = &calendar->years[number - FIRST_YEAR];
    GDate date;

    if (*slot != NULL)
        return *slot;
    *slot = g_new0(Year, 1);
    (*slot)->stretches = g_array_new(FALSE, FALSE, sizeof(Stretch));
    g_date_clear(&date, 1);
    for (g_date_set_dmy(&date, 1, G_DATE_JANUARY, (GDateYear)number);
         g_date_get_year(&date) == number; g_date_add_days(&date, 1))
        year_add_day(*slot, calendar, &date);
    return *slot;
}

/* The year an instant falls in, brought to the bounds. */
static int
year_of(const Calendar *calendar, int64_t *at)
{
    const int64_t *starts = calendar->starts;
    int64_t guess;
    int i;

    *at = CLAMP(*at, starts[0], starts[END_YEAR - FIRST_YEAR] - 1);
    guess = *at / (365 * CLOCK_DAY + CLOCK_DAY / 4);
    i = (int)CLAMP(guess, 0, END_YEAR - FIRST_YEAR - 1);
    while (*at < starts[i])
        i--;
    while (*at >= starts[i + 1])
        i++;
    return FIRST_YEAR + i;
}

/* The first stretch of a year that ends after an instant, or the number of stretches. */
static size_t
find_stretch(const Year *year, int64_t at)
{
    size_t low = 0, high = year->stretches->len;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (g_array_index(year->stretches, Stretch, middle).close > at)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Milliseconds worked from the beginning of the year to an instant in it. */
static int64_t
worked_in_year(const Year *year, int64_t at)
{
    size_t i = find_stretch(year, at);
    const Stretch *stretch;

    if (i == year->stretches->len)
        return year->total;
    stretch = &g_array_index(year->stretches, Stretch, i);
    return stretch->before + MAX(at - stretch->open, 0);
}

int64_t
calendar_worked(Calendar *calendar, int64_t from, int64_t to)
{
    int first, last;
    int64_t worked;

    if (to <= from)
        return 0;
    first = year_of(calendar, &from);
    last = year_of(calendar, &to);
    worked = worked_in_year(year_get(calendar, last), to) -
             worked_in_year(year_get(calendar, first), from);
    for (int year = first; year < last; year++)
        worked += year_get(calendar, year)->total;
    return worked;
}

int64_t
calendar_add(Calendar *calendar, int64_t from, int64_t worked)
{
    const Year *year;
    int number;

    if (worked <= 0)
        return from;
    number = year_of(calendar, &from);
    year = year_get(calendar, number);
    worked += worked_in_year(year, from);
    while (worked > year->total) {
        worked -= year->total;
        if (++number == END_YEAR)
            return calendar->starts[END_YEAR - FIRST_YEAR];
        year = year_get(calendar, number);
    }
    for (size_t low = 0, high = year->stretches->len;;) {
        size_t middle = (low + high) / 2;
        const Stretch *stretch = &g_array_index(year->stretches, Stretch, middle);

        if (worked <= stretch->before)
            high = middle;
        else if (worked > stretch->before + stretch->close - stretch->open)
            low = middle + 1;
        else
            return stretch->open + worked - stretch->before;
    }
}

int64_t
calendar_next_opening(Calendar *calendar, int64_t at)
{
    for (int number = year_of(calendar, &at); number < END_YEAR; number++) {
        const Year *year = year_get(calendar, number);
        size_t i = find_stretch(year, at);

        if (i < year->stretches->len)
            return MAX(at, g_array_index(year->stretches, Stretch, i).open);
    }
    return calendar->starts[END_YEAR - FIRST_YEAR];
}

bool
calendar_is_open(Calendar *calendar, int64_t at)
{
    return calendar_next_opening(calendar, at) == at;
}

/* ---- Days ---- */

static bool
counts(const Calendar *calendar, CalendarDays days, const GDate *date)
{
    GDateWeekday last = days == CALENDAR_OUVRABLES ? G_DATE_SATURDAY : G_DATE_FRIDAY;

    return g_date_get_weekday(date) <= last && !is_holiday(calendar, date);
}

int64_t
calendar_days_add(Calendar *calendar, CalendarDays days, int64_t from, int count)
{
    GDate date;

    g_date_clear(&date, 1);
    g_date_set_julian(&date, julian_of(calendar, from));
    while (count > 0 && g_date_get_year(&date) < END_YEAR) {
        g_date_add_days(&date, 1);
        if (counts(calendar, days, &date))
            count--;
    }
    return day_minute(calendar, g_date_get_julian(&date) + 1, 0, false);
}

int
calendar_days_between(Calendar *calendar, CalendarDays days, int64_t from, int64_t to)
{
    guint32 last = julian_of(calendar, to);
    int count = 0;
    GDate date;

    g_date_clear(&date, 1);
    for (guint32 julian = julian_of(calendar, from) + 1; julian <= last; julian++) {
        g_date_set_julian(&date, julian);
        count += counts(calendar, days, &date);
    }
    return count;
}
