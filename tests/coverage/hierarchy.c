/* Coverage of the limits and size of the tests in gdcs/hierarchy.h, over tables drawn at random: women and
   men over levels whose chances follow a proportional-odds model.  The size of tests is exact: every
   table of two small samples.

   hierarchy        a few thousand tables; exit status 1 if a promise is broken
   hierarchy long   more tables and designs */
#include "num/dist.h"
#include "num/rng.h"

#include <gdcs/hierarchy.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 8 };

struct design {
    int levels;
    double women;
    double men;
    double odds; /* log odds ratio of women being above any cut */
    double threshold[MOST];
};

static const struct design designs[] = {
    {4, 30, 90, -0.8, {-0.8, 0.6, 2.0}},  {3, 15, 60, 0.0, {0.0, 1.5}},
    {5, 100, 300, -1.5, {-1, 0, 1, 2.5}}, {4, 12, 12, 1.0, {-1.0, 0.0, 1.0}},
    {3, 20, 200, -1.5, {0.5, 2.5}},       {6, 60, 60, 0.5, {-2, -1, 0, 1, 2}},
    {4, 8, 100, -2.0, {-1, 0.5, 2}},      {2, 40, 40, 0.7, {1.0}}};

/* Limits, what is promised of their coverage at 95 %, and by measure and method. */
struct kind {
    const char *name;
    int32_t measure;
    int32_t method;
    double least;
    double most;
};

static const struct kind kinds[] = {
    {"superiority, score", GDCS_HIERARCHY_MEASURE_SUPERIORITY, GDCS_HIERARCHY_METHOD_SCORE, 0.94,
     1.0},
    {"superiority, Newcombe", GDCS_HIERARCHY_MEASURE_SUPERIORITY, GDCS_HIERARCHY_METHOD_NEWCOMBE,
     0.945, 1.0},
    {"superiority, logit", GDCS_HIERARCHY_MEASURE_SUPERIORITY, GDCS_HIERARCHY_METHOD_LOGIT, 0.86,
     0.96},
    {"d of sex", GDCS_HIERARCHY_MEASURE_SOMERS_SEX, 0, 0.92, 1.0},
    {"gamma", GDCS_HIERARCHY_MEASURE_GAMMA, 0, 0.94, 0.975},
    {"tau-b", GDCS_HIERARCHY_MEASURE_TAU_B, 0, 0.90, 0.98},
    {"top difference", GDCS_HIERARCHY_MEASURE_TOP_DIFFERENCE, 0, 0.94, 1.0},
    {"top odds ratio", GDCS_HIERARCHY_MEASURE_TOP_ODDS_RATIO, 0, 0.89, 0.97}};

/* Levels of given sizes, each with its own chance of a woman. */
struct ladder {
    int levels;
    double size[MOST];
    double chance[MOST];
};

static const struct ladder ladders[] = {{4, {30, 54, 37, 20}, {0.35, 0.3, 0.2, 0.1}},
                                        {3, {200, 40, 10}, {0.25, 0.15, 0.05}},
                                        {3, {400, 60, 25}, {0.4, 0.4, 0.4}},
                                        {5, {900, 400, 100, 40, 15}, {0.6, 0.5, 0.4, 0.3, 0.2}}};

static const struct kind by_level[] = {
    {"slope", GDCS_HIERARCHY_MEASURE_SLOPE, 0, 0.94, 0.97},
    {"glass-ceiling index", GDCS_HIERARCHY_MEASURE_GLASS_CEILING_INDEX, 0, 0.92, 0.98},
    {"top difference", GDCS_HIERARCHY_MEASURE_TOP_DIFFERENCE, 0, 0.93, 0.98}};

static void chances(const struct design *d, double shift, double out[MOST])
{
    double below = 0.0;
    for (int j = 0; j < d->levels; j++) {
        const double to = j == d->levels - 1 ? 1.0 : 1.0 / (1.0 + exp(shift - d->threshold[j]));
        out[j] = to - below;
        below = to;
    }
}

static gdcs_hierarchy_result measure(const double *women, const double *men, int n,
                                     const struct kind *k)
{
    const gdcs_sex_arrays a = {.struct_size = sizeof a, .women = women, .men = men};
    const gdcs_hierarchy_options o = {
        .struct_size = sizeof o, .measure = k->measure, .method = k->method};
    gdcs_hierarchy_result r = {.struct_size = sizeof r};
    if (gdcs_hierarchy_estimate(&a, n, &o, &r, NULL) != GDCS_OK)
        r.measured.value = NAN;
    return r;
}

