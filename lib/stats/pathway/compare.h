/* Women and men over all categories at once: what the forms of the comparison have in common. */
#ifndef GDCS_STATS_PATHWAY_COMPARE_H
#define GDCS_STATS_PATHWAY_COMPARE_H

#include "stats/association/measure.h"
#include "stats/pathway/set.h"
#include "stats/segregation/plan.h"

enum { GDCS_I_PATHWAY_COMPARISONS = 5 };

/* Checked options. */
typedef struct gdcs_i_comparison_plan {
    gdcs_i_pathway_plan set; /* of one answer */
    gdcs_i_association_plan association;
    gdcs_i_segregation_plan segregation;
    double alpha;
    double z;
} gdcs_i_comparison_plan;

gdcs_status gdcs_i_comparison_plan_new(const gdcs_pathway_comparison_options *options,
                                       gdcs_i_comparison_plan *out, gdcs_error *err);

/* Room for k categories. */
typedef struct gdcs_i_comparison {
    gdcs_i_pathways set;
    gdcs_i_problem problem;
    double *counts; /* k x 2 */
    double *room;   /* of the association */
} gdcs_i_comparison;

gdcs_status gdcs_i_comparison_new(const gdcs_i_comparison_plan *plan, int64_t k,
                                  gdcs_i_comparison *out, gdcs_error *err);
void gdcs_i_comparison_free(gdcs_i_comparison *comparison);

/* Once comparison->set is read: all of out but struct_size.  What has no value is NaN with
   GDCS_NOTE_NOT_ESTIMABLE. */
gdcs_status gdcs_i_comparison_estimate(const gdcs_i_comparison_plan *plan,
                                       gdcs_i_comparison *comparison, gdcs_pathway_result *out,
                                       gdcs_error *err);

/* "cramers_v" and the like, and in a column of methods. */
const char *gdcs_i_comparison_name(int32_t measure);
const char *gdcs_i_comparison_method_text(const gdcs_pathway_result *result, int32_t measure);
#endif
