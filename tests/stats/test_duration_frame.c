/* Mirrors lib/stats/duration/{source,frame,curve}.c: durations of frames. */
#include "stats/duration.h"

#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <string.h>

TestSuite(duration_frame, .timeout = 60);

enum { ROWS = 12 };

static const double months[ROWS] = {3, 5, 5, 8, 12, 2, 4, 4, 9, 7, 1, 6};
static const int64_t left[ROWS] = {1, 0, 2, 1, 0, 1, 2, 1, 0, 1, 1, 0};
static const char *const why[ROWS] = {"own will", NULL,       "expelled", "own will",
                                      "",         "own will", "expelled", "own will",
                                      NULL,       "own will", "own will", NULL};
static const char *const sexes[ROWS] = {"F", "F", "M",  "M",  "F",  "M",
                                        "M", "F", "_U", NULL, "_O", "F"};
static const char *const places[ROWS] = {"north", "south", "north", "south", "north", "south",
                                         "north", "south", "north", "south", "east",  "south"};

static const gdcs_duration_columns columns = {
    .struct_size = sizeof columns, .time = "months", .event = "left", .sex = "sex"};
static const gdcs_duration_columns words = {
    .struct_size = sizeof words, .time = "months", .event = "why", .sex = "sex"};
static const char *const area[] = {"area"};
static const gdcs_duration_options to_four = {.struct_size = sizeof to_four, .time = 4, .tau = 4};

static gdcs_status add_columns(gdcs_frame *f, const double *times)
{
    gdcs_column c = {.struct_size = sizeof c, .name = "months", .rows = ROWS};
    gdcs_column t = c;
    c.type = GDCS_TYPE_DOUBLE, c.doubles = times;
    gdcs_status status = gdcs_frame_add(f, &c, NULL);
    t.name = "left", t.type = GDCS_TYPE_INT64, t.integers = left;
    t.concept_id = GDCS_CONCEPT_PROGRAMME_STATUS;
    if (status == GDCS_OK)
        status = gdcs_frame_add(f, &t, NULL);
    const gdcs_column s = {.struct_size = sizeof s,
                           .name = "sex",
                           .concept_id = GDCS_CONCEPT_SEX,
                           .type = GDCS_TYPE_TEXT,
                           .rows = ROWS};
    gdcs_column w = s;
    if (status == GDCS_OK)
        status = gdcs_frame_add_text(f, &s, sexes, NULL);
    w.name = "area", w.concept_id = GDCS_CONCEPT_AREA;
    if (status == GDCS_OK)
        status = gdcs_frame_add_text(f, &w, places, NULL);
    w.name = "why", w.concept_id = GDCS_CONCEPT_GROUP;
    return status != GDCS_OK ? status : gdcs_frame_add_text(f, &w, why, NULL);
}

static gdcs_frame *make(const double *times)
{
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_frame_new(&f, NULL), GDCS_OK));
    cr_assert(eq(i32, add_columns(f, times), GDCS_OK));
    return f;
}

static gdcs_column column(const gdcs_frame *f, const char *name)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(f, gdcs_frame_find(f, name), &c, NULL), GDCS_OK));
    return c;
}

static const char *word(const gdcs_frame *f, const char *name, int64_t row)
{
    const gdcs_column c = column(f, name);
    return c.codes[row] < 0 ? "-" : c.words[c.codes[row]];
}

static double cell(const gdcs_frame *f, const char *name, int64_t row)
{
    return column(f, name).doubles[row];
}

/* The persons of an area, all if NULL. */
static struct persons persons_of(const char *place, const double *times)
{
    struct persons p = {.n = 0};
    for (int i = 0; i < ROWS; i++) {
        const int32_t sex = sexes[i] == NULL              ? GDCS_SEX_UNKNOWN
                            : strcmp(sexes[i], "F") == 0  ? GDCS_SEX_FEMALE
                            : strcmp(sexes[i], "M") == 0  ? GDCS_SEX_MALE
                            : strcmp(sexes[i], "_O") == 0 ? GDCS_SEX_OTHER
                                                          : GDCS_SEX_UNKNOWN;
        if (place == NULL || strcmp(place, places[i]) == 0)
            add_person(&p, times[i], (int32_t)left[i], sex, 1.0);
    }
    return p;
}

static void check_row(const gdcs_frame *f, int64_t row, const gdcs_duration_measured *m)
{
    const double got[] = {cell(f, "value", row),       cell(f, "lower", row),
                          cell(f, "upper", row),       cell(f, "std_error", row),
                          cell(f, "bound_lower", row), cell(f, "bound_upper", row)};
    const double wanted[] = {m->estimate.value,     m->estimate.lower, m->estimate.upper,
                             m->estimate.std_error, m->bounds.lower,   m->bounds.upper};
    for (int i = 0; i < 6; i++)
        cr_expect(near_relative(got[i], wanted[i], 0.0), "row %d number %d: %g, not %g", (int)row,
                  i, got[i], wanted[i]);
}

