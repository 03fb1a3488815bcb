/* Mirrors lib/stats/rate/table.c. */
#include "fail_alloc.h"
#include "stats/rate.h"
#include "support.h"

#include <string.h>

TestSuite(rate_table, .timeout = 60);

static gdcs_frame *rates(const gdcs_table *t, const gdcs_population *p, const char *const *keep,
                         int32_t n)
{
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_rate_table(t, p, keep, n, NULL, &f, NULL), GDCS_OK));
    return f;
}

static void expect_row(const gdcs_frame *f, int64_t row, const char *sex, gdcs_rate_counts counts,
                       uint32_t more)
{
    static const char *const name[] = {"events", "unknown",   "population",  "value",      "lower",
                                       "upper",  "std_error", "bound_lower", "bound_upper"};
    gdcs_rate_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_rate_estimate(&counts, NULL, &r, NULL), GDCS_OK));
    const double wanted[] = {r.events,         r.unknown,      r.population,
                             r.rate.value,     r.rate.lower,   r.rate.upper,
                             r.rate.std_error, r.bounds.lower, r.bounds.upper};
    for (int i = 0; i < 9; i++)
        cr_expect(number(f, name[i], row) == wanted[i], "row %d, %s: %g, wanted %g", (int)row,
                  name[i], number(f, name[i], row), wanted[i]);
    cr_expect_str_eq(word(f, "sex", row), sex, "row %d", (int)row);
    cr_expect(eq(u32, notes(f, row), r.notes | more), "row %d", (int)row);
    cr_expect_str_eq(word(f, "method", row), "exact Poisson");
}

Test(rate_table, rows_are_the_scalar_form_on_the_population_of_the_same_sex)
{
    gdcs_table *t = prisoners();
    gdcs_population *p = residents();
    gdcs_frame *f = rates(t, p, area_year, 2);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 9));
    const uint32_t z = GDCS_NOTE_NOT_PERSONS, o = GDCS_NOTE_OTHER_PRESENT;
    expect_row(f, 0, "F", (gdcs_rate_counts){506, 10, 4.4e6}, z | o);
    expect_row(f, 1, "M", (gdcs_rate_counts){8200, 10, 4.2e6}, z | o);
    expect_row(f, 2, "_T", (gdcs_rate_counts){8718, 0, 8.6e6}, z);
    cr_expect_str_eq(word(f, "country", 2), "AT");
    cr_expect_str_eq(word(f, "year", 2), "2018");
    gdcs_frame_free(f);
    gdcs_table_free(t);
    gdcs_population_free(p);
}

Test(rate_table, years_between_are_interpolated_and_totals_add_the_unknown)
{
    gdcs_table *t = prisoners();
    gdcs_population *p = residents();
    gdcs_frame *f = rates(t, p, area_year, 2);
    const uint32_t more = GDCS_NOTE_INTERPOLATED | GDCS_NOTE_TOTAL_EXCEEDS;
    expect_row(f, 3, "F", (gdcs_rate_counts){12, 3, 4.5e6}, more);
    expect_row(f, 4, "M", (gdcs_rate_counts){0, 3, 4.3e6}, more);
    expect_row(f, 5, "_T", (gdcs_rate_counts){15, 0, 8.8e6}, more);
    gdcs_frame_free(f);
    gdcs_table_free(t);
    gdcs_population_free(p);
}

Test(rate_table, is_as_sensitive_as_the_population_if_that_is_more_so)
{
    gdcs_table *t = prisoners();
    gdcs_population *p = residents(), *protected_ones = protected_residents();
    gdcs_frame *f = rates(t, p, area_year, 2), *g = rates(t, protected_ones, area_year, 2);
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(f), GDCS_SENSITIVITY_PUBLIC));
    cr_expect(eq(i32, column(g, "value").sensitivity, GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, column(g, "population").sensitivity, GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, column(g, "country").sensitivity, GDCS_SENSITIVITY_PUBLIC));
    gdcs_frame_free(f);
    gdcs_frame_free(g);
    gdcs_table_free(t);
    gdcs_population_free(p);
    gdcs_population_free(protected_ones);
}

Test(rate_table, a_group_without_population_has_rows_and_a_note)
{
    gdcs_table *t = prisoners();
    gdcs_population *p = residents();
    gdcs_frame *f = rates(t, p, area_year, 2);
    for (int64_t row = 6; row < 9; row++) {
        cr_expect_str_eq(word(f, "country", row), "CZ");
        cr_expect(number(f, "events", row) > 0 && isnan(number(f, "population", row)));
        cr_expect(isnan(number(f, "value", row)) && isnan(number(f, "bound_upper", row)));
        cr_expect(eq(u32, notes(f, row), GDCS_NOTE_NO_POPULATION | GDCS_NOTE_NOT_ESTIMABLE));
    }
    gdcs_frame_free(f);
    gdcs_table_free(t);
    gdcs_population_free(p);
}

