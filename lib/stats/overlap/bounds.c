/* Bounds of measures whose counts lie between a lower and an upper, each by itself. */
#include "stats/bounds.h"

#include "num/agreement.h"
#include "stats/overlap/measure.h"

#include <math.h>

typedef gdcs_overlap_counts counts;

/* For a count that may be anything: the measures have come to their limits long before. */
#define ANYTHING 1e40

static const gdcs_bounds correlations = {-1.0, 1.0};

static double capped(double x)
{
    return fmin(x, ANYTHING);
}

static double kappa_of(double both, double first, double second, double neither)
{
    const struct gdcs_i_pairs p = {both, first, second, neither};
    return gdcs_i_agreement_kappa(p, 0.0).value;
}

/* Kappa falls with `first`, then rises: where its slope is 0. */
static double turn(double both, double second, double neither, double low, double high)
{
    const double product = both * neither;
    const double c = second * product + second * (both + second) * (second + neither) +
                     product * (both + neither);
    const double root = (product + sqrt(product * product + second * c)) / second;
    return isnan(root) ? low : fmin(fmax(root, low), high);
}

/* Kappa rises with both and neither.  There is no least value inside the rectangle of the other two
   but on the line where they are equal, which leaves through an edge. */
static gdcs_bounds kappa(const gdcs_i_overlap_box *box)
{
    const double b[2] = {box->lower.victim_only, capped(box->upper.victim_only)};
    const double c[2] = {box->lower.offender_only, capped(box->upper.offender_only)};
    const double a = capped(box->upper.both), d = capped(box->upper.neither);
    gdcs_bounds out = {INFINITY, -INFINITY};
    for (int i = 0; i < 2; i++) {
        const double x = turn(box->lower.both, c[i], box->lower.neither, b[0], b[1]);
        const double y = turn(box->lower.both, b[i], box->lower.neither, c[0], c[1]);
        out.lower = fmin(out.lower, kappa_of(box->lower.both, x, c[i], box->lower.neither));
        out.lower = fmin(out.lower, kappa_of(box->lower.both, b[i], y, box->lower.neither));
        for (int j = 0; j < 2; j++)
            out.upper = fmax(out.upper, kappa_of(a, b[i], c[j], d));
    }
    return out;
}

static double phi_of(double both, double first, double second, double neither)
{
    const struct gdcs_i_pairs p = {both, first, second, neither};
    return gdcs_i_agreement_phi(p, 0.0).value;
}

static double tetrachoric_of(double both, double first, double second, double neither)
{
    const struct gdcs_i_pairs p = {both, first, second, neither};
    return gdcs_i_agreement_tetrachoric(p, 0.0).value;
}

/* Of what rises with both and neither and falls with the other two. */
static gdcs_bounds rising(double (*f)(double, double, double, double),
                          const gdcs_i_overlap_box *box)
{
    const counts *l = &box->lower, *u = &box->upper;
    const gdcs_bounds out = {
        f(l->both, capped(u->victim_only), capped(u->offender_only), l->neither),
        f(capped(u->both), l->victim_only, l->offender_only, capped(u->neither))};
    return out;
}

/* Likewise; where a count has no end, the end of the range holds. */
static gdcs_bounds tetrachoric(const gdcs_i_overlap_box *box)
{
    const counts *u = &box->upper;
    gdcs_bounds out = rising(tetrachoric_of, box);
    if (isinf(u->victim_only) || isinf(u->offender_only))
        out.lower = -1.0;
    if (isinf(u->both) || isinf(u->neither))
        out.upper = 1.0;
    return out;
}

static double lift_of(double both, double first, double second, double neither)
{
    return both / (both + first) * ((both + first + second + neither) / (both + second));
}

/* Lift rises with neither, falls with the two others, and with both rises, then falls. */
static gdcs_bounds lift(const gdcs_i_overlap_box *box)
{
    const counts *l = &box->lower, *u = &box->upper;
    const double b = capped(u->victim_only), c = capped(u->offender_only);
    const double bc = l->victim_only * l->offender_only, d = capped(u->neither);
    const double most = (bc + sqrt(bc * bc + d * bc * (l->victim_only + l->offender_only + d))) / d;
    const double a = fmin(fmax(isnan(most) ? u->both : most, l->both), capped(u->both));
    const gdcs_bounds out = {
        fmin(lift_of(l->both, b, c, l->neither), lift_of(capped(u->both), b, c, l->neither)),
        lift_of(a, l->victim_only, l->offender_only, d)};
    return out;
}

