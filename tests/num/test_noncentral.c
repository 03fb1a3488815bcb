/* Mirrors lib/num/dist/noncentral.c: values of tests/reference/noncentral.py (mpmath). */
#include "num/cross.h"
#include "num/dist.h"
#include "support.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

/* From 10^9 on the root of x has lost digits that sqrt(x) - sqrt(ncp) would need. */
static double tolerance(double ncp)
{
    return fmax(1e-10, 1e-15 * sqrt(ncp));
}

Test(noncentral, agrees_with_mpmath)
{
    FILE *f = reference_open("noncentral.csv");
    char line[256];
    int rows = 0;
    while (fgets(line, sizeof line, f) != NULL) {
        double x[5];
        char *at = line;
        for (int i = 0; i < 5; i++, at++)
            x[i] = strtod(at, &at);
        const double lower = gdcs_i_noncentral_chisq_lower(x[0], x[1], x[2]);
        const double upper = gdcs_i_noncentral_chisq_upper(x[0], x[1], x[2]);
        cr_expect(near_relative(lower, x[3], tolerance(x[1])), "%.17g: %s", lower, line);
        cr_expect(near_relative(upper, x[4], tolerance(x[1])), "%.17g: %s", upper, line);
        rows++;
    }
    fclose(f);
    cr_expect_geq(rows, 24);
}

Test(noncentral, is_central_at_zero_and_goes_on_where_the_method_changes)
{
    static const double df[] = {1, 2, 3, 10, 400};
    for (size_t i = 0; i < sizeof df / sizeof *df; i++) {
        const double d = df[i];
        cr_expect(gdcs_i_noncentral_chisq_upper(d, 0, 7) == gdcs_i_chisq_upper(d, 7));
        cr_expect(near_relative(gdcs_i_noncentral_chisq_upper(d, 1e-9, 7), gdcs_i_chisq_upper(d, 7),
                                1e-8));
        for (double shift = -800; shift <= 800; shift += 200) {
            const double below = gdcs_i_noncentral_chisq_lower(d, 2e4, 2e4 + d + shift);
            const double above = gdcs_i_noncentral_chisq_lower(d, 2e4 + 1e-7, 2e4 + d + shift);
            cr_expect(above <= below && near_relative(above, below, 1e-8),
                      "df %g, %g: %.12g, %.12g", d, shift, below, above);
        }
    }
}

Test(noncentral, has_a_domain)
{
    cr_expect(isnan(gdcs_i_noncentral_chisq_lower(3, -1, 1)));
    cr_expect(isnan(gdcs_i_noncentral_chisq_lower(3, NAN, 1)));
    cr_expect(isnan(gdcs_i_noncentral_chisq_lower(0, 1, 1)));
    cr_expect(isnan(gdcs_i_noncentral_chisq_upper(3, 1, -1)));
    cr_expect(gdcs_i_noncentral_chisq_upper(3, 1, INFINITY) == 0);
    cr_expect(gdcs_i_noncentral_chisq_upper(3, 1, 0) == 1);
}

Test(noncentral, limits_solve_their_equations_also_for_tiny_alpha)
{
    static const double x[] = {0.1, 4, 30, 1000, 3e4, 1e7, 1e12};
    static const double alpha[] = {0.05, 0.5, 1e-9, 1e-30};
    for (size_t i = 0; i < sizeof x / sizeof *x; i++)
        for (int a = 0; a < 4; a++) {
            const struct gdcs_i_limits l = gdcs_i_noncentrality(4, x[i], alpha[a]);
            const double loose = fmax(1e-9, 1e-14 * sqrt(x[i])) * -log(alpha[a]);
            if (l.lower > 0)
                cr_expect(near_relative(gdcs_i_noncentral_chisq_upper(4, l.lower, x[i]),
                                        alpha[a] / 2, loose),
                          "%g, %g", x[i], alpha[a]);
            else
                cr_expect(gdcs_i_chisq_upper(4, x[i]) >= alpha[a] / 2);
            if (l.upper > 0)
                cr_expect(near_relative(gdcs_i_noncentral_chisq_lower(4, l.upper, x[i]),
                                        alpha[a] / 2, loose),
                          "%g, %g", x[i], alpha[a]);
            else
                cr_expect(gdcs_i_chisq_lower(4, x[i]) <= alpha[a] / 2);
        }
}
