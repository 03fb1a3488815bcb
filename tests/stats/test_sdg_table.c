/* Mirrors lib/stats/sdg/table.c. */
#include "fail_alloc.h"
#include "stats/make.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/sdg.h>
#include <math.h>
#include <string.h>

TestSuite(sdg_table, .timeout = 60);

static gdcs_table *table_kept(int with_form, int32_t sensitivity)
{
    const gdcs_table_options options = {
        .struct_size = sizeof options, .absent = GDCS_ABSENT_MISSING, .sensitivity = sensitivity};
    const gdcs_axis axes[] = {
        {.struct_size = sizeof *axes,
         .name = "country",
         .concept_id = GDCS_CONCEPT_AREA,
         .total = "World"},
        {.struct_size = sizeof *axes, .name = "year", .concept_id = GDCS_CONCEPT_PERIOD},
        {.struct_size = sizeof *axes, .name = "sex", .concept_id = GDCS_CONCEPT_SEX},
        {.struct_size = sizeof *axes, .name = "form", .concept_id = GDCS_CONCEPT_GROUP}};
    gdcs_table *t = NULL;
    cr_assert(eq(i32, gdcs_table_new(&options, &t, NULL), GDCS_OK));
    for (int i = 0; i < 3 + with_form; i++)
        cr_assert(eq(i32, gdcs_table_add_axis(t, &axes[i], NULL), GDCS_OK));
    return t;
}

static gdcs_table *table_new(int with_form)
{
    return table_kept(with_form, GDCS_SENSITIVITY_PUBLIC);
}

static void put(gdcs_table *t, const char *country, const char *year, const char *sex, double lower,
                double upper)
{
    const char *labels[] = {country, year, sex, "labour"};
    const gdcs_cell cell = {.struct_size = sizeof cell,
                            .value = lower == upper ? lower : NAN,
                            .lower = lower,
                            .upper = upper};
    cr_assert(eq(i32, gdcs_table_set(t, labels, &cell, NULL), GDCS_OK));
}

static void both(gdcs_table *t, const char *country, const char *year, double women, double men)
{
    put(t, country, year, "F", women, women);
    put(t, country, year, "M", men, men);
}

/* IT reports no victims, SM no residents; World is a declared total. */
static gdcs_table *victims(int with_form)
{
    gdcs_table *t = table_new(with_form);
    both(t, "AT", "2020", 30, 50);
    put(t, "AT", "2020", "_U", 4, 4);
    both(t, "BE", "2020", 20, 90);
    both(t, "SM", "2020", 0, 1);
    both(t, "World", "2020", 999, 999);
    both(t, "AT", "2021", 10, 20);
    return t;
}

static gdcs_table *residents_kept(int32_t sensitivity)
{
    gdcs_table *t = table_kept(0, sensitivity);
    both(t, "AT", "2020", 4.5e6, 4.4e6);
    both(t, "BE", "2020", 5.8e6, 5.7e6);
    both(t, "IT", "2020", 30e6, 29e6);
    both(t, "World", "2020", 4e9, 4e9);
    both(t, "AT", "2021", 4.6e6, 4.5e6);
    return t;
}

static gdcs_table *residents(void)
{
    return residents_kept(GDCS_SENSITIVITY_PUBLIC);
}

static const char *const year[] = {"year"};

static gdcs_frame *table(int32_t indicator, const gdcs_table *x, const gdcs_table *n)
{
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_sdg_table(indicator, x, n, NULL, year, 1, NULL, &f, &err), GDCS_OK),
              "%s", err.message);
    return f;
}

