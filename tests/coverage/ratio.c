/* Coverage of the limits of odds ratio, risk ratio and risk difference, and size of the tests of the 2x2
   table, exact: every outcome of both samples, weighted with its probability, over a grid of truths.

   ratio        small samples; exit status 1 if a promise is broken
   ratio long   more of them, and every method */
#include "num/dist.h"
#include "stats/ratio/limits.h"
#include "stats/ratio/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GRID = 24, MOST = 61 };

typedef struct gdcs_i_two samples;
typedef struct gdcs_i_limits limits;

/* A method, and what is promised of it at 95 %: the least coverage over all truths, and the range of
   the mean over them. */
struct method {
    int32_t method;
    double least;
    double mean_low;
    double mean_high;
};

static const struct method of_odds[] = {
    {GDCS_RATIO_METHOD_MIETTINEN_NURMINEN, 0.85, 0.945, 0.975},
    {GDCS_RATIO_METHOD_SCORE, 0.85, 0.94, 0.975},
    {GDCS_RATIO_METHOD_MOVER, 0.85, 0.935, 0.985},
    {GDCS_RATIO_METHOD_EXACT, 0.95, 0.95, 1.0},
    {GDCS_RATIO_METHOD_MID_P, 0.90, 0.95, 0.995},
    {GDCS_RATIO_METHOD_BLAKER, 0.95, 0.95, 0.995},
    {GDCS_RATIO_METHOD_ADJUSTED, 0.0, 0.94, 0.995},
};

/* Score limits fall to 84.5 % where a risk of 2 % meets one of nearly 1 in samples of 8 and 20. */
static const struct method of_risks[] = {
    {GDCS_RATIO_METHOD_MIETTINEN_NURMINEN, 0.84, 0.945, 0.975},
    {GDCS_RATIO_METHOD_SCORE, 0.84, 0.94, 0.975},
    {GDCS_RATIO_METHOD_MOVER, 0.84, 0.935, 0.985},
    {GDCS_RATIO_METHOD_EXACT, 0.95, 0.95, 1.0},
    {GDCS_RATIO_METHOD_ADJUSTED, 0.79, 0.935, 0.995},
    {GDCS_RATIO_METHOD_PRICE_BONETT, 0.80, 0.94, 0.995},
};

static const struct method of_difference[] = {
    {GDCS_RATIO_METHOD_MIETTINEN_NURMINEN, 0.85, 0.945, 0.975},
    {GDCS_RATIO_METHOD_SCORE, 0.85, 0.94, 0.975},
    {GDCS_RATIO_METHOD_MOVER, 0.85, 0.935, 0.985},
    {GDCS_RATIO_METHOD_EXACT, 0.95, 0.95, 1.0},
    {GDCS_RATIO_METHOD_ADJUSTED, 0.85, 0.94, 0.985},
    {GDCS_RATIO_METHOD_WALD, 0.0, 0.88, 0.95},
};

/* A measure, its truth in two risks, and its methods. */
struct measure {
    int number;
    int count;
    const char *name;
    double (*truth)(double p, double q);
    const struct method *methods;
};

static double odds_ratio(double p, double q)
{
    return p / (1 - p) / (q / (1 - q));
}

static double risk_ratio(double p, double q)
{
    return p / q;
}

static double difference(double p, double q)
{
    return p - q;
}

static const struct measure measures[] = {
    {GDCS_I_RATIO_ODDS, sizeof of_odds / sizeof *of_odds, "odds ratio", odds_ratio, of_odds},
    {GDCS_I_RATIO_RISK, sizeof of_risks / sizeof *of_risks, "risk ratio", risk_ratio, of_risks},
    {GDCS_I_RATIO_DIFFERENCE, sizeof of_difference / sizeof *of_difference, "difference",
     difference, of_difference},
};

static limits found[MOST][MOST];

static limits limits_of(const gdcs_i_ratio_plan *plan, int measure, samples t)
{
    const limits l = gdcs_i_ratio_limits(plan, plan->method, measure, t);
    if (!isnan(l.lower) && !isnan(l.upper))
        return l;
    return gdcs_i_ratio_limits(plan, GDCS_RATIO_METHOD_MIETTINEN_NURMINEN, measure, t);
}

static void masses(int n, double p, double out[MOST])
{
    for (int i = 0; i <= n; i++)
        out[i] = gdcs_i_binomial_pmf(i, n, p);
}

static int holds(limits l, double x)
{
    const double slack = 1e-9 * (1 + fabs(x));
    return l.lower <= x + slack && x <= l.upper + slack;
}

/* Width; of a ratio on the scale of odds / (1 + odds), so that an infinite limit has one. */
static double width(limits l, int measure)
{
    if (measure == GDCS_I_RATIO_DIFFERENCE)
        return l.upper - l.lower;
    return (isinf(l.upper) ? 1.0 : l.upper / (1 + l.upper)) - l.lower / (1 + l.lower);
}

