/* Mirrors lib/stats/gap/known.c. */
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/gap.h>
#include <gdcs/share.h>
#include <math.h>
#include <string.h>

TestSuite(gap_known, .timeout = 20);

static const gdcs_sex_counts protected = {.women = 42, .men = 850, .unknown = 31};

static gdcs_gap_result against(gdcs_sex_counts a, gdcs_bounds known, int32_t method)
{
    const gdcs_gap_options o = {.struct_size = sizeof o, .method = method};
    gdcs_gap_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_gap_estimate_known(&a, &known, &o, &r, NULL), GDCS_OK));
    return r;
}

Test(gap_known, moves_and_divides_the_limits_of_the_share)
{
    const struct {
        int32_t gap;
        int32_t share;
    } methods[] = {{GDCS_GAP_METHOD_DEFAULT, GDCS_SHARE_METHOD_WILSON},
                   {GDCS_GAP_METHOD_NEWCOMBE, GDCS_SHARE_METHOD_WILSON},
                   {GDCS_GAP_METHOD_EXACT, GDCS_SHARE_METHOD_CLOPPER_PEARSON}};
    const gdcs_sex_counts cases[] = {{42, 850, 0, 31, 0}, {0, 17, 0, 0, 0},     {17, 0, 0, 2, 0},
                                     {1, 0, 0, 0, 0},     {1e9, 3e8, 5, 77, 3}, {3, 1184, 1, 0, 9}};
    const double known = 0.2371;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t m = 0; m < 3; m++) {
            const gdcs_share_options o = {.struct_size = sizeof o, .method = methods[m].share};
            const gdcs_gap_result r =
                against(cases[i], (gdcs_bounds){known, known}, methods[m].gap);
            gdcs_share_result s = {.struct_size = sizeof s};
            cr_assert(eq(i32, gdcs_share_estimate(&cases[i], &o, &s, NULL), GDCS_OK));
            cr_expect(eq(dbl, r.difference.value, s.share.value - known), "case %zu", i);
            cr_expect(eq(dbl, r.difference.lower, s.share.lower - known), "case %zu", i);
            cr_expect(eq(dbl, r.difference.upper, s.share.upper - known), "case %zu", i);
            cr_expect(eq(dbl, r.ratio.value, s.share.value / known), "case %zu", i);
            cr_expect(eq(dbl, r.ratio.lower, s.share.lower / known), "case %zu", i);
            cr_expect(eq(dbl, r.ratio.upper, s.share.upper / known), "case %zu", i);
            cr_expect(near_relative(r.difference.std_error, s.share.std_error, 1e-14));
            cr_expect(near_relative(r.ratio.std_error, s.share.std_error / known, 1e-14));
            cr_expect(eq(dbl, r.difference_bounds.lower, s.bounds.lower - known), "case %zu", i);
            cr_expect(eq(dbl, r.difference_bounds.upper, s.bounds.upper - known), "case %zu", i);
            cr_expect(eq(dbl, r.n_b, INFINITY));
            cr_expect(eq(dbl, r.share_b, known));
        }
}

/* An independent route: the second sample of the two-sample score limits so large that it is known. */
Test(gap_known, is_the_limit_of_an_infinite_second_sample)
{
    const gdcs_part a = {42, 892}, b = {2e14, 1e15};
    const gdcs_gap_result r = against((gdcs_sex_counts){.women = 42, .men = 850},
                                      (gdcs_bounds){0.2, 0.2}, GDCS_GAP_METHOD_DEFAULT);
    gdcs_gap_result two = {.struct_size = sizeof two};
    cr_assert(eq(i32, gdcs_gap_estimate(&a, &b, NULL, &two, NULL), GDCS_OK));
    cr_expect(near_relative(r.difference.lower, two.difference.lower, 1e-9));
    cr_expect(near_relative(r.difference.upper, two.difference.upper, 1e-9));
    cr_expect(near_relative(r.ratio.lower, two.ratio.lower, 1e-9));
    cr_expect(near_relative(r.ratio.upper, two.ratio.upper, 1e-9));
}

