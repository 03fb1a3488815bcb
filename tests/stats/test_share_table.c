/* Mirrors lib/stats/share/table.c, and with it lib/stats/result.c and lib/stats/persons.c. */
#include "fail_alloc.h"
#include "stats/make.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/share.h>
#include <math.h>
#include <string.h>

TestSuite(share_table, .timeout = 60);

/* A table over area, year and sex; `published` cells that nobody set are missing. */
static gdcs_table *table_new(int32_t absent)
{
    static const struct {
        const char *name;
        int32_t concept_id;
    } axes[] = {
        {"area", GDCS_CONCEPT_AREA}, {"year", GDCS_CONCEPT_PERIOD}, {"sex", GDCS_CONCEPT_SEX}};
    const gdcs_table_options o = {.struct_size = sizeof o, .absent = absent};
    gdcs_table *t = NULL;
    cr_assert(eq(i32, gdcs_table_new(&o, &t, NULL), GDCS_OK));
    for (int i = 0; i < 3; i++) {
        const gdcs_axis a = {
            .struct_size = sizeof a, .name = axes[i].name, .concept_id = axes[i].concept_id};
        cr_assert(eq(i32, gdcs_table_add_axis(t, &a, NULL), GDCS_OK));
    }
    return t;
}

static void put(gdcs_table *t, const char *area, const char *year, const char *sex, double value)
{
    const char *labels[] = {area, year, sex};
    cr_assert(eq(i32, gdcs_table_add(t, labels, value, NULL), GDCS_OK));
}

static void put_interval(gdcs_table *t, const char *area, const char *year, const char *sex,
                         double lower, double upper)
{
    const char *labels[] = {area, year, sex};
    const gdcs_cell cell = {
        .struct_size = sizeof cell, .value = NAN, .lower = lower, .upper = upper};
    cr_assert(eq(i32, gdcs_table_set(t, labels, &cell, NULL), GDCS_OK));
}

/* Two areas, two years, all sexes. */
static gdcs_table *sample(void)
{
    static const struct {
        const char *area, *year;
        double f, m, o, u, z;
    } row[] = {{"AT", "2020", 41, 174, 0, 26, 0},
               {"AT", "2021", 50, 160, 2, 0, 7},
               {"BE", "2020", 0, 12, 0, 0, 0},
               {"BE", "2021", 3, 9, 0, 5, 0}};
    gdcs_table *t = table_new(GDCS_ABSENT_ZERO);
    for (int i = 0; i < 4; i++) {
        put(t, row[i].area, row[i].year, "F", row[i].f);
        put(t, row[i].area, row[i].year, "M", row[i].m);
        put(t, row[i].area, row[i].year, "_O", row[i].o);
        put(t, row[i].area, row[i].year, "_U", row[i].u);
        put(t, row[i].area, row[i].year, "_Z", row[i].z);
    }
    return t;
}

static gdcs_frame *shares(const gdcs_table *t, const char *const *keep, int32_t n, int32_t of)
{
    const gdcs_share_options o = {.struct_size = sizeof o, .of = of};
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_share_table(t, keep, n, &o, &f, NULL), GDCS_OK));
    return f;
}

static void expect_row(const gdcs_frame *f, int64_t row, gdcs_sex_counts counts, int32_t of)
{
    const gdcs_share_options o = {.struct_size = sizeof o, .of = of};
    gdcs_share_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_share_estimate(&counts, &o, &r, NULL), GDCS_OK));
    static const char *const name[] = {"women",     "men",         "other",      "unknown",
                                       "n",         "value",       "lower",      "upper",
                                       "std_error", "bound_lower", "bound_upper"};
    const double wanted[] = {counts.women,   counts.men,    counts.other,
                             counts.unknown, r.n,           r.share.value,
                             r.share.lower,  r.share.upper, r.share.std_error,
                             r.bounds.lower, r.bounds.upper};
    for (int i = 0; i < 11; i++)
        cr_expect(number(f, name[i], row) == wanted[i], "row %d, %s: %g, wanted %g", (int)row,
                  name[i], number(f, name[i], row), wanted[i]);
    cr_expect(eq(u32, notes(f, row), r.notes), "row %d", (int)row);
    cr_expect_str_eq(word(f, "method", row), "Wilson");
}

