/* What the forms of pairs have in common. */
#ifndef GDCS_STATS_PAIRS_MEASURE_H
#define GDCS_STATS_PAIRS_MEASURE_H

#include <gdcs/pairs.h>

enum { GDCS_I_PAIRS_MEASURES = 3 }; /* difference, ratio, odds */

/* Checked options, and what of them is computed once for many. */
typedef struct gdcs_i_pairs_plan {
    int32_t method; /* never DEFAULT */
    int32_t test;
    double alpha;
    double z; /* upper alpha / 2 point of the normal */
} gdcs_i_pairs_plan;

/* What each count may be, none depending on another. */
typedef struct gdcs_i_pairs_box {
    gdcs_bounds both;
    gdcs_bounds first;
    gdcs_bounds second;
    gdcs_bounds neither;
} gdcs_i_pairs_box;

/* A result, whose notes are those of all measures, and the notes and bounds of each. */
typedef struct gdcs_i_pairs_found {
    gdcs_pairs_result result;
    uint32_t notes[GDCS_I_PAIRS_MEASURES];
    gdcs_bounds bounds[GDCS_I_PAIRS_MEASURES];
} gdcs_i_pairs_found;

gdcs_status gdcs_i_pairs_plan_new(const gdcs_pairs_options *options, gdcs_i_pairs_plan *out,
                                  gdcs_error *err);

/* In a column of methods. */
const char *gdcs_i_pairs_method_text(int32_t method, int measure);

/* counts are NaN where not known exactly; notes are of what is said of them. */
void gdcs_i_pairs_measure(const gdcs_i_pairs_plan *plan, const gdcs_pairs_counts *counts,
                          const gdcs_i_pairs_box *box, uint32_t notes, gdcs_i_pairs_found *out);

/* All NaN where a count is. */
gdcs_test gdcs_i_pairs_test(const gdcs_i_pairs_plan *plan, const gdcs_pairs_counts *counts);
#endif
