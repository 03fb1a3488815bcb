#include "stats/strata/pool.h"

#include "core/fail.h"
#include "core/sum.h"
#include "num/dist.h"
#include "stats/counts.h"
#include "stats/level.h"
#include "stats/parts.h"
#include "stats/test.h"

#include <math.h>
#include <stdlib.h>

enum { OPTIONS_V1 = 32, RESULT_V1 = 320 }; /* in release 0.1, for ever */

static gdcs_status check(int32_t *value, int32_t most, const char *field, gdcs_error *err)
{
    if (*value < 0 || *value > most)
        return gdcs_i_fail(err, GDCS_E_OPTION, field, "%d is not a %s", (int)*value, field);
    if (*value == 0)
        *value = 1;
    return GDCS_OK;
}

const char *gdcs_i_strata_method_text(int32_t method)
{
    switch (method) {
    case GDCS_STRATA_METHOD_INVERSE_VARIANCE: return "inverse variance";
    case GDCS_STRATA_METHOD_EXACT: return "exact conditional";
    case GDCS_STRATA_METHOD_MID_P: return "mid-P conditional";
    default: return "Mantel-Haenszel";
    }
}

gdcs_status gdcs_i_strata_options(const gdcs_strata_options *options, gdcs_strata_options *out,
                                  gdcs_error *err)
{
    gdcs_strata_options o;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    TRY(check(&o.method, GDCS_STRATA_METHOD_MID_P, "method", err));
    TRY(check(&o.variance, GDCS_STRATA_VARIANCE_GREENLAND_ROBINS, "variance", err));
    TRY(check(&o.test, GDCS_STRATA_TEST_MID_P, "test", err));
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &o.alpha, err));
    *out = o;
    return GDCS_OK;
}

static int is_exact(const gdcs_strata_options *o)
{
    return o->method >= GDCS_STRATA_METHOD_EXACT || o->test >= GDCS_STRATA_TEST_EXACT;
}

static int is_whole(const gdcs_part *p)
{
    return gdcs_i_is_whole(p->part) && gdcs_i_is_whole(p->whole);
}

static gdcs_status check_whole(const gdcs_part *part, const char *group, int64_t row,
                               gdcs_error *err)
{
    if (is_whole(part))
        return GDCS_OK;
    return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, group,
                          "exact methods need whole counts, and one in %s has a fraction", group);
}

static gdcs_status take_strata(const gdcs_part_arrays *strata, int64_t n, int whole,
                               gdcs_i_strata_counts *out, gdcs_error *err)
{
    gdcs_part_arrays in;
    if (n < 1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "there are no strata");
    TRY(gdcs_i_parts_take(strata, "strata", n, 0, &in, err));
    for (int64_t i = 0; whole && i < n; i++) {
        const gdcs_part a = gdcs_i_parts_a(&in, i), b = gdcs_i_parts_b(&in, i);
        TRY(check_whole(&a, "a", i + 1, err));
        TRY(check_whole(&b, "b", i + 1, err));
    }
    *out = (gdcs_i_strata_counts){in.part_a, in.whole_a, in.part_b, in.whole_b, n};
    return GDCS_OK;
}

static void describe(const gdcs_i_strata_counts *s, gdcs_strata_result *r)
{
    gdcs_i_sum a = {0}, b = {0};
    for (int64_t i = 0; i < s->n; i++) {
        if (!gdcs_i_is_whole(s->part_a[i]) || !gdcs_i_is_whole(s->whole_a[i]) ||
            !gdcs_i_is_whole(s->part_b[i]) || !gdcs_i_is_whole(s->whole_b[i]))
            r->notes |= GDCS_NOTE_NOT_WHOLE;
        if (!(s->whole_a[i] > 0.0 && s->whole_b[i] > 0.0)) {
            r->empty++;
            r->notes |= GDCS_NOTE_EMPTY_UNIT;
            continue;
        }
        r->strata++;
        gdcs_i_sum_add(&a, s->whole_a[i]);
        gdcs_i_sum_add(&b, s->whole_b[i]);
    }
    r->informative = gdcs_i_strata_informative(s);
    r->n_a = gdcs_i_sum_value(a);
    r->n_b = gdcs_i_sum_value(b);
    if (r->n_a < 20.0 || r->n_b < 20.0)
        r->notes |= GDCS_NOTE_SMALL_BASE;
}

