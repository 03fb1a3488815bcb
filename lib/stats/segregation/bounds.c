#include "stats/segregation/bounds.h"

#include "core/fail.h"
#include "core/sum.h"
#include "stats/arrays.h"
#include "stats/bounds.h"
#include "stats/counts.h"
#include "stats/segregation/spread.h"

#include <math.h>

/* What all bounds are made from. */
struct base {
    const gdcs_i_problem *p;
    gdcs_bounds d;
    gdcs_bounds women;    /* P */
    gdcs_bounds products; /* P Q */
    gdcs_bounds entropy;  /* E(sex) */
};

static gdcs_bounds both(gdcs_bounds a, gdcs_bounds b)
{
    const gdcs_bounds out = {fmax(a.lower, b.lower), fmin(a.upper, b.upper)};
    return out;
}

/* Of a function of P that rises up to 1/2 and mirrors. */
static gdcs_bounds of_hill(double (*f)(double), gdcs_bounds p)
{
    const double a = f(p.lower), b = f(p.upper);
    const gdcs_bounds out = {fmin(a, b), p.lower <= 0.5 && p.upper >= 0.5 ? f(0.5) : fmax(a, b)};
    return out;
}

static double product(double p)
{
    return p * (1.0 - p);
}

static double entropy(double p)
{
    return gdcs_i_entropy_of_sexes(p, 1.0 - p);
}

/* Men of no more than nobody, or women, leave the index without a value. */
static int can_be(const gdcs_i_problem *p, gdcs_bounds *women, gdcs_bounds *men)
{
    gdcs_i_sum sum[4] = {{0}};
    for (int64_t i = 0; i < p->n; i++) {
        const double x[4] = {p->women_lower[i], p->women_upper[i], p->men_lower[i],
                             p->men_upper[i]};
        for (int k = 0; k < 4; k++)
            gdcs_i_sum_add(&sum[k], x[k]);
    }
    *women = (gdcs_bounds){gdcs_i_sum_value(sum[0]), gdcs_i_sum_value(sum[1])};
    *men = (gdcs_bounds){gdcs_i_sum_value(sum[2]), gdcs_i_sum_value(sum[3])};
    return women->upper > 0.0 && men->upper > 0.0;
}

static gdcs_bounds of_unit_terms(const struct base *b,
                                 gdcs_bounds (*term)(const gdcs_i_box *, gdcs_bounds))
{
    gdcs_i_sum least = {0}, most = {0};
    for (int64_t i = 0; i < b->p->n; i++) {
        const gdcs_i_box box = gdcs_i_ranges_at(b->p, i);
        const gdcs_bounds t = term(&box, b->women);
        gdcs_i_sum_add(&least, t.lower);
        gdcs_i_sum_add(&most, t.upper);
    }
    const gdcs_bounds out = {gdcs_i_sum_value(least), gdcs_i_sum_value(most)};
    return out;
}

/* Between the two-unit table, by Pinsker's inequality or Jensen's, and the table of one unit of women, one
   of men and one of P: no table with this D is less, and none more, uneven. */
static gdcs_bounds of_mutual_information(const struct base *b)
{
    const gdcs_bounds by_d = {2.0 * b->products.lower * b->d.lower * b->d.lower,
                              b->d.upper * b->entropy.upper};
    return both(by_d, of_unit_terms(b, gdcs_i_term_of_information));
}

static gdcs_bounds of_eta_squared(const struct base *b)
{
    const gdcs_bounds by_d = {4.0 * b->products.lower * b->d.lower * b->d.lower, b->d.upper};
    return both(by_d, of_unit_terms(b, gdcs_i_term_of_variance));
}

static gdcs_bounds of_atkinson(const struct base *b)
{
    const gdcs_bounds by_d = {b->d.lower * b->d.lower, b->d.upper * (2.0 - b->d.upper)};
    const gdcs_bounds half = of_unit_terms(b, gdcs_i_term_of_roots);
    const double most = fmin(half.upper, 1.0), least = fmin(half.lower, 1.0);
    return both(by_d, (gdcs_bounds){least * (2.0 - least), most * (2.0 - most)});
}

static gdcs_bounds of_gini(const struct base *b)
{
    const gdcs_bounds by_d = {b->d.lower, b->d.upper * (2.0 - b->d.upper)};
    return both(by_d, gdcs_i_ranges_gini(b->p));
}

static gdcs_bounds of_theil(const struct base *b)
{
    const gdcs_bounds m = of_mutual_information(b);
    const gdcs_bounds by_m = {m.lower / b->entropy.upper,
                              b->entropy.lower > 0.0 ? m.upper / b->entropy.lower : 1.0};
    return both(by_m, (gdcs_bounds){0.0, b->d.upper});
}

static gdcs_bounds of_theil_units(const struct base *b)
{
    const gdcs_bounds m = of_mutual_information(b);
    const gdcs_bounds e = gdcs_i_entropy_bounds(b->p);
    const gdcs_bounds out = {e.upper > 0.0 ? m.lower / e.upper : 0.0,
                             e.lower > 0.0 ? m.upper / e.lower : 1.0};
    return out;
}

