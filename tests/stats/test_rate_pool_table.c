/* Mirrors lib/stats/rate/pool_table.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "stats/make.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/rate.h>

TestSuite(rate_pool_table, .timeout = 60);

static const char *const area[] = {"area"};
static const char *const twice[] = {"area", "area"};
static const char *const by_age[] = {"age"};

static gdcs_population *people_of(gdcs_table *t)
{
    gdcs_population *p = NULL;
    cr_assert(eq(i32, gdcs_population_new(t, NULL, &p, NULL), GDCS_OK));
    gdcs_table_free(t);
    return p;
}

/* AT: the strata of Rothman's table of clozapine, deaths of current users as women's, of past users as men's;
   no woman is of the third age. */
static gdcs_population *residents(void)
{
    gdcs_table *t = make_table(0, "area age* sex");
    static const char *const ages[] = {"10-54", "55-94", "95+"};
    static const double women[] = {62119, 6085, 0}, men[] = {15763, 2780, 9};
    for (int i = 0; i < 6; i++) {
        char labels[32];
        snprintf(labels, sizeof labels, "%s %s F", i < 3 ? "AT" : "BE", ages[i % 3]);
        add(t, labels, women[i % 3]);
        labels[strlen(labels) - 1] = 'M';
        add(t, labels, men[i % 3]);
    }
    return people_of(t);
}

static gdcs_table *deaths(void)
{
    gdcs_table *t = make_table(0, "area age* sex");
    add(t, "AT 10-54 F", 196);
    add(t, "AT 10-54 M", 111);
    add(t, "AT 55-94 F", 167);
    add(t, "AT 55-94 M", 157);
    add(t, "AT 95+ M", 1);
    add(t, "BE 10-54 F", 5);
    add(t, "BE 10-54 M", 12);
    add(t, "BE 10-54 _U", 3);
    add(t, "BE 55-94 _O", 1);
    add(t, "BE TOTAL F", 99);
    return t;
}

static gdcs_frame *pooled(const gdcs_table *t, const gdcs_population *p,
                          const gdcs_rate_pool_options *o)
{
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_rate_table_pool(t, p, "age", area, 1, o, &f, &err), &err, "pool");
    return f;
}

Test(rate_pool_table, gives_the_figures_of_rothmans_table)
{
    gdcs_table *t = deaths();
    gdcs_population *p = residents();
    gdcs_frame *f = pooled(t, p, NULL);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 4));
    cr_expect(fabs(number(f, "value", 0) - 0.47) < 0.005);
    cr_expect(fabs(number(f, "value", 1) + 720) < 0.5);
    cr_expect(number(f, "events_women", 0) == 363 && number(f, "events_men", 1) == 268);
    cr_expect(number(f, "strata", 0) == 2 && number(f, "empty", 0) == 1);
    cr_expect_str_eq(word(f, "measure", 1), "difference_women_minus_men");
    cr_expect_str_eq(
        gdcs_frame_get_meta(f, GDCS_META_METHOD),
        "Rate of women to that of men, each per 100 000 persons of the same sex, pooled over "
        "\"age\"; limits 95 %: Mantel-Haenszel for ratios, Mantel-Haenszel for differences; bounds "
        "hold whatever the sex of the unknown.");
    gdcs_frame_free(f);
    gdcs_table_free(t);
    gdcs_population_free(p);
}

static void expect_measure(const gdcs_frame *f, int64_t row, const gdcs_estimate *e,
                           const gdcs_bounds *b, const gdcs_test *test, const gdcs_test *same)
{
    static const char *const name[] = {"value",     "lower",       "upper",
                                       "std_error", "bound_lower", "bound_upper",
                                       "p_value",   "log10_p",     "p_homogeneity"};
    const double wanted[] = {e->value, e->lower,      e->upper,      e->std_error, b->lower,
                             b->upper, test->p_value, test->log10_p, same->p_value};
    for (int i = 0; i < 9; i++)
        cr_expect(near_relative(number(f, name[i], row), wanted[i], 0.0), "row %d, %s: %g, not %g",
                  (int)row, name[i], number(f, name[i], row), wanted[i]);
}

