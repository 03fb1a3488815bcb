/* What the forms of ratio have in common. */
#ifndef GDCS_STATS_RATIO_MEASURE_H
#define GDCS_STATS_RATIO_MEASURE_H

#include "num/interval/contrast.h"

#include <gdcs/ratio.h>

enum {
    GDCS_I_RATIO_DIFFERENCE,
    GDCS_I_RATIO_RISK,
    GDCS_I_RATIO_ABSENCE,
    GDCS_I_RATIO_ODDS,
    GDCS_I_RATIO_MEASURES
};

/* Checked options, and what of them is computed once for many tables. */
typedef struct gdcs_i_ratio_plan {
    int32_t method; /* never DEFAULT */
    int32_t wanted; /* 1 << GDCS_I_RATIO_* */
    double alpha;
    double z; /* upper alpha / 2 point of the normal */
    double rule;
    int32_t test; /* that agrees with the method, or the one asked for */
    int32_t padding;
} gdcs_i_ratio_plan;

/* One group: its two counts, NaN where one is not known exactly, and all that each can be. */
typedef struct gdcs_i_ratio_side {
    double yes;
    double no;
    gdcs_bounds yes_bounds;
    gdcs_bounds no_bounds;
} gdcs_i_ratio_side;

gdcs_status gdcs_i_ratio_plan_new(const gdcs_ratio_options *options, gdcs_i_ratio_plan *out,
                                  gdcs_error *err);

/* In a sentence on all measures, and in a column of methods. */
const char *gdcs_i_ratio_plan_text(int32_t method);
const char *gdcs_i_ratio_method_text(int32_t method, int measure);

/* The measures of a result by number. */
const gdcs_ratio_measure *gdcs_i_ratio_at(const gdcs_ratio_result *result, int measure);

/* Do both groups have the counts that the method needs: whole ones? */
int gdcs_i_ratio_is_served(int32_t method, const gdcs_i_ratio_side *a, const gdcs_i_ratio_side *b);

/* The measures of a and b; notes are those of their counts.  What cannot be had is NaN with
   GDCS_NOTE_NOT_ESTIMABLE; what is not wanted is NaN. */
void gdcs_i_ratio_measure(const gdcs_i_ratio_plan *plan, const gdcs_i_ratio_side *a,
                          const gdcs_i_ratio_side *b, uint32_t notes, gdcs_ratio_result *out);
#endif
