#include "core/fail.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/pipeline/chain.h"

#include <math.h>
#include <stdlib.h>

enum { DECOMPOSED_V1 = 272 }; /* size in release 0.1, for ever */

/* What the parts are made from. */
struct work {
    const gdcs_i_pipeline_chain *chain;
    gdcs_i_pipeline_plan plan; /* of a part */
    int32_t steps;
    double women[GDCS_I_PIPELINE_STAGES]; /* counts */
    double men[GDCS_I_PIPELINE_STAGES];
    gdcs_i_pipeline step[GDCS_I_PIPELINE_STEPS];
    gdcs_i_pipeline reach;
    gdcs_i_pipeline_values values;
};

static const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};

static void begin(struct work *k, const gdcs_i_pipeline_chain *chain)
{
    k->chain = chain;
    k->steps = chain->count - 1;
    k->plan = gdcs_i_pipeline_plan_family(&chain->plan, k->steps);
    for (int32_t i = 0; i < chain->count; i++) {
        k->women[i] = chain->stage[i].counts.women;
        k->men[i] = chain->stage[i].counts.men;
    }
    for (int32_t i = 0; i < k->steps; i++)
        gdcs_i_pipeline_chain_step(chain, &k->plan, i, i + 1, &k->step[i]);
    gdcs_i_pipeline_chain_step(chain, &chain->plan, 0, k->steps, &k->reach);
    gdcs_i_pipeline_values_of(k->women, k->men, chain->count, &k->values);
}

/* The logarithm of an index with its limits, its value from where the digits are. */
static gdcs_estimate log_of(const gdcs_estimate *index, double value)
{
    const gdcs_estimate e = {value, log(index->lower), log(index->upper),
                             index->std_error / index->value};
    return isnan(index->value) ? nothing : e;
}

/* Variance of a function of the ratios of one sex by the delta method, slope[k] being its derivative
   by the ratio of step k.  LINKED: the ratios are binomial and uncorrelated.  Else a count stands in
   two ratios: the derivative by the count it is. */
static double variance(const double *count, const double *slope, int32_t steps, int linked)
{
    double sum = 0.0;
    for (int32_t s = 0; s <= steps; s++) {
        const double here = s < steps ? slope[s] * (count[s + 1] / count[s]) : 0.0;
        if (linked)
            sum += s < steps ? here * slope[s] * ((count[s] - count[s + 1]) / count[s] / count[s])
                             : 0.0;
        else {
            const double root = sqrt(count[s]);
            const double before = s > 0 ? slope[s - 1] / count[s - 1] * root : 0.0;
            const double h = before - (s < steps ? here / root : 0.0);
            sum += h * h;
        }
    }
    return sum;
}

static gdcs_estimate gap_part(const struct work *k, int32_t part)
{
    const gdcs_i_pipeline_values *v = &k->values;
    const int linked = k->plan.design == GDCS_PIPELINE_LINKED;
    double by_women[GDCS_I_PIPELINE_STEPS], by_men[GDCS_I_PIPELINE_STEPS];
    for (int32_t i = 0; i < k->steps; i++) {
        if (isnan(k->step[i].result.women.value) || isnan(k->step[i].result.men.value))
            return nothing;
        if (i == part)
            continue;
        gdcs_i_product_slope(v->women, v->men, k->steps, part, i, &by_women[i], &by_men[i]);
        by_women[i] *= v->apart[part];
        by_men[i] *= v->apart[part];
    }
    by_women[part] = gdcs_i_product_weight(v->women, v->men, k->steps, part);
    by_men[part] = -by_women[part];
    const double error = sqrt(variance(k->women, by_women, k->steps, linked) +
                              variance(k->men, by_men, k->steps, linked));
    const double value = v->part[GDCS_I_PIPELINE_GAP][part], half = k->plan.z * error;
    const gdcs_estimate e = {value, value - half, value + half, error};
    return e;
}

/* Of the logarithms of part and whole: independent steps if LINKED, else they share the counts at the
   two ends. */
static double covariance(const struct work *k, int32_t part, double error)
{
    const int32_t last = k->steps;
    double sum = 0.0;
    if (k->plan.design == GDCS_PIPELINE_LINKED)
        return error * error;
    if (part == 0)
        sum += 1.0 / k->women[0] + 1.0 / k->men[0];
    if (part == last - 1)
        sum += 1.0 / k->women[last] + 1.0 / k->men[last];
    return sum;
}

