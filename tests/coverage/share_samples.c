/* How often do limits hold that are given for several shares together, or for samples of clusters?

       share_samples         the claims below, in a few seconds
       share_samples long    a table of coverage and width, and the claims

   Shares of women, men and other together are worked out over all samples of n; clusters are drawn, by a
   fixed seed: k of 20 persons, women in each by a beta-binomial of mean p and correlation rho within.
   Claims: (1) Clopper-Pearson with Bonferroni is nowhere below its level; (2) from twenty persons on
   Goodman's and Quesenberry-Hurst's are on average not below it, while Sison-Glaz is, as share.h says: 0.81,
   0.88 and 0.91 with 20, 40 and 100; (3) of clusters, both kinds of limits are within 2.5 points of the
   level, or above it, for shares from 0.2 on, where limits that take persons for independent fall below
   it by 5 points and more. */
#include <gdcs/gdcs.h>

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

static void claim(int holds, const char *what, int method, double at, double got)
{
    if (holds)
        return;
    failures++;
    printf("wrong: %s, method %d, at %g: %.6f\n", what, method, at, got);
}

static void need(gdcs_status status)
{
    if (status == GDCS_OK)
        return;
    printf("wrong: %s\n", gdcs_status_name(status));
    exit(1);
}

enum { MOST = 100 };

typedef struct three {
    double lower[3], upper[3];
} three;

static three limits[MOST + 1][MOST + 1];

static double fill(int method, int n)
{
    const gdcs_share_sexes_options o = {
        .struct_size = sizeof o, .method = method, .categories = GDCS_SHARE_CATEGORIES_RECORDED};
    double width = 0, samples = 0;
    for (int a = 0; a <= n; a++)
        for (int b = 0; a + b <= n; b++) {
            const gdcs_sex_counts c = {.women = a, .men = b, .other = n - a - b};
            gdcs_share_sexes_result r = {.struct_size = sizeof r};
            need(gdcs_share_estimate_sexes(&c, &o, &r, NULL));
            const three l = {{r.women.lower, r.men.lower, r.other.lower},
                             {r.women.upper, r.men.upper, r.other.upper}};
            limits[a][b] = l;
            for (int i = 0; i < 3; i++)
                width += (l.upper[i] - l.lower[i]) / 3;
            samples++;
        }
    return width / samples;
}

static double log_choose(int n, int a, int b)
{
    return lgamma(n + 1) - lgamma(a + 1) - lgamma(b + 1) - lgamma(n - a - b + 1);
}

static double coverage(int n, const double *p)
{
    double sum = 0;
    for (int a = 0; a <= n; a++)
        for (int b = 0; a + b <= n; b++) {
            int holds = 1;
            for (int i = 0; i < 3; i++)
                holds &= limits[a][b].lower[i] <= p[i] && p[i] <= limits[a][b].upper[i];
            if (holds)
                sum += exp(log_choose(n, a, b) + a * log(p[0]) + b * log(p[1]) +
                           (n - a - b) * log(p[2]));
        }
    return sum;
}

static void together(int method, int n, int show)
{
    const double width = fill(method, n), step = 0.025;
    double mean = 0, least = 1;
    int points = 0;
    for (double u = step / 2; u < 1; u += step)
        for (double v = step / 2; u + v < 1 - step / 4; v += step) {
            const double p[] = {u, v, 1 - u - v}, got = coverage(n, p);
            mean += got;
            least = fmin(least, got);
            points++;
        }
    mean /= points;
    if (show)
        printf("together %d %6d %9.5f %9.5f %9.5f\n", method, n, mean, least, width);
    if (method == GDCS_SHARE_SEXES_METHOD_CLOPPER_PEARSON)
        claim(least >= 0.95 - 1e-9, "exact below its level", method, n, least);
    else if (method != GDCS_SHARE_SEXES_METHOD_SISON_GLAZ)
        claim(n < 20 || mean >= 0.95, "mean below the level", method, n, mean);
    else
        claim(n < 20 || fabs(mean - (n == 20   ? 0.81
                                     : n == 40 ? 0.88
                                               : 0.91)) <= 0.005,
              "mean is not what share.h says", method, n, mean);
}

/* Uniform in (0, 1), the same on every machine. */
static double uniform(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return ((double)(*state >> 11) + 0.5) * 0x1p-53;
}

/* Polya's urn: a beta-binomial, drawn person by person. */
static int draw(uint64_t *state, int size, double p, double rho)
{
    const double strength = 1 / rho - 1;
    int women = 0;
    for (int i = 0; i < size; i++)
        women += uniform(state) < (strength * p + women) / (strength + i);
    return women;
}

static void clusters(int method, int k, double p, double rho, int show)
{
    enum { ROUNDS = 4000, SIZE = 20 };
    uint64_t state = 7;
    int held = 0, plain = 0;
    double women[64], men[64], width = 0;
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = women, .men = men};
    const gdcs_share_options o = {.struct_size = sizeof o, .method = method};
    for (int round = 0; round < ROUNDS; round++) {
        gdcs_sex_counts sum = {0};
        gdcs_share_design_result r = {.struct_size = sizeof r};
        gdcs_share_result simple = {.struct_size = sizeof simple};
        for (int i = 0; i < k; i++) {
            women[i] = draw(&state, SIZE, p, rho);
            men[i] = SIZE - women[i];
            sum.women += women[i];
            sum.men += men[i];
        }
        need(gdcs_share_estimate_clustered(&in, k, &o, &r, NULL));
        need(gdcs_share_estimate(&sum, &o, &simple, NULL));
        held += r.share.lower <= p && p <= r.share.upper;
        plain += simple.share.lower <= p && p <= simple.share.upper;
        width += (r.share.upper - r.share.lower) / ROUNDS;
    }
    const double got = (double)held / ROUNDS, naive = (double)plain / ROUNDS;
    if (show)
        printf("clusters %d %6d %5g %5g %9.4f %9.4f %9.4f\n", method, k, p, rho, got, naive, width);
    if (p < 0.2)
        return;
    claim(got >= 0.925, "clusters below the level", method, k, got);
    claim(naive <= 0.9, "persons taken for independent do as well", method, k, naive);
}

int main(int argc, char **argv)
{
    static const int sizes[] = {10, 20, 40, 100};
    static const double shares[] = {0.05, 0.2, 0.5};
    const int show = argc > 1 && strcmp(argv[1], "long") == 0;
    if (show)
        printf("         method  n      mean     least     width\n");
    for (int i = 0; i < (show ? 4 : 3); i++)
        for (int method = 1; method <= 4; method++)
            together(method, sizes[i], show);
    if (show)
        printf("         method  k     p   rho      held   ignored     width\n");
    for (int method = 1; method <= 2; method++)
        for (int k = 5; k <= 40; k *= 2)
            for (int i = 0; i < 3; i++)
                clusters(method, k, shares[i], 0.1, show);
    printf(failures > 0 ? "%d claims fail\n" : "all claims hold\n", failures);
    return failures > 0;
}
