#include "stats/pairs/measure.h"

#include "core/fail.h"
#include "num/dist.h"
#include "num/interval/contrast.h"
#include "num/interval/pairs.h"
#include "stats/arrays.h"
#include "stats/bounds.h"
#include "stats/counts.h"
#include "stats/level.h"
#include "stats/test.h"

#include <math.h>

enum { OPTIONS_V1 = 32, RESULT_V1 = 144, ARRAYS_V1 = 40 }; /* in release 0.1, for ever */

#define TOSSES 1e12 /* first + second of an exact test */

static const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};

typedef struct gdcs_i_limits limits;

/* A way to limits of the difference and of the ratio. */
static const struct {
    const char *text[GDCS_I_PAIRS_MEASURES];
    limits (*difference)(struct gdcs_i_pairs pairs, double z);
    limits (*ratio)(struct gdcs_i_pairs pairs, double z);
} methods[] = {
    [GDCS_PAIRS_METHOD_SCORE] = {{"Tango", "Tang-Tang-Chan", "Wilson"},
                                 gdcs_i_pairs_difference_score,
                                 gdcs_i_pairs_ratio_score},
    [GDCS_PAIRS_METHOD_NEWCOMBE] = {{"Newcombe", "MOVER-R", "Wilson"},
                                    gdcs_i_pairs_difference_hybrid,
                                    gdcs_i_pairs_ratio_hybrid},
    [GDCS_PAIRS_METHOD_BONETT_PRICE] = {{"Bonett-Price", "Bonett-Price", "Wilson"},
                                        gdcs_i_pairs_difference_adjusted,
                                        gdcs_i_pairs_ratio_adjusted},
};

const char *gdcs_i_pairs_method_text(int32_t method, int measure)
{
    return methods[method].text[measure];
}

gdcs_status gdcs_i_pairs_plan_new(const gdcs_pairs_options *options, gdcs_i_pairs_plan *out,
                                  gdcs_error *err)
{
    gdcs_pairs_options o;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    if (o.method < 0 || o.method > GDCS_PAIRS_METHOD_BONETT_PRICE)
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is not a method", (int)o.method);
    if (o.test < 0 || o.test > GDCS_PAIRS_TEST_SCORE)
        return gdcs_i_fail(err, GDCS_E_OPTION, "test", "%d is not a test", (int)o.test);
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &out->alpha, err));
    out->method = o.method == 0 ? GDCS_PAIRS_METHOD_SCORE : o.method;
    out->test = o.test == 0 ? GDCS_PAIRS_TEST_MID_P : o.test;
    out->z = gdcs_i_normal_quantile_upper(out->alpha / 2.0);
    return GDCS_OK;
}

static gdcs_status check(const gdcs_pairs_counts *c, int missing, int64_t row, gdcs_error *err)
{
    TRY(gdcs_i_count_check(c->both, missing, "both", "counts", row, err));
    TRY(gdcs_i_count_check(c->first, missing, "first", "counts", row, err));
    TRY(gdcs_i_count_check(c->second, missing, "second", "counts", row, err));
    return gdcs_i_count_check(c->neither, missing, "neither", "counts", row, err);
}

static int are_whole(const gdcs_pairs_counts *c)
{
    return gdcs_i_is_whole(c->both) && gdcs_i_is_whole(c->first) && gdcs_i_is_whole(c->second) &&
           gdcs_i_is_whole(c->neither);
}

static gdcs_estimate estimate(double value, limits l, double error)
{
    const gdcs_estimate e = {value, l.lower, l.upper, isfinite(error) ? error : NAN};
    return e;
}

static uint32_t notes_of_counts(const gdcs_pairs_counts *c, double n)
{
    uint32_t notes = 0;
    if (c->first == 0.0 || c->second == 0.0 || c->both + c->first == n ||
        c->both + c->second == n || c->both + c->first == 0.0 || c->both + c->second == 0.0)
        notes |= GDCS_NOTE_ZERO_CELL;
    if (n < 20.0)
        notes |= GDCS_NOTE_SMALL_BASE;
    return are_whole(c) ? notes : notes | GDCS_NOTE_NOT_WHOLE;
}

