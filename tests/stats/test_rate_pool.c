/* Mirrors lib/stats/rate/pool.c. */
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/rate.h>
#include <math.h>

TestSuite(rate_pool, .timeout = 60);

typedef struct strata {
    int64_t n;
    double x1[4], t1[4], x2[4], t2[4], u1[4], u2[4];
} strata;

static gdcs_status pool(const strata *s, const gdcs_rate_pool_options *options,
                        gdcs_rate_pool_result *r)
{
    const gdcs_rate_arrays a = {
        .struct_size = sizeof a, .events = s->x1, .unknown = s->u1, .population = s->t1};
    const gdcs_rate_arrays b = {
        .struct_size = sizeof b, .events = s->x2, .unknown = s->u2, .population = s->t2};
    r->struct_size = sizeof *r;
    return gdcs_rate_pool(&a, &b, s->n, options, r, NULL);
}

static gdcs_rate_pool_result pooled(const strata *s, int32_t method)
{
    const gdcs_rate_pool_options o = {.struct_size = sizeof o, .method = method, .per = 1};
    gdcs_rate_pool_result r;
    cr_assert(eq(i32, pool(s, &o, &r), GDCS_OK));
    return r;
}

static int near_zero(double got, double wanted)
{
    return near_relative(got, wanted, 1e-9) || fabs(got - wanted) < 1e-12;
}

Test(rate_pool, agrees_with_r)
{
    FILE *csv = reference_open("rate_pool.csv"); /* written by rate_pool.R */
    double n, v[24];
    int rows = 0;
    while (fscanf(csv, "%lf", &n) == 1) {
        strata s = {.n = (int64_t)n};
        for (int i = 0; i < 24; i++)
            cr_assert(fscanf(csv, ",%lf", &v[i]) == 1);
        for (int i = 0; i < 3; i++) {
            s.x1[i] = v[i];
            s.t1[i] = v[3 + i];
            s.x2[i] = v[6 + i];
            s.t2[i] = v[9 + i];
        }
        const gdcs_rate_pool_result m = pooled(&s, 0), g = pooled(&s, 2);
        const int none = m.events_a == 0 || m.events_b == 0;
        const double got[] = {m.ratio.value,
                              m.ratio.lower,
                              m.ratio.upper,
                              m.difference.value,
                              m.difference.lower,
                              m.difference.upper,
                              m.test.statistic,
                              m.ratio_homogeneity.statistic,
                              m.difference_homogeneity.statistic,
                              g.ratio.value,
                              g.ratio.lower,
                              g.ratio.upper};
        for (int i = 0; i < 12; i++)
            if (!(none && i < 3) && !(s.n == 1 && (i == 7 || i == 8)))
                cr_expect(near_zero(got[i], v[12 + i]), "row %d, %d: %.17g, R %.17g", rows, i,
                          got[i], v[12 + i]);
        cr_expect(eq(i32, m.method, none ? 2 : 1), "row %d", rows);
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 10));
}

/* Deaths of current and past users by two ages: Rothman, Modern Epidemiology, prints 0.47 and -720. */
static const strata clozapine = {
    .n = 2, .x1 = {196, 167}, .t1 = {62119, 6085}, .x2 = {111, 157}, .t2 = {15763, 2780}};

Test(rate_pool, gives_the_figures_of_rothmans_table)
{
    gdcs_rate_pool_result r;
    cr_assert(eq(i32, pool(&clozapine, NULL, &r), GDCS_OK));
    cr_expect(fabs(r.ratio.value - 0.47) < 0.005 && fabs(r.difference.value + 720) < 0.5);
    cr_expect(r.per == 1e5 && r.alpha == 0.05 && r.method == GDCS_RATE_POOL_METHOD_MANTEL_HAENSZEL);
    cr_expect(r.strata == 2 && r.empty == 0 && r.events_a == 363 && r.events_b == 268);
    cr_expect(r.ratio_homogeneity.df == 1 && r.ratio_homogeneity.p_value > 0.6);
    cr_expect(r.difference_homogeneity.p_value < 1e-9);
    cr_expect(eq(u32, r.notes, 0));
}

