/* The array forms over counts from none to 1e15 and levels from a half to 1 - 1e-11: nothing is NaN without a
   note, values lie within their limits, limits widen with the level, and no element knows of another. */
#include "stats/extremes.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(extremes, .timeout = 60);

/* ADDED: limits are about an estimate from counts that something was added to.  INWARD: the value is
   conditional, nearer to 1 than the measure that is bounded. */
enum { ADDED = 1, INWARD = 2 };

typedef struct form {
    const char *name;
    call call;
    int32_t first, last; /* methods */
    int measures;
    int besides;
} form;

static const form forms[] = {
    {"share", share_of, 1, 12, 1, 0},           {"gap", gap_of, 1, 2, 2, 0},
    {"gap nested", gap_nested_of, 1, 2, 2, 0},  {"ratio", ratio_of, 1, 3, 4, 0},
    {"ratio exact", ratio_of, 4, 6, 4, INWARD}, {"ratio", ratio_of, 7, 8, 4, ADDED},
    {"ratio", ratio_of, 9, 10, 4, 0},           {"rate", rate_of, 1, 7, 1, 0},
    {"rate contrast", contrast_of, 1, 5, 2, 0}, {"parity", parity_of, 0, 0, 2, 0},
    {"quotient", quotient_of, 1, 3, 1, 0},      {"pairs", pairs_of, 1, 2, 3, 0},
    {"pairs", pairs_of, 3, 3, 3, ADDED},        {"pipeline", pipeline_of, 0, 0, 3, 0},
    {"hierarchy", hierarchy_of, 1, 7, 1, 0}};
enum { FORMS = sizeof forms / sizeof *forms };

static void add(quads *q, double a, double b, double c, double d)
{
    const int64_t i = q->n++;
    q->a[i] = a;
    q->b[i] = b;
    q->c[i] = c;
    q->d[i] = d;
    q->ab[i] = a + b;
    q->cd[i] = c + d;
    q->ac[i] = a + c;
    q->bd[i] = b + d;
}

static quads *every(const double *counts, int n)
{
    quads *q = malloc(sizeof *q);
    cr_assert(q != NULL);
    q->n = 0;
    for (int i = 0; i < n * n * n * n; i++)
        add(q, counts[i % n], counts[i / n % n], counts[i / n / n % n], counts[i / n / n / n]);
    return q;
}

static estimates *estimated(const form *f, const quads *q, int32_t method, double alpha)
{
    estimates *e = calloc(1, sizeof *e);
    gdcs_error err = {.struct_size = sizeof err};
    const range r = {q, 0, q->n, method, alpha};
    cr_assert(e != NULL);
    const gdcs_status status = f->call(&r, e, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s method %d: %s", f->name, (int)method, err.message);
    return e;
}

static int at_most(double x, double y)
{
    return isnan(x) || isnan(y) || x <= y || x - y <= 1e-9 * (fabs(x) + fabs(y)) + 1e-15;
}

typedef struct where {
    const form *form;
    const quads *q;
    int32_t method;
    int measure;
    int64_t i;
    double alpha;
} where;

static void expect(int holds, const where *w, const estimates *e, const char *claim)
{
    const int m = w->measure;
    const int64_t i = w->i;
    cr_expect(holds, "%s method %d measure %d alpha %g (%g %g %g %g): %s: %.17g [%.17g, %.17g]",
              w->form->name, (int)w->method, m, w->alpha, w->q->a[i], w->q->b[i], w->q->c[i],
              w->q->d[i], claim, e->value[m][i], e->lower[m][i], e->upper[m][i]);
}

static void expect_sense(const where *w, const estimates *e)
{
    const int m = w->measure;
    const double value = e->value[m][w->i], lower = e->lower[m][w->i], upper = e->upper[m][w->i];
    const double least = e->bound_lower[m][w->i], most = e->bound_upper[m][w->i];
    const int noted = e->notes[m][w->i] != 0;
    expect(noted || !isnan(value), w, e, "a value is NaN without a note");
    expect(noted || !(isnan(lower) || isnan(upper)), w, e, "a limit is NaN without a note");
    expect(w->form->besides == ADDED || (at_most(lower, value) && at_most(value, upper)), w, e,
           "the value is outside");
    expect(w->form->besides == INWARD || (at_most(least, value) && at_most(value, most)), w, e,
           "the value is out of bounds");
}

static void expect_wider(const where *w, const estimates *narrow, const estimates *wide)
{
    const int m = w->measure;
    expect(at_most(wide->lower[m][w->i], narrow->lower[m][w->i]) &&
               at_most(narrow->upper[m][w->i], wide->upper[m][w->i]),
           w, wide, "a higher level has narrower limits");
}

static int same(double x, double y)
{
    return memcmp(&x, &y, sizeof x) == 0;
}

static void expect_same(const where *w, const estimates *one, const estimates *all)
{
    const int m = w->measure;
    expect(same(one->value[m][w->i], all->value[m][w->i]) &&
               same(one->lower[m][w->i], all->lower[m][w->i]) &&
               same(one->upper[m][w->i], all->upper[m][w->i]) &&
               one->notes[m][w->i] == all->notes[m][w->i],
           w, all, "by itself it is another");
}

static void expect_of_method(const form *f, const quads *q, int32_t method)
{
    static const double alphas[] = {0.5, 1e-11};
    estimates *before = NULL;
    for (int k = 0; k < 2; k++) {
        estimates *e = estimated(f, q, method, alphas[k]);
        for (int m = 0; m < f->measures; m++)
            for (int64_t i = 0; i < q->n; i++) {
                const where w = {f, q, method, m, i, alphas[k]};
                expect_sense(&w, e);
                if (before != NULL && e->notes[m][i] == before->notes[m][i])
                    expect_wider(&w, before, e);
            }
        free(before);
        before = e;
    }
    free(before);
}

Test(extremes, of_counts_and_levels_give_limits_that_hold_the_value_and_widen)
{
    static const double counts[] = {0, 3, 1e9, 2.5e14};
    quads *q = every(counts, 4);
    for (int i = 0; i < FORMS; i++)
        for (int32_t method = forms[i].first; method <= forms[i].last; method++)
            expect_of_method(&forms[i], q, method);
    free(q);
}

/* Few beside many: tables whose conditional odds ratio has many values, most of them out of reach. */
Test(extremes, of_few_beside_many_give_ratios_that_hold)
{
    static const double counts[] = {0, 1, 17, 1e9};
    quads *q = every(counts, 4);
    for (int i = 0; i < FORMS; i++)
        for (int32_t method = forms[i].first; forms[i].call == ratio_of && method <= forms[i].last;
             method++)
            expect_of_method(&forms[i], q, method);
    free(q);
}

/* An element by itself is what it is among others; one that is missing has a note, and only itself. */
Test(extremes, an_element_does_not_depend_on_its_neighbours_and_nan_has_a_note)
{
    static const double counts[] = {NAN, 0, 1e9};
    quads *q = every(counts, 3);
    for (int i = 0; i < FORMS; i++) {
        const form *f = &forms[i];
        estimates *all = estimated(f, q, f->first, 0.05), *one = calloc(1, sizeof *one);
        cr_assert(one != NULL);
        for (int64_t k = 0; k < q->n; k++) {
            const range r = {q, k, 1, f->first, 0.05};
            cr_assert(eq(i32, f->call(&r, one, NULL), GDCS_OK));
            for (int m = 0; m < f->measures; m++) {
                const where w = {f, q, f->first, m, k, 0.05};
                expect_sense(&w, all);
                expect_same(&w, one, all);
            }
        }
        free(all);
        free(one);
    }
    free(q);
}
