/* Coverage of the limits for nested and for paired samples, exact: every outcome, weighted with its
   probability, over a grid of truths.

   gap        small samples; exit status 1 if a promise is broken
   gap long   more of them */
#include "num/dist.h"
#include "num/interval/pairs.h"

#include <gdcs/gap.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct gdcs_i_pairs pairs;
typedef struct gdcs_i_limits limits;

/* What is promised at 95 %: how far the mean over the truths may lie below and above the level. */
struct method {
    const char *name;
    limits (*of)(pairs, double);
    int is_ratio;
    double below;
    double above;
};

static const struct method methods[] = {
    {"Tango", gdcs_i_pairs_difference_score, 0, 0.005, 0.015},
    {"Newcombe", gdcs_i_pairs_difference_hybrid, 0, 0.005, 0.015},
    {"Bonett-Price", gdcs_i_pairs_difference_adjusted, 0, 0.005, 0.015},
    {"Tang-Tang-Chan", gdcs_i_pairs_ratio_score, 1, 0.005, 0.015},
    {"MOVER-R", gdcs_i_pairs_ratio_hybrid, 1, 0.005, 0.015},
    {"Bonett-Price", gdcs_i_pairs_ratio_adjusted, 1, 0.005, 0.015},
};

enum { METHODS = 6, TRUTHS = 27 };

/* Shares 0.2, 0.5, 0.7 each, correlations 0, 0.3 and 0.6 of the largest possible. */
static pairs truth(int i)
{
    static const double shares[] = {0.2, 0.5, 0.7}, parts[] = {0.0, 0.3, 0.6};
    const double p = shares[i % 3], q = shares[i / 3 % 3];
    const double both = p * q + parts[i / 9] * (fmin(p, q) - p * q);
    const pairs t = {both, p - both, q - both, 1.0 - p - q + both};
    return t;
}

static int holds(limits l, double x)
{
    const double slack = 1e-9 * (1.0 + fabs(x)); /* the truth of a grid is rounded */
    return l.lower <= x + slack && x <= l.upper + slack;
}

static double mass(pairs c, const pairs *t, double n)
{
    return exp(lgamma(n + 1) - lgamma(c.both + 1) - lgamma(c.first + 1) - lgamma(c.second + 1) -
               lgamma(c.neither + 1) + c.both * log(t->both) + c.first * log(t->first) +
               c.second * log(t->second) + c.neither * log(t->neither));
}

static void add_outcome(pairs c, double n, double cover[METHODS][TRUTHS], double width[METHODS])
{
    const double z = gdcs_i_normal_quantile_upper(0.025);
    limits l[METHODS];
    for (int m = 0; m < METHODS; m++)
        l[m] = methods[m].of(c, z);
    for (int i = 0; i < TRUTHS; i++) {
        const pairs t = truth(i);
        const double weight = mass(c, &t, n), one = t.both + t.first, two = t.both + t.second;
        for (int m = 0; m < METHODS; m++) {
            cover[m][i] += holds(l[m], methods[m].is_ratio ? one / two : one - two) ? weight : 0.0;
            width[m] += methods[m].is_ratio ? 0.0 : weight / TRUTHS * (l[m].upper - l[m].lower);
        }
    }
}

static int of_pairs(int n)
{
    double cover[METHODS][TRUTHS] = {{0}}, width[METHODS] = {0};
    int broken = 0;
    for (int a = 0; a <= n; a++)
        for (int b = 0; a + b <= n; b++)
            for (int c = 0; a + b + c <= n; c++)
                add_outcome((pairs){a, b, c, n - a - b - c}, n, cover, width);
    for (int m = 0; m < METHODS; m++) {
        double mean = 0.0, least = 1.0;
        for (int i = 0; i < TRUTHS; i++) {
            mean += cover[m][i] / TRUTHS;
            least = fmin(least, cover[m][i]);
        }
        const int ok = mean >= 0.95 - methods[m].below && mean <= 0.95 + methods[m].above;
        printf("pairs %-15s %-10s n %3d  mean %.4f  least %.4f", methods[m].name,
               methods[m].is_ratio ? "ratio" : "difference", n, mean, least);
        if (!methods[m].is_ratio)
            printf("  width %.4f", width[m]);
        printf("%s\n", ok ? "" : "  BROKEN");
        broken += !ok;
    }
    return broken;
}

/* Part and rest are binomial; what is covered is their gap to the whole of given size. */
static int of_nested(int part, int rest, int32_t method)
{
    const gdcs_gap_options o = {.struct_size = sizeof o, .method = method};
    double cover[2][TRUTHS] = {{0}}, mean[2] = {0}, least[2] = {1, 1};
    int broken = 0;
    for (int x = 0; x <= part; x++)
        for (int y = 0; y <= rest; y++) {
            const gdcs_part a = {x, part}, b = {x + y, part + rest};
            gdcs_gap_result r = {.struct_size = sizeof r};
            if (gdcs_gap_estimate_nested(&a, &b, &o, &r, NULL) != GDCS_OK)
                return 1;
            for (int i = 0; i < TRUTHS; i++) {
                const double p = 0.05 + 0.1 * (i % 9), q = 0.1 + 0.35 * (i / 9);
                const double whole = (p * part + q * rest) / (part + rest);
                const double weight =
                    gdcs_i_binomial_pmf(x, part, p) * gdcs_i_binomial_pmf(y, rest, q);
                const limits d = {r.difference.lower, r.difference.upper};
                const limits s = {r.ratio.lower, r.ratio.upper};
                cover[0][i] += holds(d, p - whole) ? weight : 0.0;
                cover[1][i] += holds(s, p / whole) ? weight : 0.0;
            }
        }
    for (int k = 0; k < 2; k++) {
        for (int i = 0; i < TRUTHS; i++) {
            mean[k] += cover[k][i] / TRUTHS;
            least[k] = fmin(least[k], cover[k][i]);
        }
        const int ok = fabs(mean[k] - 0.95) <= 0.015;
        printf("nested %-18s %-10s %3d of %3d  mean %.4f  least %.4f%s\n",
               method == GDCS_GAP_METHOD_NEWCOMBE ? "Newcombe, MOVER-R" : "Miettinen-Nurminen",
               k ? "ratio" : "difference", part, part + rest, mean[k], least[k],
               ok ? "" : "  BROKEN");
        broken += !ok;
    }
    return broken;
}

int main(int argc, char **argv)
{
    const int is_long = argc > 1 && strcmp(argv[1], "long") == 0;
    static const int sizes[] = {20, 40, 60}, nested[][2] = {{15, 30}, {30, 15}, {40, 80}};
    int broken = 0;
    for (int i = 0; i < (is_long ? 3 : 2); i++)
        broken += of_pairs(sizes[i]);
    for (int i = 0; i < (is_long ? 3 : 2); i++)
        for (int32_t method = 1; method <= 2; method++)
            broken += of_nested(nested[i][0], nested[i][1], method);
    return broken > 0;
}
