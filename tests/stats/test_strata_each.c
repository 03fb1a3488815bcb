/* Mirrors lib/stats/strata/each.c. */
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/strata.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(strata_each, .timeout = 60);

enum { SETS = 64, MOST = 400, MEASURES = 3, TESTS = 5 };

/* Sets of strata one after the other. */
typedef struct sets {
    double x[MOST], n[MOST], y[MOST], m[MOST];
    int64_t offsets[SETS + 1];
    int64_t count;
} sets;

typedef struct rooms {
    double estimate[MEASURES][6][SETS];
    uint32_t notes[MEASURES][SETS];
    double test[TESTS][4][SETS];
    gdcs_estimate_arrays estimates[MEASURES];
    gdcs_test_arrays tests[TESTS];
    gdcs_strata_result_arrays out;
} rooms;

static const gdcs_strata_result_arrays *into(rooms *r)
{
    for (int i = 0; i < MEASURES; i++)
        r->estimates[i] = (gdcs_estimate_arrays){sizeof(gdcs_estimate_arrays),
                                                 0,
                                                 r->estimate[i][0],
                                                 r->estimate[i][1],
                                                 r->estimate[i][2],
                                                 r->estimate[i][3],
                                                 r->estimate[i][4],
                                                 r->estimate[i][5],
                                                 r->notes[i]};
    for (int i = 0; i < TESTS; i++)
        r->tests[i] = (gdcs_test_arrays){sizeof(gdcs_test_arrays),
                                         0,
                                         r->test[i][0],
                                         r->test[i][1],
                                         r->test[i][2],
                                         r->test[i][3]};
    r->out = (gdcs_strata_result_arrays){sizeof r->out,    0,
                                         &r->estimates[0], &r->estimates[1],
                                         &r->estimates[2], &r->tests[0],
                                         &r->tests[1],     &r->tests[2],
                                         &r->tests[3],     &r->tests[4]};
    return &r->out;
}

static gdcs_part_arrays arrays_of(const sets *s, int64_t from)
{
    const gdcs_part_arrays a = {sizeof a, 0, s->x + from, s->n + from, s->y + from, s->m + from};
    return a;
}

/* The strata of every row of strata.csv that an exact method may take, and those that it may not. */
static void read_sets(sets *s)
{
    FILE *f = reference_open("strata.csv");
    static char line[4096];
    int64_t at = 0;
    s->count = 0;
    while (fgets(line, sizeof line, f) != NULL) {
        char *p = line;
        s->offsets[s->count++] = at;
        for (; *p != ','; at++) {
            s->x[at] = strtod(p, &p);
            s->n[at] = strtod(p, &p);
            s->y[at] = strtod(p, &p);
            s->m[at] = strtod(p, &p);
            p += *p == ';';
        }
        cr_assert(at < MOST && s->count < SETS);
    }
    s->offsets[s->count] = at;
    fclose(f);
    cr_assert(ge(i64, s->count, 9));
}

static void expect_estimate(const rooms *r, int measure, int64_t i, const gdcs_estimate *e)
{
    const double want[] = {e->value, e->lower, e->upper, e->std_error};
    for (int j = 0; j < 4; j++)
        cr_expect(near_relative(r->estimate[measure][j][i], want[j], 0.0), "set %d, %d, %d: %g, %g",
                  (int)i, measure, j, r->estimate[measure][j][i], want[j]);
    if (!isnan(e->value))
        cr_expect(r->estimate[measure][4][i] == e->value && r->estimate[measure][5][i] == e->value);
}

static void expect_test(const rooms *r, int test, int64_t i, const gdcs_test *t)
{
    const double want[] = {t->statistic, t->df, t->p_value, t->log10_p};
    for (int j = 0; j < 4; j++)
        cr_expect(near_relative(r->test[test][j][i], want[j], 0.0), "set %d, test %d, %d", (int)i,
                  test, j);
}

static void expect_result(const rooms *r, int64_t i, const gdcs_strata_result *one)
{
    expect_estimate(r, 0, i, &one->difference);
    expect_estimate(r, 1, i, &one->risk_ratio);
    expect_estimate(r, 2, i, &one->odds_ratio);
    expect_test(r, 0, i, &one->test);
    expect_test(r, 1, i, &one->homogeneity_difference);
    expect_test(r, 2, i, &one->homogeneity_risk_ratio);
    expect_test(r, 3, i, &one->homogeneity_odds_ratio);
    expect_test(r, 4, i, &one->homogeneity_woolf);
    for (int m = 0; m < MEASURES; m++)
        cr_expect(eq(u32, r->notes[m][i], one->notes));
}

static rooms got;

/* The rows are those that R agrees with in test_strata.c: 10^9 persons, zero cells, one stratum. */
Test(strata_each, is_the_scalar_form_of_each_set)
{
    static sets s;
    int exact = 0, changed = 0;
    read_sets(&s);
    for (int32_t method = 1; method <= GDCS_STRATA_METHOD_MID_P; method++) {
        const gdcs_strata_options o = {.struct_size = sizeof o,
                                       .method = method,
                                       .variance = 1 + method % 2,
                                       .test = method + (method > 2)};
        const gdcs_part_arrays all = arrays_of(&s, 0);
        cr_assert(
            eq(i32, gdcs_strata_each(&all, s.offsets, s.count, &o, into(&got), NULL), GDCS_OK));
        for (int64_t i = 0; i < s.count; i++) {
            const gdcs_part_arrays one = arrays_of(&s, s.offsets[i]);
            gdcs_strata_result r = {.struct_size = sizeof r};
            const gdcs_status status =
                gdcs_strata_pool(&one, s.offsets[i + 1] - s.offsets[i], &o, &r, NULL);
            if (status == GDCS_OK)
                expect_result(&got, i, &r);
            else
                cr_expect(0 != (got.notes[0][i] & GDCS_NOTE_METHOD_CHANGED), "set %d", (int)i);
            exact += status == GDCS_OK && method > 2;
            changed += status != GDCS_OK;
        }
    }
    cr_expect(gt(int, exact, 9));
    cr_expect(gt(int, changed, 0), "no set is too large for an exact method");
}

