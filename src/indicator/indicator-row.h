/* indicator-row: what one row is worth. Cards and tables both ask here, so they say the same.
 * Inside this folder only. */
#pragma once

#include "indicator/indicator-store.h"

/* The instants of a scope, in the calendar's zone. */
IndicatorSpan indicator_span(Calendar *calendar, const IndicatorScope *scope);

typedef struct {
    Db *db;
    Calendar *calendar;
    IndicatorName name;
    int64_t until;          /* when the backlog is counted: the end of the span, or now */
    int64_t satisfied_from; /* a score; 0: it changed within the span, asked row by row */
} IndicatorMeasure;

bool indicator_measure_init(IndicatorMeasure *measure, Db *db, Calendar *calendar,
                            IndicatorName name, const IndicatorSpan *span, GError **error);

/* The span whose rows are those behind the value: the backlog is that of one instant. */
IndicatorSpan indicator_row_span(const IndicatorMeasure *measure, const IndicatorSpan *span);

/* False for a row that only matters to the trend of the backlog. */
bool indicator_row_counts(const IndicatorMeasure *measure, const IndicatorRow *row);

/* False for what is only counted. */
bool indicator_row_has_value(const IndicatorMeasure *measure);
/* Milliseconds of working time (of the backlog: its age), or a score; 0 for what is only counted.
 */
int64_t indicator_row_value(const IndicatorMeasure *measure, const IndicatorRow *row);

/* Is the person satisfied? */
bool indicator_row_is_good(const IndicatorMeasure *measure, const IndicatorRow *row);
