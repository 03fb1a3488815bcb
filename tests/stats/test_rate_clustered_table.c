/* Mirrors lib/stats/rate/clustered_table.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "stats/make.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/rate.h>

TestSuite(rate_clustered_table, .timeout = 60);

static const char *const area[] = {"area"};
static const char *const twice[] = {"area", "area"};

static gdcs_population *people_of(gdcs_table *t)
{
    gdcs_population *p = NULL;
    cr_assert(eq(i32, gdcs_population_new(t, NULL, &p, NULL), GDCS_OK));
    gdcs_table_free(t);
    return p;
}

static gdcs_table *years(void)
{
    return make_table(0, "area year=period sex");
}

/* Five years of AT; one of BE, of which there are two; CZ has nobody in 2018. */
static gdcs_population *residents(void)
{
    gdcs_table *t = years();
    for (int i = 0; i < 5; i++) {
        char labels[32];
        snprintf(labels, sizeof labels, "AT %d F", 2018 + i);
        add(t, labels, 1000 + 10 * i);
        snprintf(labels, sizeof labels, "AT %d M", 2018 + i);
        add(t, labels, 900 + 20 * i);
    }
    add(t, "BE 2018 F", 500);
    add(t, "BE 2018 M", 600);
    add(t, "CZ 2018 F", 0);
    add(t, "CZ 2018 M", 700);
    add(t, "CZ 2019 F", 700);
    add(t, "CZ 2019 M", 700);
    return people_of(t);
}

static gdcs_table *victims(void)
{
    static const double women[] = {4, 9, 30, 2, 11}, men[] = {40, 38, 42, 41, 39};
    gdcs_table *t = years();
    for (int i = 0; i < 5; i++) {
        char labels[32];
        snprintf(labels, sizeof labels, "AT %d F", 2018 + i);
        add(t, labels, women[i]);
        snprintf(labels, sizeof labels, "AT %d M", 2018 + i);
        add(t, labels, men[i]);
    }
    add(t, "AT 2020 _U", 3);
    add(t, "BE 2018 F", 2);
    add(t, "CZ 2018 M", 2);
    add(t, "CZ 2019 M", 4);
    return t;
}

static gdcs_frame *clustered(const gdcs_table *t, const gdcs_population *p,
                             const gdcs_rate_clustered_options *o)
{
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_rate_table_clustered(t, p, "year", area, 1, o, &f, &err), &err, "clustered");
    return f;
}

static void expect_rate(const gdcs_frame *f, int64_t row, const gdcs_rate_clustered_result *r)
{
    static const char *const name[] = {"value",     "lower",       "upper",
                                       "std_error", "bound_lower", "bound_upper",
                                       "events",    "population",  "dispersion"};
    const double wanted[] = {r->rate.value,     r->rate.lower,   r->rate.upper,
                             r->rate.std_error, r->bounds.lower, r->bounds.upper,
                             r->events,         r->population,   r->dispersion};
    for (int i = 0; i < 9; i++)
        cr_expect(near_relative(number(f, name[i], row), wanted[i], 1e-15),
                  "row %d, %s: %g, not %g", (int)row, name[i], number(f, name[i], row), wanted[i]);
    cr_expect(eq(u32, notes(f, row), r->notes), "row %d", (int)row);
}

