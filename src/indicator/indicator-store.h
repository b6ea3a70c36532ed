/* indicator-store: the query of each indicator. Inside this folder only. */
#pragma once

#include "indicator/indicator.h"

/* What an indicator counts. */
typedef struct {
    int64_t at;         /* when it counts: sent, answered, closed, opened */
    int64_t start, end; /* of a duration; end 0: not over */
    int64_t score;      /* of an answer */
    const char *channel;
} IndicatorRow;

/* Between instants, to excluded. */
typedef struct {
    int64_t from, to;
    const char *channel; /* NULL: any */
    int64_t team;        /* 0: any */
} IndicatorSpan;

/* Gives each row to each(). Of the backlog: what was not closed at some time of the span. */
typedef bool (*IndicatorEach)(const IndicatorRow *row, void *data, GError **error);
bool indicator_store_each(Db *db, IndicatorName name, const IndicatorSpan *span, IndicatorEach each,
                          void *data, GError **error);

/* The same rows with what a table shows, newest first. */
DbRows *indicator_store_rows(Db *db, IndicatorName name, const IndicatorSpan *span,
                             const Page *page, GError **error);

typedef struct {
    IndicatorRow row;
    int64_t id, conversation, person;
    const char *subject, *person_name, *person_address; /* borrowed from the rows */
} IndicatorDetail;
IndicatorDetail indicator_store_detail(DbRows *rows);
