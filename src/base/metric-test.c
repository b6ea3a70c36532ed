#include "base/metric.h"

#include <string.h>

static void
test_a_figure_is_a_line_after_what_it_is(void)
{
    g_autoptr(GString) out = g_string_new(NULL);

    metric_family(out, "lien_jobs", METRIC_GAUGE, "Jobs by kind.");
    metric_put(out, "lien_jobs", METRIC_LABELS({"kind", "message.send"}, {"state", "due"}), 3);
    metric_one(out, "lien_writes_total", METRIC_COUNTER, "Writes.", 7);
    metric_one_real(out, "lien_age_seconds", METRIC_GAUGE, "Age.", 1.5);
    g_assert_cmpstr(out->str, ==,
                    "# HELP lien_jobs Jobs by kind.\n"
                    "# TYPE lien_jobs gauge\n"
                    "lien_jobs{kind=\"message.send\",state=\"due\"} 3\n"
                    "# HELP lien_writes_total Writes.\n"
                    "# TYPE lien_writes_total counter\n"
                    "lien_writes_total 7\n"
                    "# HELP lien_age_seconds Age.\n"
                    "# TYPE lien_age_seconds gauge\n"
                    "lien_age_seconds 1.500000\n");
}

static void
test_a_value_cannot_forge_a_line(void)
{
    g_autoptr(GString) out = g_string_new(NULL);

    metric_family(out, "x", METRIC_GAUGE, "one\ntwo \\ \"three\"");
    metric_put(out, "x", METRIC_LABELS({"a", "b\"} 1\nx 2\\"}), 1);
    g_assert_cmpstr(out->str, ==,
                    "# HELP x one\\ntwo \\\\ \"three\"\n# TYPE x gauge\n"
                    "x{a=\"b\\\"} 1\\nx 2\\\\\"} 1\n");
}

static void
test_a_time_is_in_every_bound_it_is_within(void)
{
    /* Microseconds, and the smallest bound they are within. */
    static const struct {
        int64_t time;
        const char *line;
    } cases[] = {{0, "t_bucket{le=\"0.001\"} 1\n"},
                 {1000, "t_bucket{le=\"0.001\"} 1\n"},
                 {1001, "t_bucket{le=\"0.0025\"} 1\n"},
                 {10000000, "t_bucket{le=\"10\"} 1\n"},
                 {10000001, "t_bucket{le=\"+Inf\"} 1\n"}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        Histogram histogram = {0};
        const char *first;

        histogram_note(&histogram, cases[i].time);
        metric_put_histogram(out, "t", METRIC_ALONE, &histogram);
        first = strstr(out->str, "} 1\n");
        g_assert_nonnull(first);
        while (first > out->str && first[-1] != '\n')
            first--;
        g_assert_true(g_str_has_prefix(first, cases[i].line));
        g_assert_nonnull(strstr(out->str, "\nt_count 1\n"));
    }
}

static void
test_a_histogram_adds_up(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    Histogram histogram = {0};

    histogram_note(&histogram, 500);
    histogram_note(&histogram, 2000);
    histogram_note(&histogram, 60000000);
    metric_put_histogram(out, "t", METRIC_LABELS({"route", "/x"}), &histogram);
    g_assert_nonnull(strstr(out->str, "t_bucket{route=\"/x\",le=\"0.001\"} 1\n"));
    g_assert_nonnull(strstr(out->str, "t_bucket{route=\"/x\",le=\"0.0025\"} 2\n"));
    g_assert_nonnull(strstr(out->str, "t_bucket{route=\"/x\",le=\"10\"} 2\n"));
    g_assert_nonnull(strstr(out->str, "t_bucket{route=\"/x\",le=\"+Inf\"} 3\n"));
    g_assert_nonnull(strstr(out->str, "t_sum{route=\"/x\"} 60.002500\n"));
    g_assert_nonnull(strstr(out->str, "t_count{route=\"/x\"} 3\n"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/metric/a figure is a line after what it is",
                    test_a_figure_is_a_line_after_what_it_is);
    g_test_add_func("/metric/a value cannot forge a line", test_a_value_cannot_forge_a_line);
    g_test_add_func("/metric/a time is in every bound it is within",
                    test_a_time_is_in_every_bound_it_is_within);
    g_test_add_func("/metric/a histogram adds up", test_a_histogram_adds_up);
    return g_test_run();
}
