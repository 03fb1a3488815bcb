#include "stats/share/measure.h"
#include "core/fail.h"
#include "core/text.h"
#include "num/dist.h"
#include "num/interval/proportion.h"
#include "stats/arrays.h"
#include "stats/level.h"

#include <float.h>
#include <math.h>

enum { OPTIONS_V1 = 32, RESULT_V1 = 96 }; /* sizes in release 0.1, for ever */

const char *gdcs_i_share_method_text(int32_t method)
{
    switch (method) {
    case GDCS_SHARE_METHOD_WILSON: return "Wilson";
    case GDCS_SHARE_METHOD_CLOPPER_PEARSON: return "Clopper-Pearson";
    case GDCS_SHARE_METHOD_MID_P: return "mid-P";
    case GDCS_SHARE_METHOD_JEFFREYS: return "Jeffreys";
    case GDCS_SHARE_METHOD_AGRESTI_COULL: return "Agresti-Coull";
    case GDCS_SHARE_METHOD_BLAKER: return "Blaker";
    case GDCS_SHARE_METHOD_SCAS: return "SCAS";
    case GDCS_SHARE_METHOD_LIKELIHOOD_RATIO: return "likelihood ratio";
    case GDCS_SHARE_METHOD_LOGIT: return "logit";
    case GDCS_SHARE_METHOD_WILSON_CONTINUITY: return "Wilson, continuity corrected";
    case GDCS_SHARE_METHOD_ARCSINE: return "arcsine";
    case GDCS_SHARE_METHOD_WALD: return "Wald";
    default: return "";
    }
}

gdcs_status gdcs_i_share_plan_new(const gdcs_share_options *options, gdcs_i_share_plan *out,
                                  gdcs_error *err)
{
    gdcs_share_options o;
    gdcs_i_share_plan plan = {0};
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    plan.method = o.method == GDCS_SHARE_METHOD_DEFAULT ? GDCS_SHARE_METHOD_WILSON : o.method;
    plan.of = o.of;
    if (gdcs_i_share_method_text(plan.method)[0] == '\0')
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is not a method", (int)o.method);
    if (o.of < GDCS_SHARE_OF_WOMEN_AND_MEN || o.of > GDCS_SHARE_OF_PERSONS)
        return gdcs_i_fail(err, GDCS_E_OPTION, "of", "%d is not a denominator", (int)o.of);
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &plan.alpha, err));
    plan.z = gdcs_i_normal_quantile_upper(plan.alpha / 2.0);
    *out = plan;
    return GDCS_OK;
}

/* Those of the denominator who are not recorded as women. */
static double others(int32_t of, const gdcs_sex_counts *c)
{
    if (of == GDCS_SHARE_OF_WOMEN_AND_MEN)
        return c->men;
    return of == GDCS_SHARE_OF_RECORDED ? c->men + c->other : c->men + c->other + c->unknown;
}

/* fmin() is a call, for the sake of NaN, of which there is none here. */
static double smaller(double x, double y)
{
    return x < y ? x : y;
}

/* The share rises with every woman and falls with everybody else, so the ends are corners: all of the
   unknown women, or none.  One who is neither woman nor man leaves the denominator of women and men,
   which moves the share less than either.  NaN if nobody can be in the denominator. */
static gdcs_bounds corners(int32_t of, const gdcs_sex_counts *lower, const gdcs_sex_counts *upper,
                           double most)
{
    const int all = of != GDCS_SHARE_OF_WOMEN_AND_MEN;
    const double least_women = lower->women, least_others = lower->men + (all ? lower->other : 0.0);
    const double outside = all ? 0.0 : lower->other;
    const double most_women = smaller(upper->women + upper->unknown, most - least_others - outside);
    const double most_others = smaller(upper->men + upper->unknown + (all ? upper->other : 0.0),
                                       most - least_women - outside);
    gdcs_bounds b = {least_women / (least_women + most_others),
                     most_women / (most_women + least_others)};
    if (most_women == 0.0)
        b.upper = 0.0;
    else if (most_women > DBL_MAX)
        b.upper = 1.0;
    if (most_others == 0.0)
        b.lower = 1.0;
    if (most_women == 0.0 && most_others == 0.0)
        b.lower = b.upper = NAN;
    return b;
}