Test(rate_clustered_table, rows_are_the_scalar_form)
{
    static const double women[] = {4, 9, 30, 2, 11}, men[] = {40, 38, 42, 41, 39};
    static const double all[] = {44, 47, 75, 43, 50}, unknown[] = {0, 0, 3, 0, 0};
    static const double of_women[] = {1000, 1010, 1020, 1030, 1040};
    static const double of_men[] = {900, 920, 940, 960, 980};
    static const double of_all[] = {1900, 1930, 1960, 1990, 2020};
    const gdcs_rate_arrays units[] = {{sizeof *units, 0, women, unknown, of_women},
                                      {sizeof *units, 0, men, unknown, of_men},
                                      {sizeof *units, 0, all, NULL, of_all}};
    static const int32_t methods[] = {1, 4, 5};
    static const char *const text[] = {"Dobson", "bootstrap percentile", "bootstrap BCa"};
    gdcs_table *t = victims();
    gdcs_population *p = residents();
    for (int m = 0; m < 3; m++) {
        const gdcs_rate_clustered_options o = {
            .struct_size = sizeof o, .method = methods[m], .replicates = 50, .seed = 7, .per = 1e3};
        gdcs_frame *f = clustered(t, p, &o);
        for (int64_t row = 0; row < 3; row++) {
            gdcs_rate_clustered_result r = {.struct_size = sizeof r};
            cr_assert(eq(i32, gdcs_rate_estimate_clustered(&units[row], 5, &o, &r, NULL), GDCS_OK));
            expect_rate(f, row, &r);
            cr_expect(near_relative(number(f, "log10_p", row), r.test.log10_p, 1e-15));
            cr_expect(number(f, "units", row) == 5);
            cr_expect_str_eq(word(f, "method", row), text[m]);
        }
        cr_expect_str_eq(column(f, "upper").unit, "per 1000");
        gdcs_frame_free(f);
    }
    gdcs_table_free(t);
    gdcs_population_free(p);
}

Test(rate_clustered_table, what_shows_no_dispersion_has_bounds_alone)
{
    gdcs_table *t = victims();
    gdcs_population *p = residents();
    gdcs_frame *f = clustered(t, p, NULL);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 9));
    cr_expect_str_eq(word(f, "area", 3), "BE");
    cr_expect(isnan(number(f, "value", 3)) && number(f, "units", 3) == 1);
    cr_expect(number(f, "bound_lower", 3) == 400 && number(f, "events", 3) == 2);
    cr_expect(eq(u32, notes(f, 3), GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(isnan(number(f, "value", 6)) && number(f, "units", 6) == 1);
    cr_expect(eq(u32, notes(f, 6), GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_EMPTY_UNIT));
    cr_expect(number(f, "value", 7) > 0 && number(f, "units", 7) == 2);
    add(t, "BE 2019 F", 1);
    add(t, "DE 2018 F", 1);
    gdcs_frame *g = clustered(t, p, NULL);
    for (int64_t row = 3; row < 12; row += row == 5 ? 4 : 1) {
        cr_expect(isnan(number(g, "value", row)) && isnan(number(g, "bound_upper", row)));
        cr_expect(noted(g, row, GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_NO_POPULATION));
    }
    cr_expect_str_eq(gdcs_frame_get_meta(g, GDCS_META_METHOD),
                     "Rate per 100 000 persons of the same sex, of the units of \"year\"; 95 % "
                     "Dobson interval; bounds hold whatever the sex of the unknown.");
    gdcs_frame_free(f);
    gdcs_frame_free(g);
    gdcs_table_free(t);
    gdcs_population_free(p);
}

/* Persons by how many offences they have. */
static gdcs_table *repeaters(void)
{
    gdcs_table *t = make_table(0, "area times=group* sex");
    static const char *const labels[] = {"AT 0 F", "AT 1 F",  "AT 2 F", "AT 7 F",     "AT 1 M",
                                         "AT 2 M", "AT 7 _U", "BE 1 F", "AT TOTAL F", "BE 2 M"};
    static const double persons[] = {7, 20, 5, 1, 200, 31, 2, 3, 33, 0};
    for (int i = 0; i < 10; i++)
        add(t, labels[i], persons[i]);
    return t;
}

static gdcs_population *everybody(void)
{
    gdcs_table *t = make_table(0, "area sex");
    add(t, "AT F", 4000);
    add(t, "AT M", 5000);
    add(t, "BE F", 800);
    add(t, "BE M", 900);
    return people_of(t);
}

static gdcs_frame *repeated(const gdcs_table *t, const gdcs_population *p,
                            const gdcs_rate_clustered_options *o)
{
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_rate_table_repeated(t, p, "times", area, 1, o, &f, &err), &err, "repeated");
    return f;
}

