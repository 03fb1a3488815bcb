/* Whole slices of a table with the same figures: women as men, a period as another, two areas. */
#ifndef GDCS_STATS_QUALITY_SLICES_H
#define GDCS_STATS_QUALITY_SLICES_H

#include "stats/quality/findings.h"

typedef struct gdcs_i_slices gdcs_i_slices;

/* log10 of the chance that two figures with the mean x, each a count or rounded to base, are the same. */
double gdcs_i_slices_log_chance(double x, double base);

/* Add the findings; period: number of its axis, or -1.  out is for gdcs_i_slices_hold(). */
gdcs_status gdcs_i_slices_new(const gdcs_table *table, int32_t period, double base,
                              gdcs_i_findings *found, gdcs_i_slices **out, gdcs_error *err);
void gdcs_i_slices_free(gdcs_i_slices *slices);

/* Is the cell, and the one with another label of that axis, in two slices found to be the same? */
int gdcs_i_slices_hold(const gdcs_i_slices *slices, const int32_t *codes, int axis, int32_t with);
#endif