Test(rate_table, inexact_cells_have_bounds_and_no_value)
{
    const axis axes[] = {area, year};
    gdcs_table *t = table_new(axes, 2);
    gdcs_population *p = residents();
    put_interval(t, "AT", "2018", "F", 1, 9);
    put(t, "AT", "2018", "M", 91);
    put(t, "AT", "2018", "_U", 2);
    put(t, "BE", "2018", "M", 60);
    put_interval(t, "BE", "2018", "F", 0, INFINITY);
    put(t, "BE", "2018", "_Z", 7);
    put(t, "BE", "2018", "_T", 107);
    gdcs_frame *f = rates(t, p, area_year, 2);
    static const struct {
        double value, least, most, population;
    } row[] = {{NAN, 1, 11, 4.4e6}, {91, 91, 93, 4.2e6},  {NAN, 94, 102, 8.6e6},
               {NAN, 0, 40, 5.8e6}, {60, 60, 100, 5.6e6}, {100, 100, 100, 11.4e6}};
    for (int64_t i = 0; i < 6; i++) {
        const double scale = 1e5 / row[i].population;
        cr_expect(near_relative(number(f, "value", i), row[i].value * scale, 1e-15), "row %d",
                  (int)i);
        cr_expect(near_relative(number(f, "bound_lower", i), row[i].least * scale, 1e-15), "row %d",
                  (int)i);
        cr_expect(near_relative(number(f, "bound_upper", i), row[i].most * scale, 1e-15), "row %d",
                  (int)i);
        cr_expect(eq(u32, notes(f, i) & GDCS_NOTE_NOT_ESTIMABLE,
                     isnan(row[i].value) ? GDCS_NOTE_NOT_ESTIMABLE : 0),
                  "row %d", (int)i);
    }
    cr_expect(eq(u32, notes(f, 0),
                 GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_INTERVAL_CELL | GDCS_NOTE_UNKNOWN_PRESENT));
    cr_expect(eq(u32, notes(f, 3),
                 GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_MISSING_CELL | GDCS_NOTE_NOT_PERSONS |
                     GDCS_NOTE_UNKNOWN_PRESENT));
    gdcs_frame_free(f);
    gdcs_table_free(t);
    gdcs_population_free(p);
}

Test(rate_table, other_axes_do_not_choose_the_population_and_ages_total_is_all_ages)
{
    const axis axes[] = {age, offence}, ages[] = {age, area};
    static const char *const keep[] = {"offence", "age"};
    gdcs_table *t = table_new(axes, 2), *by_age = table_new(ages, 2);
    put(by_age, "0-17", "AT", "F", 8e5);
    put(by_age, "18-", "AT", "F", 3e6);
    gdcs_table *slice = NULL;
    cr_assert(eq(i32, gdcs_table_slice(by_age, "country", "AT", &slice, NULL), GDCS_OK));
    gdcs_table_free(by_age);
    gdcs_population *p = population_of(slice, 0);
    put(t, "18-", "theft", "F", 90);
    put(t, "TOTAL", "theft", "F", 100);
    gdcs_frame *f = rates(t, p, keep, 2);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 6));
    cr_expect_str_eq(word(f, "age", 0), "18-");
    cr_expect(number(f, "population", 0) == 3e6);
    cr_expect_str_eq(word(f, "age", 3), "TOTAL");
    cr_expect(number(f, "population", 3) == 3.8e6);
    gdcs_frame_free(f);
    gdcs_table_free(t);
    gdcs_population_free(p);
}

