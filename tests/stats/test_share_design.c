/* Mirrors lib/stats/share/design.c and design_table.c. */
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/share.h>
#include <math.h>
#include <stdio.h>

TestSuite(share_design, .timeout = 60);

enum { MOST = 16 };

static gdcs_share_design_result clustered(const double *women, const double *men, int64_t n,
                                          int32_t method, double alpha)
{
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = women, .men = men};
    const gdcs_share_options o = {.struct_size = sizeof o, .method = method, .alpha = alpha};
    gdcs_share_design_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_share_estimate_clustered(&in, n, &o, &r, NULL), GDCS_OK));
    return r;
}

static gdcs_share_design_result weighted(const int32_t *sex, const double *weights, int64_t n,
                                         int32_t method, double alpha)
{
    const gdcs_share_options o = {.struct_size = sizeof o, .method = method, .alpha = alpha};
    gdcs_share_design_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_share_estimate_weighted(sex, weights, n, &o, &r, NULL), GDCS_OK));
    return r;
}

Test(share_design, agrees_with_forty_digits)
{
    FILE *csv = reference_open("share_design.csv"); /* written by share_design.py */
    char kind;
    int method, units, rows = 0;
    double alpha, want[6];
    while (fscanf(csv, "%c,%d,%lf,%d,%lf,%lf,%lf,%lf,%lf,%lf", &kind, &method, &alpha, &units,
                  &want[0], &want[1], &want[2], &want[3], &want[4], &want[5]) == 10) {
        double women[MOST], men[MOST], weights[MOST];
        int32_t sex[MOST];
        for (int i = 0; i < units; i++) {
            cr_assert(eq(int, fscanf(csv, ",%lf,%lf", &women[i], &men[i]), 2));
            sex[i] = women[i] > 0 ? GDCS_SEX_FEMALE : GDCS_SEX_MALE;
            weights[i] = women[i] + men[i];
        }
        cr_assert(eq(int, fscanf(csv, "\n"), 0));
        const gdcs_share_design_result r = kind == 'c'
                                               ? clustered(women, men, units, method, alpha)
                                               : weighted(sex, weights, units, method, alpha);
        const double got[] = {r.share.value,   r.share.std_error, r.effective_n,
                              r.design_effect, r.share.lower,     r.share.upper};
        for (int i = 0; i < 6; i++)
            cr_expect(near_relative(got[i], want[i], 1e-9), "row %d, number %d: %.17g, not %.17g",
                      rows, i, got[i], want[i]);
        cr_expect(eq(i32, r.method, method));
        cr_expect(eq(dbl, r.units, units));
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 48));
}

Test(share_design, weights_that_are_all_equal_do_not_matter)
{
    const int32_t sex[] = {GDCS_SEX_FEMALE, GDCS_SEX_MALE, GDCS_SEX_MALE,
                           GDCS_SEX_FEMALE, GDCS_SEX_MALE, GDCS_SEX_UNKNOWN};
    const double one[] = {1, 1, 1, 1, 1, 1}, seven[] = {7, 7, 7, 7, 7, 7};
    const gdcs_share_design_result a = weighted(sex, one, 6, 0, 0.05);
    const gdcs_share_design_result b = weighted(sex, seven, 6, 0, 0.05);
    cr_expect(near_relative(a.share.lower, b.share.lower, 1e-13));
    cr_expect(near_relative(a.share.std_error, b.share.std_error, 1e-13));
    cr_expect(near_relative(a.effective_n, b.effective_n, 1e-13));
    cr_expect(eq(dbl, a.persons, 5));
    cr_expect(eq(dbl, b.n, 35));
    cr_expect(eq(dbl, b.unknown, 7));
    cr_expect(near_relative(a.bounds.lower, 2.0 / 6, 1e-15));
    cr_expect(near_relative(b.bounds.upper, 3.0 / 6, 1e-15));
}

