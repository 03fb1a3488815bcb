/* The p-values of tests over counts from none to 2.5e14, few beside many: none is NaN without a note, each
   lies in [0, 1] and agrees with its logarithm, tails make up the whole, groups may change places, and no
   element knows of another. */
#include "stats/extremes.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(extremes_p, .timeout = 60);

static const double counts[] = {0, 1, 17, 1e9, 2.5e14};
enum { K = sizeof counts / sizeof *counts, ALL = K * K * K * K };

typedef struct tests {
    double statistic[MOST], df[MOST], p[MOST], log10_p[MOST];
    uint32_t notes[MOST]; /* 0 where a call gives none */
} tests;

typedef struct form {
    const char *name;
    gdcs_status (*call)(const range *r, tests *out, gdcs_error *err);
    int32_t first, last; /* tests */
    int swap; /* place of the counts after a change of groups: (c, d, a, b) 1, (a, c, b, d) 2 */
} form;

static gdcs_test_arrays tests_of(const range *r, tests *t)
{
    const gdcs_test_arrays to = {.struct_size = sizeof to,
                                 .statistic = t->statistic + r->from,
                                 .df = t->df + r->from,
                                 .p_value = t->p + r->from,
                                 .log10_p = t->log10_p + r->from};
    return to;
}

static gdcs_part_arrays table_of(const range *r)
{
    const quads *q = r->q;
    const gdcs_part_arrays in = {sizeof in,      0, q->a + r->from, q->ab + r->from, q->c + r->from,
                                 q->cd + r->from};
    return in;
}

static gdcs_status ratio_p(const range *r, int32_t alternative, tests *out, gdcs_error *err)
{
    const gdcs_ratio_test_options o = {
        .struct_size = sizeof o, .test = r->method, .alternative = alternative};
    const gdcs_part_arrays in = table_of(r);
    const gdcs_test_arrays to = tests_of(r, out);
    return gdcs_ratio_test_each(&in, r->n, &o, &to, out->notes + r->from, err);
}

static gdcs_status ratio_both(const range *r, tests *out, gdcs_error *err)
{
    return ratio_p(r, GDCS_RATIO_ALTERNATIVE_TWO_SIDED, out, err);
}

static gdcs_status ratio_greater(const range *r, tests *out, gdcs_error *err)
{
    return ratio_p(r, GDCS_RATIO_ALTERNATIVE_GREATER, out, err);
}

static gdcs_status ratio_less(const range *r, tests *out, gdcs_error *err)
{
    return ratio_p(r, GDCS_RATIO_ALTERNATIVE_LESS, out, err);
}

/* Where nobody is counted there is nothing to test, and pairs have no notes to say so. */
static gdcs_status pairs_p(const range *r, tests *out, gdcs_error *err)
{
    const quads *q = r->q;
    const gdcs_pairs_options o = {.struct_size = sizeof o, .test = r->method};
    const gdcs_pairs_arrays in = {sizeof in,     0, q->a + r->from, q->b + r->from, q->c + r->from,
                                  q->d + r->from};
    const gdcs_test_arrays to = tests_of(r, out);
    for (int64_t i = r->from; i < r->from + r->n; i++)
        out->notes[i] = q->ab[i] + q->cd[i] > 0.0 ? 0 : GDCS_NOTE_NOT_ESTIMABLE;
    return gdcs_pairs_test_each(&in, r->n, &o, &to, err);
}

static gdcs_status contrast_p(const range *r, tests *out, gdcs_error *err)
{
    const quads *q = r->q;
    const gdcs_rate_contrast_options o = {.struct_size = sizeof o, .test = r->method};
    const gdcs_rate_arrays a = {sizeof a, 0, q->a + r->from, NULL, q->b + r->from};
    const gdcs_rate_arrays b = {sizeof b, 0, q->c + r->from, NULL, q->d + r->from};
    const gdcs_estimate_arrays ratio = {.struct_size = sizeof ratio, .notes = out->notes + r->from};
    const gdcs_test_arrays to = tests_of(r, out);
    return gdcs_rate_each_contrast(&a, &b, r->n, &o, &ratio, NULL, &to, err);
}

static gdcs_status parity_p(const range *r, tests *out, gdcs_error *err)
{
    const quads *q = r->q;
    const gdcs_part_arrays in = {sizeof in,      0, q->a + r->from, q->ab + r->from, q->c + r->from,
                                 q->cd + r->from};
    const gdcs_estimate_arrays gpi = {.struct_size = sizeof gpi, .notes = out->notes + r->from};
    const gdcs_test_arrays to = tests_of(r, out);
    return gdcs_parity_each(&in, r->n, NULL, &gpi, NULL, &to, err);
}

