/* Time per call of lib/num/dist.h over fixed, realistic arguments.

   bench_dist          prints "case nanoseconds" for every case;
   bench_dist CASE     prints that case's arguments and results, in hexadecimal: what dist.py gives
                       to another library. */
#include "num/dist.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CALLS = 4096, ROUNDS = 25 };

struct arguments {
    double a, b, x;
};

static double normal_lower(const struct arguments *g)
{
    return gdcs_i_normal_lower(g->x);
}

static double normal_quantile(const struct arguments *g)
{
    return gdcs_i_normal_quantile(g->x);
}

static double gamma_upper(const struct arguments *g)
{
    return gdcs_i_gamma_upper(g->a, g->x);
}

static double gamma_quantile_upper(const struct arguments *g)
{
    return gdcs_i_gamma_quantile_upper(g->a, g->x);
}

static double beta_lower(const struct arguments *g)
{
    return gdcs_i_beta_lower(g->a, g->b, g->x, 1.0 - g->x);
}

static double beta_quantile(const struct arguments *g)
{
    return gdcs_i_beta_quantile(g->a, g->b, g->x).x;
}

/* Uniform in (0, 1), the same on every machine. */
static double uniform(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return ((double)(*state >> 11) + 0.5) * 0x1p-53;
}

static void any_probability(struct arguments *g, double most, uint64_t *state)
{
    (void)most;
    g->x = uniform(state);
}

static void any_deviate(struct arguments *g, double most, uint64_t *state)
{
    g->x = most * (2.0 * uniform(state) - 1.0);
}

/* The upper Garwood limit of a count up to `most`. */
static void garwood(struct arguments *g, double most, uint64_t *state)
{
    g->a = floor(uniform(state) * (most + 1.0)) + 1.0;
    g->x = 0.025;
}

/* A count up to `most` against its mean. */
static void poisson(struct arguments *g, double most, uint64_t *state)
{
    g->a = floor(uniform(state) * (most + 1.0)) + 1.0;
    g->x = g->a * exp((4.0 * uniform(state) - 2.0) / sqrt(g->a));
}

/* The lower limit of k of n, n up to `most`: shapes k + shift, n - k + 1 - shift. */
static void share(struct arguments *g, double most, uint64_t *state, double shift)
{
    const double n = ceil(uniform(state) * most), k = ceil(uniform(state) * n);
    g->a = k + shift;
    g->b = n - k + (shift == 0.0 ? 1.0 : shift);
    g->x = 0.025;
}

static void clopper_pearson(struct arguments *g, double most, uint64_t *state)
{
    share(g, most, state, 0.0);
}

static void jeffreys(struct arguments *g, double most, uint64_t *state)
{
    share(g, most, state, 0.5);
}

static void binomial(struct arguments *g, double most, uint64_t *state)
{
    share(g, most, state, 0.0);
    const double odds =
        g->a / g->b * exp((4.0 * uniform(state) - 2.0) * sqrt(1.0 / g->a + 1.0 / g->b));
    g->x = odds / (1.0 + odds);
}

/* A handful of events among up to `most` persons. */
static void rare(struct arguments *g, double most, uint64_t *state)
{
    g->a = ceil(12.0 * uniform(state));
    g->b = ceil(most * uniform(state)) + 1.0;
    g->x = 0.025;
}

static const struct kase {
    const char *name;
    double (*call)(const struct arguments *);
    void (*choose)(struct arguments *, double most, uint64_t *state);
    double most;
} cases[] = {
    {"normal_lower", normal_lower, any_deviate, 8.0},
    {"normal_quantile", normal_quantile, any_probability, 1.0},
    {"poisson_20", gamma_upper, poisson, 20.0},
    {"poisson_5000", gamma_upper, poisson, 5e3},
    {"poisson_1e9", gamma_upper, poisson, 1e9},
    {"garwood_20", gamma_quantile_upper, garwood, 20.0},
    {"garwood_5000", gamma_quantile_upper, garwood, 5e3},
    {"garwood_1e9", gamma_quantile_upper, garwood, 1e9},
    {"binomial_20", beta_lower, binomial, 20.0},
    {"binomial_5000", beta_lower, binomial, 5e3},
    {"binomial_1e9", beta_lower, binomial, 1e9},
    {"clopper_pearson_20", beta_quantile, clopper_pearson, 20.0},
    {"clopper_pearson_5000", beta_quantile, clopper_pearson, 5e3},
    {"clopper_pearson_1e9", beta_quantile, clopper_pearson, 1e9},
    {"clopper_pearson_rare_1e9", beta_quantile, rare, 1e9},
    {"jeffreys_20", beta_quantile, jeffreys, 20.0},
    {"jeffreys_5000", beta_quantile, jeffreys, 5e3},
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static void choose(const struct kase *k, struct arguments *g)
{
    uint64_t state = 20240607;
    memset(g, 0, CALLS * sizeof *g);
    for (int i = 0; i < CALLS; i++)
        k->choose(&g[i], k->most, &state);
}

/* The best of some rounds: what is slower was disturbed. */
static double nanoseconds(const struct kase *k, const struct arguments *g)
{
    double best = INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
        volatile double sink = 0.0;
        const double start = now();
        for (int i = 0; i < CALLS; i++)
            sink = k->call(&g[i]);
        best = fmin(best, (now() - start) / CALLS);
        (void)sink;
    }
    return best;
}

int main(int argc, char **argv)
{
    static struct arguments g[CALLS];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (argc > 1 && strcmp(argv[1], cases[i].name) != 0)
            continue;
        choose(&cases[i], g);
        if (argc == 1)
            printf("%s %.1f\n", cases[i].name, nanoseconds(&cases[i], g));
        for (int j = 0; argc > 1 && j < CALLS; j++)
            printf("%a %a %a %a\n", g[j].a, g[j].b, g[j].x, cases[i].call(&g[j]));
    }
    return 0;
}
