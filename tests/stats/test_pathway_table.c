/* Mirrors lib/stats/pathway/table.c; and what both forms refuse. */
#include "../data/make.h"
#include "fail_alloc.h"
#include "support.h"

#include <criterion/new/assert.h>
#include <gdcs/frame.h>
#include <gdcs/pathway.h>

TestSuite(pathway_table, .timeout = 120);

static const double *numbers(const gdcs_frame *f, const char *name)
{
    gdcs_column c = {.struct_size = sizeof c};
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_frame_get(f, gdcs_frame_find(f, name), &c, &err), &err, name);
    cr_assert(c.doubles != NULL, "%s", name);
    return c.doubles;
}

static const char *text(const gdcs_frame *f, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_frame_get(f, gdcs_frame_find(f, name), &c, &err), &err, name);
    return c.codes[row] < 0 ? "" : c.words[c.codes[row]];
}

static int noted(const gdcs_frame *f, int64_t row, uint32_t note)
{
    gdcs_column c = {.struct_size = sizeof c};
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_frame_get(f, gdcs_frame_find(f, "notes"), &c, &err), &err, "notes");
    return ((uint32_t)c.integers[row] & note) == note;
}

static const double women[] = {41, 12, 0, 7, 20, 22, 9, 4}, men[] = {18, 60, 33, 9, 30, 18, 20, 4};

/* Two markets by four pathways, and who came in nobody knows how. */
static gdcs_table *make(void)
{
    static const char *const pathway[] = {"family", "debt", "gang", "other"};
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "market sex pathway*");
    char labels[48];
    for (int i = 0; i < 8; i++)
        for (int sex = 0; sex < 2; sex++) {
            snprintf(labels, sizeof labels, "%s %c %s", i < 4 ? "drugs" : "arms", sex ? 'M' : 'F',
                     pathway[i % 4]);
            add(t, labels, sex ? men[i] : women[i]);
        }
    return t;
}

static gdcs_frame *frame(const gdcs_table *t, int keep, gdcs_pathway_options o)
{
    static const char *const market[] = {"market"};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_frame *f = NULL;
    o.struct_size = sizeof o;
    good(gdcs_pathway_table_categories(t, "pathway", market, keep, &o, &f, &err), &err, "table");
    return f;
}

Test(pathway_table, has_a_row_per_measure_of_a_label)
{
    gdcs_table *t = make();
    gdcs_frame *f = frame(t, 1, (gdcs_pathway_options){0});
    const gdcs_sex_arrays categories = {
        .struct_size = sizeof categories, .women = women, .men = men};
    const gdcs_pathway_counts c = {.struct_size = sizeof c, .categories = &categories};
    static const char *const name[] = {"difference", "ratio", "women", "men", "share_women"};
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 40));
    for (int32_t measure = 1; measure <= 5; measure++) {
        double value[8], lower[8], upper[8], error[8], p[8], residual[8], adjusted[8];
        const gdcs_estimate_arrays out = {.struct_size = sizeof out,
                                          .value = value,
                                          .lower = lower,
                                          .upper = upper,
                                          .std_error = error};
        const gdcs_test_arrays tests = {
            .struct_size = sizeof tests, .statistic = residual, .p_value = p};
        const gdcs_pathway_options o = {.struct_size = sizeof o, .measure = measure};
        cr_assert(gdcs_pathway_each_categories(&c, 2, 4, &o, &out, &tests, adjusted, NULL) ==
                  GDCS_OK);
        for (int i = 0; i < 8; i++) {
            const int row = 5 * i + measure - 1;
            cr_expect_str_eq(text(f, "measure", row), name[measure - 1]);
            cr_expect_str_eq(text(f, "market", row), i < 4 ? "drugs" : "arms");
            cr_expect(numbers(f, "value")[row] == value[i] &&
                      numbers(f, "lower")[row] == lower[i] &&
                      numbers(f, "upper")[row] == upper[i] &&
                      near_relative(numbers(f, "std_error")[row], error[i], 0));
            cr_expect(numbers(f, "p_value")[row] == p[i] &&
                      numbers(f, "p_adjusted")[row] == adjusted[i] &&
                      numbers(f, "residual")[row] == residual[i] && numbers(f, "family")[row] == 8);
            const char *more = adjusted[i] > 0.05 ? "" : residual[i] > 0 ? "F" : "M";
            cr_expect_str_eq(text(f, "more", row), more);
            cr_expect(numbers(f, "women")[row] == women[i] && numbers(f, "men")[row] == men[i] &&
                      numbers(f, "base_women")[row] == (i < 4 ? 60 : 55));
        }
    }
    cr_expect_str_eq(text(f, "label", 5), "debt");
    cr_expect(strstr(gdcs_frame_get_meta(f, GDCS_META_METHOD), "95 % limits") != NULL);
    gdcs_frame_free(f);
    f = frame(t, 1, (gdcs_pathway_options){.measure = 2, .family = 1});
    cr_expect(gdcs_frame_count_rows(f) == 8 && numbers(f, "family")[0] == 4);
    cr_expect_str_eq(text(f, "method", 0), "Miettinen-Nurminen");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* The label of the unstated is no category; a total above its parts counts as they do. */
