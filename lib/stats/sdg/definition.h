/* Definitions of indicators, by number. */
#ifndef GDCS_STATS_SDG_DEFINITION_H
#define GDCS_STATS_SDG_DEFINITION_H

#include <gdcs/sdg.h>

/* NULL if there is no such indicator. */
const gdcs_sdg_definition *gdcs_i_sdg_definition(int32_t indicator);

/* Is its numerator a part of its denominator? */
int gdcs_i_sdg_is_proportion(const gdcs_sdg_definition *definition);
#endif
