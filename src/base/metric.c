#include "base/metric.h"

#include <math.h>
#include <string.h>

/* From what a list should take to what nobody waits for, in microseconds. */
static const int64_t bounds[HISTOGRAM_BOUNDS] = {
    1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000, 2500000, 10000000};

void
histogram_note(Histogram *histogram, int64_t microseconds)
{
    size_t at = 0;

    while (at < HISTOGRAM_BOUNDS && microseconds > bounds[at])
        at++;
    atomic_fetch_add_explicit(&histogram->within[at], 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&histogram->total, MAX(microseconds, 0), memory_order_relaxed);
}

/* ---- Writing ---- */

/* escape_quote: in a label; a line of help keeps its quotes. */
static void
put_escaped(GString *out, const char *text, bool escape_quote)
{
    for (; *text != '\0'; text++) {
        if (*text == '\n')
            g_string_append(out, "\\n");
        else if (*text == '\\' || (*text == '"' && escape_quote))
            g_string_append_printf(out, "\\%c", *text);
        else
            g_string_append_c(out, *text);
    }
}

void
metric_family(GString *out, const char *name, MetricKind kind, const char *about)
{
    static const char *const words[] = {"counter", "gauge", "histogram"};

    g_string_append_printf(out, "# HELP %s ", name);
    put_escaped(out, about, false);
    g_string_append_printf(out, "\n# TYPE %s %s\n", name, words[kind]);
}

static void
put_label(GString *out, const MetricLabel *label, bool first)
{
    g_string_append_printf(out, "%s%s=\"", first ? "" : ",", label->name);
    put_escaped(out, label->value, true);
    g_string_append_c(out, '"');
}

/* more: one label besides, or NULL. */
static void
put_name(GString *out, const char *name, const char *suffix, const MetricLabel *labels,
         size_t n_labels, const MetricLabel *more)
{
    g_string_append_printf(out, "%s%s", name, suffix);
    if (n_labels == 0 && more == NULL) {
        g_string_append_c(out, ' ');
        return;
    }
    g_string_append_c(out, '{');
    for (size_t i = 0; i < n_labels; i++)
        put_label(out, &labels[i], i == 0);
    if (more != NULL)
        put_label(out, more, n_labels == 0);
    g_string_append(out, "} ");
}

static void
put_real(GString *out, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];

    g_string_append(out, isnan(value)   ? "NaN"
                         : isinf(value) ? (value > 0 ? "+Inf" : "-Inf")
                                        : g_ascii_formatd(text, sizeof text, "%.6f", value));
    g_string_append_c(out, '\n');
}

void
metric_put(GString *out, const char *name, const MetricLabel *labels, size_t n_labels,
           int64_t value)
{
    put_name(out, name, "", labels, n_labels, NULL);
    g_string_append_printf(out, "%" G_GINT64_FORMAT "\n", value);
}

void
metric_put_real(GString *out, const char *name, const MetricLabel *labels, size_t n_labels,
                double value)
{
    put_name(out, name, "", labels, n_labels, NULL);
    put_real(out, value);
}

void
metric_put_histogram(GString *out, const char *name, const MetricLabel *labels, size_t n_labels,
                     const Histogram *histogram)
{
    int64_t all = 0;

    for (size_t i = 0; i <= HISTOGRAM_BOUNDS; i++) {
        char text[G_ASCII_DTOSTR_BUF_SIZE];
        MetricLabel bound = {"le", "+Inf"};

        if (i < HISTOGRAM_BOUNDS)
            bound.value =
                g_ascii_formatd(text, sizeof text, "%g", (double)bounds[i] / G_USEC_PER_SEC);
        all += atomic_load_explicit(&histogram->within[i], memory_order_relaxed);
        put_name(out, name, "_bucket", labels, n_labels, &bound);
        g_string_append_printf(out, "%" G_GINT64_FORMAT "\n", all);
    }
    put_name(out, name, "_sum", labels, n_labels, NULL);
    put_real(out, (double)histogram->total / G_USEC_PER_SEC);
    put_name(out, name, "_count", labels, n_labels, NULL);
    g_string_append_printf(out, "%" G_GINT64_FORMAT "\n", all);
}

void
metric_one(GString *out, const char *name, MetricKind kind, const char *about, int64_t value)
{
    metric_family(out, name, kind, about);
    metric_put(out, name, METRIC_ALONE, value);
}

void
metric_one_real(GString *out, const char *name, MetricKind kind, const char *about, double value)
{
    metric_family(out, name, kind, about);
    metric_put_real(out, name, METRIC_ALONE, value);
}