static uint32_t notes_of_ratio(double value)
{
    if (isnan(value))
        return GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_ZERO_CELL;
    if (isinf(value))
        return GDCS_NOTE_UPPER_INFINITE | GDCS_NOTE_ZERO_CELL | GDCS_NOTE_AT_BOUNDARY;
    return value == 0.0 ? (uint32_t)(GDCS_NOTE_ZERO_CELL | GDCS_NOTE_AT_BOUNDARY) : 0;
}

/* Limits of a ratio by its logarithm. */
static gdcs_estimate of_ratio(const struct gdcs_i_strata_common *p, double z)
{
    const gdcs_estimate whole = {p->value, 0.0, INFINITY, NAN};
    if (!(p->value > 0.0) || isinf(p->value) || !(p->error < INFINITY))
        return whole;
    const gdcs_estimate e = {p->value, p->value * exp(-z * p->error), p->value * exp(z * p->error),
                             p->value * p->error};
    return e;
}

static gdcs_estimate of_difference(const struct gdcs_i_strata_common *p, double z)
{
    const gdcs_estimate e = {p->value, fmax(p->value - z * p->error, -1.0),
                             fmin(p->value + z * p->error, 1.0), p->error};
    return e;
}

static void pool(const gdcs_i_strata_counts *s, const gdcs_strata_options *o, gdcs_strata_result *r)
{
    const double z = gdcs_i_normal_quantile_upper(o->alpha / 2.0);
    const int robins = o->variance == GDCS_STRATA_VARIANCE_GREENLAND_ROBINS;
    struct gdcs_i_strata_common p[3];
    struct gdcs_i_strata_weighted w[3];
    for (int m = 0; m < 3; m++) {
        w[m] = gdcs_i_strata_inverse(s, m);
        p[m] = o->method == GDCS_STRATA_METHOD_INVERSE_VARIANCE
                   ? w[m].pooled
                   : gdcs_i_strata_mantel(s, m, robins);
        if (p[m].adjusted > 0)
            r->notes |= GDCS_NOTE_CONTINUITY;
    }
    if (robins && o->method != GDCS_STRATA_METHOD_INVERSE_VARIANCE &&
        p[GDCS_I_STRATA_DIFFERENCE].error == 0.0)
        r->notes |= GDCS_NOTE_SPARSE;
    r->difference = of_difference(&p[GDCS_I_STRATA_DIFFERENCE], z);
    r->risk_ratio = of_ratio(&p[GDCS_I_STRATA_RISK_RATIO], z);
    r->odds_ratio = of_ratio(&p[GDCS_I_STRATA_ODDS_RATIO], z);
    gdcs_test *const q[3] = {&r->homogeneity_difference, &r->homogeneity_risk_ratio,
                             &r->homogeneity_woolf};
    for (int m = 0; m < 3; m++)
        *q[m] = w[m].count > 1 ? gdcs_i_test_of_chisq(w[m].q, (double)(w[m].count - 1))
                               : gdcs_i_test_none();
    const double odds = gdcs_i_strata_mantel(s, GDCS_I_STRATA_ODDS_RATIO, 0).value;
    r->homogeneity_odds_ratio =
        r->informative > 1
            ? gdcs_i_test_of_chisq(gdcs_i_strata_breslow_day(s, odds), (double)(r->informative - 1))
            : gdcs_i_test_none();
}