Test(pathway_table, who_is_unstated_widens_the_bounds)
{
    gdcs_table *plain = make(), *t = make(), *total = make();
    add(t, "drugs F _U", 5);
    add(t, "drugs M _U", 8);
    add(total, "drugs F TOTAL", 65);
    add(total, "drugs M TOTAL", 128);
    gdcs_frame *none = frame(plain, 1, (gdcs_pathway_options){0});
    gdcs_frame *f = frame(t, 1, (gdcs_pathway_options){0});
    gdcs_frame *g = frame(total, 1, (gdcs_pathway_options){0});
    gdcs_frame *named = frame(t, 1, (gdcs_pathway_options){.unstated = "gang"});
    for (int i = 0; i < 40; i++) {
        cr_expect(numbers(f, "value")[i] == numbers(none, "value")[i] ||
                  isnan(numbers(f, "value")[i]));
        cr_expect(numbers(f, "bound_lower")[i] == numbers(g, "bound_lower")[i] &&
                  numbers(f, "bound_upper")[i] == numbers(g, "bound_upper")[i]);
        if (i >= 20)
            cr_expect(numbers(f, "bound_upper")[i] == numbers(none, "bound_upper")[i]);
    }
    cr_expect(fabs(numbers(f, "bound_lower")[2] - 41 / 65.0) < 1e-15 &&
              fabs(numbers(f, "bound_upper")[2] - 46 / 65.0) < 1e-15);
    cr_expect(numbers(f, "unstated")[0] == 13 && numbers(g, "unstated")[0] == 0);
    cr_expect(noted(g, 0, GDCS_NOTE_TOTAL_EXCEEDS) && !noted(g, 20, GDCS_NOTE_TOTAL_EXCEEDS));
    cr_expect(eq(i64, gdcs_frame_count_rows(named), 40));
    cr_expect(numbers(named, "unstated")[0] == 33 && numbers(named, "base_men")[0] == 95);
    gdcs_frame_free(named);
    gdcs_frame_free(g);
    gdcs_frame_free(f);
    gdcs_frame_free(none);
    add(total, "arms F TOTAL", 3);
    f = frame(total, 1, (gdcs_pathway_options){0});
    cr_expect(noted(f, 20, GDCS_NOTE_PARTS_EXCEED));
    gdcs_frame_free(f);
    gdcs_table_free(total);
    gdcs_table_free(t);
    gdcs_table_free(plain);
}

Test(pathway_table, several_answers_have_the_persons_of_a_label)
{
    gdcs_table *t = make();
    gdcs_frame *f = NULL;
    add(t, "drugs F TOTAL", 50);
    add(t, "drugs M TOTAL", 100);
    add(t, "arms F TOTAL", 21);
    add(t, "arms M TOTAL", 40);
    const gdcs_pathway_options o = {.answers = GDCS_PATHWAY_ANSWERS_SEVERAL, .measure = 3};
    f = frame(t, 1, o);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 8));
    cr_expect(numbers(f, "value")[0] == 41 / 50.0 && numbers(f, "base_men")[0] == 100);
    cr_expect(isnan(numbers(f, "value")[5]) &&
              noted(f, 5, GDCS_NOTE_PARTS_EXCEED | GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(numbers(f, "value")[4] == 20 / 21.0);
    gdcs_frame_free(f);
    gdcs_table *own = make();
    add(own, "drugs F persons", 50);
    add(own, "drugs M persons", 100);
    f = frame(own, 1, (gdcs_pathway_options){.answers = 1, .measure = 3, .persons = "persons"});
    cr_expect(numbers(f, "value")[0] == 41 / 50.0 && isnan(numbers(f, "value")[4]));
    gdcs_frame_free(f);
    gdcs_table_free(own);
    gdcs_table_free(t);
}

static gdcs_table *of_ranges(const double *low, const double *high, int cells,
                             const char *const *cell)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "sex pathway*");
    for (int i = 0; i < cells; i++)
        if (isinf(high[i]))
            set(t, cell[i], NAN, 0, INFINITY, 'M');
        else if (low[i] == high[i])
            add(t, cell[i], low[i]);
        else
            set_range(t, cell[i], low[i], high[i], 'Q');
    return t;
}