Test(rate_clustered_table, persons_by_their_events_are_the_scalar_form)
{
    static const double times[] = {1, 2, 7};
    static const double persons[][3] = {{20, 5, 1}, {200, 31, 0}, {220, 36, 3},
                                        {3, 0, 0},  {0, 0, 0},    {3, 0, 0}};
    static const double of[] = {4000, 5000, 9000, 800, 900, 1700};
    gdcs_table *t = repeaters();
    gdcs_population *p = everybody();
    for (int32_t method = 1; method <= 3; method++) {
        const gdcs_rate_clustered_options o = {.struct_size = sizeof o, .method = method};
        gdcs_frame *f = repeated(t, p, &o);
        cr_assert(eq(i64, gdcs_frame_count_rows(f), 6));
        for (int64_t row = 0; row < 6; row++) {
            gdcs_rate_clustered_result r = {.struct_size = sizeof r};
            cr_assert(eq(i32,
                         gdcs_rate_estimate_repeated(times, persons[row], 3, of[row], &o, &r, NULL),
                         GDCS_OK));
            if (row < 2) {
                r.bounds.upper = 1e5 * (r.events + 14) / of[row];
                r.notes |= GDCS_NOTE_UNKNOWN_PRESENT;
            }
            expect_rate(f, row, &r);
            cr_expect(number(f, "persons", row) == r.clusters);
            cr_expect(number(f, "unknown", row) == (row < 2 ? 2 : 0));
        }
        gdcs_frame_free(f);
    }
    gdcs_table_free(t);
    gdcs_population_free(p);
}

static void expect_law(const gdcs_population *p, gdcs_table *(*make)(void), const char *label,
                       gdcs_frame *(*estimate)(const gdcs_table *, const gdcs_population *,
                                               const gdcs_rate_clustered_options *))
{
    gdcs_table *t = make();
    const double value = cell(t, label).value;
    gdcs_frame *before = estimate(t, p, NULL);
    for (int step = 0; step < 3; step++) {
        if (step < 2)
            set_range(t, label, fmax(value - 1 - step, 0), value + 2 + step, 'Q');
        else
            set_missing(t, label, 'L');
        gdcs_frame *after = estimate(t, p, NULL);
        expect_no_narrower(before, after, label);
        gdcs_frame_free(before);
        before = after;
    }
    cr_expect(isinf(number(before, "bound_upper", 2)), "%s", label);
    gdcs_frame_free(before);
    gdcs_table_free(t);
}

Test(rate_clustered_table, widening_a_cell_never_narrows_the_bounds)
{
    static const char *const of_years[] = {"AT 2018 F", "AT 2019 M", "AT 2020 _U", "AT 2022 _O"};
    static const char *const of_times[] = {"AT 1 F", "AT 2 M", "AT 7 _U", "AT 7 M"};
    gdcs_population *by_year = residents(), *p = everybody();
    for (int i = 0; i < 4; i++) {
        expect_law(by_year, victims, of_years[i], clustered);
        expect_law(p, repeaters, of_times[i], repeated);
    }
    gdcs_population_free(by_year);
    gdcs_population_free(p);
}

