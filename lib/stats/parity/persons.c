#include <gdcs/parity.h>

#include "core/fail.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/form.h"
#include "stats/parts.h"

#include <math.h>
#include <stdio.h>

enum { TARGET_V1 = 24 }; /* in release 0.1, for ever */

static const char method[] = "exact, whole persons";

static gdcs_status take(const gdcs_parity_target *target, gdcs_bounds *out, gdcs_error *err)
{
    gdcs_parity_target t;
    TRY(gdcs_i_take(&t, sizeof t, target, TARGET_V1, err));
    if (t.lower == 0.0 && t.upper == 0.0)
        t.lower = t.upper = 0.5;
    if (t.upper == 0.0)
        t.upper = t.lower;
    if (!(t.lower >= 0.0 && t.lower <= t.upper && t.upper <= 1.0))
        return gdcs_i_fail(err, GDCS_E_VALUE, "target",
                           "the target does not lie between 0 and 1, lower before upper");
    out->lower = t.lower;
    out->upper = t.upper;
    return GDCS_OK;
}

/* The least whole k >= 0 that does, near a guess: the quotient of two whole numbers below 1e15 and a
   decimal, each rounded once, compare as they are.  Beyond the whole numbers that doubles tell apart the
   guess stands. */
static double least(int (*does)(double k, const double *x), const double *x, double guess)
{
    double low = -1.0, high = fmax(ceil(guess), 0.0), step = 1.0;
    if (high > 4e15)
        return high;
    for (; !does(high, x); step *= 2.0) {
        low = high;
        high += step;
    }
    while (high - low > 1.0) {
        const double middle = floor(low + (high - low) / 2.0);
        if (does(middle, x))
            high = middle;
        else
            low = middle;
    }
    return high;
}

/* x: those wanted, the others, the share wanted, whether it is one of women */
static int add_does(double k, const double *x)
{
    const double n = x[0] + x[1] + k;
    return x[3] > 0.0 ? (x[0] + k) / n >= x[2] : x[1] / n <= x[2];
}

static int exchange_does(double k, const double *x)
{
    const double n = x[0] + x[1];
    return x[3] > 0.0 ? (x[0] + k) / n >= x[2] : (x[1] - k) / n <= x[2];
}

/* Of women if positive, of men if negative. */
static double missing(double women, double men, gdcs_bounds target, int exchange)
{
    const double share = women / (women + men);
    if (share >= target.lower && share <= target.upper)
        return 0.0;
    const int of_women = share < target.lower;
    const double wanted = of_women ? target.lower : target.upper;
    const double x[] = {of_women ? women : men, of_women ? men : women, wanted, of_women};
    const double n = women + men, part = of_women ? wanted : 1.0 - wanted, need = part * n - x[0];
    if (!exchange && (of_women ? wanted == 1.0 : wanted == 0.0))
        return of_women ? INFINITY : -INFINITY;
    const double k =
        exchange ? least(exchange_does, x, need) : least(add_does, x, need / (1.0 - part));
    return of_women ? k : -k;
}

/* More women never raise the number missing and more men never lower it, so the ends are corners. */
static gdcs_bounds bounds_of(const gdcs_sex_counts *lower, const gdcs_sex_counts *upper,
                             gdcs_bounds target, int exchange)
{
    const double women = upper->women + upper->unknown, men = upper->men + upper->unknown;
    gdcs_bounds b = {-INFINITY, INFINITY};
    if (isfinite(women) && women + lower->men > 0.0)
        b.lower = missing(women, lower->men, target, exchange);
    if (isfinite(men) && men + lower->women > 0.0)
        b.upper = missing(lower->women, men, target, exchange);
    return b;
}

static gdcs_sex_counts whole(const gdcs_sex_counts *c, double (*round_to)(double))
{
    const gdcs_sex_counts w = {round_to(c->women), round_to(c->men), c->other, round_to(c->unknown),
                               c->not_applicable};
    return w;
}

static void measure(const gdcs_i_group *g, gdcs_bounds target, gdcs_parity_persons *out)
{
    const gdcs_sex_counts lower = whole(&g->lower, floor), upper = whole(&g->upper, ceil);
    const double women = g->counts.women, men = g->counts.men;
    const int is_whole = gdcs_i_is_whole(women) && gdcs_i_is_whole(men);
    const gdcs_parity_persons p = {.add = NAN,
                                   .exchange = NAN,
                                   .add_bounds = bounds_of(&lower, &upper, target, 0),
                                   .exchange_bounds = bounds_of(&lower, &upper, target, 1),
                                   .notes = g->notes | gdcs_i_counts_notes(&g->upper)};
    *out = p;
    if (women + men > 0.0 && is_whole) {
        out->add = missing(women, men, target, 0);
        out->exchange = missing(women, men, target, 1);
    } else {
        out->notes |= GDCS_NOTE_NOT_ESTIMABLE;
        if (!isnan(women + men) && !is_whole)
            out->notes |= GDCS_NOTE_NOT_WHOLE;
    }
}

