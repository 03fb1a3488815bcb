/* Mirrors lib/data/population.c. */
#include "fail_alloc.h"
#include "make.h"

#include <criterion/new/assert.h>
#include <gdcs/estimate.h>
#include <gdcs/population.h>

TestSuite(population, .timeout = 60);

static gdcs_population *population_of(const gdcs_table *t, int32_t gaps, double scale)
{
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_population_options o = {.struct_size = sizeof o, .gaps = gaps, .scale = scale};
    gdcs_population *p = NULL;
    good(gdcs_population_new(t, &o, &p, &err), &err, "population");
    return p;
}

/* The answer as text: "12", "12 interpolated", or the name of the error. */
static const char *ask(const gdcs_population *p, int32_t sex, const char *area, const char *period,
                       const char *age)
{
    static char text[64];
    const gdcs_population_key key = {
        .struct_size = sizeof key, .sex = sex, .area = area, .period = period, .age = age};
    gdcs_population_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_status status = gdcs_population_get(p, &key, &r, &err);
    if (status != GDCS_OK)
        return gdcs_status_name(status);
    cr_assert(r.notes == 0 || r.notes == GDCS_NOTE_INTERPOLATED);
    snprintf(text, sizeof text, "%g%s", r.persons, r.notes != 0 ? " interpolated" : "");
    return text;
}

/* Made-up figures of a small country; years are missing between the two. */
static gdcs_table *malta(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area year=period sex");
    add(t, "MT 2001 F", 198099);
    add(t, "MT 2001 M", 193316);
    add(t, "MT 2004 F", 202099);
    add(t, "MT 2004 M", 197316);
    add(t, "MT 2004 _T", 399867); /* not the sum: declared */
    return t;
}

Test(population, answers_by_sex_area_and_period)
{
    gdcs_table *t = malta();
    gdcs_population *p = population_of(t, GDCS_POPULATION_GAPS_REFUSE, 0);
    gdcs_table_free(t); /* it is copied */
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "MT", "2001", NULL), "198099");
    cr_expect_str_eq(ask(p, GDCS_SEX_MALE, "MT", "2001", NULL), "193316");
    cr_expect_str_eq(ask(p, GDCS_SEX_TOTAL, "MT", "2001", NULL), "391415");
    cr_expect_str_eq(ask(p, GDCS_SEX_TOTAL, "MT", "2004", NULL), "399867");
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "MT", "2002", NULL), "GDCS_E_NAME");
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "XX", "2001", NULL), "GDCS_E_NAME");
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, NULL, "2001", NULL), "GDCS_E_NAME");
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "MT", NULL, NULL), "GDCS_E_NAME");
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "MT", "2001", "Y20"), "GDCS_E_NAME");
    cr_expect_str_eq(ask(p, GDCS_SEX_OTHER, "MT", "2001", NULL), "GDCS_E_ARGUMENT");
    cr_expect_str_eq(ask(p, 0, "MT", "2001", NULL), "GDCS_E_ARGUMENT");
    cr_expect(eq(i32, gdcs_population_find_concept(p, GDCS_CONCEPT_AREA), 1));
    cr_expect(eq(i32, gdcs_population_find_concept(p, GDCS_CONCEPT_AGE), 0));
    cr_expect(eq(i32, gdcs_population_find_concept(NULL, GDCS_CONCEPT_SEX), 0));
    gdcs_population_free(p);
}

Test(population, fills_years_between_two_given_ones_and_no_others)
{
    gdcs_table *t = malta();
    add(t, "MT 2001-Q1 F", 5);
    set_missing(t, "MT 2002 F", 'O');
    set_missing(t, "MT 2005 F", 'O');
    gdcs_population *p = population_of(t, GDCS_POPULATION_GAPS_LINEAR, 0);
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "MT", "2001", NULL), "198099");
    cr_expect_str_eq(ask(p, GDCS_SEX_MALE, "MT", "2002", NULL), "194649 interpolated");
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "MT", "2002", NULL), "199432 interpolated");
    cr_expect_str_eq(ask(p, GDCS_SEX_TOTAL, "MT", "2003", NULL), "397050 interpolated");
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "MT", "2005", NULL), "GDCS_E_EMPTY");
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "MT", "2006", NULL), "GDCS_E_NAME");
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "MT", "2000", NULL), "GDCS_E_NAME");
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "MT", "2002-Q3", NULL), "GDCS_E_NAME");
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "MT", "2001-Q1", NULL), "5");
    gdcs_population_free(p);
    gdcs_table_free(t);
}

Test(population, takes_the_nearest_years_that_have_the_cell)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "year=period sex");
    add(t, "2010 F", 100);
    add(t, "2020 F", 900);
    add(t, "2004 F", 40);
    add(t, "2000 F", 1);
    add(t, "2006 M", 7); /* no women that year */
    gdcs_population *p = population_of(t, GDCS_POPULATION_GAPS_LINEAR, 0);
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, NULL, "2007", NULL), "70 interpolated");
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, NULL, "2006", NULL), "60 interpolated");
    gdcs_population_free(p);
    gdcs_table_free(t);
}