/* exact -> interval -> missing; more of unknown sex, more unstated.  One answer, without and with a
   declared total, and several. */
Test(pathway_table, widening_a_cell_never_narrows_the_bounds)
{
    enum { CELLS = 14, ROWS = 10 };
    static const char *const cell[] = {"F a",  "M a",     "F b",     "M b",     "_U a",
                                       "_U b", "F _U",    "M _U",    "_U _U",   "F c",
                                       "M c",  "F TOTAL", "M TOTAL", "_U TOTAL"};
    uint64_t state = 5;
    for (int run = 0; run < 90; run++) {
        const int cells = run % 3 == 0 ? 9 : CELLS;
        double low[CELLS], high[CELLS], before[15][2];
        for (int i = 0; i < 15; i++)
            before[i][0] = INFINITY, before[i][1] = -INFINITY;
        for (int i = 0; i < CELLS; i++)
            low[i] = high[i] = i < 4 || i == 9 || i == 10 ? (int)draw(&state, run % 2 ? 30 : 5) : 0;
        low[11] = high[11] = low[0] + low[2] + low[9] + (int)draw(&state, 4);
        low[12] = high[12] = low[1] + low[3] + low[10];
        for (int step = 0; step < 8; step++) {
            gdcs_table *t = of_ranges(low, high, cells, cell);
            gdcs_frame *f = NULL;
            gdcs_error err = {.struct_size = sizeof err};
            const gdcs_pathway_options o = {.struct_size = sizeof o, .answers = run % 3 == 2};
            good(gdcs_pathway_table_categories(t, "pathway", NULL, 0, &o, &f, &err), &err, "law");
            for (int i = 0; i < (int)gdcs_frame_count_rows(f); i++) {
                const double lower = numbers(f, "bound_lower")[i], value = numbers(f, "value")[i];
                const double upper = numbers(f, "bound_upper")[i];
                cr_expect(lower <= before[i][0] + 1e-12 &&
                              (upper >= before[i][1] - 1e-12 || upper == before[i][1]),
                          "run %d, step %d, row %d: [%g, %g] after [%g, %g]", run, step, i, lower,
                          upper, before[i][0], before[i][1]);
                cr_expect(isnan(value) || (lower <= value && value <= upper));
                before[i][0] = lower;
                before[i][1] = upper;
            }
            gdcs_frame_free(f);
            gdcs_table_free(t);
            const int i = (int)draw(&state, CELLS);
            if ((int)draw(&state, 12) == 0)
                low[i] = 0, high[i] = INFINITY;
            else {
                low[i] = low[i] > 1 ? low[i] - (int)draw(&state, 2) : low[i];
                high[i] += (int)draw(&state, 4);
                if (run % 3 == 0 && i >= 4 && i < 9)
                    low[i] = high[i]; /* more unknown, exactly; a total stays as it is */
            }
        }
    }
}

