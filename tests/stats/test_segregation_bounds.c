/* Mirrors lib/stats/segregation: bounds, against every count between the limits. */
#include "segregation.h"

TestSuite(segregation_bounds, .timeout = 120);

enum { MOST = 5 };

/* What counts may be, whole. */
typedef struct region {
    int n;
    int women[MOST][2];
    int men[MOST][2];
    int unknown[MOST][2];
} region;

static gdcs_bounds bound(const region *r, int index)
{
    double from[3][MOST], to[3][MOST];
    for (int i = 0; i < r->n; i++) {
        from[0][i] = r->women[i][0], to[0][i] = r->women[i][1];
        from[1][i] = r->men[i][0], to[1][i] = r->men[i][1];
        from[2][i] = r->unknown[i][0], to[2][i] = r->unknown[i][1];
    }
    const gdcs_sex_arrays lower = {
        .struct_size = sizeof lower, .women = from[0], .men = from[1], .unknown = from[2]};
    const gdcs_sex_arrays upper = {
        .struct_size = sizeof upper, .women = to[0], .men = to[1], .unknown = to[2]};
    const gdcs_segregation_options o = {.struct_size = sizeof o, .index = index};
    gdcs_bounds b = {7, 7};
    cr_assert(eq(i32, gdcs_segregation_bound(&lower, &upper, r->n, &o, &b, NULL), GDCS_OK));
    return b;
}

/* The least and the most of all indices over every count, unit after unit. */
static void try_all(const region *r, people *p, int i, gdcs_bounds found[16])
{
    if (i < r->n) {
        for (int w = r->women[i][0]; w <= r->women[i][1] + r->unknown[i][1]; w++)
            for (int m = r->men[i][0]; m <= r->men[i][1] + r->unknown[i][1]; m++) {
                const int over = (w > r->women[i][1] ? w - r->women[i][1] : 0) +
                                 (m > r->men[i][1] ? m - r->men[i][1] : 0);
                if (over > r->unknown[i][1])
                    continue;
                p->women[i] = w;
                p->men[i] = m;
                try_all(r, p, i + 1, found);
            }
        return;
    }
    const gdcs_sex_arrays a = arrays_of(p);
    gdcs_segregation_measures m = {.struct_size = sizeof m};
    if (gdcs_segregation_measure(&a, p->n, &m, NULL) != GDCS_OK)
        return;
    for (int index = 1; index <= 15; index++) {
        const double x = index_of(&m, index);
        if (isnan(x))
            continue;
        found[index].lower = fmin(found[index].lower, x);
        found[index].upper = fmax(found[index].upper, x);
    }
}

static const region regions[] = {
    {3, {{3, 3}, {5, 5}, {1, 1}}, {{4, 4}, {2, 2}, {6, 6}}, {{2, 2}, {0, 0}, {3, 3}}},
    {3, {{3, 5}, {5, 5}, {0, 2}}, {{4, 4}, {1, 3}, {6, 6}}, {{0, 0}, {1, 1}, {0, 0}}},
    {2, {{0, 3}, {2, 4}}, {{1, 3}, {0, 5}}, {{0, 1}, {0, 2}}},
    {4,
     {{9, 9}, {1, 1}, {0, 0}, {4, 4}},
     {{1, 1}, {8, 8}, {3, 3}, {4, 4}},
     {{1, 1}, {1, 1}, {2, 2}, {1, 1}}},
    {5,
     {{2, 2}, {2, 2}, {2, 2}, {2, 2}, {2, 2}},
     {{3, 3}, {3, 3}, {3, 3}, {3, 3}, {3, 3}},
     {{1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 1}}},
    {3, {{0, 0}, {0, 0}, {4, 4}}, {{5, 5}, {0, 0}, {0, 0}}, {{0, 0}, {2, 2}, {0, 1}}},
    {1, {{4, 6}}, {{2, 3}}, {{1, 1}}},
    {3, {{20, 20}, {30, 30}, {50, 50}}, {{40, 40}, {61, 61}, {99, 99}}, {{0, 0}, {0, 1}, {0, 0}}},
};

