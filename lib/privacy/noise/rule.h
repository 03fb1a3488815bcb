/* The noise that options ask for. */
#ifndef GDCS_PRIVACY_NOISE_RULE_H
#define GDCS_PRIVACY_NOISE_RULE_H

#include "num/discrete.h"

#include <gdcs/noise.h>

typedef struct gdcs_i_noise {
    gdcs_noise_options options;
    gdcs_i_discrete law;
    gdcs_budget_charge charge;
    gdcs_noise_result result;
} gdcs_i_noise;

enum { GDCS_I_NOISE_RESULT_V1 = 64 };

/* The law is not known before gdcs_i_noise_measure(). */
gdcs_status gdcs_i_noise_take(const gdcs_noise_options *options, gdcs_i_noise *out,
                              gdcs_error *err);

/* Noise for numbers of which `times` the sensitivity of the options change with a person; does the budget
   reach?  GDCS_E_OPTION, GDCS_E_BUDGET. */
gdcs_status gdcs_i_noise_measure(gdcs_i_noise *noise, int64_t times, const gdcs_budget *budget,
                                 gdcs_error *err);

/* x with noise; the same for the same seed and stream. */
double gdcs_i_noise_add(const gdcs_i_noise *noise, double x, uint64_t stream);
#endif
