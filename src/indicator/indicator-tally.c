#include "indicator/indicator-tally.h"

#include "base/clock.h"
#include "indicator/indicator-math.h"

#include <math.h>

void
tally_add(Tally *tally, bool good)
{
    tally->n++;
    tally->good += good;
}

void
tally_add_duration(Tally *tally, int64_t duration)
{
    if (tally->durations == NULL)
        tally->durations = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_array_append_val(tally->durations, duration);
    tally->n++;
}

void
tally_clear(Tally *tally)
{
    g_clear_pointer(&tally->durations, g_array_unref);
}

double
tally_quantile(const Tally *tally, double p)
{
    return tally->durations != NULL
               ? indicator_quantile((const int64_t *)(void *)tally->durations->data,
                                    tally->durations->len, p)
               : NAN;
}

double
tally_value(Tally *tally, IndicatorUnit unit)
{
    switch (unit) {
    case UNIT_COUNT:
        return (double)tally->n;
    case UNIT_SHARE:
        return tally->n > 0 ? (double)tally->good / (double)tally->n : NAN;
    case UNIT_SCORE:
        break;
    case UNIT_DURATION:
        if (tally->durations != NULL)
            indicator_sort((int64_t *)(void *)tally->durations->data, tally->durations->len);
        return tally_quantile(tally, 0.5);
    }
    g_return_val_if_reached(NAN);
}

static bool
is_monday(int64_t day)
{
    return (day / CLOCK_DAY + 3) % 7 == 0; /* 1 January 1970 was a Thursday */
}

void
trend_init(Trend *trend, Calendar *calendar, int64_t first, int64_t last, bool weekly)
{
    size_t most = last >= first ? (size_t)((last - first) / CLOCK_DAY) + 1 : 0;

    *trend = (Trend){.weekly = weekly};
    trend->days = g_new(int64_t, most + 1);
    trend->starts = g_new(int64_t, most + 1);
    for (int64_t day = first; day <= last; day += CLOCK_DAY) {
        if (weekly && day > first && !is_monday(day))
            continue;
        trend->days[trend->n] = day;
        trend->starts[trend->n++] = calendar_from_wall(calendar, day);
    }
    trend->starts[trend->n] = calendar_from_wall(calendar, MAX(last + CLOCK_DAY, first));
    trend->tallies = g_new0(Tally, trend->n);
}

void
trend_clear(Trend *trend)
{
    for (size_t i = 0; i < trend->n; i++)
        tally_clear(&trend->tallies[i]);
    g_clear_pointer(&trend->days, g_free);
    g_clear_pointer(&trend->starts, g_free);
    g_clear_pointer(&trend->tallies, g_free);
}

size_t
trend_point(const Trend *trend, int64_t at)
{
    size_t low = 0, high = trend->n;

    /* The last point that begins at or before the instant. */
    if (trend->n == 0 || at >= trend->starts[trend->n])
        return trend->n;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;

        if (trend->starts[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}
