/* Mirrors lib/num/dist/hypergeometric.c: values of tests/reference/hypergeometric.py (60 digits). */
#include "num/dist.h"
#include "support.h"
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

TestSuite(hypergeometric, .timeout = 60);

Test(hypergeometric, agrees_with_sixty_digits)
{
    FILE *csv = reference_open("hypergeometric.csv");
    double k, drawn, marked, total, lower, upper, mass;
    int rows = 0;
    while (fscanf(csv, "%lf,%lf,%lf,%lf,%lf,%lf,%lf\n", &k, &drawn, &marked, &total, &lower, &upper,
                  &mass) == 7) {
        const double got[] = {gdcs_i_hypergeometric_lower(k, drawn, marked, total),
                              gdcs_i_hypergeometric_upper(k, drawn, marked, total),
                              gdcs_i_hypergeometric_pmf(k, drawn, marked, total)};
        cr_expect(near_relative(got[0], lower, 1e-12), "lower of %g %g %g %g: %.17g", k, drawn,
                  marked, total, got[0]);
        cr_expect(near_relative(got[1], upper, 1e-12), "upper of %g %g %g %g: %.17g", k, drawn,
                  marked, total, got[1]);
        cr_expect(near_relative(got[2], mass, 1e-12), "mass of %g %g %g %g: %.17g", k, drawn,
                  marked, total, got[2]);
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 43));
}

Test(hypergeometric, both_tails_share_one_mass_and_drawn_and_marked_change_places)
{
    for (double total = 1; total < 40; total++)
        for (double drawn = 0; drawn <= total; drawn += 1 + floor(total / 7))
            for (double marked = 0; marked <= total; marked += 1 + floor(total / 5))
                for (double k = -1; k <= drawn + 1; k++) {
                    const double lower = gdcs_i_hypergeometric_lower(k, drawn, marked, total);
                    const double upper = gdcs_i_hypergeometric_upper(k, drawn, marked, total);
                    const double mass = gdcs_i_hypergeometric_pmf(k, drawn, marked, total);
                    cr_expect(fabs(lower + upper - mass - 1.0) < 1e-14, "%g %g %g %g", k, drawn,
                              marked, total);
                    cr_expect(near_relative(gdcs_i_hypergeometric_lower(k, marked, drawn, total),
                                            lower, 1e-13));
                }
}

Test(hypergeometric, is_nothing_outside_its_domain_and_all_or_none_outside_its_support)
{
    cr_expect(isnan(gdcs_i_hypergeometric_lower(1.5, 3, 4, 8)));
    cr_expect(isnan(gdcs_i_hypergeometric_upper(1, 9, 4, 8)));
    cr_expect(isnan(gdcs_i_hypergeometric_pmf(1, 3, 9, 8)));
    cr_expect(isnan(gdcs_i_hypergeometric_pmf(1, 3, 4, 2e12)));
    cr_expect(isnan(gdcs_i_hypergeometric_lower(NAN, 3, 4, 8)));
    cr_expect(isnan(gdcs_i_hypergeometric_lower(1, -1, 4, 8)));
    cr_expect(eq(dbl, gdcs_i_hypergeometric_lower(-1, 3, 4, 8), 0.0));
    cr_expect(eq(dbl, gdcs_i_hypergeometric_lower(3, 3, 4, 8), 1.0));
    cr_expect(eq(dbl, gdcs_i_hypergeometric_upper(4, 3, 4, 8), 0.0));
    cr_expect(eq(dbl, gdcs_i_hypergeometric_upper(0, 7, 4, 8), 1.0));
    cr_expect(eq(dbl, gdcs_i_hypergeometric_pmf(0, 0, 0, 0), 1.0));
}
