/* Coverage of the limits in gdcs/duration.h, over samples drawn at random: exponential stays, counted in
   whole months or not, censored at random times.  True values are those of the distribution.

   duration        a few thousand samples; exit status 1 if a promise is broken
   duration long   more samples and designs, every scale */
#include "num/rng.h"

#include <gdcs/duration.h>
#include <gdcs/sex.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 400, KINDS = 6 };

struct design {
    int women;
    int men;
    double rate_women; /* of leaving, per month */
    double rate_men;
    double censoring; /* rate */
};

static const struct design designs[] = {{60, 60, 0.08, 0.08, 0.02},
                                        {30, 120, 0.06, 0.10, 0.02},
                                        {100, 100, 0.10, 0.05, 0.06},
                                        {20, 20, 0.08, 0.08, 0.02},
                                        {15, 150, 0.03, 0.06, 0.04}};

/* What is promised at 95 %: with 20 persons of a sex or more; the limits of means, which are normal, fall
   short in small samples. */
static const struct {
    const char *name;
    double least;
    double most;
} kinds[KINDS] = {{"survival", 0.93, 0.985},
                  {"median", 0.93, 0.985},
                  {"mean", 0.90, 0.97},
                  {"mean difference", 0.92, 0.97},
                  {"survival difference", 0.93, 0.98},
                  {"mean ratio", 0.92, 0.97}};

static const double at = 8.0, tau = 12.0;

static double exponential(gdcs_i_rng *rng, double rate)
{
    return -log(gdcs_i_rng_unit(rng)) / rate;
}

static double mean_to(double rate)
{
    return -expm1(-rate * tau) / rate;
}

struct counted {
    int held[KINDS];
    int seen[KINDS];
    double width[KINDS];
    int rejected;
};

static void count(struct counted *c, int k, const gdcs_estimate *e, double truth)
{
    if (isnan(e->lower) || isnan(e->upper))
        return;
    c->seen[k]++;
    c->held[k] += e->lower <= truth && truth <= e->upper;
    c->width[k] += isfinite(e->upper) ? e->upper - e->lower : 0.0;
}

static void one_sample(const struct design *d, int32_t limits, uint64_t seed, struct counted *c)
{
    double time[MOST];
    int32_t event[MOST], sex[MOST];
    const int n = d->women + d->men;
    gdcs_i_rng rng = gdcs_i_rng_at(29, seed);
    for (int i = 0; i < n; i++) {
        sex[i] = i < d->women ? GDCS_SEX_FEMALE : GDCS_SEX_MALE;
        const double stay = exponential(&rng, i < d->women ? d->rate_women : d->rate_men);
        const double end = exponential(&rng, d->censoring);
        time[i] = fmin(fmin(stay, end), 24.0);
        event[i] = stay <= end && stay <= 24.0;
    }
    const gdcs_duration_arrays a = {
        .struct_size = sizeof a, .time = time, .event = event, .sex = sex};
    const gdcs_duration_options o = {
        .struct_size = sizeof o, .limits = limits, .time = at, .tau = tau};
    gdcs_duration_result r = {.struct_size = sizeof r};
    gdcs_duration_tested t = {.struct_size = sizeof t};
    if (gdcs_duration_estimate(&a, n, &o, &r, NULL) != GDCS_OK ||
        gdcs_duration_test(&a, n, &o, &t, NULL) != GDCS_OK)
        return;
    const double s = exp(-d->rate_women * at), u = exp(-d->rate_men * at);
    const double m = mean_to(d->rate_women), v = mean_to(d->rate_men);
    count(c, 0, &r.women_survival.estimate, s);
    count(c, 1, &r.women_quantile.estimate, log(2.0) / d->rate_women);
    count(c, 2, &r.women_mean.estimate, m);
    count(c, 3, &r.mean_difference.estimate, m - v);
    count(c, 4, &r.survival_difference.estimate, s - u);
    count(c, 5, &r.mean_ratio.estimate, m / v);
    c->rejected += t.test.p_value < 0.05;
}

static int of_design(const struct design *d, int32_t limits, int samples)
{
    static const char *const scales[] = {"", "log-log", "plain", "log", "arcsine"};
    struct counted c;
    int broken = 0;
    memset(&c, 0, sizeof c);
    for (int i = 0; i < samples; i++)
        one_sample(d, limits, (uint64_t)i, &c);
    printf("%d women leaving at %g, %d men at %g, censored at %g, %s\n", d->women, d->rate_women,
           d->men, d->rate_men, d->censoring, scales[limits]);
    for (int k = 0; k < KINDS; k++) {
        const double cover = (double)c.held[k] / c.seen[k];
        const int is_promised = limits == GDCS_DURATION_LIMITS_LOG_LOG && d->women >= 20;
        const int ok = !is_promised || (cover >= kinds[k].least && cover <= kinds[k].most);
        printf("  %-20s coverage %.4f  width %.4f%s\n", kinds[k].name, cover,
               c.width[k] / c.seen[k], ok ? "" : "  BROKEN");
        broken += !ok;
    }
    const double rejected = (double)c.rejected / samples;
    const int is_size = d->rate_women == d->rate_men;
    const int ok = !is_size || (rejected >= 0.035 && rejected <= (d->women < 30 ? 0.075 : 0.06));
    printf("  %-20s %s %.4f%s\n", "log-rank", is_size ? "size" : "power", rejected,
           ok ? "" : "  BROKEN");
    return broken + !ok;
}

int main(int argc, char **argv)
{
    const int is_long = argc > 1 && strcmp(argv[1], "long") == 0;
    const int count_of = is_long ? (int)(sizeof designs / sizeof *designs) : 4;
    int broken = 0;
    for (int i = 0; i < count_of; i++)
        for (int32_t limits = 1; limits <= (is_long ? 4 : 1); limits++)
            broken += of_design(&designs[i], limits, is_long ? 10000 : 3000);
    return broken != 0;
}
