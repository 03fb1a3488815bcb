#include "stats/share/design.h"
#include "core/fail.h"
#include "num/dist.h"
#include "num/interval/proportion.h"

#include <float.h>
#include <math.h>

gdcs_status gdcs_i_design_plan_new(const gdcs_share_options *options, gdcs_i_share_plan *out,
                                   gdcs_error *err)
{
    gdcs_i_share_plan plan;
    TRY(gdcs_i_share_plan_new(options, &plan, err));
    if (plan.method != GDCS_SHARE_METHOD_WILSON && plan.method != GDCS_SHARE_METHOD_CLOPPER_PEARSON)
        return gdcs_i_fail(err, GDCS_E_OPTION, "method",
                           "%s has no form for clusters or weights; Wilson and Clopper-Pearson "
                           "(Korn and Graubard) have",
                           gdcs_i_share_method_text(plan.method));
    *out = plan;
    return GDCS_OK;
}

/* Squares of residuals and of sizes, and how many units have somebody in the denominator. */
typedef struct spread {
    double residuals;
    double sizes;
    double used;
} spread;

static spread spread_of(const gdcs_i_units *units, double p, double q)
{
    spread s = {0.0, 0.0, 0.0};
    for (int64_t i = 0; i < units->count; i++) {
        const double size = units->yes[i] + units->no[i];
        const double residual = q * units->yes[i] - p * units->no[i];
        s.residuals += residual * residual;
        s.sizes += size * size;
        s.used += size > 0.0 ? 1.0 : 0.0;
    }
    return s;
}

/* Where nobody or everybody is a woman no variance is seen: Kish's effective number of units, as if
   all persons of a cluster were alike. */
static double effective(double variance, double p, double q, const spread *s, double n)
{
    return p > 0.0 && q > 0.0 ? p * q / variance : n * n / s->sizes;
}

static struct gdcs_i_limits limits(const gdcs_i_share_plan *plan, double p, double q, double n,
                                   double df, double persons)
{
    const double t = gdcs_i_student_quantile_upper(df, plan->alpha / 2.0);
    if (plan->method != GDCS_SHARE_METHOD_CLOPPER_PEARSON)
        return gdcs_i_proportion_wilson(n * p, n * q, t);
    const double simple = gdcs_i_student_quantile_upper(persons - 1.0, plan->alpha / 2.0);
    n = fmin(n * (simple / t) * (simple / t), persons);
    return gdcs_i_proportion_clopper_pearson(n * p, n * q, plan->alpha);
}

static void estimate(const gdcs_i_share_plan *plan, const gdcs_i_units *units,
                     gdcs_share_design_result *r)
{
    const double p = r->women / r->n, q = (r->n - r->women) / r->n;
    const spread s = spread_of(units, p, q);
    const double variance = s.used / (s.used - 1.0) * s.residuals / r->n / r->n;
    gdcs_estimate e = {p, 0.0, 1.0, NAN};
    r->units = s.used;
    if (s.used > 1.0) {
        const double n = effective(variance, p, q, &s, r->n);
        r->design_effect = r->persons / n;
        r->effective_n = fmin(n, r->persons);
        struct gdcs_i_limits l = limits(plan, p, q, r->effective_n, s.used - 1.0, r->persons);
        if (isnan(l.lower) || isnan(l.upper)) {
            l = gdcs_i_proportion_wilson(r->effective_n * p, r->effective_n * q, plan->z);
            r->method = GDCS_SHARE_METHOD_WILSON;
            r->notes |= GDCS_NOTE_METHOD_CHANGED;
        }
        e = (gdcs_estimate){p, l.lower, l.upper, sqrt(variance)};
    }
    r->share = e;
    r->notes &= ~(uint32_t)(GDCS_NOTE_NOT_WHOLE | GDCS_NOTE_SMALL_BASE);
    if (r->design_effect > 1.0)
        r->notes |= GDCS_NOTE_OVERDISPERSED;
    if (!(r->effective_n >= 20.0))
        r->notes |= GDCS_NOTE_SMALL_BASE;
}

void gdcs_i_design_measure(const gdcs_i_share_plan *plan, const gdcs_i_units *units,
                           const gdcs_i_group *group, double most, gdcs_share_design_result *out)
{
    gdcs_i_share_plan plain = *plan;
    gdcs_share_result share;
    plain.method = GDCS_SHARE_METHOD_WILSON;
    gdcs_i_share_measure(&plain, &group->counts, &group->lower, &group->upper, most, &share);
    const gdcs_share_design_result r = {.struct_size = sizeof r,
                                        .notes = share.notes | group->notes,
                                        .method = plan->method,
                                        .of = plan->of,
                                        .alpha = plan->alpha,
                                        .women = share.women,
                                        .n = share.n,
                                        .unknown = share.unknown,
                                        .persons = units->persons,
                                        .units = NAN,
                                        .effective_n = NAN,
                                        .design_effect = NAN,
                                        .share = {NAN, NAN, NAN, NAN},
                                        .bounds = share.bounds};
    *out = r;
    if (r.n > 0.0)
        estimate(plan, units, out);
}