Test(pathway_table, refuses_what_its_comment_says)
{
    static const char *const sex[] = {"sex"}, *const same[] = {"pathway"};
    gdcs_table *t = make(), *without = make_table(GDCS_ABSENT_ZERO, "pathway market");
    gdcs_frame *f = NULL;
    const gdcs_pathway_options sizeless = {.method = 1}, several = {.struct_size = sizeof several,
                                                                    .answers = 1,
                                                                    .persons = "nobody"};
    gdcs_status (*const form)(const gdcs_table *, const char *, const char *const *, int32_t,
                              const gdcs_pathway_options *, gdcs_frame **, gdcs_error *) =
        gdcs_pathway_table_categories;
    cr_expect(eq(i32, form(NULL, "pathway", NULL, 0, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, form(t, NULL, NULL, 0, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, form(t, "pathway", NULL, 1, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, form(t, "pathway", NULL, 0, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, form(t, "pathway", NULL, 0, &sizeless, &f, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, form(t, "pathway", NULL, 0, &several, &f, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, form(t, "nothing", NULL, 0, NULL, &f, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, form(t, "pathway", same, 1, NULL, &f, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, form(t, "pathway", sex, 1, NULL, &f, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, form(without, "pathway", NULL, 0, NULL, &f, NULL), GDCS_E_SHAPE));
    for (int i = 0; i < 8; i++) {
        gdcs_pathway_options bad = {.struct_size = sizeof bad};
        int32_t *const member[] = {&bad.measure, &bad.method,  &bad.contrast, &bad.simultaneous,
                                   &bad.family,  &bad.answers, &bad.test,     &bad.adjust};
        *member[i] = i % 2 ? -1 : 9;
        cr_expect(eq(i32, form(t, "pathway", NULL, 0, &bad, &f, NULL), GDCS_E_OPTION), "%d", i);
    }
    cr_expect(f == NULL);
    gdcs_table_free(without);
    gdcs_table_free(t);
}

Test(pathway_table, arrays_refuse_what_their_comment_says)
{
    const double wrong[] = {1, 2, -3, 4};
    const gdcs_sex_arrays a = {.struct_size = sizeof a, .women = women, .men = men},
                          b = {.struct_size = sizeof b, .women = wrong};
    gdcs_pathway_counts c = {.struct_size = sizeof c, .categories = &a};
    const gdcs_pathway_counts none = {.struct_size = sizeof none}, sizeless = {.categories = &a},
                              bad = {.struct_size = sizeof bad, .categories = &b};
    gdcs_pathway_options o = {.struct_size = sizeof o, .level = 0.9, .alpha = 0.1};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_status (*const form)(const gdcs_pathway_counts *, int64_t, int64_t,
                              const gdcs_pathway_options *, const gdcs_estimate_arrays *,
                              const gdcs_test_arrays *, double *, gdcs_error *) =
        gdcs_pathway_each_categories;
    cr_expect(eq(i32, form(NULL, 1, 4, NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, form(&none, 1, 4, NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, form(&c, -1, 4, NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, form(&c, 1, 0, NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, form(&c, INT64_MAX, 4, NULL, NULL, NULL, NULL, NULL), GDCS_E_LIMIT));
    cr_expect(eq(i32, form(&sizeless, 1, 4, NULL, NULL, NULL, NULL, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, form(&c, 1, 4, &o, NULL, NULL, NULL, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, form(&bad, 1, 4, NULL, NULL, NULL, NULL, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 3));
    o = (gdcs_pathway_options){.struct_size = sizeof o, .answers = 1};
    cr_expect(eq(i32, form(&c, 1, 4, &o, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    double *many = calloc(20001, sizeof *many);
    for (int i = 0; i < 20001; i++)
        many[i] = 1 + i % 3;
    const gdcs_sex_arrays wide = {.struct_size = sizeof wide, .women = many, .men = many};
    c.categories = &wide;
    o = (gdcs_pathway_options){.struct_size = sizeof o, .adjust = 6};
    cr_expect(eq(i32, form(&c, 1, 20001, &o, NULL, NULL, NULL, NULL), GDCS_E_LIMIT));
    free(many);
}

static gdcs_status run(void *data)
{
    const char *const market[] = {"market"};
    const gdcs_sex_arrays a = {.struct_size = sizeof a, .women = women, .men = men};
    const gdcs_pathway_counts c = {.struct_size = sizeof c, .categories = &a};
    gdcs_frame *f = NULL;
    gdcs_status status = gdcs_pathway_each_categories(&c, 2, 4, NULL, NULL, NULL, NULL, NULL);
    if (status == GDCS_OK)
        status = gdcs_pathway_table_categories(data, "pathway", market, 1, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(pathway_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = make();
    const fail_alloc_report r = fail_alloc_each(run, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_table_free(t);
}