Test(gap_known, of_an_interval_only_bounds_are_known)
{
    const gdcs_gap_result r = against(protected, (gdcs_bounds){0.0, 0.4}, 0);
    cr_expect(isnan(r.difference.value) && isnan(r.difference.lower) && isnan(r.ratio.upper));
    cr_expect(isnan(r.share_b));
    cr_expect(near_relative(r.difference_bounds.lower, 42.0 / 923.0 - 0.4, 1e-15));
    cr_expect(near_relative(r.difference_bounds.upper, 73.0 / 923.0, 1e-15));
    cr_expect(near_relative(r.ratio_bounds.lower, 42.0 / 923.0 / 0.4, 1e-15));
    cr_expect(eq(dbl, r.ratio_bounds.upper, INFINITY));
    cr_expect(eq(u32, r.notes,
                 GDCS_NOTE_UNKNOWN_PRESENT | GDCS_NOTE_INTERVAL_CELL | GDCS_NOTE_NOT_ESTIMABLE));
}

/* Every allocation of the unknown, and every share of the interval, lies inside; the ends are met. */
Test(gap_known, bounds_hold_whatever_is_not_known)
{
    const gdcs_sex_counts a = {.women = 3, .men = 8, .unknown = 4};
    const gdcs_gap_result r = against(a, (gdcs_bounds){0.25, 0.5}, 0);
    double least = INFINITY, most = -INFINITY;
    for (int women = 0; women <= 4; women++)
        for (int i = 0; i <= 10; i++) {
            const double d = (3.0 + women) / 15.0 - (0.25 + 0.025 * i);
            least = d < least ? d : least;
            most = d > most ? d : most;
        }
    cr_expect(near_relative(r.difference_bounds.lower, least, 1e-14));
    cr_expect(near_relative(r.difference_bounds.upper, most, 1e-14));
}

Test(gap_known, against_a_share_of_zero_the_ratio_is_infinite_or_nothing)
{
    const gdcs_gap_result some = against(protected, (gdcs_bounds){0.0, 0.0}, 0);
    const gdcs_gap_result none = against((gdcs_sex_counts){.men = 30}, (gdcs_bounds){0.0, 0.0}, 0);
    cr_expect(eq(dbl, some.ratio.value, INFINITY));
    cr_expect(eq(dbl, some.ratio.upper, INFINITY));
    cr_expect(0 != (some.notes & GDCS_NOTE_UPPER_INFINITE));
    cr_expect(isnan(none.ratio.value) && (none.notes & GDCS_NOTE_NOT_ESTIMABLE) != 0);
    cr_expect(eq(dbl, none.ratio.lower, 0.0));
    cr_expect(eq(dbl, none.difference.value, 0.0));
}

