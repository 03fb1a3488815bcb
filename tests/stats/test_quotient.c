/* Mirrors lib/stats/quotient.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/gap.h>
#include <gdcs/multiplicity.h>
#include <gdcs/quotient.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(quotient, .timeout = 60);

static gdcs_quotient_result estimated(gdcs_sex_counts part, gdcs_sex_counts whole, int32_t method)
{
    const gdcs_quotient_options o = {.struct_size = sizeof o, .method = method};
    gdcs_quotient_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_quotient_estimate(&part, &whole, &o, &r, &err), GDCS_OK), "%s",
              err.message);
    return r;
}

/* The ratio rows of gap.csv: 60 digits, each value tested as such; the log limits follow from the
   standard error there. */
Test(quotient, agrees_with_sixty_digits)
{
    FILE *csv = reference_open("gap.csv");
    char what[16], method[16], quantity[16], text[4][40];
    double p[7], alpha;
    int rows = 0;
    while (fscanf(csv,
                  "%15[^,],%15[^,],%15[^,],%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%39[^,],%39[^,],%39[^,],"
                  "%39[^\n]\n",
                  what, method, quantity, &p[0], &p[1], &p[2], &p[3], &p[4], &p[5], &p[6], &alpha,
                  text[0], text[1], text[2], text[3]) == 15) {
        const double value = strtod(text[0], NULL), error = strtod(text[3], NULL);
        if (strcmp(what, "nested") != 0 || strcmp(quantity, "ratio") != 0 || alpha != 0.05 ||
            strcmp(method, "score") != 0)
            continue;
        const gdcs_sex_counts part = {.women = p[0], .men = p[1] - p[0]};
        const gdcs_sex_counts whole = {.women = p[2], .men = p[3] - p[2]};
        const gdcs_quotient_result r = estimated(part, whole, 0), l = estimated(part, whole, 3);
        cr_expect(near_relative(r.quotient.value, value, 1e-12));
        cr_expect(near_relative(r.quotient.lower, strtod(text[1], NULL), 1e-9));
        cr_expect(near_relative(r.quotient.upper, strtod(text[2], NULL), 1e-9));
        cr_expect(near_relative(r.quotient.std_error, error, 1e-9));
        if (!isnan(error) && error > 0.0) {
            cr_expect(eq(i32, l.method, GDCS_QUOTIENT_METHOD_LOG));
            cr_expect(near_relative(l.quotient.upper,
                                    exp(log(value) + 1.9599639845400542 * error / value), 1e-9));
        } else {
            cr_expect(eq(i32, l.method, GDCS_QUOTIENT_METHOD_MIETTINEN_NURMINEN));
            cr_expect(0 != (l.notes & GDCS_NOTE_METHOD_CHANGED));
        }
        rows++;
    }
    fclose(csv);
    cr_expect(eq(int, rows, 13));
}

/* Women 30 of 56 in the part, 108 of 970 in the rest: Pearson's chi-square of that table times
   (N - 1) / N, and the score limits exclude 1 exactly where p is below alpha. */
Test(quotient, test_and_limits_agree)
{
    const gdcs_quotient_result r = estimated((gdcs_sex_counts){.women = 30, .men = 26},
                                             (gdcs_sex_counts){.women = 138, .men = 888}, 0);
    const double chi =
        1026.0 * pow(30.0 * 862.0 - 26.0 * 108.0, 2) / (56.0 * 970.0 * 138.0 * 888.0);
    cr_expect(near_relative(r.test.statistic * r.test.statistic, chi * 1025.0 / 1026.0, 1e-12));
    cr_expect(r.test.p_value < 1e-15 && isinf(r.test.df));
    for (double women = 5; women < 40; women++) {
        const gdcs_quotient_result t =
            estimated((gdcs_sex_counts){.women = women, .men = 60},
                      (gdcs_sex_counts){.women = women + 40, .men = 200}, 0);
        const int rejected = t.test.p_value < 0.05;
        cr_expect(eq(int, t.quotient.lower > 1.0 || t.quotient.upper < 1.0, rejected), "%g", women);
    }
}

Test(quotient, is_the_nested_ratio_with_its_bounds)
{
    const gdcs_sex_counts part = {9, 22, 1, 3, 2}, whole = {40, 160, 1, 9, 2};
    for (int32_t method = 1; method <= 2; method++) {
        const gdcs_gap_options o = {.struct_size = sizeof o,
                                    .method = method == 2 ? GDCS_GAP_METHOD_EXACT : 0};
        const gdcs_quotient_result r = estimated(part, whole, method);
        gdcs_gap_result g = {.struct_size = sizeof g};
        cr_assert(eq(i32, gdcs_gap_estimate_women_nested(&part, &whole, &o, &g, NULL), GDCS_OK));
        cr_expect(r.quotient.lower == g.ratio.lower && r.bounds.lower == g.ratio_bounds.lower);
        cr_expect(r.bounds.upper == g.ratio_bounds.upper && r.share_whole == g.share_b);
        cr_expect(eq(i32, r.method, method));
        cr_expect(eq(dbl, r.unknown_whole, 9.0));
    }
}

