/* Mirrors lib/stats/standard/table.c and ages.c, and lib/stats/residents.c. */
#include "fail_alloc.h"
#include "stats/make.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/standard.h>
#include <math.h>
#include <string.h>

TestSuite(standard_table, .timeout = 60);

static gdcs_table *table_kept(const char *age_total, int32_t sensitivity)
{
    const gdcs_table_options options = {.struct_size = sizeof options, .sensitivity = sensitivity};
    const gdcs_axis axes[] = {
        {.struct_size = sizeof *axes, .name = "country", .concept_id = GDCS_CONCEPT_AREA},
        {.struct_size = sizeof *axes,
         .name = "age",
         .concept_id = GDCS_CONCEPT_AGE,
         .total = age_total},
        {.struct_size = sizeof *axes, .name = "sex", .concept_id = GDCS_CONCEPT_SEX}};
    gdcs_table *t = NULL;
    cr_assert(eq(i32, gdcs_table_new(&options, &t, NULL), GDCS_OK));
    for (int i = 0; i < 3; i++)
        cr_assert(eq(i32, gdcs_table_add_axis(t, &axes[i], NULL), GDCS_OK));
    return t;
}

static gdcs_table *table_new(const char *age_total)
{
    return table_kept(age_total, GDCS_SENSITIVITY_PUBLIC);
}

static void put(gdcs_table *t, const char *country, const char *age, const char *sex, double value)
{
    const char *labels[] = {country, age, sex};
    cr_assert(eq(i32, gdcs_table_add(t, labels, value, NULL), GDCS_OK));
}

static void widen(gdcs_table *t, const char *country, const char *age, const char *sex,
                  double lower, double upper)
{
    const char *labels[] = {country, age, sex};
    const gdcs_cell cell = {
        .struct_size = sizeof cell, .value = NAN, .lower = lower, .upper = upper};
    cr_assert(eq(i32, gdcs_table_set(t, labels, &cell, NULL), GDCS_OK));
}

/* Residents in finer bands, named otherwise than those of the victims, beside an aggregate; in CZ the
   oldest are not known. */
static gdcs_population *residents_kept(int32_t sensitivity)
{
    static const char *const age[] = {"Y_LT15", "Y15-29", "Y30-44", "Y45-64",
                                      "Y65-84", "Y_GE85", "Y15-44"};
    static const double women[] = {600, 700, 750, 1000, 800, 150, 1450};
    gdcs_table *t = table_kept("TOTAL", sensitivity);
    gdcs_population *p = NULL;
    for (int i = 0; i < 7; i++) {
        put(t, "AT", age[i], "F", 1000 * women[i]);
        put(t, "AT", age[i], "M", 1000 * women[i] + (i == 6 ? 15000 : 5000 * (3 - i)));
        if (i != 5)
            put(t, "CZ", age[i], "F", 1200 * women[i]);
        put(t, "CZ", age[i], "M", 1100 * women[i]);
    }
    cr_assert(eq(i32, gdcs_population_new(t, NULL, &p, NULL), GDCS_OK));
    gdcs_table_free(t);
    return p;
}

static gdcs_population *residents(void)
{
    return residents_kept(GDCS_SENSITIVITY_PUBLIC);
}

static const double women_population[] = {600e3, 1450e3, 1800e3, 150e3};
static const double men_population[] = {615e3, 1465e3, 1795e3, 140e3};
static const char *const bands[] = {"0-14", "15-44", "45-84", "85+"};
static const double weights[] = {16000, 38000, 43500, 2500};
static const char *const country[] = {"country"};

/* Victims: women 2 11 9 1, men 1 40 20 0. */
static gdcs_table *victims(const char *total)
{
    static const double women[] = {2, 11, 9, 1}, men[] = {1, 40, 20, 0};
    gdcs_table *t = table_new(total);
    for (int i = 0; i < 4; i++) {
        put(t, "AT", bands[i], "F", women[i]);
        put(t, "AT", bands[i], "M", men[i]);
    }
    return t;
}