/* The measure of the expected table, and how often limits hold it. */
static int of_design(const struct design *d, const struct kind *k, int tables)
{
    double p[MOST], q[MOST], women[MOST], men[MOST], width = 0.0;
    gdcs_i_rng rng;
    int held = 0, counted = 0;
    chances(d, d->odds, p);
    chances(d, 0.0, q);
    for (int j = 0; j < d->levels; j++)
        women[j] = 1e9 * d->women * p[j], men[j] = 1e9 * d->men * q[j];
    const double truth = measure(women, men, d->levels, k).measured.value;
    for (int i = 0; i < tables; i++) {
        rng = gdcs_i_rng_at(17, (uint64_t)i);
        gdcs_i_rng_multinomial(&rng, d->women, p, 1.0, d->levels, women);
        gdcs_i_rng_multinomial(&rng, d->men, q, 1.0, d->levels, men);
        const gdcs_estimate e = measure(women, men, d->levels, k).measured;
        if (isnan(e.value))
            continue;
        counted++;
        held += e.lower <= truth && truth <= e.upper;
        width += isfinite(e.upper) ? e.upper - e.lower : 0.0;
    }
    const double cover = (double)held / counted;
    const int ok = cover >= k->least && cover <= k->most;
    printf("%-22s levels %d women %3g men %3g log odds %4.1f  coverage %.4f  width %.3f%s\n",
           k->name, d->levels, d->women, d->men, d->odds, cover, width / counted,
           ok ? "" : "  BROKEN");
    return !ok;
}

static int of_ladder(const struct ladder *d, const struct kind *k, int tables)
{
    double women[MOST], men[MOST];
    int held = 0;
    for (int j = 0; j < d->levels; j++)
        women[j] = d->size[j] * d->chance[j], men[j] = d->size[j] - women[j];
    const double truth = measure(women, men, d->levels, k).measured.value;
    for (int i = 0; i < tables; i++) {
        gdcs_i_rng rng = gdcs_i_rng_at(23, (uint64_t)i);
        for (int j = 0; j < d->levels; j++) {
            women[j] = gdcs_i_rng_binomial(&rng, d->size[j], d->chance[j]);
            men[j] = d->size[j] - women[j];
        }
        const gdcs_estimate e = measure(women, men, d->levels, k).measured;
        held += e.lower <= truth && truth <= e.upper;
    }
    const double cover = (double)held / tables;
    const int ok = cover >= k->least && cover <= k->most;
    printf("%-22s levels %d of %g to %g, true value %.3f  coverage %.4f%s\n", k->name, d->levels,
           d->size[0], d->size[d->levels - 1], truth, cover, ok ? "" : "  BROKEN");
    return !ok;
}

static double p_of(const double *women, const double *men, int32_t test)
{
    const gdcs_sex_arrays a = {.struct_size = sizeof a, .women = women, .men = men};
    const gdcs_hierarchy_options o = {.struct_size = sizeof o, .test = test};
    gdcs_hierarchy_tested t = {.struct_size = sizeof t};
    if (gdcs_hierarchy_test(&a, 3, &o, &t, NULL) != GDCS_OK)
        return NAN;
    return t.tested.p_value;
}

/* Three levels of given sizes, all women with the same chance: every table. */
static int of_test(const char *name, int32_t test, double least, double most)
{
    static const int size[3] = {9, 7, 12};
    double found[2] = {1.0, 0.0};
    for (double p = 0.1; p < 0.95; p += 0.1) {
        double rejected = 0.0;
        for (int i = 0; i <= size[0]; i++)
            for (int j = 0; j <= size[1]; j++)
                for (int k = 0; k <= size[2]; k++) {
                    const double women[3] = {i, j, k};
                    const double men[3] = {size[0] - i, size[1] - j, size[2] - k};
                    const double mass = gdcs_i_binomial_pmf(i, size[0], p) *
                                        gdcs_i_binomial_pmf(j, size[1], p) *
                                        gdcs_i_binomial_pmf(k, size[2], p);
                    rejected += mass > 1e-9 && p_of(women, men, test) <= 0.05 ? mass : 0.0;
                }
        found[0] = fmin(found[0], rejected);
        found[1] = fmax(found[1], rejected);
    }
    const int ok = found[0] >= least && found[1] <= most;
    printf("%-22s size at 5 %% from %.4f to %.4f%s\n", name, found[0], found[1],
           ok ? "" : "  BROKEN");
    return !ok;
}

int main(int argc, char **argv)
{
    const int is_long = argc > 1 && strcmp(argv[1], "long") == 0;
    const int count = is_long ? (int)(sizeof designs / sizeof *designs) : 4;
    int broken = 0;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (int i = 0; i < count; i++)
            broken += of_design(&designs[i], &kinds[k], is_long ? 20000 : 3000);
    for (size_t k = 0; k < sizeof by_level / sizeof *by_level; k++)
        for (size_t i = 0; i < sizeof ladders / sizeof *ladders; i++)
            broken += of_ladder(&ladders[i], &by_level[k], is_long ? 20000 : 3000);
    broken += of_test("exact", GDCS_HIERARCHY_TEST_EXACT, 0.005, 0.05);
    broken += of_test("mid-P", GDCS_HIERARCHY_TEST_MID_P, 0.02, 0.065);
    broken += of_test("Cochran-Armitage", GDCS_HIERARCHY_TEST_COCHRAN_ARMITAGE, 0.02, 0.075);
    return broken > 0;
}
