/* False discoveries among sources compared by gdcs/quality.h, by simulation: all sources have shares drawn
   from one beta distribution (theta 0: the same share), so that every flag is false and the rate of false
   discoveries is the share of sets with a flag.

   quality_coverage       few sets; exit status 1 if the rate is above 5 % by more than chance explains, with
                          equal shares or unequal ones, or if one source of no women among many is not found
   quality_coverage long  more sets, and settings; printed */
#include "num/dist.h"
#include "num/rng.h"

#include <gdcs/quality.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 30 };

static const struct setting {
    int sources;
    double size;
    double share;
    double theta;
} settings[] = {
    {2, 100, 0.2, 0},      {5, 60, 0.1, 0},      {10, 200, 0.05, 0},    {30, 100, 0.3, 0},
    {5, 60, 0.1, 0.02},    {10, 200, 0.1, 0.1},  {30, 200, 0.1, 0.05},  {5, 200, 0.1, 0},
    {10, 200, 0.1, 0},     {30, 200, 0.1, 0},    {5, 200, 0.1, 0.02},   {10, 200, 0.1, 0.02},
    {30, 200, 0.1, 0.02},  {5, 200, 0.1, 0.05},  {10, 200, 0.1, 0.05},  {5, 200, 0.1, 0.1},
    {30, 200, 0.1, 0.1},   {3, 200, 0.1, 0.05},  {5, 5000, 0.1, 0.05},  {10, 5000, 0.1, 0.05},
    {30, 5000, 0.1, 0.05}, {10, 1000, 0.3, 0.2}, {10, 1000, 0.02, 0.02}};

enum { SETTINGS = sizeof settings / sizeof *settings, SHORT = 7 };

static double draw_share(gdcs_i_rng *rng, const struct setting *s)
{
    if (s->theta == 0.0)
        return s->share;
    return gdcs_i_beta_quantile(s->share / s->theta, (1.0 - s->share) / s->theta,
                                gdcs_i_rng_unit(rng))
        .x;
}

/* Is any flag set?  -1: the call failed. */
static int flagged(const double *women, const double *men, int n)
{
    int32_t flag[MOST];
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = women, .men = men};
    const gdcs_quality_arrays out = {.struct_size = sizeof out, .flag = flag};
    if (gdcs_quality_test_each(&in, n, NULL, NULL, &out, NULL) != GDCS_OK)
        return -1;
    for (int i = 0; i < n; i++)
        if (flag[i] != GDCS_QUALITY_FLAG_NONE)
            return 1;
    return 0;
}

/* The share of sets with a false flag; sizes differ up to fourfold. */
static double rate_of(const struct setting *s, int sets, uint64_t seed)
{
    gdcs_i_rng rng = gdcs_i_rng_at(seed, 0);
    int seen = 0;
    for (int set = 0; set < sets; set++) {
        double women[MOST], men[MOST];
        for (int i = 0; i < s->sources; i++) {
            const double n = floor(s->size * (0.5 + 1.5 * gdcs_i_rng_unit(&rng)));
            women[i] = gdcs_i_rng_binomial(&rng, n, draw_share(&rng, s));
            men[i] = n - women[i];
        }
        const int one = flagged(women, men, s->sources);
        if (one < 0)
            return NAN;
        seen += one;
    }
    return (double)seen / sets;
}

static int finds_the_one(void)
{
    double women[MOST], men[MOST];
    for (int i = 0; i < MOST; i++) {
        women[i] = i == 0 ? 0 : 30 + i % 7;
        men[i] = 300 - women[i];
    }
    return flagged(women, men, MOST) == 1;
}

int main(int argc, char **argv)
{
    const int is_long = argc > 1 && strcmp(argv[1], "long") == 0, most = is_long ? 2500 : 800;
    int wrong = !finds_the_one();
    printf("sources size share theta  sets with a false flag\n");
    for (int i = 0; i < (is_long ? SETTINGS : SHORT); i++) {
        const struct setting *s = &settings[i];
        const int sets = most / s->sources;
        const double rate = rate_of(s, sets, 77 + (uint64_t)i);
        const int bad = !(rate <= 0.05 + 3.0 * sqrt(0.05 * 0.95 / sets));
        printf("%7d %4.0f %5.2f %5.2f  %.4f%s\n", s->sources, s->size, s->share, s->theta, rate,
               bad ? "  broken" : "");
        wrong |= bad;
    }
    return wrong;
}
