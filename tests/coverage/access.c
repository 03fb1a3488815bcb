/* Coverage of the limits of access ratios, exact: every outcome of two samples, weighted with its
   probability, over a grid of truths.

       access        the claims below, in a few seconds
       access long   larger samples too

   Shares known as intervals: the lower end of that in the programme is a sample's share, the upper lies
   `width` above it; the truth is at either end, where the limits of Imbens and Manski promise least.  Claims,
   at 95 %, with 100 to 300 persons and shares of 0.2 to 0.85: (1) they hold 94.5 to 95.5 % on average, whether the
   share is a point or an interval, and nowhere less than 92; (2) both ends together are held 1.5 points less
   often or more where there is an interval, down to 90 %: they are limits of the ratio, not of its bounds; (3) those
   from counts, which are score limits of an odds ratio, hold 94.5 to 95.5 % on average, nowhere less than 94. */
#include "num/dist.h"

#include <gdcs/access.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { GRID = 7 };

static double share(int i)
{
    return 0.2 + 0.1 * i;
}

static double odds(double p)
{
    return p / (1.0 - p);
}

typedef struct summary {
    double mean;
    double least;
    double both; /* mean coverage of the two ends together */
} summary;

static int holds(double lower, double upper, double x)
{
    return lower <= x * (1 + 1e-9) && x <= upper * (1 + 1e-9);
}

static int limits(int x, int n, int y, int m, double width, double out[2])
{
    const gdcs_access_shares s = {.struct_size = sizeof s,
                                  .programme = {(double)x / n, fmin(1.0, (double)x / n + width)},
                                  .eligible = {(double)y / m, (double)y / m},
                                  .n_programme = n,
                                  .n_eligible = m};
    const gdcs_sex_counts part = {.women = x, .men = n - x}, all = {.women = y, .men = m - y};
    gdcs_access_result r = {.struct_size = sizeof r};
    const gdcs_status status = width < 0.0
                                   ? gdcs_access_estimate_counts(&part, &all, NULL, &r, NULL)
                                   : gdcs_access_estimate(&s, NULL, &r, NULL);
    out[0] = isnan(r.ratio.lower) ? 0.0 : r.ratio.lower;
    out[1] = isnan(r.ratio.upper) ? INFINITY : r.ratio.upper;
    return status == GDCS_OK;
}

/* width below 0: from counts. */
static int summarise(int n, int m, double width, summary *out)
{
    double low[GRID * GRID] = {0}, high[GRID * GRID] = {0}, both[GRID * GRID] = {0}, l[2];
    const double step = fmax(0.0, width);
    for (int x = 0; x <= n; x++)
        for (int y = 0; y <= m; y++) {
            if (!limits(x, n, y, m, width, l))
                return 0;
            for (int t = 0; t < GRID * GRID; t++) {
                const double p = share(t / GRID), q = share(t % GRID);
                const double mass = gdcs_i_binomial_pmf(x, n, p) * gdcs_i_binomial_pmf(y, m, q);
                const int first = holds(l[0], l[1], odds(p) / odds(q));
                const int last = holds(l[0], l[1], odds(fmin(p + step, 1 - 1e-9)) / odds(q));
                low[t] += first ? mass : 0.0;
                high[t] += last ? mass : 0.0;
                both[t] += first && last ? mass : 0.0;
            }
        }
    *out = (summary){0.0, 1.0, 0.0};
    for (int t = 0; t < GRID * GRID; t++) {
        if (share(t / GRID) + step > 0.85)
            continue;
        out->mean += (low[t] + high[t]) / 2.0;
        out->both += both[t];
        out->least = fmin(out->least, fmin(low[t], high[t]));
    }
    int used = 0;
    for (int t = 0; t < GRID * GRID; t++)
        used += share(t / GRID) + step <= 0.85;
    out->mean /= used;
    out->both /= used;
    return 1;
}

int main(int argc, char **argv)
{
    static const double widths[] = {-1.0, 0.0, 0.02, 0.1, 0.3};
    static const int sizes[][2] = {{100, 100}, {120, 200}, {200, 300}};
    const int count = argc > 1 && strcmp(argv[1], "long") == 0 ? 3 : 1;
    int broken = 0;
    for (int i = 0; i < count; i++)
        for (int k = 0; k < 5; k++) {
            summary s;
            if (!summarise(sizes[i][0], sizes[i][1], widths[k], &s))
                return 1;
            const int counts = widths[k] < 0.0;
            const int ok = fabs(s.mean - 0.95) <= 0.005 && s.least >= (counts ? 0.94 : 0.92) &&
                           (widths[k] <= 0.0 || s.both < s.mean - 0.015);
            printf("access %-9s %5.2f  n %3d %3d  mean %.4f  least %.4f  both ends %.4f%s\n",
                   counts ? "counts" : "interval", fmax(0.0, widths[k]), sizes[i][0], sizes[i][1],
                   s.mean, s.least, s.both, ok ? "" : "  BROKEN");
            broken += !ok;
        }
    return broken > 0;
}
