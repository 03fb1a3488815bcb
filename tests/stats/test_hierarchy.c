/* Mirrors lib/stats/hierarchy: values against the reference, laws. */
#include "hierarchy.h"

#include <gdcs/gap.h>
#include <gdcs/share.h>

TestSuite(hierarchy, .timeout = 60);

static const struct {
    const char *name;
    int32_t measure;
    int32_t method;
} kind[] = {{"superiority", GDCS_HIERARCHY_MEASURE_SUPERIORITY, 0},
            {"score", GDCS_HIERARCHY_MEASURE_SUPERIORITY, GDCS_HIERARCHY_METHOD_SCORE},
            {"newcombe", GDCS_HIERARCHY_MEASURE_SUPERIORITY, GDCS_HIERARCHY_METHOD_NEWCOMBE},
            {"logit", GDCS_HIERARCHY_MEASURE_SUPERIORITY, GDCS_HIERARCHY_METHOD_LOGIT},
            {"somers_level", GDCS_HIERARCHY_MEASURE_SOMERS_LEVEL, 0},
            {"somers_sex", GDCS_HIERARCHY_MEASURE_SOMERS_SEX, 0},
            {"gamma", GDCS_HIERARCHY_MEASURE_GAMMA, 0},
            {"tau_b", GDCS_HIERARCHY_MEASURE_TAU_B, 0},
            {"slope", GDCS_HIERARCHY_MEASURE_SLOPE, 0}};

/* "score_upper": the kind, and which of its numbers; NaN for other rows. */
static double got_of(const row *r)
{
    for (size_t i = 0; i < sizeof kind / sizeof *kind; i++) {
        const size_t length = strlen(kind[i].name);
        const char *part = r->what + length;
        if (strncmp(r->what, kind[i].name, length) != 0 || (*part != '\0' && *part != '_'))
            continue;
        const gdcs_hierarchy_result m =
            estimate_with(&r->rungs, (gdcs_hierarchy_options){.measure = kind[i].measure,
                                                              .method = kind[i].method});
        return strcmp(part, "_lower") == 0   ? m.measured.lower
               : strcmp(part, "_upper") == 0 ? m.measured.upper
               : strcmp(part, "_error") == 0 ? m.measured.std_error
                                             : m.measured.value;
    }
    return NAN;
}

Test(hierarchy, agrees_with_the_definitions_in_fifty_digits)
{
    FILE *f = reference_open("hierarchy.csv");
    row r;
    int rows = 0;
    while (read_row(f, &r)) {
        const double got = got_of(&r);
        if (isnan(got))
            continue;
        /* What should be 0 is the difference of products of counts, each right to its last digits. */
        const double slack = r.value == 0.0 || fabs(r.value) < 1e-12 ? 1e-9 : 0.0;
        cr_expect(near_relative(got, r.value, 1e-10) || fabs(got - r.value) <= slack,
                  "%s of %g %g %g...: %.17g, not %.17g", r.what, r.rungs.women[0], r.rungs.women[1],
                  r.rungs.women[2], got, r.value);
        rows++;
    }
    fclose(f);
    cr_expect(rows > 250, "%d rows", rows);
}

Test(hierarchy, tests_agree_with_every_table_counted)
{
    FILE *f = reference_open("hierarchy.csv");
    row r;
    int rows = 0;
    while (read_row(f, &r)) {
        const char *what = r.what;
        const int logarithm = strncmp(what, "log10_", 6) == 0;
        what += logarithm ? 6 : 0;
        const int exact = strncmp(what, "exact_", 6) == 0;
        if (!exact && strncmp(what, "mid_p_", 6) != 0)
            continue;
        double scores[MOST];
        char text[80];
        snprintf(text, sizeof text, "%s", r.option);
        const int midrank = strcmp(text, "midrank") == 0;
        const gdcs_hierarchy_options o = {
            .test = exact ? GDCS_HIERARCHY_TEST_EXACT : GDCS_HIERARCHY_TEST_MID_P,
            .alternative = strcmp(what + 6, "rising") == 0    ? GDCS_HIERARCHY_ALTERNATIVE_RISING
                           : strcmp(what + 6, "falling") == 0 ? GDCS_HIERARCHY_ALTERNATIVE_FALLING
                                                              : 0,
            .scores = midrank ? GDCS_HIERARCHY_SCORES_MIDRANK : GDCS_HIERARCHY_SCORES_GIVEN,
            .score = midrank ? NULL : scores,
            .score_count = midrank ? 0 : numbers_of(text, scores)};
        const gdcs_test t = test_with(&r.rungs, o).tested;
        const double got = logarithm ? t.log10_p : t.p_value;
        cr_expect(near_relative(got, r.value, 1e-11) || fabs(got - r.value) < 1e-15,
                  "%s of %g %g by %s: %.17g, not %.17g", r.what, r.rungs.women[0], r.rungs.women[1],
                  r.option, got, r.value);
        rows++;
    }
    fclose(f);
    cr_expect(rows > 200, "%d rows", rows);
}