Test(rate_pool, one_stratum_is_the_contrast_of_two_rates)
{
    const strata s = {.n = 1, .x1 = {41}, .t1 = {28010}, .x2 = {15}, .t2 = {19017}};
    const gdcs_rate_counts a = {41, 0, 28010}, b = {15, 0, 19017};
    for (int method = 1; method <= 2; method++) {
        const gdcs_rate_contrast_options o = {
            .struct_size = sizeof o, .method = method == 1 ? 5 : 3, .test = 3, .per = 1};
        gdcs_rate_contrast_result c = {.struct_size = sizeof c};
        cr_assert(eq(i32, gdcs_rate_estimate_contrast(&a, &b, &o, &c, NULL), GDCS_OK));
        const gdcs_rate_pool_result r = pooled(&s, method);
        cr_expect(near_relative(r.ratio.value, c.ratio.value, 1e-12));
        cr_expect(near_relative(r.ratio.lower, c.ratio.lower, 1e-12));
        cr_expect(near_relative(r.ratio.upper, c.ratio.upper, 1e-12));
        cr_expect(near_relative(r.difference.value, c.difference.value, 1e-12));
        cr_expect(near_relative(r.difference.std_error, c.difference.std_error, 1e-12));
        cr_expect(near_relative(r.test.p_value, c.test.p_value, 1e-12));
        cr_expect(r.ratio_homogeneity.df == 0 && r.ratio_homogeneity.p_value == 1);
    }
}

Test(rate_pool, an_empty_stratum_changes_nothing_and_is_counted)
{
    const strata more = {.n = 3,
                         .x1 = {196, 0, 167},
                         .t1 = {62119, 0, 6085},
                         .x2 = {111, 4, 157},
                         .t2 = {15763, 50, 2780}};
    const gdcs_rate_pool_result a = pooled(&clozapine, 0), b = pooled(&more, 0);
    cr_expect(a.ratio.lower == b.ratio.lower && a.difference.upper == b.difference.upper);
    cr_expect(b.strata == 2 && b.empty == 1 && (b.notes & GDCS_NOTE_EMPTY_UNIT));
}

Test(rate_pool, swapping_inverts_the_ratio_and_negates_the_difference)
{
    strata s = {
        .n = 3, .x1 = {5, 0, 12}, .t1 = {100, 40, 210}, .x2 = {8, 3, 9}, .t2 = {120, 55, 160}};
    strata t = {
        .n = 3, .x1 = {8, 3, 9}, .t1 = {120, 55, 160}, .x2 = {5, 0, 12}, .t2 = {100, 40, 210}};
    for (int method = 1; method <= 2; method++) {
        const gdcs_rate_pool_result a = pooled(&s, method), b = pooled(&t, method);
        cr_expect(near_relative(a.ratio.lower, 1 / b.ratio.upper, 1e-12));
        cr_expect(near_relative(a.difference.lower, -b.difference.upper, 1e-12));
        cr_expect(near_relative(a.test.statistic, -b.test.statistic, 1e-12));
        cr_expect(0 != (a.notes & GDCS_NOTE_SPARSE));
    }
}

Test(rate_pool, bounds_are_the_extremes_and_never_narrow_with_more_unknown)
{
    strata s = clozapine;
    double lower = INFINITY, upper = -INFINITY;
    for (int u = 0; u <= 4; u++) {
        s.u1[0] = s.u2[0] = u;
        const gdcs_rate_pool_result r = pooled(&s, 0);
        strata none = clozapine, all = clozapine;
        none.x2[0] += u;
        all.x1[0] += u;
        cr_expect(near_relative(r.ratio_bounds.lower, pooled(&none, 0).ratio.value, 1e-13));
        cr_expect(near_relative(r.ratio_bounds.upper, pooled(&all, 0).ratio.value, 1e-13));
        cr_expect(
            near_relative(r.difference_bounds.upper, pooled(&all, 0).difference.value, 1e-12));
        cr_expect(r.ratio_bounds.lower <= lower && r.ratio_bounds.upper >= upper);
        lower = r.ratio_bounds.lower;
        upper = r.ratio_bounds.upper;
    }
    s.x1[1] = NAN;
    const gdcs_rate_pool_result r = pooled(&s, 0);
    cr_expect(isnan(r.ratio.value) && isnan(r.test.p_value) && isinf(r.ratio_bounds.upper));
    cr_expect(r.ratio_bounds.lower > 0 && r.ratio_bounds.lower < lower);
    cr_expect(eq(u32, r.notes,
                 GDCS_NOTE_MISSING_CELL | GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_UNKNOWN_PRESENT));
}

