/* Coverage of the gap against an estimated share, exact: every outcome of the sample and of the survey that
   the share is from, weighted with its probability, over a grid of truths.  Beside it the same with the share
   taken for known, which it is not.

   gap_reference        small samples; exit status 1 if a promise is broken
   gap_reference long   more of them */
#include "num/dist.h"

#include <gdcs/gap.h>
#include <gdcs/share.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRUTHS = 27 };

/* A sample of so many women, and a survey of so many. */
struct sizes {
    int sample;
    int survey;
};

/* Arrays over all outcomes. */
struct outcomes {
    int count;
    double *women, *men, *share, *effective_n, *lower, *upper;
    double *limits[4]; /* of the difference, of the ratio */
};

/* What is promised at 95 %: how far the mean over the truths may lie below and above the level; of a share
   taken for known, how far it lies below at the least. */
static const struct form {
    const char *name;
    int32_t method;
    int by_limits;
    int known;
    double below, above;
} forms[] = {
    {"Miettinen-Nurminen", GDCS_GAP_METHOD_MIETTINEN_NURMINEN, 0, 0, 0.005, 0.005},
    {"Newcombe, MOVER-R", GDCS_GAP_METHOD_NEWCOMBE, 0, 0, 0.005, 0.005},
    {"by Wilson's limits", GDCS_GAP_METHOD_NEWCOMBE, 1, 0, 0.005, 0.005},
    {"taken for known", GDCS_GAP_METHOD_MIETTINEN_NURMINEN, 0, 1, 0.02, 0},
};

static double truth(int i, int of_survey)
{
    return of_survey ? 0.1 + 0.35 * (i / 9) : 0.05 + 0.1 * (i % 9);
}

static int fill(const struct sizes *s, struct outcomes *o)
{
    double *room = calloc((size_t)(s->sample + 1) * (size_t)(s->survey + 1) * 10, sizeof *room);
    if (room == NULL)
        return 0;
    o->count = (s->sample + 1) * (s->survey + 1);
    double **const at[] = {&o->women, &o->men,       &o->share,     &o->effective_n, &o->lower,
                           &o->upper, &o->limits[0], &o->limits[1], &o->limits[2],   &o->limits[3]};
    for (int i = 0; i < 10; i++)
        *at[i] = room + (ptrdiff_t)i * o->count;
    for (int x = 0, i = 0; x <= s->sample; x++)
        for (int y = 0; y <= s->survey; y++, i++) {
            const gdcs_sex_counts c = {.women = y, .men = s->survey - y};
            gdcs_share_result r = {.struct_size = sizeof r};
            if (gdcs_share_estimate(&c, NULL, &r, NULL) != GDCS_OK)
                return 0;
            o->women[i] = x;
            o->men[i] = s->sample - x;
            o->share[i] = r.share.value;
            o->effective_n[i] = s->survey;
            o->lower[i] = r.share.lower;
            o->upper[i] = r.share.upper;
        }
    return 1;
}

static gdcs_status estimate(const struct form *f, const struct outcomes *o)
{
    const gdcs_gap_options options = {.struct_size = sizeof options, .method = f->method};
    const gdcs_sex_arrays a = {.struct_size = sizeof a, .women = o->women, .men = o->men};
    const gdcs_estimate_arrays d = {
        .struct_size = sizeof d, .lower = o->limits[0], .upper = o->limits[1]};
    const gdcs_estimate_arrays q = {
        .struct_size = sizeof q, .lower = o->limits[2], .upper = o->limits[3]};
    gdcs_gap_reference_arrays r = {.struct_size = sizeof r, .share = o->share};
    if (f->known)
        return gdcs_gap_each_known(&a, o->share, NULL, o->count, &options, &d, &q, NULL);
    if (f->by_limits) {
        r.lower = o->lower;
        r.upper = o->upper;
    } else
        r.effective_n = o->effective_n;
    return gdcs_gap_each_reference(&a, &r, o->count, &options, &d, &q, NULL);
}

static int holds(const struct outcomes *o, int k, int i, double x)
{
    const double slack = 1e-9 * (1.0 + fabs(x)); /* the truth of a grid is rounded */
    return o->limits[2 * k][i] <= x + slack && x <= o->limits[2 * k + 1][i] + slack;
}

static double covered(const struct sizes *s, const struct outcomes *o, int k, int t)
{
    const double p = truth(t, 0), q = truth(t, 1);
    double sum = 0.0;
    for (int x = 0; x <= s->sample; x++) {
        const double mass = gdcs_i_binomial_pmf(x, s->sample, p);
        for (int y = 0; y <= s->survey; y++)
            if (holds(o, k, x * (s->survey + 1) + y, k ? p / q : p - q))
                sum += mass * gdcs_i_binomial_pmf(y, s->survey, q);
    }
    return sum;
}

static int report(const struct form *f, const struct sizes *s, const struct outcomes *o)
{
    int broken = 0;
    for (int k = 0; k < 2; k++) {
        double mean = 0.0, least = 1.0;
        for (int t = 0; t < TRUTHS; t++) {
            const double c = covered(s, o, k, t);
            mean += c / TRUTHS;
            least = fmin(least, c);
        }
        const int ok =
            f->known ? mean < 0.95 - f->below : mean >= 0.95 - f->below && mean <= 0.95 + f->above;
        printf("%3d against %4d  %-19s %-10s mean %.4f  least %.4f%s\n", s->sample, s->survey,
               f->name, k ? "ratio" : "difference", mean, least, ok ? "" : "  BROKEN");
        broken += !ok;
    }
    return broken;
}

int main(int argc, char **argv)
{
    static const struct sizes sizes[] = {{30, 60}, {60, 40}, {40, 200}, {100, 100}};
    const int is_long = argc > 1 && strcmp(argv[1], "long") == 0;
    int broken = 0;
    for (int i = 0; i < (is_long ? 4 : 2); i++) {
        struct outcomes o = {0};
        int made = fill(&sizes[i], &o);
        for (size_t f = 0; made && f < sizeof forms / sizeof *forms; f++) {
            made = estimate(&forms[f], &o) == GDCS_OK;
            broken += made ? report(&forms[f], &sizes[i], &o) : 1;
        }
        free(o.women);
        broken += !made;
    }
    return broken > 0;
}
