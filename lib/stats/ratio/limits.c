#include "stats/ratio/limits.h"

#include "num/exact/odds.h"
#include "stats/counts.h"

#include <math.h>

typedef struct gdcs_i_two samples;
typedef struct gdcs_i_limits limits;

static const limits none = {NAN, NAN};

static int are_whole(const samples *t)
{
    return gdcs_i_is_whole(t->yes1) && gdcs_i_is_whole(t->no1) && gdcs_i_is_whole(t->yes2) &&
           gdcs_i_is_whole(t->no2);
}

static limits difference(const gdcs_i_ratio_plan *plan, int32_t method, samples t)
{
    switch (method) {
    case GDCS_RATIO_METHOD_MIETTINEN_NURMINEN: return gdcs_i_contrast_difference_score(t, plan->z);
    case GDCS_RATIO_METHOD_SCORE: return gdcs_i_contrast_difference_mee(t, plan->z);
    case GDCS_RATIO_METHOD_MOVER: return gdcs_i_contrast_difference_hybrid(t, plan->z);
    case GDCS_RATIO_METHOD_EXACT:
        return are_whole(&t) ? gdcs_i_contrast_difference_exact(t, plan->alpha) : none;
    case GDCS_RATIO_METHOD_ADJUSTED: return gdcs_i_contrast_difference_agresti_caffo(t, plan->z);
    case GDCS_RATIO_METHOD_WALD: return gdcs_i_contrast_difference_wald(t, plan->z);
    default: return none;
    }
}

static limits ratio(const gdcs_i_ratio_plan *plan, int32_t method, samples t)
{
    switch (method) {
    case GDCS_RATIO_METHOD_MIETTINEN_NURMINEN: return gdcs_i_contrast_ratio_score(t, plan->z);
    case GDCS_RATIO_METHOD_SCORE: return gdcs_i_contrast_ratio_koopman(t, plan->z);
    case GDCS_RATIO_METHOD_MOVER: return gdcs_i_contrast_ratio_hybrid(t, plan->z);
    case GDCS_RATIO_METHOD_EXACT:
        return are_whole(&t) ? gdcs_i_contrast_ratio_exact(t, plan->alpha) : none;
    case GDCS_RATIO_METHOD_ADJUSTED: return gdcs_i_contrast_ratio_walter(t, plan->z);
    case GDCS_RATIO_METHOD_PRICE_BONETT: return gdcs_i_contrast_ratio_price_bonett(t, plan->z);
    case GDCS_RATIO_METHOD_INVERSE_SINH: return gdcs_i_contrast_ratio_sinh(t, plan->z);
    case GDCS_RATIO_METHOD_WALD: return gdcs_i_contrast_ratio_log(t, plan->z);
    default: return none;
    }
}

static limits conditional(const gdcs_i_ratio_plan *plan, int32_t method, samples t)
{
    const struct gdcs_i_hyper h = gdcs_i_hyper_of(t.yes1 + t.no1, t.yes2 + t.no2, t.yes1 + t.yes2);
    if (!are_whole(&t) || h.n1 + h.n2 > GDCS_I_HYPER_MOST)
        return none;
    if (method == GDCS_RATIO_METHOD_BLAKER)
        return gdcs_i_odds_blaker(&h, t.yes1, plan->alpha);
    return gdcs_i_odds_exact(&h, t.yes1, plan->alpha, method == GDCS_RATIO_METHOD_MID_P);
}

static limits odds(const gdcs_i_ratio_plan *plan, int32_t method, samples t)
{
    switch (method) {
    case GDCS_RATIO_METHOD_MIETTINEN_NURMINEN: return gdcs_i_contrast_odds_widened(t, plan->z);
    case GDCS_RATIO_METHOD_SCORE: return gdcs_i_contrast_odds_score(t, plan->z);
    case GDCS_RATIO_METHOD_MOVER: return gdcs_i_contrast_odds_hybrid(t, plan->z);
    case GDCS_RATIO_METHOD_EXACT:
    case GDCS_RATIO_METHOD_MID_P:
    case GDCS_RATIO_METHOD_BLAKER: return conditional(plan, method, t);
    case GDCS_RATIO_METHOD_ADJUSTED: return gdcs_i_contrast_odds_gart(t, plan->z);
    case GDCS_RATIO_METHOD_INVERSE_SINH: return gdcs_i_contrast_odds_sinh(t, plan->z);
    case GDCS_RATIO_METHOD_WALD: return gdcs_i_contrast_odds_woolf(t, plan->z);
    default: return none;
    }
}

/* The same table by the absence of the outcome. */
static samples absence_of(samples t)
{
    const samples absence = {t.no1, t.yes1, t.no2, t.yes2};
    return absence;
}

limits gdcs_i_ratio_limits(const gdcs_i_ratio_plan *plan, int32_t method, int measure, samples two)
{
    switch (measure) {
    case GDCS_I_RATIO_DIFFERENCE: return difference(plan, method, two);
    case GDCS_I_RATIO_RISK: return ratio(plan, method, two);
    case GDCS_I_RATIO_ABSENCE: return ratio(plan, method, absence_of(two));
    default: return odds(plan, method, two);
    }
}

static void odds_value(int32_t method, samples t, gdcs_estimate *out)
{
    out->value = gdcs_i_contrast_odds(t);
    out->std_error = gdcs_i_contrast_odds_error(t);
    if (method == GDCS_RATIO_METHOD_EXACT || method == GDCS_RATIO_METHOD_MID_P ||
        method == GDCS_RATIO_METHOD_BLAKER) {
        double log_error;
        const struct gdcs_i_hyper h =
            gdcs_i_hyper_of(t.yes1 + t.no1, t.yes2 + t.no2, t.yes1 + t.yes2);
        out->value = gdcs_i_odds_conditional(&h, t.yes1, &log_error);
        out->std_error = out->value * log_error;
    }
}

void gdcs_i_ratio_value(int32_t method, int measure, samples two, gdcs_estimate *out)
{
    const samples of = measure == GDCS_I_RATIO_ABSENCE ? absence_of(two) : two;
    if (measure == GDCS_I_RATIO_ODDS) {
        odds_value(method, two, out);
    } else if (measure == GDCS_I_RATIO_DIFFERENCE) {
        out->value = gdcs_i_contrast_difference(of);
        out->std_error = gdcs_i_contrast_difference_error(of);
    } else {
        out->value = gdcs_i_contrast_ratio(of);
        out->std_error = gdcs_i_contrast_ratio_error(of);
    }
}