Test(hierarchy, ridits_test_as_midranks_and_ranks_agree_with_superiority)
{
    gdcs_hierarchy_options o = {.scores = GDCS_HIERARCHY_SCORES_MIDRANK,
                                .test = GDCS_HIERARCHY_TEST_MID_P};
    const double p = test_with(&typical, o).tested.p_value;
    o.scores = GDCS_HIERARCHY_SCORES_RIDIT;
    cr_expect(near_relative(test_with(&typical, o).tested.p_value, p, 1e-12));
    o.test = GDCS_HIERARCHY_TEST_LINEAR;
    const double z = test_with(&typical, o).tested.statistic;
    /* At the level of the test's own p, a limit of superiority is 1/2. */
    const gdcs_hierarchy_result r = estimate_with(
        &typical, (gdcs_hierarchy_options){.alpha = test_with(&typical, o).tested.p_value});
    cr_expect(z < 0.0 && near_relative(r.measured.upper, 0.5, 1e-10), "%.17g", r.measured.upper);
}

Test(hierarchy, the_asymptotic_test_knows_p_below_the_range_of_doubles)
{
    const rungs r = {.n = 3, .women = {900000, 400000, 100000}, .men = {100000, 400000, 900000}};
    const gdcs_hierarchy_options o = {.test = GDCS_HIERARCHY_TEST_COCHRAN_ARMITAGE};
    const gdcs_test t = test_with(&r, o).tested;
    cr_expect(t.p_value == 0.0 && t.log10_p < -1e5 && isfinite(t.log10_p));
    /* Leading term of the tail: -z^2 / 2. */
    cr_expect(near_relative(t.log10_p, -0.5 * t.statistic * t.statistic / log(10.0), 1e-4));
}

static rungs turned(const rungs *r, int levels)
{
    rungs out = *r;
    for (int j = 0; j < r->n; j++) {
        const int from = levels ? r->n - 1 - j : j;
        out.women[j] = levels ? r->women[from] : r->men[from];
        out.men[j] = levels ? r->men[from] : r->women[from];
    }
    return out;
}

Test(hierarchy, the_other_sex_or_order_turns_the_sign)
{
    const rungs sexes = turned(&typical, 0), levels = turned(&typical, 1);
    for (int32_t m = GDCS_HIERARCHY_MEASURE_SUPERIORITY; m <= GDCS_HIERARCHY_MEASURE_SLOPE; m++) {
        const double sum = m == GDCS_HIERARCHY_MEASURE_SUPERIORITY ? 1.0 : 0.0;
        const gdcs_estimate a = measure(&typical, m).measured;
        const rungs *other[] = {&sexes, &levels};
        for (int i = 0; i < 2; i++) {
            const gdcs_estimate b = measure(other[i], m).measured;
            cr_expect(fabs(a.value + b.value - sum) < 1e-14 &&
                          fabs(a.lower + b.upper - sum) < 1e-12 &&
                          fabs(a.upper + b.lower - sum) < 1e-12 &&
                          fabs(a.std_error - b.std_error) < 1e-14,
                      "measure %d", (int)m);
        }
    }
}

Test(hierarchy, a_level_with_nobody_changes_ranks_of_nobody)
{
    const rungs gap = {.n = 5, .women = {10, 14, 0, 6, 2}, .men = {20, 40, 0, 31, 18}};
    for (int32_t m = 1; m <= 5; m++) {
        const gdcs_hierarchy_result a = measure(&typical, m), b = measure(&gap, m);
        cr_expect(a.measured.value == b.measured.value && a.measured.lower == b.measured.lower);
        cr_expect(0 != (b.notes & GDCS_NOTE_EMPTY_UNIT) && b.levels == 4 && b.empty == 1);
    }
}

