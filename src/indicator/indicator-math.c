#include "indicator/indicator-math.h"

#include <math.h>
#include <stdlib.h>

#define Z_95 1.959963984540054 /* the normal distribution's 97.5 % */

void
indicator_wilson(int64_t successes, int64_t n, double *ret_low, double *ret_high)
{
    double share, scale, centre, reach;

    *ret_low = 0;
    *ret_high = 1;
    if (n <= 0)
        return;
    share = (double)successes / (double)n;
    scale = 1 + Z_95 * Z_95 / (double)n;
    centre = (share + Z_95 * Z_95 / (2.0 * (double)n)) / scale;
    reach = Z_95 / scale *
            sqrt(share * (1 - share) / (double)n + Z_95 * Z_95 / (4.0 * (double)n * (double)n));
    if (successes > 0)
        *ret_low = centre - reach;
    if (successes < n)
        *ret_high = centre + reach;
}

static int
compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

void
indicator_sort(int64_t *values, size_t n)
{
    if (n > 1)
        qsort(values, n, sizeof *values, compare);
}

double
indicator_quantile(const int64_t *ordered, size_t n, double p)
{
    double place, part;
    size_t below;

    if (n == 0)
        return NAN;
    place = (double)(n - 1) * p;
    below = (size_t)place;
    part = place - (double)below;
    if (below + 1 >= n)
        return (double)ordered[n - 1];
    return (double)ordered[below] + part * (double)(ordered[below + 1] - ordered[below]);
}
