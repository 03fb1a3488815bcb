/* Mirrors lib/stats/test.c. */
#include "stats/test.h"

#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

TestSuite(test, .timeout = 10);

/* R 4.2.2: pchisq(x, df, lower = FALSE, log.p = TRUE) / log(10) */
Test(test, of_chi_square_has_the_tail_and_its_logarithm)
{
    static const struct {
        double x, df, p, log10_p;
    } row[] = {{3.84, 1, 0.050043521248705113, -1.3006521393247688},
               {0.1, 5, 0.99983768339, -7.0498930607800474e-5},
               {5000, 3, 0, -1083.9846928616229}};
    for (int i = 0; i < 3; i++) {
        const gdcs_test t = gdcs_i_test_of_chisq(row[i].x, row[i].df);
        cr_expect(t.statistic == row[i].x && t.df == row[i].df);
        cr_expect(near_relative(t.p_value, row[i].p, 1e-10), "%.17g", t.p_value);
        cr_expect(near_relative(t.log10_p, row[i].log10_p, 1e-12), "%.17g", t.log10_p);
    }
}

Test(test, of_z_is_that_of_its_square)
{
    static const double z[] = {0, 1e-9, -0.3, 1.96, 5.99, -6.01, 20, 37, -50, 1e5};
    for (size_t i = 0; i < sizeof z / sizeof *z; i++) {
        const gdcs_test t = gdcs_i_test_of_z(z[i]), s = gdcs_i_test_of_chisq(z[i] * z[i], 1);
        cr_expect(t.statistic == z[i] && isinf(t.df));
        cr_expect(near_relative(t.p_value, s.p_value, 1e-12), "%g: %g, %g", z[i], t.p_value,
                  s.p_value);
        cr_expect(near_relative(t.log10_p, s.log10_p, 1e-13), "%g: %g, %g", z[i], t.log10_p,
                  s.log10_p);
    }
}

Test(test, of_nothing_is_nan_but_without_freedom_nothing_can_differ)
{
    const gdcs_test none[] = {gdcs_i_test_none(), gdcs_i_test_of_z(NAN),
                              gdcs_i_test_of_chisq(NAN, 3)};
    for (int i = 0; i < 3; i++)
        cr_expect(isnan(none[i].statistic) && isnan(none[i].df) && isnan(none[i].p_value) &&
                  isnan(none[i].log10_p));
    const gdcs_test t = gdcs_i_test_of_chisq(0, 0);
    cr_expect(isnan(t.statistic) && t.df == 0 && t.p_value == 1 && t.log10_p == 0);
}

Test(test, of_a_probability_or_its_logarithm)
{
    const gdcs_test p = gdcs_i_test_of_p(NAN, 0.01), q = gdcs_i_test_of_log(3, -2000);
    cr_expect(p.p_value == 0.01 && near_relative(p.log10_p, -2, 1e-15) && isnan(p.df));
    cr_expect(q.statistic == 3 && q.p_value == 0 &&
              near_relative(q.log10_p, -868.58896380650366, 1e-15));
}
