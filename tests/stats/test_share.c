/* Mirrors lib/stats/share/measure.c; the bounds are in test_share_bound.c. */
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/share.h>
#include <math.h>
#include <string.h>

TestSuite(share, .timeout = 60);

static gdcs_share_result estimate(gdcs_sex_counts counts, int32_t method, int32_t of)
{
    const gdcs_share_options o = {.struct_size = sizeof o, .method = method, .of = of};
    gdcs_share_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_share_estimate(&counts, &o, &r, NULL), GDCS_OK));
    return r;
}

/* 41 women, 174 men and 26 unknown out of 241. */
static const gdcs_sex_counts typical = {.women = 41, .men = 174, .unknown = 26};

static gdcs_status with_options(gdcs_share_options o, gdcs_error *err)
{
    gdcs_share_result r = {.struct_size = sizeof r};
    o.struct_size = sizeof o;
    return gdcs_share_estimate(&typical, &o, &r, err);
}

Test(share, agrees_with_forty_digits)
{
    FILE *csv = reference_open("share.csv"); /* written by share.py */
    double yes, no, alpha, lower, upper;
    int method, rows = 0;
    while (fscanf(csv, "%d,%lf,%lf,%lf,%lf,%lf\n", &method, &yes, &no, &alpha, &lower, &upper) ==
           6) {
        const gdcs_sex_counts c = {.women = yes, .men = no};
        const gdcs_share_options o = {.struct_size = sizeof o, .method = method, .alpha = alpha};
        gdcs_share_result r = {.struct_size = sizeof r};
        cr_assert(eq(i32, gdcs_share_estimate(&c, &o, &r, NULL), GDCS_OK));
        cr_expect(r.share.value == yes / (yes + no) && r.alpha == alpha && r.method == method);
        cr_expect(near_relative(r.share.lower, lower, 1e-12), "row %d: %.17g", rows, r.share.lower);
        cr_expect(near_relative(r.share.upper, upper, 1e-12), "row %d: %.17g", rows, r.share.upper);
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 1002));
}

