#include "core/fail.h"
#include "num/interval/proportion.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/share/measure.h"

#include <math.h>
#include <string.h>

/* Shares are worked on in blocks of fixed length, loop by loop, which compilers turn into vector
   instructions: a million of Wilson's intervals take half of the time that they take one by one. */
enum { BLOCK = GDCS_I_PROPORTION_BLOCK };

typedef struct block {
    double yes[BLOCK];
    double no[BLOCK];
    double value[BLOCK];
    double std_error[BLOCK];
    double lower[BLOCK];
    double upper[BLOCK];
    uint32_t changed[BLOCK]; /* GDCS_NOTE_METHOD_CHANGED, or 0 */
} block;

static int64_t smaller(int64_t x, int64_t y)
{
    return x < y ? x : y;
}

/* Lane by lane the least and the greatest so far, as one vector instruction each finds them: a NaN, which
   is a missing count, compares false and leaves both. */
static int are_counts(const double *x, int64_t n)
{
    enum { LANES = 8 };
    double low[LANES] = {0.0}, high[LANES] = {0.0};
    int64_t i = 0;
    int wrong = 0;
    for (; n - i >= LANES; i += LANES)
        for (int j = 0; j < LANES; j++) {
            low[j] = x[i + j] < low[j] ? x[i + j] : low[j];
            high[j] = x[i + j] > high[j] ? x[i + j] : high[j];
        }
    for (; i < n; i++)
        wrong |= x[i] < 0.0 || x[i] > GDCS_I_COUNT_LIMIT;
    for (int j = 0; j < LANES; j++)
        wrong |= low[j] < 0.0 || high[j] > GDCS_I_COUNT_LIMIT;
    return !wrong;
}

/* A first pass, so that a call that fails has written nothing. */
static gdcs_status check_array(const double *x, int64_t n, const char *name, gdcs_error *err)
{
    if (x == NULL || are_counts(x, n))
        return GDCS_OK;
    for (int64_t i = 0; i < n; i++)
        TRY(gdcs_i_count_check(x[i], 1, name, "counts", i + 1, err));
    return GDCS_OK;
}

static gdcs_status check_arrays(const gdcs_sex_arrays *counts, int64_t n, gdcs_error *err)
{
    TRY(check_array(counts->women, n, "women", err));
    TRY(check_array(counts->men, n, "men", err));
    TRY(check_array(counts->other, n, "other", err));
    TRY(check_array(counts->unknown, n, "unknown", err));
    return check_array(counts->not_applicable, n, "not_applicable", err);
}

static void copy(const double *from, int64_t start, int64_t count, double *to)
{
    if (from != NULL)
        memcpy(to, from + start, (size_t)count * sizeof *to);
    else
        memset(to, 0, BLOCK * sizeof *to);
}

static void add(const double *from, int64_t start, int64_t count, double *sum)
{
    for (int64_t i = 0; from != NULL && i < count; i++)
        sum[i] += from[start + i];
}

/* What is beyond count in the last block is worked on and never read. */
static void gather(const gdcs_i_share_plan *plan, const gdcs_sex_arrays *in, int64_t start,
                   int64_t count, block *b)
{
    if (count < BLOCK) {
        memset(b->yes, 0, sizeof b->yes);
        memset(b->no, 0, sizeof b->no);
    }
    copy(in->women, start, count, b->yes);
    copy(in->men, start, count, b->no);
    if (plan->of != GDCS_SHARE_OF_WOMEN_AND_MEN)
        add(in->other, start, count, b->no);
    if (plan->of == GDCS_SHARE_OF_PERSONS)
        add(in->unknown, start, count, b->no);
}

/* Without persons, or with a missing count, all of this is NaN of itself. */
static void measure_values(block *b)
{
    for (int i = 0; i < BLOCK; i++) {
        const double n = b->yes[i] + b->no[i], p = b->yes[i] / n;
        b->value[i] = p;
        b->std_error[i] = sqrt(p * (b->no[i] / n) / n);
    }
}

static void find_limits(const gdcs_i_share_plan *plan, int64_t count, block *b)
{
    memset(b->changed, 0, sizeof b->changed);
    if (plan->method == GDCS_SHARE_METHOD_WILSON) {
        gdcs_i_proportion_wilson_block(b->yes, b->no, plan->z, b->lower, b->upper);
        return;
    }
    for (int64_t i = 0; i < count; i++) {
        struct gdcs_i_limits l = {NAN, NAN};
        int32_t method;
        if (b->yes[i] + b->no[i] > 0.0)
            l = gdcs_i_share_limits(plan, b->yes[i], b->no[i], &method, &b->changed[i]);
        b->lower[i] = l.lower;
        b->upper[i] = l.upper;
    }
}

static void write_numbers(const block *b, int64_t start, int64_t count,
                          const gdcs_estimate_arrays *to)
{
    const double *const from[] = {b->value, b->lower, b->upper, b->std_error};
    double *const out[] = {to->value, to->lower, to->upper, to->std_error};
    for (int j = 0; j < 4; j++)
        if (out[j] != NULL)
            memcpy(out[j] + start, from[j], (size_t)count * sizeof **from);
}

static void write_rest(const gdcs_i_share_plan *plan, const gdcs_sex_arrays *in, const block *b,
                       int64_t start, int64_t i, const gdcs_estimate_arrays *to)
{
    const gdcs_sex_counts counts = gdcs_i_sex_arrays_at(in, start + i);
    const gdcs_i_group g = gdcs_i_group_of_counts(&counts);
    const gdcs_bounds bounds = gdcs_i_share_bounds(plan->of, &g.lower, &g.upper, INFINITY);
    uint32_t notes = g.notes | gdcs_i_share_presence(plan->of, &g.lower) | b->changed[i];
    notes |= isnan(b->value[i]) ? (uint32_t)GDCS_NOTE_NOT_ESTIMABLE
                                : gdcs_i_share_quality(b->yes[i], b->no[i], counts.men);
    if (to->bound_lower != NULL)
        to->bound_lower[start + i] = bounds.lower;
    if (to->bound_upper != NULL)
        to->bound_upper[start + i] = bounds.upper;
    if (to->notes != NULL)
        to->notes[start + i] = notes;
}

static void measure_block(const gdcs_i_share_plan *plan, const gdcs_sex_arrays *in, int64_t start,
                          int64_t count, const gdcs_estimate_arrays *to)
{
    block b;
    gather(plan, in, start, count, &b);
    if (to->value != NULL || to->std_error != NULL || to->notes != NULL)
        measure_values(&b);
    if (to->lower != NULL || to->upper != NULL || to->notes != NULL)
        find_limits(plan, count, &b);
    write_numbers(&b, start, count, to);
    if (to->bound_lower == NULL && to->bound_upper == NULL && to->notes == NULL)
        return;
    for (int64_t i = 0; i < count; i++)
        write_rest(plan, in, &b, start, i, to);
}

gdcs_status gdcs_share_each(const gdcs_sex_arrays *counts, int64_t n,
                            const gdcs_share_options *options, const gdcs_estimate_arrays *out,
                            gdcs_error *err)
{
    gdcs_i_share_plan plan;
    gdcs_sex_arrays in;
    gdcs_estimate_arrays to;
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_need(out, "out", err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(gdcs_i_take(&in, sizeof in, counts, GDCS_I_SEX_ARRAYS_V1, err));
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_share_plan_new(options, &plan, err));
    TRY(check_arrays(&in, n, err));
    for (int64_t start = 0; start < n; start += BLOCK)
        measure_block(&plan, &in, start, smaller(BLOCK, n - start), &to);
    return GDCS_OK;
}