static const char *const area_year[] = {"area", "year"};

Test(share_table, rows_are_the_scalar_form_of_each_group)
{
    gdcs_table *t = sample();
    for (int32_t of = 0; of < 3; of++) {
        gdcs_frame *f = shares(t, area_year, 2, of);
        cr_assert(eq(i64, gdcs_frame_count_rows(f), 4));
        expect_row(f, 0, (gdcs_sex_counts){41, 174, 0, 26, 0}, of);
        expect_row(f, 1, (gdcs_sex_counts){50, 160, 2, 0, 7}, of);
        expect_row(f, 2, (gdcs_sex_counts){0, 12, 0, 0, 0}, of);
        expect_row(f, 3, (gdcs_sex_counts){3, 9, 0, 5, 0}, of);
        cr_expect_str_eq(word(f, "area", 2), "BE");
        cr_expect_str_eq(word(f, "year", 2), "2020");
        gdcs_frame_free(f);
    }
    gdcs_table_free(t);
}

Test(share_table, axes_that_go_are_summed_over)
{
    gdcs_table *t = sample();
    gdcs_frame *f = shares(t, area_year + 1, 1, 0), *all = shares(t, NULL, 0, 0);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 2));
    expect_row(f, 0, (gdcs_sex_counts){41, 186, 0, 26, 0}, 0);
    expect_row(f, 1, (gdcs_sex_counts){53, 169, 2, 5, 7}, 0);
    cr_assert(eq(i64, gdcs_frame_count_rows(all), 1));
    expect_row(all, 0, (gdcs_sex_counts){94, 355, 2, 31, 7}, 0);
    gdcs_frame_free(f);
    gdcs_frame_free(all);
    gdcs_table_free(t);
}

Test(share_table, columns_say_what_they_are)
{
    static const struct {
        const char *name;
        int32_t type, concept;
        const char *unit;
    } wanted[] = {{"area", GDCS_TYPE_TEXT, GDCS_CONCEPT_AREA, ""},
                  {"year", GDCS_TYPE_TEXT, GDCS_CONCEPT_PERIOD, ""},
                  {"women", GDCS_TYPE_DOUBLE, GDCS_CONCEPT_COUNT, "persons"},
                  {"men", GDCS_TYPE_DOUBLE, GDCS_CONCEPT_COUNT, "persons"},
                  {"other", GDCS_TYPE_DOUBLE, GDCS_CONCEPT_COUNT, "persons"},
                  {"unknown", GDCS_TYPE_DOUBLE, GDCS_CONCEPT_UNKNOWN, "persons"},
                  {"n", GDCS_TYPE_DOUBLE, GDCS_CONCEPT_N, "persons"},
                  {"value", GDCS_TYPE_DOUBLE, GDCS_CONCEPT_VALUE, "share"},
                  {"lower", GDCS_TYPE_DOUBLE, GDCS_CONCEPT_LOWER, "share"},
                  {"upper", GDCS_TYPE_DOUBLE, GDCS_CONCEPT_UPPER, "share"},
                  {"std_error", GDCS_TYPE_DOUBLE, GDCS_CONCEPT_STD_ERROR, "share"},
                  {"bound_lower", GDCS_TYPE_DOUBLE, GDCS_CONCEPT_BOUND_LOWER, "share"},
                  {"bound_upper", GDCS_TYPE_DOUBLE, GDCS_CONCEPT_BOUND_UPPER, "share"},
                  {"method", GDCS_TYPE_TEXT, GDCS_CONCEPT_METHOD, ""},
                  {"notes", GDCS_TYPE_INT64, GDCS_CONCEPT_NOTES, ""}};
    gdcs_table *t = sample();
    gdcs_frame *f = shares(t, area_year, 2, 0);
    cr_assert(eq(i64, gdcs_frame_count_columns(f), 15));
    for (int64_t i = 0; i < 15; i++) {
        gdcs_column c = {.struct_size = sizeof c};
        cr_assert(eq(i32, gdcs_frame_get(f, i, &c, NULL), GDCS_OK));
        cr_expect_str_eq(c.name, wanted[i].name);
        cr_expect(eq(i32, c.type, wanted[i].type), "%s", c.name);
        cr_expect(eq(i32, c.concept_id, wanted[i].concept), "%s", c.name);
        cr_expect_str_eq(c.unit ? c.unit : "", wanted[i].unit, "%s", c.name);
    }
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(share_table, merged_parts_give_the_table_of_the_whole)
{
    gdcs_table *whole = sample(), *a = sample(), *b = sample();
    cr_assert(eq(i32, gdcs_table_merge(whole, b, NULL), GDCS_OK));
    put(b, "CZ", "2020", "F", 8);
    put(whole, "CZ", "2020", "F", 8);
    cr_assert(eq(i32, gdcs_table_merge(a, b, NULL), GDCS_OK));
    gdcs_frame *f = shares(whole, area_year, 1, 0), *g = shares(a, area_year, 1, 0);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 3));
    cr_assert(eq(i64, gdcs_frame_count_rows(g), 3));
    for (int64_t i = 0; i < 3; i++) {
        cr_expect(number(f, "value", i) == number(g, "value", i));
        cr_expect(number(f, "upper", i) == number(g, "upper", i));
        cr_expect(eq(u32, notes(f, i), notes(g, i)));
    }
    gdcs_frame_free(f);
    gdcs_frame_free(g);
    gdcs_table_free(whole);
    gdcs_table_free(a);
    gdcs_table_free(b);
}

