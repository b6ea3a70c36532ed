#include "indicator/indicator-math.h"

#include <glib.h>
#include <math.h>

static void
test_wilson_gives_the_published_intervals(void)
{
    /* Newcombe 1998, table I, method 3. */
    static const struct {
        int64_t successes, n;
        double low, high;
    } cases[] = {
        {81, 263, 0.2553, 0.3662},
        {15, 148, 0.0624, 0.1605},
        {0, 20, 0.0000, 0.1611},
        {1, 29, 0.0061, 0.1718},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        double low, high, mirror_low, mirror_high;

        indicator_wilson(cases[i].successes, cases[i].n, &low, &high);
        g_assert_cmpfloat_with_epsilon(low, cases[i].low, 0.00005);
        g_assert_cmpfloat_with_epsilon(high, cases[i].high, 0.00005);
        /* Unhappy people have the same interval, seen from the other end. */
        indicator_wilson(cases[i].n - cases[i].successes, cases[i].n, &mirror_low, &mirror_high);
        g_assert_cmpfloat_with_epsilon(mirror_low, 1 - high, 1e-12);
        g_assert_cmpfloat_with_epsilon(mirror_high, 1 - low, 1e-12);
    }
}

static void
test_wilson_stays_a_share_and_holds_what_was_seen(void)
{
    for (int64_t n = 0; n <= 60; n++)
        for (int64_t successes = 0; successes <= n; successes++) {
            double low, high;

            indicator_wilson(successes, n, &low, &high);
            g_assert_cmpfloat(low, >=, 0);
            g_assert_cmpfloat(high, <=, 1);
            g_assert_cmpfloat(low, <, high);
            if (n > 0) {
                g_assert_cmpfloat(low, <=, (double)successes / (double)n);
                g_assert_cmpfloat(high, >=, (double)successes / (double)n);
            }
        }
}

static void
test_quantiles_are_those_of_type_7(void)
{
    static const int64_t four[] = {1, 2, 3, 4};
    static const int64_t five[] = {15, 20, 35, 40, 50};
    static const int64_t ten[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    static const int64_t one[] = {7};
    static const struct {
        const int64_t *values;
        size_t n;
        double p, expected;
    } cases[] = {
        {four, 4, 0.3, 1.9}, /* the manual of PERCENTILE.INC */
        {five, 5, 0.05, 16}, /* examples that go round in textbooks */
        {five, 5, 0.3, 23},  {five, 5, 0.4, 29},
        {five, 5, 0.95, 48}, {ten, 10, 0.5, 5.5}, /* R: quantile(1:10, c(.5, .9)) */
        {ten, 10, 0.9, 9.1}, {ten, 10, 0, 1},
        {ten, 10, 1, 10},    {one, 1, 0.9, 7},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        g_assert_cmpfloat_with_epsilon(indicator_quantile(cases[i].values, cases[i].n, cases[i].p),
                                       cases[i].expected, 1e-9);
    g_assert_true(isnan(indicator_quantile(NULL, 0, 0.5)));
}

static void
test_sorting_puts_the_least_first(void)
{
    int64_t values[] = {5, G_MAXINT64, -1, G_MININT64, 5, 0};

    indicator_sort(values, G_N_ELEMENTS(values));
    for (size_t i = 1; i < G_N_ELEMENTS(values); i++)
        g_assert_cmpint(values[i - 1], <=, values[i]);
    indicator_sort(NULL, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/indicator-math/wilson", test_wilson_gives_the_published_intervals);
    g_test_add_func("/indicator-math/bounds", test_wilson_stays_a_share_and_holds_what_was_seen);
    g_test_add_func("/indicator-math/quantile", test_quantiles_are_those_of_type_7);
    g_test_add_func("/indicator-math/sort", test_sorting_puts_the_least_first);
    return g_test_run();
}