static gdcs_frame *rates(const gdcs_table *t, const gdcs_standard_options *o)
{
    gdcs_population *p = residents();
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_standard_table(t, p, country, 1, o, &f, &err), GDCS_OK), "%s",
              err.message);
    gdcs_population_free(p);
    return f;
}

static gdcs_standard_result scalar(const double *events, const double *population,
                                   const double *unknown, double age)
{
    const gdcs_standard_strata in = {.struct_size = sizeof in,
                                     .events = events,
                                     .population = population,
                                     .weights = weights,
                                     .unknown = unknown,
                                     .unknown_age = &age};
    gdcs_standard_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_standard_estimate(&in, 4, NULL, &r, NULL), GDCS_OK));
    return r;
}

static void expect_row(const gdcs_frame *f, int64_t row, const gdcs_standard_result *r)
{
    static const char *const name[] = {"events",      "unknown_age", "population", "crude",
                                       "value",       "lower",       "upper",      "std_error",
                                       "bound_lower", "bound_upper"};
    const double wanted[] = {r->events,       r->unknown_age, r->population, r->crude,
                             r->rate.value,   r->rate.lower,  r->rate.upper, r->rate.std_error,
                             r->bounds.lower, r->bounds.upper};
    for (int i = 0; i < 10; i++)
        cr_expect(near_relative(number(f, name[i], row), wanted[i], 1e-14), "row %d, %s: %g, %g",
                  (int)row, name[i], number(f, name[i], row), wanted[i]);
}

