/* Mirrors lib/stats/standard/indirect_table.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "stats/make.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/standard.h>

TestSuite(standard_indirect_table, .timeout = 60);

static const char *const area[] = {"area"};
static const char *const twice[] = {"area", "area"};
static const char *const age[] = {"age"};
static const char *const sex[] = {"sex"};

static const gdcs_standard_band bands[] = {{0, 14, 0}, {15, 44, 0.001}, {45, INFINITY, 0.0004}};
static const double of_women[] = {0, 0.0002, 0.0001}, of_men[] = {0, 0.002, 0.0007};
static const gdcs_standard_rates common = {
    .struct_size = sizeof common, .band_count = 3, .bands = bands, .crude = 0.0005};
static const gdcs_standard_rates by_sex = {.struct_size = sizeof by_sex,
                                           .band_count = 3,
                                           .bands = bands,
                                           .women = of_women,
                                           .men = of_men};

/* In finer bands; of children, whose rate is 0, nobody asks; in CZ the oldest women are not known. */
static gdcs_population *residents(void)
{
    gdcs_table *t = make_table(0, "area age sex");
    gdcs_population *p = NULL;
    add(t, "AT 15-29 F", 70000);
    add(t, "AT 15-29 M", 72000);
    add(t, "AT 30-44 F", 80000);
    add(t, "AT 30-44 M", 81000);
    add(t, "AT 45+ F", 150000);
    add(t, "AT 45+ M", 140000);
    add(t, "CZ 15-29 F", 1000);
    add(t, "CZ 15-29 M", 1100);
    add(t, "CZ 30-44 F", 1000);
    add(t, "CZ 30-44 M", 1100);
    add(t, "CZ 45+ M", 1000);
    cr_assert(eq(i32, gdcs_population_new(t, NULL, &p, NULL), GDCS_OK));
    gdcs_table_free(t);
    return p;
}

/* By ages that are no bands of the standard, and one that nobody knows: all are summed over. */
static gdcs_table *suspects(void)
{
    gdcs_table *t = make_table(0, "area age sex");
    add(t, "AT 0-20 F", 40);
    add(t, "AT 21+ F", 60);
    add(t, "AT UNK F", 3);
    add(t, "AT 21+ M", 400);
    add(t, "AT 21+ _U", 7);
    add(t, "AT 21+ _O", 2);
    add(t, "CZ 0-20 F", 1);
    add(t, "CZ 0-20 M", 9);
    return t;
}

static gdcs_frame *indirect(const gdcs_table *t, const gdcs_population *p,
                            const gdcs_standard_rates *standard, const gdcs_rate_options *o)
{
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_standard_table_indirect(t, p, standard, area, 1, o, &f, &err), &err, "indirect");
    return f;
}

static void expect_row(const gdcs_frame *f, int64_t row, const gdcs_standard_indirect *group,
                       int64_t count, const gdcs_rate_options *o, uint32_t more)
{
    static const char *const name[] = {"value",       "lower",       "upper",      "std_error",
                                       "bound_lower", "bound_upper", "expected",   "events",
                                       "unknown",     "rate",        "rate_lower", "rate_upper"};
    gdcs_standard_indirect_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_standard_estimate_indirect(group, count, o, &r, NULL), GDCS_OK));
    const double wanted[] = {
        r.ratio.value,        r.ratio.lower, r.ratio.upper, r.ratio.std_error, r.ratio_bounds.lower,
        r.ratio_bounds.upper, r.expected,    r.events,      r.unknown,         r.rate.value,
        r.rate.lower,         r.rate.upper};
    for (int i = 0; i < 12; i++)
        cr_expect(near_relative(number(f, name[i], row), wanted[i], 1e-15),
                  "row %d, %s: %g, not %g", (int)row, name[i], number(f, name[i], row), wanted[i]);
    cr_expect(eq(u32, notes(f, row), r.notes | more), "row %d", (int)row);
}

Test(standard_indirect_table, rows_are_the_scalar_form_on_bands_joined_from_finer_ones)
{
    static const double women[] = {150000, 150000}, men[] = {153000, 140000};
    static const double all[] = {303000, 290000}, rates[] = {0.001, 0.0004};
    const gdcs_standard_indirect groups[] = {{sizeof *groups, 0, 103, 7, women, rates, 0.0005},
                                             {sizeof *groups, 0, 400, 7, men, rates, 0.0005},
                                             {sizeof *groups, 0, 512, 0, all, rates, 0.0005}};
    gdcs_table *t = suspects();
    gdcs_population *p = residents();
    for (int32_t method = 1; method <= 7; method++) {
        const gdcs_rate_options o = {
            .struct_size = sizeof o, .method = method, .level = 0.9, .per = 1000};
        gdcs_frame *f = indirect(t, p, &common, &o);
        for (int64_t row = 0; row < 3; row++)
            expect_row(f, row, &groups[row], 2, &o, row < 2 ? GDCS_NOTE_OTHER_PRESENT : 0);
        cr_expect_str_eq(column(f, "rate").unit, "per 1000");
        gdcs_frame_free(f);
    }
    gdcs_table_free(t);
    gdcs_population_free(p);
}

