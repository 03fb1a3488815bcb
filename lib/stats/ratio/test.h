/* Tests of the 2x2 table. */
#ifndef GDCS_STATS_RATIO_TEST_H
#define GDCS_STATS_RATIO_TEST_H

#include "num/interval/contrast.h"

#include <gdcs/ratio.h>

/* In a sentence; "" if there is no such test. */
const char *gdcs_i_ratio_test_text(int32_t test);

/* Checked options, their defaults filled in. */
gdcs_status gdcs_i_ratio_test_plan_new(const gdcs_ratio_test_options *options,
                                       gdcs_ratio_test_options *out, gdcs_error *err);

/* GDCS_E_VALUE, GDCS_E_LIMIT: the test does not serve these counts. */
gdcs_status gdcs_i_ratio_test_check(const gdcs_ratio_test_options *plan, struct gdcs_i_two t,
                                    gdcs_error *err);

/* Of checked counts, neither group empty; notes are added.  GDCS_E_MEMORY. */
gdcs_status gdcs_i_ratio_test_of(const gdcs_ratio_test_options *plan, struct gdcs_i_two t,
                                 gdcs_test *out, uint32_t *notes, gdcs_error *err);
#endif
