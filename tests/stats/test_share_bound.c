/* Mirrors gdcs_share_bound() of lib/stats/share/measure.c. */
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/share.h>
#include <math.h>

TestSuite(share_bound, .timeout = 60);

/* 41 women, 174 men and 26 unknown out of 241. */
static const gdcs_sex_counts typical = {.women = 41, .men = 174, .unknown = 26};

/* The share of women among women and men, or among all, by definition. */
static double share_of(double w, double m, double o, int of)
{
    return w / (w + m + (of == GDCS_SHARE_OF_WOMEN_AND_MEN ? 0.0 : o));
}

/* All ways to make 0..u unknown women, men, or other; widens *b. */
static void allot(double w, double m, double o, int u, int of, gdcs_bounds *b)
{
    for (int women = 0; women <= u; women++)
        for (int men = 0; women + men <= u; men++) {
            const double s = share_of(w + women, m + men, o + u - women - men, of);
            if (isnan(s))
                continue;
            b->lower = fmin(b->lower, s);
            b->upper = fmax(b->upper, s);
        }
}

Test(share_bound, bounds_hold_and_are_reached_for_every_sex_of_the_unknown)
{
    for (int cell = 0; cell < 4 * 4 * 4 * 4; cell++)
        for (int of = 0; of < 3; of++) {
            const int w = cell % 4, m = cell / 4 % 4, o = cell / 16 % 4, u = cell / 64;
            const gdcs_sex_counts c = {.women = w, .men = m, .other = o, .unknown = u};
            const gdcs_share_options options = {.struct_size = sizeof options, .of = of};
            gdcs_bounds b = {2, -1}, got = {-1, -1};
            allot(w, m, o, u, of, &b);
            const gdcs_status status = gdcs_share_bound(&c, &c, &options, &got, NULL);
            if (b.upper < 0)
                cr_expect(eq(i32, status, GDCS_E_EMPTY), "cell %d of %d", cell, of);
            else
                cr_expect(near_relative(got.lower, b.lower, 1e-15) &&
                              near_relative(got.upper, b.upper, 1e-15),
                          "cell %d of %d: %g %g", cell, of, got.lower, got.upper);
            gdcs_share_result r = {.struct_size = sizeof r};
            if (gdcs_share_estimate(&c, &options, &r, NULL) == GDCS_OK) {
                cr_expect(r.bounds.lower == got.lower && r.bounds.upper == got.upper);
                cr_expect(r.bounds.lower <= r.share.value && r.share.value <= r.bounds.upper);
            }
        }
}

/* Every whole count between the corners, by definition. */
static gdcs_bounds by_force(const int low[4], const int high[4], int of)
{
    gdcs_bounds b = {2, -1};
    for (int w = low[0]; w <= high[0]; w++)
        for (int m = low[1]; m <= high[1]; m++)
            for (int o = low[2]; o <= high[2]; o++)
                for (int u = low[3]; u <= high[3]; u++)
                    allot(w, m, o, u, of, &b);
    return b;
}

Test(share_bound, bounds_of_intervals_agree_with_every_cell_of_a_grid)
{
    for (int k = 0; k < 6 * 6 * 6 * 6; k++)
        for (int of = 0; of < 3; of++) {
            static const int from[] = {0, 0, 0, 1, 1, 2}, to[] = {0, 1, 2, 1, 2, 3};
            const int i[] = {k % 6, k / 6 % 6, k / 36 % 6, k / 216};
            const int low[] = {from[i[0]], from[i[1]], from[i[2]], from[i[3]]};
            const int high[] = {to[i[0]], to[i[1]], to[i[2]], to[i[3]]};
            const gdcs_bounds wanted = by_force(low, high, of);
            const gdcs_sex_counts l = {low[0], low[1], low[2], low[3], 0};
            const gdcs_sex_counts h = {high[0], high[1], high[2], high[3], 0};
            const gdcs_share_options options = {.struct_size = sizeof options, .of = of};
            gdcs_bounds got = {-1, -1};
            const gdcs_status status = gdcs_share_bound(&l, &h, &options, &got, NULL);
            if (wanted.upper < 0)
                cr_expect(eq(i32, status, GDCS_E_EMPTY), "grid %d of %d", k, of);
            else
                cr_expect(near_relative(got.lower, wanted.lower, 1e-15) &&
                              near_relative(got.upper, wanted.upper, 1e-15),
                          "grid %d of %d: [%g, %g], wanted [%g, %g]", k, of, got.lower, got.upper,
                          wanted.lower, wanted.upper);
        }
}

Test(share_bound, an_infinite_upper_count_bounds_nothing_on_its_side)
{
    static const struct {
        gdcs_sex_counts lower, upper;
        double from, to;
    } row[] = {
        {{.women = 0, .men = 30}, {.women = INFINITY, .men = 70}, 0, 1},
        {{.women = 30, .men = 30}, {.women = INFINITY, .men = 70}, 0.3, 1},
        {{.women = 30, .men = 0}, {.women = 30, .men = INFINITY}, 0, 1},
        {{.women = 30, .men = 70}, {.women = 30, .men = INFINITY}, 0, 0.3},
        {{.women = 30, .men = 70}, {.women = 30, .men = 70, .unknown = INFINITY}, 0, 1},
        {{.women = 30, .men = 70}, {.women = 30, .men = 70, .other = INFINITY}, 0.3, 0.3},
        {{.women = 0}, {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY}, 0, 1},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        gdcs_bounds b = {-1, -1};
        cr_assert(eq(i32, gdcs_share_bound(&row[i].lower, &row[i].upper, NULL, &b, NULL), GDCS_OK));
        cr_expect(b.lower == row[i].from && b.upper == row[i].to, "row %zu: %g %g", i, b.lower,
                  b.upper);
    }
}

Test(share_bound, bound_refuses_what_is_no_interval)
{
    const gdcs_share_options of = {.struct_size = sizeof of, .of = 9};
    const gdcs_sex_counts negative = {.men = -1}, infinite = {.women = INFINITY};
    const gdcs_sex_counts below = {.women = 40, .men = 174, .unknown = 26}, zero = {0};
    const gdcs_sex_counts nan = {.women = NAN, .men = 174, .unknown = 26};
    gdcs_bounds b = {7, 7};
    cr_expect(eq(i32, gdcs_share_bound(&typical, &typical, &of, &b, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_share_bound(&negative, &typical, NULL, &b, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_share_bound(&infinite, &infinite, NULL, &b, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_share_bound(&typical, &below, NULL, &b, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_share_bound(&typical, &nan, NULL, &b, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_share_bound(&zero, &zero, NULL, &b, NULL), GDCS_E_EMPTY));
    cr_expect(b.lower == 7 && b.upper == 7);
}
