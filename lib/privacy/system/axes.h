/* The axes of several tables as those of one system. */
#ifndef GDCS_PRIVACY_SYSTEM_AXES_H
#define GDCS_PRIVACY_SYSTEM_AXES_H

#include "privacy/system.h"

/* Fill axes and views.  What is there when it fails is freed with the system. */
gdcs_status gdcs_i_system_join(gdcs_i_system *system, const gdcs_tree *const *trees, int32_t n,
                               gdcs_error *err);
void gdcs_i_system_free_axes(gdcs_i_system *system);

/* Is this node of the sex axis one that sources publish only where there is anybody? */
int gdcs_i_system_is_rare(const gdcs_i_system_axis *axis, int32_t node);
#endif
