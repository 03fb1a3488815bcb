#include "stats/claim/judge.h"

#include <math.h>
#include <stddef.h>

static const double slack = 1e-9;

/* In units of the last decimal, so that a half is 0.5; NULL if no rounding gives the printed number. */
static const char *rounding_of(double exact, double printed, int32_t decimals, double base)
{
    const double unit = pow(10.0, decimals), off = exact * unit - printed * unit;
    const double last = fabs(round(printed * unit)), size = printed < 0.0 ? -off : off;
    if (fabs(off) <= slack)
        return "exact";
    if (fabs(off) < 0.5 - slack)
        return "nearest";
    if (fabs(size + 0.5) <= slack)
        return "half_up";
    if (fabs(off) <= 0.5 + slack && fmod(last, 2.0) == 0.0)
        return "half_even";
    if (size > 0.0 && size < 1.0 - slack)
        return "truncated";
    if (size < 0.0 && size > slack - 1.0)
        return "raised";
    if (base > 0.0 && fabs(exact - printed) <= 0.5 * base * (1.0 + slack) &&
        fabs(printed / base - round(printed / base)) <= slack)
        return "base";
    return NULL;
}

/* What is printed as an interval: the number printed at an end may have been rounded to it, that of
   "under" and "over" is left out. */
static gdcs_bounds allowed_by(const gdcs_claim *c)
{
    const double unit = pow(10.0, -c->decimals), half = (0.5 + slack) * unit, bit = slack * unit;
    gdcs_bounds b = {-INFINITY, INFINITY};
    if (c->says == GDCS_CLAIM_IS)
        b.lower = b.upper = c->printed;
    if (c->says == GDCS_CLAIM_AT_LEAST || c->says == GDCS_CLAIM_BETWEEN)
        b.lower = c->printed - half;
    if (c->says == GDCS_CLAIM_OVER)
        b.lower = c->printed + bit;
    if (c->says == GDCS_CLAIM_UP_TO)
        b.upper = c->printed + half;
    if (c->says == GDCS_CLAIM_BETWEEN)
        b.upper = c->printed_to + half;
    if (c->says == GDCS_CLAIM_UNDER)
        b.upper = c->printed - bit;
    return b;
}

/* What gives the printed number, if the value x does; else NULL. */
static const char *reason(const gdcs_claim *c, gdcs_bounds may, double x, double base)
{
    if (c->says == GDCS_CLAIM_IS)
        return rounding_of(x, c->printed, c->decimals, base);
    return x >= may.lower && x <= may.upper ? "within" : NULL;
}

static double gap_between(gdcs_bounds may, gdcs_bounds value)
{
    return may.lower > value.upper   ? may.lower - value.upper
           : may.upper < value.lower ? may.upper - value.lower
                                     : 0.0;
}

/* Values that give the number are an interval, so that those in between do if both ends do. */
gdcs_i_verdict gdcs_i_claim_judge(const gdcs_claim *c, gdcs_bounds value, double base)
{
    const gdcs_bounds may = allowed_by(c);
    gdcs_i_verdict v = {"no", "", gap_between(may, value)};
    const double nearest = fmin(fmax(fmax(value.lower, may.lower), value.lower), value.upper);
    const char *some = reason(c, may, nearest, base);
    if (some == NULL)
        return v;
    const int all =
        reason(c, may, value.lower, base) != NULL && reason(c, may, value.upper, base) != NULL;
    v.reproduces = all ? "yes" : "possible";
    v.rounding = value.lower == value.upper ? some : "within";
    return v;
}
