#include "num/dist.h"
#include "num/interval/proportion.h"
#include "stats/counts.h"
#include "stats/pathway/set.h"

#include <math.h>

static const double MOST_PERSONS = 1e12; /* of Clopper & Pearson's limits */

static const char *method_text(int32_t method)
{
    static const char *const text[] = {"", "Goodman", "Sison-Glaz", "Quesenberry-Hurst",
                                       "Clopper-Pearson"};
    return text[method];
}

static const char *contrast_text(int32_t contrast)
{
    static const char *const text[] = {"", "Miettinen-Nurminen", "Newcombe", "Goodman"};
    return text[contrast];
}

static gdcs_i_pathway_value nothing(void)
{
    const gdcs_i_pathway_value v = {
        .estimate = {NAN, NAN, NAN, NAN}, .method = "", .notes = GDCS_NOTE_NOT_ESTIMABLE};
    return v;
}

static uint32_t small(double base)
{
    return base < 20.0 ? GDCS_NOTE_SMALL_BASE : 0;
}

/* The share of one sex that has the category: limits are those of the set. */
static gdcs_i_pathway_value of_sex(const gdcs_i_pathway_plan *plan, const gdcs_i_pathways *set,
                                   int64_t i, int sex)
{
    gdcs_i_pathway_value v = nothing();
    const struct gdcs_i_two t = gdcs_i_pathway_two(set, i);
    const double yes = sex == 0 ? t.yes1 : t.yes2, no = sex == 0 ? t.no1 : t.no2;
    const double *lower = set->limit + 2 * sex * set->k, n = sex == 0 ? set->women : set->men;
    if (!(n > 0.0 && yes >= 0.0 && no >= 0.0))
        return v;
    const double p = yes / n;
    v.estimate = (gdcs_estimate){p, lower[i], lower[set->k + i], sqrt(p * (no / n) / n)};
    v.notes = set->changed[sex] | small(n);
    if (yes == 0.0 || no == 0.0)
        v.notes |= GDCS_NOTE_AT_BOUNDARY;
    v.method = method_text(set->changed[sex] != 0 ? GDCS_PATHWAY_METHOD_GOODMAN : plan->method);
    return v;
}

static struct gdcs_i_limits limits_of_difference(const gdcs_i_pathway_plan *plan, int32_t contrast,
                                                 struct gdcs_i_two t)
{
    switch (contrast) {
    case GDCS_PATHWAY_CONTRAST_NEWCOMBE: return gdcs_i_contrast_difference_hybrid(t, plan->z);
    case GDCS_PATHWAY_CONTRAST_GOODMAN: return gdcs_i_contrast_difference_wald(t, plan->z_all);
    default: return gdcs_i_contrast_difference_score(t, plan->z);
    }
}

static struct gdcs_i_limits limits_of_ratio(const gdcs_i_pathway_plan *plan, int32_t contrast,
                                            struct gdcs_i_two t)
{
    switch (contrast) {
    case GDCS_PATHWAY_CONTRAST_NEWCOMBE: return gdcs_i_contrast_ratio_hybrid(t, plan->z);
    case GDCS_PATHWAY_CONTRAST_GOODMAN: return gdcs_i_contrast_ratio_log(t, plan->z_all);
    default: return gdcs_i_contrast_ratio_score(t, plan->z);
    }
}

static uint32_t notes_of_contrast(const gdcs_estimate *e, int is_ratio)
{
    uint32_t notes = 0;
    if (isnan(e->value))
        notes |= GDCS_NOTE_NOT_ESTIMABLE;
    if (is_ratio ? e->value == 0.0 || isinf(e->value) : fabs(e->value) == 1.0)
        notes |= GDCS_NOTE_AT_BOUNDARY;
    if (isinf(e->upper))
        notes |= GDCS_NOTE_UPPER_INFINITE;
    return notes;
}

