/* The axes of several tables as those of one system. */
#ifndef GDCS_PRIVACY_SYSTEM_AXES_H
#define GDCS_PRIVACY_SYSTEM_AXES_H

#include "privacy/system.h"

/* Fill axes and views.  What is there when it fails is freed with the system. */
gdcs_status gdcs_i_system_join(gdcs_i_system *system, const gdcs_tree *const *trees, int32_t n,
                               gdcs_error *err);
void gdcs_i_system_free_axes(gdcs_i_system *system);

/* Nodes for who is in these totals, and in no label; no table has them.  What is there when it fails is freed with
   the system. */
gdcs_status gdcs_i_system_add_rests(gdcs_i_system *system, int32_t axis, const int32_t *parents,
                                    int32_t n, gdcs_error *err);
#endif
