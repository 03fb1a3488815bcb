/* Calls of the array forms as one kind of function: four counts and a level to estimates. */
#ifndef GDCS_TESTS_STATS_EXTREMES_H
#define GDCS_TESTS_STATS_EXTREMES_H

#include <gdcs/gdcs.h>

enum { MEASURES = 4, MOST = 1500 };

/* n times four counts, in rows. */
typedef struct quads {
    double a[MOST], b[MOST], c[MOST], d[MOST];
    double ab[MOST], cd[MOST], ac[MOST], bd[MOST]; /* their sums */
    int64_t n;
} quads;

/* For each of the four: NaN where a call has fewer measures. */
typedef struct estimates {
    double value[MEASURES][MOST], lower[MEASURES][MOST], upper[MEASURES][MOST];
    double bound_lower[MEASURES][MOST], bound_upper[MEASURES][MOST];
    uint32_t notes[MEASURES][MOST];
} estimates;

static inline gdcs_estimate_arrays arrays_of(estimates *e, int measure, int64_t from)
{
    const gdcs_estimate_arrays a = {.struct_size = sizeof a,
                                    .value = e->value[measure] + from,
                                    .lower = e->lower[measure] + from,
                                    .upper = e->upper[measure] + from,
                                    .bound_lower = e->bound_lower[measure] + from,
                                    .bound_upper = e->bound_upper[measure] + from,
                                    .notes = e->notes[measure] + from};
    return a;
}

/* Elements from, from + 1, ..., from + n - 1. */
typedef struct range {
    const quads *q;
    int64_t from, n;
    int32_t method;
    double alpha;
} range;

typedef gdcs_status (*call)(const range *r, estimates *out, gdcs_error *err);

static inline gdcs_status share_of(const range *r, estimates *out, gdcs_error *err)
{
    const gdcs_share_options o = {.struct_size = sizeof o, .method = r->method, .alpha = r->alpha};
    const gdcs_sex_arrays in = {.struct_size = sizeof in,
                                .women = r->q->a + r->from,
                                .men = r->q->b + r->from,
                                .other = r->q->c + r->from,
                                .unknown = r->q->d + r->from};
    const gdcs_estimate_arrays to = arrays_of(out, 0, r->from);
    return gdcs_share_each(&in, r->n, &o, &to, err);
}

static inline gdcs_status gap_of(const range *r, estimates *out, gdcs_error *err)
{
    const gdcs_gap_options o = {.struct_size = sizeof o, .method = r->method, .alpha = r->alpha};
    const gdcs_part_arrays in = {
        sizeof in, 0, r->q->a + r->from, r->q->ab + r->from, r->q->c + r->from, r->q->cd + r->from};
    const gdcs_estimate_arrays d = arrays_of(out, 0, r->from), q = arrays_of(out, 1, r->from);
    return gdcs_gap_each(&in, r->n, &o, &d, &q, err);
}

static inline gdcs_status gap_nested_of(const range *r, estimates *out, gdcs_error *err)
{
    const gdcs_gap_options o = {.struct_size = sizeof o, .method = r->method, .alpha = r->alpha};
    static double whole[MOST];
    for (int64_t i = r->from; i < r->from + r->n; i++)
        whole[i] = r->q->ab[i] + r->q->cd[i];
    const gdcs_part_arrays in = {
        sizeof in, 0, r->q->a + r->from, r->q->ab + r->from, r->q->ac + r->from, whole + r->from};
    const gdcs_estimate_arrays d = arrays_of(out, 0, r->from), q = arrays_of(out, 1, r->from);
    return gdcs_gap_each_nested(&in, r->n, &o, &d, &q, err);
}

static inline gdcs_status ratio_of(const range *r, estimates *out, gdcs_error *err)
{
    const gdcs_ratio_options o = {.struct_size = sizeof o, .method = r->method, .alpha = r->alpha};
    const gdcs_part_arrays in = {
        sizeof in, 0, r->q->a + r->from, r->q->ab + r->from, r->q->c + r->from, r->q->cd + r->from};
    const gdcs_estimate_arrays to[] = {arrays_of(out, 0, r->from), arrays_of(out, 1, r->from),
                                       arrays_of(out, 2, r->from), arrays_of(out, 3, r->from)};
    return gdcs_ratio_each(&in, r->n, &o, &to[0], &to[1], &to[2], &to[3], err);
}

