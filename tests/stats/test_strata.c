/* Mirrors lib/stats/strata: R's mantelhaen.test, published figures, laws, refusals. */
#include "fail_alloc.h"
#include "support.h"
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/gap.h>
#include <gdcs/strata.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(strata, .timeout = 60);

enum { MOST = 24 };

typedef struct strata {
    double x[MOST], n[MOST], y[MOST], m[MOST];
    int64_t count;
} strata;

static const strata doll_hill = {{647, 41}, {649, 60}, {622, 28}, {649, 60}, 2};
static const strata small = {{2, 0, 3, 1, 5}, {5, 4, 3, 8, 9}, {1, 2, 1, 0, 2}, {6, 7, 4, 3, 9}, 5};

static gdcs_status run(const strata *s, gdcs_strata_options o, gdcs_strata_result *r)
{
    const gdcs_part_arrays a = {sizeof a, 0, s->x, s->n, s->y, s->m};
    o.struct_size = sizeof o;
    *r = (gdcs_strata_result){.struct_size = sizeof *r};
    return gdcs_strata_pool(&a, s->count, &o, r, NULL);
}

static gdcs_strata_result with(const strata *s, gdcs_strata_options o)
{
    gdcs_strata_result r;
    cr_assert(eq(i32, run(s, o, &r), GDCS_OK));
    return r;
}

static gdcs_strata_result by(const strata *s, int32_t method)
{
    return with(s, (gdcs_strata_options){.method = method});
}

static gdcs_strata_result tested(const strata *s, int32_t test)
{
    return with(s, (gdcs_strata_options){.test = test});
}

struct named {
    const char *name;
    double value;
};

static double of_logarithm(gdcs_estimate ratio)
{
    return ratio.std_error / ratio.value;
}

/* Every figure that the reference may have; its errors of ratios are those of their logarithms. */
static int figures(const strata *s, int with_exact, struct named out[40])
{
    const gdcs_strata_result d = by(s, 0), iv = by(s, 2);
    const gdcs_strata_result gr = with(s, (gdcs_strata_options){.variance = 2});
    const struct named all[] = {{"or", d.odds_ratio.value},
                                {"or_se", of_logarithm(d.odds_ratio)},
                                {"rr", d.risk_ratio.value},
                                {"rr_se", of_logarithm(d.risk_ratio)},
                                {"rd", d.difference.value},
                                {"rd_sato", d.difference.std_error},
                                {"rd_gr", gr.difference.std_error},
                                {"cochran", tested(s, 3).test.statistic},
                                {"corrected", tested(s, 2).test.statistic},
                                {"cmh", d.test.statistic},
                                {"cmh_log10_p", d.test.log10_p},
                                {"breslow_day", d.homogeneity_odds_ratio.statistic},
                                {"woolf", d.homogeneity_woolf.statistic},
                                {"q_rr", d.homogeneity_risk_ratio.statistic},
                                {"q_rd", d.homogeneity_difference.statistic},
                                {"iv_or", iv.odds_ratio.value},
                                {"iv_or_se", of_logarithm(iv.odds_ratio)},
                                {"iv_rr", iv.risk_ratio.value},
                                {"iv_rr_se", of_logarithm(iv.risk_ratio)},
                                {"iv_rd", iv.difference.value},
                                {"iv_rd_se", iv.difference.std_error}};
    int count = 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        out[count++] = all[i];
    if (!with_exact)
        return count;
    const gdcs_strata_result e = by(s, 3), mid = by(s, 4);
    const struct named more[] = {
        {"exact_p", tested(s, 4).test.p_value}, {"cond", e.odds_ratio.value},
        {"lower0", e.odds_ratio.lower},         {"upper0", e.odds_ratio.upper},
        {"lower1", mid.odds_ratio.lower},       {"upper1", mid.odds_ratio.upper}};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        out[count++] = more[i];
    return count;
}

