/* metric: figures of the running program, counted where things happen and written as monitoring
 * reads them (the text format of Prometheus, version 0.0.4).
 *
 * Counting is an addition to an atomic: no lock, no allocation, any thread. A figure is never about
 * a person: labels are words of ours, patterns of routes and ids of what is set up. */
#pragma once

#include <glib.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* ---- How long things take ---- */

#define HISTOGRAM_BOUNDS 12

/* How many took how long; all zero at first. Times are microseconds. */
typedef struct {
    _Atomic int64_t within[HISTOGRAM_BOUNDS + 1]; /* each alone; the last: longer than all bounds */
    _Atomic int64_t total;                        /* of all times */
} Histogram;

void histogram_note(Histogram *histogram, int64_t microseconds);

/* ---- Writing ---- */

typedef enum { METRIC_COUNTER, METRIC_GAUGE, METRIC_HISTOGRAM } MetricKind;

/* What tells one figure of a family from another: {"queue", "slow"}. */
typedef struct {
    const char *name, *value; /* any text; it is escaped */
} MetricLabel;

/* Where labels are wanted in the calls below. */
#define METRIC_LABELS(...)                                                                         \
    (const MetricLabel[]){__VA_ARGS__}, G_N_ELEMENTS(((const MetricLabel[]){__VA_ARGS__}))
#define METRIC_ALONE NULL, 0

/* Begins a family; its figures follow at once. name: "lien_jobs", a counter's ends with "_total", a
 * time's with "_seconds", a size's with "_bytes". about: one line. */
void metric_family(GString *out, const char *name, MetricKind kind, const char *about);

void metric_put(GString *out, const char *name, const MetricLabel *labels, size_t n_labels,
                int64_t value);
/* The same with a fraction: seconds. */
void metric_put_real(GString *out, const char *name, const MetricLabel *labels, size_t n_labels,
                     double value);
/* All lines of one histogram, in seconds. What is counted while it is written is in all of its
 * lines or in none. */
void metric_put_histogram(GString *out, const char *name, const MetricLabel *labels,
                          size_t n_labels, const Histogram *histogram);

/* A family of one figure. */
void metric_one(GString *out, const char *name, MetricKind kind, const char *about, int64_t value);
void metric_one_real(GString *out, const char *name, MetricKind kind, const char *about,
                     double value);
