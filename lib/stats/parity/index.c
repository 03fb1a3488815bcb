#include "core/fail.h"
#include "num/dist.h"
#include "num/interval/contrast.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/gap/table.h"
#include "stats/level.h"
#include "stats/parts.h"
#include "stats/rate/contrast_table.h"
#include "stats/test.h"

#include <gdcs/parity.h>
#include <math.h>

enum { OPTIONS_V1 = 40, RESULT_V1 = 136 }; /* in release 0.1, for ever */

static const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};

struct plan {
    int32_t of;
    double alpha;
    double z;
    gdcs_bounds band;
};

static gdcs_status plan_new(const gdcs_parity_options *options, struct plan *out, gdcs_error *err)
{
    gdcs_parity_options o;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    if (o.of < 0 || o.of > GDCS_PARITY_OF_RATES)
        return gdcs_i_fail(err, GDCS_E_OPTION, "of", "%d is neither shares nor rates", (int)o.of);
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &out->alpha, err));
    out->band.lower = o.band_lower == 0.0 ? 0.97 : o.band_lower;
    out->band.upper = o.band_upper == 0.0 ? 1.03 : o.band_upper;
    if (!(out->band.lower > 0.0 && out->band.lower <= 1.0 && out->band.upper >= 1.0 &&
          out->band.upper > out->band.lower && isfinite(out->band.upper)))
        return gdcs_i_fail(err, GDCS_E_OPTION, "band_lower",
                           "the band of parity does not hold 1, or has no width");
    out->of = o.of == 0 ? GDCS_PARITY_OF_SHARES : o.of;
    out->z = gdcs_i_normal_quantile_upper(out->alpha / 2.0);
    return GDCS_OK;
}

/* Shares: part and the others of the whole.  Rates: events, whose population only scales. */
static struct gdcs_i_two two_of(const struct plan *plan, const gdcs_part *a, const gdcs_part *b)
{
    const int rates = plan->of == GDCS_PARITY_OF_RATES;
    const struct gdcs_i_two two = {a->part, rates ? 0.0 : a->whole - a->part, b->part,
                                   rates ? 0.0 : b->whole - b->part};
    return two;
}

/* The ratio of two rates given their sum: a share of events, whose odds are the ratio times that of the
   populations. */
static double rates_z(const gdcs_part *a, const gdcs_part *b, double ratio)
{
    const double events = a->part + b->part, share = 1.0 / (1.0 + b->whole / a->whole / ratio);
    const double excess = a->part * (1.0 - share) - b->part * share;
    return excess / sqrt(events * share * (1.0 - share));
}

/* Two one-sided tests: of an index at or below the band, at or above it. */
static gdcs_test equivalence(const struct plan *plan, const gdcs_part *a, const gdcs_part *b)
{
    const int rates = plan->of == GDCS_PARITY_OF_RATES;
    const struct gdcs_i_two two = two_of(plan, a, b);
    const double low =
        rates ? rates_z(a, b, plan->band.lower) : gdcs_i_contrast_ratio_z(two, plan->band.lower);
    const double high =
        rates ? rates_z(a, b, plan->band.upper) : gdcs_i_contrast_ratio_z(two, plan->band.upper);
    const double worse = fmin(low, -high);
    if (isnan(low) || isnan(high))
        return gdcs_i_test_none();
    const gdcs_test t = {NAN, NAN, gdcs_i_normal_upper(worse), gdcs_i_normal_log10_upper(worse)};
    return t;
}

static gdcs_estimate index_of(const struct plan *plan, const gdcs_part *a, const gdcs_part *b)
{
    const double ratio = a->part / a->whole / (b->part / b->whole);
    const struct gdcs_i_two two = two_of(plan, a, b);
    if (plan->of == GDCS_PARITY_OF_SHARES) {
        const struct gdcs_i_limits l = gdcs_i_contrast_ratio_score(two, plan->z);
        const gdcs_estimate e = {ratio, l.lower, l.upper, gdcs_i_contrast_ratio_error(two)};
        return e;
    }
    const struct gdcs_i_limits l = gdcs_i_contrast_poisson_score(a->part, b->part, plan->z);
    const double scale = b->whole / a->whole;
    const gdcs_estimate e = {
        ratio, l.lower * scale, l.upper * scale,
        a->part > 0.0 && b->part > 0.0 ? ratio * sqrt(1.0 / a->part + 1.0 / b->part) : NAN};
    return e;
}

