/* Mirrors lib/stats/rate/contrast_table.c. */
#include "fail_alloc.h"
#include "stats/rate.h"
#include "support.h"

#include <string.h>

TestSuite(rate_contrast_table, .timeout = 60);

static gdcs_frame *contrasts(const gdcs_table *t, const gdcs_population *p,
                             const gdcs_rate_contrast_options *options)
{
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_rate_table_contrast(t, p, area_year, 2, options, &f, NULL), GDCS_OK));
    return f;
}

static void expect_rows(const gdcs_frame *f, int64_t row, gdcs_rate_counts women,
                        gdcs_rate_counts men, uint32_t more)
{
    gdcs_rate_contrast_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_rate_estimate_contrast(&women, &men, NULL, &r, NULL), GDCS_OK));
    const gdcs_estimate *e[] = {&r.ratio, &r.difference};
    const gdcs_bounds *b[] = {&r.ratio_bounds, &r.difference_bounds};
    static const char *const name[] = {
        "events_women", "events_men", "unknown",   "population_women", "population_men",
        "rate_women",   "rate_men",   "p_value",   "log10_p",          "value",
        "lower",        "upper",      "std_error", "bound_lower",      "bound_upper"};
    for (int i = 0; i < 2; i++, row++) {
        const double wanted[] = {women.events,    men.events,  women.unknown, women.population,
                                 men.population,  r.rate_a,    r.rate_b,      r.test.p_value,
                                 r.test.log10_p,  e[i]->value, e[i]->lower,   e[i]->upper,
                                 e[i]->std_error, b[i]->lower, b[i]->upper};
        for (int k = 0; k < 15; k++)
            cr_expect(near_relative(number(f, name[k], row), wanted[k], 0.0), "row %d, %s: %g",
                      (int)row, name[k], number(f, name[k], row));
        cr_expect_str_eq(word(f, "measure", row),
                         i == 0 ? "ratio_women_per_man" : "difference_women_minus_men");
        cr_expect_str_eq(word(f, "method", row), "score");
        cr_expect(eq(u32, notes(f, row) & more, more), "row %d", (int)row);
    }
}

Test(rate_contrast_table, rows_are_the_scalar_form_on_the_population_of_each_sex)
{
    gdcs_table *t = prisoners();
    gdcs_population *p = residents();
    gdcs_frame *f = contrasts(t, p, NULL);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 6));
    expect_rows(f, 0, (gdcs_rate_counts){506, 10, 4.4e6}, (gdcs_rate_counts){8200, 10, 4.2e6},
                GDCS_NOTE_NOT_PERSONS | GDCS_NOTE_OTHER_PRESENT | GDCS_NOTE_UNKNOWN_PRESENT);
    expect_rows(f, 2, (gdcs_rate_counts){12, 3, 4.5e6}, (gdcs_rate_counts){0, 3, 4.3e6},
                GDCS_NOTE_INTERPOLATED | GDCS_NOTE_TOTAL_EXCEEDS | GDCS_NOTE_ZERO_CELL);
    cr_expect(isinf(number(f, "value", 2)) && isinf(number(f, "upper", 2)));
    for (int64_t row = 4; row < 6; row++) {
        cr_expect_str_eq(word(f, "country", row), "CZ");
        cr_expect(isnan(number(f, "value", row)) && isnan(number(f, "bound_upper", row)));
        cr_expect(eq(u32, notes(f, row), GDCS_NOTE_NO_POPULATION | GDCS_NOTE_NOT_ESTIMABLE));
    }
    gdcs_frame_free(f);
    gdcs_table_free(t);
    gdcs_population_free(p);
}

Test(rate_contrast_table, is_as_sensitive_as_the_population_if_that_is_more_so)
{
    gdcs_table *t = prisoners();
    gdcs_population *p = residents(), *protected_ones = protected_residents();
    gdcs_frame *f = contrasts(t, p, NULL), *g = contrasts(t, protected_ones, NULL);
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(f), GDCS_SENSITIVITY_PUBLIC));
    cr_expect(eq(i32, column(g, "value").sensitivity, GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, column(g, "population_men").sensitivity, GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, column(g, "country").sensitivity, GDCS_SENSITIVITY_PUBLIC));
    gdcs_frame_free(f);
    gdcs_frame_free(g);
    gdcs_table_free(t);
    gdcs_population_free(p);
    gdcs_population_free(protected_ones);
}

/* A table of one group: women in [0], men in [1], unknown in [2]. */
static gdcs_table *one_group(const gdcs_bounds cells[3])
{
    static const char *const sex[] = {"F", "M", "_U"};
    const axis axes[] = {area, year};
    gdcs_table *t = table_new(axes, 2);
    for (int i = 0; i < 3; i++)
        if (cells[i].lower == cells[i].upper)
            put(t, "AT", "2018", sex[i], cells[i].lower);
        else
            put_interval(t, "AT", "2018", sex[i], cells[i].lower, cells[i].upper);
    return t;
}