Test(hierarchy, the_top_is_a_gap_of_two_samples)
{
    const gdcs_part top = {8, 57}, below = {24, 84};
    gdcs_gap_result gap = {.struct_size = sizeof gap};
    cr_assert(eq(i32, gdcs_gap_estimate(&top, &below, NULL, &gap, NULL), GDCS_OK));
    const gdcs_hierarchy_options o = {.measure = GDCS_HIERARCHY_MEASURE_TOP_DIFFERENCE, .top = 2};
    const gdcs_estimate d = estimate_with(&typical, o).measured;
    cr_expect(d.value == gap.difference.value && d.lower == gap.difference.lower &&
              d.upper == gap.difference.upper && d.std_error == gap.difference.std_error);
    gdcs_hierarchy_options c = o;
    c.measure = GDCS_HIERARCHY_MEASURE_GLASS_CEILING_INDEX;
    const gdcs_estimate index = estimate_with(&typical, c).measured;
    cr_expect(near_relative(index.value, 32.0 / 141.0 / (8.0 / 57.0), 1e-14));
    cr_assert(eq(i32, gdcs_gap_estimate(&below, &top, NULL, &gap, NULL), GDCS_OK));
    cr_expect(near_relative(index.lower, (57 + 84 * gap.ratio.lower) / 141, 1e-12));
    cr_expect(near_relative(index.upper, (57 + 84 * gap.ratio.upper) / 141, 1e-12));
}

/* 100 women of 400 staff, 30 of 200 at the top. */
Test(hierarchy, the_glass_ceiling_index_is_a_quotient_of_shares)
{
    const rungs r = {.n = 2, .women = {70, 30}, .men = {130, 170}};
    const gdcs_estimate e = measure(&r, GDCS_HIERARCHY_MEASURE_GLASS_CEILING_INDEX).measured;
    cr_expect(near_relative(e.value, 0.25 / 0.15, 1e-14));
    cr_expect(e.lower > 1.0 && e.upper > e.value);
    const rungs none = {.n = 2, .women = {70, 0}, .men = {130, 20}};
    const gdcs_hierarchy_result m = measure(&none, GDCS_HIERARCHY_MEASURE_GLASS_CEILING_INDEX);
    cr_expect(isinf(m.measured.value) && isinf(m.measured.upper) && isfinite(m.measured.lower));
    cr_expect(0 != (m.notes & GDCS_NOTE_UPPER_INFINITE) && (m.notes & GDCS_NOTE_AT_BOUNDARY) != 0);
    const double odds = measure(&r, GDCS_HIERARCHY_MEASURE_TOP_ODDS_RATIO).measured.value;
    cr_expect(near_relative(odds, 30.0 / 70.0 / (170.0 / 130.0), 1e-14));
}

Test(hierarchy, all_at_one_level_says_nothing)
{
    const rungs r = {.n = 3, .women = {0, 7, 0}, .men = {0, 5, 0}};
    for (int32_t m = 1; m <= 9; m++) {
        const gdcs_hierarchy_result e = measure(&r, m);
        if (m <= 2) {
            cr_expect(e.measured.value == (m == 1 ? 0.5 : 0.0) && e.measured.upper == 1.0);
            continue;
        }
        cr_expect(isnan(e.measured.value) && (e.notes & GDCS_NOTE_NOT_ESTIMABLE) != 0, "%d",
                  (int)m);
    }
    const gdcs_hierarchy_tested t = test_with(&r, (gdcs_hierarchy_options){0});
    cr_expect(t.tested.p_value == 1.0 && isnan(t.tested.statistic));
    cr_expect(0 != (t.notes & GDCS_NOTE_NOT_ESTIMABLE));
}