static gdcs_status quotient_p(const range *r, tests *out, gdcs_error *err)
{
    const quads *q = r->q;
    const gdcs_sex_arrays part = {
        .struct_size = sizeof part, .women = q->a + r->from, .men = q->b + r->from};
    const gdcs_sex_arrays whole = {
        .struct_size = sizeof whole, .women = q->ac + r->from, .men = q->bd + r->from};
    const gdcs_estimate_arrays value = {.struct_size = sizeof value, .notes = out->notes + r->from};
    const gdcs_test_arrays to = tests_of(r, out);
    return gdcs_quotient_each(&part, &whole, r->n, NULL, &value, &to, err);
}

static gdcs_status pipeline_p(const range *r, tests *out, gdcs_error *err)
{
    const quads *q = r->q;
    const gdcs_pipeline_options o = {
        .struct_size = sizeof o, .test = r->method, .design = GDCS_PIPELINE_LINKED};
    const gdcs_sex_arrays to = {
        .struct_size = sizeof to, .women = q->a + r->from, .men = q->c + r->from};
    const gdcs_sex_arrays from = {
        .struct_size = sizeof from, .women = q->ab + r->from, .men = q->cd + r->from};
    const gdcs_estimate_arrays d = {.struct_size = sizeof d, .notes = out->notes + r->from};
    const gdcs_test_arrays tests = tests_of(r, out);
    return gdcs_pipeline_test_each(&from, &to, r->n, &o, NULL, &d, &tests, NULL, err);
}

static const form forms[] = {
    {"ratio", ratio_both, 1, 11, 1},      {"ratio greater", ratio_greater, 1, 11, 0},
    {"ratio less", ratio_less, 1, 11, 0}, {"pairs", pairs_p, 1, 3, 2},
    {"rate", contrast_p, 1, 6, 1},        {"parity", parity_p, 0, 0, 0},
    {"quotient", quotient_p, 0, 0, 0},    {"pipeline", pipeline_p, 0, 2, 1}};
enum { FORMS = sizeof forms / sizeof *forms };

static quads *every(void)
{
    quads *q = calloc(1, sizeof *q);
    cr_assert(q != NULL);
    for (int i = 0; i < ALL; i++) {
        const double a = counts[i % K], b = counts[i / K % K];
        const double c = counts[i / K / K % K], d = counts[i / K / K / K];
        q->a[i] = a, q->b[i] = b, q->c[i] = c, q->d[i] = d;
        q->ab[i] = a + b, q->cd[i] = c + d, q->ac[i] = a + c, q->bd[i] = b + d;
    }
    q->n = ALL;
    return q;
}

static tests *tested(const form *f, const quads *q, int32_t test)
{
    tests *t = calloc(1, sizeof *t);
    gdcs_error err = {.struct_size = sizeof err};
    const range r = {q, 0, q->n, test, 0.05};
    cr_assert(t != NULL);
    cr_assert(eq(i32, f->call(&r, t, &err), GDCS_OK), "%s test %d: %s", f->name, (int)test,
              err.message);
    return t;
}

static void expect(int holds, const form *f, const quads *q, const tests *t, int32_t test, int i,
                   const char *claim)
{
    cr_expect(holds, "%s test %d (%g %g %g %g): %s: p %.17g, log10 %.17g", f->name, (int)test,
              q->a[i], q->b[i], q->c[i], q->d[i], claim, t->p[i], t->log10_p[i]);
}

static int agree(double p, double log10_p)
{
    if (log10_p < -300.0)
        return p <= 1.1e-300;
    return fabs(log10_p - log10(p)) <= 1e-12 * (1.0 + fabs(log10_p));
}

Test(extremes_p, is_a_probability_or_has_a_note)
{
    quads *q = every();
    for (const form *f = forms; f < forms + FORMS; f++)
        for (int32_t test = f->first; test <= f->last; test++) {
            tests *t = tested(f, q, test);
            for (int i = 0; i < ALL; i++) {
                const int none = isnan(t->p[i]);
                expect(!none || t->notes[i] != 0, f, q, t, test, i, "NaN without a note");
                expect(none == isnan(t->log10_p[i]), f, q, t, test, i, "one of both is NaN");
                expect(none || (t->p[i] >= 0.0 && t->p[i] <= 1.0 && t->log10_p[i] <= 0.0), f, q, t,
                       test, i, "no probability");
                expect(none || agree(t->p[i], t->log10_p[i]), f, q, t, test, i,
                       "not its logarithm");
            }
            free(t);
        }
    free(q);
}

