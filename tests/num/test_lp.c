/* Mirrors lib/num/lp. */
#include "fail_alloc.h"
#include "num/lp.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <glpk.h>
#include <math.h>

TestSuite(lp, .timeout = 60);

/* 2 x 3 cells, rows first, with sums 4 and 6, columns with sums 3, 3 and 4. */
static const int64_t start[] = {0, 3, 6, 8, 10, 12};
static const int32_t column[] = {0, 1, 2, 3, 4, 5, 0, 3, 1, 4, 2, 5};
static const double one[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
static const double sum[] = {4, 6, 3, 3, 4};
static const double zero[6];
static const double endless[] = {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY};
static const gdcs_i_lp_rows rows = {5, start, column, one, sum, sum};
static const gdcs_i_lp_columns cells = {6, zero, endless, NULL};

static gdcs_i_lp *make(const gdcs_i_lp_rows *r, const gdcs_i_lp_columns *c)
{
    gdcs_i_lp *lp = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_i_lp_new(r, c, NULL, &lp, &err), GDCS_OK), "%s", err.message);
    return lp;
}

static double extreme(gdcs_i_lp *lp, int32_t cell, int maximise)
{
    const double unit = 1.0;
    const gdcs_i_lp_objective o = {1, &cell, &unit, maximise};
    gdcs_i_lp_answer a;
    cr_assert(eq(i32, gdcs_i_lp_optimise(lp, &o, &a, NULL), GDCS_OK));
    return a.verdict == GDCS_I_LP_OPTIMAL ? a.value : a.verdict == GDCS_I_LP_UNBOUNDED ? 1e99 : NAN;
}

Test(lp, cells_of_a_transport_table_range_as_their_margins_let_them)
{
    gdcs_i_lp *lp = make(&rows, &cells);
    const double r[] = {4, 6}, c[] = {3, 3, 4};
    for (int32_t j = 0; j < 6; j++) {
        cr_expect(ieee_ulp_eq(dbl, extreme(lp, j, 1), fmin(r[j / 3], c[j % 3]), 4));
        cr_expect(epsilon_eq(dbl, extreme(lp, j, 0), fmax(0, r[j / 3] + c[j % 3] - 10), 1e-12));
    }
    gdcs_i_lp_free(lp);
}

Test(lp, multipliers_and_reduced_costs_add_up_to_the_optimum)
{
    gdcs_i_lp *lp = make(&rows, &cells);
    for (int32_t j = 0; j < 6; j++)
        for (int maximise = 0; maximise < 2; maximise++) {
            const double best = extreme(lp, j, maximise);
            double proof = 0.0;
            for (int i = 0; i < 5; i++)
                proof += gdcs_i_lp_duals(lp)[i] * sum[i];
            for (int k = 0; k < 6; k++)
                proof += gdcs_i_lp_reduced(lp)[k] * gdcs_i_lp_point(lp)[k];
            cr_expect(epsilon_eq(dbl, proof, best, 1e-12));
        }
    gdcs_i_lp_free(lp);
}

Test(lp, a_bound_or_a_row_that_is_added_narrows)
{
    gdcs_i_lp *lp = make(&rows, &cells);
    const int64_t at[] = {0, 2};
    const int32_t where[] = {0, 4};
    const double low = -INFINITY, high = 2.0;
    const gdcs_i_lp_rows more = {1, at, where, one, &low, &high};
    cr_expect(epsilon_eq(dbl, extreme(lp, 0, 1), 3.0, 1e-12));
    cr_assert(eq(i32, gdcs_i_lp_add_rows(lp, &more, NULL), GDCS_OK));
    cr_expect(eq(i64, gdcs_i_lp_count_rows(lp), 6));
    cr_expect(epsilon_eq(dbl, extreme(lp, 0, 1), 1.5, 1e-12));
    cr_assert(eq(i32, gdcs_i_lp_set_bounds(lp, 0, 0.5, 0.5, NULL), GDCS_OK));
    cr_expect(epsilon_eq(dbl, extreme(lp, 0, 1), 0.5, 1e-12));
    cr_expect(epsilon_eq(dbl, extreme(lp, 4, 1), 1.5, 1e-12));
    cr_assert(eq(i32, gdcs_i_lp_set_bounds(lp, 0, 5, 6, NULL), GDCS_OK));
    cr_expect(isnan(extreme(lp, 4, 1)), "the sums cannot be met");
    gdcs_i_lp_free(lp);
}

Test(lp, what_nothing_limits_is_unbounded)
{
    const int64_t at[] = {0, 2};
    const int32_t where[] = {0, 1};
    const double coefficient[] = {1, -1}, none = 0.0;
    const gdcs_i_lp_rows difference = {1, at, where, coefficient, &none, &none};
    const gdcs_i_lp_columns two = {2, zero, endless, NULL};
    gdcs_i_lp *lp = make(&difference, &two);
    cr_expect(eq(dbl, extreme(lp, 1, 1), 1e99));
    cr_expect(eq(dbl, extreme(lp, 1, 0), 0.0));
    gdcs_i_lp_free(lp);
}

