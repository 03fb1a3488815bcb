/* p-values of many tests, adjusted so that what is below alpha keeps an error rate of all. */
#ifndef GDCS_NUM_ADJUST_H
#define GDCS_NUM_ADJUST_H

#include <gdcs/error.h>

enum {
    GDCS_I_ADJUST_HOLM = 1,
    GDCS_I_ADJUST_BONFERRONI = 2,
    GDCS_I_ADJUST_SIDAK = 3,
    GDCS_I_ADJUST_HOLM_SIDAK = 4,
    GDCS_I_ADJUST_HOCHBERG = 5,
    GDCS_I_ADJUST_HOMMEL = 6,
    GDCS_I_ADJUST_BENJAMINI_HOCHBERG = 7,
    GDCS_I_ADJUST_BENJAMINI_YEKUTIELI = 8,
    GDCS_I_ADJUST_METHODS = 8,
    GDCS_I_ADJUST_MOST = 20000 /* tests for HOMMEL, whose time grows with their square */
};

/* out[i] from p[i], each in [0, 1] or NaN, which stays NaN and does not count; out may be p.  family:
   the number of tests made, those whose p are not among these (taken as 1 by HOMMEL) included; 0: as
   many as are not NaN.  The caller has checked p and family.  GDCS_E_LIMIT: HOMMEL with too many;
   GDCS_E_MEMORY. */
gdcs_status gdcs_i_adjust(const double *p, int64_t n, int32_t method, double family, double *out,
                          gdcs_error *err);
#endif