gdcs_status gdcs_parity_measure_persons(const gdcs_sex_counts *counts,
                                        const gdcs_parity_target *target, gdcs_parity_persons *out,
                                        gdcs_error *err)
{
    gdcs_bounds to;
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(take(target, &to, err));
    TRY(gdcs_i_counts_check(counts, 0, "counts", 0, err));
    if (!gdcs_i_is_whole(counts->women) || !gdcs_i_is_whole(counts->men) ||
        !gdcs_i_is_whole(counts->unknown))
        return gdcs_i_fail(err, GDCS_E_VALUE, "counts",
                           "persons to parity are counted in whole persons, and a count has a "
                           "fraction");
    if (!(counts->women + counts->men > 0.0))
        return gdcs_i_fail(err, GDCS_E_EMPTY, "counts", "there are no women and no men");
    const gdcs_i_group group = gdcs_i_group_of_counts(counts);
    measure(&group, to, out);
    return GDCS_OK;
}

gdcs_status gdcs_parity_each_persons(const gdcs_sex_arrays *counts, int64_t n,
                                     const gdcs_parity_target *target, gdcs_parity_persons *out,
                                     gdcs_error *err)
{
    gdcs_sex_arrays in;
    gdcs_bounds to;
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_take(&in, sizeof in, counts, GDCS_I_SEX_ARRAYS_V1, err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(take(target, &to, err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(&in, i);
        TRY(gdcs_i_counts_check(&c, 1, "counts", i + 1, err));
    }
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(&in, i);
        const gdcs_i_group group = gdcs_i_group_of_counts(&c);
        measure(&group, to, &out[i]);
    }
    return GDCS_OK;
}

/* p / q < r / s in whole numbers: the products need more than 53 bits. */
static int is_less(double p, double q, double r, double s)
{
    const double left = p * s, right = r * q;
    if (left != right)
        return left < right;
    return fma(p, s, -left) < fma(r, q, -right);
}

/* The least k with (x + k) / n >= y / m */
static double admissions(double x, double n, double y, double m)
{
    double k = fmax(ceil(n * (y / m) - x), 0.0);
    while (k > 0.0 && !is_less(x + k - 1.0, n, y, m))
        k--;
    while (is_less(x + k, n, y, m))
        k++;
    return k;
}

static gdcs_status check_part(const gdcs_part *p, const char *field, gdcs_error *err)
{
    TRY(gdcs_i_part_check(p, 0, field, 0, err));
    if (!gdcs_i_is_whole(p->part) || !gdcs_i_is_whole(p->whole))
        return gdcs_i_fail(err, GDCS_E_VALUE, field, "%s: the part or the whole has a fraction",
                           field);
    if (p->whole == 0.0)
        return gdcs_i_fail(err, GDCS_E_EMPTY, field, "nobody is in the denominator");
    return GDCS_OK;
}

gdcs_status gdcs_parity_measure_admissions(const gdcs_part *women, const gdcs_part *men,
                                           double *out, gdcs_error *err)
{
    TRY(gdcs_i_need(women, "women", err));
    TRY(gdcs_i_need(men, "men", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(check_part(women, "women", err));
    TRY(check_part(men, "men", err));
    if (is_less(women->part, women->whole, men->part, men->whole))
        *out = admissions(women->part, women->whole, men->part, men->whole);
    else
        *out = 0.0 - admissions(men->part, men->whole, women->part, women->whole);
    return GDCS_OK;
}

enum { NUMBERS = 3 };

static gdcs_status add_row(gdcs_i_form *form, int64_t group, const gdcs_i_group *g,
                           const gdcs_parity_persons *p, int exchange, gdcs_error *err)
{
    const double n = g->counts.women + g->counts.men;
    const double numbers[NUMBERS] = {g->counts.women / n, n, g->counts.unknown};
    const gdcs_estimate e = {exchange ? p->exchange : p->add, NAN, NAN, NAN};
    return gdcs_i_form_add_row(form, group, exchange ? "exchange" : "add", numbers, &e,
                               exchange ? &p->exchange_bounds : &p->add_bounds, method, p->notes,
                               err);
}

static gdcs_status add_rows(gdcs_i_form *form, gdcs_bounds target, gdcs_error *err)
{
    for (int64_t i = 0; i < gdcs_i_groups_count(form->groups); i++) {
        gdcs_i_group g;
        gdcs_parity_persons p;
        gdcs_i_groups_get(form->groups, i, &g);
        measure(&g, target, &p);
        TRY(add_row(form, i, &g, &p, 0, err));
        TRY(add_row(form, i, &g, &p, 1, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_parity_table_persons(const gdcs_table *table, const char *const *keep, int32_t n,
                                      const gdcs_parity_target *target, gdcs_frame **out,
                                      gdcs_error *err)
{
    static const char sentence[] = "Persons to be added, or exchanged, to reach a share of women: "
                                   "women if positive, men if negative. Exact in whole persons.";
    static const gdcs_i_heading headings[NUMBERS] = {{"share", "share", GDCS_CONCEPT_NUMBER},
                                                     {"n", "persons", GDCS_CONCEPT_N},
                                                     {"unknown", "persons", GDCS_CONCEPT_UNKNOWN}};
    gdcs_status status = GDCS_OK;
    gdcs_i_form form = {.groups = NULL};
    gdcs_bounds to;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(take(target, &to, err));
    GO(gdcs_i_form_new(table, keep, n, NULL, NULL, &form, err));
    GO(gdcs_i_form_add_columns(&form, "measure", GDCS_CONCEPT_MEASURE, headings, NUMBERS, "persons",
                               err));
    GO(add_rows(&form, to, err));
    GO(gdcs_i_result_finish(form.result, sentence, out, err));
done:
    gdcs_i_form_free(&form);
    return status;
}
