/* What a printed number may be of counts. */
#ifndef GDCS_STATS_CLAIM_DEFINITION_H
#define GDCS_STATS_CLAIM_DEFINITION_H

#include <gdcs/claim.h>
#include <gdcs/estimate.h>

int gdcs_i_claim_definitions(void);
const char *gdcs_i_claim_name(int definition);
int gdcs_i_claim_find(const char *name); /* -1: none */

/* Is it, of nobody other or unknown, the same as one before it? */
int gdcs_i_claim_repeats(const gdcs_claim *claim, int definition);

/* The values that a definition can have; NaN where it cannot be had. */
gdcs_bounds gdcs_i_claim_value(const gdcs_claim *claim, int definition);
#endif