Test(segregation_bounds, hold_for_every_count_between_the_limits)
{
    for (size_t k = 0; k < sizeof regions / sizeof *regions; k++) {
        gdcs_bounds found[16];
        people p = {.n = regions[k].n};
        for (int i = 0; i < 16; i++)
            found[i] = (gdcs_bounds){INFINITY, -INFINITY};
        try_all(&regions[k], &p, 0, found);
        for (int index = 1; index <= 15; index++) {
            const gdcs_bounds b = bound(&regions[k], index);
            cr_expect(b.lower <= found[index].lower + 1e-14 &&
                          found[index].upper <= b.upper + 1e-14,
                      "region %zu, index %d: [%.15g, %.15g], found [%.15g, %.15g]", k, index,
                      b.lower, b.upper, found[index].lower, found[index].upper);
        }
        const gdcs_bounds d = bound(&regions[k], 1);
        cr_expect(near_relative(d.upper, found[1].upper, 1e-13),
                  "region %zu: D up to %.15g, found %.15g", k, d.upper, found[1].upper);
    }
}

Test(segregation_bounds, are_the_value_itself_where_nothing_is_uncertain)
{
    const region r = {3, {{3, 3}, {5, 5}, {1, 1}}, {{4, 4}, {2, 2}, {6, 6}}, {{0, 0}}};
    const people p = {.women = {3, 5, 1}, .men = {4, 2, 6}, .n = 3};
    const gdcs_segregation_measures m = measure_all(&p);
    for (int index = 1; index <= 15; index++) {
        const gdcs_bounds b = bound(&r, index);
        cr_expect(b.lower == index_of(&m, index) && b.upper == b.lower, "index %d", index);
    }
}

/* One unknown among many moves nothing far, but where an index hangs on each unit. */
Test(segregation_bounds, narrow_as_the_unknown_do)
{
    people p = {.women = {12000, 3000, 40000, 7000}, .men = {30000, 60000, 22000, 9000}, .n = 4};
    const gdcs_segregation_measures m = measure_all(&p);
    p.unknown[1] = 1;
    for (int index = 1; index <= 15; index++) {
        const gdcs_segregation_result r = estimate_with(
            &p, (gdcs_segregation_options){.index = index, .method = 4, .replicates = 10});
        const double value = index_of(&m, index);
        cr_expect(r.bounds.lower <= value && value <= r.bounds.upper &&
                  r.bounds.lower < r.bounds.upper);
        cr_expect(r.bounds.upper - r.bounds.lower < 1e-3 * value, "index %d: [%g, %g]", index,
                  r.bounds.lower, r.bounds.upper);
        cr_expect(eq(u32, r.notes & GDCS_NOTE_UNKNOWN_PRESENT, GDCS_NOTE_UNKNOWN_PRESENT));
    }
}

static uint64_t state = 11;

static int draw(int below)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((state >> 33) % (uint64_t)below);
}

/* Many units, among them more than 16 uncertain ones, and ends without limit. */
static void widen(double *from, double *to, int n, int times)
{
    for (int k = 0; k < times; k++) {
        const int i = draw(3 * n);
        switch (draw(3)) {
        case 0: from[i] = from[i] > 2 ? from[i] - draw(3) : 0; break;
        case 1: to[i] += draw(4); break;
        default: to[i] = draw(25) == 0 ? INFINITY : to[i] + 1; break;
        }
    }
}

