/* Mirrors lib/stats/quality/compare.c and each.c. */
#include "data/make.h"
#include "num/beta_binomial.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/quality.h>
#include <math.h>
#include <stdlib.h>

TestSuite(quality, .timeout = 60);

enum { MOST = 64 };

struct compared {
    double expected[MOST], spread[MOST], shrunk[MOST], lower[MOST], upper[MOST], p[MOST],
        log10_p[MOST], adjusted[MOST], value[MOST];
    int32_t flag[MOST], robust[MOST];
    uint32_t notes[MOST];
};

static gdcs_status compare(const double *women, const double *men, const double *unknown, int64_t n,
                           const gdcs_quality_options *o, struct compared *c, gdcs_error *err)
{
    const gdcs_sex_arrays in = {
        .struct_size = sizeof in, .women = women, .men = men, .unknown = unknown};
    const gdcs_estimate_arrays shares = {.struct_size = sizeof shares, .value = c->value};
    const gdcs_quality_arrays out = {.struct_size = sizeof out,
                                     .expected = c->expected,
                                     .spread = c->spread,
                                     .shrunk = c->shrunk,
                                     .shrunk_lower = c->lower,
                                     .shrunk_upper = c->upper,
                                     .p_value = c->p,
                                     .log10_p = c->log10_p,
                                     .p_adjusted = c->adjusted,
                                     .flag = c->flag,
                                     .robust = c->robust,
                                     .notes = c->notes};
    return gdcs_quality_test_each(&in, n, o, &shares, &out, err);
}

struct set {
    double women[MOST], men[MOST], number[MOST][7];
    int64_t n;
};

static void expect_set(int number, const struct set *s)
{
    struct compared c;
    cr_assert(eq(i32, compare(s->women, s->men, NULL, s->n, NULL, &c, NULL), GDCS_OK));
    for (int64_t i = 0; i < s->n; i++) {
        const double *w = s->number[i];
        cr_expect(near_relative(c.expected[i], w[0], 1e-9) || c.expected[i] == w[0], "%d %d mean",
                  number, (int)i);
        cr_expect(near_relative(c.spread[i], w[1], 1e-8) || c.spread[i] == w[1],
                  "%d %d spread %g %g", number, (int)i, c.spread[i], w[1]);
        cr_expect(near_relative(c.shrunk[i], w[2], 1e-9), "%d %d shrunk", number, (int)i);
        cr_expect(isnan(w[3]) || near_relative(c.lower[i], w[3], 1e-8), "%d %d lower", number,
                  (int)i);
        cr_expect(isnan(w[4]) || near_relative(c.upper[i], w[4], 1e-8), "%d %d upper", number,
                  (int)i);
        cr_expect(near_relative(pow(10, c.log10_p[i] - w[5]), 1.0, 1e-8), "%d %d p %.12g %.12g",
                  number, (int)i, c.log10_p[i], w[5]);
        cr_expect(w[6] < 1e-300 ? c.adjusted[i] < 1e-299 : near_relative(c.adjusted[i], w[6], 1e-8),
                  "%d %d adjusted", number, (int)i);
    }
}

Test(quality, agrees_with_sixty_digits)
{
    FILE *csv = reference_open("quality.csv");
    struct set set = {.n = 0};
    int number, last = 0, sets = 0;
    double row[9];
    char text[7][40];
    while (fscanf(csv, "%d,%lf,%lf,%39[^,],%39[^,],%39[^,],%39[^,],%39[^,],%39[^,],%39[^\n]\n",
                  &number, &row[0], &row[1], text[0], text[1], text[2], text[3], text[4], text[5],
                  text[6]) == 10) {
        if (number != last) {
            expect_set(last, &set);
            set.n = 0;
            sets++;
        }
        last = number;
        set.women[set.n] = row[0];
        set.men[set.n] = row[1];
        for (int k = 0; k < 7; k++)
            set.number[set.n][k] = strtod(text[k], NULL);
        set.n++;
    }
    expect_set(last, &set);
    cr_expect(eq(int, sets, 10));
    fclose(csv);
}

/* The likelihood is symmetric in the two sexes. */
Test(quality, mirrors_where_the_sexes_are_swapped)
{
    const double women[] = {12, 9, 15, 3, 22, 0}, men[] = {88, 101, 60, 97, 210, 40};
    const gdcs_quality_options male = {.struct_size = sizeof male, .sex = GDCS_SEX_MALE};
    struct compared a, b, c;
    cr_assert(eq(i32, compare(women, men, NULL, 6, NULL, &a, NULL), GDCS_OK));
    cr_assert(eq(i32, compare(men, women, NULL, 6, NULL, &b, NULL), GDCS_OK));
    cr_assert(eq(i32, compare(women, men, NULL, 6, &male, &c, NULL), GDCS_OK));
    for (int i = 0; i < 6; i++) {
        cr_expect(near_relative(a.shrunk[i], 1 - b.shrunk[i], 1e-10));
        cr_expect(near_relative(a.p[i], b.p[i], 1e-9));
        cr_expect(near_relative(a.lower[i], 1 - b.upper[i], 1e-9));
        cr_expect(eq(dbl, b.p[i], c.p[i]));
        cr_expect(eq(dbl, c.value[i], men[i] / (men[i] + women[i])));
    }
}