static double adjusted(double gpi)
{
    return gpi > 1.0 ? 2.0 - 1.0 / gpi : gpi;
}

static gdcs_estimate adjusted_estimate(const gdcs_estimate *gpi)
{
    const double slope = gpi->value > 1.0 ? 1.0 / gpi->value / gpi->value : 1.0;
    const gdcs_estimate e = {adjusted(gpi->value), adjusted(gpi->lower), adjusted(gpi->upper),
                             slope * gpi->std_error};
    return e;
}

static uint32_t notes_of(const struct plan *plan, const gdcs_part *a, const gdcs_part *b,
                         const gdcs_estimate *gpi)
{
    const int rates = plan->of == GDCS_PARITY_OF_RATES;
    const int zero = a->part == 0.0 || b->part == 0.0 ||
                     (!rates && (a->part == a->whole || b->part == b->whole));
    const int small = rates ? a->part < 20.0 || b->part < 20.0 : a->whole < 20.0 || b->whole < 20.0;
    const int whole = gdcs_i_is_whole(a->part) && gdcs_i_is_whole(b->part) &&
                      (rates || (gdcs_i_is_whole(a->whole) && gdcs_i_is_whole(b->whole)));
    return gdcs_i_gap_ratio_notes(gpi) | (zero ? (uint32_t)GDCS_NOTE_ZERO_CELL : 0) |
           (small ? (uint32_t)GDCS_NOTE_SMALL_BASE : 0) |
           (whole ? 0 : (uint32_t)GDCS_NOTE_NOT_WHOLE);
}

static int32_t verdict_of(const struct plan *plan, const gdcs_parity_result *r)
{
    if (r->equivalence.p_value <= plan->alpha)
        return GDCS_PARITY_VERDICT_PARITY;
    if (r->gpi.upper < plan->band.lower)
        return GDCS_PARITY_VERDICT_WOMEN_LESS;
    return r->gpi.lower > plan->band.upper ? GDCS_PARITY_VERDICT_MEN_LESS
                                           : GDCS_PARITY_VERDICT_UNDECIDED;
}

static void measure(const struct plan *plan, const gdcs_part *a, const gdcs_part *b,
                    gdcs_parity_result *out)
{
    const gdcs_parity_result r = {.struct_size = sizeof r,
                                  .of = plan->of,
                                  .alpha = plan->alpha,
                                  .value_women = a->part / a->whole,
                                  .value_men = b->part / b->whole,
                                  .gpi = nothing,
                                  .gpia = nothing,
                                  .equivalence = gdcs_i_test_none()};
    *out = r;
    if (!(a->whole > 0.0 && b->whole > 0.0) || isnan(a->part + b->part)) {
        out->notes = GDCS_NOTE_NOT_ESTIMABLE;
        if (isnan(a->part + a->whole + b->part + b->whole))
            out->notes |= GDCS_NOTE_MISSING_CELL;
        return;
    }
    out->gpi = index_of(plan, a, b);
    out->gpia = adjusted_estimate(&out->gpi);
    out->equivalence = equivalence(plan, a, b);
    out->notes = notes_of(plan, a, b, &out->gpi);
    out->verdict = verdict_of(plan, out);
}

/* Events of a population may be more than it has persons. */
static int let(const struct plan *plan)
{
    return plan->of == GDCS_PARITY_OF_RATES ? GDCS_I_PARTS_ABOVE : 0;
}

