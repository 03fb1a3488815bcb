/* Mirrors lib/stats/gap/each.c: many gaps against known and against estimated shares. */
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/gap.h>
#include <math.h>

TestSuite(gap_each, .timeout = 20);

enum { MANY = 7 };

/* Zero cells, all women, 10^9 counts, small bases, some of unknown sex. */
static const double women[MANY] = {42, 0, 9, 4e8, 1, 17, 250},
                    men[MANY] = {350, 12, 0, 6e8, 2, 30, 5},
                    unknown[MANY] = {9, 0, 0, 1e6, 3, 0, 1};
static const gdcs_sex_arrays a = {
    .struct_size = sizeof a, .women = women, .men = men, .unknown = unknown};

typedef struct room {
    double number[6][MANY];
    uint32_t notes[MANY];
} room;

static gdcs_estimate_arrays into(room *r)
{
    const gdcs_estimate_arrays to = {
        sizeof to,    0,       r->number[0], r->number[1], r->number[2], r->number[3], r->number[4],
        r->number[5], r->notes};
    return to;
}

static void expect_same(const room *got, int64_t i, const gdcs_estimate *e, const gdcs_bounds *b)
{
    const double want[] = {e->value, e->lower, e->upper, e->std_error, b->lower, b->upper};
    for (int j = 0; j < 6; j++)
        cr_expect(near_relative(got->number[j][i], want[j], 0.0),
                  "element %d, number %d: %g, not %g", (int)i, j, got->number[j][i], want[j]);
}

static void expect_result(const room rooms[2], int64_t i, const gdcs_gap_result *r)
{
    expect_same(&rooms[0], i, &r->difference, &r->difference_bounds);
    expect_same(&rooms[1], i, &r->ratio, &r->ratio_bounds);
    cr_expect(eq(u32, rooms[0].notes[i] | rooms[1].notes[i], r->notes));
}

Test(gap_each, known_is_the_scalar_form_of_each)
{
    const double lower[MANY] = {0.2, 0, 0.5, 0.4, 1, 0.1, 0.9},
                 upper[MANY] = {0.2, 0, 0.5, 0.4, 1, 0.4, 0.9};
    for (int32_t method = 0; method <= GDCS_GAP_METHOD_EXACT; method++) {
        const gdcs_gap_options o = {.struct_size = sizeof o, .method = method, .alpha = 0.01};
        room rooms[2];
        const gdcs_estimate_arrays d = into(&rooms[0]), q = into(&rooms[1]);
        cr_assert(eq(i32, gdcs_gap_each_known(&a, lower, upper, MANY, &o, &d, &q, NULL), GDCS_OK));
        for (int i = 0; i < MANY; i++) {
            const gdcs_sex_counts c = {women[i], men[i], 0, unknown[i], 0};
            const gdcs_bounds known = {lower[i], upper[i]};
            gdcs_gap_result r = {.struct_size = sizeof r};
            cr_assert(eq(i32, gdcs_gap_estimate_known(&c, &known, &o, &r, NULL), GDCS_OK));
            expect_result(rooms, i, &r);
        }
    }
}

