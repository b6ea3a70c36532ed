#include "base/holiday.h"

#include <glib.h>

const char *const holiday_zone_words[] = {
    [HOLIDAYS_NONE] = "none",
    [HOLIDAYS_METROPOLE] = "metropole",
    [HOLIDAYS_ALSACE_MOSELLE] = "alsace-moselle",
    [HOLIDAYS_GUADELOUPE] = "guadeloupe",
    [HOLIDAYS_GUYANE] = "guyane",
    [HOLIDAYS_LA_REUNION] = "la-reunion",
    [HOLIDAYS_MARTINIQUE] = "martinique",
    [HOLIDAYS_MAYOTTE] = "mayotte",
    [HOLIDAYS_NOUVELLE_CALEDONIE] = "nouvelle-caledonie",
    [HOLIDAYS_POLYNESIE_FRANCAISE] = "polynesie-francaise",
    [HOLIDAYS_SAINT_BARTHELEMY] = "saint-barthelemy",
    [HOLIDAYS_SAINT_MARTIN] = "saint-martin",
    [HOLIDAYS_SAINT_PIERRE_ET_MIQUELON] = "saint-pierre-et-miquelon",
    [HOLIDAYS_WALLIS_ET_FUTUNA] = "wallis-et-futuna",
    NULL,
};

/* The same day every year. */
static const struct {
    HolidayZone zone; /* HOLIDAYS_NONE: everywhere */
    int month, day;
    int first_year, last_year; /* 0: no bound */
} fixed[] = {
    {HOLIDAYS_NONE, 1, 1, 0, 0},
    {HOLIDAYS_NONE, 5, 1, 0, 0},
    {HOLIDAYS_NONE, 5, 8, 1982, 0}, /* law 81-893 of 2 October 1981 */
    {HOLIDAYS_NONE, 7, 14, 0, 0},
    {HOLIDAYS_NONE, 8, 15, 0, 0},
    {HOLIDAYS_NONE, 11, 1, 0, 0},
    {HOLIDAYS_NONE, 11, 11, 0, 0},
    {HOLIDAYS_NONE, 12, 25, 0, 0},
    {HOLIDAYS_ALSACE_MOSELLE, 12, 26, 0, 0},
    {HOLIDAYS_MAYOTTE, 4, 27, 0, 0},
    {HOLIDAYS_MARTINIQUE, 5, 22, 0, 0},
    {HOLIDAYS_GUADELOUPE, 5, 27, 0, 0},
    {HOLIDAYS_SAINT_MARTIN, 5, 27, 0, 2017},
    {HOLIDAYS_SAINT_MARTIN, 5, 28, 2018, 0},
    {HOLIDAYS_GUYANE, 6, 10, 0, 0},
    {HOLIDAYS_SAINT_BARTHELEMY, 10, 9, 0, 0},
    {HOLIDAYS_LA_REUNION, 12, 20, 0, 0},
};

/* Counted from Easter Sunday. */
static const struct {
    HolidayZone zone;
    int days;
} moving[] = {
    {HOLIDAYS_ALSACE_MOSELLE, -2}, /* Good Friday */
    {HOLIDAYS_NONE, 1},            /* Easter Monday */
    {HOLIDAYS_NONE, 39},           /* Ascension */
    {HOLIDAYS_NONE, 50},           /* Whit Monday */
};

bool
holiday_zone_parse(const char *word, HolidayZone *ret_zone)
{
    for (int i = 0; holiday_zone_words[i] != NULL; i++)
        if (g_strcmp0(holiday_zone_words[i], word) == 0) {
            *ret_zone = (HolidayZone)i;
            return true;
        }
    return false;
}

void
holiday_easter(int year, int *ret_month, int *ret_day)
{
    /* The letters are those of the published rule. */
    int a = year % 19, b = year / 100, c = year % 100;
    int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4;
    int l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;

    *ret_month = n / 31;
    *ret_day = n % 31 + 1;
}

static bool
is_moving(HolidayZone zone, int year, int month, int day)
{
    static const int before_month[] = {[3] = 0, [4] = 31, [5] = 61, [6] = 92};
    int easter_month, easter_day, days;

    /* All of them fall from 20 March (Good Friday at the earliest) to 13 June (Whit Monday). */
    if (month < 3 || month > 6)
        return false;
    holiday_easter(year, &easter_month, &easter_day);
    /* Both counted from the last day of February. */
    days = before_month[month] + day - (before_month[easter_month] + easter_day);
    for (size_t i = 0; i < G_N_ELEMENTS(moving); i++)
        if (moving[i].days == days && (moving[i].zone == HOLIDAYS_NONE || moving[i].zone == zone))
            return true;
    return false;
}

bool
holiday_on(HolidayZone zone, int year, int month, int day)
{
    if (zone == HOLIDAYS_NONE)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(fixed); i++)
        if (fixed[i].month == month && fixed[i].day == day &&
            (fixed[i].zone == HOLIDAYS_NONE || fixed[i].zone == zone) &&
            year >= fixed[i].first_year && (fixed[i].last_year == 0 || year <= fixed[i].last_year))
            return true;
    return is_moving(zone, year, month, day);
}