/* Fieller (1954): the shares t with (part - t whole)^2 <= z^2 times the variance of that. */
static gdcs_estimate share_part(const struct work *k, int32_t part, const gdcs_estimate *of,
                                const gdcs_estimate *whole)
{
    const double x = of->value, y = whole->value, zz = k->plan.z * k->plan.z;
    const double vx = of->std_error * of->std_error, vy = whole->std_error * whole->std_error;
    const double c = covariance(k, part, of->std_error), share = x / y;
    const double a = y * y - zz * vy, b = x * y - zz * c, root = x * x - zz * vx;
    const gdcs_estimate one = {1.0, 1.0, 1.0, 0.0};
    if (!isfinite(x) || !isfinite(y) || y == 0.0)
        return nothing;
    if (k->steps == 1)
        return one;
    gdcs_estimate e = {share, -INFINITY, INFINITY,
                       sqrt(fmax(vx - 2.0 * share * c + share * share * vy, 0.0)) / fabs(y)};
    if (a > 0.0) {
        const double half = sqrt(fmax(b * b - a * root, 0.0));
        e.lower = fmin((b - half) / a, share);
        e.upper = fmax((b + half) / a, share);
    }
    return e;
}

static uint32_t value_notes(const gdcs_estimate *e)
{
    uint32_t notes = 0;
    if (isnan(e->value))
        notes |= GDCS_NOTE_NOT_ESTIMABLE;
    if (isinf(e->upper) && e->upper > 0.0)
        notes |= GDCS_NOTE_UPPER_INFINITE;
    return notes;
}

static void set_part(gdcs_i_pipeline_parts *out, int kind, int32_t i, gdcs_estimate e,
                     uint32_t notes)
{
    gdcs_i_pipeline_part *p = &out->part[kind][i];
    p->estimate = e;
    p->notes = notes | value_notes(&e);
    out->whole.notes |= p->notes;
}

/* What is said of counts and of where they come from, not of an index. */
static const uint32_t of_value =
    GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_UPPER_INFINITE;

static void set_whole(const struct work *k, gdcs_i_pipeline_parts *out)
{
    const gdcs_pipeline_result *r = &k->reach.result;
    const gdcs_i_pipeline_chain *c = k->chain;
    gdcs_pipeline_decomposed *w = &out->whole;
    const gdcs_pipeline_decomposed whole = {
        .struct_size = sizeof whole,
        .method = c->plan.method,
        .design = c->plan.design,
        .parts = c->plan.parts,
        .alpha = c->plan.alpha,
        .women = r->women,
        .men = r->men,
        .index = r->index,
        .log_index = log_of(&r->index, k->values.whole[GDCS_I_PIPELINE_LOG]),
        .gap = gdcs_i_pipeline_difference(&c->plan, &c->stage[0].counts, &c->stage[k->steps].counts,
                                          r),
        .women_bounds = r->women_bounds,
        .men_bounds = r->men_bounds,
        .index_bounds = r->index_bounds,
        .log_index_bounds = {log(r->index_bounds.lower), log(r->index_bounds.upper)},
        .gap_bounds = gdcs_i_pipeline_difference_bounds(r)};
    *w = whole;
    w->notes = out->whole_notes = r->notes;
}

static void set_parts(const struct work *k, gdcs_i_pipeline_parts *out)
{
    uint32_t all = 0;
    for (int32_t i = 0; i < k->steps; i++)
        all |= k->step[i].result.notes & ~of_value;
    for (int32_t i = 0; i < k->steps; i++) {
        const gdcs_estimate e =
            log_of(&k->step[i].result.index, k->values.part[GDCS_I_PIPELINE_LOG][i]);
        set_part(out, GDCS_I_PIPELINE_LOG, i, e, k->step[i].notes[GDCS_I_PIPELINE_INDEX]);
        set_part(out, GDCS_I_PIPELINE_SHARE, i, share_part(k, i, &e, &out->whole.log_index), all);
        set_part(out, GDCS_I_PIPELINE_GAP, i, gap_part(k, i), all);
    }
}

void gdcs_i_pipeline_decompose(const gdcs_i_pipeline_chain *chain, double *room,
                               gdcs_i_pipeline_parts *out)
{
    struct work k;
    begin(&k, chain);
    set_whole(&k, out);
    set_parts(&k, out);
    gdcs_i_pipeline_bound_parts(k.step, k.steps, out);
    if (room != NULL)
        gdcs_i_pipeline_bootstrap(chain, room, out);
}

/* What the array forms write: parts of a pipeline one after another. */
struct outputs {
    gdcs_estimate_arrays array[GDCS_I_PIPELINE_KINDS];
};

