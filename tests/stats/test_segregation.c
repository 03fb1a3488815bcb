/* Mirrors lib/stats/segregation: values, errors, parts. */
#include "segregation.h"

TestSuite(segregation, .timeout = 120);

static void check_index(int number_of_case, int index, double wanted, void *data)
{
    (void)data;
    const people p = read_case(number_of_case, 0);
    const gdcs_segregation_measures m = measure_all(&p);
    cr_expect(near_relative(index_of(&m, index), wanted, 1e-13),
              "case %d, index %d: %.17g, not %.17g", number_of_case, index, index_of(&m, index),
              wanted);
}

Test(segregation, agrees_with_fifty_digits)
{
    cr_assert(eq(int, each_row("index", 0, check_index, NULL), 14 * 15));
}

static void check_expected(int number_of_case, int index, double wanted, void *data)
{
    (void)data;
    const people p = read_case(number_of_case, 0);
    const gdcs_segregation_options o = {
        .index = index, .method = GDCS_SEGREGATION_METHOD_DELTA, .replicates = 10};
    const gdcs_segregation_result r = estimate_with(&p, o);
    const double value = r.segregation.value;
    cr_expect(near_relative(r.expected, wanted, 1e-12), "case %d, index %d: %.17g, not %.17g",
              number_of_case, index, r.expected, wanted);
    if (index == 1)
        cr_expect(near_relative(r.excess,
                                value >= wanted ? (value - wanted) / (1 - wanted)
                                                : (value - wanted) / wanted,
                                1e-9),
                  "case %d: %g", number_of_case, r.excess);
}

Test(segregation, random_expectations_are_those_of_the_hypergeometric)
{
    cr_assert(gt(int, each_row("expected", 0, check_expected, NULL), 100));
}

Test(segregation, large_units_expect_what_small_ones_do_to_first_order)
{
    const people p = {.women = {3e8, 5e8, 2e9}, .men = {4e8, 9e8, 1e9}, .n = 3};
    const gdcs_segregation_options o = {.index = GDCS_SEGREGATION_INDEX_MUTUAL_INFORMATION,
                                        .method = GDCS_SEGREGATION_METHOD_DELTA,
                                        .replicates = 10};
    const gdcs_segregation_result r = estimate_with(&p, o);
    cr_expect(near_relative(r.expected, 2.0 / 2.0 / 5.1e9, 1e-7), "%g", r.expected);
    const people half = {.women = {3e7, 5e7, 2e8}, .men = {4e7, 9e7, 1e8}, .n = 3};
    const gdcs_segregation_result s = estimate_with(&half, o);
    cr_expect(near_relative(s.expected, 10.0 * r.expected, 1e-7), "%g", s.expected);
}

static int by_sex;

static void check_error(int number_of_case, int index, double wanted, void *data)
{
    (void)data;
    const people p = read_case(number_of_case, 0);
    const gdcs_segregation_options o = {.index = index,
                                        .method = GDCS_SEGREGATION_METHOD_DELTA,
                                        .sample = by_sex,
                                        .replicates = 10};
    const gdcs_segregation_result r = estimate_with(&p, o);
    cr_expect(eq(i32, r.method, GDCS_SEGREGATION_METHOD_DELTA));
    cr_expect(near_relative(r.segregation.std_error, wanted, 1e-9),
              "case %d, index %d: %.17g, not %.17g", number_of_case, index, r.segregation.std_error,
              wanted);
    const double end = r.segregation.value + 1.959963984540054 * wanted;
    const double most = index == 2 ? 0.5 : index == 8 ? log(2) : 1.0;
    cr_expect(near_relative(r.segregation.upper, fmin(end, most), 1e-9));
}

Test(segregation, standard_errors_are_those_of_derivatives_by_differences)
{
    by_sex = GDCS_SEGREGATION_SAMPLE_PERSONS;
    cr_assert(gt(int, each_row("error", 0, check_error, NULL), 90));
    by_sex = GDCS_SEGREGATION_SAMPLE_BY_SEX;
    cr_assert(gt(int, each_row("error_by_sex", 0, check_error, NULL), 90));
}

static void check_local(int number_of_case, int sex, double wanted, void *data)
{
    (void)data;
    const people p = read_case(number_of_case, 0);
    const gdcs_segregation_measures m = measure_all(&p);
    const double got = sex == 1 ? m.local_women : m.local_men, all = m.women + m.men;
    cr_expect(near_relative(got, wanted, 1e-13), "case %d, %d: %.17g", number_of_case, sex, got);
    cr_expect(near_relative((m.women * m.local_women + m.men * m.local_men) / all,
                            m.mutual_information, 1e-12));
}