Test(rate_pool_table, rows_are_the_scalar_form_and_the_declared_total_is_no_stratum)
{
    static const double x1[] = {5, 0, 0}, u[] = {3, 0, 0}, t1[] = {62119, 6085, 0};
    static const double x2[] = {12, 0, 0}, t2[] = {15763, 2780, 9};
    const gdcs_rate_arrays a = {sizeof a, 0, x1, u, t1}, b = {sizeof b, 0, x2, u, t2};
    gdcs_table *t = deaths();
    gdcs_population *p = residents();
    for (int32_t method = 1; method <= 2; method++) {
        const gdcs_rate_pool_options o = {
            .struct_size = sizeof o, .method = method, .level = 0.9, .per = 1000};
        gdcs_rate_pool_result r = {.struct_size = sizeof r};
        gdcs_frame *f = pooled(t, p, &o);
        cr_assert(eq(i32, gdcs_rate_pool(&a, &b, 3, &o, &r, NULL), GDCS_OK));
        expect_measure(f, 2, &r.ratio, &r.ratio_bounds, &r.test, &r.ratio_homogeneity);
        expect_measure(f, 3, &r.difference, &r.difference_bounds, &r.test,
                       &r.difference_homogeneity);
        cr_expect(eq(u32, notes(f, 2), r.notes | GDCS_NOTE_OTHER_PRESENT));
        cr_expect(number(f, "unknown", 2) == 3);
        cr_expect_str_eq(word(f, "method", 2),
                         method == 2 ? "maximum likelihood, score" : "Mantel-Haenszel");
        gdcs_frame_free(f);
    }
    gdcs_table_free(t);
    gdcs_population_free(p);
}

Test(rate_pool_table, a_stratum_without_known_residents_leaves_nan_and_a_note)
{
    gdcs_table *t = deaths();
    gdcs_population *p = residents();
    add(t, "AT UNK F", 1);
    add(t, "CZ 10-54 F", 1);
    gdcs_frame *f = pooled(t, p, NULL);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 6));
    for (int64_t row = 0; row < 6; row++) {
        const int known = row == 2 || row == 3;
        cr_expect(known != isnan(number(f, "value", row)), "row %d", (int)row);
        cr_expect(known != isnan(number(f, "bound_upper", row)), "row %d", (int)row);
        cr_expect(known != noted(f, row, GDCS_NOTE_NO_POPULATION | GDCS_NOTE_NOT_ESTIMABLE));
    }
    gdcs_frame_free(f);
    gdcs_table_free(t);
    gdcs_population_free(p);
}

/* Events of women alone: the ratio is infinite, the difference a number like any other. */
Test(rate_pool_table, notes_of_the_ratio_are_not_said_of_the_difference)
{
    gdcs_table *t = make_table(0, "area age sex");
    gdcs_population *p = residents();
    add(t, "AT 10-54 F", 4);
    gdcs_frame *f = pooled(t, p, NULL);
    cr_expect(isinf(number(f, "value", 0)) && isfinite(number(f, "value", 1)));
    cr_expect(noted(f, 0,
                    GDCS_NOTE_UPPER_INFINITE | GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_METHOD_CHANGED |
                        GDCS_NOTE_ZERO_CELL));
    cr_expect(eq(u32, notes(f, 1) & ~(uint32_t)GDCS_NOTE_EMPTY_UNIT,
                 GDCS_NOTE_ZERO_CELL | GDCS_NOTE_SPARSE));
    gdcs_frame_free(f);
    gdcs_table_free(t);
    gdcs_population_free(p);
}

Test(rate_pool_table, widening_a_cell_never_narrows_the_bounds)
{
    static const char *const cells[] = {"AT 10-54 F", "AT 55-94 M", "BE 10-54 M", "BE 10-54 _U",
                                        "BE 55-94 F"};
    gdcs_population *p = residents();
    for (int i = 0; i < 5; i++) {
        gdcs_table *t = deaths();
        const double value = cell(t, cells[i]).value;
        gdcs_frame *before = pooled(t, p, NULL);
        for (int step = 0; step < 3; step++) {
            if (step < 2)
                set_range(t, cells[i], fmax(value - 1 - step, 0), value + 2 + step, 'Q');
            else
                set_missing(t, cells[i], 'L');
            gdcs_frame *after = pooled(t, p, NULL);
            expect_no_narrower(before, after, cells[i]);
            gdcs_frame_free(before);
            before = after;
        }
        cr_expect(isinf(number(before, "bound_upper", i < 2 ? (i == 0 ? 0 : 1) : 2)) ||
                  number(before, "bound_lower", 1) == -INFINITY);
        gdcs_frame_free(before);
        gdcs_table_free(t);
    }
    gdcs_population_free(p);
}

