/* How often do the limits of pathway.h hold for all categories of a set at once?

       pathway         the claims below, in a few seconds
       pathway long    a table of coverage and width

   Women and men are drawn over three to eight categories, by a fixed seed, 30 to 200 women beside 30 to
   1000 men; a set is held if all its limits hold.  Claims at 95 %, each set a family: Clopper-Pearson and
   Quesenberry-Hurst are not below the level; Goodman's shares hold 92 to 98 %, least for thirty persons over
   five and more categories some of which are rare; Miettinen-Nurminen and Newcombe hold 94 to 99 %, for
   differences and for ratios.  `least` has what is claimed, less two standard errors of so many draws.
   Sison-Glaz goes down to 90 %, and Goodman's contrasts, which have no width where a category has nobody, are
   wider from four categories on: nothing is claimed of them.  Limits of Simpson's diversity hold 91 % and
   more, and 99 % and more where categories are equally large. */
#include "num/dist.h"
#include "num/diversity.h"
#include "num/rng.h"

#include <gdcs/pathway.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 8, TIMES = 4000 };

static double women[MOST * TIMES], men[MOST * TIMES], lower[MOST * TIMES], upper[MOST * TIMES];

typedef struct truth {
    int k;
    double p[MOST], q[MOST]; /* of women, of men */
} truth;

static const truth truths[] = {
    {3, {0.5, 0.3, 0.2}, {0.2, 0.3, 0.5}},
    {4, {0.25, 0.25, 0.25, 0.25}, {0.25, 0.25, 0.25, 0.25}},
    {5, {0.6, 0.2, 0.1, 0.06, 0.04}, {0.1, 0.2, 0.3, 0.3, 0.1}},
    {8, {0.4, 0.2, 0.1, 0.1, 0.08, 0.06, 0.04, 0.02}, {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.2}}};

static void draw(const truth *t, double w, double m, int times)
{
    for (int i = 0; i < times; i++) {
        gdcs_i_rng rng = gdcs_i_rng_at(20261122, (uint64_t)i);
        gdcs_i_rng_multinomial(&rng, w, t->p, 1.0, t->k, women + i * t->k);
        gdcs_i_rng_multinomial(&rng, m, t->q, 1.0, t->k, men + i * t->k);
    }
}

static double target(const truth *t, int32_t measure, int j)
{
    switch (measure) {
    case GDCS_PATHWAY_MEASURE_WOMEN: return t->p[j];
    case GDCS_PATHWAY_MEASURE_RATIO: return t->p[j] / t->q[j];
    default: return t->p[j] - t->q[j];
    }
}

/* The share of sets all of whose limits hold; widths of ratios are those of logarithms. */
static double coverage(const truth *t, int times, gdcs_pathway_options o, double *width)
{
    const gdcs_sex_arrays arrays = {.struct_size = sizeof arrays, .women = women, .men = men};
    const gdcs_pathway_counts counts = {.struct_size = sizeof counts, .categories = &arrays};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out, .lower = lower, .upper = upper};
    int held = 0;
    o.struct_size = sizeof o;
    o.family = GDCS_PATHWAY_FAMILY_EACH;
    if (gdcs_pathway_each_categories(&counts, times, t->k, &o, &out, NULL, NULL, NULL) != GDCS_OK)
        exit(1);
    *width = 0.0;
    for (int i = 0; i < times; i++) {
        int all = 1;
        for (int j = 0; j < t->k; j++) {
            const double x = target(t, o.measure, j), l = lower[i * t->k + j],
                         u = upper[i * t->k + j];
            all &= !(x < l - 1e-12 || x > u + 1e-12);
            *width += isfinite(u - l) ? (u - l) / t->k / times : 0.0;
        }
        held += all;
    }
    return (double)held / times;
}

static const struct {
    const char *name;
    gdcs_pathway_options o;
    double least; /* claimed */
} kinds[] = {
    {"shares, Goodman", {.measure = 3, .method = 1}, 0.91},
    {"shares, Sison-Glaz", {.measure = 3, .method = 2}, 0.0},
    {"shares, Quesenberry-Hurst", {.measure = 3, .method = 3}, 0.94},
    {"shares, Clopper-Pearson", {.measure = 3, .method = 4}, 0.94},
    {"differences, Miettinen-Nurminen", {.measure = 1, .contrast = 1}, 0.93},
    {"differences, the same, Sidak", {.measure = 1, .contrast = 1, .simultaneous = 2}, 0.93},
    {"differences, Newcombe", {.measure = 1, .contrast = 2}, 0.93},
    {"differences, Goodman", {.measure = 1, .contrast = 3}, 0.0},
    {"ratios, Miettinen-Nurminen", {.measure = 2, .contrast = 1}, 0.93},
    {"ratios, MOVER-R", {.measure = 2, .contrast = 2}, 0.93},
    {"ratios, Goodman", {.measure = 2, .contrast = 3}, 0.93}};

static double coverage_of_diversity(const double *p, int k, const double *counts, int times)
{
    const double z = gdcs_i_normal_quantile_upper(0.025);
    double alike = 0.0;
    int held = 0;
    for (int j = 0; j < k; j++)
        alike += p[j] * p[j];
    for (int i = 0; i < times; i++) {
        const struct gdcs_i_limits l = gdcs_i_diversity_of(counts + i * k, k, 0.05, z).limits;
        held += !(1.0 - alike < l.lower - 1e-12 || 1.0 - alike > l.upper + 1e-12);
    }
    return (double)held / times;
}

static int is_equal(const double *p, int k)
{
    for (int j = 1; j < k; j++)
        if (p[j] != p[0])
            return 0;
    return 1;
}

/* How many claims about diversity are broken. */
static int try_diversity(const double *p, int k, double n, const double *counts, int times,
                         int is_long)
{
    const double c = coverage_of_diversity(p, k, counts, times);
    const double error = 2.0 * sqrt(0.05 * 0.95 / times);
    const int wrong = c < (is_equal(p, k) ? 0.99 : 0.91) - error;
    if (is_long || wrong)
        printf("%d categories, %4g persons: %-32s %.4f%s\n", k, n, "diversity", c,
               wrong ? "  BROKEN" : "");
    return wrong;
}

int main(int argc, char **argv)
{
    const int is_long = argc > 1 && strcmp(argv[1], "long") == 0, times = is_long ? TIMES : 1500;
    static const double sizes[][2] = {{30, 30}, {40, 120}, {100, 100}, {200, 1000}};
    int broken = 0;
    for (int s = 0; s < 4; s++)
        for (int n = 0; n < 4; n++) {
            const truth *t = &truths[s];
            draw(t, sizes[n][0], sizes[n][1], times);
            broken += try_diversity(t->p, t->k, sizes[n][0], women, times, is_long);
            broken += try_diversity(t->q, t->k, sizes[n][1], men, times, is_long);
            for (int i = 0; i < (int)(sizeof kinds / sizeof *kinds); i++) {
                double width;
                const double c = coverage(t, times, kinds[i].o, &width);
                const int wrong = c < kinds[i].least;
                broken += wrong;
                if (is_long || wrong)
                    printf("%d categories, %4g women, %4g men: %-32s %.4f  width %.3f%s\n", t->k,
                           sizes[n][0], sizes[n][1], kinds[i].name, c, width,
                           wrong ? "  BROKEN" : "");
            }
        }
    return broken > 0;
}