/* 45 of each of 150 000 at 2 and 1 in 10 000; men's 153 000 at 20 and 140 000 at 7 in 10 000. */
Test(standard_indirect_table, rates_by_sex_are_of_the_same_sex_and_add_up)
{
    gdcs_table *t = suspects();
    gdcs_population *p = residents();
    gdcs_frame *f = indirect(t, p, &by_sex, NULL);
    cr_expect(near_relative(number(f, "expected", 0), 45, 1e-14));
    cr_expect(near_relative(number(f, "expected", 1), 404, 1e-14));
    cr_expect(near_relative(number(f, "expected", 2), 449, 1e-14));
    cr_expect(near_relative(number(f, "value", 2), 512 / 449.0, 1e-14));
    cr_expect(isnan(number(f, "rate", 0)) && isnan(number(f, "rate_upper", 2)));
    cr_expect_str_eq(gdcs_frame_get_meta(f, GDCS_META_METHOD),
                     "Events over those expected by the rates of a standard in 3 bands of age, of "
                     "the same sex; 95 % exact Poisson interval; bounds hold whatever the sex of "
                     "the unknown.");
    gdcs_frame_free(f);
    gdcs_table_free(t);
    gdcs_population_free(p);
}

Test(standard_indirect_table, a_band_without_residents_leaves_nan_and_a_note)
{
    gdcs_table *t = suspects();
    gdcs_population *p = residents();
    gdcs_frame *f = indirect(t, p, &common, NULL);
    for (int64_t row = 3; row < 6; row++) {
        cr_expect(isnan(number(f, "value", row)) == (row != 4), "row %d", (int)row);
        cr_expect(isnan(number(f, "bound_upper", row)) == (row != 4), "row %d", (int)row);
        cr_expect(noted(f, row, GDCS_NOTE_NO_POPULATION | GDCS_NOTE_NOT_ESTIMABLE) == (row != 4));
    }
    const gdcs_standard_band nothing[] = {{0, INFINITY, 0}};
    const gdcs_standard_rates none = {
        .struct_size = sizeof none, .band_count = 1, .bands = nothing};
    gdcs_frame *g = indirect(t, p, &none, NULL);
    cr_expect(isnan(number(g, "value", 0)) && number(g, "expected", 0) == 0);
    cr_expect(noted(g, 0, GDCS_NOTE_NOT_ESTIMABLE));
    gdcs_frame_free(f);
    gdcs_frame_free(g);
    gdcs_table_free(t);
    gdcs_population_free(p);
}

Test(standard_indirect_table, widening_a_cell_never_narrows_the_bounds)
{
    static const char *const cells[] = {"AT 0-20 F", "AT 21+ M", "AT 21+ _U", "AT UNK M"};
    gdcs_population *p = residents();
    for (int i = 0; i < 4; i++) {
        gdcs_table *t = suspects();
        const double value = cell(t, cells[i]).value;
        gdcs_frame *before = indirect(t, p, &by_sex, NULL);
        for (int step = 0; step < 3; step++) {
            if (step < 2)
                set_range(t, cells[i], fmax(value - 1 - step, 0), value + 2 + step, 'Q');
            else
                set_missing(t, cells[i], 'L');
            gdcs_frame *after = indirect(t, p, &by_sex, NULL);
            for (int64_t row = 0; row < 3; row++) {
                cr_expect(number(after, "bound_lower", row) <= number(before, "bound_lower", row));
                cr_expect(number(after, "bound_upper", row) >= number(before, "bound_upper", row));
            }
            gdcs_frame_free(before);
            before = after;
        }
        cr_expect(isinf(number(before, "bound_upper", 2)));
        gdcs_frame_free(before);
        gdcs_table_free(t);
    }
    gdcs_population_free(p);
}

