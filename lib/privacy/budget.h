/* What noise asks of a budget. */
#ifndef GDCS_PRIVACY_BUDGET_H
#define GDCS_PRIVACY_BUDGET_H

#include <gdcs/budget.h>

/* What is spent is counted in these: 2^30 make 1. */
#define GDCS_I_BUDGET_UNIT 0x1p-30

/* Would gdcs_budget_add() take it?  GDCS_E_BUDGET, GDCS_E_VALUE. */
gdcs_status gdcs_i_budget_check(const gdcs_budget *budget, const gdcs_budget_charge *charge,
                                gdcs_error *err);
#endif
