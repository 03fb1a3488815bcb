/* Coverage of the limits in lib/num/interval/contrast.h, exact: every outcome of both samples, weighted
   with its probability, over a grid of truths.

   contrast        small samples; exit status 1 if a promise is broken
   contrast long   more of them */
#include "num/dist.h"
#include "num/interval/contrast.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GRID = 24, MOST = 121 };

typedef struct gdcs_i_two samples;
typedef struct gdcs_i_limits limits;

/* A method, and what is promised of it at 95 %: the least coverage over all truths, and how far the
   mean over them may be from the level.  Only exact limits promise the first. */
struct method {
    const char *name;
    limits (*difference)(samples, double);
    limits (*ratio)(samples, double);
    int is_exact;
    double least;
    double mean;
};

static const struct method methods[] = {
    {"Miettinen-Nurminen", gdcs_i_contrast_difference_score, gdcs_i_contrast_ratio_score, 0, 0.0,
     0.015},
    {"Newcombe, MOVER-R", gdcs_i_contrast_difference_hybrid, gdcs_i_contrast_ratio_hybrid, 0, 0.0,
     0.015},
    {"exact", gdcs_i_contrast_difference_exact, gdcs_i_contrast_ratio_exact, 1, 0.95, 0.05},
};

static limits difference[MOST][MOST], ratio[MOST][MOST];

static void fill(const struct method *m, int n1, int n2, double alpha)
{
    const double with = m->is_exact ? alpha : gdcs_i_normal_quantile_upper(alpha / 2.0);
    for (int a = 0; a <= n1; a++)
        for (int b = 0; b <= n2; b++) {
            const samples t = {a, n1 - a, b, n2 - b};
            difference[a][b] = m->difference(t, with);
            ratio[a][b] = m->ratio(t, with);
        }
}

static int holds(limits l, double x)
{
    const double slack = 1e-9 * (1.0 + fabs(x)); /* the truth of a grid is rounded */
    return l.lower <= x + slack && x <= l.upper + slack;
}

static void masses(int n, double p, double out[MOST])
{
    for (int i = 0; i <= n; i++)
        out[i] = gdcs_i_binomial_pmf(i, n, p);
}

struct summary {
    double least[2];
    double mean[2];
};

static struct summary summarise(int n1, int n2)
{
    struct summary s = {{1.0, 1.0}, {0.0, 0.0}};
    double f[MOST], g[MOST];
    for (int i = 0; i < GRID * GRID; i++) {
        const double p = (i / GRID + 0.5) / GRID, q = (i % GRID + 0.5) / GRID;
        double cover[2] = {0.0, 0.0};
        masses(n1, p, f);
        masses(n2, q, g);
        for (int a = 0; a <= n1; a++)
            for (int b = 0; b <= n2; b++) {
                cover[0] += holds(difference[a][b], p - q) ? f[a] * g[b] : 0.0;
                cover[1] += holds(ratio[a][b], p / q) ? f[a] * g[b] : 0.0;
            }
        for (int k = 0; k < 2; k++) {
            s.least[k] = fmin(s.least[k], cover[k]);
            s.mean[k] += cover[k] / (GRID * GRID);
        }
    }
    return s;
}

static int of_shares(int n1, int n2)
{
    int broken = 0;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        const struct method *m = &methods[i];
        if (m->is_exact && n1 * n2 > 400)
            continue;
        fill(m, n1, n2, 0.05);
        const struct summary s = summarise(n1, n2);
        for (int k = 0; k < 2; k++) {
            const int ok = s.least[k] >= m->least - 1e-9 && fabs(s.mean[k] - 0.95) <= m->mean;
            printf("%-20s %-10s n %3d %3d  mean %.4f  least %.4f%s\n", m->name,
                   k == 0 ? "difference" : "ratio", n1, n2, s.mean[k], s.least[k],
                   ok ? "" : "  BROKEN");
            broken += !ok;
        }
    }
    return broken;
}

/* Ratio of two Poisson means, and the index of four. */
static int of_counts(double first, double second, int with_index)
{
    const double z = gdcs_i_normal_quantile_upper(0.025);
    double f[MOST], g[MOST], cover = 0.0, index = 0.0;
    const int most = with_index ? 24 : MOST - 1;
    for (int i = 0; i <= most; i++) {
        f[i] = gdcs_i_poisson_pmf(i, first);
        g[i] = gdcs_i_poisson_pmf(i, second);
    }
    for (int a = 0; a <= most; a++)
        for (int b = 0; b <= most; b++)
            cover +=
                holds(gdcs_i_contrast_poisson_score(a, b, z), first / second) ? f[a] * g[b] : 0.0;
    for (int i = 0; with_index && i <= most * most * most * most; i++) {
        const int a = i % most, b = i / most % most, c = i / most / most % most;
        const int d = i / most / most / most;
        const samples t = {a, b, c, d};
        const double mass = d < most ? f[a] * g[b] * g[c] * g[d] : 0.0;
        if (mass > 1e-9)
            index +=
                a + b > 0 && c + d > 0 && holds(gdcs_i_contrast_odds_score(t, z), first / second)
                    ? mass
                : a + b > 0 && c + d > 0 ? 0.0
                                         : mass;
    }
    const int ok = fabs(cover - 0.95) <= 0.015 && (!with_index || fabs(index - 0.95) <= 0.015);
    printf("Poisson score        ratio      means %g %g  %.4f", first, second, cover);
    if (with_index)
        printf("  index %.4f", index);
    printf("%s\n", ok ? "" : "  BROKEN");
    return !ok;
}

int main(int argc, char **argv)
{
    const int is_long = argc > 1 && strcmp(argv[1], "long") == 0;
    static const int sizes[][2] = {{10, 10}, {8, 20}, {30, 30}, {15, 60}, {60, 60}, {120, 40}};
    static const double means[][2] = {{3, 3}, {5, 2}, {8, 8}, {2, 9}, {40, 25}, {10, 60}};
    int broken = 0;
    for (int i = 0; i < (is_long ? 6 : 3); i++)
        broken += of_shares(sizes[i][0], sizes[i][1]);
    for (int i = 0; i < (is_long ? 6 : 3); i++)
        broken += of_counts(means[i][0], means[i][1], is_long && i < 4);
    return broken > 0;
}