static strata read_strata(char *at, char **end)
{
    strata s = {.count = 0};
    while (*at != ',') {
        s.x[s.count] = strtod(at, &at);
        s.n[s.count] = strtod(at, &at);
        s.y[s.count] = strtod(at, &at);
        s.m[s.count] = strtod(at, &at);
        s.count++;
        at += *at == ';';
    }
    *end = at + 1;
    return s;
}

/* Sums of squares about a mean of 10^9 persons cancel in R. */
Test(strata, agrees_with_r)
{
    FILE *f = reference_open("strata.csv");
    static char line[4096];
    int rows = 0, values = 0;
    for (; fgets(line, sizeof line, f) != NULL; rows++) {
        char *at;
        struct named got[40];
        const strata s = read_strata(line, &at);
        const int large = s.n[0] > 1e6, count = figures(&s, !large, got);
        for (char *word = strtok(at, " \n"); word != NULL; word = strtok(NULL, " \n")) {
            char *equals = strchr(word, '=');
            *equals = '\0';
            const double wanted = strtod(equals + 1, NULL);
            int found = 0;
            for (int i = 0; i < count; i++)
                if (strcmp(got[i].name, word) == 0) {
                    found = 1;
                    cr_expect(near_relative(got[i].value, wanted, large ? 1e-6 : 1e-9) ||
                                  fabs(got[i].value - wanted) < 1e-13,
                              "row %d, %s: %.17g, not %.17g", rows, word, got[i].value, wanted);
                }
            cr_expect(found, "%s", word);
            values++;
        }
    }
    fclose(f);
    cr_assert(ge(int, rows, 9));
    cr_assert(ge(int, values, 150));
}

/* Doll and Hill's smokers: limits as published from R and the authors of the variance. */
Test(strata, odds_ratio_of_doll_and_hill_is_that_published)
{
    const gdcs_strata_result r = by(&doll_hill, 0);
    cr_expect(fabs(r.odds_ratio.lower - 2.4171) < 5e-5 && fabs(r.odds_ratio.upper - 8.4671) < 5e-5,
              "%g, %g", r.odds_ratio.lower, r.odds_ratio.upper);
    cr_expect(r.strata == 2 && r.empty == 0 && r.informative == 2 && r.n_a == 709 && r.n_b == 709);
    cr_expect(eq(u32, r.notes, 0));
}

Test(strata, one_stratum_has_its_own_measures)
{
    const strata one = {{12}, {40}, {5}, {45}, 1};
    const gdcs_part a = {12, 40}, b = {5, 45};
    gdcs_gap_result g = {.struct_size = sizeof g};
    cr_assert(eq(i32, gdcs_gap_estimate(&a, &b, NULL, &g, NULL), GDCS_OK));
    for (int32_t method = 1; method <= 2; method++) {
        const gdcs_strata_result r = by(&one, method);
        cr_expect(near_relative(r.difference.value, g.difference.value, 1e-14) &&
                  near_relative(r.risk_ratio.value, g.ratio.value, 1e-14));
        cr_expect(near_relative(r.odds_ratio.value, 12.0 * 40 / (28 * 5), 1e-14));
        cr_expect(near_relative(r.difference.std_error, g.difference.std_error, 1e-12));
        cr_expect(near_relative(r.risk_ratio.std_error, g.ratio.std_error, 1e-12));
        cr_expect(near_relative(of_logarithm(r.odds_ratio),
                                sqrt(1.0 / 12 + 1.0 / 28 + 1.0 / 5 + 1.0 / 40), 1e-12));
        cr_expect(isnan(r.homogeneity_odds_ratio.p_value) &&
                  isnan(r.homogeneity_difference.p_value));
    }
}

