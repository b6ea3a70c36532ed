/* calendar: working time. A delay promised to a person runs while the organisation is open, so
 * "four working hours" asked on Friday at 17:00 may end on Monday at noon.
 *
 * A calendar is a time zone, opening hours (base/hours.h) and the public holidays of a place
 * (base/holiday.h). Opening hours are on the wall clock: on the nights the clock changes, a span
 * lasts as long as it really lasts; one that begins or ends in the hour that comes twice covers
 * both, and the hour that is skipped is not worked.
 *
 * Days are computed once, a year at a time, and remembered: a question then costs a binary search.
 * One thread at a time; each makes its own. From 1970 to 2199: what is asked outside is brought to
 * the bounds. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Calendar Calendar;

/* zone: "Europe/Paris". hours: see hours.h. holidays: a word of holiday.h, NULL for none. NULL and
 * APP_ERROR_INVALID with the value at fault if one cannot be understood. */
Calendar *calendar_new(const char *zone, const char *hours, const char *holidays, GError **error);
void calendar_free(Calendar *calendar);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Calendar, calendar_free)

/* Milliseconds worked from an instant to another; 0 when to is not after from. */
int64_t calendar_worked(Calendar *calendar, int64_t from, int64_t to);

/* The first instant by which so many milliseconds have been worked since from; from itself for 0 or
 * less. calendar_worked(c, a, calendar_add(c, a, w)) == w. */
int64_t calendar_add(Calendar *calendar, int64_t from, int64_t worked);

bool calendar_is_open(Calendar *calendar, int64_t at);
/* The first open instant that is not before at: at itself when it is open. */
int64_t calendar_next_opening(Calendar *calendar, int64_t at);

/* ---- Days ---- */

/* The two ways French texts count working days. Opening hours play no part. */
typedef enum {
    CALENDAR_OUVRABLES, /* Monday to Saturday, public holidays excepted */
    CALENDAR_OUVRES,    /* Monday to Friday, public holidays excepted */
} CalendarDays;

/* The end (the midnight that follows) of the count-th such day after the local day of from, which
 * does not count (Code de procédure civile, art. 641). count 0 or less: the end of the day of from.
 */
int64_t calendar_days_add(Calendar *calendar, CalendarDays days, int64_t from, int count);

/* How many such days after the local day of from, up to that of to included. */
int calendar_days_between(Calendar *calendar, CalendarDays days, int64_t from, int64_t to);

/* Midnight at which the local day of an instant begins, and the one at which it ends. */
int64_t calendar_day_start(Calendar *calendar, int64_t at);
int64_t calendar_day_end(Calendar *calendar, int64_t at);

/* The instant of a wall clock time that was written as if it were UTC: what a request's date
 * ("2026-11-23" as its midnight UTC) is in the calendar's zone. A time that comes twice is its
 * first coming, one that is skipped the moment of the jump. */
int64_t calendar_from_wall(Calendar *calendar, int64_t wall);

/* And back, without the time of day: the local date of an instant, as a midnight UTC. */
int64_t calendar_day(Calendar *calendar, int64_t at);
