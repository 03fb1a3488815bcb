/* Mirrors lib/stats/strata/table.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "stats/make.h"
#include "support.h"

#include <criterion/new/assert.h>
#include <gdcs/frame.h>
#include <gdcs/strata.h>

TestSuite(strata_table, .timeout = 120);

enum { MEASURES = 3 };

static const gdcs_gap_pair convicted = {sizeof convicted, 0, "decision", "guilty", "free"};
static const double x[] = {12, 7, 3}, n[] = {40, 19, 8}, y[] = {5, 8, 2}, m[] = {45, 30, 11};

/* Three courts, and one where nobody is a woman. */
static gdcs_table *make(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "year sex court* decision");
    char labels[64];
    for (int i = 0; i < 3; i++) {
        const struct {
            const char *cell;
            double count;
        } cells[] = {{"F c%d guilty", x[i]},
                     {"F c%d free", n[i] - x[i]},
                     {"M c%d guilty", y[i]},
                     {"M c%d free", m[i] - y[i]}};
        for (int k = 0; k < 4; k++) {
            char cell[32];
            snprintf(cell, sizeof cell, "%.1s c%d %s", cells[k].cell, i, k % 2 ? "free" : "guilty");
            snprintf(labels, sizeof labels, "1 %s", cell);
            add(t, labels, cells[k].count);
        }
    }
    add(t, "1 M c3 guilty", 4);
    add(t, "1 M TOTAL guilty", 19);
    add(t, "1 F c0 pending", 9);
    return t;
}

static gdcs_frame *frame(const gdcs_table *t, gdcs_strata_options o)
{
    static const char *const year[] = {"year"};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_frame *f = NULL;
    o.struct_size = sizeof o;
    good(gdcs_strata_table(t, &convicted, "court", year, 1, &o, &f, &err), &err, "table");
    return f;
}

Test(strata_table, has_the_measures_of_the_arrays)
{
    gdcs_table *t = make();
    const gdcs_part_arrays a = {sizeof a, 0, x, n, y, m};
    for (int32_t method = 1; method <= 4; method++) {
        const gdcs_strata_options o = {.struct_size = sizeof o, .method = method, .test = method};
        gdcs_strata_result r = {.struct_size = sizeof r};
        cr_assert(eq(i32, gdcs_strata_pool(&a, 3, &o, &r, NULL), GDCS_OK));
        gdcs_frame *f = frame(t, o);
        cr_assert(eq(i64, gdcs_frame_count_rows(f), MEASURES));
        const gdcs_estimate *const e[] = {&r.difference, &r.risk_ratio, &r.odds_ratio};
        for (int k = 0; k < MEASURES; k++) {
            cr_expect(numbers(f, "value")[k] == e[k]->value &&
                      numbers(f, "lower")[k] == e[k]->lower &&
                      numbers(f, "upper")[k] == e[k]->upper);
            cr_expect(numbers(f, "p_value")[k] == r.test.p_value && numbers(f, "strata")[k] == 3 &&
                      numbers(f, "empty")[k] == 1 && numbers(f, "n_a")[k] == r.n_a &&
                      noted(f, k, GDCS_NOTE_EMPTY_UNIT));
        }
        cr_expect(numbers(f, "p_homogeneity")[2] == r.homogeneity_odds_ratio.p_value);
        cr_expect(method != 1 || numbers(f, "bound_lower")[2] == r.odds_ratio.value);
        cr_expect_str_eq(word(f, "measure", 1), "risk_ratio");
        cr_expect_str_eq(word(f, "year", 1), "1");
        cr_expect_str_eq(word(f, "method", 0),
                         method == 2 ? "inverse variance" : "Mantel-Haenszel");
        cr_expect(strstr(gdcs_frame_get_meta(f, GDCS_META_METHOD),
                         "Risk of guilty among it or free, a: women, b: men, pooled over court") !=
                  NULL);
        gdcs_frame_free(f);
    }
    gdcs_table_free(t);
}

