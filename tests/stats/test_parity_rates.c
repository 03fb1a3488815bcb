/* Mirrors gdcs_parity_table_rates() of lib/stats/parity/index.c. */
#include "fail_alloc.h"
#include "stats/rate.h"
#include "support.h"

#include <gdcs/parity.h>

TestSuite(parity_rates, .timeout = 60);

static gdcs_frame *indices(const gdcs_table *t, const gdcs_population *p)
{
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_parity_table_rates(t, p, area_year, 2, NULL, &f, NULL), GDCS_OK));
    return f;
}

static void expect_row(const gdcs_frame *f, int64_t row, const char *measure,
                       const gdcs_estimate *e)
{
    cr_expect_str_eq(word(f, "measure", row), measure);
    cr_expect_str_eq(word(f, "method", row), "score");
    cr_expect(near_relative(number(f, "value", row), e->value, 1e-14));
    cr_expect(near_relative(number(f, "lower", row), e->lower, 1e-12));
    cr_expect(near_relative(number(f, "upper", row), e->upper, 1e-12));
    cr_expect(near_relative(number(f, "std_error", row), e->std_error, 1e-12));
}

Test(parity_rates, rows_are_the_scalar_form_on_the_population_of_each_sex)
{
    gdcs_table *t = prisoners();
    gdcs_population *p = residents();
    gdcs_frame *f = indices(t, p);
    const gdcs_parity_options rates = {.struct_size = sizeof rates, .of = GDCS_PARITY_OF_RATES};
    const gdcs_part women = {506, 4.4e6}, men = {8200, 4.2e6};
    gdcs_parity_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_parity_estimate(&women, &men, &rates, &r, NULL), GDCS_OK));
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 6));
    expect_row(f, 0, "gpi", &r.gpi);
    expect_row(f, 1, "gpia", &r.gpia);
    cr_expect(near_relative(number(f, "bound_upper", 0), 516 / 4.4e6 / (8200 / 4.2e6), 1e-12));
    cr_expect(eq(dbl, number(f, "bound_upper", 1), number(f, "bound_upper", 0)));
    /* No men among them: the index is infinite, the adjusted 2. */
    cr_expect(isinf(number(f, "value", 2)) && number(f, "value", 3) == 2.0);
    cr_expect(isnan(number(f, "value", 4)) && notes(f, 5) == notes(f, 4));
    gdcs_frame_free(f);
    gdcs_table_free(t);
    gdcs_population_free(p);
}

Test(parity_rates, widening_a_cell_never_narrows_the_bounds)
{
    static const gdcs_bounds steps[] = {{50, 50}, {40, 60}, {10, 90}, {0, INFINITY}};
    static const char *const sexes[] = {"F", "M", "_U"};
    const axis axes[] = {area, year};
    gdcs_population *p = residents();
    for (int cell = 0; cell < 3; cell++) {
        gdcs_frame *before = NULL;
        for (int step = 0; step < 4; step++) {
            gdcs_table *t = table_new(axes, 2);
            for (int sex = 0; sex < 3; sex++) {
                const gdcs_bounds b = steps[sex == cell ? step : 0];
                if (b.lower == b.upper)
                    put(t, "AT", "2020", sexes[sex], b.lower);
                else
                    put_interval(t, "AT", "2020", sexes[sex], b.lower, b.upper);
            }
            gdcs_frame *after = indices(t, p);
            if (before != NULL)
                expect_no_narrower(before, after, sexes[cell]);
            cr_expect(number(after, "bound_upper", 1) <= 2.0);
            cr_expect(number(after, "bound_lower", 0) >= 0.0);
            gdcs_frame_free(before);
            gdcs_table_free(t);
            before = after;
        }
        gdcs_frame_free(before);
    }
    gdcs_population_free(p);
}

Test(parity_rates, refuses_what_is_documented)
{
    static const char *const sex[] = {"sex"}, *const colour[] = {"colour"};
    const gdcs_parity_options band = {.struct_size = sizeof band, .band_lower = 2.0};
    const gdcs_parity_options short_one = {.struct_size = 3};
    gdcs_table *t = prisoners();
    gdcs_population *p = residents();
    gdcs_frame *f = NULL;
    cr_expect(eq(i32, gdcs_parity_table_rates(t, p, area_year, 2, &band, &f, NULL), GDCS_E_OPTION));
    cr_expect(
        eq(i32, gdcs_parity_table_rates(t, p, area_year, 2, &short_one, &f, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_parity_table_rates(t, p, colour, 1, NULL, &f, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_parity_table_rates(t, p, sex, 1, NULL, &f, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, gdcs_parity_table_rates(t, NULL, NULL, 0, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_parity_table_rates(NULL, p, NULL, 0, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(f == NULL);
    gdcs_table_free(t);
    gdcs_population_free(p);
}

struct given {
    gdcs_table *table;
    gdcs_population *population;
};

static gdcs_status attempt(void *context)
{
    const struct given *g = context;
    gdcs_frame *f = NULL;
    const gdcs_status status =
        gdcs_parity_table_rates(g->table, g->population, area_year, 2, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(parity_rates, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    struct given g = {prisoners(), residents()};
    cr_assert(eq(i32, attempt(&g), GDCS_OK)); /* the table sorts its cells once, and keeps that */
    const fail_alloc_report r = fail_alloc_each(attempt, &g);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(g.table);
    gdcs_population_free(g.population);
}