Test(standard_indirect_table, refuses_what_does_not_fit)
{
    static const gdcs_standard_band adults[] = {{15, 44, 1}, {45, INFINITY, 1}};
    static const gdcs_standard_band gap[] = {{0, 14, 1}, {16, INFINITY, 1}};
    static const gdcs_standard_band finer[] = {{0, 50, 1}, {51, INFINITY, 1}};
    static const double negative[] = {0, -1, 0};
    const gdcs_standard_rates sizeless = {.bands = bands};
    const gdcs_standard_rates bandless = {.struct_size = sizeof bandless};
    const gdcs_standard_rates young = {
        .struct_size = sizeof young, .band_count = 2, .bands = bands};
    const gdcs_standard_rates old = {.struct_size = sizeof old, .band_count = 2, .bands = adults};
    const gdcs_standard_rates hole = {.struct_size = sizeof hole, .band_count = 2, .bands = gap};
    const gdcs_standard_rates split = {
        .struct_size = sizeof split, .band_count = 2, .bands = finer};
    const gdcs_standard_rates one = {
        .struct_size = sizeof one, .band_count = 3, .bands = bands, .women = of_women};
    const gdcs_standard_rates below = {.struct_size = sizeof below,
                                       .band_count = 3,
                                       .bands = bands,
                                       .women = of_women,
                                       .men = negative};
    const gdcs_standard_rates crude = {
        .struct_size = sizeof crude, .band_count = 3, .bands = bands, .crude = NAN};
    const gdcs_rate_options small = {.method = 1}, bad = {.struct_size = sizeof bad, .method = 77};
    gdcs_table *t = suspects(), *clash = make_table(0, "expected=group area sex");
    gdcs_population *p = residents();
    gdcs_frame *f = NULL;
    static const char *const both[] = {"expected", "area"};
    add(clash, "a AT F", 1);
    const struct {
        const gdcs_table *table;
        const gdcs_population *population;
        const gdcs_standard_rates *standard;
        const char *const *keep;
        int32_t n;
        const gdcs_rate_options *options;
        gdcs_status status;
    } row[] = {{NULL, p, &common, area, 1, NULL, GDCS_E_ARGUMENT},
               {t, NULL, &common, area, 1, NULL, GDCS_E_ARGUMENT},
               {t, p, NULL, area, 1, NULL, GDCS_E_ARGUMENT},
               {t, p, &bandless, area, 1, NULL, GDCS_E_ARGUMENT},
               {t, p, &one, area, 1, NULL, GDCS_E_ARGUMENT},
               {t, p, &common, NULL, 1, NULL, GDCS_E_ARGUMENT},
               {t, p, &common, area, -1, NULL, GDCS_E_ARGUMENT},
               {t, p, &below, area, 1, NULL, GDCS_E_VALUE},
               {t, p, &crude, area, 1, NULL, GDCS_E_VALUE},
               {t, p, &common, area, 1, &bad, GDCS_E_OPTION},
               {t, p, &hole, area, 1, NULL, GDCS_E_OPTION},
               {t, p, &common, area, 1, &small, GDCS_E_STRUCT},
               {t, p, &sizeless, area, 1, NULL, GDCS_E_STRUCT},
               {t, p, &common, (const char *const[]){"court"}, 1, NULL, GDCS_E_NAME},
               {t, p, &common, twice, 2, NULL, GDCS_E_DUPLICATE},
               {clash, p, &common, both, 2, NULL, GDCS_E_DUPLICATE},
               {t, p, &young, area, 1, NULL, GDCS_E_SHAPE},
               {t, p, &old, area, 1, NULL, GDCS_E_SHAPE},
               {t, p, &split, area, 1, NULL, GDCS_E_SHAPE},
               {t, p, &common, age, 1, NULL, GDCS_E_SHAPE},
               {t, p, &common, sex, 1, NULL, GDCS_E_SHAPE},
               {t, p, &common, NULL, 0, NULL, GDCS_E_SHAPE}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        cr_expect(eq(i32,
                     gdcs_standard_table_indirect(row[i].table, row[i].population, row[i].standard,
                                                  row[i].keep, row[i].n, row[i].options, &f, NULL),
                     row[i].status),
                  "row %zu", i);
    cr_expect(eq(i32, gdcs_standard_table_indirect(t, p, &common, area, 1, NULL, NULL, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect_null(f);
    gdcs_table_free(t);
    gdcs_table_free(clash);
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
        gdcs_standard_table_indirect(in->table, in->population, &common, area, 1, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(standard_indirect_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    inputs in = {suspects(), residents()};
    const fail_alloc_report r = fail_alloc_each(make_and_free, &in);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(in.table);
    gdcs_population_free(in.population);
}