Test(strata, empty_strata_contribute_nothing_and_are_counted)
{
    strata more = small;
    more.count = 8;
    more.n[6] = 7, more.x[6] = 3; /* nobody in b */
    more.m[7] = 2;                /* nobody in a; number 5 has nobody at all */
    for (int32_t method = 1; method <= 4; method++) {
        const gdcs_strata_result a = by(&small, method), b = by(&more, method);
        cr_expect(memcmp(&a.difference, &b.difference, sizeof a.difference) == 0 &&
                  a.risk_ratio.lower == b.risk_ratio.lower &&
                  a.odds_ratio.upper == b.odds_ratio.upper);
        cr_expect(a.test.p_value == b.test.p_value && a.n_a == b.n_a);
        cr_expect(b.empty == 3 && b.strata == 5 && b.notes == (a.notes | GDCS_NOTE_EMPTY_UNIT));
    }
}

Test(strata, turning_groups_or_outcome_turns_the_measures)
{
    strata groups = {.count = 5}, outcome = {.count = 5};
    for (int i = 0; i < 5; i++) {
        groups.x[i] = small.y[i], groups.n[i] = small.m[i];
        groups.y[i] = small.x[i], groups.m[i] = small.n[i];
        outcome.x[i] = small.n[i] - small.x[i], outcome.n[i] = small.n[i];
        outcome.y[i] = small.m[i] - small.y[i], outcome.m[i] = small.m[i];
    }
    for (int32_t method = 1; method <= 4; method++) {
        const gdcs_strata_result r = by(&small, method), g = by(&groups, method),
                                 o = by(&outcome, method);
        cr_expect(near_relative(g.odds_ratio.value, 1 / r.odds_ratio.value, 1e-9) &&
                  near_relative(g.odds_ratio.lower, 1 / r.odds_ratio.upper, 1e-9) &&
                  near_relative(o.odds_ratio.upper, 1 / r.odds_ratio.lower, 1e-9));
        cr_expect(near_relative(g.difference.value, -r.difference.value, 1e-12) &&
                  near_relative(o.difference.lower, -r.difference.upper, 1e-12) &&
                  near_relative(g.risk_ratio.lower, 1 / r.risk_ratio.upper, 1e-12));
    }
    for (int32_t test = 1; test <= 5; test++)
        cr_expect(near_relative(tested(&small, test).test.p_value,
                                tested(&groups, test).test.p_value, 1e-12));
}

Test(strata, exact_limits_hold_mid_p_and_its_p_is_half_a_mass_more)
{
    const gdcs_strata_result e = by(&small, 3), mid = by(&small, 4);
    cr_expect(e.odds_ratio.lower < mid.odds_ratio.lower &&
              mid.odds_ratio.upper < e.odds_ratio.upper &&
              e.odds_ratio.value == mid.odds_ratio.value && isnan(e.odds_ratio.std_error));
    cr_expect(tested(&small, 5).test.p_value < tested(&small, 4).test.p_value);
    cr_expect(isnan(tested(&small, 4).test.statistic));
    /* one table of 3 of 4 against 1 of 4: Fisher's p is 34 / 70, mid-P less 8 / 70 */
    const strata tea = {{3}, {4}, {1}, {4}, 1};
    cr_expect(near_relative(tested(&tea, 4).test.p_value, 34.0 / 70, 1e-13));
    cr_expect(near_relative(tested(&tea, 5).test.p_value, 26.0 / 70, 1e-13));
    /* roots of 0.975 z^4 + 15.6 z^3 - 0.9 z^2 - 0.4 z - 0.025 and of 0.025 z^4 - 15.6 z^3 - 35.1 z^2 -
       15.6 z - 0.975 */
    const gdcs_estimate fisher = by(&tea, 3).odds_ratio;
    cr_expect(near_relative(fisher.lower, 0.21173559544657857, 1e-12) &&
                  near_relative(fisher.upper, 626.24353058881404, 1e-12),
              "%.17g, %.17g", fisher.lower, fisher.upper);
}

