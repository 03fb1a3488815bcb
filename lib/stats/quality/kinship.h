/* What sex the labels of an axis of relationships say. */
#ifndef GDCS_STATS_QUALITY_KINSHIP_H
#define GDCS_STATS_QUALITY_KINSHIP_H

#include "core/pool.h"

#include <gdcs/quality.h>

enum { GDCS_I_KINSHIP_SAME = -1 }; /* both persons are of one sex */

/* By label: GDCS_SEX_FEMALE, GDCS_SEX_MALE, GDCS_I_KINSHIP_SAME, or 0.  given: the caller's list, which
   goes before ours.  To be freed.  GDCS_E_OPTION, GDCS_E_STRUCT, GDCS_E_MEMORY. */
gdcs_status gdcs_i_kinship_new(const gdcs_i_pool *labels, const gdcs_quality_relationship *given,
                               int64_t count, int32_t **out, gdcs_error *err);
#endif