Test(strata_table, compares_with_all_other_labels_if_none_is_named)
{
    gdcs_table *t = make();
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_gap_pair any = {sizeof any, 0, "decision", "guilty", NULL};
    good(gdcs_strata_table(t, &any, "court", NULL, 0, NULL, &f, &err), &err, "table");
    cr_expect(numbers(f, "n_a")[0] == 40 + 9 + 19 + 8);
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(strata_table, what_is_not_exact_has_bounds_only_and_exact_methods_give_way)
{
    gdcs_table *t = make();
    set_range(t, "1 F c1 guilty", 5, 9, 'Q');
    gdcs_frame *f = frame(t, (gdcs_strata_options){0});
    const gdcs_part_arrays a = {sizeof a, 0, x, n, y, m};
    gdcs_strata_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_strata_pool(&a, 3, NULL, &r, NULL), GDCS_OK));
    const double value[] = {r.difference.value, r.risk_ratio.value, r.odds_ratio.value};
    for (int k = 0; k < MEASURES; k++)
        cr_expect(isnan(numbers(f, "value")[k]) && numbers(f, "bound_lower")[k] < value[k] &&
                  value[k] < numbers(f, "bound_upper")[k] &&
                  noted(f, k, GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_INTERVAL_CELL));
    gdcs_frame_free(f);
    gdcs_table_free(t);
    t = make();
    add(t, "1 F c0 guilty", 0.5);
    f = frame(t, (gdcs_strata_options){.method = 3, .test = 4});
    gdcs_frame *plain = frame(t, (gdcs_strata_options){0});
    cr_expect(numbers(f, "lower")[2] == numbers(plain, "lower")[2] &&
              numbers(f, "p_value")[2] == numbers(plain, "p_value")[2]);
    cr_expect(noted(f, 2, GDCS_NOTE_METHOD_CHANGED | GDCS_NOTE_NOT_WHOLE) &&
              !noted(plain, 2, GDCS_NOTE_METHOD_CHANGED));
    gdcs_frame_free(plain);
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* exact -> interval -> missing; more unknown. */
Test(strata_table, widening_a_cell_never_narrows_the_bounds)
{
    static const char *const cells[] = {"1 F a guilty",  "1 F a free", "1 M a guilty", "1 M a free",
                                        "1 F b guilty",  "1 F b free", "1 M b guilty", "1 M b free",
                                        "1 _U a guilty", "1 _U b free"};
    uint64_t state = 7;
    for (int run = 0; run < 120; run++) {
        double low[10], high[10], before[MEASURES][2] = {{2, -2}, {INFINITY, -1}, {INFINITY, -1}};
        for (int i = 0; i < 10; i++)
            low[i] = high[i] = i < 8 ? (double)draw(&state, run % 2 ? 30 : 3) : 0;
        for (int step = 0; step < 7; step++) {
            gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "year sex court decision");
            for (int i = 0; i < 10; i++)
                if (isinf(high[i]))
                    set(t, cells[i], NAN, 0, INFINITY, 'M');
                else if (low[i] == high[i])
                    add(t, cells[i], low[i]);
                else
                    set_range(t, cells[i], low[i], high[i], 'Q');
            gdcs_frame *f = frame(t, (gdcs_strata_options){0});
            for (int k = 0; k < MEASURES; k++) {
                const double lower = numbers(f, "bound_lower")[k],
                             upper = numbers(f, "bound_upper")[k], v = numbers(f, "value")[k];
                cr_expect(lower <= before[k][0] + 1e-12 &&
                              (isinf(upper) || upper >= before[k][1] * (1 - 1e-12) - 1e-12),
                          "run %d, step %d, %d: [%g, %g] after [%g, %g]", run, step, k, lower,
                          upper, before[k][0], before[k][1]);
                cr_expect(isnan(v) || (lower <= v + 1e-12 && v <= upper * (1 + 1e-12) + 1e-12),
                          "run %d, step %d, %d: %g in [%g, %g]", run, step, k, v, lower, upper);
                before[k][0] = lower;
                before[k][1] = upper;
            }
            gdcs_frame_free(f);
            gdcs_table_free(t);
            const int i = (int)draw(&state, 10);
            if (draw(&state, 12) == 0)
                low[i] = 0, high[i] = INFINITY;
            else {
                low[i] = i < 8 && low[i] > 0 ? low[i] - (double)draw(&state, 2) : low[i];
                high[i] += (double)draw(&state, 4);
                if (i >= 8)
                    low[i] = high[i]; /* more unknown, exactly */
            }
        }
    }
}

