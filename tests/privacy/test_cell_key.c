/* Mirrors lib/privacy/cell_key/; tables are in test_cell_key_table.c. */
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/cell_key.h>
#include <math.h>
#include <stdlib.h>

TestSuite(cell_key, .timeout = 60);

static gdcs_cell_key *designed(int32_t deviation, double variance, int32_t threshold, double stay)
{
    const gdcs_cell_key_options o = {.struct_size = sizeof o,
                                     .deviation = deviation,
                                     .threshold = threshold,
                                     .variance = variance,
                                     .stay = stay};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_cell_key *design = NULL;
    const gdcs_status status = gdcs_cell_key_new(&o, &design, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    return design;
}

static gdcs_cell_key_row row_of(const gdcs_cell_key *design, int64_t i)
{
    gdcs_cell_key_row row = {.struct_size = sizeof row};
    cr_assert(eq(i32, gdcs_cell_key_get(design, i, &row, NULL), GDCS_OK));
    return row;
}

/* The probability of a noise, from the frame. */
static double probability(const gdcs_frame *frame, int64_t count, int64_t noise)
{
    gdcs_column counts = {.struct_size = sizeof counts}, noises = counts, p = counts;
    cr_assert(eq(i32, gdcs_frame_get(frame, 0, &counts, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_get(frame, 2, &noises, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_get(frame, 3, &p, NULL), GDCS_OK));
    for (int64_t i = 0; i < p.rows; i++)
        if (counts.integers[i] == count && noises.integers[i] == noise)
            return p.doubles[i];
    return 0.0;
}

Test(cell_key, agrees_with_forty_digits)
{
    FILE *csv = reference_open("cell_key.csv");
    double deviation, variance, threshold, stay, count, noise, p, last[4] = {0};
    gdcs_cell_key *design = NULL;
    gdcs_frame *frame = NULL;
    int rows = 0;
    while (fscanf(csv, "%lf,%lf,%lf,%lf,%lf,%lf,%lf\n", &deviation, &variance, &threshold, &stay,
                  &count, &noise, &p) == 7) {
        if (deviation != last[0] || variance != last[1] || threshold != last[2] ||
            stay != last[3]) {
            gdcs_cell_key_free(design);
            gdcs_frame_free(frame);
            design = designed((int32_t)deviation, variance, (int32_t)threshold, stay);
            cr_assert(eq(i32, gdcs_cell_key_get_frame(design, &frame, NULL), GDCS_OK));
            last[0] = deviation;
            last[1] = variance;
            last[2] = threshold;
            last[3] = stay;
        }
        const double got = probability(frame, (int64_t)count, (int64_t)noise);
        cr_expect(lt(dbl, fabs(got - p), 1e-10), "D %g V %g t %g: %g by %g is %.17g for %.17g",
                  deviation, variance, threshold, count, noise, got, p);
        rows++;
    }
    gdcs_cell_key_free(design);
    gdcs_frame_free(frame);
    fclose(csv);
    cr_expect(gt(int, rows, 800));
}

/* The introduction to ptable prints four digits. */
Test(cell_key, agrees_with_the_published_table)
{
    gdcs_cell_key *design = designed(2, 1, 0, 0);
    const gdcs_cell_key_row row = row_of(design, 2);
    cr_expect(lt(dbl, fabs(row.stay - 0.383), 5e-4));
    gdcs_frame *frame = NULL;
    cr_assert(eq(i32, gdcs_cell_key_get_frame(design, &frame, NULL), GDCS_OK));
    cr_expect(lt(dbl, fabs(probability(frame, 2, -2) - 0.0638), 5e-5));
    gdcs_frame_free(frame);
    gdcs_cell_key_free(design);
}

Test(cell_key, mean_is_zero_and_variance_as_designed_wherever_it_can_be)
{
    const double designs[][4] = {{5, 2, 0, 0},    {2, 1, 1, 0},      {8, 5, 4, 0},
                                 {10, 20, 2, .3}, {100, 900, 50, 0}, {300, 1e4, 9, .001}};
    for (int d = 0; d < 6; d++) {
        const double *o = designs[d];
        gdcs_cell_key *design = designed((int32_t)o[0], o[1], (int32_t)o[2], o[3]);
        cr_expect(eq(i64, gdcs_cell_key_count(design), (int64_t)(o[0] + o[2] + 2)));
        for (int64_t i = 0; i < gdcs_cell_key_count(design); i++) {
            const gdcs_cell_key_row row = row_of(design, i);
            cr_expect(lt(dbl, fabs(row.mean), 1e-9 * o[0]), "design %d count %d", d, (int)i);
            cr_expect(row.first == 0 || row.first > o[2]);
            cr_expect(row.last <= i + o[0]);
            if (i > o[2] && o[3] > 0.0)
                cr_expect(near_relative(row.stay, o[3], 1e-12));
            if (i == gdcs_cell_key_count(design) - 1 || i > o[2] + o[1])
                cr_expect(near_relative(row.variance, o[1], 1e-8), "design %d count %d: %g", d,
                          (int)i, row.variance);
        }
        cr_expect(eq(dbl, row_of(design, 0).variance, 0.0));
        gdcs_cell_key_free(design);
    }
}

/* Where ptable finds nothing: counts 2 and 3 are 2 and 3 from 0 and 5 and cannot vary by less than 6. */
Test(cell_key, takes_the_nearest_variance_that_a_small_count_can_have)
{
    gdcs_cell_key *design = designed(8, 5, 4, 0);
    const double wanted[] = {0, 5, 6, 6, 5, 5, 5, 5, 5};
    for (int64_t i = 0; i < 9; i++)
        cr_expect(lt(dbl, fabs(row_of(design, i).variance - wanted[i]), 1e-8), "count %d: %g",
                  (int)i, row_of(design, i).variance);
    gdcs_cell_key_free(design);
}

/* 2^16 keys, evenly spread: the share of each noise is its probability. */
Test(cell_key, keys_choose_by_the_probabilities)
{
    enum { KEYS = 65536 };
    static double x[KEYS], keys[KEYS], out[KEYS], lower[KEYS], upper[KEYS];
    gdcs_cell_key *design = designed(3, 2, 1, 0);
    gdcs_frame *frame = NULL;
    cr_assert(eq(i32, gdcs_cell_key_get_frame(design, &frame, NULL), GDCS_OK));
    for (int count = 0; count < 9; count++) {
        double seen[16] = {0};
        for (int k = 0; k < KEYS; k++) {
            x[k] = count;
            keys[k] = 65536.0 * k + 3.0 * 4294967296.0;
        }
        cr_assert(
            eq(i32, gdcs_cell_key_each(design, x, keys, KEYS, out, lower, upper, NULL), GDCS_OK));
        for (int k = 0; k < KEYS; k++) {
            cr_expect(lower[k] <= count && count <= upper[k]);
            seen[(int)out[k]]++;
        }
        for (int j = 0; j < 16; j++) {
            const double p = probability(frame, count < 5 ? count : 5, j - count);
            cr_expect(le(dbl, fabs(seen[j] / KEYS - p), 1.1 / KEYS), "%d to %d: %g for %g", count,
                      j, seen[j] / KEYS, p);
        }
    }
    gdcs_frame_free(frame);
    gdcs_cell_key_free(design);
}

Test(cell_key, limits_are_the_counts_that_may_be_published_so)
{
    gdcs_cell_key *design = designed(3, 2, 1, 0);
    gdcs_frame *frame = NULL;
    cr_assert(eq(i32, gdcs_cell_key_get_frame(design, &frame, NULL), GDCS_OK));
    for (int j = 0; j < 40; j++) {
        double least = INFINITY, most = -INFINITY;
        for (int i = 0; i < 50; i++)
            if (probability(frame, i < 5 ? i : 5, j - i) > 0.0) {
                least = fmin(least, i);
                most = fmax(most, i);
            }
        if (most < 0.0)
            continue;
        for (double key = 0.0; key < 4294967296.0; key += 1e8) {
            for (double x = fmax(0.0, j - 3.0); x <= j + 3.0; x++) {
                double out, lower, upper;
                cr_assert(eq(i32,
                             gdcs_cell_key_each(design, &x, &key, 1, &out, &lower, &upper, NULL),
                             GDCS_OK));
                if (out == j) {
                    cr_expect(eq(dbl, lower, least), "%d", j);
                    cr_expect(eq(dbl, upper, most), "%d", j);
                }
            }
        }
    }
    gdcs_frame_free(frame);
    gdcs_cell_key_free(design);
}

static gdcs_status try_design(gdcs_cell_key_options o)
{
    gdcs_cell_key *design = NULL;
    o.struct_size = sizeof o;
    const gdcs_status status = gdcs_cell_key_new(&o, &design, NULL);
    gdcs_cell_key_free(design);
    return status;
}

Test(cell_key, refuses_designs_that_cannot_be)
{
    typedef gdcs_cell_key_options of;
    cr_expect(eq(i32, try_design((of){.deviation = -1}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_design((of){.deviation = 1001}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_design((of){.deviation = 5, .threshold = 5}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_design((of){.threshold = -1}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_design((of){.strict = 2}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_design((of){.variance = -1}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_design((of){.variance = NAN}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_design((of){.stay = 1}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_design((of){.deviation = 2, .variance = 4.1}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_design((of){.deviation = 2, .variance = 4}), GDCS_OK));
    cr_expect(eq(i32, try_design((of){.variance = 0.4, .stay = 0.5}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_design((of){.deviation = 8, .variance = 5, .threshold = 4, .strict = 1}),
                 GDCS_E_OPTION));
    cr_expect(eq(i32, try_design((of){.deviation = 8, .variance = 5, .threshold = 4}), GDCS_OK));
    gdcs_cell_key *design = NULL;
    const of small = {.struct_size = 8};
    cr_expect(eq(i32, gdcs_cell_key_new(&small, &design, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_cell_key_new(NULL, NULL, NULL), GDCS_E_ARGUMENT));
}

Test(cell_key, refuses_what_it_documents)
{
    gdcs_cell_key *design = designed(5, 2, 0, 0);
    gdcs_cell_key_row row = {.struct_size = 8};
    gdcs_frame *frame = NULL;
    const double x[] = {1, 1.5, -1, 2e15, NAN}, key = 1, wrong = 0.5;
    double out;
    cr_expect(eq(i32, gdcs_cell_key_get(design, 0, &row, NULL), GDCS_E_STRUCT));
    row.struct_size = sizeof row;
    cr_expect(eq(i32, gdcs_cell_key_get(design, -1, &row, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_cell_key_get(design, 7, &row, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_cell_key_get(NULL, 0, &row, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_cell_key_get(design, 0, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_cell_key_get_frame(NULL, &frame, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_cell_key_get_frame(design, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i64, gdcs_cell_key_count(NULL), 0));
    for (int i = 1; i < 5; i++)
        cr_expect(eq(i32, gdcs_cell_key_each(design, &x[i], &key, 1, &out, NULL, NULL, NULL),
                     GDCS_E_VALUE));
    cr_expect(
        eq(i32, gdcs_cell_key_each(design, x, &wrong, 1, &out, NULL, NULL, NULL), GDCS_E_VALUE));
    cr_expect(
        eq(i32, gdcs_cell_key_each(design, x, &key, -1, &out, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_cell_key_each(NULL, x, &key, 1, &out, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_cell_key_each(design, NULL, &key, 1, &out, NULL, NULL, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_cell_key_each(design, x, NULL, 1, &out, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_cell_key_each(design, x, &key, 1, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    gdcs_cell_key_free(design);
    gdcs_cell_key_free(NULL);
}

static gdcs_status design_and_show(void *data)
{
    gdcs_cell_key *design = NULL;
    gdcs_frame *frame = NULL;
    (void)data;
    gdcs_status status = gdcs_cell_key_new(NULL, &design, NULL);
    if (status == GDCS_OK)
        status = gdcs_cell_key_get_frame(design, &frame, NULL);
    gdcs_frame_free(frame);
    gdcs_cell_key_free(design);
    return status;
}

Test(cell_key, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(design_and_show, NULL);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 10));
}
