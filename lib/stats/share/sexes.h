/* What the forms of simultaneous shares of the sexes have in common. */
#ifndef GDCS_STATS_SHARE_SEXES_H
#define GDCS_STATS_SHARE_SEXES_H

#include "data/groups.h"

#include <gdcs/share.h>

enum { GDCS_I_SEXES = 4 }; /* women, men, other, unknown */

typedef struct gdcs_i_sexes_plan {
    int32_t method; /* never DEFAULT */
    int32_t categories;
    int64_t k;
    double alpha;
} gdcs_i_sexes_plan;

/* Shares of the first k of women, men, other, unknown. */
typedef struct gdcs_i_sexes {
    double n;
    double count[GDCS_I_SEXES];
    gdcs_estimate share[GDCS_I_SEXES];
    gdcs_bounds bounds[GDCS_I_SEXES];
    uint32_t notes[GDCS_I_SEXES];
    int32_t method; /* the one used */
} gdcs_i_sexes;

const char *gdcs_i_sexes_method_text(int32_t method);

gdcs_status gdcs_i_sexes_plan_new(const gdcs_share_sexes_options *options, gdcs_i_sexes_plan *out,
                                  gdcs_error *err);

/* Counts of the group are NaN where not exact; `most` as in gdcs_i_share_bounds(). */
void gdcs_i_sexes_measure(const gdcs_i_sexes_plan *plan, const gdcs_i_group *group, double most,
                          gdcs_i_sexes *out);
#endif