Test(share_design, more_alike_clusters_tell_less)
{
    const double mixed[] = {5, 5, 5, 5, 6, 4}, rest[] = {5, 5, 5, 5, 4, 6};
    const double apart[] = {10, 0, 10, 0, 8, 2}, other[] = {0, 10, 0, 10, 2, 8};
    const gdcs_share_design_result a = clustered(mixed, rest, 6, 0, 0.05);
    const gdcs_share_design_result b = clustered(apart, other, 6, 0, 0.05);
    cr_expect(eq(dbl, a.share.value, b.share.value));
    cr_expect(eq(dbl, a.effective_n, 60));
    cr_expect(a.design_effect < 1 && b.design_effect > 5 && b.effective_n < 12);
    cr_expect(b.share.lower < a.share.lower && a.share.upper < b.share.upper);
    cr_expect(eq(int, !(b.notes & GDCS_NOTE_OVERDISPERSED), 0));
    cr_expect(eq(int, !(a.notes & GDCS_NOTE_OVERDISPERSED), 1));
}

Test(share_design, one_cluster_tells_nothing_of_the_variance)
{
    const double w[] = {5, 0}, m[] = {7, 0};
    const gdcs_share_design_result r = clustered(w, m, 2, 0, 0.05);
    cr_expect(eq(dbl, r.units, 1));
    cr_expect(eq(dbl, r.share.value, 5.0 / 12));
    cr_expect(r.share.lower == 0 && r.share.upper == 1 && isnan(r.share.std_error));
    cr_expect(eq(int, !(r.notes & GDCS_NOTE_SMALL_BASE), 0));
}

