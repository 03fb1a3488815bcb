/* Mirrors lib/num/dist.h: values of tests/reference/dist.py (mpmath, 60 digits). */
#include "num/dist.h"
#include "support.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 12 };

struct row {
    char name[16];
    double first, second;
    double x, y;
    double lower, upper, rise;
    int is_upper;
    double tail;
    double x_at, y_at;
};

static int next_row(FILE *f, struct row *r)
{
    char line[512], *cell[COLUMNS], *at = line;
    if (fgets(line, sizeof line, f) == NULL)
        return 0;
    for (int i = 0; i < COLUMNS; i++) {
        cell[i] = at;
        at += strcspn(at, ",\n");
        *at++ = '\0';
    }
    snprintf(r->name, sizeof r->name, "%s", cell[0]);
    r->is_upper = strcmp(cell[8], "upper") == 0;
    double *const out[COLUMNS] = {NULL,      &r->first, &r->second, &r->x,    &r->y,    &r->lower,
                                  &r->upper, &r->rise,  NULL,       &r->tail, &r->x_at, &r->y_at};
    for (int i = 0; i < COLUMNS; i++)
        if (out[i] != NULL)
            *out[i] = *cell[i] != '\0' ? strtod(cell[i], NULL) : NAN;
    return 1;
}

static int is(const struct row *r, const char *name)
{
    return strcmp(r->name, name) == 0;
}

/* The tolerances are those dist.h promises. */
static double promised(const struct row *r)
{
    if (is(r, "f"))
        return 1e-10;
    return fmin(r->lower, r->upper) > 1e-10 ? 1e-13 : 1e-12;
}

static void agrees(const struct row *r, const char *what, double got, double wanted)
{
    cr_expect(near_relative(got, wanted, promised(r)),
              "%s %s(%.17g, %.17g) at %.17g: %.17g, not %.17g", r->name, what, r->first, r->second,
              r->x, got, wanted);
}

static void check_gamma(const struct row *r)
{
    agrees(r, "lower", gdcs_i_gamma_lower(r->first, r->x), r->lower);
    agrees(r, "upper", gdcs_i_gamma_upper(r->first, r->x), r->upper);
    agrees(r, "rise", gdcs_i_gamma_rise(r->first, r->x), r->rise);
    agrees(r, "quantile",
           r->is_upper ? gdcs_i_gamma_quantile_upper(r->first, r->tail)
                       : gdcs_i_gamma_quantile(r->first, r->tail),
           r->x_at);
}

static void check_beta(const struct row *r)
{
    const struct gdcs_i_unit at = r->is_upper
                                      ? gdcs_i_beta_quantile_upper(r->first, r->second, r->tail)
                                      : gdcs_i_beta_quantile(r->first, r->second, r->tail);
    agrees(r, "lower", gdcs_i_beta_lower(r->first, r->second, r->x, r->y), r->lower);
    agrees(r, "upper", gdcs_i_beta_upper(r->first, r->second, r->x, r->y), r->upper);
    agrees(r, "rise", gdcs_i_beta_rise(r->first, r->second, r->x, r->y), r->rise);
    agrees(r, "quantile x", at.x, r->x_at);
    agrees(r, "quantile y", at.y, r->y_at);
}

static void check_normal(const struct row *r)
{
    agrees(r, "lower", gdcs_i_normal_lower(r->x), r->lower);
    agrees(r, "upper", gdcs_i_normal_upper(r->x), r->upper);
    agrees(r, "quantile",
           r->is_upper ? gdcs_i_normal_quantile_upper(r->tail) : gdcs_i_normal_quantile(r->tail),
           r->x_at);
}

static void check_chisq(const struct row *r)
{
    agrees(r, "lower", gdcs_i_chisq_lower(r->first, r->x), r->lower);
    agrees(r, "upper", gdcs_i_chisq_upper(r->first, r->x), r->upper);
    agrees(r, "quantile",
           r->is_upper ? gdcs_i_chisq_quantile_upper(r->first, r->tail)
                       : gdcs_i_chisq_quantile(r->first, r->tail),
           r->x_at);
}

static void check_student(const struct row *r)
{
    agrees(r, "lower", gdcs_i_student_lower(r->first, r->x), r->lower);
    agrees(r, "upper", gdcs_i_student_upper(r->first, r->x), r->upper);
    agrees(r, "quantile",
           r->is_upper ? gdcs_i_student_quantile_upper(r->first, r->tail)
                       : gdcs_i_student_quantile(r->first, r->tail),
           r->x_at);
}

static void check_f(const struct row *r)
{
    agrees(r, "lower", gdcs_i_f_lower(r->first, r->second, r->x), r->lower);
    agrees(r, "upper", gdcs_i_f_upper(r->first, r->second, r->x), r->upper);
    agrees(r, "quantile",
           r->is_upper ? gdcs_i_f_quantile_upper(r->first, r->second, r->tail)
                       : gdcs_i_f_quantile(r->first, r->second, r->tail),
           r->x_at);
}

static void check_poisson(const struct row *r)
{
    agrees(r, "lower", gdcs_i_poisson_lower(r->x, r->first), r->lower);
    agrees(r, "upper", gdcs_i_poisson_upper(r->x, r->first), r->upper);
    agrees(r, "mass", gdcs_i_poisson_pmf(r->x, r->first), r->rise);
}

static void check_binomial(const struct row *r)
{
    agrees(r, "lower", gdcs_i_binomial_lower(r->x, r->first, r->second), r->lower);
    agrees(r, "upper", gdcs_i_binomial_upper(r->x, r->first, r->second), r->upper);
    agrees(r, "mass", gdcs_i_binomial_pmf(r->x, r->first, r->second), r->rise);
}

static void check_all(const char *name, void (*check)(const struct row *), int at_least)
{
    FILE *f = reference_open("dist.csv");
    struct row r;
    int rows = 0;
    while (next_row(f, &r))
        if (is(&r, name)) {
            check(&r);
            rows++;
        }
    fclose(f);
    cr_expect_geq(rows, at_least, "%d rows of %s", rows, name);
}

Test(dist, normal_agrees_with_mpmath)
{
    check_all("normal", check_normal, 40);
}

Test(dist, gamma_agrees_with_mpmath)
{
    check_all("gamma", check_gamma, 150);
}

Test(dist, beta_agrees_with_mpmath)
{
    check_all("beta", check_beta, 400);
}

Test(dist, poisson_agrees_with_mpmath)
{
    check_all("poisson", check_poisson, 40);
}

Test(dist, binomial_agrees_with_mpmath)
{
    check_all("binomial", check_binomial, 40);
}

Test(dist, chisq_agrees_with_mpmath)
{
    check_all("chisq", check_chisq, 20);
}

Test(dist, student_agrees_with_mpmath)
{
    check_all("student", check_student, 40);
}

Test(dist, f_agrees_with_mpmath)
{
    check_all("f", check_f, 40);
}