static uint32_t notes_of_ratio(const gdcs_estimate *e)
{
    return (isnan(e->value) ? (uint32_t)GDCS_NOTE_NOT_ESTIMABLE : 0) |
           (isinf(e->upper) ? (uint32_t)GDCS_NOTE_UPPER_INFINITE : 0) |
           (e->value == 0.0 || isinf(e->value) ? (uint32_t)GDCS_NOTE_AT_BOUNDARY : 0);
}

static void fill(const gdcs_i_pairs_plan *plan, const gdcs_pairs_counts *c, gdcs_pairs_result *r)
{
    const struct gdcs_i_pairs p = {c->both, c->first, c->second, c->neither};
    const double n = r->n, one = c->both + c->first, two = c->both + c->second;
    const double apart = c->first + c->second, d = (c->first - c->second) / n;
    const double ratio = one / two, odds = c->first / c->second;
    r->share_first = one / n;
    r->share_second = two / n;
    r->difference =
        estimate(d, methods[plan->method].difference(p, plan->z), sqrt((apart / n - d * d) / n));
    r->ratio =
        estimate(ratio, methods[plan->method].ratio(p, plan->z), ratio * sqrt(apart / one / two));
    r->odds = estimate(odds, gdcs_i_contrast_poisson_score(c->first, c->second, plan->z),
                       odds * sqrt(1.0 / c->first + 1.0 / c->second));
}

/* The largest (first - second) / n: rising in first, falling in second, and in those of the other cells
   towards 0.  Without anybody else and with nobody in first, whoever there is makes it -1. */
static double largest_difference(const gdcs_i_pairs_box *b)
{
    const double first = b->first.upper, second = b->second.lower;
    if (first == 0.0 && b->both.upper == 0.0 && b->neither.upper == 0.0)
        return -1.0;
    if (isinf(first))
        return 1.0;
    if (first > second)
        return (first - second) / (b->both.lower + first + second + b->neither.lower);
    if (first == second || isinf(b->both.upper) || isinf(b->neither.upper))
        return 0.0;
    return (first - second) / (b->both.upper + first + second + b->neither.upper);
}

/* The largest (both + first) / (both + second): rising in first, falling in second, and in both
   towards 1. */
static double largest_ratio(const gdcs_i_pairs_box *b)
{
    const double first = b->first.upper, second = b->second.lower;
    if (b->both.upper == 0.0)
        return gdcs_i_bounds_quotient(b->first, b->second).upper;
    if (first > second)
        return isinf(first) ? INFINITY : (b->both.lower + first) / (b->both.lower + second);
    return isinf(b->both.upper) || first == second
               ? 1.0
               : (b->both.upper + first) / (b->both.upper + second);
}

static double smallest_ratio(const gdcs_i_pairs_box *b)
{
    const double first = b->first.lower, second = b->second.upper;
    if (b->both.upper == 0.0)
        return gdcs_i_bounds_quotient(b->first, b->second).lower;
    if (first < second)
        return isinf(second) ? 0.0 : (b->both.lower + first) / (b->both.lower + second);
    return isinf(b->both.upper) || first == second
               ? 1.0
               : (b->both.upper + first) / (b->both.upper + second);
}

static gdcs_i_pairs_box swapped(const gdcs_i_pairs_box *b)
{
    const gdcs_i_pairs_box other = {b->both, b->second, b->first, b->neither};
    return other;
}

static void bound(const gdcs_i_pairs_box *b, gdcs_bounds out[GDCS_I_PAIRS_MEASURES])
{
    const gdcs_i_pairs_box other = swapped(b);
    const double apart = b->first.upper + b->second.upper;
    out[0] = (gdcs_bounds){-1.0, 1.0};
    out[1] = (gdcs_bounds){0.0, INFINITY};
    if (b->both.upper + apart + b->neither.upper > 0.0)
        out[0] = (gdcs_bounds){0.0 - largest_difference(&other), largest_difference(b)};
    if (b->both.upper + apart > 0.0)
        out[1] = (gdcs_bounds){smallest_ratio(b), largest_ratio(b)};
    out[2] = gdcs_i_bounds_quotient(b->first, b->second);
}

