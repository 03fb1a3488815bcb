/* Coverage of the limits of over-representation, exact: every outcome of a part and of the rest of the whole,
   weighted with its probability, over a grid of truths.

       quotient        the claims below, in a few seconds
       quotient long   larger samples too

   Claims, at 95 %, over shares of women of 0.05 to 0.95: (1) MIETTINEN_NURMINEN holds 94.5 to 97 % on average
   and nowhere less than 90; (2) EXACT, tried on 10 of 30 persons, holds nowhere less than 95; (3) LOG holds 93 to
   98.5 % on average and falls as low as 78 where the part is small.  Outcomes without women have no quotient
   and count as held. */
#include "num/dist.h"

#include <gdcs/quotient.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 61, GRID = 19 };

struct method {
    int32_t method;
    const char *name;
    double least;
    double mean_low;
    double mean_high;
};

static const struct method methods[] = {
    {GDCS_QUOTIENT_METHOD_MIETTINEN_NURMINEN, "Miettinen-Nurminen", 0.90, 0.945, 0.97},
    {GDCS_QUOTIENT_METHOD_EXACT, "exact", 0.95, 0.95, 1.0},
    {GDCS_QUOTIENT_METHOD_LOG, "log", 0.75, 0.93, 0.985},
};

static double lower[MOST * MOST], upper[MOST * MOST];

/* All outcomes of `part` persons in the part and `rest` others. */
static int fill(int32_t method, int part, int rest)
{
    static double women[MOST * MOST], men[MOST * MOST], all_women[MOST * MOST],
        all_men[MOST * MOST];
    const gdcs_quotient_options o = {.struct_size = sizeof o, .method = method};
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = women, .men = men};
    const gdcs_sex_arrays whole = {.struct_size = sizeof whole, .women = all_women, .men = all_men};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out, .lower = lower, .upper = upper};
    const int n = (part + 1) * (rest + 1);
    for (int i = 0; i < n; i++) {
        const int x = i / (rest + 1), y = i % (rest + 1);
        women[i] = x;
        men[i] = part - x;
        all_women[i] = x + y;
        all_men[i] = part - x + rest - y;
    }
    return gdcs_quotient_each(&in, &whole, n, &o, &out, NULL, NULL) == GDCS_OK;
}

static int holds(int i, double x)
{
    return isnan(lower[i]) || (lower[i] <= x * (1 + 1e-9) && x <= upper[i] * (1 + 1e-9));
}

static int of_method(const struct method *m, int part, int rest)
{
    double mean = 0.0, least = 1.0, width = 0.0;
    if (m->method == GDCS_QUOTIENT_METHOD_EXACT && part * rest > 200)
        return 0; /* takes minutes */
    if (!fill(m->method, part, rest))
        return 1;
    for (int t = 0; t < GRID * GRID; t++) {
        const double p = 0.05 + 0.05 * (t / GRID), q = 0.05 + 0.05 * (t % GRID);
        const double truth = p * (part + rest) / (p * part + q * rest);
        double cover = 0.0;
        for (int i = 0; i < (part + 1) * (rest + 1); i++) {
            const double mass = gdcs_i_binomial_pmf(i / (rest + 1), part, p) *
                                gdcs_i_binomial_pmf(i % (rest + 1), rest, q);
            cover += holds(i, truth) ? mass : 0.0;
            width += isnan(lower[i]) ? 0.0 : mass * (upper[i] - lower[i]) / (GRID * GRID);
        }
        mean += cover / (GRID * GRID);
        least = fmin(least, cover);
    }
    const int ok = least >= m->least - 1e-9 && mean >= m->mean_low && mean <= m->mean_high;
    printf("quotient %-20s %3d of %3d  mean %.4f  least %.4f  width %.4f%s\n", m->name, part,
           part + rest, mean, least, width, ok ? "" : "  BROKEN");
    return !ok;
}

int main(int argc, char **argv)
{
    static const int sizes[][2] = {{10, 20}, {20, 20}, {30, 60}, {60, 60}};
    const int count = argc > 1 && strcmp(argv[1], "long") == 0 ? 4 : 2;
    int broken = 0;
    for (int i = 0; i < count; i++)
        for (size_t k = 0; k < sizeof methods / sizeof *methods; k++)
            broken += of_method(&methods[k], sizes[i][0], sizes[i][1]);
    return broken > 0;
}