/* A knapsack whose optimum over reals is no whole point. */
static const double weight[] = {5, 7, 4, 3}, worth[] = {8, 11, 6, 4}, full[] = {1, 1, 1, 1};
static const int32_t four[] = {0, 1, 2, 3};

Test(lp, a_pause_goes_on_where_it_was)
{
    const gdcs_i_lp_options options = {.iterations = 1};
    const int32_t all[] = {0, 1, 2, 3, 4, 5};
    const double weight[] = {3, 1, 2, 1, 4, 5};
    const gdcs_i_lp_objective o = {6, all, weight, 1};
    gdcs_i_lp *lp = make(&rows, &cells), *slow = NULL;
    gdcs_i_lp_answer best, a;
    int pauses = 0;
    cr_assert(eq(i32, gdcs_i_lp_optimise(lp, &o, &best, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_i_lp_new(&rows, &cells, &options, &slow, NULL), GDCS_OK));
    do {
        cr_assert(eq(i32, gdcs_i_lp_optimise(slow, &o, &a, NULL), GDCS_OK));
        cr_expect(0 == a.has_point || a.value <= best.value + 1e-9);
        pauses += a.verdict == GDCS_I_LP_PAUSED;
    } while (a.verdict == GDCS_I_LP_PAUSED && pauses < 100);
    cr_expect(gt(int, pauses, 1));
    cr_expect(eq(i32, a.verdict, GDCS_I_LP_OPTIMAL));
    cr_expect(epsilon_eq(dbl, a.value, best.value, 1e-9));
    gdcs_i_lp_free(lp);
    gdcs_i_lp_free(slow);
}

Test(lp, whole_numbers_are_found_with_their_bound)
{
    const int64_t at[] = {0, 4};
    const double low = -INFINITY, high = 14.0;
    const gdcs_i_lp_rows load = {1, at, four, weight, &low, &high};
    const gdcs_i_lp_columns things = {4, zero, full, "\1\1\1\1"};
    const gdcs_i_lp_objective value = {4, four, worth, 1};
    gdcs_i_lp_answer a;
    gdcs_i_lp *lp = make(&load, &things);
    cr_assert(eq(i32, gdcs_i_lp_optimise(lp, &value, &a, NULL), GDCS_OK));
    cr_expect(epsilon_eq(dbl, a.value, 22.0, 1e-9));
    cr_assert(eq(i32, gdcs_i_lp_optimise_whole(lp, &value, &a, NULL), GDCS_OK));
    cr_expect(eq(i32, a.verdict, GDCS_I_LP_OPTIMAL));
    cr_expect(a.value == 21.0 && a.bound == 21.0);
    cr_expect(gdcs_i_lp_point(lp)[0] == 0.0 && gdcs_i_lp_point(lp)[3] == 1.0);
    gdcs_i_lp_free(lp);
}

/* Market split: no whole point is found in any time that a test has. */
static void market_split(double *value, double *half)
{
    uint64_t state = 7;
    for (int i = 0; i < 5; i++) {
        double all = 0.0;
        for (int j = 0; j < 40; j++) {
            state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
            all += value[40 * i + j] = (double)(state >> 40) / 16777216.0 * 99.0 > 50.0
                                           ? (double)(state >> 58)
                                           : (double)(state >> 57) + 1.0;
        }
        half[i] = floor(all / 2.0);
    }
}

Test(lp, a_search_out_of_time_says_what_it_has_proved)
{
    double value[200], half[5], low[40] = {0}, high[40];
    int64_t at[6];
    int32_t where[200];
    char whole[40];
    market_split(value, half);
    for (int i = 0; i < 200; i++)
        where[i] = i % 40;
    for (int i = 0; i < 6; i++)
        at[i] = 40 * i;
    for (int j = 0; j < 40; j++) {
        high[j] = 1.0;
        whole[j] = 1;
    }
    const gdcs_i_lp_rows r = {5, at, where, value, half, half};
    const gdcs_i_lp_columns c = {40, low, high, whole};
    const gdcs_i_lp_options o = {.milliseconds = 200};
    const gdcs_i_lp_objective all = {1, where, value, 0};
    gdcs_i_lp_answer a;
    gdcs_i_lp *lp = NULL;
    cr_assert(eq(i32, gdcs_i_lp_new(&r, &c, &o, &lp, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_i_lp_optimise_whole(lp, &all, &a, NULL), GDCS_OK));
    cr_expect(eq(i32, a.verdict, GDCS_I_LP_STOPPED));
    cr_expect(isfinite(a.bound) && a.bound >= -1e-6);
    gdcs_i_lp_free(lp);
}

Test(lp, objects_of_the_host_in_the_same_thread_live_on)
{
    glp_prob *host = glp_create_prob();
    glp_add_cols(host, 3);
    for (int i = 0; i < 20; i++) {
        gdcs_i_lp *lp = make(&rows, &cells);
        cr_expect(epsilon_eq(dbl, extreme(lp, 0, 1), 3.0, 1e-12));
        gdcs_i_lp_free(lp);
    }
    cr_expect(eq(int, glp_get_num_cols(host), 3));
    glp_delete_prob(host);
    glp_free_env();
}

Test(lp, what_glpk_would_die_of_is_refused)
{
    gdcs_i_lp *lp = NULL;
    const int32_t twice[] = {0, 1, 1, 3, 4, 5, 0, 3, 1, 4, 2, 5};
    const int32_t beyond[] = {0, 1, 6, 3, 4, 5, 0, 3, 1, 4, 2, 5};
    const double nan_one[] = {1, 1, NAN, 1, 1, 1, 1, 1, 1, 1, 1, 1}, less[] = {3, 6, 3, 3, 4};
    const gdcs_i_lp_rows wrong[] = {{5, start, twice, one, sum, sum},
                                    {5, start, beyond, one, sum, sum},
                                    {5, start, column, nan_one, sum, sum},
                                    {5, start, column, one, sum, less}};
    for (int i = 0; i < 4; i++)
        cr_expect(eq(i32, gdcs_i_lp_new(&wrong[i], &cells, NULL, &lp, NULL), GDCS_E_ARGUMENT));
    const gdcs_i_lp_columns many = {1000000000, zero, zero, NULL};
    const gdcs_i_lp_columns one_crossed = {1, sum, less, NULL};
    cr_expect(eq(i32, gdcs_i_lp_new(&rows, &one_crossed, NULL, &lp, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_i_lp_new(&rows, &many, NULL, &lp, NULL), GDCS_E_LIMIT));
    lp = make(&rows, &cells);
    const int32_t sixth = 6;
    const gdcs_i_lp_objective o = {1, &sixth, one, 0};
    gdcs_i_lp_answer a;
    cr_expect(eq(i32, gdcs_i_lp_optimise(lp, &o, &a, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_i_lp_set_bounds(lp, 6, 0, 1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_i_lp_set_bounds(lp, 1, 2, 1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_i_lp_add_rows(lp, &wrong[0], NULL), GDCS_E_ARGUMENT));
    gdcs_i_lp_free(lp);
    gdcs_i_lp_free(NULL);
}

static gdcs_status once(void *data)
{
    gdcs_i_lp *lp = NULL;
    gdcs_i_lp_answer a;
    const gdcs_i_lp_objective o = {1, column, one, 1};
    gdcs_status status = gdcs_i_lp_new(&rows, &cells, NULL, &lp, data);
    if (status == GDCS_OK)
        status = gdcs_i_lp_optimise(lp, &o, &a, data);
    if (status == GDCS_OK)
        status = gdcs_i_lp_add_rows(lp, &rows, data);
    gdcs_i_lp_free(lp);
    return status;
}

Test(lp, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(once, NULL);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 4));
}

/* Each number at most one above the one before: enough rows that a first point is looked for on its own. */
Test(lp, a_large_system_has_the_same_extremes)
{
    enum { COUNT = 700 };
    static int64_t at[COUNT + 1];
    static int32_t where[2 * COUNT];
    static double value[2 * COUNT], low[COUNT], high[COUNT], least[COUNT], most[COUNT];
    for (int i = 0; i < COUNT; i++) {
        at[i + 1] = at[i];
        if (i > 0) {
            where[at[i + 1]] = i - 1;
            value[at[i + 1]++] = -1.0;
        }
        where[at[i + 1]] = i;
        value[at[i + 1]++] = 1.0;
        low[i] = 0.5;
        high[i] = 1.0;
        most[i] = 1e6;
    }
    const gdcs_i_lp_rows chain = {COUNT, at, where, value, low, high};
    const gdcs_i_lp_columns all = {COUNT, least, most, NULL};
    gdcs_i_lp *lp = make(&chain, &all);
    for (int32_t j = 99; j < COUNT; j += 300) {
        cr_expect(epsilon_eq(dbl, extreme(lp, j, 1), j + 1.0, 1e-9));
        cr_expect(epsilon_eq(dbl, extreme(lp, j, 0), (j + 1.0) / 2.0, 1e-9));
    }
    gdcs_i_lp_free(lp);
    most[COUNT - 1] = 300.0; /* 350 at least */
    lp = make(&chain, &all);
    cr_expect(isnan(extreme(lp, 5, 1)));
    gdcs_i_lp_free(lp);
}