static gdcs_test test(const gdcs_i_strata_counts *s, int32_t kind)
{
    const struct gdcs_i_strata_sum e = gdcs_i_strata_excess(s, kind == GDCS_STRATA_TEST_COCHRAN);
    double size = fabs(e.sum);
    if (kind == GDCS_STRATA_TEST_CORRECTED && size >= 0.5)
        size -= 0.5;
    return e.variance > 0.0 ? gdcs_i_test_of_chisq(size * size / e.variance, 1.0)
                            : gdcs_i_test_none();
}

static gdcs_status exact(const gdcs_i_strata_counts *s, const gdcs_strata_options *o,
                         gdcs_strata_result *r, gdcs_error *err)
{
    gdcs_i_conditional c;
    TRY(gdcs_i_conditional_new(s, &c, err));
    if (o->method >= GDCS_STRATA_METHOD_EXACT) {
        const struct gdcs_i_limits l =
            gdcs_i_conditional_limits(&c, o->alpha, o->method == GDCS_STRATA_METHOD_MID_P);
        r->odds_ratio = (gdcs_estimate){gdcs_i_conditional_odds(&c), l.lower, l.upper, NAN};
    }
    if (o->test >= GDCS_STRATA_TEST_EXACT)
        r->test = c.count > 1 ? gdcs_i_test_of_log(NAN, gdcs_i_conditional_log_p(
                                                            &c, o->test == GDCS_STRATA_TEST_MID_P))
                              : gdcs_i_test_none();
    free(c.log_mass);
    return GDCS_OK;
}

/* Whole or not, and small enough or not: another method takes the place of an exact one. */
static gdcs_status try_exact(const gdcs_i_strata_counts *s, const gdcs_strata_options *o,
                             int scalar, gdcs_strata_result *r, gdcs_error *err)
{
    gdcs_status status = GDCS_E_LIMIT;
    if (!is_exact(o))
        return GDCS_OK;
    if ((r->notes & GDCS_NOTE_NOT_WHOLE) == 0)
        status = exact(s, o, r, scalar ? err : NULL);
    if (status == GDCS_OK || scalar)
        return status;
    if (status != GDCS_E_LIMIT)
        return gdcs_i_fail_memory(err);
    r->notes |= GDCS_NOTE_METHOD_CHANGED;
    if (o->method >= GDCS_STRATA_METHOD_EXACT)
        r->method = GDCS_STRATA_METHOD_MANTEL_HAENSZEL;
    return GDCS_OK;
}

gdcs_status gdcs_i_strata_measure(const gdcs_i_strata_counts *s, const gdcs_strata_options *o,
                                  int scalar, gdcs_strata_result *out, gdcs_error *err)
{
    gdcs_strata_result r = {.struct_size = sizeof r, .method = o->method, .alpha = o->alpha};
    describe(s, &r);
    if (r.strata == 0 && scalar)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "strata", "no stratum has persons in both groups");
    pool(s, o, &r);
    r.test = test(s, o->test);
    TRY(try_exact(s, o, scalar, &r, err));
    r.notes |= notes_of_ratio(r.risk_ratio.value) | notes_of_ratio(r.odds_ratio.value);
    if (isnan(r.test.p_value))
        r.notes |= GDCS_NOTE_NOT_ESTIMABLE;
    *out = r;
    return GDCS_OK;
}

gdcs_status gdcs_strata_pool(const gdcs_part_arrays *strata, int64_t n,
                             const gdcs_strata_options *options, gdcs_strata_result *out,
                             gdcs_error *err)
{
    gdcs_strata_options o;
    gdcs_i_strata_counts s;
    gdcs_strata_result r;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_strata_options(options, &o, err));
    TRY(take_strata(strata, n, is_exact(&o), &s, err));
    TRY(gdcs_i_strata_measure(&s, &o, 1, &r, err));
    return gdcs_i_give(out, &r, sizeof r, RESULT_V1, err);
}
