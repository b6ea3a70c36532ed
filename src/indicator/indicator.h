/* indicator: the figures of a period, each with its definition and the rows behind it.
 *
 *   contacts_in    messages from persons              contacts_out  replies by the staff
 *   first_answer   time to the first reply            resolution    time from opening to closing
 *   backlog        matters not closed at the end      csat          share of satisfied answers
 *
 * An indicator is one query that gives rows. The card, its trend, its part by channel and the table
 * are all counted from those rows, by the same code: they cannot disagree. Times are working time
 * (base/calendar.h); a matter that was opened again is counted anew from there, and what was
 * counted before does not change (table episode). Each figure comes with its numerator, denominator
 * and formula.
 *
 * indicator.c defines and computes, indicator-tally.c adds up, indicator-math.c is the statistics,
 * indicator-store.c the queries, indicator-http.c the routes, indicator-csv.c the exports. */
#pragma once

#include "base/calendar.h"
#include "module/module.h"

#define INDICATOR_DAYS_MAX     400 /* of a period */
#define INDICATOR_DAYS_DEFAULT 30
/* Days that can be asked for: 2000-01-01 to 2100-01-01, as midnights UTC. */
#define INDICATOR_DAY_MIN    INT64_C(946684800000)
#define INDICATOR_DAY_MAX    INT64_C(4102444800000)
#define INDICATOR_EXPORT_MAX 100000 /* rows of one file */

typedef enum {
    INDICATOR_CONTACTS_IN,
    INDICATOR_CONTACTS_OUT,
    INDICATOR_FIRST_ANSWER,
    INDICATOR_RESOLUTION,
    INDICATOR_BACKLOG,
    INDICATOR_CSAT,
    INDICATOR_COUNT,
} IndicatorName;

typedef enum {
    UNIT_COUNT,    /* value: how many */
    UNIT_DURATION, /* value: the median, milliseconds of working time */
    UNIT_SHARE,    /* value: 0 to 1 */
    UNIT_SCORE,    /* value: a mean; no indicator has it yet, screens know it */
} IndicatorUnit;

typedef struct {
    const char *name; /* "contacts_in" */
    IndicatorUnit unit;
    const char *formula_fr, *formula_en;
} IndicatorKind;

extern const IndicatorKind indicator_kinds[INDICATOR_COUNT];
/* Their names, and the words of the units: "count", "duration", "share", "score"; NULL-terminated.
 */
extern const char *const indicator_names[];
extern const char *const indicator_units[];

/* What is looked at. Days are midnights UTC of the date, as requests give them. */
typedef struct {
    int64_t first, last; /* days, both included */
    const char *channel; /* NULL: any */
    int64_t team;        /* 0: any */
} IndicatorScope;

/* As long, and ended the day before. */
IndicatorScope indicator_previous(const IndicatorScope *scope);

/* NAN: there is none. */
typedef struct {
    int64_t at; /* the day the point begins, as a midnight UTC */
    double value;
    int64_t n;
} IndicatorPoint;

typedef struct {
    char *channel;
    double value;
    int64_t n;
} IndicatorPart;

typedef struct {
    IndicatorName name;
    double value;
    int64_t n;                      /* rows behind the value */
    int64_t numerator, denominator; /* denominator -1: none */
    double low, high;               /* 95 % interval of a share */
    double median, p90;             /* of durations */
    double previous;                /* the value of the period before */
    bool weekly;                    /* a point is a week (from Monday), else a day */
    GArray *trend;                  /* of IndicatorPoint, up to today */
    GPtrArray *by_channel;          /* of IndicatorPart*, the most rows first */
} Indicator;

void indicator_free(Indicator *indicator);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Indicator, indicator_free)

/* NULL: error. */
Indicator *indicator_compute(Db *db, Calendar *calendar, IndicatorName name,
                             const IndicatorScope *scope, GError **error);

extern const Module indicator_module;
