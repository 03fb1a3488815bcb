#include "core/sum.h"

#include <math.h>

void gdcs_i_sum_add(gdcs_i_sum *sum, double x)
{
    const double total = sum->high + x;
    if (!isfinite(total)) { /* the error terms below would turn infinity into NaN */
        *sum = (gdcs_i_sum){total, 0.0};
        return;
    }
    const double part = total - sum->high;
    const double lost = (sum->high - (total - part)) + (x - part);
    const double low = sum->low + lost;
    sum->high = total + low;
    sum->low = low - (sum->high - total);
}

void gdcs_i_sum_merge(gdcs_i_sum *sum, gdcs_i_sum other)
{
    gdcs_i_sum_add(sum, other.high);
    gdcs_i_sum_add(sum, other.low);
}

double gdcs_i_sum_value(gdcs_i_sum sum)
{
    return sum.high;
}