Test(duration_frame, groups_are_the_array_form)
{
    gdcs_frame *f = make(months), *out = NULL;
    static const char *const groups[] = {"north", "south"};
    cr_assert(
        eq(i32, gdcs_duration_estimate_frame(f, &columns, area, 1, &to_four, &out, NULL), GDCS_OK));
    cr_expect(eq(i64, gdcs_frame_count_rows(out), 33));
    for (int g = 0; g < 2; g++) {
        const struct persons p = persons_of(groups[g], months);
        const gdcs_duration_result r = estimated(&p, &to_four);
        const gdcs_duration_measured *m[] = {
            &r.women_survival,  &r.men_survival, &r.survival_difference, &r.survival_ratio,
            &r.women_quantile,  &r.men_quantile, &r.women_mean,          &r.men_mean,
            &r.mean_difference, &r.mean_ratio,   &r.hazard_ratio};
        for (int k = 0; k < 11; k++) {
            cr_expect(eq(str, (char *)word(out, "area", 11 * g + k), (char *)groups[g]));
            check_row(out, 11 * g + k, m[k]);
        }
        cr_expect(cell(out, "unknown", 11 * g) == 1.0);
        cr_expect(cell(out, "p_value", 11 * g + 10) <= 1.0);
    }
    cr_expect(eq(str, (char *)word(out, "area", 22), "east"));
    cr_expect(isnan(cell(out, "value", 22)) && cell(out, "bound_lower", 22) == 0.0 &&
              cell(out, "bound_upper", 22) == 1.0);
    cr_expect(eq(i64, column(out, "notes").integers[22] & GDCS_NOTE_NOT_ESTIMABLE,
                 GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(out), GDCS_SENSITIVITY_PROTECTED));
    gdcs_frame_free(out);
    gdcs_frame_free(f);
}

/* At every row the causes and the survival of all add up to 1. */
Test(duration_frame, causes_and_survival_add_up)
{
    gdcs_frame *f = make(months), *curve = NULL, *causes = NULL;
    cr_assert(eq(i32, gdcs_duration_estimate_frame_curve(f, &words, NULL, 0, NULL, &curve, NULL),
                 GDCS_OK));
    cr_assert(eq(i32, gdcs_duration_estimate_frame_causes(f, &words, NULL, 0, NULL, &causes, NULL),
                 GDCS_OK));
    for (int64_t i = 0; i < gdcs_frame_count_rows(curve); i++) {
        double sum = cell(curve, "value", i);
        int found = 0;
        for (int64_t k = 0; k < gdcs_frame_count_rows(causes); k++)
            if (cell(causes, "time", k) == cell(curve, "time", i) &&
                strcmp(word(causes, "sex", k), word(curve, "sex", i)) == 0) {
                sum += cell(causes, "value", k);
                found++;
                cr_expect(strcmp(word(causes, "cause", k), "own will") == 0 ||
                          strcmp(word(causes, "cause", k), "expelled") == 0);
                cr_expect(cell(causes, "bound_lower", k) <= cell(causes, "value", k) &&
                          cell(causes, "value", k) <= cell(causes, "bound_upper", k));
            }
        cr_expect(near_relative(sum, 1.0, 1e-14), "row %d", (int)i);
        cr_expect(eq(int, found, 2));
        cr_expect(cell(curve, "bound_lower", i) <= cell(curve, "value", i));
    }
    gdcs_frame_free(causes);
    gdcs_frame_free(curve);
    gdcs_frame_free(f);
}