Test(rate_pool_table, is_as_sensitive_as_the_population_if_that_is_more_so)
{
    const gdcs_table_options secret = {.struct_size = sizeof secret,
                                       .sensitivity = GDCS_SENSITIVITY_PROTECTED};
    gdcs_table *t = deaths(), *people = NULL;
    cr_assert(eq(i32, gdcs_table_new(&secret, &people, NULL), GDCS_OK));
    static const char *const names[] = {"area", "age", "sex"};
    static const int32_t concepts[] = {GDCS_CONCEPT_AREA, GDCS_CONCEPT_AGE, GDCS_CONCEPT_SEX};
    for (int i = 0; i < 3; i++) {
        const gdcs_axis axis = {
            .struct_size = sizeof axis, .name = names[i], .concept_id = concepts[i]};
        cr_assert(eq(i32, gdcs_table_add_axis(people, &axis, NULL), GDCS_OK));
    }
    add(people, "AT 10-54 F", 5);
    gdcs_population *p = people_of(people);
    gdcs_frame *f = pooled(t, p, NULL);
    cr_expect(eq(i32, column(f, "value").sensitivity, GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, column(f, "area").sensitivity, GDCS_SENSITIVITY_PUBLIC));
    gdcs_frame_free(f);
    gdcs_table_free(t);
    gdcs_population_free(p);
}

Test(rate_pool_table, refuses_what_does_not_fit)
{
    const gdcs_rate_pool_options sizeless = {.method = 1};
    const gdcs_rate_pool_options bad = {.struct_size = sizeof bad, .method = 3};
    gdcs_table *t = deaths(), *courts = make_table(0, "area age court sex");
    gdcs_population *p = residents();
    gdcs_frame *f = NULL;
    add(courts, "AT 10-54 one F", 1);
    const struct {
        const gdcs_table *table;
        const gdcs_population *population;
        const char *strata;
        const char *const *keep;
        int32_t n;
        const gdcs_rate_pool_options *options;
        gdcs_status status;
    } row[] = {{NULL, p, "age", area, 1, NULL, GDCS_E_ARGUMENT},
               {t, NULL, "age", area, 1, NULL, GDCS_E_ARGUMENT},
               {t, p, NULL, area, 1, NULL, GDCS_E_ARGUMENT},
               {t, p, "age", NULL, 1, NULL, GDCS_E_ARGUMENT},
               {t, p, "age", area, -1, NULL, GDCS_E_ARGUMENT},
               {t, p, "age", area, 1, &sizeless, GDCS_E_STRUCT},
               {t, p, "age", area, 1, &bad, GDCS_E_OPTION},
               {t, p, "court", area, 1, NULL, GDCS_E_NAME},
               {t, p, "age", twice, 2, NULL, GDCS_E_DUPLICATE},
               {t, p, "age", by_age, 1, NULL, GDCS_E_DUPLICATE},
               {t, p, "sex", area, 1, NULL, GDCS_E_SHAPE},
               {t, p, "age", NULL, 0, NULL, GDCS_E_SHAPE},
               {courts, p, "court", area, 1, NULL, GDCS_E_SHAPE}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        cr_expect(eq(i32,
                     gdcs_rate_table_pool(row[i].table, row[i].population, row[i].strata,
                                          row[i].keep, row[i].n, row[i].options, &f, NULL),
                     row[i].status),
                  "row %zu", i);
    cr_expect(
        eq(i32, gdcs_rate_table_pool(t, p, "age", area, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect_null(f);
    gdcs_table_free(t);
    gdcs_table_free(courts);
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
        gdcs_rate_table_pool(in->table, in->population, "age", area, 1, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(rate_pool_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    inputs in = {deaths(), residents()};
    const fail_alloc_report r = fail_alloc_each(make_and_free, &in);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(in.table);
    gdcs_population_free(in.population);
}