Test(strata, says_p_below_the_range_of_doubles)
{
    const strata deep = {{9000, 8500}, {10000, 10000}, {1000, 1200}, {10000, 10000}, 2};
    const gdcs_strata_result r = by(&deep, 0);
    cr_expect(r.test.p_value == 0 && r.test.log10_p < -4000);
    const strata less = {{900, 850}, {1000, 1000}, {100, 120}, {1000, 1000}, 2};
    const gdcs_strata_result e = with(&less, (gdcs_strata_options){.method = 3, .test = 4});
    cr_expect(e.test.p_value == 0 && e.test.log10_p < -400 && e.test.log10_p > -800, "%g",
              e.test.log10_p);
    cr_expect(e.odds_ratio.lower < e.odds_ratio.value && e.odds_ratio.value < e.odds_ratio.upper);
    cr_expect(near_relative(e.odds_ratio.value, by(&less, 0).odds_ratio.value, 0.02));
}

Test(strata, notes_zeroes_and_ends)
{
    const strata none = {{0, 0}, {9, 20}, {4, 3}, {12, 30}, 2},
                 all = {{4, 3}, {12, 30}, {0, 0}, {9, 20}, 2},
                 nobody = {{0, 0}, {9, 20}, {0, 0}, {12, 30}, 2};
    const uint32_t zero = GDCS_NOTE_ZERO_CELL | GDCS_NOTE_AT_BOUNDARY;
    gdcs_strata_result r = by(&none, 0);
    cr_expect(r.risk_ratio.value == 0 && isnan(r.risk_ratio.std_error) &&
              isinf(r.odds_ratio.upper) && r.notes == zero);
    r = by(&all, 0);
    cr_expect(isinf(r.odds_ratio.value) && r.odds_ratio.lower == 0 &&
              r.notes == (zero | GDCS_NOTE_UPPER_INFINITE));
    r = by(&all, 3);
    cr_expect(isinf(r.odds_ratio.value) && r.odds_ratio.lower > 0 && isinf(r.odds_ratio.upper));
    r = by(&nobody, 0);
    cr_expect(isnan(r.odds_ratio.value) && r.odds_ratio.lower == 0 && isinf(r.odds_ratio.upper) &&
              isnan(r.test.p_value) && r.informative == 0 && r.difference.value == 0);
    cr_expect(0 != (r.notes & GDCS_NOTE_NOT_ESTIMABLE));
    r = by(&nobody, 3);
    cr_expect(isnan(r.odds_ratio.value) && isinf(r.odds_ratio.upper));
    r = by(&none, 2);
    cr_expect(r.odds_ratio.value > 0 && (r.notes & GDCS_NOTE_CONTINUITY) != 0);
    const strata half = {{2.5, 4}, {9, 20}, {4, 3}, {12, 30}, 2};
    cr_expect(eq(u32, by(&half, 0).notes, GDCS_NOTE_NOT_WHOLE));
}

Test(strata, notes_that_persons_alone_vary_in_no_stratum_of_their_own)
{
    const strata alone = {{1, 0, 1, 1, 0}, {1, 1, 1, 1, 1}, {0, 0, 1, 0, 1}, {1, 1, 1, 1, 1}, 5};
    const gdcs_strata_result sato = by(&alone, 0);
    const gdcs_strata_result own = with(&alone, (gdcs_strata_options){.variance = 2});
    cr_expect(sato.difference.std_error > 0 && (sato.notes & GDCS_NOTE_SPARSE) == 0);
    cr_expect(own.difference.std_error == 0 && (own.notes & GDCS_NOTE_SPARSE) != 0);
    const gdcs_strata_result weighted =
        with(&alone, (gdcs_strata_options){.method = 2, .variance = 2});
    cr_expect(0 == (weighted.notes & GDCS_NOTE_SPARSE));
}

