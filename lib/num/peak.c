#include "num/peak.h"

#include <math.h>

/* Golden section: one value of f a step, and no derivative. */
double gdcs_i_peak(double (*f)(double x, const void *context), const void *context, double low,
                   double high)
{
    const double golden = (sqrt(5.0) - 1.0) / 2.0;
    double a = high - golden * (high - low), b = low + golden * (high - low);
    double fa = f(a, context), fb = f(b, context);
    for (int i = 0; i < 28; i++) {
        if (fa > fb) {
            high = b, b = a, fb = fa;
            a = high - golden * (high - low), fa = f(a, context);
        } else {
            low = a, a = b, fa = fb;
            b = low + golden * (high - low), fb = f(b, context);
        }
    }
    return fmax(fa, fb);
}