static gdcs_bounds odds(const gdcs_i_overlap_box *box)
{
    const gdcs_bounds a = {box->lower.both, box->upper.both};
    const gdcs_bounds b = {box->lower.victim_only, box->upper.victim_only};
    const gdcs_bounds c = {box->lower.offender_only, box->upper.offender_only};
    const gdcs_bounds d = {box->lower.neither, box->upper.neither};
    return gdcs_i_bounds_quotient(gdcs_i_bounds_product(a, d), gdcs_i_bounds_product(b, c));
}

static gdcs_bounds q_of(gdcs_bounds odds)
{
    const gdcs_bounds out = {isinf(odds.lower) ? 1.0 : (odds.lower - 1.0) / (odds.lower + 1.0),
                             isinf(odds.upper) ? 1.0 : (odds.upper - 1.0) / (odds.upper + 1.0)};
    return out;
}

static gdcs_bounds share(double yes_low, double yes_high, double no_low, double no_high)
{
    const gdcs_bounds yes = {yes_low, yes_high}, no = {no_low, no_high}, any = {0.0, 1.0};
    return yes_low == 0.0 && no_low == 0.0 ? any : gdcs_i_bounds_share(yes, no);
}

static int is_none(double x, double y)
{
    return x == 0.0 && y == 0.0;
}

/* Were all counts at their least, would the measure be 0 / 0?  Then one of the tables possible has it. */
static int may_be_nothing(int measure, const counts *l)
{
    switch (measure) {
    case GDCS_OVERLAP_MEASURE_ODDS_RATIO:
    case GDCS_OVERLAP_MEASURE_YULES_Q:
        return (l->both == 0.0 || l->neither == 0.0) &&
               (l->victim_only == 0.0 || l->offender_only == 0.0);
    case GDCS_OVERLAP_MEASURE_KAPPA:
        return is_none(l->victim_only, l->offender_only) && (l->both == 0.0 || l->neither == 0.0);
    default:
        return is_none(l->both, l->victim_only) || is_none(l->both, l->offender_only) ||
               is_none(l->offender_only, l->neither) || is_none(l->victim_only, l->neither);
    }
}

static gdcs_bounds of_four(int measure, const gdcs_i_overlap_box *box)
{
    const gdcs_bounds quotients = {0.0, INFINITY};
    const int quotient =
        measure == GDCS_OVERLAP_MEASURE_ODDS_RATIO || measure == GDCS_OVERLAP_MEASURE_LIFT;
    if (may_be_nothing(measure, &box->lower))
        return quotient ? quotients : correlations;
    switch (measure) {
    case GDCS_OVERLAP_MEASURE_ODDS_RATIO: return odds(box);
    case GDCS_OVERLAP_MEASURE_YULES_Q: return q_of(odds(box));
    case GDCS_OVERLAP_MEASURE_LIFT: return lift(box);
    case GDCS_OVERLAP_MEASURE_KAPPA: return kappa(box);
    case GDCS_OVERLAP_MEASURE_PHI: return rising(phi_of, box);
    default: return tetrachoric(box);
    }
}

gdcs_bounds gdcs_i_overlap_bounds(int measure, const gdcs_i_overlap_box *box)
{
    const counts *l = &box->lower, *u = &box->upper;
    switch (measure) {
    case GDCS_OVERLAP_MEASURE_VICTIM_ONLY:
        return share(l->victim_only, u->victim_only, l->both + l->offender_only,
                     u->both + u->offender_only);
    case GDCS_OVERLAP_MEASURE_OFFENDER_ONLY:
        return share(l->offender_only, u->offender_only, l->both + l->victim_only,
                     u->both + u->victim_only);
    case GDCS_OVERLAP_MEASURE_BOTH:
        return share(l->both, u->both, l->victim_only + l->offender_only,
                     u->victim_only + u->offender_only);
    case GDCS_OVERLAP_MEASURE_OFFENDERS_VICTIMS:
        return share(l->both, u->both, l->offender_only, u->offender_only);
    case GDCS_OVERLAP_MEASURE_VICTIMS_OFFENDERS:
        return share(l->both, u->both, l->victim_only, u->victim_only);
    default: return of_four(measure, box);
    }
}