Test(share, level_and_its_alpha_give_the_same)
{
    const gdcs_share_options by_level = {.struct_size = sizeof by_level, .level = 0.75};
    const gdcs_share_options by_alpha = {.struct_size = sizeof by_alpha, .alpha = 0.25};
    gdcs_share_result a = {.struct_size = sizeof a}, b = {.struct_size = sizeof b};
    cr_assert(eq(i32, gdcs_share_estimate(&typical, &by_level, &a, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_share_estimate(&typical, &by_alpha, &b, NULL), GDCS_OK));
    cr_expect(memcmp(&a, &b, sizeof a) == 0);
    cr_expect(a.alpha == 0.25);
}

Test(share, no_options_mean_wilson_of_women_and_men_at_95_percent)
{
    gdcs_share_result a = {.struct_size = sizeof a};
    const gdcs_share_result b = estimate(typical, GDCS_SHARE_METHOD_WILSON, 0);
    cr_assert(eq(i32, gdcs_share_estimate(&typical, NULL, &a, NULL), GDCS_OK));
    cr_expect(memcmp(&a, &b, sizeof a) == 0);
    cr_expect(a.alpha == 0.05 && a.method == GDCS_SHARE_METHOD_WILSON && a.n == 215);
}

Test(share, standard_error_is_that_of_the_binomial)
{
    const gdcs_share_result r = estimate(typical, 0, 0);
    cr_expect(near_relative(r.share.std_error, sqrt(41.0 * 174.0 / 215.0) / 215.0, 1e-15));
}

Test(share, swapping_women_and_men_mirrors_everything)
{
    const gdcs_sex_counts swapped = {.women = 174, .men = 41, .unknown = 26};
    for (int method = 1; method <= 5; method++) {
        const gdcs_share_result a = estimate(typical, method, 0), b = estimate(swapped, method, 0);
        cr_expect(fabs(a.share.lower - (1.0 - b.share.upper)) < 1e-15, "method %d", method);
        cr_expect(fabs(a.share.upper - (1.0 - b.share.lower)) < 1e-15, "method %d", method);
        cr_expect(near_relative(a.share.std_error, b.share.std_error, 1e-15));
        cr_expect(fabs(a.bounds.lower - (1.0 - b.bounds.upper)) < 1e-15, "method %d", method);
        cr_expect(eq(u32, a.notes, b.notes));
    }
}

Test(share, denominators_count_whom_they_name)
{
    const gdcs_sex_counts c = {
        .women = 30, .men = 60, .other = 6, .unknown = 4, .not_applicable = 11};
    static const double n[] = {90, 96, 100};
    static const double low[] = {30.0 / 94, 0.30, 0.30}, high[] = {34.0 / 94, 0.34, 0.34};
    for (int of = 0; of < 3; of++) {
        const gdcs_share_result r = estimate(c, 0, of);
        cr_expect(r.n == n[of] && r.women == 30 && r.unknown == 4 && r.of == of, "of %d", of);
        cr_expect(r.share.value == 30.0 / n[of], "of %d", of);
        cr_expect(near_relative(r.bounds.lower, low[of], 1e-15), "of %d", of);
        cr_expect(near_relative(r.bounds.upper, high[of], 1e-15), "of %d", of);
    }
}

Test(share, notes_say_what_is_imperfect)
{
    static const struct {
        gdcs_sex_counts counts;
        int32_t method, of;
        uint32_t notes;
    } row[] = {
        {{.women = 10, .men = 10}, 0, 0, 0},
        {{.women = 10, .men = 9}, 0, 0, GDCS_NOTE_SMALL_BASE},
        {{.women = 30, .men = 9, .unknown = 1}, 0, 0, GDCS_NOTE_UNKNOWN_PRESENT},
        {{.women = 30, .men = 9, .other = 1}, 0, 0, GDCS_NOTE_OTHER_PRESENT},
        {{.women = 30, .men = 9, .other = 1}, 0, GDCS_SHARE_OF_RECORDED, 0},
        {{.women = 30, .men = 9, .not_applicable = 1}, 0, 0, GDCS_NOTE_NOT_PERSONS},
        {{.men = 30}, 0, 0, GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_ZERO_CELL},
        {{.women = 30}, 0, 0, GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_ZERO_CELL},
        {{.women = 30, .other = 4}, 0, GDCS_SHARE_OF_RECORDED, GDCS_NOTE_ZERO_CELL},
        {{.women = 30.5, .men = 30}, 0, 0, GDCS_NOTE_NOT_WHOLE},
        {{.women = 30.5, .men = 30.5}, 0, 0, GDCS_NOTE_NOT_WHOLE},
        {{.women = 30, .men = 1e-4}, 2, 0, GDCS_NOTE_NOT_WHOLE | GDCS_NOTE_METHOD_CHANGED},
        {{.women = 1e13, .men = 3e13}, 3, 0, GDCS_NOTE_METHOD_CHANGED},
        {{.women = 1e13, .men = 3e13}, 4, 0, GDCS_NOTE_METHOD_CHANGED},
        {{.women = 1e13, .men = 3e13}, 5, 0, 0},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const gdcs_share_result r = estimate(row[i].counts, row[i].method, row[i].of);
        cr_expect(eq(u32, r.notes, row[i].notes), "row %zu", i);
        if (r.notes & GDCS_NOTE_METHOD_CHANGED)
            cr_expect(eq(i32, r.method, GDCS_SHARE_METHOD_WILSON), "row %zu", i);
        cr_expect(r.share.lower <= r.share.value && r.share.value <= r.share.upper, "row %zu", i);
    }
}

enum { CELLS = 8 };
static const double women[CELLS] = {41, 0, 7, 0, NAN, 12, 2.5, 1e9};
static const double men[CELLS] = {174, 9, 0, 0, 4, 5, 3.5, 3e9};
static const double unknown[CELLS] = {26, 0, 1, 3, 2, NAN, 0, 0};

Test(share, each_is_the_scalar_form_n_times)
{
    for (int method = 1; method <= 5; method++)
        for (int of = 0; of < 3; of++) {
            double v[CELLS], l[CELLS], u[CELLS], s[CELLS], bl[CELLS], bu[CELLS];
            uint32_t notes[CELLS];
            const gdcs_sex_arrays in = {
                .struct_size = sizeof in, .women = women, .men = men, .unknown = unknown};
            const gdcs_estimate_arrays out = {.struct_size = sizeof out,
                                              .value = v,
                                              .lower = l,
                                              .upper = u,
                                              .std_error = s,
                                              .bound_lower = bl,
                                              .bound_upper = bu,
                                              .notes = notes};
            const gdcs_share_options o = {.struct_size = sizeof o, .method = method, .of = of};
            cr_assert(eq(i32, gdcs_share_each(&in, CELLS, &o, &out, NULL), GDCS_OK));
            for (int i = 0; i < CELLS; i++) {
                const gdcs_sex_counts c = {.women = women[i], .men = men[i], .unknown = unknown[i]};
                gdcs_share_result r = {.struct_size = sizeof r};
                if (gdcs_share_estimate(&c, &o, &r, NULL) != GDCS_OK)
                    continue;
                const double got[] = {v[i], l[i], u[i], s[i], bl[i], bu[i]};
                const double wanted[] = {r.share.value,     r.share.lower,  r.share.upper,
                                         r.share.std_error, r.bounds.lower, r.bounds.upper};
                cr_expect(memcmp(got, wanted, sizeof got) == 0, "method %d of %d, %d", method, of,
                          i);
                cr_expect(eq(u32, notes[i], r.notes), "method %d of %d, %d", method, of, i);
            }
        }
}

Test(share, each_array_alone_holds_what_it_holds_beside_the_others)
{
    double all[6][CELLS], alone[6][CELLS];
    uint32_t notes[CELLS], notes_alone[CELLS];
    const gdcs_sex_arrays in = {
        .struct_size = sizeof in, .women = women, .men = men, .unknown = unknown};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out,
                                      .value = all[0],
                                      .lower = all[1],
                                      .upper = all[2],
                                      .std_error = all[3],
                                      .bound_lower = all[4],
                                      .bound_upper = all[5],
                                      .notes = notes};
    cr_assert(eq(i32, gdcs_share_each(&in, CELLS, NULL, &out, NULL), GDCS_OK));
    for (int k = 0; k < 7; k++) {
        const gdcs_estimate_arrays one = {.struct_size = sizeof one,
                                          .value = k == 0 ? alone[0] : NULL,
                                          .lower = k == 1 ? alone[1] : NULL,
                                          .upper = k == 2 ? alone[2] : NULL,
                                          .std_error = k == 3 ? alone[3] : NULL,
                                          .bound_lower = k == 4 ? alone[4] : NULL,
                                          .bound_upper = k == 5 ? alone[5] : NULL,
                                          .notes = k == 6 ? notes_alone : NULL};
        cr_assert(eq(i32, gdcs_share_each(&in, CELLS, NULL, &one, NULL), GDCS_OK));
    }
    for (int k = 0; k < 6; k++)
        for (int i = 0; i < CELLS; i++)
            cr_expect(near_relative(alone[k][i], all[k][i], 0), "array %d, %d", k, i);
    cr_expect(memcmp(notes, notes_alone, sizeof notes) == 0);
}

