/* Mirrors lib/stats/duration and lib/num/survival: values of R. */
#include "stats/duration.h"

#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(duration, .timeout = 60);

/* One line of duration.csv. */
struct line {
    char kind[8];
    char set[16];
    char what[24];
    double x[6];
};

static int next_line(FILE *csv, struct line *l)
{
    return fscanf(csv, "%7[^,],%15[^,],%23[^,],%lf,%lf,%lf,%lf,%lf,%lf\n", l->kind, l->set, l->what,
                  &l->x[0], &l->x[1], &l->x[2], &l->x[3], &l->x[4], &l->x[5]) == 9;
}

static void add_line(struct persons *p, const struct line *l)
{
    add_person(p, l->x[0], (int32_t)l->x[2], (int32_t)l->x[3], l->x[5]);
    p->entry[p->n - 1] = isnan(l->x[1]) ? 0.0 : l->x[1];
    p->stratum[p->n - 1] = (int64_t)l->x[4];
    p->late |= !isnan(l->x[1]);
}

static int is_near(double got, double wanted)
{
    return isnan(wanted) || near_relative(got, wanted, 1e-9) || fabs(got - wanted) < 1e-13;
}

static int agrees(const gdcs_estimate *e, const double *x)
{
    return is_near(e->value, x[2]) && is_near(e->lower, x[3]) && is_near(e->upper, x[4]) &&
           is_near(e->std_error, x[5]);
}

/* A row of a curve: its numbers by the names of columns. */
static double cell(const gdcs_frame *f, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(f, gdcs_frame_find(f, name), &c, NULL), GDCS_OK));
    return c.doubles[row];
}

static const char *text(const gdcs_frame *f, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(f, gdcs_frame_find(f, name), &c, NULL), GDCS_OK));
    return c.words[c.codes[row]];
}

static int64_t find_row(const gdcs_frame *f, int sex, const char *cause, double time)
{
    for (int64_t i = 0; i < gdcs_frame_count_rows(f); i++)
        if (strcmp(text(f, "sex", i), sex == 1 ? "F" : "M") == 0 && cell(f, "time", i) == time &&
            (cause == NULL || strcmp(text(f, "cause", i), cause) == 0))
            return i;
    return -1;
}

static int agrees_row(const gdcs_frame *f, const struct line *l, const char *cause)
{
    const int64_t i = find_row(f, (int)l->x[1], cause, l->x[0]);
    const gdcs_estimate e = {cell(f, "value", i), cell(f, "lower", i), cell(f, "upper", i),
                             cell(f, "std_error", i)};
    return agrees(&e, l->x);
}

/* One set of the file with what is computed from it, once for each scale of limits. */
struct computed {
    gdcs_frame *curves[5];
    gdcs_frame *causes;
};

static void compute(const struct persons *p, struct computed *c)
{
    const gdcs_duration_arrays a = arrays_of(p);
    for (int32_t k = 1; k <= 4; k++) {
        const gdcs_duration_options o = {.struct_size = sizeof o, .limits = k};
        cr_assert(
            eq(i32, gdcs_duration_estimate_curve(&a, p->n, &o, &c->curves[k], NULL), GDCS_OK));
    }
    cr_assert(eq(i32, gdcs_duration_estimate_causes(&a, p->n, NULL, &c->causes, NULL), GDCS_OK));
}

static void release(struct computed *c)
{
    for (int k = 1; k <= 4; k++)
        gdcs_frame_free(c->curves[k]);
    gdcs_frame_free(c->causes);
    memset(c, 0, sizeof *c);
}

static int agrees_summary(const struct persons *p, const struct line *l)
{
    const int is_quantile = strncmp(l->what, "quantile", 8) == 0;
    gdcs_duration_options o = {.struct_size = sizeof o};
    if (is_quantile) {
        o.limits = l->what[8] - '0';
        o.probability = l->x[0];
    }
    const gdcs_duration_result r = estimated(p, &o);
    if (is_quantile) {
        const gdcs_estimate *e =
            l->x[1] == 1.0 ? &r.women_quantile.estimate : &r.men_quantile.estimate;
        return is_near(e->value, l->x[2]) && is_near(e->lower, l->x[3]) &&
               is_near(e->upper, l->x[4]) && isnan(e->value) == isnan(l->x[2]);
    }
    if (strcmp(l->what, "mean") == 0)
        return r.tau == l->x[0] &&
               agrees(l->x[1] == 1.0 ? &r.women_mean.estimate : &r.men_mean.estimate, l->x);
    if (strcmp(l->what, "mean_difference") == 0)
        return agrees(&r.mean_difference.estimate, l->x);
    if (strcmp(l->what, "mean_ratio") == 0)
        return agrees(&r.mean_ratio.estimate, l->x);
    return strcmp(l->what, "hazard_ratio") == 0 && agrees(&r.hazard_ratio.estimate, l->x);
}

static int agrees_test(const struct persons *p, const struct line *l)
{
    const gdcs_duration_arrays a = arrays_of(p);
    const gdcs_duration_options o = {.struct_size = sizeof o, .rho = l->x[0]};
    gdcs_duration_tested t = {.struct_size = sizeof t};
    cr_assert(eq(i32, gdcs_duration_test(&a, p->n, &o, &t, NULL), GDCS_OK));
    if (strcmp(l->what, "log10_p") == 0)
        return near_relative(t.test.log10_p, l->x[2], 1e-8);
    return is_near(t.test.statistic, l->x[2]) && is_near(t.women_observed, l->x[3]) &&
           is_near(t.women_expected, l->x[4]) && is_near(t.variance, l->x[5]);
}

static int agrees_line(const struct persons *p, const struct computed *c, const struct line *l)
{
    if (strncmp(l->what, "curve", 5) == 0)
        return agrees_row(c->curves[l->what[5] - '0'], l, NULL);
    if (strncmp(l->what, "cause", 5) == 0)
        return agrees_row(c->causes, l, l->what + 5);
    if (strcmp(l->what, "risk") == 0) {
        const int64_t i = find_row(c->curves[1], (int)l->x[1], NULL, l->x[0]);
        return i >= 0 && cell(c->curves[1], "at_risk", i) == l->x[2] &&
               cell(c->curves[1], "events", i) + cell(c->curves[1], "censored", i) ==
                   l->x[3] + l->x[4];
    }
    if (strcmp(l->what, "test") == 0 || strcmp(l->what, "log10_p") == 0)
        return agrees_test(p, l);
    return agrees_summary(p, l);
}

/* Written by duration.R.  Curves of "causes" are those of any cause, in its first lines. */
Test(duration, agrees_with_r)
{
    FILE *csv = reference_open("duration.csv");
    static struct persons p;
    struct computed c = {.causes = NULL};
    struct line l;
    int is_data = 0, rows = 0;
    while (next_line(csv, &l)) {
        if (strcmp(l.kind, "data") == 0) {
            if (!is_data) {
                memset(&p, 0, sizeof p);
                release(&c);
            }
            add_line(&p, &l);
            is_data = 1;
            continue;
        }
        if (is_data)
            compute(&p, &c);
        is_data = 0;
        cr_expect(agrees_line(&p, &c, &l), "%s %s %g sex %g", l.set, l.what, l.x[0], l.x[1]);
        rows++;
    }
    release(&c);
    fclose(csv);
    cr_expect(eq(int, rows, 1964));
}
