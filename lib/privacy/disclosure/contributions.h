/* Contributions: are those there that a rule looks at, and can they be so? */
#ifndef GDCS_PRIVACY_DISCLOSURE_CONTRIBUTIONS_H
#define GDCS_PRIVACY_DISCLOSURE_CONTRIBUTIONS_H

#include "privacy/unsafe.h"

/* GDCS_E_SHAPE. */
gdcs_status gdcs_i_contributions_need(const gdcs_disclosure_rule *rule, int first, int second,
                                      int third, int fourth, gdcs_error *err);

/* In falling order, and not above the value?  GDCS_E_VALUE. */
gdcs_status gdcs_i_contributions_check(const gdcs_i_number *number, int64_t row, gdcs_error *err);
#endif
