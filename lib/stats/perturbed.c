#include <gdcs/perturbed.h>

#include "core/fail.h"
#include "num/dist.h"
#include "num/interval/mover.h"
#include "num/interval/noisy.h"
#include "stats/arrays.h"
#include "stats/level.h"

#include <math.h>

/* sizes in release 0.1, for ever */
enum { OPTIONS_V1 = 24, RESULT_V1 = 48, ARRAYS_V1 = 40 };

typedef struct rule {
    double alpha;
    double z;
    double sampling;
} rule;

static gdcs_status take(const gdcs_perturbed_options *options, rule *out, gdcs_error *err)
{
    gdcs_perturbed_options o;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    if (o.sampling != 0 && o.sampling != 1)
        return gdcs_i_fail(err, GDCS_E_OPTION, "sampling", "%d is neither 0 nor 1",
                           (int)o.sampling);
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &out->alpha, err));
    out->z = gdcs_i_normal_quantile_upper(out->alpha / 2.0);
    out->sampling = o.sampling;
    return GDCS_OK;
}

static gdcs_status check(const gdcs_perturbed_counts *k, int64_t row, gdcs_error *err)
{
    if (!(k->women >= 0.0 && k->women <= 1e15 && k->men >= 0.0 && k->men <= 1e15))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "counts",
                              "a count is not between 0 and 1e15");
    if (!(k->variance_women >= 0.0 && k->variance_women <= 1e30 && k->variance_men >= 0.0 &&
          k->variance_men <= 1e30))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "variance",
                              "a variance is not between 0 and 1e30");
    return GDCS_OK;
}

static gdcs_estimate share_of(const gdcs_perturbed_counts *k, const rule *r, uint32_t *notes)
{
    const double n = k->women + k->men;
    const struct gdcs_i_noisy noisy = {k->women, k->men, k->variance_women, k->variance_men,
                                       r->sampling};
    if (n < 20.0)
        *notes |= GDCS_NOTE_SMALL_BASE;
    if (n == 0.0) {
        *notes |= GDCS_NOTE_NOT_ESTIMABLE;
        return (gdcs_estimate){NAN, 0.0, 1.0, NAN};
    }
    if (k->women == 0.0 || k->men == 0.0)
        *notes |= GDCS_NOTE_AT_BOUNDARY;
    const struct gdcs_i_limits limits = gdcs_i_noisy_share(&noisy, r->z);
    const double value = k->women / n;
    return (gdcs_estimate){value, fmin(limits.lower, value), fmax(limits.upper, value),
                           sqrt(gdcs_i_noisy_variance(&noisy))};
}

static struct gdcs_i_spread spread_of(const gdcs_estimate *share)
{
    return (struct gdcs_i_spread){.value = share->value,
                                  .below = share->value - share->lower,
                                  .above = share->upper - share->value,
                                  .lower = share->lower};
}

static gdcs_estimate gap_of(const gdcs_perturbed_counts *a, const gdcs_perturbed_counts *b,
                            const rule *r, uint32_t *notes)
{
    const gdcs_estimate first = share_of(a, r, notes), second = share_of(b, r, notes);
    if ((*notes & GDCS_NOTE_NOT_ESTIMABLE) != 0)
        return (gdcs_estimate){NAN, -1.0, 1.0, NAN};
    const struct gdcs_i_spread x = spread_of(&first), y = spread_of(&second);
    const struct gdcs_i_limits limits = gdcs_i_mover_difference(&x, &y, 0.0);
    return (gdcs_estimate){first.value - second.value, limits.lower, limits.upper,
                           hypot(first.std_error, second.std_error)};
}

static gdcs_status give(const gdcs_estimate *estimate, const rule *r, uint32_t notes,
                        gdcs_perturbed_result *out, gdcs_error *err)
{
    const gdcs_perturbed_result result = {
        .struct_size = sizeof result, .notes = notes, .alpha = r->alpha, .estimate = *estimate};
    return gdcs_i_give(out, &result, sizeof result, RESULT_V1, err);
}

gdcs_status gdcs_perturbed_estimate_share(const gdcs_perturbed_counts *counts,
                                          const gdcs_perturbed_options *options,
                                          gdcs_perturbed_result *out, gdcs_error *err)
{
    rule r;
    uint32_t notes = 0;
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(take(options, &r, err));
    TRY(check(counts, 0, err));
    const gdcs_estimate estimate = share_of(counts, &r, &notes);
    return give(&estimate, &r, notes, out, err);
}

