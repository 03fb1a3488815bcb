/* Mirrors lib/stats/share/sexes.c and sexes_table.c. */
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/share.h>
#include <math.h>
#include <string.h>

TestSuite(share_sexes, .timeout = 60);

static const gdcs_sex_counts typical = {.women = 41, .men = 174, .unknown = 26};

static gdcs_share_sexes_result estimate(gdcs_sex_counts counts, int32_t method, int32_t categories)
{
    const gdcs_share_sexes_options o = {
        .struct_size = sizeof o, .method = method, .categories = categories};
    gdcs_share_sexes_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_share_estimate_sexes(&counts, &o, &r, NULL), GDCS_OK));
    return r;
}

Test(share_sexes, limits_are_those_of_the_reference)
{
    FILE *csv = reference_open("multinomial.csv"); /* written by multinomial.py */
    static const int32_t methods[] = {
        0, GDCS_SHARE_SEXES_METHOD_GOODMAN, GDCS_SHARE_SEXES_METHOD_QUESENBERRY_HURST,
        GDCS_SHARE_SEXES_METHOD_CLOPPER_PEARSON, GDCS_SHARE_SEXES_METHOD_SISON_GLAZ};
    double alpha, x[8], lower[8], upper[8];
    int method, k, samples = 0;
    for (k = 1; k > 0;) {
        for (int i = 0; i < k; i++)
            if (fscanf(csv, "%d,%lf,%d,%lf,%lf,%lf\n", &method, &alpha, &k, &x[i], &lower[i],
                       &upper[i]) != 6)
                k = 0;
        if (k != 4)
            continue;
        const gdcs_sex_counts c = {x[0], x[1], x[2], x[3], 0};
        const gdcs_share_sexes_options o = {
            .struct_size = sizeof o, .method = methods[method], .alpha = alpha};
        gdcs_share_sexes_result r = {.struct_size = sizeof r};
        cr_assert(eq(i32, gdcs_share_estimate_sexes(&c, &o, &r, NULL), GDCS_OK));
        const gdcs_estimate got[] = {r.women, r.men, r.other, r.unknown};
        for (int i = 0; i < 4; i++) {
            cr_expect(near_relative(got[i].lower, lower[i], 1e-10), "%d: %g", method, x[i]);
            cr_expect(near_relative(got[i].upper, upper[i], 1e-10), "%d: %g", method, x[i]);
            cr_expect(near_relative(got[i].value, x[i] / r.n, 1e-15));
        }
        cr_expect(eq(i32, r.method, methods[method]));
        samples++;
        k = 1;
    }
    fclose(csv);
    cr_assert(samples > 80, "%d", samples);
}

Test(share_sexes, categories_are_those_asked_for_and_add_up_to_one)
{
    const gdcs_sex_counts c = {3, 5, 2, 10, 7};
    static const double n[] = {20, 10, 8};
    for (int32_t categories = 0; categories < 3; categories++) {
        const gdcs_share_sexes_result r = estimate(c, 0, categories);
        const double unknown = categories == 0 ? r.unknown.value : 0.0;
        const double other = categories < 2 ? r.other.value : 0.0;
        cr_expect(eq(dbl, r.n, n[categories]));
        cr_expect(fabs(r.women.value + r.men.value + other + unknown - 1.0) < 1e-15);
        cr_expect(categories == 0 ? r.unknown.value > 0.0 : isnan(r.unknown.value));
        cr_expect(categories < 2 ? r.other.value > 0.0 : isnan(r.other.value));
        cr_expect(eq(int, !(r.notes & GDCS_NOTE_OTHER_PRESENT), categories < 2));
        cr_expect(eq(int, !(r.notes & GDCS_NOTE_UNKNOWN_PRESENT), 0));
        cr_expect(eq(int, !(r.notes & GDCS_NOTE_NOT_PERSONS), 0));
    }
}