Test(hierarchy, associations_of_one_have_a_limit_on_the_inner_side)
{
    const rungs r = {.n = 4, .women = {0, 0, 7, 9}, .men = {12, 5, 0, 0}};
    const gdcs_hierarchy_result g = measure(&r, GDCS_HIERARCHY_MEASURE_GAMMA);
    cr_expect(g.measured.value == 1.0 && g.measured.upper == 1.0);
    cr_expect(g.measured.lower > 0.5 && g.measured.lower < 1.0);
    cr_expect(0 != (g.notes & GDCS_NOTE_CONTINUITY) && (g.notes & GDCS_NOTE_AT_BOUNDARY) != 0);
}

/* Every way to allot the unknown to women, men or neither. */
static gdcs_bounds by_hand(const rungs *r, gdcs_hierarchy_options o)
{
    gdcs_bounds b = {INFINITY, -INFINITY};
    int ways[MOST], total = 1;
    for (int j = 0; j < r->n; j++) {
        const int u = (int)r->unknown[j];
        ways[j] = (u + 1) * (u + 2) / 2;
        total *= ways[j];
    }
    for (int w = 0; w < total; w++) {
        rungs c = *r;
        int rest = w;
        double women = 0, men = 0;
        for (int j = 0; j < r->n; j++) {
            int way = rest % ways[j], more = 0;
            rest /= ways[j];
            while (way > (int)r->unknown[j] - more)
                way -= (int)r->unknown[j] - more++ + 1;
            c.women[j] += more;
            c.men[j] += way;
            c.unknown[j] = 0;
            women += c.women[j];
            men += c.men[j];
        }
        if (women == 0 || men == 0)
            continue;
        const double value = estimate_with(&c, o).measured.value;
        if (!isnan(value)) {
            b.lower = fmin(b.lower, value);
            b.upper = fmax(b.upper, value);
        }
    }
    return b;
}

static uint32_t draw(uint64_t *state, uint32_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(((*state >> 33) * below) >> 31);
}

static int is_attained(int32_t m)
{
    return m >= GDCS_HIERARCHY_MEASURE_SLOPE;
}

Test(hierarchy, bounds_hold_every_way_to_allot_the_unknown)
{
    uint64_t state = 11;
    double excess = 0.0;
    int pairs = 0;
    for (int k = 0; k < 60; k++) {
        rungs r = {.n = 2 + (int)draw(&state, 3)};
        for (int j = 0; j < r.n; j++) {
            r.women[j] = draw(&state, 5);
            r.men[j] = draw(&state, 6);
            r.unknown[j] = draw(&state, r.n > 3 ? 3 : 4);
        }
        r.women[0] += r.women[0] + r.women[1] == 0.0;
        r.men[0] += 1;
        r.women[1] += 1;
        for (int32_t m = 1; m <= 9; m++) {
            const gdcs_hierarchy_options o = {.measure = m};
            const gdcs_bounds got = estimate_with(&r, o).bounds, all = by_hand(&r, o);
            if (all.lower > all.upper)
                continue;
            const double slack = isinf(all.lower) ? 0.0 : 1e-12 * fmax(1.0, fabs(all.lower));
            cr_expect(got.lower <= all.lower + slack && got.upper >= all.upper - slack,
                      "table %d measure %d: [%g, %g] does not hold [%g, %g]", k, (int)m, got.lower,
                      got.upper, all.lower, all.upper);
            if (m == GDCS_HIERARCHY_MEASURE_GLASS_CEILING_INDEX) /* its least is between counts */
                cr_expect(got.upper <= all.upper + slack, "table %d: %g, %g", k, got.upper,
                          all.upper);
            else if (is_attained(m))
                cr_expect(got.lower >= all.lower - slack && got.upper <= all.upper + slack,
                          "table %d measure %d: [%g, %g], not [%g, %g]", k, (int)m, got.lower,
                          got.upper, all.lower, all.upper);
            else if (m == GDCS_HIERARCHY_MEASURE_SUPERIORITY) {
                excess += (got.upper - got.lower) - (all.upper - all.lower);
                pairs++;
            }
        }
    }
    cr_expect(excess / pairs < 0.02, "mean excess of the width %g", excess / pairs);
}