Test(share_table, interval_cells_have_bounds_and_no_value)
{
    gdcs_table *t = table_new(GDCS_ABSENT_MISSING);
    put_interval(t, "AT", "2020", "F", 1, 9);
    put(t, "AT", "2020", "M", 91);
    put(t, "BE", "2020", "F", 20);
    put(t, "BE", "2020", "M", 80);
    put_interval(t, "BE", "2020", "_U", 0, 4);
    put(t, "CZ", "2020", "M", 80);
    gdcs_frame *f = shares(t, area_year, 1, 0);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 3));
    cr_expect(isnan(number(f, "value", 0)) && isnan(number(f, "n", 0)));
    cr_expect(near_relative(number(f, "bound_lower", 0), 1.0 / 92, 1e-15));
    cr_expect(near_relative(number(f, "bound_upper", 0), 9.0 / 100, 1e-15));
    cr_expect(eq(u32, notes(f, 0), GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_INTERVAL_CELL));
    /* an uncertain number of unknown leaves the share of women and men alone */
    cr_expect(number(f, "value", 1) == 0.2 && isnan(number(f, "unknown", 1)));
    cr_expect(near_relative(number(f, "bound_lower", 1), 20.0 / 104, 1e-15));
    cr_expect(near_relative(number(f, "bound_upper", 1), 24.0 / 104, 1e-15));
    cr_expect(eq(u32, notes(f, 1), GDCS_NOTE_INTERVAL_CELL));
    /* women not reported at all */
    cr_expect(isnan(number(f, "value", 2)) && number(f, "bound_lower", 2) == 0);
    cr_expect(number(f, "bound_upper", 2) == 1);
    cr_expect(eq(u32, notes(f, 2), GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_MISSING_CELL));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(share_table, a_declared_total_narrows_what_is_missing_and_adds_unknown)
{
    gdcs_table *t = table_new(GDCS_ABSENT_MISSING);
    put(t, "AT", "2020", "M", 60);
    put(t, "AT", "2020", "_T", 100);
    put(t, "BE", "2020", "F", 20);
    put(t, "BE", "2020", "M", 75);
    put(t, "BE", "2020", "_T", 100);
    put(t, "CZ", "2020", "F", 20);
    put(t, "CZ", "2020", "M", 81);
    put(t, "CZ", "2020", "_T", 100);
    gdcs_frame *f = shares(t, area_year, 1, 0);
    /* 40 of 100 are women or unknown */
    cr_expect(isnan(number(f, "value", 0)) && number(f, "bound_lower", 0) == 0);
    cr_expect(near_relative(number(f, "bound_upper", 0), 0.4, 1e-15));
    cr_expect(eq(u32, notes(f, 0), GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_MISSING_CELL));
    cr_expect(number(f, "unknown", 1) == 5 && number(f, "bound_upper", 1) == 0.25);
    cr_expect(eq(u32, notes(f, 1), GDCS_NOTE_TOTAL_EXCEEDS | GDCS_NOTE_UNKNOWN_PRESENT));
    cr_expect(number(f, "unknown", 2) == 0 && number(f, "n", 2) == 101);
    cr_expect(eq(u32, notes(f, 2), GDCS_NOTE_PARTS_EXCEED));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* Whole counts of women, men, other and unknown in their intervals that add up to the total. */
static gdcs_bounds by_force(const int low[3], const int high[3], int total, int of)
{
    gdcs_bounds b = {2, -1};
    for (int w = low[0]; w <= high[0]; w++)
        for (int m = low[1]; m <= high[1]; m++)
            for (int o = low[2]; o <= high[2]; o++) {
                const int u = total - w - m - o; /* what a total leaves is of unknown sex */
                for (int women = 0; women <= u; women++)
                    for (int men = 0; women + men <= u; men++) {
                        const double n = w + women + m + men + (of == 0 ? 0 : o + u - women - men);
                        if (n == 0)
                            continue;
                        b.lower = fmin(b.lower, (w + women) / n);
                        b.upper = fmax(b.upper, (w + women) / n);
                    }
            }
    return b;
}

Test(share_table, bounds_beside_a_declared_total_agree_with_every_cell_of_a_grid)
{
    static const int from[] = {0, 1, 2}, to[] = {3, 1, 4};
    static const char *const sexes[] = {"F", "M", "_O"};
    for (int k = 0; k < 27 * 3; k++)
        for (int32_t of = 0; of < 2; of++) {
            const int i[] = {k % 3, k / 3 % 3, k / 9 % 3}, total = 3 * (k / 27) + 6;
            const int low[] = {from[i[0]], from[i[1]], from[i[2]]};
            const int high[] = {to[i[0]], to[i[1]], to[i[2]]};
            gdcs_table *t = table_new(GDCS_ABSENT_ZERO);
            for (int j = 0; j < 3; j++)
                put_interval(t, "AT", "2020", sexes[j], low[j], high[j]);
            put(t, "AT", "2020", "_T", total);
            gdcs_frame *f = shares(t, NULL, 0, of);
            const gdcs_bounds wanted = by_force(low, high, total, of);
            cr_expect(near_relative(number(f, "bound_lower", 0), wanted.lower, 1e-15) &&
                          near_relative(number(f, "bound_upper", 0), wanted.upper, 1e-15),
                      "grid %d of %d: [%g, %g], wanted [%g, %g]", k, of,
                      number(f, "bound_lower", 0), number(f, "bound_upper", 0), wanted.lower,
                      wanted.upper);
            gdcs_frame_free(f);
            gdcs_table_free(t);
        }
}

Test(share_table, metadata_and_sensitivity_go_with_the_result)
{
    gdcs_table *t = sample();
    const gdcs_axis basis = {.struct_size = sizeof basis,
                             .name = "basis",
                             .title = "Basis of admission",
                             .concept_id = GDCS_CONCEPT_BASIS};
    const gdcs_axis sex = {
        .struct_size = sizeof sex, .name = "sex", .concept_id = GDCS_CONCEPT_SEX};
    const char *labels[] = {"own right", "F"}, *keep[] = {"basis"};
    gdcs_table *secret = NULL;
    cr_assert(eq(i32, gdcs_table_new(NULL, &secret, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(secret, &basis, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(secret, &sex, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add(secret, labels, 4, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_set_meta(t, GDCS_META_SOURCE, "An office", NULL), GDCS_OK));
    gdcs_frame *f = shares(t, area_year, 2, 0), *g = shares(secret, NULL, 0, 0);
    gdcs_frame *h = shares(secret, keep, 1, 0);
    cr_expect_str_eq(gdcs_frame_get_meta(f, GDCS_META_SOURCE), "An office");
    cr_expect_str_eq(gdcs_frame_get_meta(f, GDCS_META_METHOD),
                     "Share of women among women and men; 95 % Wilson interval; bounds hold "
                     "whatever the sex of the unknown.");
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(f), GDCS_SENSITIVITY_PUBLIC));
    cr_expect(eq(i32, column(g, "value").sensitivity, GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, column(g, "notes").sensitivity, GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, column(h, "basis").sensitivity, GDCS_SENSITIVITY_PROTECTED));
    cr_expect_str_eq(column(h, "basis").label, "Basis of admission");
    gdcs_frame_free(f);
    gdcs_frame_free(g);
    gdcs_frame_free(h);
    gdcs_table_free(t);
    gdcs_table_free(secret);
}

Test(share_table, the_method_is_named_as_it_was_asked_for)
{
    gdcs_table *t = sample();
    const gdcs_share_options o = {.struct_size = sizeof o,
                                  .method = GDCS_SHARE_METHOD_MID_P,
                                  .of = GDCS_SHARE_OF_RECORDED,
                                  .alpha = 0.001};
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_share_table(t, NULL, 0, &o, &f, NULL), GDCS_OK));
    cr_expect_str_eq(gdcs_frame_get_meta(f, GDCS_META_METHOD),
                     "Share of women among persons of recorded sex; 99.9 % mid-P interval; bounds "
                     "hold whatever the sex of the unknown.");
    cr_expect_str_eq(word(f, "method", 0), "mid-P");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(share_table, an_empty_table_has_no_rows)
{
    gdcs_table *t = table_new(GDCS_ABSENT_ZERO);
    gdcs_frame *f = shares(t, area_year, 2, 0);
    cr_expect(eq(i64, gdcs_frame_count_rows(f), 0));
    cr_expect(eq(i64, gdcs_frame_count_columns(f), 15));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(share_table, refuses_what_does_not_fit)
{
    static const char *const none[] = {"court"}, *const twice[] = {"area", "area"};
    static const char *const sex[] = {"sex"}, *const value[] = {"value"};
    const gdcs_share_options sizeless = {.method = 1}, bad = {.struct_size = sizeof bad, .of = 7};
    const gdcs_axis axis = {
        .struct_size = sizeof axis, .name = "value", .concept_id = GDCS_CONCEPT_GROUP};
    const gdcs_axis sexes = {
        .struct_size = sizeof sexes, .name = "sex", .concept_id = GDCS_CONCEPT_SEX};
    const char *labels[] = {"a", "F"};
    gdcs_table *t = sample(), *sexless = NULL, *clash = NULL;
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_table_slice(t, "sex", "F", &sexless, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_new(NULL, &clash, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(clash, &axis, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(clash, &sexes, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add(clash, labels, 1, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_share_table(NULL, NULL, 0, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_table(t, NULL, 0, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_table(t, NULL, 1, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_table(t, none, -1, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_table(t, NULL, 0, &bad, &f, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_share_table(t, NULL, 0, &sizeless, &f, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_share_table(t, none, 1, NULL, &f, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_share_table(t, twice, 2, NULL, &f, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, gdcs_share_table(clash, value, 1, NULL, &f, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, gdcs_share_table(t, sex, 1, NULL, &f, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, gdcs_share_table(sexless, NULL, 0, NULL, &f, NULL), GDCS_E_SHAPE));
    cr_expect_null(f);
    gdcs_table_free(t);
    gdcs_table_free(sexless);
    gdcs_table_free(clash);
}

static gdcs_status make_and_free(void *table)
{
    gdcs_frame *f = NULL;
    const gdcs_status status = gdcs_share_table(table, area_year, 2, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(share_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = sample();
    const fail_alloc_report r = fail_alloc_each(make_and_free, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(t);
}