Test(share_sexes, women_and_men_alone_are_the_plain_share_with_half_of_alpha)
{
    const gdcs_share_sexes_result r = estimate(typical, 0, GDCS_SHARE_CATEGORIES_WOMEN_AND_MEN);
    const gdcs_share_options o = {.struct_size = sizeof o, .alpha = 0.025};
    gdcs_share_result plain = {.struct_size = sizeof plain};
    cr_assert(eq(i32, gdcs_share_estimate(&typical, &o, &plain, NULL), GDCS_OK));
    cr_expect(near_relative(r.women.lower, plain.share.lower, 1e-12));
    cr_expect(near_relative(r.women.upper, plain.share.upper, 1e-12));
    cr_expect(eq(dbl, r.women.std_error, plain.share.std_error));
    cr_expect(eq(dbl, r.women_bounds.lower, plain.bounds.lower));
    cr_expect(eq(dbl, r.women_bounds.upper, plain.bounds.upper));
}

Test(share_sexes, bounds_hold_and_are_reached_whatever_the_unknown_are)
{
    const gdcs_sex_counts c = {.women = 2, .men = 3, .other = 1, .unknown = 4};
    gdcs_bounds seen[3] = {{1, 0}, {1, 0}, {1, 0}};
    const gdcs_share_sexes_result r = estimate(c, 0, GDCS_SHARE_CATEGORIES_ALL);
    for (int w = 0; w <= 4; w++)
        for (int m = 0; w + m <= 4; m++) {
            const double share[] = {(2.0 + w) / 10, (3.0 + m) / 10, (5.0 - w - m) / 10};
            for (int i = 0; i < 3; i++) {
                seen[i].lower = fmin(seen[i].lower, share[i]);
                seen[i].upper = fmax(seen[i].upper, share[i]);
            }
        }
    const gdcs_bounds got[] = {r.women_bounds, r.men_bounds, r.other_bounds};
    for (int i = 0; i < 3; i++) {
        cr_expect(eq(dbl, got[i].lower, seen[i].lower), "%d", i);
        cr_expect(eq(dbl, got[i].upper, seen[i].upper), "%d", i);
    }
    cr_expect(r.unknown_bounds.lower == 0.4 && r.unknown_bounds.upper == 0.4);
}

Test(share_sexes, each_is_the_scalar_form_k_n_times)
{
    const double w[] = {41, 0, NAN, 3}, m[] = {174, 0, 5, 2}, u[] = {26, 0, 1, 0};
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = w, .men = m, .unknown = u};
    for (int32_t categories = 0; categories < 3; categories++) {
        const int k = 4 - categories;
        double value[16], lower[16], bound[16];
        uint32_t notes[16];
        const gdcs_share_sexes_options o = {.struct_size = sizeof o, .categories = categories};
        const gdcs_estimate_arrays out = {.struct_size = sizeof out,
                                          .value = value,
                                          .lower = lower,
                                          .bound_upper = bound,
                                          .notes = notes};
        cr_assert(eq(i32, gdcs_share_each_sexes(&in, 4, &o, &out, NULL), GDCS_OK));
        const gdcs_share_sexes_result r = estimate(typical, 0, categories);
        cr_expect(value[0] == r.women.value && lower[1] == r.men.lower);
        cr_expect(eq(dbl, bound[1], r.men_bounds.upper));
        cr_expect(isnan(value[k]) && (notes[k] & GDCS_NOTE_NOT_ESTIMABLE) != 0);
        cr_expect(isnan(value[2 * k]) && (notes[2 * k + 1] & GDCS_NOTE_MISSING_CELL) != 0);
        cr_expect(eq(dbl, bound[2 * k], 1.0));
        cr_expect(eq(dbl, value[3 * k], 0.6));
    }
}