static int swapped(int i, int swap)
{
    const int a = i % K, b = i / K % K, c = i / K / K % K, d = i / K / K / K;
    return swap == 1 ? c + K * (d + K * (a + K * b)) : a + K * (c + K * (b + K * d));
}

static int near(double x, double y)
{
    return isnan(x) ? isnan(y) : x == y || fabs(x - y) <= 1e-9 * (1.0 + fabs(x));
}

Test(extremes_p, does_not_depend_on_which_group_is_first)
{
    quads *q = every();
    for (const form *f = forms; f < forms + FORMS; f++)
        for (int32_t test = f->first; f->swap && test <= f->last; test++) {
            tests *t = tested(f, q, test);
            for (int i = 0; i < ALL; i++)
                expect(near(t->log10_p[i], t->log10_p[swapped(i, f->swap)]), f, q, t, test, i,
                       "another with groups swapped");
            free(t);
        }
    free(q);
}

/* Two tails share what was seen, or, if half of it is in each or nothing is known of it, are the whole.
   Boschloo's leave out tables that are in the middle given their margin, and may be less. */
Test(extremes_p, of_both_sides_make_up_the_whole)
{
    quads *q = every();
    const form *greater = &forms[1], *less = &forms[2];
    for (int32_t test = 1; test <= 11; test++) {
        tests *more = tested(greater, q, test), *fewer = tested(less, q, test);
        const int overlap = test >= GDCS_RATIO_TEST_FISHER && test != GDCS_RATIO_TEST_MID_P &&
                            test != GDCS_RATIO_TEST_MID_P_CENTRAL;
        for (int i = 0; i < ALL && test != GDCS_RATIO_TEST_BOSCHLOO; i++) {
            const double all = more->p[i] + fewer->p[i];
            expect(isnan(all) || all >= 1.0 - 1e-9, greater, q, more, test, i, "tails are missing");
            expect(overlap || isnan(all) || all <= 1.0 + 1e-9, greater, q, more, test, i,
                   "tails overlap");
        }
        free(more);
        free(fewer);
    }
    free(q);
}

static int same(double x, double y)
{
    return memcmp(&x, &y, sizeof x) == 0 || (isnan(x) && isnan(y));
}

Test(extremes_p, does_not_depend_on_its_neighbours)
{
    quads *q = every();
    for (const form *f = forms; f < forms + FORMS; f++)
        for (int32_t test = f->first; test <= f->last; test++) {
            tests *all = tested(f, q, test), *one = calloc(1, sizeof *one);
            cr_assert(one != NULL);
            for (int i = 0; i < ALL; i += 7) {
                const range r = {q, i, 1, test, 0.05};
                cr_assert(eq(i32, f->call(&r, one, NULL), GDCS_OK));
                expect(same(one->p[i], all->p[i]) && same(one->log10_p[i], all->log10_p[i]) &&
                           one->notes[i] == all->notes[i],
                       f, q, all, test, i, "by itself it is another");
            }
            free(all);
            free(one);
        }
    free(q);
}

/* One event in one population and none in the other: all samples as far from equal rates have one or more
   in that population and, if it is the smaller, none in the other. */
Test(extremes_p, of_the_e_test_holds_where_one_population_is_a_person)
{
    static const double rows[][5] = {{0, 1, 1, 2.5e14, 0.63212055882855767},
                                     {0, 1e9, 1, 1, 3.6787944117144233e-10},
                                     {0, 2.5e14, 1, 1, 1.4715177646857693e-15}};
    const gdcs_rate_contrast_options o = {.struct_size = sizeof o, .test = GDCS_RATE_TEST_E};
    for (int i = 0; i < 3; i++) {
        const double *x = rows[i];
        const gdcs_rate_counts a = {.events = x[0], .population = x[1]};
        const gdcs_rate_counts b = {.events = x[2], .population = x[3]};
        gdcs_rate_contrast_result r = {.struct_size = sizeof r};
        cr_assert(eq(i32, gdcs_rate_estimate_contrast(&a, &b, &o, &r, NULL), GDCS_OK));
        cr_expect(fabs(r.test.p_value - x[4]) <= 2e-9 * x[4], "row %d: %.17g", i, r.test.p_value);
    }
}
