/* indicator-math: the statistics behind the figures. No domain word, no database. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* The 95 % interval of a share, by Wilson's score method without continuity correction (Wilson,
 * JASA 22, 1927; method 3 of Newcombe, Statistics in Medicine 17, 1998). From 0 to 1 when n is 0.
 */
void indicator_wilson(int64_t successes, int64_t n, double *ret_low, double *ret_high);

/* Puts values in order, for the next two. */
void indicator_sort(int64_t *values, size_t n);

/* The quantile p (0 to 1) of ordered values, by linear interpolation between the order statistics
 * at (n - 1) p: type 7 of Hyndman and Fan (The American Statistician 50, 1996), as R, NumPy and
 * spreadsheets do by default. NaN when n is 0. */
double indicator_quantile(const int64_t *ordered, size_t n, double p);
