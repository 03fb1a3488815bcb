/* Who cannot be in the way.

   An unsafe number that can move far enough is protected from all who know one number that does not move with it.
   So only those are in doubt who are alone in a cell that moves in all cubes that were found. */
#ifndef GDCS_PRIVACY_SUPPRESS_SHIELD_H
#define GDCS_PRIVACY_SUPPRESS_SHIELD_H

#include "privacy/suppress/suppression.h"

typedef struct gdcs_i_shields {
    int64_t *start;  /* by variable in which somebody is alone, + 1: of `number` */
    int32_t *number; /* unsafe, and perhaps not protected from that one */
    int32_t *bare;   /* unsafe, and perhaps not protected from anybody */
    int64_t bare_count;
} gdcs_i_shields;

/* Of what is hidden now, against those who are alone in a cell; may_hide: hide more where that makes a cube, which
   leaves few in doubt.  GDCS_E_MEMORY. */
gdcs_status gdcs_i_shields_new(gdcs_i_suppression *p, int may_hide, gdcs_i_shields *out,
                               gdcs_error *err);
void gdcs_i_shields_free(gdcs_i_shields *shields);

/* Who is alone in a cell and in a part of it knows both: no other needs protection there. */
int gdcs_i_shields_is_own(const gdcs_i_suppression *p, int64_t insider, int64_t variable);
#endif