Test(standard_table, rows_are_the_scalar_form_on_bands_joined_from_finer_ones)
{
    static const double women[] = {2, 11, 9, 1}, men[] = {1, 40, 20, 0}, all[] = {3, 53, 30, 1},
                        both[] = {1215e3, 2915e3, 3595e3, 290e3}, unknown[] = {0, 2, 0, 0};
    gdcs_table *t = victims(NULL);
    put(t, "AT", "15-44", "_U", 2);
    put(t, "AT", "45-84", "_O", 1);
    gdcs_frame *f = rates(t, NULL);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 3));
    const gdcs_standard_result w = scalar(women, women_population, unknown, 0),
                               m = scalar(men, men_population, unknown, 0),
                               a = scalar(all, both, NULL, 0);
    expect_row(f, 0, &w);
    expect_row(f, 1, &m);
    expect_row(f, 2, &a);
    cr_expect_str_eq(word(f, "sex", 0), "F");
    cr_expect_str_eq(word(f, "sex", 2), "_T");
    cr_expect_str_eq(word(f, "method", 0), "gamma (Fay-Feuer)");
    cr_expect(number(f, "unknown", 0) == 2 && number(f, "unknown", 2) == 0);
    cr_expect(eq(u32, notes(f, 0), w.notes | GDCS_NOTE_OTHER_PRESENT));
    cr_expect(eq(u32, notes(f, 2), a.notes));
    cr_expect(strstr(gdcs_frame_get_meta(f, GDCS_META_METHOD),
                     "European Standard Population 2013 (Eurostat) in 4 bands") != NULL,
              "%s", gdcs_frame_get_meta(f, GDCS_META_METHOD));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(standard_table, unknown_ages_are_listed_spread_and_bounded)
{
    static const double women[] = {2, 11, 9, 1};
    const gdcs_standard_result w = scalar(women, women_population, NULL, 5);
    for (int way = 0; way < 3; way++) {
        gdcs_table *t = victims("TOTAL");
        if (way != 1)
            put(t, "AT", "UNK", "F", way == 0 ? 5 : 2);
        if (way != 0) {
            put(t, "AT", "TOTAL", "F", 28);
            put(t, "AT", "TOTAL", "M", 61);
        }
        gdcs_frame *f = rates(t, NULL);
        expect_row(f, 0, &w);
        cr_expect(eq(u32, notes(f, 0), w.notes | (way == 0 ? 0 : GDCS_NOTE_TOTAL_EXCEEDS)));
        cr_expect(number(f, "unknown_age", 1) == 0);
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
    gdcs_table *t = victims("TOTAL");
    put(t, "AT", "TOTAL", "F", 20);
    put(t, "AT", "TOTAL", "M", 61);
    gdcs_frame *f = rates(t, NULL);
    cr_expect(number(f, "unknown_age", 0) == 0);
    cr_expect(eq(u32, notes(f, 0), GDCS_NOTE_PARTS_EXCEED));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(standard_table, ages_that_do_not_count_have_no_part_but_of_the_unknown)
{
    const gdcs_standard_options o = {.struct_size = sizeof o, .youngest = 15};
    gdcs_table *t = victims(NULL), *known = victims(NULL);
    put(t, "AT", "unknown", "F", 23);
    gdcs_frame *f = rates(t, &o), *g = rates(known, &o);
    cr_expect(number(g, "events", 0) == 21 && number(g, "population", 0) == 3400e3);
    cr_expect(near_relative(number(f, "unknown_age", 0), 21, 1e-15)); /* of 23, as 21 of 23 are */
    cr_expect(near_relative(number(f, "value", 0), 2 * number(g, "value", 0), 1e-14));
    cr_expect(number(f, "bound_lower", 0) == number(g, "bound_lower", 0));
    gdcs_frame_free(f);
    gdcs_frame_free(g);
    gdcs_table_free(t);
    gdcs_table_free(known);
}

Test(standard_table, a_band_without_population_has_a_note_and_no_value)
{
    gdcs_table *t = victims(NULL);
    put(t, "CZ", "45-84", "F", 4);
    put(t, "SK", "45-84", "F", 4);
    gdcs_frame *f = rates(t, NULL);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 9));
    for (int row = 3; row < 9; row += 3) {
        cr_expect(isnan(number(f, "value", row)) && isnan(number(f, "bound_upper", row)));
        cr_expect(eq(u32, notes(f, row), GDCS_NOTE_NO_POPULATION | GDCS_NOTE_NOT_ESTIMABLE));
    }
    cr_expect(number(f, "value", 4) == 0);
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* The cell of women of 15-44, exact, then wider and wider; in the last rows of unknown sex and age too. */
Test(standard_table, widening_a_cell_never_narrows_the_bounds)
{
    static const double cell[][2] = {{11, 11}, {9, 12}, {1, 15}, {0, INFINITY}};
    static const char *const where[][2] = {
        {"15-44", "F"}, {"15-44", "_U"}, {"UNK", "F"}, {"UNK", "_U"}};
    for (int total = 0; total < 2; total++)
        for (int at = 0; at < 4; at++) {
            double before[3][2];
            double ratio[2][2];
            for (int step = 0; step < 4; step++) {
                gdcs_table *t = table_new("TOTAL");
                static const double women[] = {2, 11, 9, 1};
                for (int i = 0; i < 4; i++) {
                    if (i != 1 || at != 0)
                        put(t, "AT", bands[i], "F", women[i]);
                    put(t, "AT", bands[i], "M", 3 * women[i]);
                }
                widen(t, "AT", where[at][0], where[at][1], cell[step][0], cell[step][1]);
                if (total) {
                    put(t, "AT", "TOTAL", "F", 50);
                    put(t, "AT", "TOTAL", "M", 80);
                    put(t, "AT", "TOTAL", "_U", 20);
                }
                gdcs_population *p = residents();
                gdcs_frame *f = NULL, *g = NULL;
                cr_assert(eq(i32, gdcs_standard_table(t, p, country, 1, NULL, &f, NULL), GDCS_OK));
                cr_assert(
                    eq(i32, gdcs_standard_table_ratio(t, p, country, 1, NULL, &g, NULL), GDCS_OK));
                for (int row = 0; row < 5; row++) {
                    const gdcs_frame *from = row < 3 ? f : g;
                    double *old = row < 3 ? before[row] : ratio[row - 3];
                    const double now[] = {number(from, "bound_lower", row % 3),
                                          number(from, "bound_upper", row % 3)};
                    const double slack = 1e-12 * (1 + fabs(now[0]));
                    cr_expect(step == 0 || (now[0] <= old[0] + slack && now[1] >= old[1] - slack),
                              "total %d, cell %d, step %d, row %d: %g..%g after %g..%g", total, at,
                              step, row, now[0], now[1], old[0], old[1]);
                    memcpy(old, now, sizeof now);
                    const double value = number(from, "value", row % 3);
                    cr_expect(isnan(value) || (value >= now[0] - slack && value <= now[1] + slack));
                }
                gdcs_frame_free(f);
                gdcs_frame_free(g);
                gdcs_table_free(t);
                gdcs_population_free(p);
            }
        }
}

Test(standard_table, ratios_are_those_of_the_scalar_form)
{
    static const double women[] = {2, 11, 9, 1}, men[] = {1, 40, 20, 0};
    gdcs_table *t = victims(NULL);
    gdcs_population *p = residents();
    gdcs_frame *f = NULL;
    const gdcs_standard_strata w = {.struct_size = sizeof w,
                                    .events = women,
                                    .population = women_population,
                                    .weights = weights},
                               m = {.struct_size = sizeof m,
                                    .events = men,
                                    .population = men_population,
                                    .weights = weights};
    gdcs_standard_ratio_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_standard_estimate_ratio(&w, &m, 4, NULL, &r, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_standard_table_ratio(t, p, country, 1, NULL, &f, NULL), GDCS_OK));
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 2));
    cr_expect_str_eq(word(f, "measure", 0), "ratio_women_per_man");
    cr_expect_str_eq(word(f, "measure", 1), "difference_women_minus_men");
    cr_expect(near_relative(number(f, "upper", 0), r.ratio_women_per_man.upper, 1e-13));
    cr_expect(near_relative(number(f, "lower", 1), r.difference_women_minus_men.lower, 1e-13));
    cr_expect(near_relative(number(f, "men", 1), r.men.value, 1e-14));
    gdcs_frame_free(f);
    gdcs_population_free(p);
    gdcs_table_free(t);
}