static struct gdcs_i_limits limits(const gdcs_i_share_plan *plan, double yes, double no)
{
    switch (plan->method) {
    case GDCS_SHARE_METHOD_CLOPPER_PEARSON:
        return gdcs_i_proportion_clopper_pearson(yes, no, plan->alpha);
    case GDCS_SHARE_METHOD_MID_P: return gdcs_i_proportion_mid_p(yes, no, plan->alpha);
    case GDCS_SHARE_METHOD_JEFFREYS: return gdcs_i_proportion_jeffreys(yes, no, plan->alpha);
    case GDCS_SHARE_METHOD_AGRESTI_COULL: return gdcs_i_proportion_agresti_coull(yes, no, plan->z);
    case GDCS_SHARE_METHOD_BLAKER: return gdcs_i_proportion_blaker(yes, no, plan->alpha);
    case GDCS_SHARE_METHOD_SCAS: return gdcs_i_proportion_scas(yes, no, plan->z);
    case GDCS_SHARE_METHOD_LIKELIHOOD_RATIO: return gdcs_i_proportion_likelihood(yes, no, plan->z);
    case GDCS_SHARE_METHOD_LOGIT: return gdcs_i_proportion_logit(yes, no, plan->z, plan->alpha);
    case GDCS_SHARE_METHOD_WILSON_CONTINUITY:
        return gdcs_i_proportion_wilson_continuity(yes, no, plan->z);
    case GDCS_SHARE_METHOD_ARCSINE: return gdcs_i_proportion_arcsine(yes, no, plan->z);
    case GDCS_SHARE_METHOD_WALD: return gdcs_i_proportion_wald(yes, no, plan->z);
    default: return gdcs_i_proportion_wilson(yes, no, plan->z);
    }
}

/* Wilson's limits exist for all counts; those of the beta distribution end with its domain. */
static void set_limits(const gdcs_i_share_plan *plan, double yes, double no, gdcs_share_result *out)
{
    struct gdcs_i_limits l = limits(plan, yes, no);
    if (isnan(l.lower) || isnan(l.upper)) {
        l = gdcs_i_proportion_wilson(yes, no, plan->z);
        out->method = GDCS_SHARE_METHOD_WILSON;
        out->notes |= GDCS_NOTE_METHOD_CHANGED;
    }
    out->share.lower = l.lower;
    out->share.upper = l.upper;
}

static int whole(double x)
{
    return x >= 0x1p53 || x == (double)(int64_t)x;
}

/* Of lower counts: who may be there, because a cell is not exact, has another note. */
static uint32_t presence(int32_t of, const gdcs_sex_counts *c)
{
    uint32_t notes = 0;
    if (c->unknown > 0.0)
        notes |= GDCS_NOTE_UNKNOWN_PRESENT;
    if (c->other > 0.0 && of == GDCS_SHARE_OF_WOMEN_AND_MEN)
        notes |= GDCS_NOTE_OTHER_PRESENT;
    if (c->not_applicable > 0.0)
        notes |= GDCS_NOTE_NOT_PERSONS;
    return notes;
}

static uint32_t quality(double yes, double no, double men)
{
    uint32_t notes = 0;
    if (yes == 0.0 || no == 0.0)
        notes |= GDCS_NOTE_AT_BOUNDARY;
    if (yes == 0.0 || men == 0.0)
        notes |= GDCS_NOTE_ZERO_CELL;
    if (yes + no < 20.0)
        notes |= GDCS_NOTE_SMALL_BASE;
    if (!whole(yes) || !whole(no))
        notes |= GDCS_NOTE_NOT_WHOLE;
    return notes;
}

/* What an array form may leave out: a million intervals are half as much work without the rest. */
enum { LIMITS = 1, STD_ERROR = 2, BOUNDS = 4, NOTES = 8, ALL = 15 };

static int wanted_of(const gdcs_estimate_arrays *to)
{
    return (to->lower != NULL || to->upper != NULL || to->notes != NULL ? LIMITS : 0) |
           (to->std_error != NULL ? STD_ERROR : 0) |
           (to->bound_lower != NULL || to->bound_upper != NULL ? BOUNDS : 0) |
           (to->notes != NULL ? NOTES : 0);
}

static inline void measure(const gdcs_i_share_plan *plan, const gdcs_sex_counts *counts,
                           const gdcs_sex_counts *lower, const gdcs_sex_counts *upper, double most,
                           int wanted, gdcs_share_result *out)
{
    const double yes = counts->women, no = others(plan->of, counts), n = yes + no;
    const int estimable = n > 0.0 && n <= DBL_MAX;
    out->notes = estimable ? 0 : GDCS_NOTE_NOT_ESTIMABLE;
    out->method = plan->method;
    out->women = yes;
    out->n = n;
    out->unknown = counts->unknown;
    out->share = (gdcs_estimate){NAN, NAN, NAN, NAN};
    if (wanted & BOUNDS)
        out->bounds = corners(plan->of, lower, upper, most);
    if (wanted & NOTES)
        out->notes |= presence(plan->of, lower) | (estimable ? quality(yes, no, counts->men) : 0);
    if (!estimable)
        return;
    out->share.value = yes / n;
    if (wanted & STD_ERROR)
        out->share.std_error = sqrt(yes / n * (no / n) / n);
    if (wanted & LIMITS)
        set_limits(plan, yes, no, out);
}

void gdcs_i_share_measure(const gdcs_i_share_plan *plan, const gdcs_sex_counts *counts,
                          const gdcs_sex_counts *lower, const gdcs_sex_counts *upper, double most,
                          gdcs_share_result *out)
{
    out->of = plan->of;
    out->alpha = plan->alpha;
    measure(plan, counts, lower, upper, most, ALL, out);
}

