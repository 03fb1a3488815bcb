/* How often do the limits of rates compared, and of rates of clustered events, hold the truth?  Worked out for
   Poisson counts: every outcome has its probability and its limits.  Simulated, under a fixed seed, for units
   that vary more than by chance.  (Single rates: interval.c.)

       rate            the claims below, in a few seconds
       rate long       a table of mean and least coverage and mean width per method, and the claims

   Claims, at 95 %: (1) EXACT ratios never cover less, EXACT differences less than 94.5 % nowhere; (2) all other
   ratios and differences but WALD's hold 93.5 to 97.5 % on average; (3) GAMMA limits of repeated events never cover
   less, MID_P not on average; (4) DOBSON limits of units hold 93 to 97 %, to three
   standard deviations of the simulation. */
#include "num/rng.h"

#include <gdcs/gdcs.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 90, METHODS = 5 };

static int failures;

static void claim(int holds, const char *what, int method, double got)
{
    if (holds)
        return;
    failures++;
    printf("wrong: %s, method %d: %.5f\n", what, method, got);
}

static void need(gdcs_status status)
{
    if (status == GDCS_OK)
        return;
    printf("wrong: %s\n", gdcs_status_name(status));
    exit(1);
}

static void masses(double mean, double mass[MOST])
{
    for (int x = 0; x < MOST; x++)
        mass[x] = exp(x * log(mean) - mean - lgamma(x + 1));
}

typedef struct limits {
    double lower[MOST * MOST];
    double upper[MOST * MOST];
} limits;

static limits ratio, difference;

static void fill(int method, double t1, double t2)
{
    static double x1[MOST * MOST], x2[MOST * MOST], one[MOST * MOST], two[MOST * MOST];
    const gdcs_rate_contrast_options o = {.struct_size = sizeof o, .method = method, .per = 1};
    const gdcs_rate_arrays a = {.struct_size = sizeof a, .events = x1, .population = one};
    const gdcs_rate_arrays b = {.struct_size = sizeof b, .events = x2, .population = two};
    const gdcs_estimate_arrays to[] = {
        {.struct_size = sizeof *to, .lower = ratio.lower, .upper = ratio.upper},
        {.struct_size = sizeof *to, .lower = difference.lower, .upper = difference.upper}};
    for (int i = 0; i < MOST * MOST; i++) {
        x1[i] = i / MOST;
        x2[i] = i % MOST;
        one[i] = t1;
        two[i] = t2;
    }
    need(gdcs_rate_each_contrast(&a, &b, MOST * MOST, &o, &to[0], &to[1], NULL, NULL));
}

static double cover(const limits *l, const double *p, const double *q, double truth, double *width)
{
    double sum = 0.0;
    *width = 0.0;
    for (int i = 0; i < MOST * MOST; i++) {
        const double mass = p[i / MOST] * q[i % MOST];
        if (l->lower[i] <= truth && truth <= l->upper[i])
            sum += mass;
        if (l->upper[i] <= 1e300)
            *width += mass * (l->upper[i] - l->lower[i]); /* of those that are finite */
    }
    return sum;
}

static void of_contrast(int method, int show)
{
    static const double means[] = {0.5, 1, 2, 4, 7, 12, 20, 35, 50}, times[] = {1, 3};
    double sum[2] = {0}, least[2] = {1, 1}, widths[2] = {0}, c[2];
    double p[MOST], q[MOST], width;
    const limits *of[2] = {&ratio, &difference};
    int points = 0;
    for (int t = 0; t < 2; t++) {
        fill(method, times[t], 1.0);
        for (int i = 0; i < 9; i++)
            for (int j = 0; j < 9; j++, points++) {
                masses(means[i], p);
                masses(means[j], q);
                const double r1 = means[i] / times[t], r2 = means[j];
                const double truth[2] = {r1 / r2, r1 - r2};
                for (int k = 0; k < 2; k++) {
                    c[k] = cover(of[k], p, q, truth[k], &width);
                    widths[k] += width / (k == 0 ? truth[0] : r1 + r2);
                    sum[k] += c[k];
                    least[k] = fmin(least[k], c[k]);
                }
            }
    }
    const double mean[2] = {sum[0] / points, sum[1] / points};
    if (show)
        printf("contrast %6d   ratio %.4f %.4f %7.3f   difference %.4f %.4f %7.3f\n", method,
               mean[0], least[0], widths[0] / points, mean[1], least[1], widths[1] / points);
    if (method == GDCS_RATE_CONTRAST_METHOD_EXACT) {
        claim(least[0] >= 0.95, "exact ratio below its level", method, least[0]);
        claim(least[1] >= 0.945, "MOVER of exact below the level", method, least[1]);
    } else if (method != GDCS_RATE_CONTRAST_METHOD_WALD) {
        claim(fabs(mean[0] - 0.955) <= 0.02, "ratio not near the level", method, mean[0]);
        claim(fabs(mean[1] - 0.955) <= 0.02, "difference not near the level", method, mean[1]);
    }
}

