/* What the three forms of share have in common. */
#ifndef GDCS_STATS_SHARE_MEASURE_H
#define GDCS_STATS_SHARE_MEASURE_H

#include "num/interval/limits.h"

#include <gdcs/share.h>

/* Checked options, and what of them is computed once for many shares. */
typedef struct gdcs_i_share_plan {
    int32_t method; /* never DEFAULT */
    int32_t of;
    double alpha;
    double z; /* upper alpha / 2 point of the normal */
} gdcs_i_share_plan;

/* "Wilson" and the like; never NULL. */
const char *gdcs_i_share_method_text(int32_t method);

gdcs_status gdcs_i_share_plan_new(const gdcs_share_options *options, gdcs_i_share_plan *out,
                                  gdcs_error *err);

/* Those of the denominator who are not recorded as women. */
double gdcs_i_share_others(int32_t of, const gdcs_sex_counts *counts);

/* Of all counts from lower to upper that add up to at most `most` persons (infinity: no such limit),
   whatever the sex of the unknown.  NaN if nobody can be in the denominator. */
gdcs_bounds gdcs_i_share_bounds(int32_t of, const gdcs_sex_counts *lower,
                                const gdcs_sex_counts *upper, double most);

/* By the method of the plan, or by Wilson's where it is not defined: *method says which, with
   GDCS_NOTE_METHOD_CHANGED among *notes.  yes + no > 0. */
struct gdcs_i_limits gdcs_i_share_limits(const gdcs_i_share_plan *plan, double yes, double no,
                                         int32_t *method, uint32_t *notes);

/* Of lower counts: who may be there, because a cell is not exact, has another note. */
uint32_t gdcs_i_share_presence(int32_t of, const gdcs_sex_counts *counts);

/* AT_BOUNDARY, ZERO_CELL, SMALL_BASE, NOT_WHOLE. */
uint32_t gdcs_i_share_quality(double yes, double no, double men);

/* To a caller; GDCS_E_EMPTY if n is 0. */
gdcs_status gdcs_i_share_give(const gdcs_share_result *result, gdcs_share_result *out,
                              gdcs_error *err);

/* The share of counts, NaN where a count is not known exactly, and its bounds over all counts from
   lower to upper that add up to at most `most` persons (infinity: no such limit).  A share that cannot be had
   is NaN with GDCS_NOTE_NOT_ESTIMABLE. */
void gdcs_i_share_measure(const gdcs_i_share_plan *plan, const gdcs_sex_counts *counts,
                          const gdcs_sex_counts *lower, const gdcs_sex_counts *upper, double most,
                          gdcs_share_result *out);
#endif