Test(gap_each, known_without_upper_is_exact)
{
    const double known[MANY] = {0.2, 0, 0.5, 0.4, 1, 0.1, 0.9};
    room one[2], two[2];
    const gdcs_estimate_arrays d = into(&one[0]), q = into(&two[0]);
    cr_assert(eq(i32, gdcs_gap_each_known(&a, known, NULL, MANY, NULL, &d, NULL, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_gap_each_known(&a, known, known, MANY, NULL, &q, NULL, NULL), GDCS_OK));
    for (int j = 0; j < 6; j++)
        for (int i = 0; i < MANY; i++)
            cr_expect(near_relative(one[0].number[j][i], two[0].number[j][i], 0.0));
}

static const double share[MANY] = {0.2, 0.3, 0.5, 0.4, 0.9, 0.1, 0.25},
                    std_error[MANY] = {0.01, 0, 0, 1e-5, 0, 0, 0.1},
                    low[MANY] = {0, 0.2, 0, 0, 0.7, 0, 0}, high[MANY] = {0, 0.5, 0, 0, 1, 0, 0},
                    effective_n[MANY] = {0, 0, 800, 0, 0, 3.5, 0};
static const gdcs_gap_reference_arrays references = {
    sizeof references, 0, share, std_error, low, high, effective_n, 0.95};

Test(gap_each, reference_is_the_scalar_form_of_each)
{
    for (int32_t method = 0; method < GDCS_GAP_METHOD_EXACT; method++) {
        const gdcs_gap_options o = {.struct_size = sizeof o, .method = method};
        room rooms[2];
        const gdcs_estimate_arrays d = into(&rooms[0]), q = into(&rooms[1]);
        cr_assert(
            eq(i32, gdcs_gap_each_reference(&a, &references, MANY, &o, &d, &q, NULL), GDCS_OK));
        for (int i = 0; i < MANY; i++) {
            const gdcs_sex_counts c = {women[i], men[i], 0, unknown[i], 0};
            const gdcs_gap_reference one = {.struct_size = sizeof one,
                                            .share = share[i],
                                            .std_error = std_error[i],
                                            .lower = low[i],
                                            .upper = high[i],
                                            .level = 0.95,
                                            .effective_n = effective_n[i]};
            gdcs_gap_result r = {.struct_size = sizeof r};
            cr_assert(eq(i32, gdcs_gap_estimate_reference(&c, &one, &o, &r, NULL), GDCS_OK));
            expect_result(rooms, i, &r);
        }
    }
}

static void expect_nothing(const room *r, int i, uint32_t note, double least, double most)
{
    cr_expect(isnan(r->number[0][i]) && isnan(r->number[1][i]) && isnan(r->number[2][i]), "%d", i);
    cr_expect(0 != (r->notes[i] & GDCS_NOTE_NOT_ESTIMABLE), "%d", i);
    cr_expect(eq(u32, r->notes[i] & (GDCS_NOTE_MISSING_CELL | GDCS_NOTE_INTERVAL_CELL), note), "%d",
              i);
    cr_expect(near_relative(r->number[4][i], least, 1e-15) &&
                  near_relative(r->number[5][i], most, 1e-15),
              "%d: %g to %g", i, r->number[4][i], r->number[5][i]);
}

/* Counts missing, nobody, references missing in whole or in their error: the call goes on. */
Test(gap_each, what_cannot_be_had_is_named_and_bounded)
{
    const double w[] = {NAN, 0, 3, 3}, m[] = {5, 0, 1, 1};
    const double known[] = {0.25, 0.25, NAN, 0.25}, error[] = {0.1, 0.1, 0.1, NAN};
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = w, .men = m};
    const gdcs_gap_reference_arrays other = {
        .struct_size = sizeof other, .share = known, .std_error = error};
    room rooms[2];
    const gdcs_estimate_arrays d = into(&rooms[0]), q = into(&rooms[1]);
    cr_assert(eq(i32, gdcs_gap_each_known(&in, known, NULL, 4, NULL, &d, &q, NULL), GDCS_OK));
    expect_nothing(&rooms[0], 0, GDCS_NOTE_MISSING_CELL, -0.25, 0.75);
    expect_nothing(&rooms[0], 1, 0, -0.25, 0.75);
    expect_nothing(&rooms[0], 2, GDCS_NOTE_MISSING_CELL, -0.25, 0.75);
    expect_nothing(&rooms[1], 2, GDCS_NOTE_MISSING_CELL, 0.75, INFINITY);
    cr_expect(eq(dbl, rooms[0].number[0][3], 0.5));
    cr_assert(eq(i32, gdcs_gap_each_reference(&in, &other, 4, NULL, &d, &q, NULL), GDCS_OK));
    expect_nothing(&rooms[0], 0, GDCS_NOTE_MISSING_CELL, -0.25, 0.75);
    expect_nothing(&rooms[0], 1, 0, -0.25, 0.75);
    expect_nothing(&rooms[0], 2, GDCS_NOTE_MISSING_CELL, -0.25, 0.75);
    expect_nothing(&rooms[0], 3, GDCS_NOTE_MISSING_CELL, 0.5, 0.5);
}

