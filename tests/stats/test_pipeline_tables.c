/* Mirrors lib/stats/pipeline/track.c, table_stages.c, table_decomposed.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "stats/make.h"
#include "support.h"

#include <gdcs/pipeline.h>

TestSuite(pipeline_tables, .timeout = 60);

typedef gdcs_status (*form)(const gdcs_table *, const char *, const char *const *, int32_t,
                            const char *const *, int32_t, const gdcs_pipeline_options *,
                            gdcs_frame **, gdcs_error *);

enum { FORMS = 3 };
static const form forms[FORMS] = {gdcs_pipeline_table, gdcs_pipeline_table_stages,
                                  gdcs_pipeline_table_decomposed};

static const char *const names[] = {"suspected", "prosecuted", "convicted"};

static gdcs_table *years(int32_t absent)
{
    gdcs_table *t = make_table(absent, "year=period stage sex");
    add(t, "2017 suspected F", 820);
    add(t, "2017 suspected M", 5000);
    add(t, "2017 prosecuted F", 380);
    add(t, "2017 prosecuted M", 2500);
    add(t, "2017 convicted F", 120);
    add(t, "2017 convicted M", 1300);
    add(t, "2016 suspected F", 900);
    add(t, "2016 suspected M", 5100);
    add(t, "2016 suspected _U", 40);
    add(t, "2016 prosecuted F", 400);
    add(t, "2016 prosecuted M", 2600);
    add(t, "2016 convicted F", 130);
    add(t, "2016 convicted M", 1400);
    add(t, "2016 convicted _U", 7);
    return t;
}

static gdcs_frame *made(form f, const gdcs_table *t, const char *const *stages, int32_t count,
                        const char *keep, gdcs_pipeline_options o)
{
    const char *const axes[] = {keep};
    gdcs_frame *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    o.struct_size = sizeof o;
    const gdcs_status status = f(t, "stage", stages, count, axes, keep != NULL, &o, &out, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    return out;
}

static void expect_estimate(const gdcs_frame *f, int64_t row, const gdcs_estimate *e,
                            const gdcs_bounds *b)
{
    cr_expect(near_relative(number(f, "value", row), e->value, 0.0));
    cr_expect(near_relative(number(f, "lower", row), e->lower, 0.0));
    cr_expect(near_relative(number(f, "upper", row), e->upper, 0.0));
    cr_expect(near_relative(number(f, "std_error", row), e->std_error, 0.0));
    cr_expect(near_relative(number(f, "bound_lower", row), b->lower, 0.0));
    cr_expect(near_relative(number(f, "bound_upper", row), b->upper, 0.0));
}

static const gdcs_sex_counts counts[] = {
    {900, 5100, 0, 40, 0}, {400, 2600, 0, 0, 0}, {130, 1400, 0, 7, 0}};

Test(pipeline_tables, stages_are_the_scalar_forms_by_step)
{
    gdcs_pipeline_options o = {.struct_size = sizeof o, .design = 1, .simultaneous = 1};
    gdcs_table *t = years(GDCS_ABSENT_ZERO);
    gdcs_frame *f = made(gdcs_pipeline_table_stages, t, names, 3, "year", o);
    gdcs_pipeline_result steps[2] = {{.struct_size = sizeof *steps}};
    gdcs_pipeline_tested tests[2] = {{.struct_size = sizeof *tests}};
    gdcs_pipeline_result reach[2] = {{.struct_size = sizeof *reach}};
    cr_assert(eq(i32, gdcs_pipeline_estimate_stages(counts, 3, &o, steps, reach, NULL), 0));
    cr_assert(eq(i32, gdcs_pipeline_test_stages(counts, 3, &o, tests, NULL, NULL), 0));
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 30));
    const int64_t first = find_row(f, "year", "2016", 0);
    for (int k = 0; k < 2; k++) {
        const int64_t row = first + 5 * k;
        cr_expect_str_eq(word(f, "from", row), names[k]);
        cr_expect_str_eq(word(f, "to", row), names[k + 1]);
        cr_expect_str_eq(word(f, "scope", row), "step");
        cr_expect_str_eq(word(f, "measure", row), "women");
        cr_expect_str_eq(word(f, "measure", row + 1), "men");
        cr_expect_str_eq(word(f, "measure", row + 2), "index");
        cr_expect_str_eq(word(f, "measure", row + 3), "attrition_index");
        cr_expect_str_eq(word(f, "measure", row + 4), "difference");
        cr_expect_str_eq(word(f, "test", row + 2), "score");
        cr_expect_str_eq(word(f, "small", row + 2), "no");
        expect_estimate(f, row, &steps[k].women, &steps[k].women_bounds);
        expect_estimate(f, row + 1, &steps[k].men, &steps[k].men_bounds);
        expect_estimate(f, row + 2, &tests[k].index, &tests[k].index_bounds);
        expect_estimate(f, row + 3, &tests[k].attrition_index, &tests[k].attrition_index_bounds);
        expect_estimate(f, row + 4, &tests[k].difference, &tests[k].difference_bounds);
        cr_expect(near_relative(number(f, "p_value", row + 2), tests[k].equality.p_value, 0.0));
        cr_expect(near_relative(number(f, "log10_p", row + 2), tests[k].equality.log10_p, 0.0));
        cr_expect(near_relative(number(f, "p_adjusted", row + 2), tests[k].p_adjusted, 0.0));
        cr_expect(isnan(number(f, "p_value", row)));
        cr_expect(eq(dbl, number(f, "to_men", row), counts[k + 1].men));
    }
    cr_expect_str_eq(word(f, "scope", first + 10), "reach");
    expect_estimate(f, first + 10, &reach[1].women, &reach[1].women_bounds);
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(pipeline_tables, parts_are_the_scalar_form_and_add_up)
{
    for (int32_t how = 1; how <= 2; how++) {
        const gdcs_pipeline_options o = {
            .struct_size = sizeof o, .design = 1, .parts = how, .replicates = 200, .seed = 3};
        gdcs_table *t = years(GDCS_ABSENT_ZERO);
        gdcs_frame *f = made(gdcs_pipeline_table_decomposed, t, names, 3, "year", o);
        gdcs_pipeline_decomposed whole = {.struct_size = sizeof whole};
        double value[2], lower[2];
        const gdcs_estimate_arrays gap = {
            .struct_size = sizeof gap, .value = value, .lower = lower};
        cr_assert(
            eq(i32, gdcs_pipeline_decompose(counts, 3, &o, NULL, NULL, &gap, &whole, NULL), 0));
        cr_assert(eq(i64, gdcs_frame_count_rows(f), 16));
        const int64_t first = find_row(f, "year", "2016", 0);
        const char *const wanted[] = {"log_index", "share", "gap",       "log_index",
                                      "share",     "gap",   "log_index", "gap"};
        for (int i = 0; i < 8; i++)
            cr_expect_str_eq(word(f, "measure", first + i), wanted[i]);
        for (int k = 0; k < 2; k++) {
            cr_expect(eq(dbl, number(f, "value", first + 3 * k + 2), value[k]));
            cr_expect(eq(dbl, number(f, "lower", first + 3 * k + 2), lower[k]));
        }
        expect_estimate(f, first + 6, &whole.log_index, &whole.log_index_bounds);
        expect_estimate(f, first + 7, &whole.gap, &whole.gap_bounds);
        cr_expect(near_relative(value[0] + value[1], number(f, "value", first + 7), 1e-13));
        cr_expect_str_eq(word(f, "method", first + 2), how == 1 ? "delta" : "bootstrap");
        cr_expect_str_eq(word(f, "method", first + 1), how == 1 ? "Fieller" : "bootstrap");
        cr_expect_str_eq(word(f, "method", first + 7),
                         how == 1 ? "Miettinen-Nurminen" : "bootstrap");
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
}

/* Convictions of a year on prosecutions of the year before, whatever the order of years. */
Test(pipeline_tables, lags_take_a_stage_from_another_period)
{
    static const int32_t lags[] = {0, 0, 1}, back[] = {-1, -1, 0};
    gdcs_table *t = years(GDCS_ABSENT_ZERO);
    for (int way = 0; way < 2; way++) {
        const gdcs_pipeline_options o = {.period = "year", .lags = way ? back : lags};
        gdcs_frame *f = made(gdcs_pipeline_table, t, names, 3, "year", o);
        const char *const full = way ? "2017" : "2016", *const bare = way ? "2016" : "2017";
        const int64_t row = find_row(f, "year", full, 0), other = find_row(f, "year", bare, 0);
        cr_expect(near_relative(number(f, "value", row), 400.0 / 900.0, 1e-15));
        cr_expect(near_relative(number(f, "value", row + 3), 120.0 / 400.0, 1e-15));
        cr_expect(near_relative(number(f, "value", row + 6), 120.0 / 900.0, 1e-15));
        /* A year that is not there is not a year of nobody. */
        cr_expect(isnan(number(f, "value", other + 3)));
        cr_expect(eq(u32, notes(f, other + 3) & GDCS_NOTE_MISSING_CELL, GDCS_NOTE_MISSING_CELL));
        cr_expect(isinf(number(f, "bound_upper", other + 3)));
        gdcs_frame_free(f);
    }
    gdcs_table_free(t);
}

