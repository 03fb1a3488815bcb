/* Coverage of the limits of what strata have in common, exact: every outcome, weighted with its probability,
   over a grid of truths in which the measure is common to all strata.  Two strata of unequal sizes, and 12
   strata of one woman and one man each.

   strata        small samples; exit status 1 if a promise is broken
   strata long   more of them */
#include "num/dist.h"

#include <gdcs/strata.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DIFFERENCE, RISK_RATIO, ODDS_RATIO, MEASURES, BASES = 3, EFFECTS = 3, TRUTHS = 9 };
enum { STRATA = 12, OPTIONS = 5, FORMS = 9 };

static const gdcs_strata_options options[OPTIONS] = {
    {.struct_size = sizeof *options, .method = 1, .variance = GDCS_STRATA_VARIANCE_SATO},
    {.struct_size = sizeof *options,
     .method = 1,
     .variance = GDCS_STRATA_VARIANCE_GREENLAND_ROBINS},
    {.struct_size = sizeof *options, .method = GDCS_STRATA_METHOD_INVERSE_VARIANCE},
    {.struct_size = sizeof *options, .method = GDCS_STRATA_METHOD_EXACT},
    {.struct_size = sizeof *options, .method = GDCS_STRATA_METHOD_MID_P},
};

/* What is promised at 95 %: the least and the most that the mean over the truths may be, and the least of any
   truth, in two strata and in the many of one and one.  Where a variance is not for strata so small, that it
   fails there is the promise: see gdcs/strata.h. */
static const struct form {
    const char *name;
    int measure;
    int option;
    double promise[2][3];
} forms[FORMS] = {
    {"Mantel-Haenszel, Sato", DIFFERENCE, 0, {{0.92, 0.955, 0.91}, {0.90, 0.95, 0.88}}},
    {"Mantel-Haenszel, G-R", DIFFERENCE, 1, {{0.90, 0.95, 0.88}, {0.00, 0.20, 0.00}}},
    {"inverse variance", DIFFERENCE, 2, {{0.86, 0.95, 0.84}, {0.80, 0.90, 0.65}}},
    {"Mantel-Haenszel", RISK_RATIO, 0, {{0.95, 0.975, 0.94}, {0.95, 0.98, 0.94}}},
    {"inverse variance", RISK_RATIO, 2, {{0.945, 0.97, 0.90}, {0.90, 0.96, 0.50}}},
    {"Mantel-Haenszel", ODDS_RATIO, 0, {{0.95, 0.98, 0.95}, {0.95, 0.995, 0.95}}},
    {"inverse variance", ODDS_RATIO, 2, {{0.95, 0.985, 0.95}, {0.95, 0.99, 0.95}}},
    {"exact", ODDS_RATIO, 3, {{0.95, 0.99, 0.95}, {0.95, 1.00, 0.95}}},
    {"mid-P", ODDS_RATIO, 4, {{0.95, 0.975, 0.95}, {0.95, 0.985, 0.95}}},
};

static const double bases[BASES][2] = {{0.2, 0.5}, {0.1, 0.3}, {0.5, 0.4}};
static const double effects[MEASURES][EFFECTS] = {{0, 0.15, 0.3}, {1, 1.4, 1.8}, {1, 2, 4}};

/* The risk of group a where that of b is `base` and the measure this. */
static double risk(int measure, double base, double effect)
{
    if (measure == DIFFERENCE)
        return base + effect;
    if (measure == RISK_RATIO)
        return base * effect;
    return base * effect / (1.0 - base + base * effect);
}

/* One outcome: the tables of the strata, and how probable it is under each truth. */
struct outcome {
    double x[STRATA], n[STRATA], y[STRATA], m[STRATA];
    int strata;
    double weight[MEASURES][TRUTHS];
};

static int holds(const gdcs_estimate *e, double truth)
{
    const double slack = 1e-9 * (1.0 + fabs(truth)); /* the truth of a grid is rounded */
    return e->lower <= truth + slack && truth <= e->upper + slack;
}

static int add(const struct outcome *o, double cover[FORMS][TRUTHS])
{
    const gdcs_part_arrays in = {sizeof in, 0, o->x, o->n, o->y, o->m};
    gdcs_strata_result r[OPTIONS];
    for (int i = 0; i < OPTIONS; i++) {
        r[i].struct_size = sizeof r[i];
        if (gdcs_strata_pool(&in, o->strata, &options[i], &r[i], NULL) != GDCS_OK)
            return 0;
    }
    for (int f = 0; f < FORMS; f++) {
        const gdcs_strata_result *one = &r[forms[f].option];
        const gdcs_estimate *const of[] = {&one->difference, &one->risk_ratio, &one->odds_ratio};
        for (int t = 0; t < TRUTHS; t++)
            if (holds(of[forms[f].measure], effects[forms[f].measure][t % EFFECTS]))
                cover[f][t] += o->weight[forms[f].measure][t];
    }
    return 1;
}

