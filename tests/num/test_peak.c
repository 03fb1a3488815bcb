/* Mirrors lib/num/peak.c. */
#include "num/peak.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

TestSuite(peak, .timeout = 10);

static double hill(double x, const void *context)
{
    const double top = *(const double *)context;
    return 3.0 - (x - top) * (x - top);
}

static double roof(double x, const void *context)
{
    return -fabs(x - *(const double *)context);
}

Test(peak, is_as_high_as_the_hill_wherever_its_top_is)
{
    for (double top = 0.0; top <= 1.0; top += 0.125) {
        cr_expect(fabs(gdcs_i_peak(hill, &top, 0.0, 1.0) - 3.0) < 1e-11, "%g", top);
        cr_expect(gdcs_i_peak(hill, &top, 0.0, 1.0) <= 3.0, "%g", top);
    }
}

Test(peak, place_is_right_to_a_millionth_of_the_width)
{
    const double top = 2.3;
    const double height = gdcs_i_peak(roof, &top, -4.0, 6.0);
    cr_expect(height <= 0.0 && height > -1e-5);
}

Test(peak, of_what_only_falls_is_at_the_end)
{
    const double top = -1.0;
    cr_expect(fabs(gdcs_i_peak(hill, &top, 0.0, 1.0) - 2.0) < 1e-5);
}
