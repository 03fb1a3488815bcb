/* Tests whose statistic has a known distribution, with the logarithm of their p. */
#ifndef GDCS_STATS_TEST_H
#define GDCS_STATS_TEST_H

#include <gdcs/estimate.h>

/* The upper tail of chi-square.  All NaN if statistic is NaN; df 0: statistic NaN, p 1. */
gdcs_test gdcs_i_test_of_chisq(double statistic, double df);

/* Two-sided, of a standard normal; df is infinity. */
gdcs_test gdcs_i_test_of_z(double z);

/* Of an exact or simulated test: no df, statistic NaN if there is none; ln_p at most 0. */
gdcs_test gdcs_i_test_of_p(double statistic, double p);
gdcs_test gdcs_i_test_of_log(double statistic, double ln_p);

/* What could not be tested. */
gdcs_test gdcs_i_test_none(void);
#endif