Test(gap_known, wrong_input_is_refused_by_name)
{
    const gdcs_bounds good = {0.2, 0.2};
    const gdcs_bounds wrong[] = {{-0.1, 0.2}, {0.3, 0.2}, {0.2, 1.1}, {NAN, 0.2}, {0.2, NAN}};
    const gdcs_sex_counts nobody = {.unknown = 5}, half = {.women = 1.5, .men = 2};
    const gdcs_sex_counts negative = {.women = -1, .men = 2};
    const gdcs_gap_options exact = {.struct_size = sizeof exact, .method = GDCS_GAP_METHOD_EXACT};
    const gdcs_gap_options odd = {.struct_size = sizeof odd, .method = 99};
    gdcs_gap_result r = {.struct_size = sizeof r, .n_a = 4711}, small = {.struct_size = 8};
    gdcs_error err = {.struct_size = sizeof err};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        cr_expect(
            eq(i32, gdcs_gap_estimate_known(&protected, &wrong[i], NULL, &r, &err), GDCS_E_VALUE));
        cr_expect(eq(str, err.field, "known"));
    }
    cr_expect(eq(i32, gdcs_gap_estimate_known(NULL, &good, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_estimate_known(&protected, NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_gap_estimate_known(&protected, &good, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_estimate_known(&nobody, &good, NULL, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_gap_estimate_known(&negative, &good, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_gap_estimate_known(&half, &good, &exact, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_gap_estimate_known(&protected, &good, &odd, &r, NULL), GDCS_E_OPTION));
    cr_expect(
        eq(i32, gdcs_gap_estimate_known(&protected, &good, NULL, &small, NULL), GDCS_E_STRUCT));
    cr_expect(eq(dbl, r.n_a, 4711.0));
}

/* year x sex: 2016 exact, 2022 with women missing. */
static gdcs_table *two_years(void)
{
    const gdcs_axis year = {
        .struct_size = sizeof year, .concept_id = GDCS_CONCEPT_PERIOD, .name = "year"};
    const gdcs_axis sex = {
        .struct_size = sizeof sex, .concept_id = GDCS_CONCEPT_SEX, .name = "sex"};
    const char *const cells[][2] = {{"2016", "F"}, {"2016", "M"}, {"2016", "_U"}, {"2022", "M"}};
    const double counts[] = {42, 850, 31, 500};
    const gdcs_table_options options = {.struct_size = sizeof options,
                                        .absent = GDCS_ABSENT_MISSING};
    gdcs_table *table = NULL;
    cr_assert(eq(i32, gdcs_table_new(&options, &table, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(table, &year, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(table, &sex, NULL), GDCS_OK));
    for (int i = 0; i < 4; i++)
        cr_assert(eq(i32, gdcs_table_add(table, cells[i], counts[i], NULL), GDCS_OK));
    return table;
}

static double number(const gdcs_frame *frame, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(frame, gdcs_frame_find(frame, name), &c, NULL), GDCS_OK));
    return c.type == GDCS_TYPE_INT64 ? (double)c.integers[row] : c.doubles[row];
}

Test(gap_known, the_table_has_the_rows_of_the_scalar_form)
{
    const char *const keep[] = {"year"};
    const gdcs_bounds known = {0.2, 0.2};
    const gdcs_gap_result r = against(protected, known, 0);
    gdcs_table *table = two_years();
    gdcs_frame *frame = NULL;
    cr_assert(eq(i32, gdcs_gap_table_known(table, &known, keep, 1, NULL, &frame, NULL), GDCS_OK));
    cr_expect(eq(i64, gdcs_frame_count_rows(frame), 4));
    cr_expect(eq(dbl, number(frame, "value", 0), r.difference.value));
    cr_expect(eq(dbl, number(frame, "upper", 0), r.difference.upper));
    cr_expect(eq(dbl, number(frame, "lower", 1), r.ratio.lower));
    cr_expect(eq(dbl, number(frame, "bound_upper", 1), r.ratio_bounds.upper));
    cr_expect(isnan(number(frame, "value", 2)));
    cr_expect(near_relative(number(frame, "bound_lower", 2), -0.2, 1e-15));
    cr_expect(near_relative(number(frame, "bound_upper", 2), 0.8, 1e-15));
    cr_expect(0 != ((uint32_t)number(frame, "notes", 2) & GDCS_NOTE_MISSING_CELL));
    cr_expect(strstr(gdcs_frame_get_meta(frame, GDCS_META_METHOD), "95 %") != NULL);
    gdcs_frame_free(frame);
    gdcs_table_free(table);
}

Test(gap_known, the_table_refuses_as_the_others_do)
{
    const char *const twice[] = {"year", "year"}, *const none[] = {"age"}, *const sex[] = {"sex"};
    const gdcs_bounds known = {0.2, 0.2}, wrong = {0.4, 0.2};
    const gdcs_gap_options odd = {.struct_size = sizeof odd, .method = 99};
    const gdcs_gap_options small = {.struct_size = 4};
    gdcs_table *table = two_years();
    gdcs_frame *f = NULL;
    cr_expect(
        eq(i32, gdcs_gap_table_known(NULL, &known, NULL, 0, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_table_known(table, NULL, NULL, 0, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_gap_table_known(table, &known, NULL, 0, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_table_known(table, &wrong, NULL, 0, NULL, &f, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_gap_table_known(table, &known, NULL, 0, &odd, &f, NULL), GDCS_E_OPTION));
    cr_expect(
        eq(i32, gdcs_gap_table_known(table, &known, NULL, 0, &small, &f, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_gap_table_known(table, &known, none, 1, NULL, &f, NULL), GDCS_E_NAME));
    cr_expect(
        eq(i32, gdcs_gap_table_known(table, &known, twice, 2, NULL, &f, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, gdcs_gap_table_known(table, &known, sex, 1, NULL, &f, NULL), GDCS_E_SHAPE));
    cr_expect(f == NULL);
    gdcs_table_free(table);
}