/* Between its own share and that of its peers. */
Test(quality, shrinks_towards_the_peers)
{
    const double women[] = {12, 9, 15, 3, 22, 30}, men[] = {88, 101, 60, 97, 210, 40};
    struct compared c;
    cr_assert(eq(i32, compare(women, men, NULL, 6, NULL, &c, NULL), GDCS_OK));
    for (int i = 0; i < 6; i++) {
        const double least = fmin(c.value[i], c.expected[i]),
                     most = fmax(c.value[i], c.expected[i]);
        cr_expect(c.shrunk[i] > least - 0.01 && c.shrunk[i] < most + 0.01, "%d", i);
        cr_expect(c.lower[i] < c.shrunk[i] && c.shrunk[i] < c.upper[i], "%d", i);
        cr_expect(c.spread[i] > 0.0);
        cr_expect(0 != (c.notes[i] & GDCS_NOTE_OVERDISPERSED));
    }
}

/* One source of few women: flagged; robust as long as its unknown cannot make up for it. */
Test(quality, flags_hold_whatever_the_unknown_or_say_that_they_do_not)
{
    const double women[] = {1, 102, 98, 105, 95, 101, 99, 103}, few[8] = {10}, many[8] = {150};
    const double men[] = {999, 898, 902, 895, 905, 899, 901, 897};
    struct compared c;
    cr_assert(eq(i32, compare(women, men, few, 8, NULL, &c, NULL), GDCS_OK));
    cr_expect(eq(i32, c.flag[0], GDCS_QUALITY_FLAG_LOW));
    cr_expect(eq(i32, c.robust[0], 1));
    for (int i = 1; i < 8; i++)
        cr_expect(eq(i32, c.flag[i], GDCS_QUALITY_FLAG_NONE));
    cr_assert(eq(i32, compare(women, men, many, 8, NULL, &c, NULL), GDCS_OK));
    cr_expect(eq(i32, c.flag[0], GDCS_QUALITY_FLAG_LOW));
    cr_expect(eq(i32, c.robust[0], 0));
    const double unknown[8] = {NAN};
    cr_assert(eq(i32, compare(women, men, unknown, 8, NULL, &c, NULL), GDCS_OK));
    cr_expect(eq(i32, c.flag[0], GDCS_QUALITY_FLAG_LOW));
    cr_expect(eq(i32, c.robust[0], 0));
    cr_assert(eq(i32, compare(men, women, few, 8, NULL, &c, NULL), GDCS_OK));
    cr_expect(eq(i32, c.flag[0], GDCS_QUALITY_FLAG_HIGH));
}

