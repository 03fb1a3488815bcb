/* Sums in twice the precision of a double (Knuth 1969, vol. 2, 4.2.2 theorem B; Ogita, Rump &
   Oishi 2005).  As long as every term is a multiple of some 2^k and the sum of their sizes stays
   below 2^(k + 106), nothing at all is lost: any order of adding and merging gives the same sum,
   rounded once when it is read.  Whole counts, and weights of at least 1 that add up to less than
   2^54, are of that kind.  Beyond it the error is of the order of 2^-104 of the sum of sizes.
   In the header because it is the inner step of everything that is tabulated. */
#ifndef GDCS_CORE_SUM_H
#define GDCS_CORE_SUM_H

#include <math.h>

typedef struct gdcs_i_sum {
    double high;
    double low;
} gdcs_i_sum;

/* Start from {0}.  An infinity or a NaN, once added, stays. */
static inline void gdcs_i_sum_add(gdcs_i_sum *sum, double x)
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

static inline void gdcs_i_sum_merge(gdcs_i_sum *sum, gdcs_i_sum other)
{
    gdcs_i_sum_add(sum, other.high);
    if (other.low != 0.0) /* adding nothing changes nothing */
        gdcs_i_sum_add(sum, other.low);
}

static inline double gdcs_i_sum_value(gdcs_i_sum sum)
{
    return sum.high;
}
#endif