Test(rate_contrast_table, widening_a_cell_never_narrows_the_bounds)
{
    static const gdcs_bounds steps[] = {{5, 5}, {4, 6}, {1, 9}, {0, INFINITY}};
    gdcs_population *p = residents();
    for (int cell = 0; cell < 3; cell++)
        for (int start = 0; start < 27; start++) {
            gdcs_bounds cells[3] = {steps[start % 3], steps[start / 3 % 3], steps[start / 9]};
            double lower[2] = {INFINITY, INFINITY}, upper[2] = {-INFINITY, -INFINITY};
            for (int step = 0; step < 4; step++) {
                cells[cell] = steps[step];
                gdcs_table *t = one_group(cells);
                gdcs_frame *f = contrasts(t, p, NULL);
                for (int64_t row = 0; row < 2; row++) {
                    const double low = number(f, "bound_lower", row);
                    const double high = number(f, "bound_upper", row);
                    cr_expect(low <= lower[row] && high >= upper[row],
                              "cell %d start %d step %d: %g %g", cell, start, step, low, high);
                    lower[row] = low;
                    upper[row] = high;
                }
                gdcs_frame_free(f);
                gdcs_table_free(t);
            }
        }
    gdcs_population_free(p);
}

Test(rate_contrast_table, inexact_cells_have_bounds_and_no_value)
{
    static const gdcs_bounds cells[] = {{1, 9}, {91, 91}, {2, 2}};
    gdcs_table *t = one_group(cells);
    gdcs_population *p = residents();
    gdcs_frame *f = contrasts(t, p, NULL);
    cr_expect(isnan(number(f, "value", 0)) && isnan(number(f, "p_value", 1)));
    cr_expect(near_relative(number(f, "bound_lower", 0), 1 / 4.4 / (93 / 4.2), 1e-14));
    cr_expect(near_relative(number(f, "bound_upper", 0), 11 / 4.4 / (91 / 4.2), 1e-14));
    cr_expect(near_relative(number(f, "bound_lower", 1), 0.1 * (1 / 4.4 - 93 / 4.2), 1e-13));
    cr_expect(eq(u32, notes(f, 1),
                 GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_INTERVAL_CELL | GDCS_NOTE_UNKNOWN_PRESENT));
    gdcs_frame_free(f);
    gdcs_table_free(t);
    gdcs_population_free(p);
}

Test(rate_contrast_table, says_what_was_done)
{
    const gdcs_rate_contrast_options o = {
        .struct_size = sizeof o, .method = 1, .level = 0.9, .per = 1000};
    gdcs_table *t = prisoners();
    gdcs_population *p = residents();
    gdcs_frame *f = contrasts(t, p, &o);
    cr_expect_str_eq(gdcs_frame_get_meta(f, GDCS_META_METHOD),
                     "Rate of women to that of men, each per 1000 persons of the same sex; limits "
                     "90 %: exact conditional for ratios, MOVER of exact for differences; bounds "
                     "hold whatever the sex of the unknown.");
    cr_expect_str_eq(column(f, "rate_men").unit, "per 1000");
    gdcs_frame_free(f);
    gdcs_table_free(t);
    gdcs_population_free(p);
}

Test(rate_contrast_table, refuses_what_does_not_fit)
{
    static const char *const twice[] = {"country", "country"}, *const none[] = {"court"};
    const gdcs_rate_contrast_options sizeless = {.method = 1};
    const gdcs_rate_contrast_options bad = {.struct_size = sizeof bad, .method = 77};
    gdcs_table *t = prisoners();
    gdcs_population *p = residents();
    gdcs_frame *f = NULL;
    const struct {
        const gdcs_table *table;
        const gdcs_population *population;
        const char *const *keep;
        int32_t n;
        const gdcs_rate_contrast_options *options;
        gdcs_status status;
    } row[] = {{NULL, p, area_year, 2, NULL, GDCS_E_ARGUMENT},
               {t, NULL, area_year, 2, NULL, GDCS_E_ARGUMENT},
               {t, p, NULL, 2, NULL, GDCS_E_ARGUMENT},
               {t, p, area_year, -1, NULL, GDCS_E_ARGUMENT},
               {t, p, area_year, 2, &sizeless, GDCS_E_STRUCT},
               {t, p, area_year, 2, &bad, GDCS_E_OPTION},
               {t, p, none, 1, NULL, GDCS_E_NAME},
               {t, p, twice, 2, NULL, GDCS_E_DUPLICATE},
               {t, p, area_year, 1, NULL, GDCS_E_SHAPE}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        cr_expect(eq(i32,
                     gdcs_rate_table_contrast(row[i].table, row[i].population, row[i].keep,
                                              row[i].n, row[i].options, &f, NULL),
                     row[i].status),
                  "row %zu", i);
    cr_expect(
        eq(i32, gdcs_rate_table_contrast(t, p, area_year, 2, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect_null(f);
    gdcs_table_free(t);
    gdcs_population_free(p);
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
        gdcs_rate_table_contrast(in->table, in->population, area_year, 2, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(rate_contrast_table, survives_every_failing_allocation)
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
