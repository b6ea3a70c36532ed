#include "http/meter.h"

#include "base/metric.h"

#define CLASSES 5 /* of a status: 1xx to 5xx */

typedef struct {
    const Route *route; /* NULL: of what is none */
    _Atomic int64_t answers[CLASSES];
    Histogram time;
} Row;

struct Meter {
    Row *rows; /* METER_OTHERS, then every route */
    size_t n_rows;
    GHashTable *index;                      /* Route → its Row; only read once it is made */
    _Atomic int64_t waiting[2], working[2]; /* [1]: of the slow pool */
    _Atomic int64_t turned_away;
};

Meter *
meter_new(const Route *const *tables, size_t n_tables)
{
    Meter *meter = g_new0(Meter, 1);
    size_t at = METER_OTHERS;

    meter->n_rows = METER_OTHERS;
    for (size_t i = 0; i < n_tables; i++)
        for (const Route *route = tables[i]; route->method != NULL; route++)
            meter->n_rows++;
    meter->rows = g_new0(Row, meter->n_rows);
    meter->index = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; i < n_tables; i++)
        for (const Route *route = tables[i]; route->method != NULL; route++) {
            meter->rows[at].route = route;
            g_hash_table_insert(meter->index, (gpointer)route, &meter->rows[at++]);
        }
    return meter;
}

void
meter_free(Meter *meter)
{
    if (meter == NULL)
        return;
    g_hash_table_unref(meter->index);
    g_free(meter->rows);
    g_free(meter);
}

/* ---- Counting ---- */

static void
add(_Atomic int64_t *figure, int64_t value)
{
    atomic_fetch_add_explicit(figure, value, memory_order_relaxed);
}

void
meter_note(Meter *meter, const Route *route, MeterOther other, unsigned status,
           int64_t microseconds)
{
    Row *row = NULL;

    if (meter == NULL)
        return;
    if (route != NULL)
        row = g_hash_table_lookup(meter->index, route);
    if (row == NULL)
        row = &meter->rows[other];
    add(&row->answers[CLAMP(status / 100, 1, CLASSES) - 1], 1);
    histogram_note(&row->time, microseconds);
}

void
meter_wait(Meter *meter, bool slow)
{
    if (meter != NULL)
        add(&meter->waiting[slow], 1);
}

void
meter_take(Meter *meter, bool slow)
{
    if (meter == NULL)
        return;
    add(&meter->waiting[slow], -1);
    add(&meter->working[slow], 1);
}

void
meter_done(Meter *meter, bool slow)
{
    if (meter != NULL)
        add(&meter->working[slow], -1);
}

void
meter_turn_away(Meter *meter, bool slow)
{
    if (meter == NULL)
        return;
    add(&meter->waiting[slow], -1);
    add(&meter->turned_away, 1);
}

/* ---- Telling ---- */

static int64_t
row_answers(const Row *row)
{
    int64_t all = 0;

    for (size_t i = 0; i < CLASSES; i++)
        all += row->answers[i];
    return all;
}

MeterNow
meter_now(const Meter *meter)
{
    MeterNow now = {0};

    if (meter == NULL)
        return now;
    now.waiting = meter->waiting[false];
    now.working = meter->working[false];
    now.slow_waiting = meter->waiting[true];
    now.slow_working = meter->working[true];
    now.turned_away = meter->turned_away;
    for (size_t i = 0; i < meter->n_rows; i++) {
        now.answered += row_answers(&meter->rows[i]);
        now.failed += meter->rows[i].answers[CLASSES - 1];
    }
    return now;
}

static const char *
row_method(const Row *row)
{
    return row->route != NULL ? row->route->method : "any";
}

static const char *
row_path(const Meter *meter, const Row *row)
{
    static const char *const others[METER_OTHERS] = {"asset", "none"};

    return row->route != NULL ? row->route->path : others[row - meter->rows];
}

static void
write_answers(const Meter *meter, GString *out)
{
    static const char name[] = "lien_http_answers_total";
    static const char *const classes[CLASSES] = {"1xx", "2xx", "3xx", "4xx", "5xx"};

    metric_family(out, name, METRIC_COUNTER,
                  "Answers by pattern of route; \"asset\" is a file of the web application, "
                  "\"none\" a path that is no route.");
    for (const Row *row = meter->rows; row < meter->rows + meter->n_rows; row++)
        for (size_t i = 0; i < CLASSES; i++)
            if (row->answers[i] > 0)
                metric_put(out, name,
                           METRIC_LABELS({"method", row_method(row)},
                                         {"route", row_path(meter, row)}, {"status", classes[i]}),
                           row->answers[i]);
}

void
meter_write(const Meter *meter, GString *out)
{
    static const char name[] = "lien_http_answer_seconds";

    if (meter == NULL)
        return;
    write_answers(meter, out);
    metric_family(
        out, name, METRIC_HISTOGRAM,
        "From a whole request to its answer being ready, the wait for a worker included.");
    for (const Row *row = meter->rows; row < meter->rows + meter->n_rows; row++)
        if (row_answers(row) > 0)
            metric_put_histogram(
                out, name,
                METRIC_LABELS({"method", row_method(row)}, {"route", row_path(meter, row)}),
                &row->time);
}