gdcs_status gdcs_perturbed_estimate_gap(const gdcs_perturbed_counts *a,
                                        const gdcs_perturbed_counts *b,
                                        const gdcs_perturbed_options *options,
                                        gdcs_perturbed_result *out, gdcs_error *err)
{
    rule r;
    uint32_t notes = 0;
    TRY(gdcs_i_need(a, "a", err));
    TRY(gdcs_i_need(b, "b", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(take(options, &r, err));
    TRY(check(a, 0, err));
    TRY(check(b, 0, err));
    const gdcs_estimate estimate = gap_of(a, b, &r, &notes);
    return give(&estimate, &r, notes, out, err);
}

static gdcs_status take_arrays(const gdcs_perturbed_arrays *given, int64_t n,
                               gdcs_perturbed_arrays *out, gdcs_error *err)
{
    TRY(gdcs_i_need(given, "counts", err));
    TRY(gdcs_i_take(out, sizeof *out, given, ARRAYS_V1, err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(gdcs_i_need(out->women, "women", err));
    return gdcs_i_need(out->men, "men", err);
}

static gdcs_perturbed_counts at(const gdcs_perturbed_arrays *arrays, int64_t i)
{
    return (gdcs_perturbed_counts){arrays->women[i], arrays->men[i],
                                   gdcs_i_array_at(arrays->variance_women, i),
                                   gdcs_i_array_at(arrays->variance_men, i)};
}

static int is_noisy(const gdcs_perturbed_counts *k)
{
    return k->variance_women > 0.0 || k->variance_men > 0.0 || k->women + k->men == 0.0;
}

static gdcs_status take_out(const gdcs_estimate_arrays *out, gdcs_estimate_arrays *o,
                            gdcs_error *err)
{
    TRY(gdcs_i_need(out, "out", err));
    return gdcs_i_take(o, sizeof *o, out, GDCS_I_ESTIMATE_ARRAYS_V1, err);
}

gdcs_status gdcs_perturbed_each_share(const gdcs_perturbed_arrays *counts, int64_t n,
                                      const gdcs_perturbed_options *options,
                                      const gdcs_estimate_arrays *out, gdcs_error *err)
{
    rule r;
    gdcs_perturbed_arrays k;
    gdcs_estimate_arrays o;
    TRY(take_arrays(counts, n, &k, err));
    TRY(take_out(out, &o, err));
    TRY(take(options, &r, err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_perturbed_counts one = at(&k, i);
        TRY(check(&one, i + 1, err));
    }
    for (int64_t i = 0; i < n; i++) {
        uint32_t notes = 0;
        const gdcs_perturbed_counts one = at(&k, i);
        const gdcs_estimate e = share_of(&one, &r, &notes);
        const gdcs_bounds exact = {e.value, e.value}, any = {0.0, 1.0};
        gdcs_i_estimate_arrays_set(&o, i, &e, is_noisy(&one) ? &any : &exact, notes);
    }
    return GDCS_OK;
}

gdcs_status gdcs_perturbed_each_gap(const gdcs_perturbed_arrays *a, const gdcs_perturbed_arrays *b,
                                    int64_t n, const gdcs_perturbed_options *options,
                                    const gdcs_estimate_arrays *out, gdcs_error *err)
{
    rule r;
    gdcs_perturbed_arrays k, l;
    gdcs_estimate_arrays o;
    TRY(take_arrays(a, n, &k, err));
    TRY(take_arrays(b, n, &l, err));
    TRY(take_out(out, &o, err));
    TRY(take(options, &r, err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_perturbed_counts first = at(&k, i), second = at(&l, i);
        TRY(check(&first, i + 1, err));
        TRY(check(&second, i + 1, err));
    }
    for (int64_t i = 0; i < n; i++) {
        uint32_t notes = 0;
        const gdcs_perturbed_counts first = at(&k, i), second = at(&l, i);
        const gdcs_estimate e = gap_of(&first, &second, &r, &notes);
        const gdcs_bounds exact = {e.value, e.value}, any = {-1.0, 1.0};
        gdcs_i_estimate_arrays_set(&o, i, &e, is_noisy(&first) || is_noisy(&second) ? &any : &exact,
                                   notes);
    }
    return GDCS_OK;
}