static inline gdcs_status rate_of(const range *r, estimates *out, gdcs_error *err)
{
    const gdcs_rate_options o = {.struct_size = sizeof o, .method = r->method, .alpha = r->alpha};
    const gdcs_rate_arrays in = {sizeof in, 0, r->q->a + r->from, r->q->c + r->from,
                                 r->q->d + r->from};
    const gdcs_estimate_arrays to = arrays_of(out, 0, r->from);
    return gdcs_rate_each(&in, r->n, &o, &to, err);
}

static inline gdcs_status contrast_of(const range *r, estimates *out, gdcs_error *err)
{
    const gdcs_rate_contrast_options o = {
        .struct_size = sizeof o, .method = r->method, .alpha = r->alpha};
    const gdcs_rate_arrays a = {sizeof a, 0, r->q->a + r->from, NULL, r->q->b + r->from};
    const gdcs_rate_arrays b = {sizeof b, 0, r->q->c + r->from, NULL, r->q->d + r->from};
    const gdcs_estimate_arrays q = arrays_of(out, 0, r->from), d = arrays_of(out, 1, r->from);
    return gdcs_rate_each_contrast(&a, &b, r->n, &o, &q, &d, NULL, err);
}

static inline gdcs_status parity_of(const range *r, estimates *out, gdcs_error *err)
{
    const gdcs_parity_options o = {.struct_size = sizeof o, .alpha = r->alpha};
    const gdcs_part_arrays in = {
        sizeof in, 0, r->q->a + r->from, r->q->ab + r->from, r->q->c + r->from, r->q->cd + r->from};
    const gdcs_estimate_arrays one = arrays_of(out, 0, r->from), two = arrays_of(out, 1, r->from);
    return gdcs_parity_each(&in, r->n, &o, &one, &two, NULL, err);
}

static inline gdcs_status quotient_of(const range *r, estimates *out, gdcs_error *err)
{
    const gdcs_quotient_options o = {
        .struct_size = sizeof o, .method = r->method, .alpha = r->alpha};
    const gdcs_sex_arrays part = {
        .struct_size = sizeof part, .women = r->q->a + r->from, .men = r->q->b + r->from};
    const gdcs_sex_arrays whole = {
        .struct_size = sizeof whole, .women = r->q->ac + r->from, .men = r->q->bd + r->from};
    const gdcs_estimate_arrays to = arrays_of(out, 0, r->from);
    return gdcs_quotient_each(&part, &whole, r->n, &o, &to, NULL, err);
}

static inline gdcs_status pairs_of(const range *r, estimates *out, gdcs_error *err)
{
    const gdcs_pairs_options o = {.struct_size = sizeof o, .method = r->method, .alpha = r->alpha};
    const gdcs_pairs_arrays in = {
        sizeof in, 0, r->q->a + r->from, r->q->b + r->from, r->q->c + r->from, r->q->d + r->from};
    const gdcs_estimate_arrays d = arrays_of(out, 0, r->from), q = arrays_of(out, 1, r->from),
                               odds = arrays_of(out, 2, r->from);
    return gdcs_pairs_each(&in, r->n, &o, &d, &q, &odds, err);
}

static inline gdcs_status pipeline_of(const range *r, estimates *out, gdcs_error *err)
{
    const gdcs_pipeline_options o = {.struct_size = sizeof o,
                                     .method = r->method,
                                     .design = GDCS_PIPELINE_LINKED,
                                     .alpha = r->alpha};
    const gdcs_sex_arrays to = {
        .struct_size = sizeof to, .women = r->q->a + r->from, .men = r->q->c + r->from};
    const gdcs_sex_arrays from = {
        .struct_size = sizeof from, .women = r->q->ab + r->from, .men = r->q->cd + r->from};
    const gdcs_estimate_arrays w = arrays_of(out, 0, r->from), m = arrays_of(out, 1, r->from),
                               index = arrays_of(out, 2, r->from);
    return gdcs_pipeline_each(&from, &to, r->n, &o, &w, &m, &index, err);
}

static inline gdcs_status hierarchy_of(const range *r, estimates *out, gdcs_error *err)
{
    const gdcs_hierarchy_options o = {
        .struct_size = sizeof o, .measure = r->method, .alpha = r->alpha};
    gdcs_status status = GDCS_OK;
    for (int64_t i = r->from; i < r->from + r->n && status == GDCS_OK; i++) {
        const double women[] = {r->q->a[i], r->q->c[i]}, men[] = {r->q->b[i], r->q->d[i]};
        const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = women, .men = men};
        const gdcs_estimate_arrays to = arrays_of(out, 0, i);
        status = gdcs_hierarchy_each(&in, 2, 1, &o, &to, err);
    }
    return status;
}
#endif
