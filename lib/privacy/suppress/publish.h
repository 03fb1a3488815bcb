/* Hide less: what decoys need not differ in. */
#ifndef GDCS_PRIVACY_SUPPRESS_PUBLISH_H
#define GDCS_PRIVACY_SUPPRESS_PUBLISH_H

#include "privacy/suppress/cube.h"

/* Give hidden cells their true numbers back in all decoys, the dearest first, until that saves nothing
   more, or until the deadline (gdcs_i_lp_milliseconds(); INFINITY: none), when *is_late becomes 1.  No number
   that is protected loses that.  GDCS_E_MEMORY. */
gdcs_status gdcs_i_suppress_publish(gdcs_i_decoys *decoys, gdcs_i_cubes *cubes, double deadline,
                                    int *is_late, gdcs_error *err);
#endif