static void expect_error(gdcs_status got, gdcs_status want, const gdcs_error *err,
                         const char *field, int64_t row)
{
    cr_expect(eq(i32, got, want));
    cr_expect(eq(str, (char *)err->field, (char *)field));
    cr_expect(eq(i64, err->row, row), "%s", field);
}

Test(gap_each, refuses_what_the_scalar_forms_refuse)
{
    gdcs_error err = {.struct_size = sizeof err};
    const double w[] = {1, 2}, m[] = {1, -2}, known[] = {0.5, 1.5}, half[] = {0.5, 0.5};
    const gdcs_sex_arrays good = {.struct_size = sizeof good, .women = w},
                          bad = {.struct_size = sizeof bad, .women = w, .men = m};
    room r;
    const gdcs_estimate_arrays d = into(&r);
    r.number[0][0] = 77;
#define KNOWN(a, share, n, o) gdcs_gap_each_known(a, share, NULL, n, o, &d, NULL, &err)
    expect_error(KNOWN(NULL, half, 2, NULL), GDCS_E_ARGUMENT, &err, "a", 0);
    expect_error(KNOWN(&good, NULL, 2, NULL), GDCS_E_ARGUMENT, &err, "known_lower", 0);
    expect_error(KNOWN(&good, half, -1, NULL), GDCS_E_ARGUMENT, &err, "n", 0);
    expect_error(KNOWN(&good, known, 2, NULL), GDCS_E_VALUE, &err, "known", 2);
    expect_error(KNOWN(&bad, half, 2, NULL), GDCS_E_VALUE, &err, "a", 2);
    const gdcs_gap_options exact = {.struct_size = sizeof exact, .method = GDCS_GAP_METHOD_EXACT},
                           no = {.struct_size = sizeof no, .method = 9};
    expect_error(KNOWN(&good, half, 2, &no), GDCS_E_OPTION, &err, "method", 0);
#define REFERENCE(a, ...)                                                                          \
    gdcs_gap_each_reference(a,                                                                     \
                            &(gdcs_gap_reference_arrays){                                          \
                                .struct_size = sizeof(gdcs_gap_reference_arrays), __VA_ARGS__},    \
                            2, NULL, &d, NULL, &err)
    const double none[] = {0.1, 0}, twice[] = {0, 30};
    expect_error(REFERENCE(&good, .share = half, .std_error = none), GDCS_E_VALUE, &err,
                 "reference", 2);
    expect_error(REFERENCE(&good, .share = half, .std_error = half, .effective_n = twice),
                 GDCS_E_VALUE, &err, "reference", 2);
    expect_error(REFERENCE(&good, .share = known, .std_error = half), GDCS_E_VALUE, &err, "share",
                 2);
    expect_error(REFERENCE(&good, .share = half, .lower = none, .upper = half, .level = 0.9),
                 GDCS_E_OPTION, &err, "level", 1);
    expect_error(REFERENCE(&good, .std_error = half), GDCS_E_ARGUMENT, &err, "share", 0);
    expect_error(REFERENCE(&bad, .share = half, .std_error = half), GDCS_E_VALUE, &err, "a", 2);
    expect_error(gdcs_gap_each_reference(&good, NULL, 2, NULL, &d, NULL, &err), GDCS_E_ARGUMENT,
                 &err, "references", 0);
    expect_error(gdcs_gap_each_reference(&a, &references, 2, &exact, &d, NULL, &err), GDCS_E_OPTION,
                 &err, "method", 0);
    cr_expect(eq(dbl, r.number[0][0], 77), "a call that failed has written");
    cr_expect(eq(sz, sizeof(gdcs_gap_reference_arrays), 56));
}