static gdcs_table *table_of(double lower, double upper)
{
    static const char *const axes[] = {"area", "court", "sex"};
    static const int32_t concepts[] = {GDCS_CONCEPT_AREA, GDCS_CONCEPT_GROUP, GDCS_CONCEPT_SEX};
    static const char *const labels[][3] = {{"AT", "a", "F"}, {"AT", "a", "M"}, {"AT", "b", "F"},
                                            {"AT", "b", "M"}, {"AT", "c", "M"}, {"AT", "c", "_U"},
                                            {"BE", "a", "F"}, {"BE", "b", "M"}};
    static const double values[] = {4, 9, 3, 12, 8, 2, 5, 6};
    gdcs_table *t = NULL;
    cr_assert(eq(i32, gdcs_table_new(NULL, &t, NULL), GDCS_OK));
    for (int i = 0; i < 3; i++) {
        const gdcs_axis a = {.struct_size = sizeof a, .name = axes[i], .concept_id = concepts[i]};
        cr_assert(eq(i32, gdcs_table_add_axis(t, &a, NULL), GDCS_OK));
    }
    for (int i = 0; i < 8; i++)
        cr_assert(eq(i32, gdcs_table_add(t, labels[i], values[i], NULL), GDCS_OK));
    const gdcs_cell cell = {
        .struct_size = sizeof cell, .value = NAN, .lower = lower, .upper = upper};
    if (lower < upper)
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

Test(share_design, table_takes_the_labels_of_an_axis_for_clusters)
{
    const double w[] = {4, 3, 0}, m[] = {9, 12, 8};
    const gdcs_share_design_result r = clustered(w, m, 3, 0, 0.05);
    gdcs_table *t = table_of(4, 4);
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_share_table_clustered(t, "court", by_area, 1, NULL, &f, NULL), GDCS_OK));
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 2));
    cr_expect(eq(dbl, column(f, "value")[0], r.share.value));
    cr_expect(eq(dbl, column(f, "lower")[0], r.share.lower));
    cr_expect(eq(dbl, column(f, "upper")[0], r.share.upper));
    cr_expect(eq(dbl, column(f, "std_error")[0], r.share.std_error));
    cr_expect(eq(dbl, column(f, "clusters")[0], 3));
    cr_expect(eq(dbl, column(f, "clusters")[1], 2));
    cr_expect(eq(dbl, column(f, "effective_n")[0], r.effective_n));
    cr_expect(eq(dbl, column(f, "design_effect")[0], r.design_effect));
    cr_expect(eq(dbl, column(f, "bound_upper")[0], 9.0 / 38));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(share_design, widening_a_cell_never_narrows_the_bounds)
{
    static const double cells[][2] = {{4, 4}, {3, 5}, {1, 9}, {0, 50}, {0, INFINITY}};
    double lower = 1, upper = 0;
    for (int i = 0; i < 5; i++) {
        gdcs_table *t = table_of(cells[i][0], cells[i][1]);
        gdcs_frame *f = NULL;
        cr_assert(
            eq(i32, gdcs_share_table_clustered(t, "court", by_area, 1, NULL, &f, NULL), GDCS_OK));
        cr_expect(column(f, "bound_lower")[0] <= lower && column(f, "bound_upper")[0] >= upper);
        cr_expect(i == 0 ? column(f, "value")[0] > 0 : isnan(column(f, "value")[0]));
        lower = column(f, "bound_lower")[0];
        upper = column(f, "bound_upper")[0];
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
}

Test(share_design, refuses_what_does_not_fit)
{
    const double w[] = {1, 2}, bad[] = {1, -2};
    const int32_t sex[] = {GDCS_SEX_FEMALE, GDCS_SEX_MALE}, none[] = {GDCS_SEX_FEMALE, 99},
                  unknown[] = {GDCS_SEX_UNKNOWN, GDCS_SEX_UNKNOWN};
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = w}, sizeless = {0};
    const gdcs_sex_arrays wrong = {.struct_size = sizeof wrong, .women = bad};
    const gdcs_sex_arrays nobody = {.struct_size = sizeof nobody};
    const gdcs_share_options o = {.struct_size = sizeof o, .method = GDCS_SHARE_METHOD_MID_P};
    gdcs_share_design_result r = {.struct_size = sizeof r}, small = {.struct_size = 8};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, gdcs_share_estimate_clustered(NULL, 2, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_estimate_clustered(&in, 2, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_estimate_clustered(&in, -1, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_estimate_clustered(&wrong, 2, NULL, &r, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 2));
    cr_expect(eq(i32, gdcs_share_estimate_clustered(&nobody, 2, NULL, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_share_estimate_clustered(&in, 2, &o, &r, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_share_estimate_clustered(&sizeless, 2, NULL, &r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_share_estimate_clustered(&in, 2, NULL, &small, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_share_estimate_weighted(NULL, w, 2, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_estimate_weighted(sex, NULL, 2, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_estimate_weighted(sex, w, -2, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_estimate_weighted(none, w, 2, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_share_estimate_weighted(sex, bad, 2, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_share_estimate_weighted(unknown, w, 2, NULL, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_share_estimate_weighted(sex, w, 2, &o, &r, NULL), GDCS_E_OPTION));
    gdcs_table *t = table_of(4, 4);
    gdcs_frame *f = NULL;
    cr_expect(
        eq(i32, gdcs_share_table_clustered(t, NULL, NULL, 0, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_table_clustered(t, "sex", NULL, 0, NULL, &f, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, gdcs_share_table_clustered(t, "no", NULL, 0, NULL, &f, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_share_table_clustered(t, "area", by_area, 1, NULL, &f, NULL),
                 GDCS_E_DUPLICATE));
    gdcs_table_free(t);
}

static gdcs_status make_and_free(void *table)
{
    const double w[] = {4, 3, 0}, m[] = {9, 12, 8};
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = w, .men = m};
    gdcs_share_design_result r = {.struct_size = sizeof r};
    gdcs_frame *f = NULL;
    gdcs_status status = gdcs_share_table_clustered(table, "court", by_area, 1, NULL, &f, NULL);
    gdcs_frame_free(f);
    if (status == GDCS_OK)
        status = gdcs_share_estimate_clustered(&in, 3, NULL, &r, NULL);
    return status;
}

Test(share_design, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = table_of(4, 4);
    const fail_alloc_report r = fail_alloc_each(make_and_free, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(t);
}
