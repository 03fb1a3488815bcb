/* Mirrors lib/stats/pipeline/decompose.c, bootstrap.c, bound_parts.c. */
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/pipeline.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(pipeline_parts, .timeout = 60);

enum { STAGES = 8, KINDS = 3, LOG = 0, SHARE = 1, GAP = 2 };

typedef struct parts {
    gdcs_pipeline_decomposed whole;
    gdcs_estimate part[KINDS][STAGES];
    gdcs_bounds bounds[KINDS][STAGES];
    uint32_t notes[KINDS][STAGES];
} parts;

static parts decompose(const gdcs_sex_counts *stages, int n, gdcs_pipeline_options o)
{
    double x[KINDS][6][STAGES];
    gdcs_estimate_arrays out[KINDS];
    gdcs_error err = {.struct_size = sizeof err};
    parts p = {.whole = {.struct_size = sizeof p.whole}};
    o.struct_size = sizeof o;
    for (int kind = 0; kind < KINDS; kind++)
        out[kind] = (gdcs_estimate_arrays){sizeof out[kind], 0,          x[kind][0],
                                           x[kind][1],       x[kind][2], x[kind][3],
                                           x[kind][4],       x[kind][5], p.notes[kind]};
    const gdcs_status status =
        gdcs_pipeline_decompose(stages, n, &o, &out[0], &out[1], &out[2], &p.whole, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    for (int kind = 0; kind < KINDS; kind++)
        for (int i = 0; i + 1 < n; i++) {
            p.part[kind][i] =
                (gdcs_estimate){x[kind][0][i], x[kind][1][i], x[kind][2][i], x[kind][3][i]};
            p.bounds[kind][i] = (gdcs_bounds){x[kind][4][i], x[kind][5][i]};
        }
    return p;
}

static int close_to(double got, double want)
{
    return near_relative(got, want, 1e-9) || fabs(got - want) < 1e-15;
}

static double read_number(const char *text)
{
    if (strcmp(text, "+inf") == 0 || strcmp(text, "inf") == 0)
        return INFINITY;
    return strcmp(text, "-inf") == 0 ? -INFINITY : strtod(text, NULL);
}

/* Written by pipeline_parts.py: logarithms by the log method, gap and shares by either. */
Test(pipeline_parts, agree_with_every_order_of_the_steps)
{
    FILE *csv = reference_open("pipeline_parts.csv");
    gdcs_sex_counts stages[STAGES] = {{0}};
    char kind[8], design[8], text[4][32];
    int number, k, n = 0, now = -1, rows = 0;
    while (fscanf(csv, "%d,%7[^,],%7[^,],%d,%31[^,],%31[^,],%31[^,],%31s\n", &number, kind, design,
                  &k, text[0], text[1], text[2], text[3]) == 8) {
        if (number != now)
            n = 0;
        now = number;
        if (strcmp(kind, "women") == 0 || strcmp(kind, "men") == 0) {
            *(kind[0] == 'w' ? &stages[k].women : &stages[k].men) = strtod(text[0], NULL);
            n = k + 1;
            continue;
        }
        const int linked = strcmp(design, "linked") == 0;
        const int which = kind[0] == 'l' ? LOG : kind[0] == 's' ? SHARE : GAP;
        const parts p = decompose(
            stages, n,
            (gdcs_pipeline_options){.method = GDCS_PIPELINE_METHOD_LOG, .design = linked ? 1 : 2});
        const gdcs_estimate *e = k > 0          ? &p.part[which][k - 1]
                                 : which == LOG ? &p.whole.log_index
                                                : &p.whole.gap;
        cr_expect(close_to(e->value, read_number(text[0])) &&
                      close_to(e->lower, read_number(text[1])) &&
                      close_to(e->upper, read_number(text[2])) &&
                      close_to(e->std_error, read_number(text[3])),
                  "case %d %s %s %d: %.17g [%.17g, %.17g] %.17g", number, design, kind, k, e->value,
                  e->lower, e->upper, e->std_error);
        rows++;
    }
    fclose(csv);
    cr_expect(gt(int, rows, 150), "%d", rows);
}

static const gdcs_sex_counts usual[] = {
    {900, 5100, 3, 40, 5}, {400, 2600, 2, 12, 0}, {130, 1400, 1, 7, 0}, {21, 800, 0, 2, 0}};

Test(pipeline_parts, add_up)
{
    for (int32_t design = 1; design <= 2; design++) {
        const parts p = decompose(usual, 4, (gdcs_pipeline_options){.design = design});
        double sum[KINDS] = {0};
        for (int kind = 0; kind < KINDS; kind++)
            for (int i = 0; i < 3; i++)
                sum[kind] += p.part[kind][i].value;
        cr_expect(near_relative(sum[LOG], p.whole.log_index.value, 1e-14));
        cr_expect(near_relative(sum[SHARE], 1.0, 1e-14));
        cr_expect(near_relative(sum[GAP], p.whole.gap.value, 1e-14));
        cr_expect(near_relative(p.whole.gap.value, p.whole.women.value - p.whole.men.value, 1e-13));
        cr_expect(near_relative(exp(p.whole.log_index.value), p.whole.index.value, 1e-14));
    }
}

/* Linked, on the log scale: the variances of the steps are together that of Katz for the whole way. */
Test(pipeline_parts, variances_of_linked_steps_telescope)
{
    const gdcs_pipeline_options o = {.method = GDCS_PIPELINE_METHOD_LOG,
                                     .design = GDCS_PIPELINE_LINKED};
    const parts p = decompose(usual, 4, o);
    double variance = 0.0;
    for (int i = 0; i < 3; i++)
        variance += pow(p.part[LOG][i].std_error, 2.0);
    cr_expect(near_relative(p.whole.log_index.std_error, sqrt(variance), 1e-13));
    cr_expect(near_relative(p.whole.log_index.std_error,
                            sqrt(1 / 21. - 1 / 900. + 1 / 800. - 1 / 5100.), 1e-13));
}

static gdcs_sex_counts swapped(gdcs_sex_counts c)
{
    const gdcs_sex_counts s = {c.men, c.women, c.other, c.unknown, c.not_applicable};
    return s;
}

Test(pipeline_parts, swapping_women_and_men_turns_the_sign)
{
    gdcs_sex_counts turned[4];
    for (int i = 0; i < 4; i++)
        turned[i] = swapped(usual[i]);
    for (int32_t design = 1; design <= 2; design++) {
        const parts a = decompose(usual, 4, (gdcs_pipeline_options){.design = design});
        const parts b = decompose(turned, 4, (gdcs_pipeline_options){.design = design});
        for (int i = 0; i < 3; i++) {
            for (int kind = 0; kind < KINDS; kind++) {
                const double sign = kind == SHARE ? 1.0 : -1.0;
                const gdcs_estimate *x = &a.part[kind][i], *y = &b.part[kind][i];
                const gdcs_bounds *s = &a.bounds[kind][i], *t = &b.bounds[kind][i];
                cr_expect(near_relative(x->value, sign * y->value, 1e-13));
                cr_expect(near_relative(x->std_error, y->std_error, 1e-12));
                cr_expect(near_relative(x->lower, kind == SHARE ? y->lower : -y->upper, 1e-11));
                cr_expect(near_relative(s->lower, kind == SHARE ? t->lower : -t->upper, 1e-12));
            }
        }
    }
}

/* Nobody unknown: bounds are values. */
Test(pipeline_parts, bounds_close_on_the_values_without_unknown)
{
    gdcs_sex_counts known[4];
    for (int i = 0; i < 4; i++)
        known[i] = (gdcs_sex_counts){usual[i].women, usual[i].men, 0, 0, 0};
    for (int32_t design = 1; design <= 2; design++) {
        const parts p = decompose(known, 4, (gdcs_pipeline_options){.design = design});
        for (int kind = 0; kind < KINDS; kind++)
            for (int i = 0; i < 3; i++) {
                cr_expect(near_relative(p.bounds[kind][i].lower, p.part[kind][i].value, 1e-12));
                cr_expect(near_relative(p.bounds[kind][i].upper, p.part[kind][i].value, 1e-12));
            }
        cr_expect(near_relative(p.whole.gap_bounds.lower, p.whole.gap.value, 1e-12));
        cr_expect(near_relative(p.whole.log_index_bounds.upper, p.whole.log_index.value, 1e-12));
    }
}

static int inside(double x, gdcs_bounds b)
{
    const double slack = 1e-12 * (1.0 + fabs(x));
    return isnan(x) || (b.lower - slack <= x && x <= b.upper + slack);
}

/* Every way to make the unknown women or men, stage by stage. */
Test(pipeline_parts, bounds_hold_every_allotment)
{
    const gdcs_sex_counts some[] = {{12, 30, 0, 2, 0}, {8, 17, 0, 2, 0}, {3, 9, 0, 1, 0}};
    for (int32_t design = 1; design <= 2; design++) {
        const parts p = decompose(some, 3, (gdcs_pipeline_options){.design = design});
        for (int i = 0; i <= 2; i++)
            for (int j = 0; j <= 2; j++)
                for (int k = 0; k <= 1; k++) {
                    const gdcs_sex_counts way[] = {{12 + i, 32 - i, 0, 0, 0},
                                                   {8 + j, 19 - j, 0, 0, 0},
                                                   {3 + k, 10 - k, 0, 0, 0}};
                    const parts q = decompose(way, 3, (gdcs_pipeline_options){.design = design});
                    for (int kind = 0; kind < KINDS; kind++)
                        for (int s = 0; s < 2; s++)
                            cr_expect(inside(q.part[kind][s].value, p.bounds[kind][s]),
                                      "%d %d %d %d %d", design, i, j, k, kind);
                    cr_expect(inside(q.whole.gap.value, p.whole.gap_bounds));
                    cr_expect(inside(q.whole.log_index.value, p.whole.log_index_bounds));
                }
        cr_expect(lt(dbl, p.bounds[GAP][0].lower, p.bounds[GAP][0].upper));
        cr_expect(isfinite(p.bounds[GAP][0].upper));
    }
}

/* Near 0 the whole shares nothing out: Fieller's limits, and those of the bootstrap, are open. */
Test(pipeline_parts, shares_of_no_gap_are_not_limited)
{
    const gdcs_sex_counts even[] = {{100, 1000, 0, 0, 0}, {60, 500, 0, 0, 0}, {25, 251, 0, 0, 0}};
    for (int32_t how = 1; how <= 2; how++) {
        const parts p = decompose(even, 3, (gdcs_pipeline_options){.design = 1, .parts = how});
        for (int i = 0; i < 2; i++) {
            cr_expect(isfinite(p.part[SHARE][i].value));
            cr_expect(eq(dbl, p.part[SHARE][i].lower, -INFINITY));
            cr_expect(eq(dbl, p.part[SHARE][i].upper, INFINITY));
            cr_expect(
                eq(u32, p.notes[SHARE][i] & GDCS_NOTE_UPPER_INFINITE, GDCS_NOTE_UPPER_INFINITE));
            cr_expect(isfinite(p.part[GAP][i].upper));
        }
    }
}

Test(pipeline_parts, zeroes_are_noted_and_are_no_failure)
{
    const gdcs_sex_counts none[] = {{30, 70, 0, 0, 0}, {12, 40, 0, 0, 0}, {0, 9, 0, 0, 0}};
    const parts p = decompose(none, 3, (gdcs_pipeline_options){.design = GDCS_PIPELINE_LINKED});
    cr_expect(eq(dbl, p.part[LOG][1].value, -INFINITY));
    cr_expect(isfinite(p.part[LOG][1].upper));
    cr_expect(eq(u32, p.notes[LOG][1] & GDCS_NOTE_ZERO_CELL, GDCS_NOTE_ZERO_CELL));
    cr_expect(isnan(p.part[SHARE][0].value));
    cr_expect(eq(u32, p.notes[SHARE][0] & GDCS_NOTE_NOT_ESTIMABLE, GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(near_relative(p.part[GAP][0].value + p.part[GAP][1].value, -9 / 70., 1e-14));
    const gdcs_sex_counts dead[] = {{30, 70, 0, 0, 0}, {0, 40, 0, 0, 0}, {0, 9, 0, 0, 0}};
    const parts q = decompose(dead, 3, (gdcs_pipeline_options){.design = GDCS_PIPELINE_LINKED});
    for (int i = 0; i < 2; i++) {
        cr_expect(isnan(q.part[GAP][i].value));
        cr_expect(eq(u32, q.notes[GAP][i] & GDCS_NOTE_NOT_ESTIMABLE, GDCS_NOTE_NOT_ESTIMABLE));
    }
    cr_expect(near_relative(q.whole.gap.value, -9 / 70., 1e-14));
    cr_expect(isfinite(q.whole.gap.lower));
}

Test(pipeline_parts, ratios_above_one_are_legal)
{
    const gdcs_sex_counts stock[] = {{60, 500, 0, 0, 0}, {90, 450, 0, 0, 0}, {30, 600, 0, 0, 0}};
    const parts p = decompose(stock, 3, (gdcs_pipeline_options){0});
    cr_expect(eq(u32, p.notes[LOG][0] & GDCS_NOTE_ABOVE_ONE, GDCS_NOTE_ABOVE_ONE));
    cr_expect(near_relative(p.part[LOG][0].value, log(1.5 / 0.9), 1e-14));
    cr_expect(isfinite(p.part[GAP][1].std_error));
    const parts q = decompose(stock, 3, (gdcs_pipeline_options){.design = GDCS_PIPELINE_LINKED});
    cr_expect(isnan(q.part[LOG][0].value));
    cr_expect(isnan(q.part[GAP][1].value));
}

/* Many persons: the delta method and the bootstrap see the same. */
Test(pipeline_parts, bootstrap_is_near_the_delta_method_and_the_same_for_a_seed)
{
    const gdcs_sex_counts many[] = {{90000, 510000, 0, 0, 0},
                                    {40000, 260000, 0, 0, 0},
                                    {13000, 140000, 0, 0, 0},
                                    {2100, 80000, 0, 0, 0}};
    for (int32_t design = 1; design <= 2; design++) {
        gdcs_pipeline_options o = {.design = design, .replicates = 4000, .seed = 20};
        const parts delta = decompose(many, 4, o);
        o.parts = GDCS_PIPELINE_PARTS_BOOTSTRAP;
        const parts one = decompose(many, 4, o), two = decompose(many, 4, o);
        o.seed = 21;
        const parts other = decompose(many, 4, o);
        cr_expect(eq(i32, one.whole.replicates, 4000));
        for (int kind = 0; kind < KINDS; kind++)
            for (int i = 0; i < 3; i++) {
                const gdcs_estimate *d = &delta.part[kind][i], *b = &one.part[kind][i];
                cr_expect(lt(dbl, fabs(b->lower - d->lower), 0.25 * d->std_error));
                cr_expect(lt(dbl, fabs(b->upper - d->upper), 0.25 * d->std_error));
                cr_expect(eq(dbl, b->lower, two.part[kind][i].lower));
                cr_expect(ne(dbl, b->lower, other.part[kind][i].lower));
                cr_expect(eq(u32, one.notes[kind][i] & GDCS_NOTE_SIMULATED, GDCS_NOTE_SIMULATED));
            }
        cr_expect(lt(dbl, fabs(one.whole.gap.lower - delta.whole.gap.lower),
                     0.25 * delta.whole.gap.std_error));
    }
}

/* A family widens each interval and moves no value; one step is no family. */
Test(pipeline_parts, limits_of_a_family_are_wider)
{
    for (int32_t family = 1; family <= 2; family++) {
        const parts a = decompose(usual, 4, (gdcs_pipeline_options){.design = 1});
        const parts b =
            decompose(usual, 4, (gdcs_pipeline_options){.design = 1, .simultaneous = family});
        for (int kind = 0; kind < KINDS; kind++)
            for (int i = 0; i < 3; i++) {
                cr_expect(eq(dbl, a.part[kind][i].value, b.part[kind][i].value));
                cr_expect(lt(dbl, b.part[kind][i].lower, a.part[kind][i].lower));
                cr_expect(gt(dbl, b.part[kind][i].upper, a.part[kind][i].upper));
            }
        cr_expect(eq(dbl, a.whole.gap.lower, b.whole.gap.lower));
        const parts c = decompose(usual, 2, (gdcs_pipeline_options){.simultaneous = family});
        const parts d = decompose(usual, 2, (gdcs_pipeline_options){0});
        cr_expect(eq(dbl, c.part[GAP][0].lower, d.part[GAP][0].lower));
    }
}

static gdcs_status each(const gdcs_sex_arrays *stages, int64_t count, int64_t n, int32_t how,
                        const gdcs_estimate_arrays *share, const gdcs_estimate_arrays *gap)
{
    const gdcs_pipeline_options o = {.struct_size = sizeof o, .parts = how, .replicates = 200};
    return gdcs_pipeline_decompose_each(stages, count, n, &o, NULL, share, gap, NULL);
}

Test(pipeline_parts, each_is_the_scalar_form_over_arrays)
{
    static const double women[3][3] = {{900, 60, 5}, {400, 31, NAN}, {130, 9, 1}};
    static const double men[3][3] = {{5100, 300, 9}, {2600, 190, 7}, {1400, 70, 3}};
    gdcs_sex_arrays stages[3];
    double value[6], lower[6], share_value[6];
    uint32_t bits[6];
    const gdcs_estimate_arrays gap = {
        .struct_size = sizeof gap, .value = value, .lower = lower, .notes = bits};
    const gdcs_estimate_arrays share = {.struct_size = sizeof share, .value = share_value};
    for (int s = 0; s < 3; s++)
        stages[s] =
            (gdcs_sex_arrays){.struct_size = sizeof stages[s], .women = women[s], .men = men[s]};
    for (int32_t how = 1; how <= 2; how++) {
        cr_assert(eq(i32, each(stages, 3, 3, how, &share, &gap), GDCS_OK));
        for (int i = 0; i < 2; i++) {
            gdcs_sex_counts one[3] = {{0}};
            for (int s = 0; s < 3; s++) {
                one[s].women = women[s][i];
                one[s].men = men[s][i];
            }
            const parts p =
                decompose(one, 3, (gdcs_pipeline_options){.parts = how, .replicates = 200});
            for (int k = 0; k < 2; k++) {
                cr_expect(eq(dbl, value[2 * i + k], p.part[GAP][k].value));
                cr_expect(eq(dbl, lower[2 * i + k], p.part[GAP][k].lower));
                cr_expect(eq(dbl, share_value[2 * i + k], p.part[SHARE][k].value));
                cr_expect(eq(u32, bits[2 * i + k], p.notes[GAP][k]));
            }
        }
        cr_expect(isnan(value[4]));
        cr_expect(eq(u32, bits[4] & GDCS_NOTE_MISSING_CELL, GDCS_NOTE_MISSING_CELL));
    }
    cr_expect(eq(i32, each(NULL, 3, 3, 1, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, each(stages, 1, 3, 1, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, each(stages, 65, 3, 1, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, each(stages, 3, -1, 1, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, each(stages, 3, 3, 3, NULL, NULL), GDCS_E_OPTION));
    static const double bad[3] = {1, -2, 3};
    stages[2].women = bad;
    cr_expect(eq(i32, each(stages, 3, 3, 1, NULL, NULL), GDCS_E_VALUE));
    stages[1].struct_size = 4;
    cr_expect(eq(i32, each(stages, 3, 3, 1, NULL, NULL), GDCS_E_STRUCT));
}

static gdcs_status status_of(const gdcs_sex_counts *stages, int64_t n, gdcs_pipeline_options o)
{
    gdcs_pipeline_decomposed out = {.struct_size = sizeof out, .alpha = 4711.0};
    const gdcs_status status = gdcs_pipeline_decompose(stages, n, &o, NULL, NULL, NULL, &out, NULL);
    if (status != GDCS_OK)
        cr_expect(eq(dbl, out.alpha, 4711.0));
    return status;
}

Test(pipeline_parts, refuses_what_it_does_not_understand)
{
    const gdcs_pipeline_options d = {.struct_size = sizeof d};
    gdcs_pipeline_options o = d;
    gdcs_sex_counts bad[] = {{4, 9, 0, 0, 0}, {-1, 2, 0, 0, 0}};
    gdcs_pipeline_decomposed sizeless = {0};
    cr_expect(eq(i32, status_of(usual, 4, d), GDCS_OK));
    cr_expect(eq(i32, status_of(NULL, 4, d), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, status_of(usual, 1, d), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, status_of(usual, 65, d), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, status_of(bad, 2, d), GDCS_E_VALUE));
    o.simultaneous = 3;
    cr_expect(eq(i32, status_of(usual, 4, o), GDCS_E_OPTION));
    o = d, o.parts = -1;
    cr_expect(eq(i32, status_of(usual, 4, o), GDCS_E_OPTION));
    o = d, o.replicates = 99;
    cr_expect(eq(i32, status_of(usual, 4, o), GDCS_E_OPTION));
    o = d, o.replicates = 100001;
    cr_expect(eq(i32, status_of(usual, 4, o), GDCS_E_OPTION));
    o = d, o.struct_size = 4;
    cr_expect(eq(i32, status_of(usual, 4, o), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_pipeline_decompose(usual, 4, NULL, NULL, NULL, NULL, &sizeless, NULL),
                 GDCS_E_STRUCT));
    cr_expect(
        eq(i32, gdcs_pipeline_decompose(usual, 4, NULL, NULL, NULL, NULL, NULL, NULL), GDCS_OK));
}

static gdcs_status drawn(void *data)
{
    const gdcs_pipeline_options o = {
        .struct_size = sizeof o, .parts = GDCS_PIPELINE_PARTS_BOOTSTRAP, .replicates = 100};
    return gdcs_pipeline_decompose(data, 2, &o, NULL, NULL, NULL, NULL, NULL);
}

Test(pipeline_parts, survive_every_failing_allocation)
{
    gdcs_sex_counts stages[] = {{30, 70, 0, 0, 0}, {12, 40, 0, 0, 0}};
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(drawn, stages);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(eq(i64, r.allocations, 1));
}

Test(pipeline_parts, struct_has_the_size_of_the_first_release)
{
    cr_expect(eq(sz, sizeof(gdcs_pipeline_decomposed), 272));
}