Test(sdg_table, rows_are_the_array_form_over_all_countries)
{
    const double x[] = {30, 20, NAN, 0}, n[] = {4.5e6, 5.8e6, 30e6, NAN}, u[] = {4, 0, 0, 0};
    const gdcs_sdg_countries in = {
        .struct_size = sizeof in, .numerator = x, .denominator = n, .unknown = u};
    gdcs_sdg_result r = {.struct_size = sizeof r};
    gdcs_table *v = victims(0), *p = residents();
    gdcs_frame *f = table(GDCS_SDG_INDICATOR_16_1_1, v, p);
    cr_assert(
        eq(i32, gdcs_sdg_estimate(GDCS_SDG_INDICATOR_16_1_1, &in, 4, NULL, &r, NULL), GDCS_OK));
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 6));
    cr_expect(near_relative(number(f, "value", 0), r.estimate.value, 1e-15));
    cr_expect(near_relative(number(f, "upper", 0), r.estimate.upper, 1e-15));
    cr_expect(near_relative(number(f, "bound_lower", 0), r.bounds.lower, 1e-15));
    cr_expect(number(f, "countries", 0) == 4 && number(f, "reporting", 0) == 2);
    cr_expect(number(f, "numerator", 0) == 50 && number(f, "unknown", 0) == 4);
    cr_expect(isnan(number(f, "coverage", 0))); /* of San Marino nobody knows */
    cr_expect(eq(u32, notes(f, 0), r.notes));
    cr_expect(near_relative(number(f, "numerator", 2), 194, 1e-15));
    const gdcs_column sex = column(f, "sex");
    cr_expect_str_eq(sex.words[sex.codes[5]], "_T");
    cr_expect(strstr(gdcs_frame_get_meta(f, GDCS_META_METHOD), "SDG 16.1.1: victims of") != NULL);
    gdcs_frame_free(f);
    gdcs_table_free(v);
    gdcs_table_free(p);
}

Test(sdg_table, an_axis_that_residents_lack_has_the_same_of_them_for_all)
{
    static const char *const keep[] = {"form", "year"};
    gdcs_table *v = victims(1), *p = residents();
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_sdg_table(GDCS_SDG_INDICATOR_16_2_2, v, p, p, keep, 2, NULL, &f, NULL),
                 GDCS_OK));
    cr_expect(near_relative(number(f, "value", 0), 1e5 * 50 / 10.3e6, 1e-15));
    cr_expect(eq(u32, notes(f, 0) & GDCS_NOTE_NOT_COMPARABLE, GDCS_NOTE_NOT_COMPARABLE));
    gdcs_frame_free(f);
    gdcs_table_free(v);
    gdcs_table_free(p);
}

