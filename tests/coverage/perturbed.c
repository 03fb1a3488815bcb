/* Coverage of shares and gaps of perturbed counts: rounded at random, perturbed by cell keys, with Laplace and
   Gaussian noise, over a grid of truths; seeded simulation.  Counts that come out negative are published as
   0, as in tables.

   perturbed        exit status 1 if a promise is broken
   perturbed long   more truths, and the widths */
#include <gdcs/cell_key.h>
#include <gdcs/noise.h>
#include <gdcs/perturbed.h>
#include <gdcs/round.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 20000 };

/* At 95 %: the mean coverage over all truths at least, the worst truth at least. */
static const struct form {
    const char *name;
    int kind;
    double size;
    double mean, worst;
} forms[] = {
    {"random rounding to 5", 0, 5, 0.98, 0.95},   {"random rounding to 10", 0, 10, 0.98, 0.95},
    {"cell keys, D 5, V 2", 1, 2, 0.93, 0.91},    {"Laplace, epsilon 1", 2, 1, 0.92, 0.91},
    {"Laplace, epsilon 0.2", 2, 0.2, 0.94, 0.92}, {"Gaussian, rho 0.5", 3, 0.5, 0.93, 0.87},
    {"Gaussian, rho 0.02", 3, 0.02, 0.94, 0.92},
};

static double variance;

/* xorshift64* (Vigna 2016). */
static uint32_t next_key(void)
{
    static uint64_t x = 88172645463325252u;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    return (uint32_t)((x * UINT64_C(2685821657736338717)) >> 32);
}

/* n draws of a count, published. */
static gdcs_status perturb(const struct form *f, double count, int64_t seed, int n, double *out)
{
    static double x[MOST], keys[MOST];
    for (int i = 0; i < n; i++) {
        x[i] = count;
        keys[i] = (double)next_key();
    }
    if (f->kind == 0) {
        const gdcs_round_options o = {
            .struct_size = sizeof o, .base = (int64_t)f->size, .seed = seed};
        variance = floor(f->size * f->size / 4.0);
        return gdcs_round_each(x, n, &o, out, NULL, NULL, NULL);
    }
    if (f->kind == 1) {
        const gdcs_cell_key_options o = {.struct_size = sizeof o, .variance = f->size};
        gdcs_cell_key *design = NULL;
        gdcs_status status = gdcs_cell_key_new(&o, &design, NULL);
        if (status == GDCS_OK)
            status = gdcs_cell_key_each(design, x, keys, n, out, NULL, NULL, NULL);
        gdcs_cell_key_free(design);
        variance = f->size;
        return status;
    }
    const gdcs_noise_options o = {.struct_size = sizeof o,
                                  .epsilon = f->kind == 2 ? f->size : 0.0,
                                  .rho = f->kind == 3 ? f->size : 0.0,
                                  .seed = seed};
    const gdcs_budget_options b = {.struct_size = sizeof b, .rho = 1000};
    gdcs_noise_result r = {.struct_size = sizeof r};
    gdcs_budget *budget = NULL;
    gdcs_status status = gdcs_budget_new(&b, &budget, NULL);
    if (status == GDCS_OK)
        status = gdcs_noise_each(x, n, &o, budget, out, NULL, NULL, &r, NULL);
    gdcs_budget_free(budget);
    variance = r.variance;
    for (int i = 0; i < n; i++)
        out[i] = fmax(0.0, out[i]);
    return status;
}

/* Share of runs whose limits hold the truth: of a share, or of its gap to another. */
static double cover(const struct form *f, const double *truth, int n, int gaps, double *width)
{
    static double counts[4][MOST], v[MOST], lower[MOST], upper[MOST];
    double inside = 0.0;
    for (int k = 0; k < 4; k++)
        if (perturb(f, truth[k], 1000 * k + 7 + (int64_t)(31.0 * truth[k]), n, counts[k]) !=
            GDCS_OK)
            return -1.0;
    for (int i = 0; i < n; i++)
        v[i] = variance;
    const gdcs_perturbed_arrays a = {.struct_size = sizeof a,
                                     .women = counts[0],
                                     .men = counts[1],
                                     .variance_women = v,
                                     .variance_men = v};
    const gdcs_perturbed_arrays b = {.struct_size = sizeof b,
                                     .women = counts[2],
                                     .men = counts[3],
                                     .variance_women = v,
                                     .variance_men = v};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out, .lower = lower, .upper = upper};
    const gdcs_status status = gaps ? gdcs_perturbed_each_gap(&a, &b, n, NULL, &out, NULL)
                                    : gdcs_perturbed_each_share(&a, n, NULL, &out, NULL);
    if (status != GDCS_OK)
        return -1.0;
    double p = truth[0] / (truth[0] + truth[1]);
    p -= gaps ? truth[2] / (truth[2] + truth[3]) : 0.0;
    *width = 0.0;
    for (int i = 0; i < n; i++) {
        inside += (lower[i] <= p && p <= upper[i]) / (double)n;
        *width += (upper[i] - lower[i]) / n;
    }
    return inside;
}

static int run(const struct form *f, int detailed, int n)
{
    static const double truths[][4] = {{3, 12, 40, 61},   {18, 38, 7, 90},  {33, 104, 60, 61},
                                       {7, 211, 44, 302}, {101, 99, 13, 9}, {402, 2903, 77, 801}};
    double mean[2] = {0, 0}, worst[2] = {1, 1};
    const int count = sizeof truths / sizeof *truths;
    for (int t = 0; t < count; t++)
        for (int gaps = 0; gaps < 2; gaps++) {
            double width = 0.0;
            const double inside = cover(f, truths[t], n, gaps, &width);
            if (detailed)
                printf("  %-22s %s %4g of %4g: %.4f, width %.4f\n", f->name,
                       gaps ? "gap  " : "share", truths[t][0], truths[t][0] + truths[t][1], inside,
                       width);
            mean[gaps] += inside / count;
            worst[gaps] = fmin(worst[gaps], inside);
        }
    printf("%-22s share %.4f, least %.4f; gap %.4f, least %.4f\n", f->name, mean[0], worst[0],
           mean[1], worst[1]);
    return mean[0] >= f->mean && worst[0] >= f->worst && mean[1] >= f->mean && worst[1] >= f->worst;
}

int main(int argc, char **argv)
{
    const int detailed = argc > 1 && strcmp(argv[1], "long") == 0;
    int kept = 1;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        kept = run(&forms[i], detailed, detailed ? MOST : 4000) && kept;
    return kept ? 0 : 1;
}
