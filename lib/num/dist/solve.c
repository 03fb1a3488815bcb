#include "num/dist/solve.h"

#include <float.h>
#include <math.h>

struct gdcs_i_solve gdcs_i_solve_start(double p, int side)
{
    const struct gdcs_i_solve k = {.p = p, .side = side, .low = -INFINITY, .high = INFINITY};
    return k;
}

static double within(double x, double low, double high)
{
    return x < low ? low : x > high ? high : x;
}

/* Inside the bracket if it has two ends; a bracket that many steps did not close is halved. */
static double keep(const struct gdcs_i_solve *k, double step)
{
    const double to = k->u + step;
    const int closed = isfinite(k->low) && isfinite(k->high);
    if (closed && (!(to > k->low && to < k->high) || k->steps > 40))
        return 0.5 * (k->low + k->high) - k->u;
    if (!isfinite(step))
        return k->low == k->u ? 2.0 : -2.0;
    return within(step, -600.0, 600.0);
}

/* Halley's method on the logarithm of the tail, which is nearly linear in u or in exp(u) where
   the tail itself runs over 300 orders of magnitude.  The step is the last one when the error it
   leaves, of the third order, is below rounding. */
double gdcs_i_solve_step(struct gdcs_i_solve *k, double tail, double rise, double drift)
{
    const double slope = -k->side * rise / tail;
    const double bend = drift - slope;
    const double newton = log(k->p / tail) / slope;
    const double curve = within(1.0 + 0.5 * newton * bend, 0.5, 2.0);
    const double scale = fabs(drift) + fabs(slope) + 1.0;
    double step = newton / curve;
    if ((tail < k->p) == (k->side < 0))
        k->low = k->u;
    else
        k->high = k->u;
    k->steps++;
    const double cube = newton * scale * newton * scale * fabs(newton);
    k->done = cube < 1e-16 || k->high - k->low <= DBL_EPSILON || k->steps == GDCS_I_SOLVE_STEPS;
    if (!k->done)
        step = keep(k, step);
    k->u += step;
    return isfinite(step) ? step : 0.0;
}