Test(rate_clustered_table, refuses_what_does_not_fit)
{
    const gdcs_rate_clustered_options sizeless = {.method = 1};
    const gdcs_rate_clustered_options gamma = {.struct_size = sizeof gamma, .method = 2};
    const gdcs_rate_clustered_options bca = {.struct_size = sizeof bca, .method = 5};
    gdcs_table *t = victims(), *r = repeaters(), *open = repeaters();
    gdcs_population *p = residents(), *all = everybody();
    gdcs_frame *f = NULL;
    add(open, "AT 5+ F", 1);
    const struct {
        gdcs_status (*call)(const gdcs_table *, const gdcs_population *, const char *,
                            const char *const *, int32_t, const gdcs_rate_clustered_options *,
                            gdcs_frame **, gdcs_error *);
        const gdcs_table *table;
        const gdcs_population *population;
        const char *axis;
        const char *const *keep;
        int32_t n;
        const gdcs_rate_clustered_options *options;
        gdcs_status status;
    } row[] = {{gdcs_rate_table_clustered, NULL, p, "year", area, 1, NULL, GDCS_E_ARGUMENT},
               {gdcs_rate_table_clustered, t, NULL, "year", area, 1, NULL, GDCS_E_ARGUMENT},
               {gdcs_rate_table_clustered, t, p, NULL, area, 1, NULL, GDCS_E_ARGUMENT},
               {gdcs_rate_table_clustered, t, p, "year", NULL, 1, NULL, GDCS_E_ARGUMENT},
               {gdcs_rate_table_clustered, t, p, "year", area, -1, NULL, GDCS_E_ARGUMENT},
               {gdcs_rate_table_clustered, t, p, "year", area, 1, &sizeless, GDCS_E_STRUCT},
               {gdcs_rate_table_clustered, t, p, "year", area, 1, &gamma, GDCS_E_OPTION},
               {gdcs_rate_table_clustered, t, p, "court", area, 1, NULL, GDCS_E_NAME},
               {gdcs_rate_table_clustered, t, p, "year", twice, 2, NULL, GDCS_E_DUPLICATE},
               {gdcs_rate_table_clustered, t, p, "sex", area, 1, NULL, GDCS_E_SHAPE},
               {gdcs_rate_table_clustered, t, p, "year", NULL, 0, NULL, GDCS_E_SHAPE},
               {gdcs_rate_table_clustered, r, all, "times", area, 1, NULL, GDCS_E_SHAPE},
               {gdcs_rate_table_repeated, NULL, all, "times", area, 1, NULL, GDCS_E_ARGUMENT},
               {gdcs_rate_table_repeated, r, NULL, "times", area, 1, NULL, GDCS_E_ARGUMENT},
               {gdcs_rate_table_repeated, r, all, NULL, area, 1, NULL, GDCS_E_ARGUMENT},
               {gdcs_rate_table_repeated, r, all, "times", NULL, 1, NULL, GDCS_E_ARGUMENT},
               {gdcs_rate_table_repeated, r, all, "times", area, -1, NULL, GDCS_E_ARGUMENT},
               {gdcs_rate_table_repeated, r, all, "times", area, 1, &sizeless, GDCS_E_STRUCT},
               {gdcs_rate_table_repeated, r, all, "times", area, 1, &bca, GDCS_E_OPTION},
               {gdcs_rate_table_repeated, r, all, "often", area, 1, NULL, GDCS_E_NAME},
               {gdcs_rate_table_repeated, open, all, "times", area, 1, NULL, GDCS_E_NAME},
               {gdcs_rate_table_repeated, r, all, "times", twice, 2, NULL, GDCS_E_DUPLICATE},
               {gdcs_rate_table_repeated, r, all, "sex", area, 1, NULL, GDCS_E_SHAPE},
               {gdcs_rate_table_repeated, r, all, "times", NULL, 0, NULL, GDCS_E_SHAPE}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        cr_expect(eq(i32,
                     row[i].call(row[i].table, row[i].population, row[i].axis, row[i].keep,
                                 row[i].n, row[i].options, &f, NULL),
                     row[i].status),
                  "row %zu", i);
    for (int i = 0; i < 2; i++)
        cr_expect(
            eq(i32, row[12 * i].call(r, all, "times", area, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect_null(f);
    gdcs_table_free(t);
    gdcs_table_free(r);
    gdcs_table_free(open);
    gdcs_population_free(p);
    gdcs_population_free(all);
}

typedef struct inputs {
    gdcs_table *table;
    gdcs_population *population;
    int repeated;
} inputs;

static gdcs_status make_and_free(void *data)
{
    const gdcs_rate_clustered_options o = {
        .struct_size = sizeof o, .method = GDCS_RATE_CLUSTERED_METHOD_BCA, .replicates = 10};
    const inputs *in = data;
    gdcs_frame *f = NULL;
    const gdcs_status status =
        in->repeated
            ? gdcs_rate_table_repeated(in->table, in->population, "times", area, 1, NULL, &f, NULL)
            : gdcs_rate_table_clustered(in->table, in->population, "year", area, 1, &o, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(rate_clustered_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    inputs in[] = {{victims(), residents(), 0}, {repeaters(), everybody(), 1}};
    for (int i = 0; i < 2; i++) {
        const fail_alloc_report r = fail_alloc_each(make_and_free, &in[i]);
        cr_expect(eq(str, (char *)r.wrong, ""));
        cr_expect(gt(i64, r.allocations, 10));
        gdcs_table_free(in[i].table);
        gdcs_population_free(in[i].population);
    }
}