Test(strata_table, refuses_what_its_comment_says)
{
    static const char *const sex[] = {"sex"}, *const same[] = {"court"};
    gdcs_table *t = make(), *without = make_table(GDCS_ABSENT_ZERO, "court decision");
    gdcs_frame *f = NULL;
    const gdcs_strata_options bad = {.struct_size = sizeof bad, .method = 77},
                              sizeless = {.method = 1};
    const gdcs_gap_pair nobody = {sizeof nobody, 0, "decision", "hanged", NULL},
                        twice = {sizeof twice, 0, "decision", "free", "free"},
                        no_axis = {sizeof no_axis, 0, NULL, "free", NULL},
                        no_label = {sizeof no_label, 0, "decision", NULL, NULL}, small = {0};
    const struct {
        const gdcs_table *table;
        const gdcs_gap_pair *pair;
        const char *strata;
        const char *const *keep;
        const gdcs_strata_options *options;
        gdcs_status wanted;
    } row[] = {{NULL, &convicted, "court", NULL, NULL, GDCS_E_ARGUMENT},
               {t, NULL, "court", NULL, NULL, GDCS_E_ARGUMENT},
               {t, &convicted, NULL, NULL, NULL, GDCS_E_ARGUMENT},
               {t, &no_axis, "court", NULL, NULL, GDCS_E_ARGUMENT},
               {t, &no_label, "court", NULL, NULL, GDCS_E_ARGUMENT},
               {t, &small, "court", NULL, NULL, GDCS_E_STRUCT},
               {t, &convicted, "court", NULL, &bad, GDCS_E_OPTION},
               {t, &convicted, "court", NULL, &sizeless, GDCS_E_STRUCT},
               {t, &convicted, "nothing", NULL, NULL, GDCS_E_NAME},
               {t, &nobody, "court", NULL, NULL, GDCS_E_NAME},
               {t, &twice, "court", NULL, NULL, GDCS_E_DUPLICATE},
               {t, &convicted, "decision", NULL, NULL, GDCS_E_DUPLICATE},
               {t, &convicted, "court", same, NULL, GDCS_E_DUPLICATE},
               {t, &convicted, "court", sex, NULL, GDCS_E_SHAPE},
               {t, &convicted, "sex", NULL, NULL, GDCS_E_SHAPE},
               {without, &convicted, "court", NULL, NULL, GDCS_E_SHAPE}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        cr_expect(eq(i32,
                     gdcs_strata_table(row[i].table, row[i].pair, row[i].strata, row[i].keep,
                                       row[i].keep != NULL, row[i].options, &f, NULL),
                     row[i].wanted),
                  "row %zu", i);
    cr_expect(eq(i32, gdcs_strata_table(t, &convicted, "court", NULL, 0, NULL, NULL, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(f == NULL);
    gdcs_table_free(without);
    gdcs_table_free(t);
}

static gdcs_status run(void *data)
{
    const gdcs_strata_options o = {.struct_size = sizeof o, .method = 3};
    gdcs_frame *f = NULL;
    const gdcs_status status = gdcs_strata_table(data, &convicted, "court", NULL, 0, &o, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(strata_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = make();
    const fail_alloc_report r = fail_alloc_each(run, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_table_free(t);
}