Test(share_sexes, another_method_is_used_where_one_has_no_answer)
{
    const gdcs_sex_counts parts = {.women = 2.5, .men = 7}, many = {.women = 1e13, .men = 1};
    static const int32_t method[] = {GDCS_SHARE_SEXES_METHOD_SISON_GLAZ,
                                     GDCS_SHARE_SEXES_METHOD_CLOPPER_PEARSON};
    for (int i = 0; i < 2; i++) {
        const gdcs_share_sexes_result r = estimate(i == 0 ? parts : many, method[i], 0);
        cr_expect(eq(i32, r.method, GDCS_SHARE_SEXES_METHOD_GOODMAN));
        cr_expect(eq(int, !(r.notes & GDCS_NOTE_METHOD_CHANGED), 0));
        cr_expect(r.women.lower < r.women.upper);
    }
}

static gdcs_table *table_of(double women_lower, double women_upper, double unknown)
{
    static const char *const labels[][2] = {{"AT", "F"},  {"AT", "M"}, {"AT", "_O"},
                                            {"AT", "_U"}, {"BE", "F"}, {"BE", "M"}};
    const double value[] = {women_lower, 30, 2, unknown, 4, 5};
    gdcs_table *t = NULL;
    cr_assert(eq(i32, gdcs_table_new(NULL, &t, NULL), GDCS_OK));
    const gdcs_axis area = {
        .struct_size = sizeof area, .name = "area", .concept_id = GDCS_CONCEPT_AREA};
    const gdcs_axis sex = {
        .struct_size = sizeof sex, .name = "sex", .concept_id = GDCS_CONCEPT_SEX};
    cr_assert(eq(i32, gdcs_table_add_axis(t, &area, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(t, &sex, NULL), GDCS_OK));
    for (int i = 0; i < 6; i++)
        cr_assert(eq(i32, gdcs_table_add(t, labels[i], value[i], NULL), GDCS_OK));
    const gdcs_cell cell = {
        .struct_size = sizeof cell, .value = NAN, .lower = women_lower, .upper = women_upper};
    if (women_lower < women_upper)
        cr_assert(eq(i32, gdcs_table_set(t, labels[0], &cell, NULL), GDCS_OK));
    return t;
}

static const char *const by_area[] = {"area"};

static const double *column(const gdcs_frame *f, const char *name)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(f, gdcs_frame_find(f, name), &c, NULL), GDCS_OK), "%s", name);
    return c.doubles;
}

Test(share_sexes, table_has_a_row_for_each_category_of_each_group)
{
    gdcs_table *t = table_of(10, 10, 3);
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_share_table_sexes(t, by_area, 1, NULL, &f, NULL), GDCS_OK));
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 8));
    const gdcs_sex_counts counts[] = {{10, 30, 2, 3, 0}, {4, 5, 0, 0, 0}};
    for (int g = 0; g < 2; g++) {
        const gdcs_share_sexes_result r = estimate(counts[g], 0, 0);
        const gdcs_estimate wanted[] = {r.women, r.men, r.other, r.unknown};
        for (int i = 0; i < 4; i++) {
            cr_expect(eq(dbl, column(f, "value")[4 * g + i], wanted[i].value));
            cr_expect(eq(dbl, column(f, "lower")[4 * g + i], wanted[i].lower));
            cr_expect(eq(dbl, column(f, "upper")[4 * g + i], wanted[i].upper));
            cr_expect(eq(dbl, column(f, "n")[4 * g + i], r.n));
        }
    }
    gdcs_column sex = {.struct_size = sizeof sex};
    cr_assert(eq(i32, gdcs_frame_get(f, gdcs_frame_find(f, "sex"), &sex, NULL), GDCS_OK));
    cr_expect_str_eq(sex.words[sex.codes[3]], "_U");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(share_sexes, widening_a_cell_never_narrows_the_bounds)
{
    static const double inputs[][3] = {
        {10, 10, 3}, {8, 12, 3}, {5, 20, 3}, {0, 40, 3}, {0, INFINITY, 3}};
    for (int32_t categories = 0; categories < 3; categories++) {
        double before[2][8];
        for (int j = 0; j < 5; j++) {
            gdcs_table *t = table_of(inputs[j][0], inputs[j][1], inputs[j][2]);
            const gdcs_share_sexes_options o = {.struct_size = sizeof o, .categories = categories};
            gdcs_frame *f = NULL;
            cr_assert(eq(i32, gdcs_share_table_sexes(t, by_area, 1, &o, &f, NULL), GDCS_OK));
            for (int i = 0; i < 4 - categories; i++) {
                const double lower = column(f, "bound_lower")[i],
                             upper = column(f, "bound_upper")[i];
                cr_expect(lower >= 0 && lower <= upper && upper <= 1);
                if (j > 0)
                    cr_expect(lower <= before[0][i] && upper >= before[1][i], "%d %d", j, i);
                before[0][i] = lower;
                before[1][i] = upper;
                cr_expect(j == 0 ? column(f, "value")[i] > 0.0 : isnan(column(f, "value")[i]));
            }
            gdcs_frame_free(f);
            gdcs_table_free(t);
        }
    }
}

