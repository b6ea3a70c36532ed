/* holiday: the public holidays of France, by zone.
 *
 * Eleven days everywhere (Code du travail, art. L3133-1); Alsace-Moselle adds Good Friday and 26
 * December (ordinance of 16 August 1892); five overseas places add the abolition of slavery (decree
 * 83-1003). Easter is computed (Meeus, Astronomical Algorithms, ch. 8, after Jones). A rule
 * that changed on a year says so in its row. An organisation that works on one of these days, or
 * closes on another, says it in its opening hours (base/hours.h). */
#pragma once

#include <stdbool.h>

typedef enum {
    HOLIDAYS_NONE,
    HOLIDAYS_METROPOLE,
    HOLIDAYS_ALSACE_MOSELLE,
    HOLIDAYS_GUADELOUPE,
    HOLIDAYS_GUYANE,
    HOLIDAYS_LA_REUNION,
    HOLIDAYS_MARTINIQUE,
    HOLIDAYS_MAYOTTE,
    HOLIDAYS_NOUVELLE_CALEDONIE,
    HOLIDAYS_POLYNESIE_FRANCAISE,
    HOLIDAYS_SAINT_BARTHELEMY,
    HOLIDAYS_SAINT_MARTIN,
    HOLIDAYS_SAINT_PIERRE_ET_MIQUELON,
    HOLIDAYS_WALLIS_ET_FUTUNA,
} HolidayZone;

/* Their words, in the order of the enumeration, NULL-terminated: "none", "metropole",
 * "alsace-moselle", "la-reunion"… */
extern const char *const holiday_zone_words[];

/* False if word is not one of them. */
bool holiday_zone_parse(const char *word, HolidayZone *ret_zone);

/* Easter Sunday of a year of the Gregorian calendar (1583 and later): month 3 or 4, and day. */
void holiday_easter(int year, int *ret_month, int *ret_day);

/* True if nobody is expected to work there on that day. */
bool holiday_on(HolidayZone zone, int year, int month, int day);