/* Goodman's logarithm has no standard error where nobody has the category: score limits then. */
static gdcs_i_pathway_value of_contrast(const gdcs_i_pathway_plan *plan, const gdcs_i_pathways *set,
                                        int64_t i, int is_ratio)
{
    gdcs_i_pathway_value v = nothing();
    const struct gdcs_i_two t = gdcs_i_pathway_two(set, i);
    if (!(t.yes1 >= 0.0 && t.no1 >= 0.0 && t.yes2 >= 0.0 && t.no2 >= 0.0 && set->women > 0.0 &&
          set->men > 0.0))
        return v;
    int32_t contrast = plan->contrast;
    if (contrast == GDCS_PATHWAY_CONTRAST_GOODMAN && plan->several)
        contrast = GDCS_PATHWAY_CONTRAST_MIETTINEN_NURMINEN;
    struct gdcs_i_limits l =
        is_ratio ? limits_of_ratio(plan, contrast, t) : limits_of_difference(plan, contrast, t);
    if (isnan(l.lower) || isnan(l.upper)) {
        contrast = GDCS_PATHWAY_CONTRAST_MIETTINEN_NURMINEN;
        l = is_ratio ? limits_of_ratio(plan, contrast, t) : limits_of_difference(plan, contrast, t);
    }
    v.estimate.value = is_ratio ? gdcs_i_contrast_ratio(t) : gdcs_i_contrast_difference(t);
    v.estimate.lower = l.lower;
    v.estimate.upper = l.upper;
    v.estimate.std_error =
        is_ratio ? gdcs_i_contrast_ratio_error(t) : gdcs_i_contrast_difference_error(t);
    v.method = contrast_text(contrast);
    v.notes = (contrast != plan->contrast ? (uint32_t)GDCS_NOTE_METHOD_CHANGED : 0) |
              small(fmin(set->women, set->men)) | notes_of_contrast(&v.estimate, is_ratio);
    return v;
}

/* Women among those of the category: binomial, given how many have it. */
static gdcs_i_pathway_value of_women(const gdcs_i_pathway_plan *plan, const gdcs_i_pathways *set,
                                     int64_t i)
{
    gdcs_i_pathway_value v = nothing();
    const double women = set->cell[i].counts.women, men = set->cell[i].counts.men;
    const double n = women + men;
    const int exact = plan->method == GDCS_PATHWAY_METHOD_CLOPPER_PEARSON && n <= MOST_PERSONS;
    if (!(n > 0.0))
        return v;
    const struct gdcs_i_limits l =
        exact ? gdcs_i_proportion_clopper_pearson(women, men, plan->alpha_one)
              : gdcs_i_proportion_wilson(women, men, plan->z);
    const double p = women / n;
    v.estimate = (gdcs_estimate){p, l.lower, l.upper, sqrt(p * (men / n) / n)};
    v.notes = small(n);
    if (women == 0.0 || men == 0.0)
        v.notes |= GDCS_NOTE_AT_BOUNDARY;
    v.method = exact ? "Clopper-Pearson" : "Wilson";
    return v;
}

static uint32_t notes_of_category(const gdcs_i_pathways *set, int64_t i)
{
    const gdcs_i_group *g = &set->cell[i];
    const struct gdcs_i_two t = gdcs_i_pathway_two(set, i);
    const double yes = t.yes1 + t.yes2, no = t.no1 + t.no2, n = set->women + set->men;
    uint32_t notes = set->notes | g->notes | gdcs_i_counts_notes(&g->upper);
    if (yes == 0.0)
        notes |= GDCS_NOTE_EMPTY_UNIT;
    else if (t.yes1 == 0.0 || t.yes2 == 0.0)
        notes |= GDCS_NOTE_ZERO_CELL;
    if (t.no1 < 0.0 || t.no2 < 0.0)
        notes |= GDCS_NOTE_PARTS_EXCEED;
    if (fmin(yes, no) / n * fmin(set->women, set->men) < 5.0)
        notes |= GDCS_NOTE_SPARSE;
    if (t.yes1 != floor(t.yes1) || t.yes2 != floor(t.yes2))
        notes |= isnan(yes) ? 0 : (uint32_t)GDCS_NOTE_NOT_WHOLE;
    return notes;
}

static gdcs_i_pathway_value value_of(const gdcs_i_pathway_plan *plan, const gdcs_i_pathways *set,
                                     int64_t i, int32_t measure)
{
    switch (measure) {
    case GDCS_PATHWAY_MEASURE_DIFFERENCE: return of_contrast(plan, set, i, 0);
    case GDCS_PATHWAY_MEASURE_RATIO: return of_contrast(plan, set, i, 1);
    case GDCS_PATHWAY_MEASURE_WOMEN: return of_sex(plan, set, i, 0);
    case GDCS_PATHWAY_MEASURE_MEN: return of_sex(plan, set, i, 1);
    default: return of_women(plan, set, i);
    }
}

gdcs_i_pathway_value gdcs_i_pathway_measure(const gdcs_i_pathway_plan *plan,
                                            const gdcs_i_pathways *set, int64_t i, int32_t measure)
{
    gdcs_i_pathway_value v = value_of(plan, set, i, measure);
    v.notes |= notes_of_category(set, i);
    v.bounds = gdcs_i_pathway_bounds(plan, set, i, measure);
    if (isnan(v.estimate.value))
        return v;
    if (set->certain) /* the same, but for the last digit */
        v.bounds = (gdcs_bounds){v.estimate.value, v.estimate.value};
    v.bounds.lower = fmin(v.bounds.lower, v.estimate.value);
    v.bounds.upper = fmax(v.bounds.upper, v.estimate.value);
    return v;
}