static gdcs_status take_outputs(const gdcs_estimate_arrays *log_index,
                                const gdcs_estimate_arrays *share, const gdcs_estimate_arrays *gap,
                                struct outputs *out, gdcs_error *err)
{
    const gdcs_estimate_arrays *const given[] = {log_index, share, gap};
    for (int kind = 0; kind < GDCS_I_PIPELINE_KINDS; kind++)
        TRY(gdcs_i_take(&out->array[kind], sizeof out->array[kind], given[kind],
                        GDCS_I_ESTIMATE_ARRAYS_V1, err));
    return GDCS_OK;
}

static void put_parts(const struct outputs *out, int64_t first, int32_t steps,
                      const gdcs_i_pipeline_parts *parts)
{
    for (int kind = 0; kind < GDCS_I_PIPELINE_KINDS; kind++)
        for (int32_t i = 0; i < steps; i++) {
            const gdcs_i_pipeline_part *p = &parts->part[kind][i];
            gdcs_i_estimate_arrays_set(&out->array[kind], first + i, &p->estimate, &p->bounds,
                                       p->notes);
        }
}

gdcs_status gdcs_pipeline_decompose(const gdcs_sex_counts *stages, int64_t n,
                                    const gdcs_pipeline_options *options,
                                    const gdcs_estimate_arrays *log_index,
                                    const gdcs_estimate_arrays *share,
                                    const gdcs_estimate_arrays *gap, gdcs_pipeline_decomposed *out,
                                    gdcs_error *err)
{
    gdcs_i_pipeline_chain chain;
    gdcs_i_pipeline_parts parts;
    struct outputs outputs;
    double *room = NULL;
    TRY(take_outputs(log_index, share, gap, &outputs, err));
    TRY(gdcs_i_pipeline_chain_new(stages, n, options, &chain, err));
    TRY(gdcs_i_pipeline_room(&chain.plan, chain.count, &room, err));
    gdcs_i_pipeline_decompose(&chain, room, &parts);
    free(room);
    if (out != NULL)
        TRY(gdcs_i_give(out, &parts.whole, sizeof parts.whole, DECOMPOSED_V1, err));
    put_parts(&outputs, 0, chain.count - 1, &parts);
    return GDCS_OK;
}

/* The stages of the caller, as long as the first of them says, checked. */
static gdcs_status take_stages(const gdcs_sex_arrays *stages, int64_t count, int64_t n,
                               gdcs_sex_arrays *out, gdcs_error *err)
{
    TRY(gdcs_i_need(stages, "stages", err));
    if (count < 2 || count > GDCS_I_PIPELINE_STAGES)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "count", "%lld stages, not 2 to %d",
                           (long long)count, (int)GDCS_I_PIPELINE_STAGES);
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    for (int64_t s = 0; s < count; s++) {
        const void *place = (const char *)stages + (size_t)s * stages->struct_size;
        TRY(gdcs_i_take(&out[s], sizeof out[s], place, GDCS_I_SEX_ARRAYS_V1, err));
        for (int64_t i = 0; i < n; i++) {
            const gdcs_sex_counts c = gdcs_i_sex_arrays_at(&out[s], i);
            TRY(gdcs_i_counts_check(&c, 1, "stages", i + 1, err));
        }
    }
    return GDCS_OK;
}

gdcs_status gdcs_pipeline_decompose_each(const gdcs_sex_arrays *stages, int64_t count, int64_t n,
                                         const gdcs_pipeline_options *options,
                                         const gdcs_estimate_arrays *log_index,
                                         const gdcs_estimate_arrays *share,
                                         const gdcs_estimate_arrays *gap, gdcs_error *err)
{
    gdcs_sex_arrays in[GDCS_I_PIPELINE_STAGES];
    gdcs_i_pipeline_chain chain = {.count = (int32_t)count};
    gdcs_i_pipeline_parts parts;
    struct outputs outputs;
    double *room = NULL;
    TRY(take_outputs(log_index, share, gap, &outputs, err));
    TRY(gdcs_i_pipeline_plan_new(options, &chain.plan, err));
    TRY(take_stages(stages, count, n, in, err));
    TRY(gdcs_i_pipeline_room(&chain.plan, chain.count, &room, err));
    for (int64_t i = 0; i < n; i++) {
        for (int32_t s = 0; s < chain.count; s++) {
            const gdcs_sex_counts c = gdcs_i_sex_arrays_at(&in[s], i);
            chain.stage[s] = gdcs_i_group_of_counts(&c);
        }
        gdcs_i_pipeline_decompose(&chain, room, &parts);
        put_parts(&outputs, i * (count - 1), chain.count - 1, &parts);
    }
    free(room);
    return GDCS_OK;
}