static gdcs_status of_ages(const char *a, const char *b, const gdcs_population *p,
                           const gdcs_standard_options *o)
{
    gdcs_table *t = table_new(NULL);
    gdcs_frame *f = NULL;
    put(t, "AT", a, "F", 3);
    put(t, "AT", b, "F", 3);
    const gdcs_status status = gdcs_standard_table(t, p, country, 1, o, &f, NULL);
    gdcs_frame_free(f);
    gdcs_table_free(t);
    return status;
}

Test(standard_table, is_as_sensitive_as_the_population_if_that_is_more_so)
{
    const int32_t most[] = {GDCS_SENSITIVITY_PUBLIC, GDCS_SENSITIVITY_PROTECTED};
    gdcs_table *t = victims(NULL);
    for (int i = 0; i < 2; i++) {
        gdcs_population *p = residents_kept(most[i]);
        gdcs_frame *f = NULL, *g = NULL;
        cr_assert(eq(i32, gdcs_standard_table(t, p, country, 1, NULL, &f, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_standard_table_ratio(t, p, country, 1, NULL, &g, NULL), GDCS_OK));
        cr_expect(eq(i32, gdcs_frame_get_sensitivity(f), most[i]));
        cr_expect(eq(i32, gdcs_frame_get_sensitivity(g), most[i]));
        cr_expect(eq(i32, column(g, "country").sensitivity, GDCS_SENSITIVITY_PUBLIC));
        gdcs_frame_free(f);
        gdcs_frame_free(g);
        gdcs_population_free(p);
    }
    gdcs_table_free(t);
}

Test(standard_table, refuses_ages_that_do_not_fit)
{
    gdcs_population *p = residents();
    const gdcs_standard_options bad = {.struct_size = sizeof bad, .population = 7};
    cr_expect(eq(i32, of_ages("0-44", "45+", p, NULL), GDCS_OK));
    cr_expect(eq(i32, of_ages("0-44", "45+", p, &bad), GDCS_E_OPTION));
    cr_expect(eq(i32, of_ages("0-44", "40+", p, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, of_ages("0-44", "50+", p, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, of_ages("0-17", "18+", p, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, of_ages("0-59", "60+", p, NULL), GDCS_E_SHAPE)); /* the population's 45-64 */
    cr_expect(eq(i32, of_ages("minors", "18+", p, NULL), GDCS_E_NAME));
    gdcs_population_free(p);
}

Test(standard_table, refuses_what_does_not_fit)
{
    static const char *const none[] = {"court"}, *const twice[] = {"country", "country"};
    static const char *const age[] = {"country", "age"}, *const sex[] = {"country", "sex"};
    const gdcs_standard_options sizeless = {.method = 1},
                                bad = {.struct_size = sizeof bad, .per = -1};
    gdcs_table *t = victims(NULL), *ageless = NULL, *one = NULL;
    gdcs_population *p = residents(), *all_ages = NULL;
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_table_slice(t, "age", "85+", &ageless, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_population_new(ageless, NULL, &all_ages, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_slice(t, "sex", "F", &one, NULL), GDCS_OK));
    const struct {
        const gdcs_table *t;
        const gdcs_population *p;
        const char *const *keep;
        int32_t n;
        const gdcs_standard_options *o;
        gdcs_status status;
    } row[] = {{t, p, country, 1, NULL, GDCS_OK},
               {NULL, p, country, 1, NULL, GDCS_E_ARGUMENT},
               {t, NULL, country, 1, NULL, GDCS_E_ARGUMENT},
               {t, p, NULL, 1, NULL, GDCS_E_ARGUMENT},
               {t, p, country, -1, NULL, GDCS_E_ARGUMENT},
               {t, p, country, 1, &sizeless, GDCS_E_STRUCT},
               {t, p, country, 1, &bad, GDCS_E_OPTION},
               {t, p, none, 1, NULL, GDCS_E_NAME},
               {t, p, twice, 2, NULL, GDCS_E_DUPLICATE},
               {t, p, NULL, 0, NULL, GDCS_E_SHAPE},
               {t, p, age, 2, NULL, GDCS_E_SHAPE},
               {t, p, sex, 2, NULL, GDCS_E_SHAPE},
               {t, all_ages, country, 1, NULL, GDCS_E_SHAPE},
               {one, p, country, 1, NULL, GDCS_E_SHAPE},
               {ageless, p, country, 1, NULL, GDCS_E_SHAPE}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        cr_expect(
            eq(i32,
               gdcs_standard_table(row[i].t, row[i].p, row[i].keep, row[i].n, row[i].o, &f, NULL),
               row[i].status),
            "row %zu", i);
        gdcs_frame_free(f);
        f = NULL;
        cr_expect(eq(i32,
                     gdcs_standard_table_ratio(row[i].t, row[i].p, row[i].keep, row[i].n, row[i].o,
                                               &f, NULL),
                     row[i].status),
                  "row %zu", i);
        gdcs_frame_free(f);
        f = NULL;
    }
    cr_expect(eq(i32, gdcs_standard_table(t, p, country, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_standard_table_ratio(t, p, country, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    gdcs_table_free(t);
    gdcs_table_free(one);
    gdcs_table_free(ageless);
    gdcs_population_free(p);
    gdcs_population_free(all_ages);
}

typedef struct inputs {
    gdcs_table *table;
    gdcs_population *population;
} inputs;

static gdcs_status make_and_free(void *data)
{
    const inputs *in = data;
    gdcs_frame *f = NULL;
    gdcs_status status = gdcs_standard_table(in->table, in->population, country, 1, NULL, &f, NULL);
    gdcs_frame_free(f);
    if (status != GDCS_OK)
        return status;
    f = NULL;
    status = gdcs_standard_table_ratio(in->table, in->population, country, 1, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(standard_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    inputs in = {victims(NULL), residents()};
    const fail_alloc_report r = fail_alloc_each(make_and_free, &in);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(in.table);
    gdcs_population_free(in.population);
}