/* P + Q eta and P (1 - eta), and the same with P and Q changed over: monotone in P and in eta. */
static gdcs_bounds of_isolation(const struct base *b, int32_t index)
{
    const gdcs_bounds eta = of_eta_squared(b);
    const int women = index == GDCS_SEGREGATION_INDEX_ISOLATION_WOMEN ||
                      index == GDCS_SEGREGATION_INDEX_EXPOSURE_WOMEN;
    const gdcs_bounds others =
        women ? (gdcs_bounds){1.0 - b->women.upper, 1.0 - b->women.lower} : b->women;
    const gdcs_bounds exposure = {others.lower * (1.0 - eta.upper),
                                  others.upper * (1.0 - eta.lower)};
    if (index == GDCS_SEGREGATION_INDEX_EXPOSURE_WOMEN ||
        index == GDCS_SEGREGATION_INDEX_EXPOSURE_MEN)
        return exposure;
    return (gdcs_bounds){1.0 - exposure.upper, 1.0 - exposure.lower};
}

static gdcs_bounds of_index(int32_t index, const struct base *b)
{
    switch (index) {
    case GDCS_SEGREGATION_INDEX_DISSIMILARITY: return b->d;
    case GDCS_SEGREGATION_INDEX_KARMEL_MACLACHLAN:
        return (gdcs_bounds){2.0 * b->products.lower * b->d.lower,
                             2.0 * b->products.upper * b->d.upper};
    case GDCS_SEGREGATION_INDEX_SIZE_STANDARDISED:
        gdcs_i_ranges_fill(gdcs_i_box_of_shares, b->p);
        return gdcs_i_ranges_dissimilarity(b->p);
    case GDCS_SEGREGATION_INDEX_ASSOCIATION: return gdcs_i_association_bounds(b->p);
    case GDCS_SEGREGATION_INDEX_GINI: return of_gini(b);
    case GDCS_SEGREGATION_INDEX_ATKINSON: return of_atkinson(b);
    case GDCS_SEGREGATION_INDEX_GORARD:
        return (gdcs_bounds){(1.0 - b->women.upper) * b->d.lower,
                             (1.0 - b->women.lower) * b->d.upper};
    case GDCS_SEGREGATION_INDEX_MUTUAL_INFORMATION: return of_mutual_information(b);
    case GDCS_SEGREGATION_INDEX_THEIL: return of_theil(b);
    case GDCS_SEGREGATION_INDEX_THEIL_UNITS: return of_theil_units(b);
    case GDCS_SEGREGATION_INDEX_ETA_SQUARED: return of_eta_squared(b);
    default: return of_isolation(b, index);
    }
}

gdcs_bounds gdcs_i_segregation_bounds(int32_t index, const gdcs_i_problem *p)
{
    struct base b = {.p = p};
    gdcs_bounds women, men;
    const gdcs_bounds range = gdcs_i_segregation_range(index);
    if (p->certain) {
        const gdcs_i_units u = gdcs_i_problem_units(p);
        const double value = gdcs_i_segregation_index(index, &u);
        return isnan(value) ? range : (gdcs_bounds){value, value};
    }
    if (!can_be(p, &women, &men))
        return range;
    gdcs_i_ranges_fill(gdcs_i_box_of_counts, p);
    b.d = both(gdcs_i_dissimilarity_corners(p), gdcs_i_ranges_dissimilarity(p));
    b.women = gdcs_i_bounds_share(women, men);
    b.products = of_hill(product, b.women);
    b.entropy = of_hill(entropy, b.women);
    return both(range, of_index(index, &b));
}

/* Members that upper leaves out are those of lower; NULL in both is zeroes. */
static void fill_in(gdcs_sex_arrays *upper, const gdcs_sex_arrays *lower)
{
    if (upper->women == NULL)
        upper->women = lower->women;
    if (upper->men == NULL)
        upper->men = lower->men;
    if (upper->other == NULL)
        upper->other = lower->other;
    if (upper->unknown == NULL)
        upper->unknown = lower->unknown;
    if (upper->not_applicable == NULL)
        upper->not_applicable = lower->not_applicable;
}

static gdcs_status put(gdcs_i_problem *p, const gdcs_sex_arrays *lower,
                       const gdcs_sex_arrays *upper, int64_t i, gdcs_error *err)
{
    const gdcs_sex_counts from = gdcs_i_sex_arrays_at(lower, i);
    const gdcs_sex_counts to = gdcs_i_sex_arrays_at(upper, i);
    if (!(to.women >= from.women && to.men >= from.men && to.unknown >= from.unknown))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, 0, "upper", "upper is below lower");
    gdcs_sex_counts counts = from;
    if (from.women != to.women || from.men != to.men)
        counts.women = counts.men = NAN;
    gdcs_i_problem_put(p, i, &counts, &from, &to);
    return GDCS_OK;
}

gdcs_status gdcs_segregation_bound(const gdcs_sex_arrays *lower, const gdcs_sex_arrays *upper,
                                   int64_t n, const gdcs_segregation_options *options,
                                   gdcs_bounds *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_segregation_plan plan;
    gdcs_i_problem problem = {0};
    gdcs_sex_arrays from, to;
    gdcs_bounds women, men;
    TRY(gdcs_i_need(upper, "upper", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_segregation_plan_new(options, &plan, err));
    TRY(gdcs_i_segregation_check(lower, n, 0, "lower", &from, err));
    TRY(gdcs_i_take(&to, sizeof to, upper, GDCS_I_SEX_ARRAYS_V1, err));
    fill_in(&to, &from);
    TRY(gdcs_i_problem_new(n, 0, &problem, err));
    gdcs_i_problem_clear(&problem);
    for (int64_t i = 0; i < n; i++)
        GO(put(&problem, &from, &to, i, err));
    if (!can_be(&problem, &women, &men))
        GO(gdcs_i_fail(err, GDCS_E_EMPTY, "upper", "there can be no women, or no men"));
    *out = gdcs_i_segregation_bounds(plan.index == 0 ? 1 : plan.index, &problem);
done:
    gdcs_i_problem_free(&problem);
    return status;
}
