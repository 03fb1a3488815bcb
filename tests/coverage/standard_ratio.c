/* How often do the limits of the ratio and of the difference of two standardised rates hold them?  Worked out over
   all counts of women and of men in two strata (gdcs/standard.h), for one event in the second weighing as much
   and 10 times as much as one in the first.

       standard_ratio        the claims below, in a few seconds
       standard_ratio long   all methods, with mean width of the difference

   Claims, at 95 %, means of 0.5 to 4 events in a stratum: (1) GAMMA's F ratio holds 97 % and more on average, nowhere
   less than 95; (2) TIWARI's and MID_P's ratios hold 95 % and more on average; (3) the differences of GAMMA,
   TIWARI and MID_P hold 95 % and more on average.  Where neither has events there is no ratio, which
   counts as held. */
#include <gdcs/gdcs.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { COUNTS = 11, OUTCOMES = COUNTS * COUNTS * COUNTS * COUNTS, MEANS = 3, TRUTHS = 81 };

static const double means[MEANS] = {0.5, 1.5, 4};
static double events[2][2 * OUTCOMES], limit[4][OUTCOMES];

static int fill(int method, double heavier)
{
    static double ones[2 * OUTCOMES];
    const double weights[] = {1, heavier};
    const gdcs_standard_options o = {.struct_size = sizeof o, .method = method, .per = 1 + heavier};
    const gdcs_standard_strata in[] = {
        {.struct_size = sizeof *in, .events = events[0], .population = ones, .weights = weights},
        {.struct_size = sizeof *in, .events = events[1], .population = ones, .weights = weights}};
    const gdcs_estimate_arrays ratio = {
        .struct_size = sizeof ratio, .lower = limit[0], .upper = limit[1]};
    const gdcs_estimate_arrays difference = {
        .struct_size = sizeof difference, .lower = limit[2], .upper = limit[3]};
    for (int i = 0; i < OUTCOMES; i++) {
        for (int k = 0, rest = i; k < 4; k++, rest /= COUNTS)
            events[k / 2][2 * i + k % 2] = rest % COUNTS;
        ones[2 * i] = ones[2 * i + 1] = 1;
    }
    return gdcs_standard_each_ratio(&in[0], &in[1], OUTCOMES, 2, &o, &ratio, &difference, NULL) ==
           GDCS_OK;
}

/* The tail is in the last count. */
static void fill_masses(double mass[MEANS][COUNTS])
{
    for (int m = 0; m < MEANS; m++) {
        double rest = 1.0;
        for (int x = 0; x < COUNTS - 1; x++) {
            mass[m][x] = exp(x * log(means[m]) - means[m] - lgamma(x + 1));
            rest -= mass[m][x];
        }
        mass[m][COUNTS - 1] = rest;
    }
}

static int holds(int pair, int i, double x)
{
    const double low = limit[2 * pair][i], high = limit[2 * pair + 1][i];
    const double slack = 1e-9 * (1 + fabs(x));
    return isnan(low) || isnan(high) || (low <= x + slack && x <= high + slack);
}

typedef struct summary {
    double mean[2];
    double least[2];
    double width;
} summary;

static summary summarise(double heavier)
{
    summary s = {{0, 0}, {1, 1}, 0};
    double mass[MEANS][COUNTS];
    fill_masses(mass);
    for (int t = 0; t < TRUTHS; t++) {
        const int of[] = {t % 3, t / 3 % 3, t / 9 % 3, t / 27};
        const double women = means[of[0]] + heavier * means[of[1]];
        const double men = means[of[2]] + heavier * means[of[3]];
        double cover[2] = {0, 0};
        for (int i = 0; i < OUTCOMES; i++) {
            double p = 1.0;
            for (int k = 0, rest = i; k < 4; k++, rest /= COUNTS)
                p *= mass[of[k]][rest % COUNTS];
            cover[0] += holds(0, i, women / men) ? p : 0.0;
            cover[1] += holds(1, i, women - men) ? p : 0.0;
            s.width += p * (limit[3][i] - limit[2][i]) / (1 + heavier) / TRUTHS;
        }
        for (int pair = 0; pair < 2; pair++) {
            s.mean[pair] += cover[pair] / TRUTHS;
            s.least[pair] = fmin(s.least[pair], cover[pair]);
        }
    }
    return s;
}

static int keeps(int method, const summary *s)
{
    if (method == GDCS_STANDARD_METHOD_GAMMA)
        return s->mean[0] >= 0.97 && s->least[0] >= 0.95 && s->mean[1] >= 0.95;
    return method > GDCS_STANDARD_METHOD_MID_P || (s->mean[0] >= 0.95 && s->mean[1] >= 0.95);
}

int main(int argc, char **argv)
{
    const int last = argc > 1 && strcmp(argv[1], "long") == 0 ? GDCS_STANDARD_METHOD_WALD
                                                              : GDCS_STANDARD_METHOD_MID_P;
    int broken = 0;
    for (int heavier = 1; heavier <= 10; heavier += 9)
        for (int method = 1; method <= last; method++) {
            if (!fill(method, heavier))
                return 1;
            const summary s = summarise(heavier);
            const int ok = keeps(method, &s);
            printf("method %d weight %2d  ratio mean %.4f least %.4f  difference mean %.4f least "
                   "%.4f width %.3f%s\n",
                   method, heavier, s.mean[0], s.least[0], s.mean[1], s.least[1], s.width,
                   ok ? "" : "  BROKEN");
            broken += !ok;
        }
    return broken > 0;
}