Test(segregation, of_either_sex_adds_up_to_that_of_all)
{
    cr_assert(eq(int, each_row("local", 0, check_local, NULL), 28));
}

static const char *part;

static void check_unit(int number_of_case, int i, double wanted, void *data)
{
    (void)data;
    const people p = read_case(number_of_case, 0);
    const gdcs_sex_arrays a = arrays_of(&p);
    double linkage[UNITS], information[UNITS], dissimilarity[UNITS];
    const gdcs_segregation_unit_arrays to = {.struct_size = sizeof to,
                                             .linkage = linkage,
                                             .mutual_information = information,
                                             .dissimilarity = dissimilarity};
    cr_assert(eq(i32, gdcs_segregation_measure_units(&a, p.n, &to, NULL), GDCS_OK));
    const double got = strcmp(part, "linkage") == 0            ? linkage[i]
                       : strcmp(part, "unit_information") == 0 ? information[i]
                                                               : dissimilarity[i];
    cr_expect(near_relative(got, wanted, 1e-13), "case %d, unit %d, %s: %.17g", number_of_case, i,
              part, got);
}

Test(segregation, of_units_agrees_with_fifty_digits)
{
    static const char *const kind[] = {"linkage", "unit_information", "unit_dissimilarity"};
    for (int k = 0; k < 3; k++) {
        part = kind[k];
        cr_assert(gt(int, each_row(kind[k], 0, check_unit, NULL), 70));
    }
}

Test(segregation, of_units_adds_up_and_says_that_an_empty_one_has_none)
{
    const people p = {.women = {4, 0, 11, 6}, .men = {9, 0, 2, 6}, .n = 4};
    const gdcs_sex_arrays a = arrays_of(&p);
    double share[4], women[4], linkage[4], information[4], dissimilarity[4], sum[3] = {0};
    const gdcs_segregation_unit_arrays to = {sizeof to, 0,           share,        women,
                                             linkage,   information, dissimilarity};
    cr_assert(eq(i32, gdcs_segregation_measure_units(&a, 4, &to, NULL), GDCS_OK));
    const gdcs_segregation_measures m = measure_all(&p);
    for (int i = 0; i < 4; i++) {
        sum[0] += share[i];
        sum[1] += information[i];
        sum[2] += dissimilarity[i];
    }
    cr_expect(near_relative(sum[0], 1, 1e-15) &&
              near_relative(sum[1], m.mutual_information, 1e-14));
    cr_expect(near_relative(sum[2], m.dissimilarity, 1e-14));
    cr_expect(isnan(women[1]) && isnan(linkage[1]) && share[1] == 0 && information[1] == 0);
    cr_expect(eq(u32, m.notes & GDCS_NOTE_EMPTY_UNIT, GDCS_NOTE_EMPTY_UNIT));
    cr_expect(m.units == 3 && m.empty == 1);
}

struct wanted_groups {
    double between, within, of_group[UNITS];
    int count;
};

static void put_between(int of_case, int i, double x, void *data)
{
    (void)of_case;
    (void)i;
    ((struct wanted_groups *)data)->between = x;
}

static void put_within(int of_case, int i, double x, void *data)
{
    (void)of_case;
    (void)i;
    ((struct wanted_groups *)data)->within = x;
}

static void put_of_group(int of_case, int i, double x, void *data)
{
    (void)of_case;
    struct wanted_groups *w = data;
    w->of_group[i] = x;
    w->count = i / 10 + 1;
}

Test(segregation, between_and_within_groups_agrees_with_fifty_digits)
{
    static const int cases[] = {1, 2, 5, 7, 8, 11, 12, 13};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct wanted_groups w = {0};
        each_row("between", cases[c], put_between, &w);
        each_row("within", cases[c], put_within, &w);
        each_row("of_group", cases[c], put_of_group, &w);
        const people p = read_case(cases[c], 0);
        const gdcs_sex_arrays a = arrays_of(&p);
        double share[9], m[9], h[9], between[9], within[9];
        const gdcs_segregation_group_arrays to = {sizeof to, 0, share, m, h, between, within};
        gdcs_segregation_nested r = {.struct_size = sizeof r};
        cr_assert(
            eq(i32, gdcs_segregation_decompose(&a, p.group, p.n, w.count, &r, &to, NULL), GDCS_OK));
        const double got[] = {r.mutual_information_between, r.mutual_information_within};
        /* what is 0 in exact arithmetic cancels in the reference too */
        cr_expect(near_relative(got[0], w.between, 1e-12) || fabs(w.between) < 1e-40);
        cr_expect(near_relative(got[1], w.within, 1e-12) || fabs(w.within) < 1e-40);
        for (int g = 0; g < w.count; g++) {
            const double each[] = {share[g], m[g], h[g], between[g], within[g]};
            for (int k = 0; k < 5; k++)
                cr_expect(near_relative(each[k], w.of_group[10 * g + k], 1e-12) ||
                              fabs(w.of_group[10 * g + k]) < 1e-40,
                          "case %d, group %d, %d: %.17g, not %.17g", cases[c], g, k, each[k],
                          w.of_group[10 * g + k]);
        }
        const gdcs_segregation_measures all = measure_all(&p);
        cr_expect(near_relative(r.mutual_information, all.mutual_information, 1e-12) ||
                  all.mutual_information < 1e-30);
        cr_expect(near_relative(r.theil_between + r.theil_within, r.theil, 1e-12) || r.theil == 0);
    }
}