Test(segregation_bounds, never_narrow_when_an_interval_widens)
{
    enum { N = 24 };
    for (int run = 0; run < 60; run++) {
        double from[3 * N], to[3 * N];
        gdcs_bounds before[16] = {{0, 0}};
        const int n = run % 2 ? N : 5;
        for (int i = 0; i < 3 * n; i++)
            from[i] = to[i] = i < 2 * n ? 3 + draw(60) : 0;
        for (int step = 0; step < 8; step++) {
            const gdcs_sex_arrays lower = {.struct_size = sizeof lower,
                                           .women = from,
                                           .men = from + n,
                                           .unknown = from + 2 * n};
            const gdcs_sex_arrays upper = {
                .struct_size = sizeof upper, .women = to, .men = to + n, .unknown = to + 2 * n};
            for (int index = 1; index <= 15; index++) {
                const gdcs_segregation_options o = {.struct_size = sizeof o, .index = index};
                gdcs_bounds b;
                cr_assert(
                    eq(i32, gdcs_segregation_bound(&lower, &upper, n, &o, &b, NULL), GDCS_OK));
                if (step > 0)
                    cr_expect(b.lower <= before[index].lower * (1 + 1e-12) + 1e-15 &&
                                  b.upper >= before[index].upper * (1 - 1e-12),
                              "run %d, step %d, index %d: [%.15g, %.15g] after [%.15g, %.15g]", run,
                              step, index, b.lower, b.upper, before[index].lower,
                              before[index].upper);
                before[index] = b;
            }
            widen(from, to, n, 1 + draw(4));
        }
    }
}

Test(segregation_bounds, of_each_allow_for_missing_counts)
{
    const double women[] = {12, NAN, 40}, men[] = {30, 60, 22};
    const gdcs_sex_arrays a = {.struct_size = sizeof a, .women = women, .men = men};
    double value[1], lower[1], upper[1];
    uint32_t notes[1];
    const gdcs_estimate_arrays out = {.struct_size = sizeof out,
                                      .value = value,
                                      .bound_lower = lower,
                                      .bound_upper = upper,
                                      .notes = notes};
    cr_assert(eq(i32, gdcs_segregation_each(&a, 3, 1, NULL, &out, NULL, NULL), GDCS_OK));
    cr_expect(isnan(value[0]) && lower[0] >= 0 && upper[0] <= 1 && lower[0] < upper[0]);
    cr_expect(eq(u32, notes[0] & (GDCS_NOTE_MISSING_CELL | GDCS_NOTE_NOT_ESTIMABLE),
                 GDCS_NOTE_MISSING_CELL | GDCS_NOTE_NOT_ESTIMABLE));
}

Test(segregation_bounds, refuse_what_is_no_interval)
{
    const double one[] = {1, 2}, two[] = {3, 1}, none[] = {0, 0}, negative[] = {-1, 2},
                 nan[] = {1, NAN};
    const gdcs_sex_arrays good = {.struct_size = sizeof good, .women = one, .men = one};
    const gdcs_sex_arrays below = {.struct_size = sizeof below, .women = two, .men = one};
    const gdcs_sex_arrays bad = {.struct_size = sizeof bad, .women = negative, .men = one};
    const gdcs_sex_arrays unknown = {.struct_size = sizeof unknown, .women = nan, .men = one};
    const gdcs_sex_arrays empty = {.struct_size = sizeof empty, .women = none, .men = one};
    const gdcs_sex_arrays sizeless = {.women = one};
    const gdcs_segregation_options index = {.struct_size = sizeof index, .index = 16};
    gdcs_bounds b = {7, 7};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, gdcs_segregation_bound(&good, &below, 2, NULL, &b, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 2));
    cr_expect(eq(i32, gdcs_segregation_bound(&bad, &good, 2, NULL, &b, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_segregation_bound(&good, &unknown, 2, NULL, &b, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_segregation_bound(&empty, &empty, 2, NULL, &b, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_segregation_bound(NULL, &good, 2, NULL, &b, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_segregation_bound(&good, NULL, 2, NULL, &b, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_segregation_bound(&good, &good, 2, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_segregation_bound(&good, &good, 0, NULL, &b, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_segregation_bound(&sizeless, &good, 2, NULL, &b, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_segregation_bound(&good, &sizeless, 2, NULL, &b, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_segregation_bound(&good, &good, 2, &index, &b, NULL), GDCS_E_OPTION));
    cr_expect(b.lower == 7 && b.upper == 7);
}