Test(strata, refuses_what_is_no_stratum)
{
    static const strata bad[] = {{{2, 5}, {5, 4}, {1, 1}, {5, 5}, 2},
                                 {{2, -1}, {5, 4}, {1, 1}, {5, 5}, 2},
                                 {{2, 1}, {5, 4}, {1, NAN}, {5, 5}, 2},
                                 {{2, 1}, {5, 4}, {1, 1}, {5, INFINITY}, 2},
                                 {{2, 1}, {5, 2e15}, {1, 1}, {5, 5}, 2}};
    for (int i = 0; i < 5; i++) {
        const gdcs_part_arrays a = {sizeof a, 0, bad[i].x, bad[i].n, bad[i].y, bad[i].m};
        gdcs_strata_result r = {.struct_size = sizeof r, .n_a = 4711};
        gdcs_error err = {.struct_size = sizeof err};
        cr_expect(eq(i32, gdcs_strata_pool(&a, 2, NULL, &r, &err), GDCS_E_VALUE));
        cr_expect(err.row == 2 && r.n_a == 4711);
    }
    const strata half = {{2.5}, {5}, {1}, {5}, 1}, empty = {{2, 0}, {5, 0}, {0, 3}, {0, 4}, 2},
                 large = {{40000, 30000}, {90000, 90000}, {40000, 20000}, {90000, 90000}, 2};
    gdcs_strata_result r;
    cr_expect(eq(i32, run(&half, (gdcs_strata_options){.method = 3}, &r), GDCS_E_VALUE));
    cr_expect(eq(i32, run(&half, (gdcs_strata_options){.test = 5}, &r), GDCS_E_VALUE));
    cr_expect(eq(i32, run(&half, (gdcs_strata_options){0}, &r), GDCS_OK));
    cr_expect(eq(i32, run(&empty, (gdcs_strata_options){0}, &r), GDCS_E_EMPTY));
    cr_expect(eq(i32, run(&large, (gdcs_strata_options){.method = 3}, &r), GDCS_E_LIMIT));
    cr_expect(eq(i32, run(&large, (gdcs_strata_options){0}, &r), GDCS_OK));
}

Test(strata, refuses_options_it_does_not_know_and_what_is_missing)
{
    static const gdcs_strata_options bad[] = {
        {.method = 5},    {.method = -1}, {.variance = 3},
        {.variance = -1}, {.test = 6},    {.test = -1},
        {.level = 95},    {.alpha = 1},   {.level = 0.9, .alpha = 0.1}};
    gdcs_strata_result r, sizeless = {0};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect(eq(i32, run(&small, bad[i], &r), GDCS_E_OPTION), "row %zu", i);
    const gdcs_part_arrays a = {sizeof a, 0, small.x, small.n, small.y, small.m},
                           none = {sizeof none, 0, small.x, NULL, small.y, small.m},
                           zero = {0, 0, small.x, small.n, small.y, small.m};
    const gdcs_strata_options o = {.method = 1};
    r = (gdcs_strata_result){.struct_size = sizeof r};
    cr_expect(eq(i32, gdcs_strata_pool(NULL, 5, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_strata_pool(&none, 5, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_strata_pool(&a, 0, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_strata_pool(&a, 5, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_strata_pool(&zero, 5, NULL, &r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_strata_pool(&a, 5, &o, &r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_strata_pool(&a, 5, NULL, &sizeless, NULL), GDCS_E_STRUCT));
}

Test(strata, takes_structs_of_a_later_version)
{
    struct {
        gdcs_strata_result now;
        double later;
    } r = {{.struct_size = sizeof r}, 7};
    const gdcs_part_arrays a = {sizeof a, 0, small.x, small.n, small.y, small.m};
    cr_expect(eq(i32, gdcs_strata_pool(&a, 5, NULL, &r.now, NULL), GDCS_OK));
    cr_expect(r.now.strata == 5 && r.later == 7);
}

static gdcs_status one_exact(void *data)
{
    gdcs_strata_result r;
    (void)data;
    return run(&small, (gdcs_strata_options){.method = 3, .test = 4}, &r);
}

Test(strata, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(one_exact, NULL);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(eq(i64, r.allocations, 2));
}