void gdcs_i_pairs_measure(const gdcs_i_pairs_plan *plan, const gdcs_pairs_counts *c,
                          const gdcs_i_pairs_box *box, uint32_t notes, gdcs_i_pairs_found *out)
{
    const double n = c->both + c->first + c->second + c->neither;
    gdcs_pairs_result r = {.struct_size = sizeof r,
                           .method = plan->method,
                           .alpha = plan->alpha,
                           .n = n,
                           .share_first = NAN,
                           .share_second = NAN,
                           .difference = nothing,
                           .ratio = nothing,
                           .odds = nothing};
    notes |= n > 0.0 ? notes_of_counts(c, n) : (uint32_t)GDCS_NOTE_NOT_ESTIMABLE;
    out->notes[0] = out->notes[1] = out->notes[2] = notes;
    bound(box, out->bounds);
    if (n > 0.0) {
        fill(plan, c, &r);
        out->notes[0] |= fabs(r.difference.value) == 1.0 ? (uint32_t)GDCS_NOTE_AT_BOUNDARY : 0;
        out->notes[1] |= notes_of_ratio(&r.ratio);
        out->notes[2] |= notes_of_ratio(&r.odds);
    }
    r.notes = out->notes[0] | out->notes[1] | out->notes[2];
    out->result = r;
}

static gdcs_bounds range_of(double count)
{
    const gdcs_bounds range = {isnan(count) ? 0.0 : count, isnan(count) ? INFINITY : count};
    return range;
}

/* Of counts, NaN where one is missing. */
static void measure(const gdcs_i_pairs_plan *plan, const gdcs_pairs_counts *c,
                    gdcs_i_pairs_found *out)
{
    const gdcs_i_pairs_box box = {range_of(c->both), range_of(c->first), range_of(c->second),
                                  range_of(c->neither)};
    const int missing = isnan(c->both + c->first + c->second + c->neither);
    gdcs_i_pairs_measure(plan, c, &box, missing ? (uint32_t)GDCS_NOTE_MISSING_CELL : 0, out);
}

gdcs_status gdcs_pairs_estimate(const gdcs_pairs_counts *counts, const gdcs_pairs_options *options,
                                gdcs_pairs_result *out, gdcs_error *err)
{
    gdcs_i_pairs_plan plan;
    gdcs_i_pairs_found found;
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_pairs_plan_new(options, &plan, err));
    TRY(check(counts, 0, 0, err));
    if (!(counts->both + counts->first + counts->second + counts->neither > 0.0))
        return gdcs_i_fail(err, GDCS_E_EMPTY, "counts", "nobody is counted");
    measure(&plan, counts, &found);
    return gdcs_i_give(out, &found.result, sizeof found.result, RESULT_V1, err);
}

static gdcs_pairs_counts counts_at(const gdcs_pairs_arrays *in, int64_t i)
{
    const gdcs_pairs_counts c = {in->both[i], in->first[i], in->second[i], in->neither[i]};
    return c;
}

