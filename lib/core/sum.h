/* Sums that do not depend on the order of what is added, up to one rounding at the end:
   double-double accumulation (Knuth 1969, vol. 2, 4.2.2 theorem B; Ogita, Rump & Oishi 2005). */
#ifndef GDCS_CORE_SUM_H
#define GDCS_CORE_SUM_H

typedef struct gdcs_i_sum {
    double high;
    double low;
} gdcs_i_sum;

void gdcs_i_sum_add(gdcs_i_sum *sum, double x);
void gdcs_i_sum_merge(gdcs_i_sum *sum, gdcs_i_sum other);
double gdcs_i_sum_value(gdcs_i_sum sum);
#endif