/* Persons with one, two and seven events. */
static void of_repeated(int method, int show)
{
    static const double k[] = {1, 2, 7},
                        means[][3] = {{20, 4, 1}, {3, 2, 0.5}, {40, 10, 3}, {6, 0.3, 0.3}};
    const gdcs_rate_clustered_options o = {.struct_size = sizeof o, .method = method, .per = 1};
    double sum = 0.0, least = 1.0;
    for (int i = 0; i < 4; i++) {
        double p[3][MOST], covered = 0.0;
        for (int j = 0; j < 3; j++)
            masses(means[i][j], p[j]);
        const double truth = means[i][0] + 2 * means[i][1] + 7 * means[i][2];
        for (int a = 0; a < MOST; a++)
            for (int b = 0; b < 40; b++)
                for (int c = 0; c < 20; c++) {
                    const double mass = p[0][a] * p[1][b] * p[2][c], f[] = {a, b, c};
                    gdcs_rate_clustered_result r = {.struct_size = sizeof r};
                    if (mass < 1e-9)
                        continue;
                    need(gdcs_rate_estimate_repeated(k, f, 3, 1.0, &o, &r, NULL));
                    covered += r.rate.lower <= truth && truth <= r.rate.upper ? mass : 0.0;
                }
        sum += covered / 4;
        least = fmin(least, covered);
    }
    if (show)
        printf("repeated %6d         %.4f %.4f\n", method, sum, least);
    if (method == GDCS_RATE_CLUSTERED_METHOD_GAMMA)
        claim(least >= 0.95, "gamma below its level", method, least);
    if (method == GDCS_RATE_CLUSTERED_METHOD_MID_P)
        claim(sum >= 0.95, "mid-P below the level", method, sum);
}

static double poisson(gdcs_i_rng *rng, double mean)
{
    double u = gdcs_i_rng_unit(rng), mass = exp(-mean);
    for (int x = 0;; x++, mass *= mean / x) {
        if (u <= mass || x > 500)
            return x;
        u -= mass;
    }
}

/* Units with half or three halves of the mean of 20 events, at random: dispersion 1 + 20 / 4. */
static void of_units(int method, int units, int samples, int show)
{
    const gdcs_rate_clustered_options o = {
        .struct_size = sizeof o, .method = method, .per = 1, .replicates = 400, .seed = 5};
    int covered = 0;
    for (int s = 0; s < samples; s++) {
        gdcs_i_rng rng = gdcs_i_rng_at(2026, (uint64_t)s);
        double x[64], t[64];
        for (int i = 0; i < units; i++) {
            t[i] = 1;
            x[i] = poisson(&rng, gdcs_i_rng_unit(&rng) < 0.5 ? 10 : 30);
        }
        const gdcs_rate_arrays in = {.struct_size = sizeof in, .events = x, .population = t};
        gdcs_rate_clustered_result r = {.struct_size = sizeof r};
        need(gdcs_rate_estimate_clustered(&in, units, &o, &r, NULL));
        covered += r.rate.lower <= 20 && 20 <= r.rate.upper;
    }
    const double share = (double)covered / samples, noise = 3 * sqrt(0.93 * 0.07 / samples);
    if (show)
        printf("units %3d %5d         %.4f\n", units, method, share);
    if (method == GDCS_RATE_CLUSTERED_METHOD_DOBSON)
        claim(share + noise >= 0.93 && share - noise <= 0.97, "units not near the level", method,
              share);
}

int main(int argc, char **argv)
{
    const int show = argc > 1 && strcmp(argv[1], "long") == 0;
    if (show)
        printf("                        mean   least   width              mean   least   width\n");
    for (int method = 1; method <= METHODS; method++)
        of_contrast(method, show);
    for (int method = 1; method <= 3; method++)
        of_repeated(method, show);
    for (int units = 5; units <= 40; units += 35)
        for (int method = 1; method <= 5; method++)
            if (method == GDCS_RATE_CLUSTERED_METHOD_DOBSON || (method > 3 && show))
                of_units(method, units, show ? 4000 : 1500, show);
    printf(failures > 0 ? "%d claims fail\n" : "all claims hold\n", failures);
    return failures > 0;
}
