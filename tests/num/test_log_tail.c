/* Mirrors the logarithms of tails in lib/num/dist.h: values of tests/reference/log_tail.py (mpmath). */
#include "num/dist.h"
#include "support.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

Test(log_tail, agrees_with_mpmath)
{
    FILE *f = reference_open("log_tail.csv");
    char line[256];
    int rows = 0;
    while (fgets(line, sizeof line, f) != NULL) {
        const int is_normal = strncmp(line, "normal,", 7) == 0;
        char *at = strchr(line, ',') + 1;
        const double df = is_normal ? 0.0 : strtod(at, NULL);
        at = strchr(at, ',') + 1;
        const double x = strtod(at, &at), wanted = strtod(at + 1, NULL);
        const double got =
            is_normal ? gdcs_i_normal_log10_upper(x) : gdcs_i_chisq_log10_upper(df, x);
        cr_expect(near_relative(got, wanted, 1e-12), "%.17g, not %.17g: %s", got, wanted, line);
        rows++;
    }
    fclose(f);
    cr_expect_geq(rows, 50);
}

/* On both sides of the place where another formula takes over; a hundredth of a percent of a standard
   deviation bends the logarithm by less than 1e-5 of its step. */
Test(log_tail, goes_down_without_a_step)
{
    static const double df[] = {0.01, 1, 2, 7, 19, 20, 40, 1e3, 1e6, 1e10};
    for (size_t i = 0; i < sizeof df / sizeof *df; i++) {
        const double x = gdcs_i_chisq_quantile_upper(df[i], 1e-290), step = 1e-4 * sqrt(2 * df[i]);
        const double a = gdcs_i_chisq_log10_upper(df[i], x - step);
        const double b = gdcs_i_chisq_log10_upper(df[i], x);
        const double c = gdcs_i_chisq_log10_upper(df[i], x + step);
        cr_expect(near_relative(b, -290, 1e-12), "df %g: %.17g", df[i], b);
        cr_expect(a > b && b > c && near_relative(a - b, b - c, 1e-4), "df %g: %g, %g", df[i],
                  a - b, b - c);
    }
}

Test(log_tail, has_ends)
{
    cr_expect(gdcs_i_normal_log10_upper(INFINITY) == -INFINITY);
    cr_expect(gdcs_i_normal_log10_upper(-INFINITY) == 0.0);
    cr_expect(isnan(gdcs_i_normal_log10_upper(NAN)));
    cr_expect(gdcs_i_chisq_log10_upper(3, 0) == 0.0);
    cr_expect(gdcs_i_chisq_log10_upper(3, INFINITY) == -INFINITY);
    cr_expect(isnan(gdcs_i_chisq_log10_upper(3, NAN)));
    cr_expect(isnan(gdcs_i_chisq_log10_upper(3, -1)));
    cr_expect(isnan(gdcs_i_chisq_log10_upper(0, 1)));
}
