/* What was hidden, for the caller. */
#ifndef GDCS_PRIVACY_SUPPRESS_GIVE_H
#define GDCS_PRIVACY_SUPPRESS_GIVE_H

#include "privacy/suppress/suppression.h"

/* A copy of table number `table` without what is hidden. */
gdcs_status gdcs_i_suppress_give_table(const gdcs_i_suppression *p, int32_t table, gdcs_table **out,
                                       gdcs_error *err);

gdcs_status gdcs_i_suppress_give_frame(const gdcs_i_suppression *p, gdcs_frame **out,
                                       gdcs_error *err);

gdcs_suppress_result gdcs_i_suppress_sum_up(const gdcs_i_suppression *p);
#endif