Test(quality, says_what_two_sources_and_one_can_tell)
{
    const double women[] = {30, 45, 0, 4}, men[] = {70, 55, 0, NAN};
    struct compared c;
    cr_assert(eq(i32, compare(women, men, NULL, 4, NULL, &c, NULL), GDCS_OK));
    cr_expect(0 != (c.notes[0] & GDCS_NOTE_METHOD_CHANGED));
    cr_expect(eq(dbl, c.spread[0], 0.0));
    cr_expect(0 != (c.notes[2] & GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(0 != (c.notes[3] & GDCS_NOTE_MISSING_CELL));
    cr_expect(isnan(c.p[2]) && isnan(c.p[3]) && isnan(c.shrunk[3]));
    cr_assert(eq(i32, compare(women, men, NULL, 1, NULL, &c, NULL), GDCS_OK));
    cr_expect(isnan(c.p[0]));
    cr_expect(0 != (c.notes[0] & GDCS_NOTE_NOT_ESTIMABLE));
    cr_assert(eq(i32, compare(women, men, NULL, 0, NULL, &c, NULL), GDCS_OK));
}

/* More peers of one and the same share make theta surely small, and the prediction that of theta 0;
   few leave it open. */
Test(quality, more_peers_are_surer)
{
    double women[MOST], men[MOST], last = 1.0;
    for (int n = 3; n <= 48; n *= 2) {
        struct compared c;
        for (int i = 0; i < n; i++) {
            women[i] = i == 0 ? 25 : 10;
            men[i] = 100 - women[i];
        }
        cr_assert(eq(i32, compare(women, men, NULL, n, NULL, &c, NULL), GDCS_OK));
        cr_expect(c.p[0] < last, "%d: %g, before %g", n, c.p[0], last);
        last = c.p[0];
    }
    double below, above;
    const gdcs_i_beta pooled = {470.5, 4230.5};
    gdcs_i_beta_binomial_log_mid(25, 100, pooled, &below, &above);
    cr_expect(last > 2 * exp(above) && last < 20 * exp(above), "%g %g", last, exp(above));
}

/* Counts that all grow alike leave spread shares as they are: in the limit nothing changes. */
Test(quality, settles_for_large_counts)
{
    const double women[] = {12, 9, 15, 3, 22, 40}, men[] = {88, 101, 60, 97, 210, 40};
    struct compared c[3];
    for (int k = 0; k < 3; k++) {
        double w[6], m[6];
        for (int i = 0; i < 6; i++) {
            w[i] = women[i] * pow(10, 3 + 2 * k);
            m[i] = men[i] * pow(10, 3 + 2 * k);
        }
        cr_assert(eq(i32, compare(w, m, NULL, 6, NULL, &c[k], NULL), GDCS_OK));
    }
    for (int i = 0; i < 6; i++) {
        const double step = c[1].p[i] - c[0].p[i], next = c[2].p[i] - c[1].p[i];
        cr_expect(fabs(next) <= 0.1 * fabs(step) + 1e-9, "%d: %g %g", i, step, next);
        cr_expect(near_relative(c[2].shrunk[i], women[i] / (women[i] + men[i]), 1e-6));
    }
}

/* Where shares spread widely, X / n of many persons has the beta distribution itself; and the two tails
   of few make 1 though each is summed from its own end. */
Test(quality, tails_agree_where_terms_are_too_many_to_sum)
{
    static const double shape[][2] = {{2, 5}, {0.5, 0.5}, {40, 300}, {0.7, 9}};
    for (int s = 0; s < 4; s++)
        for (int k = 1; k < 10; k++) {
            const gdcs_i_beta of = {shape[s][0], shape[s][1]};
            double below[3], above[3];
            const double n[] = {1e5, 1e7, 1e9};
            for (int i = 0; i < 3; i++)
                gdcs_i_beta_binomial_log_mid(n[i] * k / 10, n[i], of, &below[i], &above[i]);
            const double step = exp(below[1]) - exp(below[0]), next = exp(below[2]) - exp(below[1]);
            cr_expect(fabs(next) <= 0.011 * fabs(step) + 1e-11, "%d %d: %g %g", s, k, step, next);
            cr_expect(near_relative(exp(below[2]) + exp(above[2]), 1.0, 1e-12), "%d %d", s, k);
        }
}

Test(quality, refuses_what_is_documented)
{
    const double women[] = {3, 5}, men[] = {4, -1};
    const char *const wife = "wife";
    const gdcs_quality_options bad[] = {
        {.struct_size = sizeof *bad, .adjust = 9},
        {.struct_size = sizeof *bad, .sex = 3},
        {.struct_size = sizeof *bad, .level = 2},
        {.struct_size = sizeof *bad, .level = 0.9, .alpha = 0.1},
        {.struct_size = sizeof *bad, .discovery = 1},
        {.struct_size = sizeof *bad, .basis = "basis"},
        {.struct_size = sizeof *bad, .relatives = &wife},
        {.struct_size = sizeof *bad, .units = &wife},
    };
    const gdcs_quality_options small = {.struct_size = 8};
    struct compared c;
    gdcs_error err = {.struct_size = sizeof err};
    for (int i = 0; i < 8; i++)
        cr_expect(eq(i32, compare(women, women, NULL, 2, &bad[i], &c, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, compare(women, men, NULL, 2, NULL, &c, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 2));
    cr_expect(eq(i32, compare(women, men, NULL, -1, NULL, &c, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, compare(women, men, NULL, 2001, NULL, &c, NULL), GDCS_E_LIMIT));
    cr_expect(eq(i32, compare(women, men, NULL, 1, &small, &c, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_quality_test_each(NULL, 0, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(sz, sizeof(gdcs_quality_options), 80));
    cr_expect(eq(sz, sizeof(gdcs_quality_arrays), 96));
}

/* Many sources: what all but one say comes from all, and is the same as the sum over the others; also of
   one that makes up most of them, and where somebody has none. */
Test(quality, shares_what_many_fits_need)
{
    enum { MANY = 60 };
    static gdcs_i_beta_node nodes[2][GDCS_I_BETA_NODES];
    double x[MANY], n[MANY];
    uint64_t state = 4;
    for (int trial = 0; trial < 4; trial++) {
        for (int i = 0; i < MANY; i++) {
            n[i] = 5 + draw(&state, 4000);
            x[i] = floor(n[i] * (trial % 2 ? 0.2 : (1 + draw(&state, 60)) / 100.0));
        }
        n[7] = trial < 2 ? 3e6 : 40;
        x[7] = trial < 2 ? 1e5 : 40;
        x[9] = 0;
        gdcs_i_beta_shared *shared = NULL;
        gdcs_i_beta_fit all, fit;
        cr_assert(eq(i32, gdcs_i_beta_binomial_fit(x, n, MANY, -1, 0, &all, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_i_beta_mixture_share(x, n, MANY, &all, &shared, NULL), GDCS_OK));
        for (int k = 5; k < 11; k++) {
            gdcs_i_beta_mixture one = {nodes[0], 0}, other = {nodes[1], 0};
            double below[2], above[2];
            cr_assert(
                eq(i32, gdcs_i_beta_binomial_fit(x, n, MANY, k, all.theta, &fit, NULL), GDCS_OK));
            gdcs_i_beta_mixture_new(x, n, MANY, k, &fit, x[k], n[k], NULL, &one);
            gdcs_i_beta_mixture_new(x, n, MANY, k, &fit, x[k], n[k], shared, &other);
            gdcs_i_beta_mixture_log_mid(&one, x[k], n[k], &below[0], &above[0]);
            gdcs_i_beta_mixture_log_mid(&other, x[k], n[k], &below[1], &above[1]);
            cr_expect(near_relative(exp(below[1]), exp(below[0]), 1e-8), "%d %d: %.12g %.12g",
                      trial, k, below[1], below[0]);
            cr_expect(near_relative(exp(above[1]), exp(above[0]), 1e-8), "%d %d: %.12g %.12g",
                      trial, k, above[1], above[0]);
            cr_expect(near_relative(gdcs_i_beta_mixture_mean(&other),
                                    gdcs_i_beta_mixture_mean(&one), 1e-9));
        }
        gdcs_i_beta_shared_free(shared);
    }
}

/* Shares of equal or unequal sources of all sizes; where leaving one out lets the spread vanish, where one is
   most of them, and where one has none or nothing but. */
Test(quality, fits_without_one_source_are_those_to_the_others)
{
    enum { MANY = 120 };
    double x[MANY], n[MANY];
    uint64_t state = 9;
    for (int trial = 0; trial < 24; trial++) {
        const int64_t units = 5 + (int64_t)draw(&state, MANY - 4);
        const double spread = trial % 4 == 0 ? 0.0 : (double)draw(&state, 40) / 100.0;
        for (int64_t i = 0; i < units; i++) {
            n[i] = 1 + draw(&state, trial % 3 == 0 ? 40 : 4000);
            x[i] = 0.0;
            const double share = 0.3 + spread * ((double)draw(&state, 1001) / 1000.0 - 0.5);
            for (int j = 0; j < n[i]; j++)
                x[i] += (double)draw(&state, 1000000) < 1e6 * share;
        }
        x[1] = trial % 5 == 0 ? 0.0 : x[1];
        x[2] = trial % 5 == 1 ? n[2] : x[2];
        n[3] *= trial % 6 == 2 ? 1000.0 : 1.0;
        gdcs_i_beta_but_one *but_one = NULL;
        gdcs_i_beta_fit all, fast, slow;
        cr_assert(eq(i32, gdcs_i_beta_binomial_fit(x, n, units, -1, 0, &all, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_i_beta_but_one_new(x, n, units, &all, &but_one, NULL), GDCS_OK));
        for (int64_t k = 0; k < units; k++) {
            cr_assert(
                eq(i32, gdcs_i_beta_binomial_fit(x, n, units, k, all.theta, &slow, NULL), GDCS_OK));
            cr_assert(eq(i32, gdcs_i_beta_but_one_fit(but_one, k, &fast, NULL), GDCS_OK));
            cr_expect(eq(int, fast.theta == 0.0, slow.theta == 0.0), "%d %d", trial, (int)k);
            cr_expect(near_relative(fast.mean, slow.mean, 1e-9), "%d %d: %.15g %.15g", trial,
                      (int)k, fast.mean, slow.mean);
            /* Both end where the mean is right to 1e-10; the slope by theta is flat where theta is small. */
            cr_expect(near_relative(sqrt(fast.theta), sqrt(slow.theta), 1e-8), "%d %d: %.15g %.15g",
                      trial, (int)k, fast.theta, slow.theta);
            cr_expect(near_relative(fast.size, slow.size, 1e-8), "%d %d: %.15g %.15g", trial,
                      (int)k, fast.size, slow.size);
        }
        gdcs_i_beta_but_one_free(but_one);
    }
}