Test(sdg_table, more_unsentenced_than_prisoners_are_not_believed)
{
    gdcs_table *x = table_new(0), *n = table_new(0);
    both(x, "AT", "2020", 12, 300);
    both(n, "AT", "2020", 10, 900);
    gdcs_frame *f = table(GDCS_SDG_INDICATOR_16_3_2, x, n);
    cr_expect(isnan(number(f, "value", 0)) && number(f, "bound_upper", 0) == 100);
    cr_expect(eq(u32, notes(f, 0),
                 GDCS_NOTE_ABOVE_ONE | GDCS_NOTE_MISSING_CELL | GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(near_relative(number(f, "value", 1), 100 / 3.0, 1e-15));
    gdcs_frame_free(f);
    f = table(GDCS_SDG_INDICATOR_5_2_1, n, n);
    cr_expect(eq(i64, gdcs_frame_count_rows(f), 1));
    gdcs_frame_free(f);
    gdcs_table_free(x);
    gdcs_table_free(n);
}

/* Cells of AT, exact, then wider and wider. */
Test(sdg_table, widening_a_cell_never_narrows_the_bounds)
{
    static const double width[][2] = {{0, 0}, {-2, 1}, {-5, 5}, {-40, INFINITY}};
    static const char *const sexes[] = {"F", "M", "_U"};
    for (int32_t indicator = 1; indicator <= 4; indicator++)
        for (int cell = 0; cell < 6; cell++) {
            double before[3][2];
            for (int step = 0; step < 4; step++) {
                gdcs_table *x = table_new(0), *n = table_new(0);
                gdcs_table *const at[] = {x, n};
                both(x, "AT", "2020", 30, 25);
                put(x, "AT", "2020", "_U", 20, 20);
                both(n, "AT", "2020", 60, 70);
                put(n, "AT", "2020", "_U", 40, 40);
                both(x, "BE", "2020", 5, 7);
                both(n, "BE", "2020", 20, 30);
                const double middle = cell < 3 ? (const double[]){30, 25, 20}[cell]
                                               : (const double[]){60, 70, 40}[cell - 3];
                put(at[cell / 3], "AT", "2020", sexes[cell % 3], fmax(0, middle + width[step][0]),
                    middle + width[step][1]);
                gdcs_frame *f = table(indicator, x, n);
                for (int row = 0; row < (indicator == 4 ? 1 : 3); row++) {
                    const double now[] = {number(f, "bound_lower", row),
                                          number(f, "bound_upper", row)};
                    cr_expect(step == 0 || (now[0] <= before[row][0] * (1 + 1e-13) &&
                                            now[1] >= before[row][1] * (1 - 1e-13)),
                              "indicator %d, cell %d, step %d, row %d: %g..%g after %g..%g",
                              (int)indicator, cell, step, row, now[0], now[1], before[row][0],
                              before[row][1]);
                    memcpy(before[row], now, sizeof now);
                }
                gdcs_frame_free(f);
                gdcs_table_free(x);
                gdcs_table_free(n);
            }
        }
}

/* A detainee of unknown sex in one table may be of known sex in the other. */
Test(sdg_table, bounds_hold_though_the_unknown_of_the_tables_are_others)
{
    gdcs_table *x = table_new(0), *n = table_new(0);
    both(x, "AT", "2020", 3, 4);
    put(x, "AT", "2020", "_U", 2, 2);
    both(n, "AT", "2020", 10, 20);
    gdcs_frame *f = table(GDCS_SDG_INDICATOR_16_3_2, x, n);
    cr_expect(near_relative(number(f, "bound_lower", 0), 30, 1e-15));
    cr_expect(near_relative(number(f, "bound_upper", 0), 50, 1e-15));
    put(n, "AT", "2020", "_U", 4, 4);
    gdcs_frame *g = table(GDCS_SDG_INDICATOR_16_3_2, x, n);
    cr_expect(near_relative(number(g, "bound_lower", 0), 300 / 14.0, 1e-15));
    cr_expect(near_relative(number(g, "bound_upper", 0), 50, 1e-15));
    gdcs_frame_free(f);
    gdcs_frame_free(g);
    gdcs_table_free(x);
    gdcs_table_free(n);
}

/* What countries weigh in 5.2.1, exact, then wider and wider, and women of them turned unknown. */
Test(sdg_table, widening_a_weight_never_narrows_the_bounds)
{
    static const double cells[][3] = {{600, 600, 0}, {598, 598, 2},  {590, 598, 2},
                                      {400, 800, 7}, {100, 3000, 9}, {0, INFINITY, 9}};
    double before[2] = {INFINITY, -INFINITY};
    gdcs_table *x = table_new(0), *n = table_new(0);
    both(x, "AT", "2020", 30, 0);
    both(n, "AT", "2020", 60, 0);
    both(x, "BE", "2020", 5, 0);
    both(n, "BE", "2020", 20, 0);
    for (int step = 0; step < 6; step++) {
        gdcs_table *w = table_new(0);
        gdcs_frame *f = NULL;
        put(w, "AT", "2020", "F", cells[step][0], cells[step][1]);
        put(w, "AT", "2020", "_U", cells[step][2], cells[step][2]);
        put(w, "BE", "2020", "F", 200, 200);
        cr_assert(eq(i32,
                     gdcs_sdg_table(GDCS_SDG_INDICATOR_5_2_1, x, n, w, year, 1, NULL, &f, NULL),
                     GDCS_OK));
        const double low = number(f, "bound_lower", 0), high = number(f, "bound_upper", 0);
        const double most = cells[step][1] + cells[step][2];
        cr_expect(low <= before[0] && high >= before[1], "step %d: %g..%g", step, low, high);
        cr_expect(
            near_relative(low, (50 * cells[step][0] + 25 * 200) / (cells[step][0] + 200), 1e-14));
        cr_expect(
            near_relative(high, isinf(most) ? 50 : (50 * most + 25 * 200) / (most + 200), 1e-14));
        before[0] = low;
        before[1] = high;
        gdcs_frame_free(f);
        gdcs_table_free(w);
    }
    gdcs_table_free(x);
    gdcs_table_free(n);
}

Test(sdg_table, is_as_sensitive_as_the_most_sensitive_of_its_tables)
{
    gdcs_table *x = victims(0), *n = residents(),
               *kept = residents_kept(GDCS_SENSITIVITY_PROTECTED);
    const gdcs_table *const beside[][2] = {{n, NULL}, {n, n}, {kept, NULL}, {n, kept}};
    for (int i = 0; i < 4; i++) {
        gdcs_frame *f = NULL;
        cr_assert(eq(i32,
                     gdcs_sdg_table(GDCS_SDG_INDICATOR_16_1_1, x, beside[i][0], beside[i][1], year,
                                    1, NULL, &f, NULL),
                     GDCS_OK));
        cr_expect(eq(i32, gdcs_frame_get_sensitivity(f),
                     i < 2 ? GDCS_SENSITIVITY_PUBLIC : GDCS_SENSITIVITY_PROTECTED),
                  "tables %d", i);
        gdcs_frame_free(f);
    }
    gdcs_table_free(x);
    gdcs_table_free(n);
    gdcs_table_free(kept);
}

Test(sdg_table, refuses_what_does_not_fit)
{
    static const char *const none[] = {"year", "court"}, *const twice[] = {"year", "year"};
    static const char *const area[] = {"year", "country"}, *const sex[] = {"year", "sex"};
    static const char *const hole[] = {NULL};
    const gdcs_sdg_options sizeless = {.level = 0.9}, bad = {.struct_size = sizeof bad, .level = 7};
    gdcs_table *v = victims(0), *p = residents(), *one = NULL, *nowhere = NULL;
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_table_slice(v, "sex", "F", &one, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_slice(v, "country", "AT", &nowhere, NULL), GDCS_OK));
    const struct {
        int32_t indicator;
        const gdcs_table *x, *n;
        const char *const *keep;
        int32_t count;
        const gdcs_sdg_options *o;
        gdcs_status status;
    } row[] = {{1, v, p, year, 1, NULL, GDCS_OK},
               {5, v, p, year, 1, NULL, GDCS_E_ARGUMENT},
               {1, NULL, p, year, 1, NULL, GDCS_E_ARGUMENT},
               {1, v, NULL, year, 1, NULL, GDCS_E_ARGUMENT},
               {1, v, p, NULL, 1, NULL, GDCS_E_ARGUMENT},
               {1, v, p, hole, 1, NULL, GDCS_E_ARGUMENT},
               {1, v, p, year, -1, NULL, GDCS_E_ARGUMENT},
               {1, v, p, year, 99, NULL, GDCS_E_ARGUMENT},
               {1, v, p, year, 1, &sizeless, GDCS_E_STRUCT},
               {1, v, p, year, 1, &bad, GDCS_E_OPTION},
               {1, v, p, none, 2, NULL, GDCS_E_NAME},
               {1, v, p, twice, 2, NULL, GDCS_E_DUPLICATE},
               {1, v, p, area, 2, NULL, GDCS_E_SHAPE},
               {1, v, p, sex, 2, NULL, GDCS_E_SHAPE},
               {1, v, p, NULL, 0, NULL, GDCS_E_SHAPE},
               {1, one, p, year, 1, NULL, GDCS_E_SHAPE},
               {1, v, nowhere, year, 1, NULL, GDCS_E_SHAPE}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        cr_expect(eq(i32,
                     gdcs_sdg_table(row[i].indicator, row[i].x, row[i].n, NULL, row[i].keep,
                                    row[i].count, row[i].o, &f, NULL),
                     row[i].status),
                  "row %zu", i);
        gdcs_frame_free(f);
        f = NULL;
    }
    cr_expect(eq(i32, gdcs_sdg_table(1, v, p, NULL, year, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    gdcs_table_free(v);
    gdcs_table_free(p);
    gdcs_table_free(one);
    gdcs_table_free(nowhere);
}

typedef struct inputs {
    gdcs_table *numerator;
    gdcs_table *denominator;
} inputs;

static gdcs_status make_and_free(void *data)
{
    const inputs *in = data;
    gdcs_frame *f = NULL;
    const gdcs_status status =
        gdcs_sdg_table(1, in->numerator, in->denominator, in->denominator, year, 1, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(sdg_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    inputs in = {victims(0), residents()};
    const fail_alloc_report r = fail_alloc_each(make_and_free, &in);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(in.numerator);
    gdcs_table_free(in.denominator);
}
