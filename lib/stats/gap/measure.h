/* What the forms of gap have in common. */
#ifndef GDCS_STATS_GAP_MEASURE_H
#define GDCS_STATS_GAP_MEASURE_H

#include <gdcs/gap.h>

/* Checked options, and what of them is computed once for many gaps. */
typedef struct gdcs_i_gap_plan {
    int32_t method; /* never DEFAULT */
    int32_t wanted; /* GDCS_I_GAP_DIFFERENCE, GDCS_I_GAP_RATIO */
    double alpha;
    double z; /* upper alpha / 2 point of the normal */
} gdcs_i_gap_plan;

enum { GDCS_I_GAP_DIFFERENCE = 1, GDCS_I_GAP_RATIO = 2, GDCS_I_GAP_BOTH = 3 };

/* One sample: its two counts, NaN where one is not known exactly, and the bounds of its share. */
typedef struct gdcs_i_gap_side {
    double yes;
    double no;
    double unknown;
    gdcs_bounds share;
} gdcs_i_gap_side;

/* A result, whose notes are those of both measures. */
typedef struct gdcs_i_gap {
    gdcs_gap_result result;
    uint32_t difference_notes;
    uint32_t ratio_notes;
} gdcs_i_gap;

gdcs_status gdcs_i_gap_plan_new(const gdcs_gap_options *options, gdcs_i_gap_plan *out,
                                gdcs_error *err);

/* In a column of methods; for the difference and for the ratio. */
const char *gdcs_i_gap_method_text(int32_t method, int ratio);

/* Women among women and men. */
gdcs_i_gap_side gdcs_i_gap_side_of_women(const gdcs_sex_counts *counts,
                                         const gdcs_sex_counts *lower,
                                         const gdcs_sex_counts *upper);

/* The gap between a and b; notes are those of their counts.  What cannot be had is NaN with
   GDCS_NOTE_NOT_ESTIMABLE; what is not wanted is NaN. */
void gdcs_i_gap_measure(const gdcs_i_gap_plan *plan, const gdcs_i_gap_side *a,
                        const gdcs_i_gap_side *b, uint32_t notes, gdcs_i_gap *out);

/* What the array and table forms note, the scalar ones refuse. */
gdcs_status gdcs_i_gap_check(const gdcs_i_gap_plan *plan, const gdcs_i_gap_side *a,
                             const gdcs_i_gap_side *b, gdcs_error *err);

gdcs_status gdcs_i_gap_give(const gdcs_gap_result *result, gdcs_gap_result *out, gdcs_error *err);

/* As that; GDCS_E_NUMERIC if a limit is NaN. */
gdcs_status gdcs_i_gap_give_found(const gdcs_gap_result *result, gdcs_gap_result *out,
                                  gdcs_error *err);

/* A part and its whole as a side. */
gdcs_i_gap_side gdcs_i_gap_side_of_part(double part, double whole);

/* The notes of a ratio, and of one sample's counts. */
uint32_t gdcs_i_gap_ratio_notes(const gdcs_estimate *ratio);
uint32_t gdcs_i_gap_side_notes(const gdcs_i_gap_side *side);
#endif