Test(share, each_goes_on_where_there_is_no_value_and_says_why)
{
    double v[CELLS], bl[CELLS], bu[CELLS];
    uint32_t notes[CELLS];
    const gdcs_sex_arrays in = {
        .struct_size = sizeof in, .women = women, .men = men, .unknown = unknown};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out,
                                      .value = v,
                                      .bound_lower = bl,
                                      .bound_upper = bu,
                                      .notes = notes};
    cr_assert(eq(i32, gdcs_share_each(&in, CELLS, NULL, &out, NULL), GDCS_OK));
    /* nobody of known sex, three unknown */
    cr_expect(isnan(v[3]) && bl[3] == 0 && bu[3] == 1);
    cr_expect(eq(u32, notes[3], GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_UNKNOWN_PRESENT));
    /* women missing */
    cr_expect(isnan(v[4]) && bl[4] == 0 && bu[4] == 1);
    cr_expect(eq(u32, notes[4],
                 GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_MISSING_CELL | GDCS_NOTE_UNKNOWN_PRESENT));
    /* the number of unknown missing: the share of women and men stands */
    cr_expect(v[5] == 12.0 / 17.0 && bl[5] == 0 && bu[5] == 1);
    cr_expect(eq(u32, notes[5] & GDCS_NOTE_MISSING_CELL, GDCS_NOTE_MISSING_CELL));
    for (int i = 0; i < CELLS; i++)
        cr_expect(isnan(v[i]) == ((notes[i] & GDCS_NOTE_NOT_ESTIMABLE) != 0), "%d", i);
}

Test(share, each_takes_nothing_for_an_array_that_is_absent)
{
    double v[1];
    const double two[] = {2};
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = two};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out, .value = v},
                               none = {.struct_size = sizeof none};
    cr_assert(eq(i32, gdcs_share_each(&in, 1, NULL, &out, NULL), GDCS_OK));
    cr_expect(v[0] == 1.0);
    cr_expect(eq(i32, gdcs_share_each(&in, 1, NULL, &none, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_share_each(&in, 0, NULL, &out, NULL), GDCS_OK));
}

