/* Rounding that holds every total next to its value, where that can be. */
#ifndef GDCS_PRIVACY_HOLD_H
#define GDCS_PRIVACY_HOLD_H

#include "privacy/additive.h"

/* Change what gdcs_i_additive_round() made of `value`, in as few cells as can nearly be, so that the sum of
   each total is one of the two multiples next to its value.  *held: 0, and `rounded` as it was, if
   there is no such rounding or none was found in time.  GDCS_E_MEMORY, GDCS_E_LIMIT, GDCS_E_INTERNAL. */
gdcs_status gdcs_i_hold(const gdcs_i_additive *additive, const double *value, double base,
                        int64_t milliseconds, double *rounded, int *held, gdcs_error *err);
#endif
