/* Groups that stand beside each other: of the same kept axes, and one label each of a further axis
   (that of a pair, or of stages), which comes last. */
#ifndef GDCS_STATS_BESIDE_H
#define GDCS_STATS_BESIDE_H

#include "data/groups.h"
#include "data/table.h"

/* The axes to keep, then the further axis: what gdcs_i_groups_new() takes, n + 1 names. */
gdcs_status gdcs_i_beside_axes(const char *const *keep, int32_t n, const char *axis,
                               const char *axes[GDCS_I_AXES], gdcs_error *err);

/* The number of a label, or -1; label may be NULL. */
int32_t gdcs_i_beside_code(const gdcs_axis *axis, const char *label);

/* The group with the first `keys` of codes and this label; where there is none, what the table says
   of cells that nobody set.  Its codes are then NULL. */
gdcs_i_group gdcs_i_beside_group(const gdcs_i_groups *groups, int32_t keys, const int32_t *codes,
                                 int32_t label);

/* The same for all labels of the axis but one and the declared total's (-1: there is none), added up;
   its codes are those given. */
gdcs_i_group gdcs_i_beside_others(const gdcs_i_groups *groups, int32_t keys, const int32_t *codes,
                                  const gdcs_axis *axis, int32_t label, int32_t total);

/* Does the group number i have other keys than the one before it?  Its codes go to *codes. */
int gdcs_i_beside_is_first(const gdcs_i_groups *groups, int32_t keys, int64_t i,
                           const int32_t **codes);
#endif