Test(pipeline_tables, stocks_over_flows_are_noted)
{
    static const char *const basis[] = {"persons, flow", "persons, flow", "persons, stock"};
    gdcs_table *t = years(GDCS_ABSENT_ZERO);
    for (int which = 0; which < FORMS; which++) {
        gdcs_frame *f =
            made(forms[which], t, names, 3, NULL, (gdcs_pipeline_options){.basis = basis});
        const int64_t first = find_row(f, "to", "prosecuted", 0);
        const int64_t second = find_row(f, "from", "prosecuted", 0);
        const uint32_t bit = GDCS_NOTE_NOT_COMPARABLE;
        cr_expect(eq(u32, notes(f, first) & bit, 0));
        cr_expect(eq(u32, notes(f, second) & bit, bit));
        gdcs_frame_free(f);
    }
    gdcs_table_free(t);
}

/* Victims in proceedings, by role: the roles stay apart. */
Test(pipeline_tables, serve_victims_in_proceedings_too)
{
    static const char *const way[] = {"reported", "participated", "protected", "compensated"};
    static const double of_victims[][2] = {{240, 60}, {150, 30}, {48, 6}, {20, 2}};
    static const double of_witnesses[][2] = {{90, 110}, {80, 100}, {9, 30}, {0, 0}};
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "role stage sex");
    for (int i = 0; i < 4; i++)
        for (int sex = 0; sex < 2; sex++) {
            char labels[64];
            snprintf(labels, sizeof labels, "victim %s %s", way[i], sex ? "M" : "F");
            add(t, labels, of_victims[i][sex]);
            snprintf(labels, sizeof labels, "witness %s %s", way[i], sex ? "M" : "F");
            add(t, labels, of_witnesses[i][sex]);
        }
    gdcs_frame *f =
        made(gdcs_pipeline_table_stages, t, way, 4, "role", (gdcs_pipeline_options){.design = 1});
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 2 * 5 * 5));
    const int64_t victim = find_row(f, "role", "victim", 0);
    const int64_t witness = find_row(f, "role", "witness", 0);
    cr_expect(near_relative(number(f, "value", victim), 150.0 / 240.0, 1e-15));
    cr_expect(near_relative(number(f, "value", victim + 2), 0.625 / 0.5, 1e-15));
    cr_expect(near_relative(number(f, "value", witness + 5 + 2), (9. / 80.) / (30. / 100.), 1e-14));
    cr_expect_str_eq(word(f, "small", victim + 10 + 2), "base");
    cr_expect(isnan(number(f, "value", witness + 10 + 2)));
    cr_expect(
        eq(u32, notes(f, witness + 10 + 2) & GDCS_NOTE_NOT_ESTIMABLE, GDCS_NOTE_NOT_ESTIMABLE));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* A cell of the widening tests: exact, then an interval around it, then missing; one of unknown sex: none,
   some, more. */