static int report(const char *name, int sparse, double cover[FORMS][TRUTHS])
{
    static const char *const measure[] = {"difference", "risk ratio", "odds ratio"};
    int broken = 0;
    for (int f = 0; f < FORMS; f++) {
        const double *promise = forms[f].promise[sparse];
        double mean = 0.0, least = 1.0;
        for (int t = 0; t < TRUTHS; t++) {
            mean += cover[f][t] / TRUTHS;
            least = fmin(least, cover[f][t]);
        }
        const int ok = promise[0] <= mean && mean <= promise[1] && promise[2] <= least;
        printf("%-22s %-10s %-22s mean %.4f  least %.4f%s\n", name, measure[forms[f].measure],
               forms[f].name, mean, least, ok ? "" : "  BROKEN");
        broken += !ok;
    }
    return broken;
}

static void weigh_two(struct outcome *o)
{
    for (int k = 0; k < MEASURES; k++)
        for (int t = 0; t < TRUTHS; t++) {
            o->weight[k][t] = 1.0;
            for (int s = 0; s < 2; s++) {
                const double b = bases[t / EFFECTS][s], a = risk(k, b, effects[k][t % EFFECTS]);
                o->weight[k][t] *= gdcs_i_binomial_pmf(o->x[s], o->n[s], a) *
                                   gdcs_i_binomial_pmf(o->y[s], o->m[s], b);
            }
        }
}

static int of_two(const char *name, const int size[4])
{
    double cover[FORMS][TRUTHS] = {{0}};
    struct outcome o = {.n = {size[0], size[2]}, .m = {size[1], size[3]}, .strata = 2};
    for (o.x[0] = 0; o.x[0] <= o.n[0]; o.x[0]++)
        for (o.y[0] = 0; o.y[0] <= o.m[0]; o.y[0]++)
            for (o.x[1] = 0; o.x[1] <= o.n[1]; o.x[1]++)
                for (o.y[1] = 0; o.y[1] <= o.m[1]; o.y[1]++) {
                    weigh_two(&o);
                    if (!add(&o, cover))
                        return 1;
                }
    return report(name, 0, cover);
}

/* So many strata with both, with her alone, with him alone, and with neither. */
static void weigh_pairs(struct outcome *o, const int of[4])
{
    for (int k = 0; k < MEASURES; k++)
        for (int t = 0; t < TRUTHS; t++) {
            const double b = bases[t / EFFECTS][0], a = risk(k, b, effects[k][t % EFFECTS]);
            const double p[] = {a * b, a * (1 - b), (1 - a) * b, (1 - a) * (1 - b)};
            double log_mass = lgamma(STRATA + 1.0);
            for (int i = 0; i < 4; i++)
                log_mass += of[i] * log(p[i]) - lgamma(of[i] + 1.0);
            o->weight[k][t] = exp(log_mass);
        }
}

static int of_pairs(void)
{
    double cover[FORMS][TRUTHS] = {{0}};
    struct outcome o = {.strata = STRATA};
    int of[4];
    for (of[0] = 0; of[0] <= STRATA; of[0]++)
        for (of[1] = 0; of[0] + of[1] <= STRATA; of[1]++)
            for (of[2] = 0; of[0] + of[1] + of[2] <= STRATA; of[2]++) {
                of[3] = STRATA - of[0] - of[1] - of[2];
                for (int s = 0; s < STRATA; s++) {
                    o.n[s] = o.m[s] = 1;
                    o.x[s] = s < of[0] + of[1];
                    o.y[s] = s < of[0] || (s >= of[0] + of[1] && s < of[0] + of[1] + of[2]);
                }
                weigh_pairs(&o, of);
                if (!add(&o, cover))
                    return 1;
            }
    return report("12 strata of 1 and 1", 1, cover);
}

int main(int argc, char **argv)
{
    static const int small[] = {8, 8, 10, 5}, large[] = {14, 14, 15, 10};
    int broken = of_two("8 + 8, 10 + 5", small) + of_pairs();
    if (argc > 1 && strcmp(argv[1], "long") == 0)
        broken += of_two("14 + 14, 15 + 10", large);
    return broken > 0;
}
