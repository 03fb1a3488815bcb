/* Mirrors lib/num/reidentify.c. */
#include "num/reidentify.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static int read_classes(const char *text, double *size, double *count)
{
    int n = 0, used = 0;
    while (sscanf(text, "%lf*%lf%n", &size[n], &count[n], &used) == 2) {
        text += used;
        n++;
    }
    return n;
}

Test(reidentify, agrees_with_quadrature_and_whole_numbers_of_python)
{
    FILE *csv = reference_open("microdata.csv");
    char line[256], what[16], classes[128];
    double a, b, wanted, size[8], count[8];
    int rows = 0;
    while (fgets(line, sizeof line, csv) != NULL) {
        classes[0] = '\0';
        if (sscanf(line, "%15[^,],%lf,%lf,%127[^,],%lf", what, &a, &b, classes, &wanted) != 5)
            cr_assert(eq(int, sscanf(line, "%15[^,],%lf,%lf,,%lf", what, &a, &b, &wanted), 4), "%s",
                      line);
        const double got =
            strcmp(what, "risk") == 0
                ? gdcs_i_reidentify_risk(a, b)
                : gdcs_i_reidentify_zayatz(size, count, read_classes(classes, size, count), a, b);
        cr_expect(near_relative(got, wanted, strcmp(what, "risk") == 0 ? 2e-14 : 1e-12),
                  "%s got %.17g", line, got);
        rows++;
    }
    fclose(csv);
    cr_expect(eq(int, rows, 88));
}

Test(reidentify, a_whole_population_has_one_over_f)
{
    for (double f = 1.0; f < 1e7; f = f * 3.0 + 1.0)
        cr_expect(eq(dbl, gdcs_i_reidentify_risk(f, 1.0), 1.0 / f));
}

Test(reidentify, risk_rises_with_p_and_falls_with_f)
{
    for (double f = 1.0; f < 400.0; f++)
        for (double p = 1e-9; p < 1.0; p *= 1.37) {
            const double r = gdcs_i_reidentify_risk(f, p);
            cr_expect(r <= gdcs_i_reidentify_risk(f, fmin(1.0, p * 1.01)), "f %g p %g", f, p);
            cr_expect(r >= gdcs_i_reidentify_risk(f + 1.0, p), "f %g p %g", f, p);
            cr_expect(r <= 1.0 / f && r >= p / f, "f %g p %g", f, p);
        }
}
