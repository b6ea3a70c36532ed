/* hours: when an organisation is open, as a text that people can read and write.
 *
 *   mon-fri 09:00-12:30 14:00-18:00; sat 09:00-12:00; 2026-12-24 09:00-12:00;
 * 2026-08-03..2026-08-14 closed
 *
 * Parts are separated by ';'. Each names days (mon tue wed thu fri sat sun, a range, or several
 * with commas) or dates (one, or the first and the last with '..'), then "closed" or spans of the
 * day, in order, not overlapping, the end excluded, 24:00 allowed. A day nobody names is closed. A
 * later part replaces an earlier one for its days; a date prevails over its day of the week and
 * over a public holiday. Wall clock of the organisation: zones and holidays are base/calendar.h's.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define HOURS_SPANS_MAX 6    /* in one day */
#define HOURS_DATES_MAX 200  /* parts about dates */
#define HOURS_TEXT_MAX  8192 /* bytes of the text */
#define HOURS_DAY       1440 /* minutes */

typedef struct {
    int open, close; /* minutes since midnight, close excluded */
} HoursSpan;

typedef struct {
    HoursSpan spans[HOURS_SPANS_MAX];
    int n_spans; /* 0: closed */
} HoursDay;

typedef struct Hours Hours;

/* NULL and APP_ERROR_INVALID that quotes the part at fault. A week without any opening is refused:
 * nothing could ever be due. */
Hours *hours_parse(const char *text, GError **error);
void hours_free(Hours *hours);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Hours, hours_free)

/* The opening of an ordinary day of the week. Borrowed. */
const HoursDay *hours_weekday(const Hours *hours, GDateWeekday weekday);
/* What was said of a date itself, NULL if nothing was. Borrowed. */
const HoursDay *hours_date(const Hours *hours, guint32 julian);