Test(quotient, each_is_the_scalar_form)
{
    const double w[] = {9, 2, NAN, 4}, m[] = {22, 8, 3, 0}, W[] = {40, 30, 9, 4},
                 M[] = {160, 40, 9, 0};
    const gdcs_sex_arrays part = {.struct_size = sizeof part, .women = w, .men = m};
    const gdcs_sex_arrays whole = {.struct_size = sizeof whole, .women = W, .men = M};
    double lower[4], bound[4];
    uint32_t notes[4];
    double p[4];
    const gdcs_test_arrays tests = {.struct_size = sizeof tests, .p_value = p};
    const gdcs_estimate_arrays to = {
        .struct_size = sizeof to, .lower = lower, .bound_upper = bound, .notes = notes};
    cr_assert(eq(i32, gdcs_quotient_each(&part, &whole, 4, NULL, &to, &tests, NULL), GDCS_OK));
    for (int i = 0; i < 2; i++) {
        const gdcs_quotient_result r = estimated((gdcs_sex_counts){.women = w[i], .men = m[i]},
                                                 (gdcs_sex_counts){.women = W[i], .men = M[i]}, 0);
        cr_expect(r.quotient.lower == lower[i] && r.test.p_value == p[i]);
    }
    cr_expect(0 != (notes[2] & GDCS_NOTE_MISSING_CELL) && isnan(p[2]));
    cr_expect(0 != (notes[3] & GDCS_NOTE_NOT_ESTIMABLE) && isnan(lower[3]));
}