static int of_method(const struct measure *of, const struct method *m, int n1, int n2)
{
    gdcs_i_ratio_plan plan = {.method = m->method, .alpha = 0.05};
    double least = 1.0, mean = 0.0, wide = 0.0, f[MOST], g[MOST];
    plan.z = gdcs_i_normal_quantile_upper(plan.alpha / 2);
    for (int a = 0; a <= n1; a++)
        for (int b = 0; b <= n2; b++)
            found[a][b] = limits_of(&plan, of->number, (samples){a, n1 - a, b, n2 - b});
    for (int i = 0; i < GRID * GRID; i++) {
        const double p = (i / GRID + 0.5) / GRID, q = (i % GRID + 0.5) / GRID;
        const double truth = of->truth(p, q);
        double cover = 0.0;
        masses(n1, p, f);
        masses(n2, q, g);
        for (int a = 0; a <= n1; a++)
            for (int b = 0; b <= n2; b++) {
                cover += holds(found[a][b], truth) ? f[a] * g[b] : 0.0;
                wide += f[a] * g[b] * width(found[a][b], of->number) / (GRID * GRID);
            }
        least = fmin(least, cover);
        mean += cover / (GRID * GRID);
    }
    const int ok = least >= m->least - 1e-9 && mean >= m->mean_low && mean <= m->mean_high;
    printf("%s %-20s n %3d %3d  mean %.4f  least %.4f  width %.4f%s\n", of->name,
           gdcs_i_ratio_method_text(m->method, of->number), n1, n2, mean, least, wide,
           ok ? "" : "  BROKEN");
    return !ok;
}

/* Unconditional limits of larger samples take minutes. */
static int of_measure(const struct measure *of, int n1, int n2)
{
    int broken = 0;
    for (int k = 0; k < of->count; k++)
        if (of->number == GDCS_I_RATIO_ODDS || of->methods[k].method != GDCS_RATIO_METHOD_EXACT ||
            n1 * n2 <= 100)
            broken += of_method(of, &of->methods[k], n1, n2);
    return broken;
}

/* A test, and the largest size promised of it at 5 %: only exact ones keep 5 %. */
struct size {
    int32_t test;
    double most;
};

static const struct size sizes[] = {
    {GDCS_RATIO_TEST_N_MINUS_1, 0.08},     {GDCS_RATIO_TEST_PEARSON, 0.09},
    {GDCS_RATIO_TEST_YATES, 0.05},         {GDCS_RATIO_TEST_G, 0.15},
    {GDCS_RATIO_TEST_FISHER, 0.05},        {GDCS_RATIO_TEST_FISHER_CENTRAL, 0.05},
    {GDCS_RATIO_TEST_BLAKER, 0.05},        {GDCS_RATIO_TEST_MID_P, 0.06},
    {GDCS_RATIO_TEST_MID_P_CENTRAL, 0.06}, {GDCS_RATIO_TEST_BOSCHLOO, 0.05},
    {GDCS_RATIO_TEST_BARNARD, 0.05},
};

/* Largest size over common risks, and mean power over all pairs of risks. */
static int of_test(const struct size *s, int n1, int n2)
{
    const gdcs_ratio_test_options how = {.test = s->test};
    static unsigned char rejected[MOST][MOST];
    double most = 0.0, power = 0.0, f[MOST], g[MOST];
    for (int a = 0; a <= n1; a++)
        for (int b = 0; b <= n2; b++) {
            gdcs_test t;
            uint32_t notes = 0;
            if (gdcs_i_ratio_test_of(&how, (samples){a, n1 - a, b, n2 - b}, &t, &notes, NULL) !=
                GDCS_OK)
                return 1;
            rejected[a][b] = t.p_value <= 0.05;
        }
    for (int i = 0; i < GRID; i++)
        for (int j = 0; j < GRID; j++) {
            double r = 0.0;
            masses(n1, (i + 0.5) / GRID, f);
            masses(n2, (j + 0.5) / GRID, g);
            for (int a = 0; a <= n1; a++)
                for (int b = 0; b <= n2; b++)
                    r += rejected[a][b] ? f[a] * g[b] : 0.0;
            power += r / (GRID * GRID);
            most = i == j ? fmax(most, r) : most;
        }
    const int ok = most <= s->most + 1e-9;
    printf("test %2d n %3d %3d  size %.4f  power %.4f%s\n", (int)s->test, n1, n2, most, power,
           ok ? "" : "  BROKEN");
    return !ok;
}

int main(int argc, char **argv)
{
    const int is_long = argc > 1 && strcmp(argv[1], "long") == 0;
    static const int n[][2] = {{10, 10}, {8, 20}, {25, 25}, {15, 50}, {60, 60}};
    int broken = 0;
    for (int i = 0; i < (is_long ? 5 : 3); i++) {
        for (int k = 0; k < 3; k++)
            broken += of_measure(&measures[k], n[i][0], n[i][1]);
        for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
            if (n[i][0] * n[i][1] <= 1000)
                broken += of_test(&sizes[k], n[i][0], n[i][1]);
    }
    return broken > 0;
}