static const char *const member[] = {"women", "men", "other", "unknown", "not_applicable"};

static gdcs_status refuse_count(double x, const char *field, int64_t row, gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    gdcs_i_format_double(x, text);
    return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, field,
                          "%s is %s, not a finite count of at least 0", field, text);
}

gdcs_status gdcs_share_estimate(const gdcs_sex_counts *counts, const gdcs_share_options *options,
                                gdcs_share_result *out, gdcs_error *err)
{
    gdcs_i_share_plan plan;
    gdcs_share_result result = {.struct_size = sizeof result};
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_share_plan_new(options, &plan, err));
    const double value[] = {counts->women, counts->men, counts->other, counts->unknown,
                            counts->not_applicable};
    for (int i = 0; i < 5; i++)
        if (!(value[i] >= 0.0 && value[i] <= DBL_MAX))
            return refuse_count(value[i], member[i], 0, err);
    gdcs_i_share_measure(&plan, counts, counts, counts, INFINITY, &result);
    if (result.n == 0.0)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "counts", "nobody is in the denominator");
    if (result.n > DBL_MAX)
        return refuse_count(result.n, "n", 0, err);
    return gdcs_i_give(out, &result, sizeof result, RESULT_V1, err);
}

gdcs_status gdcs_share_bound(const gdcs_sex_counts *lower, const gdcs_sex_counts *upper,
                             const gdcs_share_options *options, gdcs_bounds *out, gdcs_error *err)
{
    gdcs_i_share_plan plan;
    TRY(gdcs_i_need(lower, "lower", err));
    TRY(gdcs_i_need(upper, "upper", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_share_plan_new(options, &plan, err));
    const double from[] = {lower->women, lower->men, lower->other, lower->unknown};
    const double to[] = {upper->women, upper->men, upper->other, upper->unknown};
    for (int i = 0; i < 4; i++) {
        if (!(from[i] >= 0.0 && from[i] <= DBL_MAX))
            return refuse_count(from[i], member[i], 0, err);
        if (!(to[i] >= from[i]))
            return gdcs_i_fail(err, GDCS_E_VALUE, member[i], "upper %s is below lower", member[i]);
    }
    const gdcs_bounds bounds = corners(plan.of, lower, upper, INFINITY);
    if (isnan(bounds.upper))
        return gdcs_i_fail(err, GDCS_E_EMPTY, "upper", "nobody can be in the denominator");
    *out = bounds;
    return GDCS_OK;
}

/* A first pass, so that a call that fails has written nothing.  NaN is a missing count. */
static gdcs_status check_arrays(const gdcs_sex_arrays *counts, int64_t n, gdcs_error *err)
{
    const double *const array[] = {counts->women, counts->men, counts->other, counts->unknown,
                                   counts->not_applicable};
    for (int j = 0; j < 5; j++)
        for (int64_t i = 0; array[j] != NULL && i < n; i++)
            if (array[j][i] < 0.0 || array[j][i] > DBL_MAX)
                return refuse_count(array[j][i], member[j], i + 1, err);
    return GDCS_OK;
}

/* Nothing is known of a missing count: it lies in [0, infinity]. */
static void widen(double count, double *lower, double *upper)
{
    if (isnan(count)) {
        *lower = 0.0;
        *upper = INFINITY;
    }
}

static void measure_missing(const gdcs_i_share_plan *plan, const gdcs_sex_counts *counts,
                            gdcs_share_result *out)
{
    gdcs_sex_counts lower = *counts, upper = *counts;
    widen(counts->women, &lower.women, &upper.women);
    widen(counts->men, &lower.men, &upper.men);
    widen(counts->other, &lower.other, &upper.other);
    widen(counts->unknown, &lower.unknown, &upper.unknown);
    gdcs_i_share_measure(plan, counts, &lower, &upper, INFINITY, out);
    out->notes |= GDCS_NOTE_MISSING_CELL;
}

gdcs_status gdcs_share_each(const gdcs_sex_arrays *counts, int64_t n,
                            const gdcs_share_options *options, const gdcs_estimate_arrays *out,
                            gdcs_error *err)
{
    gdcs_i_share_plan plan;
    gdcs_sex_arrays in;
    gdcs_estimate_arrays to;
    gdcs_share_result result = {.notes = 0};
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_need(out, "out", err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(gdcs_i_take(&in, sizeof in, counts, GDCS_I_SEX_ARRAYS_V1, err));
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_share_plan_new(options, &plan, err));
    TRY(check_arrays(&in, n, err));
    const int wanted = wanted_of(&to);
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(&in, i);
        if (isnan(c.women + c.men + c.other + c.unknown))
            measure_missing(&plan, &c, &result);
        else
            measure(&plan, &c, &c, &c, INFINITY, wanted, &result);
        gdcs_i_estimate_arrays_set(&to, i, &result.share, &result.bounds, result.notes);
    }
    return GDCS_OK;
}