Test(quotient, refuses_what_is_documented)
{
    const gdcs_sex_counts part = {.women = 3, .men = 4}, whole = {.women = 9, .men = 40};
    const gdcs_sex_counts none = {.unknown = 0}, few = {.women = 2, .men = 40},
                          half = {.women = 0.5, .men = 2};
    const gdcs_sex_counts large = {.women = 1e5, .men = 1e6}, below = {.women = -1};
    const gdcs_quotient_options exact = {.struct_size = sizeof exact, .method = 2};
    const gdcs_quotient_options method = {.struct_size = sizeof method, .method = 4};
    const gdcs_quotient_options adjust = {.struct_size = sizeof adjust, .adjust = 9};
    const gdcs_quotient_options level = {.struct_size = sizeof level, .level = 0.9, .alpha = 0.1};
    gdcs_quotient_result r = {.struct_size = sizeof r}, unset = {.struct_size = 0};
    cr_expect(eq(i32, gdcs_quotient_estimate(NULL, &whole, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_quotient_estimate(&part, &whole, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_quotient_estimate(&part, &few, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_quotient_estimate(&below, &whole, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_quotient_estimate(&half, &whole, &exact, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_quotient_estimate(&part, &large, &exact, &r, NULL), GDCS_E_LIMIT));
    cr_expect(eq(i32, gdcs_quotient_estimate(&none, &whole, NULL, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_quotient_estimate(&part, &part, NULL, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_quotient_estimate(&part, &whole, &method, &r, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_quotient_estimate(&part, &whole, &adjust, &r, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_quotient_estimate(&part, &whole, &level, &r, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_quotient_estimate(&part, &whole, NULL, &unset, NULL), GDCS_E_STRUCT));
    const double one[] = {1, 5}, two[] = {2, 4};
    const gdcs_sex_arrays a = {.struct_size = sizeof a, .women = one};
    const gdcs_sex_arrays b = {.struct_size = sizeof b, .women = two};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, gdcs_quotient_each(&a, &b, 2, NULL, NULL, NULL, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 2));
    cr_expect(eq(i32, gdcs_quotient_each(&a, &b, -1, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(sz, sizeof(gdcs_quotient_result), 152));
    cr_expect(eq(sz, sizeof(gdcs_quotient_options), 32));
}

static gdcs_table *offences(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "year offence*=group sex");
    add(t, "2020 trafficking F", 30);
    add(t, "2020 trafficking M", 45);
    add(t, "2020 trafficking _U", 4);
    add(t, "2020 drugs F", 20);
    add(t, "2020 drugs M", 310);
    add(t, "2020 extortion F", 3);
    add(t, "2020 extortion M", 90);
    add(t, "2020 TOTAL F", 53);
    add(t, "2021 drugs F", 2);
    add(t, "2021 drugs M", 7);
    add(t, "2021 arson _U", 7);
    return t;
}

static gdcs_frame *frame_of(const gdcs_table *t)
{
    static const char *const keep[] = {"year"};
    gdcs_frame *out = NULL;
    cr_assert(eq(i32, gdcs_quotient_table(t, "offence", keep, 1, NULL, &out, NULL), GDCS_OK));
    return out;
}

static double number(const gdcs_frame *frame, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(frame, gdcs_frame_find(frame, name), &c, NULL), GDCS_OK));
    return c.doubles[row];
}

Test(quotient, the_table_has_every_label_with_adjusted_p)
{
    gdcs_table *t = offences();
    gdcs_frame *f = frame_of(t);
    const gdcs_sex_counts whole = {.women = 53, .men = 445, .unknown = 4};
    const gdcs_sex_counts part[] = {
        {.women = 30, .men = 45, .unknown = 4}, {.women = 20, .men = 310}, {.women = 3, .men = 90}};
    double p[3], adjusted[3];
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 5));
    for (int i = 0; i < 3; i++) {
        const gdcs_quotient_result r = estimated(part[i], whole, 0);
        cr_expect(near_relative(number(f, "value", i), r.quotient.value, 1e-14), "%d", i);
        cr_expect(near_relative(number(f, "lower", i), r.quotient.lower, 1e-12), "%d", i);
        cr_expect(near_relative(number(f, "bound_upper", i), r.bounds.upper, 1e-12), "%d", i);
        cr_expect(eq(dbl, number(f, "n_whole", i), 498.0));
        p[i] = r.test.p_value;
    }
    cr_assert(eq(i32, gdcs_multiplicity_each(p, 3, NULL, adjusted, NULL), GDCS_OK));
    for (int i = 0; i < 3; i++)
        cr_expect(near_relative(number(f, "p_adjusted", i), adjusted[i], 1e-10));
    cr_expect(isnan(number(f, "value", 3)) && isnan(number(f, "p_value", 4)));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(quotient, widening_a_cell_never_narrows_the_bounds)
{
    static const char *const cells[] = {"2020 trafficking F", "2020 trafficking _U",
                                        "2020 drugs M"};
    static const double at[] = {30, 4, 310};
    for (int c = 0; c < 3; c++) {
        gdcs_bounds before[3];
        for (int step = 0; step < 5; step++) {
            gdcs_table *t = offences();
            if (step > 0 && step < 4)
                set_range(t, cells[c], fmax(at[c] - 2 * step, 0), at[c] + 3 * step * step, 'Q');
            if (step == 4)
                set_missing(t, cells[c], 'M');
            gdcs_frame *f = frame_of(t);
            for (int row = 0; row < 3; row++) {
                const gdcs_bounds now = {number(f, "bound_lower", row),
                                         number(f, "bound_upper", row)};
                cr_expect(step == 0 || now.lower <= before[row].lower + 1e-14, "%d %d", c, step);
                cr_expect(step == 0 || now.upper >= before[row].upper - 1e-14, "%d %d", c, step);
                before[row] = now;
            }
            gdcs_frame_free(f);
            gdcs_table_free(t);
        }
    }
}

Test(quotient, the_table_refuses_what_is_documented)
{
    static const char *const same[] = {"offence"}, *const sex[] = {"sex"};
    gdcs_table *t = offences(), *many = make_table(GDCS_ABSENT_ZERO, "offence=group sex");
    const gdcs_quotient_options hommel = {.struct_size = sizeof hommel,
                                          .adjust = GDCS_MULTIPLICITY_METHOD_HOMMEL};
    gdcs_frame *out = NULL;
    for (int i = 0; i <= 20000; i++) {
        char labels[32];
        snprintf(labels, sizeof labels, "o%d F", i);
        add(many, labels, 1);
    }
    cr_expect(
        eq(i32, gdcs_quotient_table(many, "offence", NULL, 0, &hommel, &out, NULL), GDCS_E_LIMIT));
    cr_expect(eq(i32, gdcs_quotient_table(t, "market", NULL, 0, NULL, &out, NULL), GDCS_E_NAME));
    cr_expect(
        eq(i32, gdcs_quotient_table(t, "offence", same, 1, NULL, &out, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, gdcs_quotient_table(t, "offence", sex, 1, NULL, &out, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, gdcs_quotient_table(t, NULL, NULL, 0, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(out == NULL);
    gdcs_table_free(many);
    gdcs_table_free(t);
}

static gdcs_status attempt(void *context)
{
    gdcs_frame *out = NULL;
    const gdcs_status status = gdcs_quotient_table(context, "offence", NULL, 0, NULL, &out, NULL);
    gdcs_frame_free(out);
    return status;
}

Test(quotient, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = offences();
    cr_assert(eq(i32, attempt(t), GDCS_OK)); /* the table sorts its cells once, and keeps that */
    const fail_alloc_report r = fail_alloc_each(attempt, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(t);
}