/* With a first pass over all, so that a call that fails has written nothing. */
static gdcs_status take(const gdcs_pairs_arrays *counts, int64_t n, gdcs_pairs_arrays *in,
                        gdcs_error *err)
{
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_take(in, sizeof *in, counts, ARRAYS_V1, err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(gdcs_i_need(in->both, "both", err));
    TRY(gdcs_i_need(in->first, "first", err));
    TRY(gdcs_i_need(in->second, "second", err));
    TRY(gdcs_i_need(in->neither, "neither", err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_pairs_counts c = counts_at(in, i);
        TRY(check(&c, 1, i + 1, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_pairs_each(const gdcs_pairs_arrays *counts, int64_t n,
                            const gdcs_pairs_options *options,
                            const gdcs_estimate_arrays *difference,
                            const gdcs_estimate_arrays *ratio, const gdcs_estimate_arrays *odds,
                            gdcs_error *err)
{
    gdcs_i_pairs_plan plan;
    gdcs_i_pairs_found found;
    gdcs_pairs_arrays in;
    gdcs_estimate_arrays to[3];
    TRY(gdcs_i_take(&to[0], sizeof to[0], difference, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_take(&to[1], sizeof to[1], ratio, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_take(&to[2], sizeof to[2], odds, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_pairs_plan_new(options, &plan, err));
    TRY(take(counts, n, &in, err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_pairs_counts c = counts_at(&in, i);
        measure(&plan, &c, &found);
        const gdcs_estimate *const of[] = {&found.result.difference, &found.result.ratio,
                                           &found.result.odds};
        for (int j = 0; j < GDCS_I_PAIRS_MEASURES; j++)
            gdcs_i_estimate_arrays_set(&to[j], i, of[j], &found.bounds[j], found.notes[j]);
    }
    return GDCS_OK;
}

static gdcs_test test_of(int32_t test, const gdcs_pairs_counts *c)
{
    const double apart = c->first + c->second, d = c->first - c->second;
    if (isnan(apart))
        return gdcs_i_test_none();
    if (apart == 0.0)
        return gdcs_i_test_of_log(NAN, 0.0);
    if (test == GDCS_PAIRS_TEST_SCORE)
        return gdcs_i_test_of_chisq(d * (d / apart), 1.0);
    return gdcs_i_test_of_log(NAN, test == GDCS_PAIRS_TEST_EXACT
                                       ? gdcs_i_pairs_log_exact(c->first, c->second)
                                       : gdcs_i_pairs_log_mid_p(c->first, c->second));
}

static int is_exact_possible(const gdcs_pairs_counts *c)
{
    return gdcs_i_is_whole(c->first) && gdcs_i_is_whole(c->second) &&
           c->first + c->second <= TOSSES;
}

/* SCORE where an exact test does not serve the counts. */
gdcs_test gdcs_i_pairs_test(const gdcs_i_pairs_plan *plan, const gdcs_pairs_counts *c)
{
    return test_of(is_exact_possible(c) ? plan->test : GDCS_PAIRS_TEST_SCORE, c);
}

gdcs_status gdcs_pairs_test(const gdcs_pairs_counts *counts, const gdcs_pairs_options *options,
                            gdcs_test *out, gdcs_error *err)
{
    gdcs_i_pairs_plan plan;
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_pairs_plan_new(options, &plan, err));
    TRY(check(counts, 0, 0, err));
    if (!(counts->both + counts->first + counts->second + counts->neither > 0.0))
        return gdcs_i_fail(err, GDCS_E_EMPTY, "counts", "nobody is counted");
    if (plan.test != GDCS_PAIRS_TEST_SCORE && counts->first + counts->second > TOSSES)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "counts",
                           "first and second are more than 1e12, too many for an exact test");
    if (plan.test != GDCS_PAIRS_TEST_SCORE && !is_exact_possible(counts))
        return gdcs_i_fail(err, GDCS_E_VALUE, "counts",
                           "an exact test needs whole counts, and one has a fraction");
    *out = test_of(plan.test, counts);
    return GDCS_OK;
}

gdcs_status gdcs_pairs_test_each(const gdcs_pairs_arrays *counts, int64_t n,
                                 const gdcs_pairs_options *options, const gdcs_test_arrays *out,
                                 gdcs_error *err)
{
    gdcs_i_pairs_plan plan;
    gdcs_pairs_arrays in;
    gdcs_test_arrays to;
    TRY(gdcs_i_pairs_plan_new(options, &plan, err));
    TRY(take(counts, n, &in, err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_TEST_ARRAYS_V1, err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_pairs_counts c = counts_at(&in, i);
        const gdcs_test t = gdcs_i_pairs_test(&plan, &c);
        gdcs_i_test_arrays_set(&to, i, &t);
    }
    return GDCS_OK;
}