gdcs_status gdcs_parity_estimate(const gdcs_part *women, const gdcs_part *men,
                                 const gdcs_parity_options *options, gdcs_parity_result *out,
                                 gdcs_error *err)
{
    struct plan plan;
    gdcs_parity_result r;
    TRY(gdcs_i_need(women, "women", err));
    TRY(gdcs_i_need(men, "men", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(plan_new(options, &plan, err));
    TRY(gdcs_i_part_check(women, let(&plan), "women", 0, err));
    TRY(gdcs_i_part_check(men, let(&plan), "men", 0, err));
    if (women->whole == 0.0 || men->whole == 0.0)
        return gdcs_i_fail(err, GDCS_E_EMPTY, women->whole == 0.0 ? "women" : "men",
                           "a parity index compares shares or rates, and the whole of one is 0: "
                           "of counts alone there is none");
    measure(&plan, women, men, &r);
    return gdcs_i_give(out, &r, sizeof r, RESULT_V1, err);
}

/* Without unknown sex the bounds are the value, or all that it could be. */
static void set(const gdcs_estimate_arrays *to, int64_t i, const gdcs_estimate *e, double most,
                uint32_t notes)
{
    const gdcs_bounds value = {e->value, e->value}, any = {0.0, most};
    gdcs_i_estimate_arrays_set(to, i, e, isnan(e->value) ? &any : &value, notes);
}

gdcs_status gdcs_parity_each(const gdcs_part_arrays *counts, int64_t n,
                             const gdcs_parity_options *options, const gdcs_estimate_arrays *gpi,
                             const gdcs_estimate_arrays *gpia, const gdcs_test_arrays *tests,
                             gdcs_error *err)
{
    struct plan plan;
    gdcs_part_arrays in;
    gdcs_estimate_arrays to[2];
    gdcs_test_arrays tested;
    TRY(gdcs_i_take(&tested, sizeof tested, tests, GDCS_I_TEST_ARRAYS_V1, err));
    TRY(gdcs_i_take(&to[0], sizeof to[0], gpi, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_take(&to[1], sizeof to[1], gpia, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(plan_new(options, &plan, err));
    TRY(gdcs_i_parts_take(counts, "counts", n, GDCS_I_PARTS_MISSING | let(&plan), &in, err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_part a = gdcs_i_parts_a(&in, i), b = gdcs_i_parts_b(&in, i);
        gdcs_parity_result r;
        measure(&plan, &a, &b, &r);
        set(&to[0], i, &r.gpi, INFINITY, r.notes);
        set(&to[1], i, &r.gpia, 2.0, r.notes);
        gdcs_i_test_arrays_set(&tested, i, &r.equivalence);
    }
    return GDCS_OK;
}

/* The rows of a gap by sex: its ratio is the index, which takes the place of the difference too. */
static void to_index(gdcs_i_gap *gap)
{
    gdcs_gap_result *r = &gap->result;
    r->difference = r->ratio;
    r->difference_bounds = r->ratio_bounds;
    r->ratio = adjusted_estimate(&r->difference);
    r->ratio_bounds.lower = adjusted(r->difference_bounds.lower);
    r->ratio_bounds.upper = adjusted(r->difference_bounds.upper);
    gap->difference_notes = gap->ratio_notes;
}

gdcs_status gdcs_parity_table(const gdcs_table *table, const gdcs_gap_pair *pair,
                              const char *const *keep, int32_t n,
                              const gdcs_parity_options *options, gdcs_frame **out, gdcs_error *err)
{
    struct plan plan;
    TRY(plan_new(options, &plan, err));
    if (plan.of != GDCS_PARITY_OF_SHARES)
        return gdcs_i_fail(err, GDCS_E_OPTION, "of", "a table has shares, and no rates");
    const gdcs_gap_options gap = {.struct_size = sizeof gap, .alpha = plan.alpha};
    return gdcs_i_gap_table_as(table, pair, keep, n, &gap, to_index, out, err);
}

/* The rows of two rates compared, likewise. */
static void rates_to_index(gdcs_i_rate_contrast *contrast)
{
    gdcs_rate_contrast_result *r = &contrast->result;
    r->difference = adjusted_estimate(&r->ratio);
    r->difference_bounds.lower = adjusted(r->ratio_bounds.lower);
    r->difference_bounds.upper = adjusted(r->ratio_bounds.upper);
    contrast->difference_notes = contrast->ratio_notes;
}

gdcs_status gdcs_parity_table_rates(const gdcs_table *table, const gdcs_population *population,
                                    const char *const *keep, int32_t n,
                                    const gdcs_parity_options *options, gdcs_frame **out,
                                    gdcs_error *err)
{
    struct plan plan;
    TRY(plan_new(options, &plan, err));
    return gdcs_i_rate_table_as(table, population, keep, n, plan.alpha, rates_to_index, out, err);
}
