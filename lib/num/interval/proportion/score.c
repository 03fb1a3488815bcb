#include "num/interval/proportion.h"

#include <math.h>

typedef struct gdcs_i_limits limits;

/* The smaller root of Wilson's quadratic is taken by its conjugate: no difference of two near numbers,
   so a limit of 1e-9 has all its digits; and the upper limit of the larger count is one minus the lower
   of the smaller.  Choices are between numbers, never between ways, and divisions are few: compilers
   make vector instructions of a block of these. */
static inline limits wilson(double yes, double no, double z)
{
    const double n = yes + no, square = z * z, half = square / 2.0;
    const double small = yes < no ? yes : no, big = yes < no ? no : yes;
    const double root = z * sqrt(big * small / n + half / 2.0), reach = small + half + root;
    const double over = yes < no ? reach : small * small;
    const double upper = over / (yes < no ? n + square : n * reach);
    return (limits){yes * yes / (n * (yes + half + root)), yes < no ? upper : 1.0 - upper};
}

limits gdcs_i_proportion_wilson(double yes, double no, double z)
{
    return wilson(yes, no, z);
}

void gdcs_i_proportion_wilson_block(const double *restrict yes, const double *restrict no, double z,
                                    double *restrict lower, double *restrict upper)
{
    for (int i = 0; i < GDCS_I_PROPORTION_BLOCK; i++) {
        const limits l = wilson(yes[i], no[i], z);
        lower[i] = l.lower;
        upper[i] = l.upper;
    }
}

/* |p_hat - p| - 1 / (2 n) in place of |p_hat - p| is half a person less on the side of the limit. */
limits gdcs_i_proportion_wilson_continuity(double yes, double no, double z)
{
    limits l = {0.0, 1.0};
    if (yes > 0.5)
        l.lower = gdcs_i_proportion_wilson(yes - 0.5, no + 0.5, z).lower;
    if (no > 0.5)
        l.upper = gdcs_i_proportion_wilson(yes + 0.5, no - 0.5, z).upper;
    return l;
}

/* With c = (z^2 - 1) / 6 the corrected equation is (yes - c) - (n - 2c) p = z sqrt(n p (1 - p)), whose
   square has both limits as its roots.  The left side is nowhere large enough where yes <= c: there no
   p is too small. */
static double scas_root(double yes, double no, double z, int is_upper)
{
    const double c = (z * z - 1.0) / 6.0, n = yes + no, a = yes - c, b = no - c;
    const double root = z * sqrt(n * (4.0 * a * b + z * z * n));
    const double middle = 2.0 * a * (a + b) + z * z * n;
    if (is_upper)
        return (middle + root) / (2.0 * ((a + b) * (a + b) + z * z * n));
    return a > 0.0 ? 2.0 * a * a / (middle + root) : 0.0;
}

limits gdcs_i_proportion_scas(double yes, double no, double z)
{
    const double c = (z * z - 1.0) / 6.0;
    limits l = {0.0, 1.0};
    if (yes > 0.0)
        l.lower = scas_root(yes, no, z, 0);
    if (no > 0.0 && no > c)
        l.upper = yes < no ? scas_root(yes, no, z, 1) : 1.0 - scas_root(no, yes, z, 0);
    return l;
}
