/* What every unit test shares. */
#ifndef GDCS_TESTS_SUPPORT_H
#define GDCS_TESTS_SUPPORT_H
#include <stdio.h>

/* tests/reference/<name>, positioned after its heading line. */
FILE *reference_open(const char *name);

/* |got - wanted| <= tolerance * |wanted|; NaN equals NaN, infinity itself. */
int near_relative(double got, double wanted, double tolerance);
#endif