/* Forgetting a sex widens the bounds of every row, and keeps its key. */
Test(duration_frame, unknown_sex_never_narrows)
{
    gdcs_frame *f = make(months), *less = NULL, *out = NULL, *wide = NULL;
    static const char *forgotten[ROWS];
    memcpy(forgotten, sexes, sizeof forgotten);
    forgotten[1] = forgotten[6] = forgotten[5] = "_U";
    cr_assert(eq(i32, gdcs_frame_new(&less, NULL), GDCS_OK));
    for (int64_t i = 0; i < gdcs_frame_count_columns(f); i++) {
        gdcs_column c = {.struct_size = sizeof c};
        cr_assert(eq(i32, gdcs_frame_get(f, i, &c, NULL), GDCS_OK));
        cr_assert(eq(i32,
                     strcmp(c.name, "sex") == 0 ? gdcs_frame_add_text(less, &c, forgotten, NULL)
                                                : gdcs_frame_add(less, &c, NULL),
                     GDCS_OK));
    }
    cr_assert(
        eq(i32, gdcs_duration_estimate_frame(f, &columns, area, 1, &to_four, &out, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_duration_estimate_frame(less, &columns, area, 1, &to_four, &wide, NULL),
                 GDCS_OK));
    for (int64_t i = 0; i < gdcs_frame_count_rows(out); i++) {
        cr_expect(cell(wide, "bound_lower", i) <= cell(out, "bound_lower", i) + 1e-15 ||
                      isnan(cell(out, "bound_lower", i)),
                  "row %d", (int)i);
        cr_expect(cell(wide, "bound_upper", i) >= cell(out, "bound_upper", i) - 1e-15, "row %d",
                  (int)i);
    }
    gdcs_frame_free(wide);
    gdcs_frame_free(out);
    gdcs_frame_free(less);
    gdcs_frame_free(f);
}

Test(duration_frame, strata_are_the_kept_columns)
{
    gdcs_frame *f = make(months);
    struct persons p = persons_of(NULL, months);
    gdcs_duration_tested t = {.struct_size = sizeof t}, u = t;
    for (int i = 0; i < ROWS; i++)
        p.stratum[i] = places[i][0];
    const gdcs_duration_arrays a = arrays_of(&p);
    cr_assert(eq(i32, gdcs_duration_test_frame(f, &columns, area, 1, NULL, &t, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_duration_test(&a, p.n, NULL, &u, NULL), GDCS_OK));
    cr_expect(near_relative(t.test.statistic, u.test.statistic, 1e-14));
    cr_expect(t.unknown == 2.0 && t.notes == u.notes);
    gdcs_frame_free(f);
}

Test(duration_frame, refuses_what_is_documented)
{
    gdcs_frame *f = make(months), *out = NULL;
    gdcs_error e = {.struct_size = sizeof e};
    gdcs_duration_columns c = columns;
    const char *const twice[] = {"area", "area"}, *const none[] = {"county"};
    cr_expect(
        eq(i32, gdcs_duration_estimate_frame(f, &c, twice, 2, NULL, &out, &e), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, gdcs_duration_estimate_frame(f, &c, none, 1, NULL, &out, &e), GDCS_E_NAME));
    cr_expect(
        eq(i32, gdcs_duration_estimate_frame(f, &c, none, -1, NULL, &out, &e), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_duration_estimate_frame(f, &c, NULL, 1, NULL, &out, &e), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_duration_estimate_frame(f, NULL, area, 1, NULL, &out, &e), GDCS_E_ARGUMENT));
    c.time = "area";
    cr_expect(
        eq(i32, gdcs_duration_estimate_frame(f, &c, area, 1, NULL, &out, &e), GDCS_E_ARGUMENT));
    c.time = "years";
    cr_expect(
        eq(i32, gdcs_duration_estimate_frame_curve(f, &c, area, 1, NULL, &out, &e), GDCS_E_NAME));
    c = columns, c.sex = "months";
    cr_expect(
        eq(i32, gdcs_duration_estimate_frame(f, &c, area, 1, NULL, &out, &e), GDCS_E_ARGUMENT));
    c.sex = "area";
    cr_expect(eq(i32, gdcs_duration_estimate_frame(f, &c, NULL, 0, NULL, &out, &e), GDCS_E_SEX));
    c = columns, c.struct_size = 3;
    cr_expect(eq(i32, gdcs_duration_estimate_frame(f, &c, NULL, 0, NULL, &out, &e), GDCS_E_STRUCT));
    gdcs_frame_free(f);
    double times[ROWS];
    memcpy(times, months, sizeof times);
    times[4] = NAN;
    f = make(times);
    cr_expect(eq(i32, gdcs_duration_estimate_frame_causes(f, &columns, area, 1, NULL, &out, &e),
                 GDCS_E_VALUE));
    cr_expect(eq(i64, e.row, 5));
    cr_expect(out == NULL);
    gdcs_frame_free(f);
}

static gdcs_status all_frames(void *data)
{
    gdcs_frame *f = NULL, *out = NULL;
    gdcs_duration_tested t = {.struct_size = sizeof t};
    (void)data;
    gdcs_status status = gdcs_frame_new(&f, NULL);
    if (status == GDCS_OK)
        status = add_columns(f, months);
    if (status == GDCS_OK)
        status = gdcs_duration_estimate_frame(f, &words, area, 1, NULL, &out, NULL);
    gdcs_frame_free(out);
    out = NULL;
    if (status == GDCS_OK)
        status = gdcs_duration_estimate_frame_causes(f, &words, area, 1, NULL, &out, NULL);
    gdcs_frame_free(out);
    if (status == GDCS_OK)
        status = gdcs_duration_test_frame(f, &columns, area, 1, NULL, &t, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(duration_frame, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(all_frames, NULL);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 40));
}