static void put(gdcs_table *t, const char *labels, double value, int width)
{
    if (strstr(labels, "_U") != NULL)
        set(t, labels, width * 3, 0, 0, 0);
    else if (width == 0)
        set(t, labels, value, 0, 0, 0);
    else if (width == 1)
        set_range(t, labels, fmax(value - 2, 0), value + 3, 'Q');
    else
        set_missing(t, labels, 'L');
}

enum { CELLS = 9 };

static gdcs_table *widened(const int width[CELLS])
{
    static const char *const label[CELLS] = {"suspected F",  "suspected M",  "suspected _U",
                                             "prosecuted F", "prosecuted M", "prosecuted _U",
                                             "convicted F",  "convicted M",  "convicted _U"};
    static const double value[CELLS] = {60, 300, 0, 31, 190, 0, 9, 70, 0};
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "stage sex");
    for (int i = 0; i < CELLS; i++)
        put(t, label[i], value[i], width[i]);
    return t;
}

Test(pipeline_tables, widening_a_cell_narrows_no_bound)
{
    uint64_t state = 11;
    for (int path = 0; path < 12; path++) {
        const gdcs_pipeline_options o = {.design = 1 + path % 2};
        int width[CELLS] = {0};
        gdcs_frame *before[FORMS] = {NULL};
        for (int step = 0; step <= 12; step++) {
            gdcs_table *t = widened(width);
            for (int which = 0; which < FORMS; which++) {
                char what[64];
                gdcs_frame *f = made(forms[which], t, names, 3, NULL, o);
                snprintf(what, sizeof what, "path %d step %d form %d", path, step, which);
                if (before[which] != NULL)
                    expect_no_narrower(before[which], f, what);
                gdcs_frame_free(before[which]);
                before[which] = f;
            }
            gdcs_table_free(t);
            const uint32_t cell = draw(&state, CELLS);
            width[cell] += width[cell] < 2;
        }
        for (int which = 0; which < FORMS; which++)
            gdcs_frame_free(before[which]);
    }
}