Test(rate_table, says_what_was_done_and_keeps_what_the_table_says)
{
    gdcs_table *t = prisoners();
    gdcs_population *p = residents();
    cr_assert(eq(i32, gdcs_table_set_meta(t, GDCS_META_SOURCE, "An office", NULL), GDCS_OK));
    static const struct {
        gdcs_rate_options options;
        const char *unit, *sentence;
    } row[] = {
        {{.method = 0},
         "per 100 000",
         "Rate per 100 000 persons of the same sex; 95 % exact Poisson"},
        {{.method = 2, .per = 1000},
         "per 1000",
         "Rate per 1000 persons of the same sex; 95 % Byar"},
        {{.method = 3, .per = 1e6, .level = 0.9},
         "per 1 000 000",
         "Rate per 1 000 000 persons of the same sex; 90 % mid-P"},
        {{.method = 1, .per = 0.5, .alpha = 0.01},
         "per 0.5",
         "Rate per 0.5 persons of the same sex; 99 % exact Poisson"},
        {{.method = 1, .per = 12345.25}, "per 12345.25", "Rate per 12345.25 persons"},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        gdcs_rate_options o = row[i].options;
        gdcs_frame *f = NULL;
        o.struct_size = sizeof o;
        cr_assert(eq(i32, gdcs_rate_table(t, p, area_year, 2, &o, &f, NULL), GDCS_OK));
        const char *sentence = gdcs_frame_get_meta(f, GDCS_META_METHOD);
        cr_expect(eq(int, strncmp(sentence, row[i].sentence, strlen(row[i].sentence)), 0), "%s",
                  sentence);
        cr_expect_str_eq(column(f, "value").unit, row[i].unit);
        cr_expect_str_eq(column(f, "bound_upper").unit, row[i].unit);
        cr_expect_str_eq(gdcs_frame_get_meta(f, GDCS_META_SOURCE), "An office");
        gdcs_frame_free(f);
    }
    gdcs_table_free(t);
    gdcs_population_free(p);
}

static gdcs_status of_axes(const axis *axes, int n, const gdcs_population *p,
                           const char *const *keep, int32_t count)
{
    gdcs_table *t = table_new(axes, n);
    gdcs_frame *f = NULL;
    const gdcs_status status = gdcs_rate_table(t, p, keep, count, NULL, &f, NULL);
    gdcs_frame_free(f);
    gdcs_table_free(t);
    return status;
}

Test(rate_table, refuses_a_population_that_does_not_fit)
{
    const axis other_area = {"region", GDCS_CONCEPT_AREA, NULL};
    const axis three[] = {area, year, age}, two_areas[] = {area, year, other_area};
    static const char *const keep[] = {"country", "year", "age"};
    static const char *const areas[] = {"country", "year", "region"};
    gdcs_population *p = residents();
    cr_expect(eq(i32, of_axes(three, 3, p, keep, 2), GDCS_OK));
    cr_expect(eq(i32, of_axes(three, 3, p, keep, 1), GDCS_E_SHAPE));
    cr_expect(eq(i32, of_axes(three, 3, p, keep + 1, 1), GDCS_E_SHAPE));
    cr_expect(eq(i32, of_axes(three, 3, p, keep, 3), GDCS_E_SHAPE));
    cr_expect(eq(i32, of_axes(two_areas, 3, p, areas, 3), GDCS_E_SHAPE));
    gdcs_population_free(p);
}

Test(rate_table, refuses_what_does_not_fit)
{
    static const char *const twice[] = {"country", "country"}, *const none[] = {"court"};
    static const char *const sex[] = {"country", "year", "sex"}, *const clash[] = {"events"};
    const axis events = {"events", GDCS_CONCEPT_GROUP, NULL};
    const gdcs_rate_options sizeless = {.method = 1}, bad = {.struct_size = sizeof bad, .per = -1};
    gdcs_table *t = prisoners(), *sexless = NULL;
    gdcs_population *p = residents(), *everybody = population_of(table_new(NULL, 0), 0);
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_table_slice(t, "sex", "F", &sexless, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_rate_table(NULL, p, area_year, 2, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_table(t, NULL, area_year, 2, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_table(t, p, area_year, 2, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_table(t, p, NULL, 2, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_table(t, p, area_year, -1, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_table(t, p, area_year, 2, &sizeless, &f, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_rate_table(t, p, area_year, 2, &bad, &f, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_rate_table(t, p, none, 1, NULL, &f, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_rate_table(t, p, twice, 2, NULL, &f, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, gdcs_rate_table(t, p, sex, 3, NULL, &f, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, gdcs_rate_table(sexless, p, area_year, 2, NULL, &f, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, of_axes(&events, 1, everybody, clash, 1), GDCS_E_DUPLICATE));
    cr_expect_null(f);
    gdcs_table_free(t);
    gdcs_table_free(sexless);
    gdcs_population_free(p);
    gdcs_population_free(everybody);
}

typedef struct inputs {
    gdcs_table *table;
    gdcs_population *population;
} inputs;

static gdcs_status make_and_free(void *data)
{
    const inputs *in = data;
    gdcs_frame *f = NULL;
    const gdcs_status status =
        gdcs_rate_table(in->table, in->population, area_year, 2, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(rate_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    inputs in = {prisoners(), residents()};
    const fail_alloc_report r = fail_alloc_each(make_and_free, &in);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(in.table);
    gdcs_population_free(in.population);
}