Test(share_sexes, refuses_what_does_not_fit)
{
    gdcs_share_sexes_result r = {.struct_size = sizeof r};
    gdcs_share_sexes_options o = {.struct_size = sizeof o};
    const gdcs_sex_counts nobody = {0}, bad = {.women = -1}, huge = {.men = 2e15};
    cr_expect(eq(i32, gdcs_share_estimate_sexes(NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_estimate_sexes(&typical, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_estimate_sexes(&nobody, NULL, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_share_estimate_sexes(&bad, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_share_estimate_sexes(&huge, NULL, &r, NULL), GDCS_E_VALUE));
    o.method = 5;
    cr_expect(eq(i32, gdcs_share_estimate_sexes(&typical, &o, &r, NULL), GDCS_E_OPTION));
    o = (gdcs_share_sexes_options){.struct_size = sizeof o, .categories = 3};
    cr_expect(eq(i32, gdcs_share_estimate_sexes(&typical, &o, &r, NULL), GDCS_E_OPTION));
    o = (gdcs_share_sexes_options){.struct_size = sizeof o, .alpha = 1};
    cr_expect(eq(i32, gdcs_share_estimate_sexes(&typical, &o, &r, NULL), GDCS_E_OPTION));
    o = (gdcs_share_sexes_options){.struct_size = 31};
    cr_expect(eq(i32, gdcs_share_estimate_sexes(&typical, &o, &r, NULL), GDCS_E_STRUCT));
    r.struct_size = 223;
    cr_expect(eq(i32, gdcs_share_estimate_sexes(&typical, NULL, &r, NULL), GDCS_E_STRUCT));
}

Test(share_sexes, array_and_table_refuse_what_does_not_fit)
{
    double v[8] = {7};
    const double w[] = {1, -2};
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = w}, sizeless = {0};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out, .value = v};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, gdcs_share_each_sexes(&in, 2, NULL, &out, &err), GDCS_E_VALUE));
    cr_expect(err.row == 2 && v[0] == 7);
    cr_expect(eq(i32, gdcs_share_each_sexes(NULL, 2, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_each_sexes(&in, 2, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_each_sexes(&in, -1, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_each_sexes(&sizeless, 1, NULL, &out, NULL), GDCS_E_STRUCT));
    gdcs_table *t = table_of(1, 1, 1);
    gdcs_frame *f = NULL;
    const char *const sex[] = {"sex"}, *const none[] = {"none"}, *const twice[] = {"area", "area"};
    cr_expect(eq(i32, gdcs_share_table_sexes(NULL, NULL, 0, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_table_sexes(t, NULL, 0, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_table_sexes(t, sex, 1, NULL, &f, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, gdcs_share_table_sexes(t, none, 1, NULL, &f, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_share_table_sexes(t, twice, 2, NULL, &f, NULL), GDCS_E_DUPLICATE));
    gdcs_table_free(t);
}

static gdcs_status make_and_free(void *table)
{
    gdcs_frame *f = NULL;
    const gdcs_status status = gdcs_share_table_sexes(table, by_area, 1, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(share_sexes, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = table_of(10, 10, 3);
    const fail_alloc_report r = fail_alloc_each(make_and_free, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(t);
}