/* With every cell known but no sex for some, the estimates lie within the bounds. */
Test(pipeline_tables, bounds_hold_the_values)
{
    gdcs_table *t = years(GDCS_ABSENT_ZERO);
    for (int which = 0; which < FORMS; which++) {
        gdcs_frame *f =
            made(forms[which], t, names, 3, "year", (gdcs_pipeline_options){.design = 1});
        for (int64_t row = 0; row < gdcs_frame_count_rows(f); row++) {
            const double x = number(f, "value", row), slack = 1e-13 * fabs(x);
            cr_expect(number(f, "bound_lower", row) <= x + slack &&
                          x - slack <= number(f, "bound_upper", row),
                      "form %d row %d: %g in [%g, %g]", which, (int)row, x,
                      number(f, "bound_lower", row), number(f, "bound_upper", row));
        }
        gdcs_frame_free(f);
    }
    gdcs_table_free(t);
}

static gdcs_status status_of(form f, const gdcs_table *t, int32_t count, const char *keep,
                             gdcs_pipeline_options o)
{
    const char *const axes[] = {keep};
    gdcs_frame *out = NULL;
    o.struct_size = sizeof o;
    const gdcs_status status = f(t, "stage", names, count, axes, keep != NULL, &o, &out, NULL);
    cr_assert(eq(int, out != NULL, status == GDCS_OK));
    gdcs_frame_free(out);
    return status;
}

Test(pipeline_tables, refuse_what_does_not_fit)
{
    static const int32_t lags[] = {0, 0, 1}, far[] = {0, 0, 1001};
    const gdcs_pipeline_options plain = {0};
    gdcs_table *t = years(GDCS_ABSENT_ZERO);
    gdcs_table *quarters = make_table(GDCS_ABSENT_ZERO, "year=period stage sex");
    for (int i = 0; i < 3; i++) {
        char labels[64];
        snprintf(labels, sizeof labels, "2016-Q%d %s F", i + 1, names[i]);
        add(quarters, labels, 5);
    }
    for (int i = 0; i < FORMS; i++) {
        const form f = forms[i];
        cr_expect(eq(i32, status_of(f, t, 3, "year", plain), GDCS_OK));
        cr_expect(eq(i32, status_of(f, NULL, 3, NULL, plain), GDCS_E_ARGUMENT));
        cr_expect(eq(i32, status_of(f, t, 1, NULL, plain), GDCS_E_ARGUMENT));
        cr_expect(eq(i32, status_of(f, t, 65, NULL, plain), GDCS_E_ARGUMENT));
        cr_expect(eq(i32, status_of(f, t, 3, "sex", plain), GDCS_E_SHAPE));
        cr_expect(eq(i32, status_of(f, t, 3, "stage", plain), GDCS_E_DUPLICATE));
        cr_expect(eq(i32, status_of(f, t, 3, "area", plain), GDCS_E_NAME));
        cr_expect(eq(i32, status_of(f, t, 3, "year", (gdcs_pipeline_options){.lags = lags}),
                     GDCS_E_OPTION));
        cr_expect(eq(
            i32, status_of(f, t, 3, "year", (gdcs_pipeline_options){.period = "year", .lags = far}),
            GDCS_E_OPTION));
        cr_expect(eq(
            i32, status_of(f, t, 3, NULL, (gdcs_pipeline_options){.period = "year", .lags = lags}),
            GDCS_E_NAME));
        cr_expect(eq(i32,
                     status_of(f, quarters, 3, "year",
                               (gdcs_pipeline_options){.period = "year", .lags = lags}),
                     GDCS_E_VALUE));
        cr_expect(eq(i32, status_of(f, t, 3, NULL, (gdcs_pipeline_options){.simultaneous = 7}),
                     GDCS_E_OPTION));
        cr_expect(eq(i32, f(t, "stage", names, 3, NULL, 0, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    }
    gdcs_table_free(quarters);
    gdcs_table_free(t);
}

static gdcs_status all_forms(void *data)
{
    for (int i = 0; i < FORMS; i++) {
        const gdcs_status status = status_of(
            forms[i], data, 3, "year",
            (gdcs_pipeline_options){.parts = GDCS_PIPELINE_PARTS_BOOTSTRAP, .replicates = 100});
        if (status != GDCS_OK)
            return status;
    }
    return GDCS_OK;
}

Test(pipeline_tables, survive_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = years(GDCS_ABSENT_ZERO);
    cr_assert(eq(i32, all_forms(t), GDCS_OK)); /* the table sorts its cells once, and keeps that */
    const fail_alloc_report r = fail_alloc_each(all_forms, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 60));
    gdcs_table_free(t);
}
