/* Coverage of the limits of kappa, phi, lift and the tetrachoric correlation over drawn tables.

   overlap        a few truths; exit status 1 if a promise is broken
   overlap long   more tables */
#include "num/agreement.h"
#include "num/dist.h"
#include "num/dist/binormal.h"
#include "num/rng.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct gdcs_i_agreement agreement;

static const struct {
    const char *name;
    agreement (*of)(struct gdcs_i_pairs p, double z);
    double least; /* coverage at 95 %, promised for the truths below */
} measures[] = {{"kappa", gdcs_i_agreement_kappa, 0.91},
                {"phi", gdcs_i_agreement_phi, 0.91},
                {"lift", gdcs_i_agreement_lift, 0.93},
                {"tetrachoric", gdcs_i_agreement_tetrachoric, 0.93}};

static struct gdcs_i_pairs pairs_of(const double x[4])
{
    const struct gdcs_i_pairs p = {x[0], x[1], x[2], x[3]};
    return p;
}

/* Tables with nobody in a margin have no measure, and are drawn again. */
static int run(int m, double victims, double offenders, double r, double n, int times)
{
    const double z = gdcs_i_normal_quantile_upper(0.025);
    const double h = gdcs_i_normal_quantile_upper(victims);
    const double k = gdcs_i_normal_quantile_upper(offenders);
    const double both = gdcs_i_binormal_upper(h, k, r);
    const double share[4] = {both, victims - both, offenders - both,
                             1.0 - victims - offenders + both};
    const double truth = measures[m].of(pairs_of(share), 0.0).value;
    double width = 0.0, drawn[4];
    int held = 0, used = 0;
    for (int i = 0; i < times; i++) {
        gdcs_i_rng rng = gdcs_i_rng_at(20261122, (uint64_t)i);
        gdcs_i_rng_multinomial(&rng, n, share, 1.0, 4, drawn);
        const agreement a = measures[m].of(pairs_of(drawn), z);
        if (isnan(a.value))
            continue;
        held += a.limits.lower <= truth && truth <= a.limits.upper;
        width += a.limits.upper - a.limits.lower;
        used++;
    }
    const double coverage = (double)held / used;
    const int ok = coverage >= measures[m].least && coverage <= 0.99;
    printf("%-11s victims %.2f offenders %.2f r %.1f n %4g: %.3f  coverage %.4f  width %.3f%s\n",
           measures[m].name, victims, offenders, r, n, truth, coverage, width / used,
           ok ? "" : "  BROKEN");
    return !ok;
}

int main(int argc, char **argv)
{
    const int times = argc > 1 && strcmp(argv[1], "long") == 0 ? 10000 : 1000;
    static const double shares[][2] = {{0.3, 0.4}, {0.2, 0.25}};
    static const double r[] = {0.0, 0.3, 0.6}, n[] = {100, 400};
    int broken = 0;
    for (int m = 0; m < 4; m++)
        for (int s = 0; s < 2; s++)
            for (int i = 0; i < 3; i++)
                for (int k = 0; k < 2; k++)
                    broken += run(m, shares[s][0], shares[s][1], r[i], n[k], times);
    return broken > 0;
}