Test(strata_each, sets_without_a_value_are_named_and_the_others_stand)
{
    const double x1[] = {2, 3}, n1[] = {5, 6}, y1[] = {1, 2}, m1[] = {6, 4};
    const gdcs_part_arrays first = {sizeof first, 0, x1, n1, y1, m1};
    const double part[] = {2, 3, NAN, 0}, whole[] = {5, 6, 4, 0};
    const double part_b[] = {1, 2, 1, 1}, whole_b[] = {6, 4, 7, 3};
    const gdcs_part_arrays all = {sizeof all, 0, part, whole, part_b, whole_b};
    const int64_t offsets[] = {0, 2, 2, 3, 4};
    gdcs_strata_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_strata_each(&all, offsets, 4, NULL, into(&got), NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_strata_pool(&first, 2, NULL, &r, NULL), GDCS_OK));
    expect_result(&got, 0, &r);
    for (int i = 1; i < 4; i++) {
        for (int k = 0; k < MEASURES; k++) {
            cr_expect(isnan(got.estimate[k][0][i]), "set %d, %d", i, k);
            cr_expect(got.estimate[k][4][i] == (k == 0 ? -1.0 : 0.0) &&
                      got.estimate[k][5][i] == (k == 0 ? 1.0 : INFINITY));
            cr_expect(0 != (got.notes[k][i] & GDCS_NOTE_NOT_ESTIMABLE));
        }
        cr_expect(isnan(got.test[0][2][i]) && isnan(got.test[0][3][i]));
    }
    cr_expect(0 != (got.notes[0][2] & GDCS_NOTE_MISSING_CELL));
    cr_expect(0 == (got.notes[0][1] & GDCS_NOTE_MISSING_CELL));
    cr_expect(0 != (got.notes[0][3] & GDCS_NOTE_EMPTY_UNIT));
}

static void refused(gdcs_status got_, gdcs_status want, const gdcs_error *err, const char *field,
                    int64_t row)
{
    cr_expect(eq(i32, got_, want), "%s", field);
    cr_expect(eq(str, (char *)err->field, (char *)field));
    cr_expect(eq(i64, err->row, row), "%s", field);
}

Test(strata_each, refuses_and_then_writes_nothing)
{
    gdcs_error err = {.struct_size = sizeof err};
    const double x[] = {1, 2, 3}, n[] = {4, 5, 2};
    const gdcs_part_arrays bad = {sizeof bad, 0, x, n, x, n}, no = {sizeof no, 0, x, n, NULL, n};
    const int64_t good[] = {0, 1, 2}, all[] = {0, 1, 3}, falls[] = {0, 2, 1}, below[] = {-1, 1, 2};
    const gdcs_strata_options o = {.struct_size = sizeof o, .method = 9};
    const gdcs_strata_result_arrays *out = into(&got), small = {.struct_size = 8};
    const int64_t none[] = {0};
    cr_expect(eq(i32, gdcs_strata_each(&bad, none, 0, NULL, out, &err), GDCS_OK));
    got.estimate[0][0][0] = 77;
    refused(gdcs_strata_each(NULL, good, 2, NULL, out, &err), GDCS_E_ARGUMENT, &err, "strata", 0);
    refused(gdcs_strata_each(&bad, NULL, 2, NULL, out, &err), GDCS_E_ARGUMENT, &err, "offsets", 0);
    refused(gdcs_strata_each(&bad, good, -1, NULL, out, &err), GDCS_E_ARGUMENT, &err, "n", 0);
    refused(gdcs_strata_each(&bad, good, 2, NULL, NULL, &err), GDCS_E_ARGUMENT, &err, "out", 0);
    refused(gdcs_strata_each(&no, good, 2, NULL, out, &err), GDCS_E_ARGUMENT, &err, "part_b", 0);
    refused(gdcs_strata_each(&bad, all, 2, NULL, out, &err), GDCS_E_VALUE, &err, "a", 3);
    refused(gdcs_strata_each(&bad, falls, 2, NULL, out, &err), GDCS_E_ARGUMENT, &err, "offsets", 3);
    refused(gdcs_strata_each(&bad, below, 2, NULL, out, &err), GDCS_E_ARGUMENT, &err, "offsets", 0);
    refused(gdcs_strata_each(&bad, good, 2, &o, out, &err), GDCS_E_OPTION, &err, "method", 0);
    cr_expect(eq(i32, gdcs_strata_each(&bad, good, 2, NULL, &small, &err), GDCS_E_STRUCT));
    cr_expect(eq(dbl, got.estimate[0][0][0], 77), "a call that failed has written");
    cr_expect(eq(sz, sizeof(gdcs_strata_result_arrays), 72));
}

static gdcs_status pool_two(void *data)
{
    const double x[] = {1, 2, 3}, n[] = {4, 5, 4}, y[] = {2, 0, 1}, m[] = {5, 5, 6};
    const gdcs_part_arrays a = {sizeof a, 0, x, n, y, m};
    const int64_t offsets[] = {0, 2, 3};
    const gdcs_strata_options o = {.struct_size = sizeof o,
                                   .method = GDCS_STRATA_METHOD_EXACT,
                                   .test = GDCS_STRATA_TEST_EXACT};
    (void)data;
    return gdcs_strata_each(&a, offsets, 2, &o, into(&got), NULL);
}

Test(strata_each, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(pool_two, NULL);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 2));
}