Test(population, sums_over_ages_or_takes_their_declared_total)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "age* sex area");
    add(t, "young F A", 10);
    add(t, "old F A", 20);
    add(t, "young F B", 1);
    add(t, "TOTAL F B", 5);
    add(t, "young F C", 3); /* neither all ages nor a total */
    gdcs_population *p = population_of(t, 0, 0);
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "A", NULL, NULL), "30");
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "A", NULL, "old"), "20");
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "B", NULL, NULL), "5");
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "C", NULL, NULL), "GDCS_E_EMPTY");
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "B", NULL, "old"), "GDCS_E_EMPTY");
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "B", NULL, "none"), "GDCS_E_NAME");
    cr_expect_str_eq(ask(p, GDCS_SEX_MALE, "A", NULL, NULL), "GDCS_E_EMPTY");
    cr_expect_str_eq(ask(p, GDCS_SEX_TOTAL, "A", NULL, NULL), "GDCS_E_EMPTY");
    gdcs_population_free(p);
    gdcs_table_free(t);
}

Test(population, of_nobody_is_missing_whatever_the_table_says)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "sex area");
    add(t, "F A", 10);
    add(t, "M A", 20);
    add(t, "M B", 5);
    add(t, "_O A", 2);
    add(t, "_U A", 3);
    add(t, "_Z A", 1000);
    set_range(t, "F C", 1, 4, 'Q');
    gdcs_population *p = population_of(t, 0, 0);
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "B", NULL, NULL), "GDCS_E_EMPTY");
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, "C", NULL, NULL), "GDCS_E_EMPTY");
    cr_expect_str_eq(ask(p, GDCS_SEX_TOTAL, "B", NULL, NULL), "GDCS_E_EMPTY");
    /* persons of other and of unknown sex are residents, companies are not */
    cr_expect_str_eq(ask(p, GDCS_SEX_TOTAL, "A", NULL, NULL), "35");
    gdcs_population_free(p);
    gdcs_table_free(t);
}

Test(population, scale_multiplies)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "sex");
    add(t, "F", 12.5);
    gdcs_population *p = population_of(t, 0, 1000);
    cr_expect_str_eq(ask(p, GDCS_SEX_FEMALE, NULL, NULL, NULL), "12500");
    gdcs_population_free(p);
    gdcs_table_free(t);
}

Test(population, refuses_tables_and_options_that_do_not_fit)
{
    gdcs_table *bad[] = {make_table(0, "area"), make_table(0, "sex role"),
                         make_table(0, "sex area region=area"), make_table(0, "sex kind")};
    gdcs_table *t = make_table(0, "sex");
    gdcs_population *p = NULL;
    const gdcs_population_key key = {.struct_size = sizeof key, .sex = GDCS_SEX_FEMALE},
                              small = {.struct_size = 8};
    gdcs_population_result r = {.struct_size = sizeof r, .persons = 77}, old = {.struct_size = 8};
    gdcs_population_options o = {.struct_size = sizeof o, .gaps = 2};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        cr_expect(eq(i32, gdcs_population_new(bad[i], NULL, &p, NULL), GDCS_E_SHAPE), "%zu", i);
        gdcs_table_free(bad[i]);
    }
    cr_expect(eq(i32, gdcs_population_new(t, &o, &p, NULL), GDCS_E_OPTION));
    const double scales[] = {-1, NAN, INFINITY, 1e16};
    for (int i = 0; i < 4; i++) {
        o = (gdcs_population_options){.struct_size = sizeof o, .scale = scales[i]};
        cr_expect(eq(i32, gdcs_population_new(t, &o, &p, NULL), GDCS_E_OPTION));
    }
    o = (gdcs_population_options){.struct_size = 4};
    cr_expect(eq(i32, gdcs_population_new(t, &o, &p, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_population_new(NULL, NULL, &p, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_population_new(t, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(p == NULL);
    add(t, "F", 1);
    p = population_of(t, 0, 0);
    cr_expect(eq(i32, gdcs_population_get(NULL, &key, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_population_get(p, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_population_get(p, &key, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_population_get(p, &small, &r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_population_get(p, &key, &old, NULL), GDCS_E_STRUCT));
    cr_expect(eq(dbl, r.persons, 77));
    gdcs_population_free(p);
    gdcs_population_free(NULL);
    gdcs_table_free(t);
}

static gdcs_status live(void *data)
{
    gdcs_population *p = NULL;
    const gdcs_status status = gdcs_population_new(data, NULL, &p, NULL);
    gdcs_population_free(p);
    return status;
}

Test(population, survives_every_failing_allocation)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex age* year=period");
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    add(t, "FR F TOTAL 2000", 1);
    const fail_alloc_report r = fail_alloc_each(live, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_table_free(t);
}

Test(population, struct_sizes_are_those_of_the_first_release)
{
    cr_expect(eq(sz, sizeof(gdcs_population_options), 16));
    cr_expect(eq(sz, sizeof(gdcs_population_key), 8 + 3 * sizeof(char *)));
    cr_expect(eq(sz, sizeof(gdcs_population_result), 16));
}