Test(rate_pool, no_events_are_legal)
{
    const strata none_in_b = {.n = 2, .x1 = {3, 1}, .t1 = {10, 20}, .t2 = {15, 20}};
    const strata nowhere = {.n = 2, .t1 = {10, 20}, .t2 = {15, 20}};
    const gdcs_rate_pool_result r = pooled(&none_in_b, 0), none = pooled(&nowhere, 0);
    cr_expect(isinf(r.ratio.value) && isinf(r.ratio.upper) && r.ratio.lower > 0);
    cr_expect(isnan(r.ratio_homogeneity.statistic) && !isnan(r.difference_homogeneity.statistic));
    cr_expect(eq(u32, r.notes,
                 GDCS_NOTE_ZERO_CELL | GDCS_NOTE_UPPER_INFINITE | GDCS_NOTE_AT_BOUNDARY |
                     GDCS_NOTE_METHOD_CHANGED | GDCS_NOTE_SPARSE));
    cr_expect(isnan(none.ratio.value) && none.ratio.lower == 0 && isinf(none.ratio.upper));
    cr_expect(none.test.p_value == 1 && none.difference.value == 0);
    cr_expect(0 != (none.notes & GDCS_NOTE_NOT_ESTIMABLE));
}

Test(rate_pool, refuses_what_it_cannot_take)
{
    gdcs_rate_pool_result r = {.struct_size = sizeof r}, small = {.struct_size = 4};
    const double x[] = {1, -1, NAN, 2e15}, t[] = {10, 0, NAN, 5};
    const gdcs_rate_arrays a = {.struct_size = sizeof a, .events = x, .population = t};
    const gdcs_rate_arrays second = {.struct_size = sizeof a, .events = x + 1, .population = t};
    const gdcs_rate_arrays fourth = {.struct_size = sizeof a, .events = x + 3, .population = t};
    const gdcs_rate_arrays nobody = {.struct_size = sizeof a, .events = x, .population = t + 1};
    const gdcs_rate_arrays lost = {.struct_size = sizeof a, .events = x, .population = t + 2};
    const gdcs_rate_arrays no_x = {.struct_size = sizeof a, .population = t};
    const gdcs_rate_arrays no_t = {.struct_size = sizeof a, .events = x};
    const gdcs_rate_pool_options sizeless = {.method = 1};
    const gdcs_rate_pool_options bad[] = {{.struct_size = sizeof *bad, .method = 3},
                                          {.struct_size = sizeof *bad, .method = -1},
                                          {.struct_size = sizeof *bad, .per = -1},
                                          {.struct_size = sizeof *bad, .level = 2}};
    cr_expect(eq(i32, gdcs_rate_pool(NULL, &a, 1, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_pool(&a, NULL, 1, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_pool(&a, &a, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_pool(&a, &a, -1, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_pool(&no_x, &a, 1, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_pool(&a, &no_t, 1, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_pool(&second, &a, 1, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_rate_pool(&a, &fourth, 1, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_rate_pool(&a, &lost, 1, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_rate_pool(&a, &nobody, 1, NULL, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_rate_pool(&a, &a, 0, NULL, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_rate_pool(&a, &a, 1, NULL, &small, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_rate_pool(&a, &a, 1, &sizeless, &r, NULL), GDCS_E_STRUCT));
    for (int i = 0; i < 4; i++)
        cr_expect(eq(i32, gdcs_rate_pool(&a, &a, 1, &bad[i], &r, NULL), GDCS_E_OPTION));
}

static gdcs_status pool_once(void *data)
{
    gdcs_rate_pool_result r;
    return pool(data, NULL, &r);
}

Test(rate_pool, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    strata s = clozapine;
    const fail_alloc_report r = fail_alloc_each(pool_once, &s);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(eq(i64, r.allocations, 1));
}
