#include "num/chebyshev.h"

#include <math.h>

void gdcs_i_chebyshev_new(int count, gdcs_i_chebyshev *out)
{
    const double pi = 3.14159265358979323846;
    out->count = count;
    for (int i = 0; i < count; i++) {
        out->point[i] = cos(pi * i / (count - 1));
        out->weight[i] = (i % 2 ? -1.0 : 1.0) * (i == 0 || i == count - 1 ? 0.5 : 1.0);
    }
}

double gdcs_i_chebyshev_at(const gdcs_i_chebyshev *points, const double *values, double at)
{
    double above = 0.0, below = 0.0;
    for (int i = 0; i < points->count; i++) {
        const double off = at - points->point[i];
        if (off == 0.0)
            return values[i];
        above += points->weight[i] / off * values[i];
        below += points->weight[i] / off;
    }
    return above / below;
}

void gdcs_i_chebyshev_shares(const gdcs_i_chebyshev *points, double at, double *shares)
{
    double sum = 0.0;
    for (int i = 0; i < points->count; i++) {
        const double off = at - points->point[i];
        if (off == 0.0) {
            for (int k = 0; k < points->count; k++)
                shares[k] = k == i;
            return;
        }
        shares[i] = points->weight[i] / off;
        sum += shares[i];
    }
    for (int i = 0; i < points->count; i++)
        shares[i] /= sum;
}