Test(share, each_refuses_a_bad_count_by_its_row_and_writes_nothing)
{
    static const double bad[] = {-1, INFINITY, -INFINITY};
    for (int i = 0; i < 3; i++) {
        double v[3] = {7, 7, 7};
        const double w[] = {1, 2, 3}, m[] = {4, bad[i], 6};
        const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = w, .men = m};
        const gdcs_estimate_arrays out = {.struct_size = sizeof out, .value = v};
        gdcs_error err = {.struct_size = sizeof err};
        cr_expect(eq(i32, gdcs_share_each(&in, 3, NULL, &out, &err), GDCS_E_VALUE));
        cr_expect(eq(i64, err.row, 2));
        cr_expect(strncmp(err.message, "men of counts", 13) == 0, "%s", err.message);
        cr_expect(v[0] == 7 && v[1] == 7 && v[2] == 7);
    }
}

Test(share, nobody_in_the_denominator_is_an_error_and_out_keeps_its_value)
{
    const gdcs_sex_counts c = {.other = 3, .unknown = 12};
    gdcs_share_result r = {.struct_size = sizeof r, .n = 4711};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, gdcs_share_estimate(&c, NULL, &r, &err), GDCS_E_EMPTY));
    cr_expect(eq(i32, err.status, GDCS_E_EMPTY));
    cr_expect(r.n == 4711);
}

Test(share, refuses_counts_that_are_none)
{
    static const double bad[] = {-1, NAN, INFINITY};
    static const char *const name[] = {"women", "men", "other", "unknown", "not_applicable"};
    for (int i = 0; i < 15; i++) {
        double value[5] = {1, 2, 3, 4, 5};
        value[i / 3] = bad[i % 3];
        const gdcs_sex_counts c = {value[0], value[1], value[2], value[3], value[4]};
        gdcs_share_result r = {.struct_size = sizeof r};
        gdcs_error err = {.struct_size = sizeof err};
        cr_expect(eq(i32, gdcs_share_estimate(&c, NULL, &r, &err), GDCS_E_VALUE), "row %d", i);
        cr_expect(strncmp(err.message, name[i / 3], strlen(name[i / 3])) == 0, "row %d", i);
    }
    const gdcs_sex_counts huge = {.women = 1.7e308, .men = 1.7e308};
    gdcs_share_result r = {.struct_size = sizeof r};
    cr_expect(eq(i32, gdcs_share_estimate(&huge, NULL, &r, NULL), GDCS_E_VALUE));
}

Test(share, refuses_options_it_does_not_know)
{
    cr_expect(eq(i32, with_options((gdcs_share_options){.method = 13}, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, with_options((gdcs_share_options){.method = -1}, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, with_options((gdcs_share_options){.of = 3}, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, with_options((gdcs_share_options){.of = -1}, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, with_options((gdcs_share_options){.level = 95}, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, with_options((gdcs_share_options){.alpha = 1}, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, with_options((gdcs_share_options){.level = 0.9, .alpha = 0.1}, NULL),
                 GDCS_E_OPTION));
    cr_expect(eq(i32, with_options((gdcs_share_options){.alpha = 0.9}, NULL), GDCS_OK));
}

Test(share, refuses_missing_pointers_and_structs_without_size)
{
    const gdcs_share_options sizeless = {.method = 1};
    const gdcs_sex_arrays in = {.struct_size = sizeof in}, no_in = {0};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out}, no_out = {0};
    gdcs_share_result r = {.struct_size = sizeof r}, no_r = {0};
    gdcs_bounds b;
    cr_expect(eq(i32, gdcs_share_estimate(NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_estimate(&typical, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_estimate(&typical, NULL, &no_r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_share_estimate(&typical, &sizeless, &r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_share_bound(NULL, &typical, NULL, &b, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_bound(&typical, NULL, NULL, &b, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_bound(&typical, &typical, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_bound(&typical, &typical, &sizeless, &b, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_share_each(NULL, 1, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_each(&in, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_each(&in, -1, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_each(&no_in, 1, NULL, &out, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_share_each(&in, 1, NULL, &no_out, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_share_each(&in, 1, &sizeless, &out, NULL), GDCS_E_STRUCT));
}

Test(share, structs_have_the_size_of_the_first_release)
{
    cr_expect(eq(sz, sizeof(gdcs_share_options), 32));
    cr_expect(eq(sz, sizeof(gdcs_share_result), 96));
    cr_expect(eq(sz, sizeof(gdcs_sex_arrays), 48));
    cr_expect(eq(sz, sizeof(gdcs_estimate_arrays), 64));
}

Test(share, a_newer_caller_gets_what_this_release_knows)
{
    struct {
        gdcs_share_result known;
        double later;
    } r = {.known = {.struct_size = sizeof r}, .later = 4711};
    cr_assert(eq(i32, gdcs_share_estimate(&typical, NULL, &r.known, NULL), GDCS_OK));
    cr_expect(r.known.n == 215 && r.later == 4711);
    cr_expect(eq(u32, r.known.struct_size, sizeof r));
}
