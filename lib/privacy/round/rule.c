#include "privacy/round/rule.h"

#include "core/fail.h"
#include "num/rng.h"

#include <math.h>

enum { OPTIONS_V1 = 48, LARGEST_BASE = 1000000000, USUAL_BASE = 5, USUAL_TIME = 10000 };

gdcs_status gdcs_i_round_take(const gdcs_round_options *options, int32_t usual, gdcs_i_round *out,
                              gdcs_error *err)
{
    gdcs_round_options o;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    if (o.method < 0 || o.method > GDCS_ROUND_METHOD_CONTROLLED)
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is not a method", (int)o.method);
    if (o.base != 0 && (o.base < 2 || o.base > LARGEST_BASE))
        return gdcs_i_fail(err, GDCS_E_OPTION, "base", "base %lld is not between 2 and %d",
                           (long long)o.base, LARGEST_BASE);
    if (o.hold != 0 && o.hold != 1)
        return gdcs_i_fail(err, GDCS_E_OPTION, "hold", "%d is neither 0 nor 1", (int)o.hold);
    if (o.milliseconds < 0 || o.tree_count < 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, o.milliseconds < 0 ? "milliseconds" : "tree_count",
                           "a number is negative");
    *out = (gdcs_i_round){.method = o.method != GDCS_ROUND_METHOD_DEFAULT ? o.method : usual,
                          .hold = o.hold,
                          .milliseconds = o.milliseconds != 0 ? o.milliseconds : USUAL_TIME,
                          .seed = (uint64_t)o.seed,
                          .trees = o.trees,
                          .tree_count = o.tree_count,
                          .base = o.base != 0 ? (double)o.base : USUAL_BASE};
    return GDCS_OK;
}

double gdcs_i_round_one(const gdcs_i_round *rule, double x, uint64_t stream)
{
    const double rest = fmod(x, rule->base), below = x - rest;
    if (rest == 0.0)
        return x;
    if (rule->method == GDCS_ROUND_METHOD_CONVENTIONAL)
        return rest < rule->base / 2.0 ? below : below + rule->base;
    gdcs_i_rng rng = gdcs_i_rng_at(rule->seed, stream);
    return gdcs_i_rng_unit(&rng) * rule->base < rest ? below + rule->base : below;
}

void gdcs_i_round_limits(const gdcs_i_round *rule, double published, double times, double *lower,
                         double *upper)
{
    double below = times * rule->base - rule->whole, above = below;
    if (rule->method == GDCS_ROUND_METHOD_CONVENTIONAL) {
        below = rule->base / 2.0;
        above = rule->whole ? floor((rule->base - 1.0) / 2.0) : below;
        below = rule->whole ? floor(below) : below;
    }
    *lower = fmax(0.0, published - below);
    *upper = published + above;
}

/* Means of r (b - r), and of the square of the distance to the nearer end, over r = 0 to b - 1 or
   over [0, b]. */
double gdcs_i_round_variance(const gdcs_i_round *rule)
{
    const double square = rule->base * rule->base;
    if (rule->method != GDCS_ROUND_METHOD_CONVENTIONAL)
        return (square - rule->whole) / 6.0;
    const double odd = fmod(rule->base, 2.0);
    return (square + (rule->whole ? 2.0 - 3.0 * odd : 0.0)) / 12.0;
}

double gdcs_i_round_variance_most(const gdcs_i_round *rule)
{
    const double most = rule->base * rule->base / 4.0;
    const double odd = fmod(rule->base, 2.0);
    if (!rule->whole || odd == 0.0)
        return most;
    const double nearest = (rule->base - 1.0) / 2.0;
    return rule->method == GDCS_ROUND_METHOD_CONVENTIONAL ? nearest * nearest : most - 0.25;
}
