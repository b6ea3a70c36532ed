/* indicator-tally: adding rows up. One tally for the whole, one for each point of the trend, one
 * for each channel. Inside this folder only. */
#pragma once

#include "indicator/indicator.h"

typedef struct {
    int64_t n;         /* rows */
    int64_t good;      /* of them, satisfied */
    GArray *durations; /* of int64_t; NULL until there is one */
} Tally;

void tally_add(Tally *tally, bool good);
void tally_add_duration(Tally *tally, int64_t duration);
void tally_clear(Tally *tally);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Tally, tally_clear)

/* The value in a unit; NAN when nothing was added, except a count, which is 0. Puts durations in
 * order. */
double tally_value(Tally *tally, IndicatorUnit unit);
/* Of durations in order. */
double tally_quantile(const Tally *tally, double p);

/* The points of a trend, from a day to another (midnights UTC, both included): each begins on a
 * day, or on a Monday if weekly (the first one where the period begins). */
typedef struct {
    size_t n;
    bool weekly;
    int64_t *days;   /* the day each begins, as a midnight UTC */
    int64_t *starts; /* the same as instants, and the end of the last at [n] */
    Tally *tallies;
} Trend;

void trend_init(Trend *trend, Calendar *calendar, int64_t first, int64_t last, bool weekly);
void trend_clear(Trend *trend);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Trend, trend_clear)

/* The point an instant falls in; n after the last, 0 before the first. */
size_t trend_point(const Trend *trend, int64_t at);