Test(hierarchy, many_are_as_each_and_go_on)
{
    double women[12], men[12];
    for (int i = 0; i < 4; i++)
        women[i] = typical.women[i], men[i] = typical.men[i];
    for (int i = 4; i < 8; i++)
        women[i] = 0, men[i] = 3;
    for (int i = 8; i < 12; i++)
        women[i] = i == 9 ? NAN : 4, men[i] = 5;
    const gdcs_sex_arrays a = {.struct_size = sizeof a, .women = women, .men = men};
    double value[3], lower[3], bound_lower[3], bound_upper[3];
    uint32_t notes[3];
    const gdcs_estimate_arrays out = {.struct_size = sizeof out,
                                      .value = value,
                                      .lower = lower,
                                      .bound_lower = bound_lower,
                                      .bound_upper = bound_upper,
                                      .notes = notes};
    for (int32_t m = 1; m <= 9; m++) {
        const gdcs_hierarchy_options o = {.struct_size = sizeof o, .measure = m};
        cr_assert(eq(i32, gdcs_hierarchy_each(&a, 4, 3, &o, &out, NULL), GDCS_OK));
        const gdcs_hierarchy_result r = measure(&typical, m);
        cr_expect(value[0] == r.measured.value && lower[0] == r.measured.lower &&
                  notes[0] == r.notes);
        cr_expect(isnan(value[1]) && (notes[1] & GDCS_NOTE_NOT_ESTIMABLE) != 0);
        cr_expect(isnan(value[2]) && (notes[2] & GDCS_NOTE_MISSING_CELL) != 0);
        cr_expect(bound_lower[2] <= bound_upper[2]);
    }
}

Test(hierarchy, shares_by_level_are_those_of_share_or_hold_together)
{
    const gdcs_sex_arrays a = arrays_of(&typical);
    double value[2][4], lower[2][4], smooth[4];
    const gdcs_estimate_arrays to = {
        .struct_size = sizeof to, .value = value[0], .lower = lower[0]};
    const gdcs_estimate_arrays from = {
        .struct_size = sizeof from, .value = value[1], .lower = lower[1]};
    gdcs_hierarchy_options o = {.struct_size = sizeof o, .smooth = GDCS_HIERARCHY_SMOOTH_FALLING};
    cr_assert(eq(i32, gdcs_hierarchy_estimate_levels(&a, 4, &o, &to, smooth, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_share_each(&a, 4, NULL, &from, NULL), GDCS_OK));
    for (int j = 0; j < 4; j++) {
        cr_expect(value[0][j] == value[1][j] && lower[0][j] == lower[1][j]);
        cr_expect(smooth[j] == value[0][j]); /* falling as they are */
    }
    o.simultaneous = 1;
    o.smooth = GDCS_HIERARCHY_SMOOTH_RISING;
    cr_assert(eq(i32, gdcs_hierarchy_estimate_levels(&a, 4, &o, &to, smooth, NULL), GDCS_OK));
    const gdcs_share_options s = {.struct_size = sizeof s, .alpha = 0.0125};
    cr_assert(eq(i32, gdcs_share_each(&a, 4, &s, &from, NULL), GDCS_OK));
    for (int j = 0; j < 4; j++) {
        cr_expect(lower[0][j] == lower[1][j]);
        cr_expect(near_relative(smooth[j], 32.0 / 141.0, 1e-14)); /* pooled into one */
    }
    o.smooth = 0;
    cr_assert(eq(i32, gdcs_hierarchy_estimate_levels(&a, 4, &o, &to, smooth, NULL), GDCS_OK));
    cr_expect(isnan(smooth[0]));
}

Test(hierarchy, smoothing_pools_only_violators)
{
    const rungs r = {.n = 6, .women = {0, 1, 5, 4, 0, 9}, .men = {0, 9, 5, 6, 0, 1}};
    const gdcs_sex_arrays a = arrays_of(&r);
    const gdcs_hierarchy_options o = {.struct_size = sizeof o,
                                      .smooth = GDCS_HIERARCHY_SMOOTH_RISING};
    const gdcs_estimate_arrays to = {.struct_size = sizeof to};
    static const double wanted[] = {0.1, 0.1, 0.45, 0.45, 0.45, 0.9};
    double smooth[6];
    cr_assert(eq(i32, gdcs_hierarchy_estimate_levels(&a, 6, &o, &to, smooth, NULL), GDCS_OK));
    for (int j = 0; j < 6; j++)
        cr_expect(near_relative(smooth[j], wanted[j], 1e-14), "%d: %g", j, smooth[j]);
}