static void check_change(int number_of_case, int number, double wanted, void *data)
{
    (void)data;
    const people before = read_case(number_of_case, 0), after = read_case(number_of_case, 1);
    const gdcs_sex_arrays one = arrays_of(&before), two = arrays_of(&after);
    const gdcs_segregation_options o = {.struct_size = sizeof o, .index = number / 100};
    gdcs_segregation_change r = {.struct_size = sizeof r};
    cr_assert(
        eq(i32, gdcs_segregation_decompose_change(&one, &two, before.n, &o, &r, NULL), GDCS_OK));
    const double got[] = {r.before, r.after, r.change, r.entered,
                          r.left,   r.women, r.units,  r.structure};
    /* parts are differences: their digits are those of the index */
    cr_expect(fabs(got[number % 100] - wanted) <= 1e-12 * fmax(r.before, r.after),
              "case %d, %d: %.17g, not %.17g", number_of_case, number, got[number % 100], wanted);
}

Test(segregation, changes_agree_with_margins_fitted_in_turn)
{
    cr_assert(eq(int, each_row("change", 0, check_change, NULL), 8 * 4 * 8));
}

Test(segregation, parts_of_a_change_add_up)
{
    static const int cases[] = {1, 2, 7, 8, 10, 11, 13, 14};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++)
        for (int index = 1; index <= 15; index++) {
            const people before = read_case(cases[c], 0), after = read_case(cases[c], 1);
            const gdcs_sex_arrays one = arrays_of(&before), two = arrays_of(&after);
            const gdcs_segregation_options o = {.struct_size = sizeof o, .index = index};
            gdcs_segregation_change r = {.struct_size = sizeof r};
            cr_assert(eq(i32, gdcs_segregation_decompose_change(&one, &two, before.n, &o, &r, NULL),
                         GDCS_OK));
            const double sum = r.entered + r.left + r.women + r.units + r.structure;
            cr_expect(fabs(sum - r.change) <= 1e-12 * fmax(r.before, r.after), "case %d, index %d",
                      cases[c], index);
        }
}

Test(segregation, a_change_of_size_and_share_alone_has_no_structure)
{
    /* odds ratios kept: odds 2, 1/2, 1 times anything */
    const people before = {.women = {20, 10, 30}, .men = {10, 20, 30}, .n = 3};
    const people after = {.women = {60, 6, 20}, .men = {10, 4, 10 * 2 / 3.0}, .n = 3};
    const gdcs_sex_arrays one = arrays_of(&before), two = arrays_of(&after);
    gdcs_segregation_change r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_segregation_decompose_change(&one, &two, 3, NULL, &r, NULL), GDCS_OK));
    cr_expect(eq(i32, r.index, GDCS_SEGREGATION_INDEX_MUTUAL_INFORMATION));
    cr_expect(fabs(r.structure) < 1e-12 && fabs(r.change) > 1e-3, "%g of %g", r.structure,
              r.change);
    cr_expect(r.entered == 0 && r.left == 0);
}

Test(segregation, a_change_that_no_table_joins_has_no_parts)
{
    const people before = {.women = {20, 0}, .men = {0, 20}, .n = 2};
    const people after = {.women = {60, 5}, .men = {10, 20}, .n = 2};
    const gdcs_sex_arrays one = arrays_of(&before), two = arrays_of(&after);
    gdcs_segregation_change r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_segregation_decompose_change(&one, &two, 2, NULL, &r, NULL), GDCS_OK));
    cr_expect(isnan(r.structure) && isnan(r.women) && isnan(r.units));
    cr_expect(eq(u32, r.notes & GDCS_NOTE_NOT_ESTIMABLE, GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(near_relative(r.change, r.after - r.before, 1e-15));
}
